"""Render a report as one self-contained page, which loads no other file.

Tested in tests/report/formats/test_page.py.
"""

from __future__ import annotations

import base64
import hashlib
import re
import string
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from policytext import __version__
from policytext.base.escape import show_hidden
from policytext.charts import theme_css
from policytext.charts.fonts import embed_font
from policytext.executors import Run
from policytext.language.messages import Wording, load_wording
from policytext.report.formats.charts import draw_inline, list_charts, rank_families
from policytext.report.formats.page import views
from policytext.report.formats.page.articles import view_articles
from policytext.report.formats.page.cards import view_cards
from policytext.report.formats.page.data import PACK_OVER, PageData, write_data
from policytext.report.formats.page.method import describe_method, list_reproduction, view_cautions
from policytext.report.formats.page.sentences import describe_cell, write_deck
from policytext.report.formats.page.tables import view_tables
from policytext.report.formats.page.texts import view_texts, write_byline
from policytext.report.model import DERIVED, Report

# Placeholders that are filled last. Texts cannot contain their characters, which are escaped.
_CSP_SLOT, _STYLE_SLOT, _DATA_SLOT = "\ufdd0csp", "\ufdd0style", "\ufdd0data"


def render(report: Report, language: str, run: Run) -> list[tuple[str, bytes]]:
    """Return the page as ``index.html``."""
    page = _Page(report, load_wording(language), run)
    return [("index.html", page.render().encode("utf-8"))]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("policytext.report.formats.page"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_show,
    )


def _show(value: Any) -> Any:
    """Return what a template prints: strings with their hidden characters made visible."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return show_hidden(value)


def _asset(name: str) -> str:
    return files("policytext.report.formats.page").joinpath("templates", name).read_text("utf-8")


def _style() -> str:
    """Return the style sheet, with the dark rules for the system's setting and for the page's.

    Print always uses the light theme.
    """
    light, dark, rest = re.split(r"/\*(?:dark|end)\*/\n", _asset("style.css"))
    light += f":root {{ {theme_css('light')} }}\n"
    dark += f":root {{ {theme_css('dark')} }}\n"
    chosen = dark.replace(":root", ':root[data-theme="dark"]')
    asked = dark.replace(":root", ':root:not([data-theme="light"])')
    return (
        f"{light}@media screen {{\n{chosen}}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n{asked}}}\n{rest}"
    )


class FigureView(NamedTuple):
    """A chart with its caption, drawn for a screen and for a phone."""

    name: str
    title: str
    says: str
    wide: Markup
    narrow: Markup


class _Page:
    """One page: the values of the template, then the font, then the security policy."""

    def __init__(self, report: Report, t: Wording, run: Run) -> None:
        self.report, self.t = report, t
        self.charts = list_charts(report, t.language)
        self.drawn_charts = run(draw_inline, self.charts)
        self.documents = views.view_documents(report)
        self.compared = [view for view in self.documents if view.compared]
        self.drawn = self.compared[: len(report.drawn)]
        self.families = views.view_families(report, t.language)
        self.grid = views.view_grid(report, self.compared, self.families)
        self.tables = view_tables(report, t)
        # The page of very many texts has one face only.
        self.large = sum(len(view.document.text) for view in self.documents) > PACK_OVER

    def render(self) -> str:
        """Return the page's HTML."""
        head, script, style = _asset("head.js"), _asset("page.js"), _style()
        data = PageData(self.report, self.documents, self.families, self.t).gather(self.tables)
        packed = write_data(data)  # before the charts, which the second process draws meanwhile
        template = _environment().get_template("page.html.j2")
        body = template.render(
            **self._context(),
            csp=Markup(_CSP_SLOT),
            style=Markup(_STYLE_SLOT),
            data=Markup(_DATA_SLOT),
            head_script=Markup(head),
            script=Markup(script),
        )
        # The font is made last, from the characters of the page.
        page, texts = _characters(body, data)
        if self.large:  # thousands of characters: one face, without the slow compression
            style = embed_font("Policytext Sans", texts, face="sans", tight=False) + style
        else:
            style = _font_faces(page, texts) + style
        slots = {
            _CSP_SLOT: _policy([head, script], [style]),
            _STYLE_SLOT: style,
            _DATA_SLOT: packed,
        }
        return re.sub("|".join(slots), lambda slot: slots[slot[0]], body)

    def _context(self) -> dict[str, Any]:
        report, t = self.report, self.t
        keys = {document.id: document.key for document in self.documents}
        ranked = views.view_families(report, t.language, rank_families(report))
        return {
            "t": t,
            "report": report,
            "version": __version__,
            "large": self.large,
            "title": report.spec.title(t.language) or t("title"),
            "deck": write_deck(report, t),
            "facts": self._facts(),
            "sections": [n for n in report.spec.sections if n != "articles" or report.articles],
            "articles": view_articles(report, t),
            "compared": self.compared,
            "drawn": self.drawn,
            "byline": lambda view: write_byline(view, t),
            "texts": view_texts(report, self.documents, t),
            "tables": self.tables,
            "cards": view_cards(report, t, keys),
            "method": describe_method(report, t),
            "reproduction": list_reproduction(report),
            "cautions": view_cautions(report, t, keys),
            "figures": self._draw_figures(),
            "rates": views.view_rates(self.grid, self.compared, ranked),
            "derived": report.lexicon.name == DERIVED,
            "describe_cell": lambda cell: describe_cell(cell, t),
        }

    def _draw_figures(self) -> Iterator[FigureView]:
        """Yield each chart with its title and the sentence that says what it shows."""
        for chart, (wide, narrow) in zip(self.charts, self.drawn_charts, strict=True):
            title = self.t(f"charts.{chart.name}.title")
            yield FigureView(chart.name, title, chart.describe(), Markup(wide), Markup(narrow))

    def _facts(self) -> list[tuple[str, str, str]]:
        """Return the facts about what was read: a label, a number and the address of a section."""
        report, t = self.report, self.t
        values = {
            "documents": (len(report.documents), "documents"),
            "characters": (sum(document.length for document in report.documents), "documents"),
            "families": (len(report.lexicon), "emphasis"),
            "hits": (report.hits, "concordance"),
            "claims": (len(report.findings), "findings"),
        }
        return [
            (t(f"facts.{name}"), t.number(value), f"#{at}" if at in report.spec.sections else "")
            for name, (value, at) in values.items()
            if value
        ]


def _characters(body: str, data: dict[str, Any]) -> tuple[set[str], set[str]]:
    """Return the characters of the page without the texts, and those of the page with them.

    The sans face has the first set, the serif face the second. Each face is the fallback of the
    other, so that no character is missing.
    """
    cells = (str(cell) for view in data["tables"].values() for row in view["rows"] for cell in row)
    labels = (entry["label"] for entry in data["sets"])
    heads = (item[1] for document in data["docs"] for item in document["outline"])
    page = set(body).union(string.printable, *data["ui"].values(), *cells, *labels, *heads)
    text = "".join(document["text"] for document in data["docs"])
    points = np.bincount(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4"))
    return page, page.union(map(chr, np.flatnonzero(points).tolist()))


def _font_faces(page: set[str], texts: set[str]) -> str:
    """Return the style rules with the fonts for the page and for the texts."""
    return embed_font("Policytext Sans", page, face="sans") + embed_font(
        "Policytext Serif", texts, face="serif"
    )


def _policy(scripts: list[str], styles: list[str]) -> str:
    """Return the page's content security policy: nothing but what the page itself contains."""
    hashes = [
        " ".join(f"'sha256-{_digest(text)}'" for text in group) for group in (scripts, styles)
    ]
    return (
        f"default-src 'none'; script-src {hashes[0]}; style-src {hashes[1]}; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return _encode(hashlib.sha256(text.encode("utf-8")).digest())


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
