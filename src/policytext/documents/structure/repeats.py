"""Repeats: a repeated paragraph, a passage repeated directly, a long passage repeated anywhere.

Tested in tests/documents/structure/test_damage.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policytext.base.lazy_pattern import compile_lazily
from policytext.documents.document import Damage, OutlineItem, Region, Span
from policytext.documents.structure.outline import paragraph_spans
from policytext.language.han import HAN_PATTERN
from policytext.language.messages import Message

_MARK = compile_lazily(r"[，。；：！？、,.;:!?\n]")
_CLAUSE = 12  # minimum characters of a clause in a repeat
_MARKS = "，。；：！？、,.;:!? \n"
_PARAGRAPH = 30  # minimum characters of a repeated paragraph
_BESIDE = 30  # minimum characters of a passage that is repeated directly
_ANYWHERE = 150  # of a passage repeated anywhere: no phrase is so long
_BETWEEN = 3  # maximum characters between a passage and its direct copy
_ARTICLES = 5  # minimum articles of a law


def find_repeats(
    text: str, regions: Sequence[Region], outline: Sequence[OutlineItem]
) -> Iterator[Damage]:
    """Yield the second copy of each passage that is printed twice."""
    start = min((r.start for r in regions if r.name in ("body", "annex")), default=len(text))
    found = [*_repeated_passages(text, start)]
    # A law repeats the same words for many offences.
    if sum(item.marker == "article" for item in outline) < _ARTICLES:
        found += _repeated_paragraphs(text, start)
    done = start
    for begun, end in sorted(found, key=lambda span: (span.start, -span.end)):
        if begun >= done:
            opening = text[begun : begun + 20]
            what = Message("damage.repeat", length=end - begun, opening=opening)
            yield Damage("repeated paragraph", what, begun, end)
            done = end


def _repeated_paragraphs(text: str, start: int) -> Iterator[Span]:
    seen: set[str] = set()
    for span in paragraph_spans(text, start, len(text)):
        paragraph = text[span.start : span.end]
        if len(paragraph) >= _PARAGRAPH:
            if paragraph in seen:
                yield span
            seen.add(paragraph)


def _repeated_passages(text: str, start: int) -> Iterator[Span]:
    """Yield passages that repeat the text directly before them, and long repeated passages."""
    done = at = start
    seen: dict[str, int] = {}
    runs: dict[int, tuple[int, int]] = {}  # the last copy at each distance
    for clause in _MARK.split(text[start:]):
        here, at = at, at + len(clause) + 1
        if len(clause) < _CLAUSE:
            continue
        first = seen.get(clause)
        seen[clause] = here
        if first is None or here < done:
            continue
        distance = here - first
        begun, end = runs.get(distance, (0, 0))
        if not begun <= here < end:
            begun, end = runs[distance] = _extend(text, first, here, start)
        if _is_printed_twice(text, begun, end, distance):
            # Report one copy, from the beginning of a clause.
            while begun < end and text[begun] in _MARKS:
                begun += 1
            done = min(end, begun + distance)
            yield Span(begun, done)


def _extend(text: str, first: int, second: int, limit: int) -> tuple[int, int]:
    """Return the longest copy around *second* of the text around *first*."""
    distance, begun, end = second - first, second, second
    while begun - distance > limit and text[begun - 1] == text[begun - 1 - distance]:
        begun -= 1
    while end < len(text) and text[end] == text[end - distance]:
        end += 1
    return begun, end


def _length_without_ends(text: str, begun: int, end: int) -> int:
    """Return the length without the white space at both ends; long copies are not copied again."""
    while begun < end and text[begun].isspace():
        begun += 1
    while begun < end and text[end - 1].isspace():
        end -= 1
    return end - begun


def _is_printed_twice(text: str, begun: int, end: int, distance: int) -> bool:
    length = _length_without_ends(text, begun, end)
    if length >= _ANYWHERE:
        return True
    # English speeches repeat phrases for effect, and a Chinese phrase has fewer characters.
    return (
        distance <= length + _BETWEEN
        and length >= _BESIDE
        and HAN_PATTERN.search(text, begun, end) is not None
    )
