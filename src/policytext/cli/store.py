"""The command for folders that do not fit in memory: ``index``.

Tested in tests/cli/test_calls.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policytext.cli.options import (
    ExecutorOption,
    Format,
    FormatOption,
    OutputOption,
    SchedulerOption,
    WorkersOption,
    print_table,
)

_REFUSED_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("index")(index)


def index(
    folder: Annotated[Path, typer.Argument(help="The folder of texts.", metavar="FOLDER")],
    store: Annotated[
        Path | None, typer.Option(help="The store; default: FOLDER/.policytext.", metavar="DIR")
    ] = None,
    segmenter: Annotated[str, typer.Option(help="The segmenter.", metavar="NAME")] = "jieba",
    executor: ExecutorOption = "processes",
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Create or update a store: the cleaned and segmented texts of a folder."""
    from policytext.base.table import make_table
    from policytext.executors import Execution
    from policytext.store.index import index_folder
    from policytext.store.parts import StoreRecipe

    held, summary = index_folder(
        folder,
        store or folder / ".policytext",
        recipe=StoreRecipe(segmenter),
        execution=Execution(executor, workers, scheduler),
    )
    names = ("files", "read", "processed", "reused", "parts")
    records = [{"what": name, "number": getattr(summary, name)} for name in names]
    notes = [f"refused: {name}: {why}" for name, why in summary.refused[:_REFUSED_SHOWN]]
    if len(summary.refused) > _REFUSED_SHOWN:
        notes.append(f"… and {len(summary.refused) - _REFUSED_SHOWN} more files refused")
    title = f"Store {held.folder.as_posix()}, recipe {held.recipe.fingerprint[:12]}"
    print_table(make_table(title, records, ("what", "number"), notes=notes), form, output)
    if summary.refused:
        refused = f"{len(summary.refused)} of {summary.files} files were refused"
        typer.echo(f"{refused}; their texts are not in the store.", err=True)
        raise typer.Exit(3)
