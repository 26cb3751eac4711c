"""Gaps in the numbering: a number that does not follow, a heading that is missing.

Tested in tests/documents/structure/test_outline.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytext.documents.document import Damage, OutlineItem, Region
from policytext.language.heading_numbers import write_number
from policytext.language.messages import Message

# Lists of (1) and 1. are numbered so freely that a gap in them means nothing.
_COUNTED = ("part", "sub-part", "chapter", "section", "article", "一、", "（一）")
_HEADINGS = ("part", "sub-part", "chapter", "section", "一、")
_LONG = 3  # minimum items of a list of headings
_SENTENCE = r"。！？；：”）)\s"  # a mark inside a paragraph follows one of these
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
    series: dict[str, list[_Series]] = {}
    for index, item in enumerate(outline):
        if item.number is None or item.marker not in _COUNTED:
            continue
        known = series.setdefault(item.marker, [])
        parent = _parent(outline, index)
        if item.number == 1:
            yield from _lost_parent(text, outline, known[-1] if known else None, item, parent)
            known.append(_Series(parent, item))
            continue
        matching = next(
            (s for s in reversed(known) if s.number in (item.number - 1, item.number)), None
        )
        if matching is None:
            yield from _hole(text, known[-1] if known else None, item)
            known.append(_Series(parent, item))
            continue
        while known[-1] is not matching:
            known.pop()
        matching.count += matching.number < item.number
        matching.last = item


def _parent(outline: Sequence[OutlineItem], index: int) -> OutlineItem | None:
    """Return the heading above the item at *index*."""
    item = outline[index]
    return next((above for above in reversed(outline[:index]) if above.end >= item.end), None)


def _hole(text: str, before: _Series | None, item: OutlineItem) -> Iterator[Damage]:
    last = before.number if before else 0
    assert item.number is not None
    if last > item.number:
        last = 0
    start = before.last.start if before and last else 0
    missing = [
        number
        for number in range(last + 1, item.number)
        if not _stands_inside(text, item.marker, number, start, item.start)
    ]
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


def _stands_inside(text: str, marker: str, number: int, start: int, end: int) -> bool:
    """Return whether the mark of *number* occurs inside ``text[start:end]``."""
    written = write_number(number)
    mark = {"一、": rf"{written}[、.．]", "（一）": rf"[（(]{written}[）)]"}.get(
        marker, rf"第(?:{written}|{number})"
    )
    return re.search(rf"(?:^|[{_SENTENCE}]){mark}", text[start:end], re.MULTILINE) is not None


def _lost_parent(
    text: str,
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
    if following in siblings or _stands_inside(text, parent.marker, following, 0, len(text)):
        return
    what = Message(
        "damage.restart",
        marker=_name(parent.marker),
        following=following,
        number=parent.number,
        inner=_name(item.marker),
    )
    yield Damage("hole in numbering", what, item.start, item.start + 1)
