"""Find the running heads and page numbers of printed pages.

Tested in tests/documents/readers/test_pdf_layout.py.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from policytext.documents.readers.lib.pdf_layout import Line, usual_leading

_MARGIN = 0.12  # the part of a page's height, at either edge, that may contain running heads
_APART = 1.35  # minimum distance of a running head from the text, in usual distances of lines
_SET = 1.2  # distance of lines that are set without extra space, in sizes of a glyph
_CELLS = 4  # a row with as many parts is the head of a table
_SHARED = 0.3  # minimum share of pages with a running head: left and right ones differ

_PAGE_NUMBER = re.compile(r"\W*(?:第?\d{1,4}页?(?:(?:共|/|of)\d{1,4}页?)?|[ivxlc]{1,6})\W*", re.I)
# A page number that is obvious even on a single page.
_LONE_NUMBER = re.compile(r"[-—–·•]+\d{1,4}[-—–·•]+|第\d{1,4}页(?:共\d{1,4}页)?|\d{1,4}/\d{1,4}")
_BROWSER_HEAD = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}.{0,3}\d{1,2}:\d{2}")
_BROWSER_FOOT = re.compile(r"(?:https?|file)://\S*\d+/\d+")


class Row(NamedTuple):
    """What is at one height of a page: its text, its glyphs, how many parts it has.

    ``gap`` is the distance to the next row towards the middle, in usual distances of lines.
    """

    y: float
    text: str
    parts: int
    glyphs: array[int]
    gap: float


def list_edges(lines: Sequence[Line], height: float) -> tuple[list[Row], list[Row]]:
    """Return the rows at the top and at the bottom of a page, each from the edge inwards."""
    rows: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        rows[round(line.y)].append(line)
    # On a page of few lines, the distance of a head from the text is the usual one.
    sizes = [line.size for line in lines]
    leading = min(usual_leading(lines), _SET * median(sizes)) if sizes else 0.0
    ys = sorted(rows)
    low = [y for y in ys if y <= _MARGIN * height]
    high = [y for y in reversed(ys) if y >= (1 - _MARGIN) * height]
    return _make_rows(high, rows, ys[::-1], leading), _make_rows(low, rows, ys, leading)


def _make_rows(
    chosen: Sequence[int], rows: dict[int, list[Line]], order: Sequence[int], leading: float
) -> list[Row]:
    found = []
    for index, y in enumerate(chosen):
        row = sorted(rows[y], key=lambda line: line.left)
        inner = order[index + 1] if index + 1 < len(order) else None
        gap = abs(y - inner) / leading if leading and inner is not None else float("inf")
        glyphs = array("i", [glyph.number for line in row for glyph in line.glyphs])
        found.append(Row(row[0].y, "".join(line.text for line in row), len(row), glyphs, gap))
    return found


def find_running_heads(pages: Sequence[Sequence[Sequence[Row]]]) -> dict[int, str]:
    """Return the glyphs of running heads and page numbers, each with what it is.

    *pages* are the edges of each page. Furniture is outermost and apart from the text: the head of
    a table that goes on is neither.
    """
    shapes = ({_shape(row) for edge in page for row in edge} for page in pages)
    on_pages = Counter(shape for page in shapes for shape in page)
    reasons: dict[int, str] = {}
    for edge in (edge for page in pages for edge in page):
        taken: list[tuple[Row, str]] = []
        for row in edge:
            pages_with = on_pages[_shape(row)]
            shared = pages_with > 1 and pages_with >= _SHARED * len(pages)
            why = _why_furniture(row, shared=shared)
            if not why:
                break
            taken.append((row, why))
        while taken and _is_of_text(*taken[-1]):
            taken.pop()
        reasons.update((number, why) for row, why in taken for number in row.glyphs)
    return reasons


def _is_of_text(row: Row, why: str) -> bool:
    return why == "running head" and row.gap < _APART and not _BROWSER_HEAD.match(row.text)


def _shape(row: Row) -> tuple[int, str]:
    """Return the part of a row at a page's edge that is the same from page to page."""
    return round(row.y / 4), re.sub(r"\d+", "#", row.text)


def _why_furniture(row: Row, *, shared: bool) -> str:
    if _LONE_NUMBER.fullmatch(row.text) or (shared and _PAGE_NUMBER.fullmatch(row.text)):
        return "page number"
    if _BROWSER_HEAD.match(row.text) or _BROWSER_FOOT.fullmatch(row.text):
        return "running head"
    return "running head" if shared and row.parts < _CELLS else ""
