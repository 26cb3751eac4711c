"""The command line: one file per group of commands, one place for errors and exit codes.

Every command module has a function ``register(app)`` and a row in `MODULES`. Nothing heavy is
imported at its top: a command imports what it needs when it runs.

Tested in tests/cli/test_calls.py.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import warnings
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, NoReturn, cast

import typer

from policytext import __version__
from policytext.base.errors import (
    DONE,
    UNREADABLE,
    USAGE,
    FaultyInputError,
    InputWarning,
    PolicytextError,
)
from policytext.base.escape import escape
from policytext.cli.options import drop_stdout

# The commands of each module, with the first line of their help. Only the module of the command
# that was typed is loaded, and none to list the commands.
MODULES: dict[str, dict[str, str]] = {
    "report": {
        "report": "Regenerate the report of the texts: page, Markdown, tables, findings, charts.",
    },
    "verify": {
        "verify": "Recount published claims; exit 0 if every verdict is the one its claim expects.",
    },
    "claims": {
        "explain": "List the conventions that would give a claim's number, and how strong that is "
        "as evidence.",
        "pin": "Record the current segmenter in claims about tokens; refuse if a verdict would "
        "change.",
        "recheck": "Re-check findings against the captures with an independent, dependency-free "
        "script.",
        "schema": "Print the JSON Schema of a kind of file, for editors.",
    },
    "articles": {
        "find-claims": "Find the counts that an article prints about documents; list what could "
        "not be read.",
        "check": "Recount every count that an article prints; exit 1 if one does not reproduce.",
    },
    "counts": {
        "count": "Count terms in every document, or in those given with --document.",
        "kwic": "Show every match (the node) with its left and right context.",
    },
    "analyses": {
        "tfidf": "Rank the terms of each document by TF-IDF against all documents of the folder.",
        "keywords": "Rank the terms that are more frequent in the target than in the reference.",
        "collocates": "Rank the words near a term by how strongly they are associated with it.",
        "similarity": "Compare every pair of documents; similar ones are next to each other.",
        "ngrams": "List the most frequent n-grams of tokens or, with --characters, of characters.",
        "diversity": "Measure how varied the vocabulary of each document is.",
    },
    "emphasis": {
        "families": "Compare documents on the families of a lexicon; show how robust their order "
        "is.",
        "compare": "Compare two documents on every family; test the differences by permuting "
        "paragraphs.",
        "dispersion": "Rank terms by how evenly they are distributed over documents, sections or "
        "paragraphs.",
        "trends": "Measure the rates of the families of a lexicon by year or by another group.",
        "revision": "Show what a new version of a text adds, drops and rewords.",
        "phrases": "List the long phrases that two texts have in common.",
    },
    "looks": {
        "segment": "Show the tokens of a document with their offsets in its cleaned text.",
        "outline": "Show the numbered headings and list items of a document, and possible damage.",
        "damage": "List possible damage: gaps in the numbering, cut ends, repeats, appended notes.",
    },
    "add": {
        "add": "Add captures to the texts folder: propose an entry for each; write it with --yes.",
        "compare-editions": "Say whether two documents are the same text; list every difference; "
        "verify claims on both.",
    },
    "store": {
        "index": "Create or update a store: the cleaned and segmented texts of a folder.",
    },
}

COMPLETION = "_POLICYTEXT_COMPLETE"  # set by the shell when it asks for completions


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"policytext {__version__}")
        raise typer.Exit


def _options(
    context: typer.Context,
    texts: Annotated[Path, typer.Option(help="The texts folder.", metavar="DIR")] = Path("texts"),
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    context.obj = texts


def build_app(command: str | None = None) -> typer.Typer:
    """Return the command line with the module of *command*; with all modules if none has it."""
    app = _begin_app()
    chosen = [name for name, commands in MODULES.items() if command in commands]
    for name in chosen or MODULES:
        import_module(f"{__name__}.{name}").register(app)
    return app


def list_commands() -> typer.Typer:
    """Return the command line with only the names and the help of its commands."""
    app = _begin_app()
    for commands in MODULES.values():
        for name, what in commands.items():
            app.command(name, help=what)(_do_nothing)
    return app


def _do_nothing() -> None:
    """Represent a command that is only listed."""


def _begin_app() -> typer.Typer:
    app = typer.Typer(
        name="policytext",
        help="Count what policy documents say, compare what they stress, verify published counts.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        # Plain help: rich would double the time that --help takes.
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    return app


def main() -> NoReturn:
    """Run the command line; exit with 0 to 4, or with 130 or 143 after a signal."""
    _speak_utf8()
    # Installed pydantic plugins must not change results; not searching for them saves time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    with _ended_by_signals():
        if COMPLETION in os.environ:
            complete()
        code = run(sys.argv[1:])
    sys.exit(code)


def complete() -> None:
    """Answer the shell, which asks for its completion script or for completions."""
    from typer._completion_classes import completion_init

    completion_init()
    build_app()(prog_name="policytext")


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; print every fault as one line on stderr."""
    command = _find_command(arguments)
    known = any(command in commands for commands in MODULES.values())
    app = build_app(command) if known else list_commands()
    try:
        with (
            _warnings_as_lines(),
            typer.main.get_command(app).make_context("policytext", [*arguments]) as context,
        ):
            context.command.invoke(context)
    except typer.Exit as done:
        return done.exit_code
    except typer.TyperException as error:
        if arguments:
            _complain(_explain_usage(error))
        else:  # the message is the help
            typer.echo(error.format_message(), err=True)
        return USAGE
    except FaultyInputError as error:
        _complain(*map(str, error.faults))
        return error.exit_code
    except PolicytextError as error:
        _complain(str(error))
        return error.exit_code
    except typer.Abort:
        return 128 + signal.SIGINT
    except BrokenPipeError:  # while writing a message; write_text handles results itself
        drop_stdout()
    except OSError as error:
        what = error.strerror or str(error)
        named = f"{error.filename}: cannot be read ({what}); check the path."
        _complain(named if error.filename else what)
        return UNREADABLE
    return DONE


@contextlib.contextmanager
def _warnings_as_lines() -> Iterator[None]:
    """Print each warning about an input as one line, without the place in the code."""
    with warnings.catch_warnings():
        warnings.simplefilter("always", InputWarning)
        show = warnings.showwarning

        def complain(message: Any, category: type[Warning], *rest: Any, **more: Any) -> None:
            if issubclass(category, InputWarning):
                _complain(str(message))
            else:
                show(message, category, *rest, **more)

        warnings.showwarning = cast("Any", complain)
        yield


def _find_command(arguments: list[str]) -> str | None:
    """Return the command that was typed; None if help on all commands is requested."""
    rest = iter(arguments)
    for argument in rest:
        if argument in ("-h", "--help"):
            return None
        if argument == "--texts":
            next(rest, None)
        elif not argument.startswith("-"):
            return argument
    return None


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Exit with the code of a received signal, even if a library swallows the exception.

    KeyboardInterrupt is not reliable: Python may exit normally in spite of it, and a library that
    is being imported may replace any exception by its own.
    """
    received: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        received.append(number)
        sys.exit(128 + number)

    def pass_over(ignored: sys.UnraisableHookArgs) -> None:
        """Suppress the report of an exit that Python ignored during a clean-up."""
        if not (received and ignored.exc_type is SystemExit):
            sys.__unraisablehook__(ignored)

    sys.unraisablehook = pass_over
    old = [(number, signal.signal(number, stop)) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        yield
    finally:
        for number, handler in old:
            signal.signal(number, handler)
        sys.unraisablehook = sys.__unraisablehook__
        if received:
            sys.exit(128 + received[0])


def _speak_utf8() -> None:
    """Write UTF-8 in every locale, so that results are the same bytes everywhere."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _complain(*messages: str) -> None:
    """Print messages, one per line; escape what would control the terminal."""
    with contextlib.suppress(OSError):  # stderr is closed
        for message in messages:
            typer.echo(escape(message, "line"), err=True)


def _explain_usage(error: typer.TyperException) -> str:
    """Return the usage error on one line, with a reference to the help of the command."""
    context: typer.Context | None = getattr(error, "ctx", None)
    command = context.command_path if context else "policytext"
    what = error.format_message().replace("Value error, ", "").replace("\n", " ")
    stop = "" if what.endswith((".", "?")) else "."
    return f"{what}{stop} See '{command} -h'."
