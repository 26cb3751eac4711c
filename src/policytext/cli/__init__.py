"""The command line: a file a group of commands, one place for errors and exit codes.

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
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer

from policytext import __version__
from policytext.base.errors import DONE, UNREADABLE, USAGE, FaultyInputError, PolicytextError
from policytext.base.escape import escape
from policytext.cli.options import drop_stdout

# The commands each module registers, each as its help begins: only the module of the one that was
# typed is loaded, and none to list them.
MODULES: dict[str, dict[str, str]] = {
    "report": {
        "report": "Regenerate the report of the texts: page, Markdown, tables, findings, charts.",
    },
    "verify": {
        "verify": "Recount published claims; exit 0 when every verdict is the one its claim "
        "expects.",
    },
    "claims": {
        "explain": "List the conventions under which a claim's number would come out, and what "
        "that proves.",
        "pin": "Record anew the segmenter of the claims about tokens; refuse where one would "
        "stop holding.",
        "recheck": "Check findings against the captures by other code, which stands alone.",
        "schema": "Print the JSON Schema of a file, for editors.",
    },
    "articles": {
        "find-claims": "Find the counts an article prints about documents, and say what could "
        "not be read.",
        "check": "Recount every count an article prints: exit 1 when one does not reproduce.",
    },
    "counts": {
        "count": "Count terms in every document, or in those named.",
        "kwic": "Show every hit in its context: left, node, right.",
    },
    "analyses": {
        "tfidf": "Rank the terms of each document by how well they tell it from all others of "
        "the folder.",
        "keywords": "Rank the terms that are more frequent in the target than in the reference.",
        "collocates": "Rank the words around a term by how strongly they go with it.",
        "similarity": "Compare every two documents; those alike stand together.",
        "ngrams": "List the most frequent runs of tokens, or of characters; of single ones with 1.",
        "diversity": "Measure how varied the vocabulary of each document is.",
    },
    "emphasis": {
        "families": "Compare the families of a lexicon across documents, and how robust their "
        "order is.",
        "compare": "Compare two documents on every family, and test the differences by paragraph.",
        "dispersion": "Rank terms by how evenly they are spread over documents, sections or "
        "paragraphs.",
        "trends": "Rate the families of a lexicon year by year, or group by group.",
        "revision": "Show what a new version of a text adds, drops and rewords.",
        "phrases": "List the long phrases that two texts have in common.",
    },
    "looks": {
        "segment": "Show the tokens of a document with their offsets in its cleaned text.",
        "outline": "Show the numbered headings and list items of a document, and what looks "
        "damaged.",
        "damage": "List what looks damaged: gaps in the numbering, cut ends, repeats, appended "
        "notes.",
    },
    "add": {
        "add": "Take captures into the texts folder: find out what they are, show it, write it "
        "with --yes.",
        "compare-editions": "Say whether two documents are the same text, list every "
        "difference, verify claims on both.",
    },
    "store": {
        "index": "Read, clean and segment a folder of texts into a store; only what changed is "
        "read again.",
    },
}

COMPLETION = "_POLICYTEXT_COMPLETE"  # set by the shell when it asks what may follow


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
    """Return the command line with the module of *command*, or with all where none has it."""
    app = _begin_app()
    chosen = [name for name, commands in MODULES.items() if command in commands]
    for name in chosen or MODULES:
        import_module(f"{__name__}.{name}").register(app)
    return app


def list_commands() -> typer.Typer:
    """Return the command line with nothing but the names and the help of its commands."""
    app = _begin_app()
    for commands in MODULES.values():
        for name, what in commands.items():
            app.command(name, help=what)(_do_nothing)
    return app


def _do_nothing() -> None:
    """Stand for a command that is listed, and not run."""


def _begin_app() -> typer.Typer:
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
    app.callback()(_options)
    return app


def main() -> NoReturn:
    """Run the command line; exit as ``design`` says: 0, 1, 2, 3, 4, or 130/143 on a signal."""
    _speak_utf8()
    # Whatever plugin happens to be installed must not change what is read, nor be searched for.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    with _ended_by_signals():
        if COMPLETION in os.environ:
            complete()
        code = run(sys.argv[1:])
    sys.exit(code)


def complete() -> None:
    """Answer the shell, which asks for its script or for what may follow what is typed."""
    from typer._completion_classes import completion_init

    completion_init()
    build_app()(prog_name="policytext")


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; every fault is one message on stderr."""
    command = _find_command(arguments)
    known = any(command in commands for commands in MODULES.values())
    app = build_app(command) if known else list_commands()
    try:
        with typer.main.get_command(app).make_context("policytext", [*arguments]) as context:
            context.command.invoke(context)
    except typer.Exit as done:
        return done.exit_code
    except typer.TyperException as error:
        if arguments:
            _complain(_explain_usage(error))
        else:  # the help, then
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
    except BrokenPipeError:  # of a message; results see to it themselves
        drop_stdout()
    except OSError as error:
        what = error.strerror or str(error)
        named = f"{error.filename}: cannot be read ({what}); check the path."
        _complain(named if error.filename else what)
        return UNREADABLE
    return DONE


def _find_command(arguments: list[str]) -> str | None:
    """Return the command that was typed, None where help on all of them is asked for."""
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
    """Turn a signal into an orderly end with its exit code, whatever is made of it on the way.

    KeyboardInterrupt would not do: caught or not, it can make Python end as if it had not been;
    and a library that is being imported may turn any exception into one of its own.
    """
    received: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        received.append(number)
        sys.exit(128 + number)

    def pass_over(ignored: sys.UnraisableHookArgs) -> None:
        """Say nothing of an end that came while Python took something down and went on."""
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
    """Write UTF-8 whatever the locale, so that a result is the same bytes everywhere."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _complain(*messages: str) -> None:
    """Print messages, one a line; nothing in them acts on the terminal."""
    with contextlib.suppress(OSError):  # nobody reads them
        for message in messages:
            typer.echo(escape(message, "line"), err=True)


def _explain_usage(error: typer.TyperException) -> str:
    """Return on one line what was typed wrongly, and where the command is explained."""
    context: typer.Context | None = getattr(error, "ctx", None)
    command = context.command_path if context else "policytext"
    what = error.format_message().replace("Value error, ", "").replace("\n", " ")
    stop = "" if what.endswith((".", "?")) else "."
    return f"{what}{stop} See '{command} -h'."
