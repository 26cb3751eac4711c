"""Tables as every format shows them: titled and headed in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from policytext.concordance import list_positions
from policytext.renderers.wording import Wording
from policytext.report import Report
from policytext.table import Cell, Table, format_cell

SHOWN_ROWS = 100  # rows that stand on the page itself; its script pages through the rest


@dataclass(frozen=True)
class ColumnView:
    """A column's heading, and whether it holds numbers."""

    name: str
    label: str
    numeric: bool


@dataclass(frozen=True)
class TableCell:
    """A cell as text, with the address of its passages where it is a count."""

    text: str
    numeric: bool
    href: str = ""


@dataclass(frozen=True)
class TableView:
    """A table ready for the page; ``raw`` is what its script sorts and filters."""

    name: str
    title: str
    convention: str
    columns: list[ColumnView]
    rows: list[list[TableCell]]
    total: int
    notes: list[str]
    raw: dict[str, Any]


def view_tables(report: Report, t: Wording) -> list[TableView]:
    """Return every table of the report."""
    return [view_table(name, table, t) for name, table in report.tables.items()]


def view_table(name: str, table: Table, t: Wording) -> TableView:
    """Return one table for the page."""
    columns = [ColumnView(c, t.get(f"columns.{c}", c), is_numeric(table, c)) for c in table.columns]
    links = _links(table)
    rows = [
        [
            TableCell(format_cell(cell), columns[i].numeric, link_row(row, links, i))
            for i, cell in enumerate(row)
        ]
        for row in table.rows[:SHOWN_ROWS]
    ]
    raw = {
        "numeric": [c.numeric for c in columns],
        "links": list(links) if links else None,
        "rows": [list(record.values()) for record in table.records()],
    }
    title = t.get(f"tables.{name}", table.title)
    return TableView(
        name, title, table.convention, columns, rows, len(table.rows), list(table.notes), raw
    )


def is_numeric(table: Table, name: str) -> bool:
    """Tell whether every defined cell of a column is a number."""
    cells = [cell for cell in table.column(name) if cell is not None]
    return bool(cells) and all(
        isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells
    )


def _links(table: Table) -> tuple[int, int, int] | None:
    """Return the columns of family, document and count, where a table has all three."""
    names = table.columns
    if {"family", "document", "count"} <= set(names):
        return names.index("family"), names.index("document"), names.index("count")
    return None


def link_row(row: tuple[Cell, ...], links: tuple[int, int, int] | None, index: int) -> str:
    """Return the address of the passages behind a count, for the cell that holds it."""
    if links is None or index != links[2] or not row[index]:
        return ""
    return f"#passages/{row[links[0]]}/{row[links[1]]}"


def concordance_table(report: Report) -> Table:
    """Return every hit of every family with its context, as one table."""
    columns = ("document", "family", "region", "left", "node", "right", "term", "start", "end")
    rows = tuple(tuple(getattr(line, name) for name in columns) for line in report.lines())
    return Table("Concordance", columns, rows, report.convention.id)


def positions_table(report: Report) -> Table:
    """Return where each hit of every family begins, and how long its text is."""
    pairs = ((d.id, f.id) for d in report.documents for f in report.lexicon.families)
    return list_positions(report.corpus, (report.matches[pair] for pair in pairs))
