"""Render the tables of a report as CSV files.

Tested in tests/report/formats/test_formats.py.
"""

from __future__ import annotations

from policytext.base.table import format_csv
from policytext.executors import Run
from policytext.language.messages import load_wording
from policytext.report.in_language import speak
from policytext.report.model import Report


def render(report: Report, language: str, run: Run) -> list[tuple[str, bytes]]:
    """Return every table as ``tables/<name>.csv``, the concordance among them.

    Columns keep the names that programs know; reasons and cautions are in *language*.
    """
    t = load_wording(language)
    tables = {name: speak(name, table, report, t) for name, table in report.tables.items()}
    tables["concordance"] = report.concordance
    # Half a character pair is not text that UTF-8 can store.
    return [
        (f"tables/{name}.csv", format_csv(table).encode("utf-8", "backslashreplace"))
        for name, table in tables.items()
    ]
