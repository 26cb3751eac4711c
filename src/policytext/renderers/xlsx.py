"""Render the tables of a report as one workbook: a sheet a table, and no formula from data."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from policytext.display import show_hidden
from policytext.renderers.tables import concordance_table, is_numeric
from policytext.renderers.wording import load_wording
from policytext.report import Report
from policytext.table import Cell, Table, plain_cell

CELL_LIMIT = 32_767  # characters a spreadsheet keeps
MARK = " […{left} more characters; see tables/{name}.csv]"
_CREATED = datetime(2000, 1, 1)  # any fixed date: the same report is the same bytes


def render(report: Report, language: str) -> Mapping[str, bytes]:
    """Return ``report.xlsx``."""
    import xlsxwriter

    t = load_wording(language)
    stream = io.BytesIO()
    # Nothing of a text may become a formula, a link or a number that it was not.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
    workbook.set_properties({"created": _CREATED, "title": report.spec.title(language)})
    styles = {
        "head": workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
        "rate": workbook.add_format({"num_format": "0.000"}),
    }
    for name, table in {**report.tables, "concordance": concordance_table(report)}.items():
        sheet = workbook.add_worksheet(t.get(f"tables.{name}", table.title)[:31])
        _fill(sheet, name, table, t, styles)
    workbook.close()
    return {"report.xlsx": stream.getvalue()}


def _fill(sheet: Any, name: str, table: Table, t: Any, styles: Mapping[str, Any]) -> None:
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(table.columns):
        sheet.write_string(0, column, t.get(f"columns.{title}", title), styles["head"])
        width = 12 if is_numeric(table, title) else 24
        sheet.set_column(column, column, width)
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, (number, column), cell, name, styles["rate"])
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write(sheet: Any, place: tuple[int, int], cell: Cell, name: str, rate: Any) -> None:
    value = plain_cell(cell)
    if isinstance(value, bool):
        sheet.write_boolean(*place, value)
    elif isinstance(value, int):
        sheet.write_number(*place, value)
    elif isinstance(value, float):
        sheet.write_number(*place, value, rate)
    elif isinstance(value, str):
        sheet.write_string(*place, fit_cell(show_hidden(value), name))


def fit_cell(text: str, name: str) -> str:
    """Return *text* as a cell holds it; one too long says how much is left out, and where it is."""
    if len(text) <= CELL_LIMIT:
        return text
    mark = MARK.format(left=len(text) - CELL_LIMIT + 100, name=name)
    return text[: CELL_LIMIT - 100] + mark
