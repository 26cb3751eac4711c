"""Render each article that a report checks as a page with its margin.

Tested in tests/report/formats/test_formats.py.
"""

from __future__ import annotations

from policytext.executors import Run
from policytext.report.model import Report


def render(report: Report, language: str, run: Run) -> list[tuple[str, bytes]]:
    """Return ``articles/<id>.html``: the article, with verdict, recount and passages beside it."""
    return [
        (f"articles/{name}.html", checked.to_html(language, evidence=True).encode("utf-8"))
        for name, checked in report.articles.items()
    ]
