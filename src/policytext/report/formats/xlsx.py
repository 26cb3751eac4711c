"""Render the tables of a report as one workbook, a sheet for each, without any formula.

Tested in tests/report/formats/test_formats.py.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from policytext.base.escape import show_hidden
from policytext.base.table import Cell, Table, plain_cell
from policytext.executors import Run
from policytext.language.messages import Wording, load_wording
from policytext.report.formats.page.tables import is_numeric, localise
from policytext.report.model import Report

MOST_ROWS = 10_000  # of the concordance; all of them are in its CSV file
CELL_LIMIT = 32_767  # characters that a cell can contain
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")  # characters that the name of a sheet may not contain
_Fit = Callable[[str], str]
_CREATED = datetime(2000, 1, 1)  # any fixed date: the same report is the same bytes


def render(report: Report, language: str, run: Run) -> list[tuple[str, bytes]]:
    """Return ``report.xlsx``."""
    t = load_wording(language)
    tables = {**report.tables, "concordance": _list_hits(report, t)}
    sheets = {name: localise(name, table, report, t) for name, table in tables.items()}
    return [("report.xlsx", write_book(report.spec.title(language), sheets, language))]


def write_book(title: str, sheets: Mapping[str, Table], language: str) -> bytes:
    """Return the workbook with a sheet for each of the tables."""
    import xlsxwriter

    t = load_wording(language)
    stream = io.BytesIO()
    # A string must not become a formula, a link or a number.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
    workbook.set_properties({"created": _CREATED, "title": title})
    styles = {
        "head": workbook.add_format({"bold": True, "bottom": 1, "valign": "top"}),
        "right": workbook.add_format(
            {"bold": True, "bottom": 1, "valign": "top", "align": "right"}
        ),
        "rate": workbook.add_format({"num_format": "0.000"}),
        "note": workbook.add_format({"italic": True, "font_color": "#555555"}),
    }
    for name, table in sheets.items():
        sheet = workbook.add_worksheet(_SHEET_NAME.sub(" ", table.title)[:31])
        _fill(sheet, table, styles, partial(fit_cell, name=name, t=t))
    workbook.close()
    return stream.getvalue()


def _list_hits(report: Report, t: Wording) -> Table:
    """Return the first hits of the concordance, and a row with the number of those left out."""
    left = report.hits - MOST_ROWS
    if left <= 0:
        return report.concordance
    table = report.list_hits(MOST_ROWS)
    note = t("more_rows", n=left, name="tables/concordance.csv")
    return replace(table, rows=(*table.rows, (note, *[None] * (len(table.columns) - 1))))


def _fill(sheet: Any, table: Table, styles: Mapping[str, Any], fit: _Fit) -> None:
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(table.columns):
        numeric = is_numeric(table, title)
        sheet.write_string(0, column, table.labels[title], styles["right" if numeric else "head"])
        sheet.set_column(column, column, 12 if numeric else 24)
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, (number, column), cell, fit, styles["rate"])
    for number, note in enumerate((table.convention, *table.notes), start=len(table) + 2):
        sheet.write_string(number, 0, fit(show_hidden(str(note))), styles["note"])
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write(sheet: Any, place: tuple[int, int], cell: Cell, fit: _Fit, rate: Any) -> None:
    """Write a cell with its own type; a string is always written as a string."""
    value = plain_cell(cell)
    if isinstance(value, bool):
        sheet.write_boolean(*place, value)
    elif isinstance(value, int):
        sheet.write_number(*place, value)
    elif isinstance(value, float):
        sheet.write_number(*place, value, rate)
    elif isinstance(value, str):
        sheet.write_string(*place, fit(show_hidden(value)))


def fit_cell(text: str, name: str, t: Wording) -> str:
    """Return *text*; if it is too long for a cell, cut it and say where the rest is."""
    if len(text) <= CELL_LIMIT:
        return text
    mark = t("cut_cell", n=len(text) - CELL_LIMIT + 100, name=name)
    return text[: CELL_LIMIT - 100] + mark
