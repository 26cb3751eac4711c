"""Render the tables of a report as CSV files; no cell of them is a formula to a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from policytext.renderers.tables import concordance_table
from policytext.report import Report
from policytext.table import Cell, Table, plain_cell

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "'")


def render(report: Report, language: str) -> Mapping[str, bytes]:
    """Return every table as ``tables/<name>.csv``, the concordance among them."""
    tables = {**report.tables, "concordance": concordance_table(report)}
    return {f"tables/{name}.csv": format_csv(table).encode() for name, table in tables.items()}


def format_csv(table: Table) -> str:
    """Return *table* as CSV; numbers stay numbers, an undefined one is an empty cell."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([neutralise(column) for column in table.columns])
    writer.writerows([neutralise(cell) for cell in row] for row in table.rows)
    return stream.getvalue()


def neutralise(cell: Cell) -> Cell:
    """Put an apostrophe before what a spreadsheet would take for a formula.

    A leading apostrophe gets one too, so that taking the first one off gives every cell back.
    """
    if isinstance(cell, str):
        return "'" + cell if cell.startswith(_FORMULA) else cell
    return plain_cell(cell)
