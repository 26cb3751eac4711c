"""The command ``report``: regenerate the report, or list what would change."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policytext.base.errors import DIFFERS

if TYPE_CHECKING:
    from policytext.documents.corpus import Corpus
    from policytext.executors import Run
    from policytext.report.model import Progress, Report

_LARGE = 1_000_000  # with more bytes of captures, two processes read them
_LATER = (
    "policytext.report.word_tables",
    "sklearn.feature_extraction.text",
    "policytext.report.formats.charts",
    "policytext.charts.figure",
    "matplotlib.backends.backend_svg",
    "matplotlib.backends.backend_agg",
)
_HERE = 0.66  # the share that this process reads, because the other must start first


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("report")(report)


def report(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(help="The texts folder; default: that of --texts.", metavar="FOLDER"),
    ] = None,
    out: Annotated[Path, typer.Option(help="The output folder.", metavar="DIR")] = Path("reports"),
    check: Annotated[bool, typer.Option("--check", help="Only list what would change.")] = False,
    lang: Annotated[str, typer.Option(help="The language of the report: zh, en.")] = "zh",
) -> None:
    """Regenerate the report of the texts: page, Markdown, tables, findings, charts."""
    from policytext.executors import second_process

    gc.disable()  # the process ends after one run; the collector would take a fifth of its time
    with _progress() as progress, second_process("policytext.documents.load") as run:
        from policytext.language.messages import load_wording
        from policytext.report.formats import render_all
        from policytext.report.publish import list_differences, publish

        load_wording(lang)  # refuses an unknown language before the work begins
        built = _build(folder or context.obj, progress, run)
        files = render_all(built, lang, progress=progress, run=run)
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


def _build(texts: Path, progress: Progress, run: Run) -> Report:
    from policytext.claims import CLAIM_KINDS
    from policytext.claims.load import read_claims
    from policytext.counting.lexicon import load_lexicon
    from policytext.executors import load_modules
    from policytext.report.build import build_report, locate_inputs
    from policytext.report.spec import load_spec

    spec = load_spec(texts)
    progress("texts")
    corpus = _load(texts, run)
    run(load_modules, [_LATER])  # the second process needs them next
    lexicon = load_lexicon(spec.lexicon) if spec.lexicon else None
    claims = read_claims(spec.claims, CLAIM_KINDS)
    built = build_report(corpus, spec, lexicon, claims, progress=progress, run=run)
    return locate_inputs(texts, built)


def _load(texts: Path, run: Run) -> Corpus:
    """Return the corpus; if it is large, the second process reads a part of it."""
    from policytext.documents.corpus import Corpus
    from policytext.documents.load import load_corpus, load_part
    from policytext.documents.manifest import has_manifest, load_manifest

    if not has_manifest(texts):
        return _load_unlisted(texts, run)
    listed = [(d.id, texts / d.capture.path) for d in load_manifest(texts)[0].documents]
    here = _count_here([path for _, path in listed])
    if here == len(listed):
        return load_corpus(texts)
    rest = run(load_part, [texts], [[name for name, _ in listed[here:]]])
    first, second = load_part(texts, [name for name, _ in listed[:here]]), next(rest)
    if first is None or second is None:
        return load_corpus(texts)  # reports all faults in the order of the manifest
    captures = sorted({*first.inputs[1:], *second.inputs[1:]})
    return Corpus((*first, *second), (first.inputs[0], *captures), first.folder)


def _load_unlisted(texts: Path, run: Run) -> Corpus:
    """Return the corpus of a folder without a manifest, read in the same way."""
    from policytext.documents.load import load_corpus
    from policytext.documents.unlisted import join_unlisted, name_documents, read_unlisted

    files = name_documents(texts)
    names = sorted(files)
    here = _count_here([texts / files[name] for name in names])
    if here == len(names):
        return load_corpus(texts)
    rest = run(read_unlisted, [texts], [files], [names[here:]])
    first = read_unlisted(texts, files, names[:here])
    return join_unlisted(texts, [first, next(iter(rest))])


def _count_here(paths: Sequence[Path]) -> int:
    """Return how many of *paths* this process reads: all, unless they are large."""
    sizes = [path.stat().st_size if path.is_file() else 0 for path in paths]
    if sum(sizes) < _LARGE:
        return len(paths)
    return sum(size <= _HERE * sum(sizes) for size in accumulate(sizes))


@contextmanager
def _progress() -> Iterator[Progress]:
    """Show the current step if stderr is a terminal."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    try:
        yield lambda step: _show_step(f"{step} …")
    finally:
        _show_step("")


def _show_step(words: str) -> None:
    """Replace the last line of the terminal by *words*."""
    sys.stderr.write(f"\r\x1b[K{words}")
    sys.stderr.flush()
