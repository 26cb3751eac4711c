"""Anchors: find the words that mark where a text begins and ends in its capture.

Tested in tests/documents/readers/test_plain_formats.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from functools import cached_property, lru_cache

from policytext.base.errors import PolicytextError
from policytext.base.yaml import Place
from policytext.documents.cleaning import FOLDING, Draft, clean
from policytext.documents.fold import fold_text
from policytext.documents.manifest import Clip
from policytext.documents.titles import find_printed_titles


class ClipError(PolicytextError):
    """An anchor that does not occur, or is ambiguous."""

    def __init__(self, path: Place, message: str) -> None:
        self.path = path
        super().__init__(message)


class Anchors:
    """Finds anchors in a text; ignores white space, ignorable and folded characters."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _folded(self) -> Draft:
        """The text to search."""
        return clean(self.text, FOLDING)

    def find_all(self, anchor: str, start: int, end: int) -> list[tuple[int, int]]:
        """Return the spans of *anchor* inside ``text[start:end]``."""
        pattern, folded = _pattern(anchor), self._folded
        first, last = (bisect_left(folded.sources, place) for place in (start, end))
        found, match = [], pattern and pattern.search(folded.text, first, last)
        while pattern and match:
            found.append((folded.sources[match.start()], folded.source_end(match.end() - 1)))
            match = pattern.search(folded.text, match.start() + 1, last)
        return found

    def find_titles(self, titles: Collection[str]) -> list[tuple[int, int]]:
        """Return the lines of the text that are one of *titles*."""
        folded = self._folded
        return [
            (folded.sources[start], folded.source_end(end - 1))
            for start, end in find_printed_titles(folded.text, titles)
        ]

    def find_one(self, anchor: str, path: Place, start: int, end: int) -> tuple[int, int]:
        """Return the span of *anchor* that is unique, or is the only one at the start of a line."""
        found = self.find_all(anchor, start, end)
        if not found:
            raise ClipError(path, f"{anchor!r} does not occur there; copy it from the capture")
        if len(found) > 1:
            found = [place for place in found if self._begins_line(place[0])] or found
        if len(found) > 1:
            lines = ", ".join(str(self.text.count("\n", 0, a) + 1) for a, _ in found[:5])
            raise ClipError(path, f"{anchor!r} occurs {len(found)} times (lines {lines}); say more")
        return found[0]

    def _begins_line(self, place: int) -> bool:
        line = self.text[self.text.rfind("\n", 0, place) + 1 : place]
        return not line.strip()

    def stands_alone(self, start: int, end: int) -> bool:
        """Return whether ``text[start:end]`` is a line of its own."""
        line_end = self.text.find("\n", end)
        rest = self.text[end : line_end if line_end >= 0 else len(self.text)]
        return self._begins_line(start) and not rest.strip()

    def clip(self, clip: Clip | None, path: Place) -> tuple[int, int]:
        """Return the span of *clip*: from its start (included) to its end (excluded)."""
        start, after, end = 0, 0, len(self.text)
        if clip and clip.start:
            start, after = self.find_one(clip.start, (*path, "from"), 0, end)
        if clip and clip.end:
            end = self.find_one(clip.end, (*path, "to"), after, end)[0]
        return start, end


@lru_cache(maxsize=64)
def _pattern(anchor: str) -> re.Pattern[str] | None:
    wanted = "".join(fold_text(anchor).split())
    return re.compile(r"\s*".join(map(re.escape, wanted))) if wanted else None
