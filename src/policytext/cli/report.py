"""The command ``report``: regenerate the report, or say what of it would differ."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policytext.errors import DIFFERS

if TYPE_CHECKING:
    from policytext.report import Progress, Report
    from policytext.scaling import Ask


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("report")(report)


def report(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="The report's folder.", metavar="DIR")] = Path(
        "reports"
    ),
    check: Annotated[bool, typer.Option("--check", help="Only list what would differ.")] = False,
    lang: Annotated[str, typer.Option(help="The report's language: zh, en.")] = "zh",
) -> None:
    """Regenerate the report of the texts: page, Markdown, tables, findings, charts."""
    from policytext.renderers import render_all
    from policytext.renderers.publishing import list_differences, publish
    from policytext.renderers.wording import load_wording
    from policytext.scaling import work_beside

    load_wording(lang)  # no such language? Say so before all the work
    gc.disable()  # one run, then the end: looking for cycles would take a fifth of its time
    with _progress() as progress, work_beside() as ask:
        built = _build(context.obj, progress, ask)
        files = render_all(built, lang, progress=progress, ask=ask)
    if not check:
        publish(out, files)
        typer.echo(f"Wrote {len(files)} files to {out}: {out / 'index.html'}", err=True)
        return
    differences = list_differences(out, files)
    for difference in differences:
        typer.echo(difference)
    if differences:
        typer.echo(f"{out} is not up to date; run 'policytext report'.", err=True)
        raise typer.Exit(DIFFERS)


def _build(texts: Path, progress: Progress, ask: Ask) -> Report:
    from policytext.claims import load_claims
    from policytext.lexicon import load_lexicon
    from policytext.loading import load_corpus
    from policytext.report import build_report, locate_inputs
    from policytext.report_spec import load_spec

    spec = load_spec(texts)
    progress("texts")
    corpus = load_corpus(texts)
    lexicon = load_lexicon(spec.lexicon) if spec.lexicon else None
    claims = load_claims(spec.claims)
    built = build_report(corpus, spec, lexicon, claims, progress=progress, ask=ask)
    return locate_inputs(texts, built)


@contextmanager
def _progress() -> Iterator[Progress]:
    """Show the step at work on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status("…") as status:
        yield lambda step: status.update(step)
