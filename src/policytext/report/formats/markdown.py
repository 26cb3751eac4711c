"""Render a report as Markdown, for people who read it on a code host.

Tested in tests/report/formats/test_formats.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policytext.base.escape import escape, show_hidden
from policytext.base.table import Table, format_cell
from policytext.executors import Run
from policytext.language.messages import Wording, load_wording
from policytext.report.formats.charts import list_charts, rank_families
from policytext.report.formats.page import views
from policytext.report.formats.page.cards import CardView, view_cards
from policytext.report.formats.page.method import describe_method, list_reproduction, view_cautions
from policytext.report.formats.page.sentences import write_deck
from policytext.report.formats.page.tables import localise
from policytext.report.model import Report


def render(report: Report, language: str, run: Run) -> list[tuple[str, bytes]]:
    """Return ``report.md``."""
    writer = _Writer(report, load_wording(language))
    return [("report.md", ("\n".join(writer.lines()) + "\n").encode("utf-8"))]


def _text(text: str) -> str:
    return escape(text, "markdown")


class _Writer:
    """Writes the sections that the report has, in the order of the page."""

    def __init__(self, report: Report, t: Wording) -> None:
        self.report, self.t = report, t
        self.documents = views.view_documents(report)
        self.keys = {view.id: view.key for view in self.documents}

    def lines(self) -> Iterator[str]:
        """Yield the lines of the report."""
        report, t = self.report, self.t
        yield f"# {_text(report.spec.title(t.language) or t('title'))}"
        yield ""
        yield _text(write_deck(report, t))
        sections = {
            "findings": self._findings,
            "emphasis": self._emphasis,
            "documents": self._documents,
            "tables": self._tables,
            "method": self._method,
            "warnings": self._warnings,
        }
        for name in report.spec.sections:
            if name in sections:
                yield from ("", f"## {_text(t(f'heading.{name}'))}", "")
                yield from sections[name]()

    def _findings(self) -> Iterator[str]:
        t, cards = self.t, view_cards(self.report, self.t, self.keys)
        if not cards:
            yield _text(t("cards.none"))
            return
        heads = ("verdict", "published", "recounted", "document", "convention", "id")
        rows = [
            (
                _text(f"{card.mark} {t(f'verdicts.{card.verdict}')}"),
                _text(card.published),
                _text(card.recounted),
                _text(card.document),
                escape(card.convention, "code") if card.convention else "–",
                f"[{_text(card.id)}](#{card.id})",
            )
            for card in cards
        ]
        yield from _grid([_text(t(f"columns.{head}")) for head in heads], rows)
        for card in cards:
            yield from self._card(card)

    def _card(self, card: CardView) -> Iterator[str]:
        t = self.t
        yield from ("", f"### {_text(card.id)}", "")
        verdict = f"**{_text(card.mark)} {_text(t(f'verdicts.{card.verdict}'))}** "
        yield (verdict + _text(card.says)).rstrip()
        if card.quote:
            source = f" ({_text(card.source)})" if card.source else ""
            yield from ("", f"> {_text(card.quote)}{source}")
        yield ""
        if card.terms:
            counts = (f"{_text(bar.term)} {bar.count}" for bar in card.terms)
            yield f"- {t('separator').join(counts)}"
        for line in card.lines:
            # Asterisks beside Chinese punctuation are not read as emphasis; the tag always is.
            yield f"- …{_text(line.left)}<b>{_text(line.node)}</b>{_text(line.right)}…"
        for sentence in card.explanation:
            yield f"- {_text(sentence)}"

    def _emphasis(self) -> Iterator[str]:
        t = self.t
        for chart in list_charts(self.report, t.language):
            title = _text(t(f"charts.{chart.name}.title"))
            yield from (f"### {title}", "", _text(chart.describe()))
            yield from ("", f"![{title}](charts/{chart.name}.svg)", "")
        yield from self._rates()

    def _rates(self) -> Iterator[str]:
        """Yield the table of rates and counts, with the longer list as rows."""
        t = self.t
        compared = [view for view in self.documents if view.compared]
        families = views.view_families(self.report, t.language, rank_families(self.report))
        grid = views.view_grid(self.report, compared, families)
        table = views.view_rates(grid, compared, families)
        heads = ["", *(_text(" ".join((h.badge, h.label)).strip()) for h in table.columns)]
        rows = [
            (
                _text(" ".join((head.badge, head.label)).strip()),
                *(f"{t.number(c.rate.per_1000)} ({t.number(c.rate.count)})" for c in cells),
            )
            for head, cells in table.rows
        ]
        yield from _grid(heads, rows)
        yield from ("", escape(self.report.convention, "code"))

    def _documents(self) -> Iterator[str]:
        for name in ("documents", "dropped"):
            yield from (f"### {_text(self.t(f'tables.{name}'))}", "", *self._table(name), "")

    def _tables(self) -> Iterator[str]:
        for name in (*self.report.tables, "concordance"):
            title = self.t.get(f"tables.{name}", name)
            yield f"- [{_text(title)}](tables/{name}.csv)"

    def _method(self) -> Iterator[str]:
        for part in describe_method(self.report, self.t):
            yield from (f"- **{_text(part.title)}**: {_text(part.says)}",)
        block = show_hidden(list_reproduction(self.report))
        yield from ("", *(f"    {line}" for line in block.splitlines()))

    def _warnings(self) -> Iterator[str]:
        cautions = view_cautions(self.report, self.t, self.keys)
        for caution in cautions:
            key = f"{caution.key} " if caution.key else ""
            yield f"- {key}**{_text(caution.kind)}** {_text(caution.says)}"
        if not cautions:
            yield _text(self.t("warnings.none"))

    def _table(self, name: str) -> Iterator[str]:
        table: Table = localise(name, self.report.tables[name], self.report, self.t)
        rows = [[_text(format_cell(cell)) for cell in row] for row in table.rows]
        yield from _grid([_text(table.labels[column]) for column in table.columns], rows)


def _grid(heads: list[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " --- |" * len(heads)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
