"""Render the charts of a report as files of their own: SVG with outlines, PNG at twice the size."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections import ChainMap
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from policytext.base.table import Table
from policytext.charts import CHARTS, figure_to_png, figure_to_svg
from policytext.executors import Ask, Later, do_later
from policytext.report.formats.page.tables import positions_table
from policytext.report.model import Report

# Each chart's table, and whether the chart names families.
_TABLES: dict[str, tuple[str, bool]] = {
    "heatmap": ("families", True),
    "bars": ("families", True),
    "profile": ("families", True),
    "positions": ("positions", True),
    "keyness": ("keyness", False),
    "tfidf": ("tfidf", False),
    "similarity": ("similarity", False),
    "robustness": ("robustness", True),
}
DIGEST = "policytext-data"


def render(report: Report, language: str) -> Mapping[str, bytes]:
    """Return ``charts/<name>.svg`` and ``charts/<name>.png``; each knows the digest of its data."""
    return begin(report, language, do_later)()


def begin(report: Report, language: str, ask: Ask) -> Later[Mapping[str, bytes]]:
    """Ask for the charts, and return what gives their files."""
    drawings = [
        ask(
            draw_files,
            name,
            chart_table(report, name).in_language(language),
            chart_options(report, name, language),
        )
        for name in list_charts(report)
    ]
    # From the last on: what still waits there is drawn here, while the first ones are drawn beside.
    return lambda: dict(ChainMap(*[files() for files in reversed(drawings)]))


def draw_files(name: str, table: Table, options: dict[str, Any]) -> dict[str, bytes]:
    """Return the two files of one chart."""
    figure = CHARTS[name].draw(table, **options)
    digest = _digest([name, table.to_dict(), options])
    svg = figure_to_svg(figure, name=name)
    return {
        f"charts/{name}.svg": svg.replace("<svg ", f'<svg data-digest="{digest}" ', 1).encode(),
        f"charts/{name}.png": _add_text(figure_to_png(figure), DIGEST, digest),
    }


def list_charts(report: Report) -> list[str]:
    """Return the names of the charts there is something to draw for."""
    held = {*report.tables, "positions"}
    return [n for n, (table, _) in _TABLES.items() if table in held and len(chart_table(report, n))]


def describe_chart(report: Report, name: str, language: str, *, whole: bool = False) -> str:
    """Return the sentence that says what a chart shows; *whole* says it of all documents."""
    table = report.tables[_TABLES[name][0]] if whole else chart_table(report, name)
    return CHARTS[name].describe(table, **chart_options(report, name, language))


def chart_table(report: Report, name: str) -> Table:
    """Return the table a chart is drawn from."""
    table = _TABLES[name][0]
    return positions_table(report) if table == "positions" else _of_drawn(report, table)


def _of_drawn(report: Report, name: str) -> Table:
    """Return a table with no more documents than can be drawn beside each other."""
    table, drawn = report.tables[name], {document.id for document in report.drawn}
    if len(drawn) == len(report.documents) or "document" not in table.columns:
        return table
    place = table.columns.index("document")
    rows = tuple(row for row in table.rows if row[place] in drawn)
    if name != "similarity":
        return replace(table, rows=rows)
    kept = [i for i, c in enumerate(table.columns) if i == place or c in drawn]
    columns = tuple(table.columns[i] for i in kept)
    return Table(
        table.title, columns, tuple(tuple(row[i] for i in kept) for row in rows), table.convention
    )


def chart_options(report: Report, name: str, language: str) -> dict[str, Any]:
    """Return the language and the names that a chart uses."""
    options: dict[str, Any] = {"language": language}
    if name != "robustness":
        options["documents"] = {d.id: d.metadata.title or d.id for d in report.documents}
    if _TABLES[name][1]:
        options["families"] = {f.id: f.label(language) for f in report.lexicon.families}
    return options


def _digest(data: Any) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def _add_text(png: bytes, keyword: str, text: str) -> bytes:
    """Return *png* with a text chunk behind its header."""
    body = b"tEXt" + keyword.encode("latin-1") + b"\0" + text.encode("latin-1")
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    header = 33  # the signature and the first chunk, which must come first
    return png[:header] + chunk + png[header:]
