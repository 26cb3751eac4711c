"""Gaps in the numbering: a number that does not follow, a heading that is missing.

Tested in tests/documents/structure/test_outline.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from policytext.documents.document import Damage, OutlineItem, Region
from policytext.language.heading_numbers import write_number
from policytext.language.messages import Message

# Lists of (1) and 1. are numbered so freely that a gap in them means nothing.
_COUNTED = ("part", "sub-part", "chapter", "section", "article", "一、", "（一）")
_HEADINGS = ("part", "sub-part", "chapter", "section", "一、")
_LONG = 3  # minimum items of a list of headings
_SENTENCE = r"。！？；：”）)\s"  # a mark inside a paragraph follows one of these
_CLOSED = {"一、": ("", "[、.．]"), "（一）": ("[（(]", "[）)]")}
_SHOWN = 4  # maximum missing numbers in a message


@dataclass
class _Series:
    """A numbered list so far: the heading above it, its last item, the number of items."""

    parent: OutlineItem | None
    last: OutlineItem
    count: int = 1

    @property
    def number(self) -> int:
        """The last number."""
        return self.last.number or 0


def find_holes(
    text: str, regions: Sequence[Region], outline: Sequence[OutlineItem]
) -> Iterator[Damage]:
    """Yield the places where a number of a list does not follow the previous one.

    Lists may contain lists with the same mark, and may continue across higher headings. A number
    inside a paragraph is not a gap.
    """
    series: dict[str, _Lists] = defaultdict(_Lists)
    inside = _Inside(text)
    for item, parent in zip(outline, _find_parents(outline), strict=True):
        if item.number is None or item.marker not in _COUNTED:
            continue
        known = series[item.marker]
        if item.number == 1:
            yield from _lost_parent(inside, outline, known.last, item, parent)
            known.begin(_Series(parent, item))
        elif not known.go_on(item):
            yield from _hole(inside, known.last, item)
            known.begin(_Series(parent, item))


class _Lists:
    """The lists with one mark that may go on, the innermost last; found by their last number."""

    def __init__(self) -> None:
        self._known: list[_Series] = []
        self._places: dict[int, list[int]] = defaultdict(list)  # by last number, in order

    @property
    def last(self) -> _Series | None:
        """The innermost list."""
        return self._known[-1] if self._known else None

    def begin(self, series: _Series) -> None:
        """Add a list inside the others."""
        self._places[series.number].append(len(self._known))
        self._known.append(series)

    def go_on(self, item: OutlineItem) -> bool:
        """Add *item* to the innermost list that it continues, if there is one; end those inside."""
        number = item.number or 0
        place = max(self._places[n][-1] if self._places[n] else -1 for n in (number - 1, number))
        if place < 0:
            return False
        while len(self._known) > place + 1:
            self._end_last()
        series = self._end_last()
        series.count += series.number < number
        series.last = item
        self.begin(series)
        return True

    def _end_last(self) -> _Series:
        series = self._known.pop()
        self._places[series.number].pop()
        return series


def _find_parents(outline: Sequence[OutlineItem]) -> Iterator[OutlineItem | None]:
    """Yield the heading above each item: the last one before it that does not end before it."""
    above: list[OutlineItem] = []
    for item in outline:
        while above and above[-1].end < item.end:
            above.pop()
        yield above[-1] if above else None
        above.append(item)


def _hole(inside: _Inside, before: _Series | None, item: OutlineItem) -> Iterator[Damage]:
    last = before.number if before else 0
    assert item.number is not None
    if last > item.number:
        last = 0
    start = before.last.start if before and last else 0
    written = inside.list_between(item.marker, start, item.start)
    unwritten = (n for n in range(last + 1, item.number) if not _is_written(n, written))
    missing = list(islice(unwritten, _SHOWN + 1))
    if missing:
        listed = [*map(str, missing[:_SHOWN]), *(["…"] if len(missing) > _SHOWN else [])]
        code = "damage.gap" if last else "damage.late_start"
        known = {"last": last} if last else {}
        marker = _name(item.marker)
        what = Message(code, marker=marker, number=item.number, missing=listed, **known)
        yield Damage("hole in numbering", what, item.start, item.start + 1)


def _name(marker: str) -> Message | str:
    """Return the name of a mark; for most marks, that is the mark itself."""
    return Message(f"marks.{marker}") if marker.isascii() else marker


class _Inside:
    """The numbers with a mark inside paragraphs of a text, by mark; each mark is looked up once."""

    def __init__(self, text: str) -> None:
        self._text, self.size = text, len(text)
        self._found: dict[str, tuple[list[int], list[str]]] = {}

    def list_between(self, marker: str, start: int, end: int) -> set[str]:
        """Return the numbers, and their beginnings where the mark does not end them."""
        if marker not in self._found:
            found = list(_mark_pattern(marker).finditer(self._text))
            self._found[marker] = [match.start(1) for match in found], [m[1] for m in found]
        places, numbers = self._found[marker]
        chosen = numbers[bisect_left(places, start) : bisect_left(places, end)]
        if marker in _CLOSED:
            return set(chosen)
        return {number[:size] for number in chosen for size in range(1, len(number) + 1)}


def _mark_pattern(marker: str) -> re.Pattern[str]:
    before, after = _CLOSED.get(marker, ("第", ""))
    digits = "" if marker in _CLOSED else "|[0-9]+"
    numeral = "[零一二三四五六七八九十百千]+|[0-9]{5,}"
    return re.compile(rf"(?:^|(?<=[{_SENTENCE}])){before}({numeral}{digits}){after}", re.MULTILINE)


def _is_written(number: int, written: set[str]) -> bool:
    return write_number(number) in written or str(number) in written


def _lost_parent(
    inside: _Inside,
    outline: Sequence[OutlineItem],
    before: _Series | None,
    item: OutlineItem,
    parent: OutlineItem | None,
) -> Iterator[Damage]:
    """Yield a list that starts again below the same heading: the next heading is missing."""
    if before is None or before.count < _LONG or parent is None or before.parent is not parent:
        return
    if parent.marker not in _HEADINGS or parent.number is None:
        return
    following = parent.number + 1
    siblings = (i.number for i in outline if i.marker == parent.marker and i.start > parent.start)
    if following in siblings or _is_written(
        following, inside.list_between(parent.marker, 0, inside.size)
    ):
        return
    what = Message(
        "damage.restart",
        marker=_name(parent.marker),
        following=following,
        number=parent.number,
        inner=_name(item.marker),
    )
    yield Damage("hole in numbering", what, item.start, item.start + 1)
