"""Commands that count terms: ``count``, ``kwic``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policytext.base.errors import PolicytextError
from policytext.cli.options import (
    DEFAULT_SCOPE,
    DocumentOption,
    ExecutorOption,
    Format,
    FormatOption,
    MatchOption,
    OutputOption,
    OverlapOption,
    SchedulerOption,
    ScopeOption,
    WorkersOption,
    make_convention,
    print_table,
)

if TYPE_CHECKING:
    from policytext.base.table import Table

StoreOption = Annotated[
    Path | None, typer.Option(help="Count in this store (see index) instead.", metavar="DIR")
]
Terms = Annotated[list[str], typer.Argument(help="The terms.", metavar="TERM...")]


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("count")(count)
    app.command("kwic")(kwic)


def count(
    context: typer.Context,
    terms: Terms,
    document: DocumentOption = None,
    scope: ScopeOption = DEFAULT_SCOPE,
    match: MatchOption = None,
    overlap: OverlapOption = "each",
    store: StoreOption = None,
    executor: ExecutorOption = "serial",
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Count terms in every document, or in those given with --document."""
    from policytext.counting.count import count_terms
    from policytext.documents.load import load_corpus

    execution = (executor, workers, scheduler)
    if store is not None:
        plain = not document and (scope, overlap) == (DEFAULT_SCOPE, "each")
        plain = plain and match in (None, "text")
        print_table(_count_in_store(store, terms, execution, plain=plain), form, output)
        return
    if execution != ("serial", None, None):
        raise PolicytextError(
            "--executor, --workers and --scheduler are for a store; give one with --store, or "
            "leave them out."
        )
    convention = make_convention(scope, match, overlap)
    corpus = load_corpus(context.obj, ids=document)
    print_table(count_terms(corpus, terms, convention), form, output)


def _count_in_store(
    folder: Path, terms: list[str], execution: tuple[str, int | None, str | None], *, plain: bool
) -> Table:
    from policytext.executors import Execution
    from policytext.store.scan import count_in_store

    if not plain:
        raise PolicytextError(
            "A store is always counted under text/each/body; leave out --document, --scope, "
            "--match and --overlap, or add the texts to a texts folder with 'policytext add'."
        )
    return count_in_store(folder, terms, execution=Execution(*execution))


def kwic(
    context: typer.Context,
    terms: Terms,
    document: DocumentOption = None,
    scope: ScopeOption = DEFAULT_SCOPE,
    match: MatchOption = None,
    overlap: OverlapOption = "each",
    window: Annotated[int, typer.Option(min=0, help="Characters of context on each side.")] = 20,
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Show every match (the node) with its left and right context."""
    from policytext.counting.concordance import build_concordance
    from policytext.documents.load import load_corpus

    convention = make_convention(scope, match, overlap)
    corpus = load_corpus(context.obj, ids=document)
    concordance = build_concordance(corpus, terms, convention, window=window)
    print_table(concordance.to_table(), form, output)
