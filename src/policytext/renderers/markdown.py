"""Render a report as Markdown, for people who read it on a code host."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policytext.display import show_hidden
from policytext.renderers.wording import Wording, load_wording
from policytext.report import Report
from policytext.table import Table, format_cell

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&$:@])")
SHOWN_ROWS = 40


def render(report: Report, language: str) -> Mapping[str, bytes]:
    """Return ``report.md``."""
    t = load_wording(language)
    lines = [f"# {escape(report.spec.title(language) or t('title'))}", ""]
    for name, table in report.tables.items():
        lines += [f"## {t.get(f'tables.{name}', table.title)}", "", *_table(name, table, t), ""]
    return {"report.md": "\n".join(lines).encode("utf-8")}


def escape(text: str) -> str:
    """Return *text* so that it is nothing but text in Markdown, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(show_hidden(text).split()))


def _table(name: str, table: Table, t: Wording) -> list[str]:
    heads = [escape(t.get(f"columns.{column}", column)) for column in table.columns]
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    lines += [
        "| " + " | ".join(escape(format_cell(cell)) for cell in row) + " |"
        for row in table.rows[:SHOWN_ROWS]
    ]
    if len(table.rows) > SHOWN_ROWS:
        lines += ["", t("more_rows", n=len(table.rows) - SHOWN_ROWS, name=f"tables/{name}.csv")]
    return lines
