"""Render a report as one self-contained page: it opens from a file and asks for nothing."""

from __future__ import annotations

import base64
import hashlib
import re
import string
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from policytext import __version__
from policytext.claims import Finding
from policytext.fonts import Face, subset_font
from policytext.renderers import views
from policytext.renderers.cards import parts_of, set_key, view_cards
from policytext.renderers.display import show_hidden
from policytext.renderers.island import Positions, pack_document, pack_hits, pack_island
from policytext.renderers.method import describe_method, list_reproduction
from policytext.renderers.sentences import describe_cell, describe_charts, write_deck, write_summary
from policytext.renderers.tables import view_tables
from policytext.renderers.wording import Wording, load_wording
from policytext.report import Report

# What is put in last; document strings cannot hold these characters, which are shown as escapes.
_CSP_SLOT, _STYLE_SLOT, _ISLAND_SLOT = "\ufdd0csp", "\ufdd0style", "\ufdd0island"


def render(report: Report, language: str) -> Mapping[str, bytes]:
    """Return the page as ``index.html``."""
    page = _Page(report, load_wording(language))
    return {"index.html": page.render().encode("utf-8")}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("policytext.renderers"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_show,
    )
    environment.policies["ext.i18n.trimmed"] = True
    return environment


def _show(value: Any) -> Any:
    """Return what a template prints: strings with what is hidden in them made visible."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return show_hidden(value)


def _asset(name: str) -> str:
    return files("policytext.renderers").joinpath("templates", name).read_text("utf-8")


class _Page:
    """One page: everything the template asks for, then the font, then the policy."""

    def __init__(self, report: Report, wording: Wording) -> None:
        self.report, self.t = report, wording
        self.documents = views.view_documents(report)
        self.families = views.view_families(report, wording.language)
        self.grid = views.view_grid(report, self.documents, self.families)
        self.ordered = views.by_mean_rate(self.grid, self.documents, self.families)

    def render(self) -> str:
        """Return the page's HTML."""
        head, script, style = _asset("head.js"), _asset("page.js"), _asset("style.css")
        data = self._data()
        body = (
            _environment()
            .get_template("page.html.j2")
            .render(
                **self._context(),
                csp=Markup(_CSP_SLOT),
                head_script=Markup(head),
                script=Markup(script),
                style=Markup(_STYLE_SLOT),
                island=Markup(_ISLAND_SLOT),
            )
        )
        # The page exists before its font: the font is cut from the characters that stand in it.
        style = _font_faces(*_characters(body, data)) + style
        slots = {
            _CSP_SLOT: _policy([head, script], [style]),
            _STYLE_SLOT: style,
            _ISLAND_SLOT: pack_island(data),
        }
        return re.sub("|".join(slots), lambda slot: slots[slot[0]], body)

    def _context(self) -> dict[str, Any]:
        report, t = self.report, self.t
        drawn = self.documents[: views.MANY_DOCUMENTS]
        return {
            "t": t,
            "report": report,
            "version": __version__,
            "title": report.spec.title(t.language) or t("title"),
            "deck": write_deck(report, t, self.grid),
            "facts": self._facts(),
            "sections": list(report.spec.sections),
            "documents": self.documents,
            "drawn": drawn,
            "many": views.MANY_DOCUMENTS,
            "ordered_families": self.ordered,
            "grid": self.grid,
            "heat": views.view_heat(self.grid, self.documents, self.ordered),
            "strips": [views.view_strip(report, d, self.ordered, t) for d in drawn],
            "says": describe_charts(report, t, self.grid, self.documents, self.ordered),
            "cell_label": lambda cell: describe_cell(cell, t),
            "metadata": self._metadata,
            "account": self._account,
            "account_says": self._account_says,
            "tables": view_tables(report, t),
            "hits": report.hits,
            "cards": view_cards(report, t, {d.id: d.key for d in self.documents}),
            "findings_says": write_summary(report, t),
            "method": describe_method(report, t),
            "reproduction": list_reproduction(report),
            "cautions": self._cautions(),
        }

    def _facts(self) -> list[dict[str, str]]:
        report, t = self.report, self.t
        characters = sum(d.length for d in report.documents)
        values = {
            "documents": len(report.documents),
            "characters": characters,
            "families": len(report.lexicon),
            "hits": report.hits,
        }
        return [{"label": t(f"facts.{k}"), "value": t.number(v)} for k, v in values.items()]

    def _metadata(self, view: views.DocumentView) -> list[tuple[str, str]]:
        meta, t = view.document.metadata, self.t
        names = ("subtitle", "issuer", "issued", "edition", "source", "url", "captured")
        rows = [(t(f"columns.{n}"), getattr(meta, n)) for n in names if getattr(meta, n)]
        rows += [(t("columns.role"), t.get(f"values.{meta.role}", meta.role))]
        rows += [
            (t("columns.completeness"), t.get(f"values.{meta.completeness}", meta.completeness))
        ]
        rows += [(t("columns.capture"), meta.capture_path), ("SHA-256", meta.capture_sha256)]
        return rows

    def _account(self, view: views.DocumentView) -> list[dict[str, Any]]:
        rows = [r for r in self.report.tables["dropped"].records() if r["document"] == view.id]
        return [
            {
                "reason": self.t.get(f"reasons.{row['reason']}", str(row["reason"])),
                "bytes": row["bytes"],
                "share": views.percent(row["share"]),
                "width": f"{100 * (row['share'] or 0):.2f}",
            }
            for row in rows
        ]

    def _account_says(self, view: views.DocumentView) -> str:
        rows = self._account(view)
        return self.t(
            "documents.account_says",
            kept=rows[0]["share"],
            path=view.document.metadata.capture_path,
        )

    def _cautions(self) -> list[dict[str, str]]:
        keys = {d.id: d.key for d in self.documents}
        return [
            {
                "key": keys.get(c.document, ""),
                "kind": self.t(f"cautions.{c.kind}"),
                "what": self.t.get(f"cautions.{c.kind}_says", "{what}").format(
                    what=c.what, **dict(c.numbers)
                ),
            }
            for c in self.report.cautions
        ]

    def _claim_sets(
        self, finding: Finding, positions: dict[str, Positions]
    ) -> list[dict[str, Any]]:
        index = {d.id: d.index for d in self.documents}
        return [
            {
                "key": set_key(finding.claim.id, part),
                "label": finding.claim.id,
                "claim": True,
                "hits": [
                    [
                        index[part.matches.document],
                        finding.convention,
                        list(part.matches.terms),
                        *pack_hits(part.matches, positions[part.matches.document]),
                    ]
                ],
            }
            for part in parts_of(finding)
            if part.matches.document in index
        ]

    def _data(self) -> dict[str, Any]:
        report = self.report
        positions = {d.id: Positions(d.text) for d in report.corpus}
        sets = [
            {
                "key": family.id,
                "label": family.label,
                "hits": [
                    [
                        d.index,
                        self.grid[d.id, family.id].convention,
                        list(found.terms),
                        *pack_hits(found, positions[d.id]),
                    ]
                    for d in self.documents
                    if len(found := report.matches[d.id, family.id])
                ],
            }
            for family in self.families
        ]
        sets += [
            entry for finding in report.findings for entry in self._claim_sets(finding, positions)
        ]
        return {
            "ui": self.t.under("ui")
            | {f"region.{k}": v for k, v in self.t.under("regions").items()},
            "docs": [pack_document(view) for view in self.documents],
            "sets": sets,
            "tables": {v.name: v.raw for v in view_tables(report, self.t)},
        }


def _characters(body: str, data: dict[str, Any]) -> tuple[set[str], set[str]]:
    """Return what is set in the sans face, the page; and in the serif face, the texts besides.

    Each face stands in for the other, so nothing is missing whatever is set in which.
    """
    cells = (str(cell) for view in data["tables"].values() for row in view["rows"] for cell in row)
    page = set(body).union(string.printable, *data["ui"].values(), *cells)
    return page, page.union(*(doc["text"] for doc in data["docs"]))


def _font_faces(sans: set[str], serif: set[str]) -> str:
    """Return the style rules that carry the characters of both faces."""
    faces: tuple[tuple[str, Face, set[str]], ...] = (
        ("Policytext Sans", "sans", sans),
        ("Policytext Serif", "serif", serif),
    )
    return "".join(
        f'@font-face{{font-family:"{name}";font-display:block;'
        f"src:url(data:font/woff2;base64,{_encode(subset_font(''.join(characters), face=face))})}}\n"
        for name, face, characters in faces
    )


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _policy(scripts: list[str], styles: list[str]) -> str:
    """Return the page's content security policy: nothing but what the page itself carries."""
    hashes = [
        " ".join(f"'sha256-{_digest(text)}'" for text in group) for group in (scripts, styles)
    ]
    return (
        f"default-src 'none'; script-src {hashes[0]}; style-src {hashes[1]}; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return _encode(hashlib.sha256(text.encode("utf-8")).digest())
