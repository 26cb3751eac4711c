"""Renderers: a report into files; a format is one file here and one line in the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from policytext.base.lookup import look_up
from policytext.executors import Ask, Later, do_later
from policytext.report.model import Progress, Report

Files = Mapping[str, bytes]  # by path inside the report's folder
Renderer = Callable[[Report, str], Files]
# Renderers that ask for their work first, and have the files when they are needed. What is not yet
# begun then is done here: better the workbook than charts, for which matplotlib would be loaded.
_BEGINNERS = ("charts", "xlsx")


def _load_late(module: str) -> Renderer:
    """Return the renderer of *module*, which is imported only when it renders."""

    def render(report: Report, language: str) -> Files:
        files: Files = import_module(f"policytext.report.formats.{module}").render(report, language)
        return files

    return render


RENDERERS: dict[str, Renderer] = {
    "html": _load_late("page.html"),
    "markdown": _load_late("markdown"),
    "csv": _load_late("csv"),
    "xlsx": _load_late("xlsx"),
    "json": _load_late("json"),
    "charts": _load_late("charts"),
}


def render_report(report: Report, language: str, form: str) -> Files:
    """Return the files of *report* in one format, by path."""
    return look_up(RENDERERS, form, "report format")(report, language)


def render_all(
    report: Report,
    language: str,
    *,
    progress: Progress = lambda step: None,
    ask: Ask = do_later,
) -> Files:
    """Return the files of *report* in every format; some are made beside the others."""
    begun = {name: _begin(name, report, language, ask) for name in _BEGINNERS}
    files: dict[str, bytes] = {}
    for name, render in RENDERERS.items():
        progress(name)
        files |= begun[name]() if name in begun else render(report, language)
    return files


def _begin(name: str, report: Report, language: str, ask: Ask) -> Later[Files]:
    module = import_module(f"policytext.report.formats.{name}")
    later: Later[Files] = module.begin(report, language, ask)
    return later
