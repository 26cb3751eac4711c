"""Tables for the page, with titles, headings and cells in the reader's language.

Tested in tests/report/formats/test_page.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from policytext.base.table import Cell, Table, format_cell
from policytext.language.messages import Wording
from policytext.report.formats.page.articles import article_key
from policytext.report.formats.page.cards import claim_key, set_key
from policytext.report.formats.page.views import link_concordance, link_passages
from policytext.report.in_language import speak, translate
from policytext.report.model import Report

SHOWN_ROWS = 100  # rows in the HTML itself; the script shows the rest
MOST_COLUMNS = 32  # a wider table, such as the similarity of very many texts, is in its file only
_LOCALISED = ("role", "completeness", "unit", "kind", "language")


@dataclass(frozen=True)
class ColumnView:
    """A column's heading, and whether the column contains numbers."""

    label: str
    numeric: bool


@dataclass(frozen=True)
class TableView:
    """A table ready for the page; ``raw`` is what its script sorts and filters."""

    name: str
    title: str
    convention: str
    columns: list[ColumnView]
    rows: list[list[tuple[str, str]]]
    total: int
    notes: list[str]
    raw: dict[str, Any]


def view_tables(report: Report, t: Wording) -> list[TableView]:
    """Return every table of the report that fits a page."""
    return [
        view_table(name, report, t)
        for name, table in report.tables.items()
        if len(table.columns) <= MOST_COLUMNS
    ]


def view_table(name: str, report: Report, t: Wording) -> TableView:
    """Return one table for the page: cells as text, each with the address of its passages."""
    original = report.tables[name]
    table = localise(name, original, report, t)
    column, links = list_links(name, original, report)
    place = table.columns.index(column) if column in table.columns else -1
    rows = [
        [(format_cell(cell), links[i] if j == place else "") for j, cell in enumerate(row)]
        for i, row in enumerate(table.rows[:SHOWN_ROWS])
    ]
    numeric = [is_numeric(table, name) for name in table.columns]
    raw = {
        "numeric": numeric,
        "linked": place,
        "links": [link.removeprefix("#") for link in links] if place >= 0 else [],
        "rows": [list(record.values()) for record in table.records()],
    }
    columns = [ColumnView(table.labels[c], n) for c, n in zip(table.columns, numeric, strict=True)]
    return TableView(
        name,
        table.title,
        table.convention,
        columns,
        rows,
        len(table),
        list(map(str, table.notes)),
        raw,
    )


def localise(name: str, table: Table, report: Report, t: Wording) -> Table:
    """Return *table* with its words in the reader's language; ids of documents do not change."""
    table = speak(name, table, report, t)
    families = {family.id: family.label(t.language) for family in report.lexicon.families}
    words: dict[str, Callable[[Cell], Cell]] = {
        "region": lambda cell: t.get(f"regions.{cell}", str(cell)),
        "family": lambda cell: families.get(str(cell), cell),
        "verdict": lambda cell: t(f"verdicts.{cell}"),
        "expected": lambda cell: t(f"verdicts.{cell}"),
        **dict.fromkeys(_LOCALISED, lambda cell: t.get(f"values.{cell}", str(cell or ""))),
    }
    kept = [i for i, column in enumerate(table.columns) if column != "label"]
    table = translate(table, words)
    rows = tuple(tuple(row[i] for i in kept) for row in table.rows)
    columns = tuple(table.columns[i] for i in kept)
    labels = {column: t.get(f"columns.{column}", column) for column in columns}
    return Table(table.title, columns, rows, table.convention, table.notes, labels)


def is_numeric(table: Table, name: str) -> bool:
    """Return whether every defined cell of a column is a number."""
    cells = [cell for cell in table.column(name) if cell is not None]
    return bool(cells) and all(
        isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells
    )


def list_links(name: str, table: Table, report: Report) -> tuple[str, list[str]]:
    """Return the name of the column of counts, and the address of the passages of each row."""
    link = _LINKS.get(name)
    if link is None:
        return "", []
    column, address = link
    return column, [address(row, report) if row[column] else "" for row in table.records()]


def _family_link(row: Mapping[str, Cell], report: Report) -> str:
    return link_passages(str(row["family"]), str(row["document"]), str(row.get("term") or ""))


def _word_link(row: Mapping[str, Cell], report: Report) -> str:
    document, word = str(row["document"]), str(row["feature"])
    found = report.words.get((document, word))
    count = row.get("count", row.get("target"))
    return link_passages("words", document, word) if found and len(found) == count else ""


def _article_link(row: Mapping[str, Cell], report: Report) -> str:
    """Return the address of the passages of a claim, which has a row of the table of articles."""
    name = str(row["article"])
    rows = [r for r in report.tables["articles"].records() if r["article"] == name]
    number = rows.index(dict(row))
    finding = report.articles[name].claims[number].finding
    parts = finding.measurement.parts if finding and finding.measurement else ()
    if not parts or not len(parts[0].matches):
        return ""
    return link_passages(set_key(article_key(name, number), parts[0]), parts[0].matches.document)


def _claim_link(row: Mapping[str, Cell], report: Report) -> str:
    finding = next(f for f in report.findings if f.claim.id == row["id"])
    parts = finding.measurement.parts if finding.measurement else ()
    if not parts:
        return ""
    key = set_key(claim_key(finding.claim.id), parts[0])
    return link_passages(key, parts[0].matches.document)


def _document_link(row: Mapping[str, Cell], report: Report) -> str:
    """Return the address of the document, which is shown with the account of its bytes."""
    return f"#doc-{row['document']}"


_Link = Callable[[Mapping[str, Cell], Report], str]
_LINKS: dict[str, tuple[str, _Link]] = {
    "families": ("count", _family_link),
    "terms": ("count", _family_link),
    "tfidf": ("count", _word_link),
    "keyness": ("target", _word_link),
    "findings": ("recounted", _claim_link),
    "robustness": ("agreement", lambda row, report: link_concordance(str(row["family"]))),
    "documents": ("characters", _document_link),
    "dropped": ("bytes", _document_link),
    "articles": ("recounted", _article_link),
}
