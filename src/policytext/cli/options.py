"""Options that several commands share, and how results are written.

Tested in tests/cli/test_calls.py.
"""

from __future__ import annotations

import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from policytext.base.errors import PolicytextError, UnwritableError
from policytext.base.escape import escape
from policytext.base.files import write_atomically
from policytext.base.table import Table, format_cell, format_csv
from policytext.counting.convention import MATCHES, OVERLAPS, Convention
from policytext.documents.regions import REGIONS


class Format(StrEnum):
    """The formats of a table."""

    table = "table"
    csv = "csv"
    json = "json"
    md = "md"


FormatOption = Annotated[Format, typer.Option("--format", help="The output format.")]
OutputOption = Annotated[
    Path | None, typer.Option("--output", help="Write to this file instead.", metavar="FILE")
]
DocumentOption = Annotated[
    list[str] | None,
    typer.Option("--document", help="Use only this document; may be repeated.", metavar="ID"),
]
ScopeOption = Annotated[
    str,
    typer.Option(
        "--scope", help=f"The regions to count, separated by + or commas: {', '.join(REGIONS)}."
    ),
]
MatchOption = Annotated[
    str | None,
    typer.Option(
        "--match",
        help=f"What counts as a match: {', '.join(MATCHES)}. Default: word in English, text in "
        "Chinese, with traditional characters read as simplified ones.",
    ),
]
OverlapOption = Annotated[
    str, typer.Option("--overlap", help=f"Which overlapping matches count: {', '.join(OVERLAPS)}.")
]
ExecutorOption = Annotated[
    str,
    typer.Option(
        "--executor", help="Where the work runs: serial, processes, dask.", metavar="NAME"
    ),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers", min=1, help="The number of workers; with processes, this one included."
    ),
]
SchedulerOption = Annotated[
    str | None, typer.Option("--scheduler", help="The dask scheduler.", metavar="ADDRESS")
]
DEFAULT_SCOPE = "title,subtitle,body"


def make_convention(scope: str, match: str | None = None, overlap: str = "each") -> Convention:
    """Return the convention of the options; raise for unknown names."""
    regions: Any = tuple(
        name.strip() for name in scope.replace("+", ",").split(",") if name.strip()
    )
    chosen_match: Any = match
    chosen_overlap: Any = overlap
    return Convention(regions, chosen_match, chosen_overlap)


def check_issued(issued: str | None) -> None:
    """Raise if the value of ``--issued`` is not a calendar date."""
    from policytext.language.dates import is_date  # its patterns take time to compile

    if issued and not is_date(issued):
        what = f"--issued: {issued!r} is not a calendar date; write 2025-07-26 or a year."
        raise PolicytextError(what)


def print_table(table: Table, form: Format, output: Path | None) -> None:
    """Print *table*, or write it to *output*, in the format *form*."""
    write_text(format_table(table, form), output)


def write_text(text: str, output: Path | None) -> None:
    """Print *text*, or replace the file *output* by it in one step."""
    if output is not None:
        write_atomically(output, f"{text}\n".encode("utf-8", "backslashreplace"))
        return
    try:
        typer.echo(text)
    except BrokenPipeError:
        drop_stdout()
    except OSError as error:
        drop_stdout()
        raise UnwritableError("standard output", error) from error


def drop_stdout() -> None:
    """Discard further output: the reader of the pipe, such as `head`, has ended. Not an error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def format_table(table: Table, form: Format) -> str:
    """Return *table* as text for people, CSV, JSON or Markdown."""
    if form is Format.json:
        return json.dumps(table.to_dict(), ensure_ascii=False, indent=2)
    if form is Format.csv:
        return format_csv(table).rstrip("\n")
    return _as_markdown(table) if form is Format.md else _as_text(table)


def _as_markdown(table: Table) -> str:
    rows = [[escape(format_cell(c), "markdown") for c in row] for row in table.rows]
    lines = ["| " + " | ".join(table.columns) + " |", "|" + " --- |" * len(table.columns)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    heading = f"**{escape(table.title, 'markdown')}**"
    heading += f" (`{table.convention}`)" if table.convention else ""
    notes = (f"\n{escape(str(note), 'markdown')}" for note in table.notes)
    return "\n".join([heading, "", *lines, *notes])


def _as_text(table: Table) -> str:
    cells = (tuple(escape(format_cell(c), "line") for c in row) for row in table.rows)
    rows = [tuple(table.columns), *cells]
    numeric = [
        all(not isinstance(c, str) for c in column) for column in zip(*table.rows, strict=False)
    ]
    widths = [max(display_width(cell) for cell in column) for column in zip(*rows, strict=False)]
    lines = []
    for row in rows:
        padded = [
            " " * (w - display_width(c)) + c if n else c + " " * (w - display_width(c))
            for c, w, n in zip(row, widths, numeric or [False] * len(row), strict=False)
        ]
        lines.append("  ".join(padded).rstrip())
    heading = " · ".join(filter(None, (escape(table.title, "line"), table.convention)))
    return "\n".join([heading, *lines, *(escape(str(note), "line") for note in table.notes)])


def display_width(text: str) -> int:
    """Return the width of *text* on a terminal; a Chinese character takes two columns."""
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
