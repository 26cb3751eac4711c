"""Tables, which every analysis returns: rows with their convention and notes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import itemgetter
from typing import Any, Protocol

Cell = str | int | float | bool | None
SCHEMA = "policytext/table/1"


class Result:
    """Base class of results: they convert to a table, a frame or plain data, and show themselves.

    A subclass defines its table; everything else follows from it.
    """

    def to_table(self) -> Table:
        """Return the result as a table."""
        raise NotImplementedError

    def to_frame(self) -> Any:
        """Return the result as a pandas DataFrame, with the rows and columns of its table."""
        return self.to_table().to_frame()

    def to_dict(self) -> dict[str, Any]:
        """Return the result as plain data that can be written as JSON."""
        return self.to_table().to_dict()

    def _repr_html_(self) -> str:
        return self.to_table()._repr_html_()


class Sentence(Protocol):
    """A sentence that exists in every language; ``str()`` gives the English one."""

    def in_language(self, language: str) -> str:
        """Return the sentence in *language*."""


Note = str | Sentence


@dataclass(frozen=True)
class Table(Result):
    """Rows of cells under named columns.

    ``convention`` is the id of the convention its counts follow. ``notes`` are sentences a reader
    needs (variants, warnings). An undefined number is None or nan, never 0.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    convention: str = ""
    notes: tuple[Note, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> list[Cell]:
        """Return the cells of one column."""
        index = self.columns.index(name)
        return [row[index] for row in self.rows]

    def records(self) -> list[dict[str, Cell]]:
        """Return the rows as mappings, nan as None."""
        return [
            {name: plain_cell(cell) for name, cell in zip(self.columns, row, strict=True)}
            for row in self.rows
        ]

    def to_table(self) -> Table:
        """Return the table itself."""
        return self

    def to_frame(self) -> Any:
        """Return a pandas DataFrame of the rows."""
        import pandas as pd

        return pd.DataFrame.from_records(list(self.rows), columns=list(self.columns))

    def to_dict(self) -> dict[str, Any]:
        """Return the table as the JSON object every command prints."""
        return {
            "schema": SCHEMA,
            "title": self.title,
            "convention": self.convention,
            "columns": list(self.columns),
            "rows": self.records(),
            "notes": list(map(str, self.notes)),
        }

    def in_language(self, language: str) -> Table:
        """Return the table with its notes as strings in *language*."""
        said = (
            note if isinstance(note, str) else note.in_language(language) for note in self.notes
        )
        return replace(self, notes=tuple(said))

    def head(self, count: int) -> Table:
        """Return the first *count* rows, with a note if rows are left out."""
        if count >= len(self.rows):
            return self
        note = f"The first {count} of {len(self.rows)} rows."
        return replace(self, rows=self.rows[:count], notes=(*self.notes, note))

    def _repr_html_(self) -> str:
        from html import escape

        cells = "".join(f"<th>{escape(self.labels.get(c, c))}</th>" for c in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(format_cell(cell))}</td>" for cell in row) + "</tr>"
            for row in self.rows
        )
        caption = escape(" · ".join(filter(None, (self.title, self.convention))))
        notes = "".join(f"<p><small>{escape(str(note))}</small></p>" for note in self.notes)
        return (
            f"<table><caption>{caption}</caption><thead><tr>{cells}</tr></thead>"
            f"<tbody>{body}</tbody></table>{notes}"
        )


def make_table(
    title: str,
    records: Sequence[Mapping[str, Cell]],
    columns: Sequence[str],
    *,
    convention: str = "",
    notes: Iterable[Note] = (),
) -> Table:
    """Return the table of *records*, each of which has every column."""
    # With one column, itemgetter returns a cell and not a row.
    pick = itemgetter(*columns) if len(columns) > 1 else lambda record: (record[columns[0]],)
    return Table(title, tuple(columns), tuple(map(pick, records)), convention, tuple(notes))


def rank_records(
    records: Iterable[Mapping[str, Cell]], name: str, count: str, *, lowest_first: bool = False
) -> list[dict[str, Cell]]:
    """Sort *records* by their score and number them under ``rank``.

    Equal scores are sorted by the column *count*, highest first, then by the column *name*. An
    undefined score has no rank and comes last.
    """

    def key(record: Mapping[str, Cell]) -> tuple[bool, float, float, str]:
        score, size = record["score"], float(record[count] or 0)
        if not isinstance(score, (int, float)) or math.isnan(score):
            return True, 0.0, -size, str(record[name])
        return False, score if lowest_first else -score, -size, str(record[name])

    ordered = sorted(((key(record), record) for record in records), key=itemgetter(0))
    return [
        {**record, "rank": None if undefined else rank}
        for rank, ((undefined, *_), record) in enumerate(ordered, start=1)
    ]


def plain_cell(cell: Cell) -> Cell:
    """Return *cell* as a JSON value: nan and infinities become None."""
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell


def format_cell(cell: Cell) -> str:
    """Format a cell for people: an undefined number as a dash, floats to three decimals.

    A number that is not 0 but would round to 0 is written as a power of ten.
    """
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return "–"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and math.isinf(cell):
        return "∞" if cell > 0 else "-∞"
    if isinstance(cell, float) and 0 < abs(cell) < 0.0005:
        return f"{cell:.0e}"
    if isinstance(cell, float):
        return f"{cell:.3f}" if abs(cell) < 1000 else f"{cell:,.0f}"
    return f"{cell:,}" if isinstance(cell, int) else cell


# Characters that start a formula in a spreadsheet, and the mark that prevents this.
_FORMULA = tuple("=+-@\t\r\0＝＋－＠'")
_QUOTED = re.compile('[,"\n\r]')


def format_csv(table: Table) -> str:
    """Return *table* as CSV; an undefined number is an empty cell, and no cell is a formula."""
    formatted = _Formatted()
    columns = (_format_column(column, formatted) for column in zip(*table.rows, strict=True))
    heads = [formatted[name] for name in table.columns]
    # Without columns, every row is as empty as the header.
    rows = zip(*columns, strict=True) if table.columns else table.rows
    lines = map(",".join, chain([heads], rows))
    # Readers skip an empty line, so a row that is empty needs quotes.
    return "".join((line or '""') + "\n" for line in lines)


def _format_column(cells: Sequence[Any], formatted: _Formatted) -> Iterable[str]:
    """Return the cells of a column as CSV; a column of one type needs no test per cell."""
    kinds = set(map(type, cells))
    if kinds == {int}:
        return map(str, cells)
    if kinds == {str}:
        return map(formatted.__getitem__, cells)
    plain = map(plain_cell, cells)
    return [
        "" if cell is None else formatted[cell] if isinstance(cell, str) else str(cell)
        for cell in plain
    ]


class _Formatted(dict[str, str]):
    """Strings as written in a CSV file, each computed when it first occurs."""

    def __missing__(self, text: str) -> str:
        value = str(neutralise(text))
        if _QUOTED.search(value):
            # The standard library does not quote a carriage return, which other readers treat
            # as a new row.
            value = '"' + value.replace('"', '""') + '"'
        self[text] = value
        return value


def neutralise(cell: Cell) -> Cell:
    """Put an apostrophe before text that a spreadsheet would treat as a formula.

    A leading apostrophe gets another, so that removing the first one restores every cell.
    """
    if isinstance(cell, str):
        return "'" + cell if cell.startswith(_FORMULA) else cell
    return plain_cell(cell)
