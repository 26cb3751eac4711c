"""Repeats: what is printed twice, one copy behind the other or a long stretch anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policytext.corpus import Damage, OutlineItem, Region
from policytext.markers import HAN_PATTERN

_CLAUSE = re.compile(r"[^，。；：！？、,.;:!?\n]{12,}")
_MARKS = "，。；：！？、,.;:!? \n"
_BESIDE = 30  # characters of a passage that stands twice in a row
_ANYWHERE = 150  # of a passage that stands twice anywhere: no phrase is as long
_BETWEEN = 3  # characters that may stand between a passage and its copy


def find_repeats(
    text: str, regions: Sequence[Region], outline: Sequence[OutlineItem]
) -> Iterator[Damage]:
    """Yield the second copy of each passage that is printed twice."""
    start = min((r.start for r in regions if r.name in ("body", "annex")), default=len(text))
    done = start
    seen: dict[str, int] = {}
    for match in _CLAUSE.finditer(text, start):
        first = seen.get(match[0])
        seen[match[0]] = match.start()
        if first is None or match.start() < done:
            continue
        copy = _extend(text, first, match.start(), start)
        if _is_printed_twice(text, *copy):
            begun, end, distance = copy
            # Of what a passage and its copies share, one copy, from the beginning of a clause.
            begun += len(text[begun:end]) - len(text[begun:end].lstrip(_MARKS))
            end = min(end, begun + distance)
            opening = text[begun : begun + 20]
            what = f"a passage of {end - begun} characters stands twice: {opening}…"
            yield Damage("repeated paragraph", what, begun, end)
            done = end


def _extend(text: str, first: int, second: int, limit: int) -> tuple[int, int, int]:
    """Return the longest copy around *second* of what stands around *first*, and how far apart."""
    distance, begun, end = second - first, second, second
    while begun - distance > limit and text[begun - 1] == text[begun - 1 - distance]:
        begun -= 1
    while end < len(text) and text[end] == text[end - distance]:
        end += 1
    return begun, end, distance


def _is_printed_twice(text: str, begun: int, end: int, distance: int) -> bool:
    length = len(text[begun:end].strip())
    if length >= _ANYWHERE:
        return True
    if distance > length + _BETWEEN:
        return False
    # English speech repeats itself for effect; Chinese characters say more in as many.
    return length >= _BESIDE and HAN_PATTERN.search(text, begun, end) is not None
