"""Find the reading order of a printed page: lines, columns, running heads, doubled glyphs.

This module does not deal with files: glyphs in, glyphs in order and reasons out.

Tested in tests/documents/readers/test_pdf.py.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from policytext.documents.fold import fold_character

_SAME_LINE = 0.35  # maximum difference in height on one line, in sizes of a glyph
_DOUBLE = 0.25  # maximum distance of a fake-bold double in sizes of a glyph, and half its width
_GUTTER = 0.9  # how much a gutter exceeds the gaps of its line, in sizes of a glyph
_NARROW = 5  # minimum width of a column of prose, in sizes of a glyph
_PARAGRAPH = 1.45  # minimum distance of paragraphs, in usual distances of lines
_ROWS = 3  # minimum number of rows with gaps in the same places that form columns
_MARGIN = 0.12  # the part of a page's height, at either edge, that may contain running heads
_SHARED = 0.3  # minimum share of pages with a running head: left and right ones differ

_PAGE_NUMBER = re.compile(r"\W*(?:第?\d{1,4}页?(?:(?:共|/|of)\d{1,4}页?)?|[ivxlc]{1,6})\W*", re.I)
# A page number that is obvious even on a single page.
_LONE_NUMBER = re.compile(r"[-—–·•]+\d{1,4}[-—–·•]+|第\d{1,4}页(?:共\d{1,4}页)?|\d{1,4}/\d{1,4}")
_BROWSER_HEAD = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}.{0,3}\d{1,2}:\d{2}")
_BROWSER_FOOT = re.compile(r"(?:https?|file)://\S*\d+/\d+")


class Glyph(NamedTuple):
    """A character on a page: its number, where its baseline begins, its box, its size."""

    number: int
    character: str
    x: float
    y: float
    right: float
    size: float


@dataclass(frozen=True)
class Line:
    """Glyphs in a row, in reading order."""

    glyphs: tuple[Glyph, ...]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.glyphs[0].x

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.glyphs[-1].right

    @property
    def y(self) -> float:
        """The height of its baseline."""
        return self.glyphs[0].y

    @property
    def size(self) -> float:
        """The size of most of its glyphs."""
        return median(glyph.size for glyph in self.glyphs)

    @property
    def text(self) -> str:
        """Its characters without white space."""
        return "".join(glyph.character for glyph in self.glyphs if not glyph.character.isspace())


def find_doubles(glyphs: Sequence[Glyph]) -> set[int]:
    """Return the glyphs that are drawn over the same character: bold faked by printing twice."""
    seen: dict[tuple[str, int, int], list[Glyph]] = defaultdict(list)
    doubles = set()
    for glyph in glyphs:
        folded = fold_character(glyph.character)
        column, row = int(glyph.x // 16), int(glyph.y // 16)
        near = [
            other
            for c in (column - 1, column, column + 1)
            for r in (row - 1, row, row + 1)
            for other in seen.get((folded, c, r), ())
        ]
        if any(_is_double(glyph, other) for other in near):
            doubles.add(glyph.number)
        else:
            seen[folded, column, row].append(glyph)
    return doubles


def _is_double(glyph: Glyph, other: Glyph) -> bool:
    apart = max(abs(other.x - glyph.x), abs(other.y - glyph.y))
    if apart == 0 and glyph.character.isascii() and glyph.number - other.number < 3:
        return False  # the second f of a ligature, which has the place of the first
    reach = min(_DOUBLE * glyph.size, (glyph.right - glyph.x) / 2)
    return apart <= max(reach, 0.02 * glyph.size)


def cut_lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """Return the glyphs, given in the order they were drawn, as lines and parts of lines."""
    lines: list[Line] = []
    held: list[Glyph] = []
    for glyph in glyphs:
        if held and not _continues(held, glyph):
            lines.append(Line(tuple(held)))
            held = []
        held.append(glyph)
    if held:
        lines.append(Line(tuple(held)))
    return lines


def _continues(held: Sequence[Glyph], glyph: Glyph) -> bool:
    last = held[-1]
    size = max(last.size, glyph.size)
    if abs(glyph.y - last.y) > _SAME_LINE * size or glyph.x < last.x - _SAME_LINE * size:
        return False
    gaps = [b.x - a.right for a, b in pairwise(held[-12:])]
    usual = max(0.0, median(gaps)) if gaps else size
    return glyph.x - last.right < usual + _GUTTER * size


def order_lines(lines: Sequence[Line]) -> list[Line]:
    """Return *lines* in reading order.

    They are given in the order they were drawn, which usually is the reading order. If rows are
    drawn across columns, the columns are read one after the other.
    """
    ordered: list[Line] = []
    run: list[list[Line]] = []
    for row in [*_rows(lines), []]:
        if len(row) > 1:
            run.append(row)
            continue
        ordered += _read_run(run) if len(run) >= _ROWS else [line for r in run for line in r]
        run = []
        ordered += row
    return ordered


def _rows(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines in groups that were drawn from left to right at one height."""
    row: list[Line] = []
    for line in lines:
        if row and not (
            abs(line.y - row[-1].y) < _SAME_LINE * line.size and line.left > row[-1].right
        ):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _read_run(run: Sequence[Sequence[Line]]) -> list[Line]:
    """Read rows with gaps as columns if their lines are full; else row by row, as a table."""
    edges = _gutters([line for row in run for line in row])
    columns: list[list[Line]] = [[] for _ in range(len(edges) + 1)]
    for row in run:
        for line in row:
            columns[sum(edge <= line.left for edge in edges)].append(line)
    if len(columns) > 1 and all(_is_prose(column) for column in columns):
        return [line for column in columns for line in column]
    return [line for row in run for line in row]


def _gutters(lines: Sequence[Line]) -> list[float]:
    """Return where every line ends before a gap that no line crosses."""
    edges, reach = [], float("-inf")
    for line in sorted(lines, key=lambda line: line.left):
        if line.left > reach + _GUTTER * line.size / 2 and reach > float("-inf"):
            edges.append((reach + line.left) / 2)
        reach = max(reach, line.right)
    return edges


def _is_prose(column: Sequence[Line]) -> bool:
    """Return whether a column is wide, and most of its lines reach its right edge."""
    left = min((line.left for line in column), default=0.0)
    right = max((line.right for line in column), default=0.0)
    full = sum(line.right > right - 2 * line.size for line in column)
    wide = all(right - left > _NARROW * line.size for line in column)
    return len(column) >= _ROWS and wide and full >= 0.6 * len(column)


def find_running_heads(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> dict[int, str]:
    """Return the glyphs of running heads and page numbers, each with what it is."""
    edge = [
        (number, line)
        for number, lines in enumerate(pages)
        for line in lines
        if not _MARGIN * heights[number] < line.y < (1 - _MARGIN) * heights[number]
    ]
    rows: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for number, line in edge:
        rows[number, round(line.y)].append(line)
    on_pages = Counter(shape for _, shape in {(n, _shape(row)) for (n, _), row in rows.items()})
    reasons: dict[int, str] = {}
    for row in rows.values():
        pages_with = on_pages[_shape(row)]
        shared = pages_with > 1 and pages_with >= _SHARED * len(pages)
        why = _why_furniture(row, shared=shared)
        reasons.update((glyph.number, why) for line in row for glyph in line.glyphs if why)
    return reasons


def _shape(row: Sequence[Line]) -> tuple[int, str]:
    """Return the part of a row at a page's edge that is the same from page to page."""
    text = "".join(line.text for line in sorted(row, key=lambda line: line.left))
    return round(row[0].y / 4), re.sub(r"\d+", "#", text)


def _why_furniture(row: Sequence[Line], *, shared: bool) -> str:
    text = "".join(line.text for line in sorted(row, key=lambda line: line.left))
    if _LONE_NUMBER.fullmatch(text) or (shared and _PAGE_NUMBER.fullmatch(text)):
        return "page number"
    if shared or _BROWSER_HEAD.match(text) or _BROWSER_FOOT.fullmatch(text):
        return "running head"
    return ""


def parts_paragraphs(before: Line, after: Line, leading: float) -> bool:
    """Return whether a paragraph ends between two lines: a gap, another size, another cell."""
    distance = before.y - after.y
    same_row = abs(distance) < _SAME_LINE * before.size and after.left > before.right
    next_row = distance > 0 and after.right < before.left
    if same_row or next_row:
        return True
    if abs(before.size - after.size) > 0.15 * before.size:
        return True
    return distance > _PARAGRAPH * max(leading, 1.3 * after.size) if leading else False


def usual_leading(lines: Sequence[Line]) -> float:
    """Return the usual distance of one line from the next."""
    distances = [a.y - b.y for a, b in pairwise(lines) if 0 < a.y - b.y < 4 * max(a.size, b.size)]
    return median(distances) if distances else 0.0
