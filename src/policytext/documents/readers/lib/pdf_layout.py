"""Find the reading order of a printed page: lines, columns, running heads, doubled glyphs.

This module does not deal with files: glyphs in, glyphs in order and reasons out.

Tested in tests/documents/readers/test_pdf_layout.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from policytext.documents.fold import fold_character

_SAME_LINE = 0.35  # maximum difference in height on one line, in sizes of a glyph
_DOUBLE = 0.25  # maximum distance of a fake-bold double in sizes of a glyph, and half its width
_OVERLAID = 0.08  # maximum distance of a double on its own: narrower letters do not exist
_BESIDE = 3  # letters this near in the row are beside each other, as in III
_GUTTER = 0.9  # how much a gutter exceeds the gaps of its line, in sizes of a glyph
_EQUAL = 0.05  # maximum difference of the gaps of a justified line, in sizes of a glyph
_WIDEST = 2.5  # maximum gap between words of a justified line, in sizes of a glyph
_WORD_GAP = 0.2  # minimum gap between words, in sizes of a glyph
_TWO_SPACES = 2.1  # maximum gap of two spaces in a row, in usual gaps between words
_FEWEST_NUMBERED = 8  # lines of a page that are counted
_LONGEST_NUMBER = 2  # digits
_GOING_ON = 0.2  # minimum share of lines that begin within a sentence
_NARROW = 5  # minimum width of a column of prose, in sizes of a glyph
_PARAGRAPH = 1.45  # minimum distance of paragraphs, in usual distances of lines
_ROWS = 3  # minimum number of rows with gaps in the same places that form columns
_FEWEST = 2  # parts of a row, or gaps between its words, that show how it is set


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
    seen: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    near: dict[int, list[int]] = {}  # for each glyph, the equal ones at nearly the same place
    piece = 0  # where the characters of the last glyph begin: a ligature is several
    for index, glyph in enumerate(glyphs):
        if index and (glyph.x, glyph.y) != (glyphs[index - 1].x, glyphs[index - 1].y):
            piece = index
        folded = fold_character(glyph.character)
        column, row = int(glyph.x // 16), int(glyph.y // 16)
        found = [
            other
            for c in (column - 1, column, column + 1)
            for r in (row - 1, row, row + 1)
            for other in seen.get((folded, c, r), ())
            if other < piece and _is_near(glyph, glyphs[other])
        ]
        if found:
            near[index] = found
        seen[folded, column, row].append(index)
    return _choose_doubles(glyphs, near)


def _choose_doubles(glyphs: Sequence[Glyph], near: dict[int, list[int]]) -> set[int]:
    """Return those that lie on each other, or are part of a row of glyphs that is drawn again."""
    doubles: set[int] = set()
    for index, others in near.items():
        glyph = glyphs[index]
        for other in others:
            if other in doubles:
                continue
            again = index - other > _BESIDE and any(
                other + step in near.get(index + step, ()) for step in (-1, 1)
            )
            if again or _distance(glyph, glyphs[other]) <= _OVERLAID * glyph.size:
                doubles.add(index)
                break
    return {glyphs[index].number for index in doubles}


def _is_near(glyph: Glyph, other: Glyph) -> bool:
    reach = min(_DOUBLE * glyph.size, (glyph.right - glyph.x) / 2)
    return _distance(glyph, other) <= max(reach, 0.02 * glyph.size)


def _distance(glyph: Glyph, other: Glyph) -> float:
    return max(abs(other.x - glyph.x), abs(other.y - glyph.y))


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


def join_words(lines: Sequence[Line]) -> list[Line]:
    """Join the words of justified lines, whose gaps are as wide as those between columns.

    The gaps of such a line are equal, or one or two spaces of a typewriter. The gaps of a table
    follow from its columns, so they are equal only if its cells are equally wide.
    """
    return [line for row in _rows(lines) for line in _join_equal(_join_spaces(row))]


def _join_spaces(row: Sequence[Line]) -> list[Line]:
    """Join the parts of a row whose gap is not wider than two of its spaces."""
    inner = [gap for line in row for gap in _list_gaps(line) if gap > _WORD_GAP]
    if len(row) < _FEWEST or len(inner) < _FEWEST:
        return list(row)
    most = min(_TWO_SPACES * median(inner), _WIDEST)
    joined = [row[0]]
    for line in row[1:]:
        if _gap(joined[-1], line) <= most and _is_word(joined[-1]) and _is_word(line):
            joined[-1] = Line(joined[-1].glyphs + line.glyphs)
        else:
            joined.append(line)
    return joined


def _join_equal(row: Sequence[Line]) -> list[Line]:
    """Join the parts of a row, three or more, that have equal gaps but differ in width."""
    joined: list[Line] = []
    at = 0
    while at < len(row):
        end = at + 1
        while end < len(row) and _goes_on(row, at, end):
            end += 1
        parts = row[at:end]
        widths = {round((line.right - line.left) / line.size) for line in parts}
        if len(parts) > _FEWEST and len(widths) > 1 and all(map(_is_word, parts)):
            joined.append(Line(tuple(glyph for line in parts for glyph in line.glyphs)))
        else:
            end = at + 1
            joined.append(row[at])
        at = end
    return joined


def _goes_on(row: Sequence[Line], at: int, end: int) -> bool:
    gap = _gap(row[end - 1], row[end])
    return gap <= _WIDEST and abs(gap - _gap(row[at], row[at + 1])) <= _EQUAL


def _gap(before: Line, after: Line) -> float:
    return (after.left - before.right) / max(before.size, after.size)


def _list_gaps(line: Line) -> list[float]:
    return [(b.x - a.right) / line.size for a, b in pairwise(line.glyphs)]


def _is_word(line: Line) -> bool:
    """Return whether a part of a row is not a number, as a cell often is."""
    letters = [glyph.character for glyph in line.glyphs]
    return any(map(str.isalpha, letters)) or not any(map(str.isdigit, letters))


class Numbered(NamedTuple):
    """The numbers of the lines of a page: their glyphs, and whether they are beside prose."""

    glyphs: frozenset[int]
    prose: bool


def find_numbered(lines: Sequence[Line]) -> Numbered:
    """Return the numbers that count the lines of a page from 1, as bills have them in the margin.

    They are in order and end at one place, left of all text. Beside prose, many of the lines go on
    with a sentence; the rows of a numbered table do not.
    """
    rows = sorted((row for row in _rows(lines)), key=lambda row: -row[0].y)
    counted: list[tuple[Sequence[Glyph], Sequence[Glyph]]] = []
    for row in rows:
        number, rest = _cut_number(row)
        if "".join(glyph.character for glyph in number) == str(len(counted) + 1):
            counted.append((number, rest))
    if len(counted) < _FEWEST_NUMBERED:
        return Numbered(frozenset(), prose=False)
    ends = [number[-1].right for number, _ in counted]
    lefts = [rest[0].x for _, rest in counted if rest]
    if max(ends) - min(ends) > counted[0][0][0].size or max(ends) > min(lefts, default=0.0):
        return Numbered(frozenset(), prose=False)
    going_on = sum(rest[0].character.islower() for _, rest in counted if rest)
    glyphs = frozenset(glyph.number for number, _ in counted for glyph in number)
    return Numbered(glyphs, prose=going_on >= _GOING_ON * len(counted))


def _cut_number(row: Sequence[Line]) -> tuple[Sequence[Glyph], Sequence[Glyph]]:
    """Return the number at the beginning of a row, if it is apart from the rest, and the rest."""
    glyphs = [glyph for line in row for glyph in line.glyphs if not glyph.character.isspace()]
    length = next((n for n, g in enumerate(glyphs) if not g.character.isdigit()), len(glyphs))
    # A number may be followed by one: only a gap separates them.
    for size in range(1, min(length, _LONGEST_NUMBER) + 1):
        if size == len(glyphs) or glyphs[size].x - glyphs[size - 1].right > glyphs[0].size:
            return glyphs[:size], glyphs[size:]
    return [], glyphs


def drop_numbers(lines: Sequence[Line], numbers: frozenset[int]) -> list[Line]:
    """Return *lines* without the glyphs *numbers*."""
    left = ([glyph for glyph in line.glyphs if glyph.number not in numbers] for line in lines)
    return [Line(tuple(glyphs)) for glyphs in left if glyphs]


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
