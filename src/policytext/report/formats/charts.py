"""The charts of a report: the table, the names and the links of each, and its files.

The page, the chart files and the Markdown report all use the charts that are chosen here.

Tested in tests/report/formats/test_formats.py.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from policytext.base.table import Table
from policytext.charts import CHARTS, figure_to_png, figure_to_svg
from policytext.charts.canvas import NARROW
from policytext.charts.grid import read_rates
from policytext.counting.concordance import list_positions
from policytext.executors import Run
from policytext.report.formats.page.tables import list_links
from policytext.report.formats.page.views import link_passages
from policytext.report.model import Report

# Each chart's table, and whether the chart names families.
_TABLES: dict[str, tuple[str, bool]] = {
    "heatmap": ("families", True),
    "bars": ("families", True),
    "profile": ("families", True),
    "keyness": ("keyness", False),
    "tfidf": ("tfidf", False),
    "positions": ("positions", True),
    "similarity": ("similarity", False),
    "robustness": ("robustness", True),
}
DIGEST = "policytext-data"


@dataclass(frozen=True)
class ReportChart:
    """A chart of the report: its table, its names and language, and the address of each row."""

    name: str
    table: Table
    options: Mapping[str, Any]
    links: Mapping[int, str]

    def describe(self) -> str:
        """Return the sentence that says what the chart shows."""
        return CHARTS[self.name].describe(self.table, **self.options)


def render(report: Report, language: str, run: Run) -> Iterator[tuple[str, bytes]]:
    """Return ``charts/<name>.svg`` and ``charts/<name>.png``, each with the digest of its data."""
    drawn = run(draw_files, list_charts(report, language))
    return chain.from_iterable(files.items() for files in drawn)


def draw_files(chart: ReportChart) -> dict[str, bytes]:
    """Return the two files of one chart."""
    figure = CHARTS[chart.name].draw(chart.table, **chart.options)
    digest = _digest([chart.name, chart.table.to_dict(), chart.options])
    svg = figure_to_svg(figure, name=chart.name)
    return {
        f"charts/{chart.name}.svg": svg.replace(
            "<svg ", f'<svg data-digest="{digest}" ', 1
        ).encode(),
        f"charts/{chart.name}.png": _add_text(figure_to_png(figure), DIGEST, digest),
    }


def draw_inline(chart: ReportChart) -> tuple[str, str]:
    """Return the chart as two SVGs for a page: for a screen and for a phone."""
    draw = CHARTS[chart.name].draw
    figures = {
        chart.name: draw(chart.table, **chart.options),
        f"{chart.name}-narrow": draw(chart.table, **chart.options, width=NARROW),
    }
    wide, narrow = (
        figure_to_svg(figure, name=name, inline=True, links=chart.links)
        for name, figure in figures.items()
    )
    return wide, narrow


def list_charts(report: Report, language: str) -> list[ReportChart]:
    """Return the charts whose tables have rows."""
    known = {*report.tables, "positions"}
    charts = [
        ReportChart(
            name,
            chosen := _choose_rows(report, table).in_language(language),
            _choose_options(report, name, language),
            _list_links(report, table, chosen),
        )
        for name, (table, _) in _TABLES.items()
        if table in known
    ]
    return [chart for chart in charts if len(chart.table)]


def rank_families(report: Report) -> tuple[str, ...]:
    """Return the families as the heatmap orders them."""
    return read_rates(_choose_rows(report, "families"), "heatmap").ranked()


def _choose_rows(report: Report, name: str) -> Table:
    """Return a table with only the documents that have charts of their own."""
    drawn = [document.id for document in report.drawn]
    if name == "positions":
        families = [family.id for family in report.lexicon.families]
        matches = (report.matches[d, f] for d in drawn for f in families)
        return list_positions(report.corpus, matches)
    table = report.tables[name]
    if len(drawn) == len(report.documents) or "document" not in table.columns:
        return table
    place = table.columns.index("document")
    rows = tuple(row for row in table.rows if row[place] in drawn)
    if name != "similarity":
        return replace(table, rows=rows)
    kept = [i for i, c in enumerate(table.columns) if i == place or c in drawn]
    columns = tuple(table.columns[i] for i in kept)
    rows = tuple(tuple(row[i] for i in kept) for row in rows)
    return Table(table.title, columns, rows, table.convention)


def _choose_options(report: Report, name: str, language: str) -> dict[str, Any]:
    """Return the language and the names that a chart uses."""
    options: dict[str, Any] = {"language": language}
    if name != "robustness":
        options["documents"] = {d.id: d.metadata.title or d.id for d in report.documents}
    if _TABLES[name][1]:
        options["families"] = {f.id: f.label(language) for f in report.lexicon.families}
    return options


def _list_links(report: Report, name: str, table: Table) -> dict[int, str]:
    """Return the address of the passages of each row that has any."""
    if name == "positions":
        links = [
            ""
            if row["position"] is None
            else link_passages(str(row["family"]), str(row["document"]))
            for row in table.records()
        ]
    elif name == "similarity":  # the characteristic words of the document
        found = {document for document, _ in report.words}
        links = [
            link_passages("words", str(document)) if document in found else ""
            for document in table.column("document")
        ]
    else:
        _, links = list_links(name, table, report)
    return {row: link for row, link in enumerate(links) if link}


def _digest(data: Any) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def _add_text(png: bytes, keyword: str, text: str) -> bytes:
    """Return *png* with a text chunk after its header."""
    body = b"tEXt" + keyword.encode("latin-1") + b"\0" + text.encode("latin-1")
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    header = 33  # the signature and the first chunk, which must come first
    return png[:header] + chunk + png[header:]
