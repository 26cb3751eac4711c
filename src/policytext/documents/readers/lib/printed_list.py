"""The texts of a list that Python printed into a cell of a table.

Tested in tests/documents/readers/test_tables.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# What a letter after a backslash means, in JSON and in Python.
MEANINGS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_ITEM = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""", re.DOTALL)
_PYTHON_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))", re.DOTALL)


def cut_list(cell: str) -> list[tuple[str, tuple[int, int] | None]]:
    """Return the texts of a list that Python printed, each a paragraph; empty if it is no list.

    Each piece is given with its place in the cell.
    """
    if not (cell.startswith(("['", '["')) and cell.endswith(("']", '"]'))):
        return []
    pieces: list[tuple[str, tuple[int, int] | None]] = []
    at = 1
    while at < len(cell):
        match = _ITEM.match(cell, at)
        if match is None:
            return []
        start, end = match.span(match.lastindex or 0)
        if pieces:
            pieces.append(("\n\n", (at - 2, at)))
        pieces += _unescape(cell, start, end)
        at = match.end()
        if cell[at:] == "]":
            return pieces
        if cell[at : at + 2] != ", ":
            return []
        at += 2
    return []


def _unescape(cell: str, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    done = start
    for match in _PYTHON_ESCAPE.finditer(cell, start, end):
        yield cell[done : match.start()], (done, match.start())
        code = match[1] or match[2] or match[3]
        meaning = chr(int(code, 16)) if code else MEANINGS.get(match[4], match[4])
        yield meaning, match.span()
        done = match.end()
    yield cell[done:end], (done, end)
