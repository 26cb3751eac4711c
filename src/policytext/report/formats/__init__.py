"""Renderers: turn a report into files. A format is one module and one line in the table."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from policytext.base.lookup import look_up
from policytext.executors import Run, run_here
from policytext.report.model import Progress, Report

Files = Iterable[tuple[str, bytes]]  # paths inside the report's folder, and the contents

# Each format's module, loaded when it renders: its ``render(report, language, run)`` returns Files.
# Charts are first: they may be drawn in a second process while the other formats are made here.
# The page is last: it needs more charts, which the second process draws when it is done with those.
RENDERERS: dict[str, str] = {
    "charts": "policytext.report.formats.charts",
    "markdown": "policytext.report.formats.markdown",
    "csv": "policytext.report.formats.csv",
    "xlsx": "policytext.report.formats.xlsx",
    "json": "policytext.report.formats.json",
    "articles": "policytext.report.formats.articles",
    "html": "policytext.report.formats.page.html",
}


def render_report(report: Report, language: str, form: str) -> dict[str, bytes]:
    """Return the files of *report* in one format, by path."""
    return dict(_start(report, language, form, run_here))


def render_all(
    report: Report,
    language: str,
    *,
    progress: Progress = lambda step: None,
    run: Run = run_here,
) -> dict[str, bytes]:
    """Return the files of *report* in every format, by path; *run* may draw in a second process."""
    started = []
    for form in RENDERERS:
        progress(form)
        started.append(_start(report, language, form, run))
    return {path: content for files in started for path, content in files}


def _start(report: Report, language: str, form: str, run: Run) -> Files:
    module = import_module(look_up(RENDERERS, form, "report format"))
    files: Files = module.render(report, language, run)
    return files
