"""The command line: a file a group of commands, one place for errors and exit codes.

Every command module has a function ``register(app)``. Nothing heavy is imported here or there at
the top: a command imports what it needs when it runs.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer

from policytext import __version__
from policytext.cli import (
    analyses,
    claims,
    counts,
    emphasis,
    extract,
    looks,
    report,
    store,
    verify,
)
from policytext.errors import UNREADABLE, PolicytextError

app = typer.Typer(
    name="policytext",
    help="Count what policy documents say, compare what they stress, verify published counts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # Plain help: drawing it in colours would double the time a user waits for it.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (
    analyses,
    claims,
    counts,
    emphasis,
    extract,
    looks,
    report,
    store,
    verify,
):
    module.register(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"policytext {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    texts: Annotated[Path, typer.Option(help="The texts folder.", metavar="DIR")] = Path("texts"),
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    context.obj = texts


def main() -> NoReturn:
    """Run the command line; exit as ``design`` says: 0, 1, 2, 3, 4, or 130/143 on a signal."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        app(standalone_mode=True)
    except PolicytextError as error:
        typer.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output went away, as `head` does; that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        typer.echo(f"{name}{error.strerror or error}", err=True)
        sys.exit(UNREADABLE)
    sys.exit(0)


def _stop(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)
