"""Find where rjieba may cut a text differently from jieba.

Tested in tests/segmenters/test_contract.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache

import numpy as np
import numpy.typing as npt

# With the HMM on, rjieba keeps identifiers whole (2026-01-14, www.gov.cn, 3.14abc), jieba does
# not. A plain decimal, the most frequent case, is cut alike and is skipped.
_IDENTIFIER = re.compile(
    r"[._-](?<=[a-zA-Z0-9].)(?=[a-zA-Z0-9])(?!(?<=\.)[0-9]+(?![a-zA-Z0-9._-]))"
)

# jieba cuts a run of these by its dictionary, and the text between runs into characters.
_BLOCK = re.compile(r"[\u4E00-\u9FD5a-zA-Z0-9+#&._%-]+")


class _Kind(IntEnum):
    """The role of a character in a difference."""

    HAN = 1
    MARK = 2  # inside an identifier
    # Characters that rjieba, but not jieba, treats as Han; and lone surrogates, which rjieba
    # refuses. jieba makes each a token of its own, so the text can be cut around them.
    OUTSIDER = 3


_RANGES = (
    (_Kind.HAN, 0x4E00, 0x9FD5),
    *((_Kind.MARK, ord(mark), ord(mark)) for mark in "._-"),
    (_Kind.OUTSIDER, 0x3400, 0x4DBF),
    (_Kind.OUTSIDER, 0x9FD6, 0x9FFF),
    (_Kind.OUTSIDER, 0xD800, 0xDFFF),
    (_Kind.OUTSIDER, 0xF900, 0xFAFF),
    (_Kind.OUTSIDER, 0x20000, 0x3FFFF),
)


@lru_cache(maxsize=1)
def _list_kinds() -> npt.NDArray[np.uint8]:
    """Return the kind of every character, by its code."""
    kinds = np.zeros(0x110000, dtype=np.uint8)
    for kind, first, last in _RANGES:
        kinds[first : last + 1] = kind
    return kinds


class Doubts:
    """The places of one text at which the two engines may differ."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        self._kinds = _list_kinds().take(self._codes)

    def list_outsiders(self) -> list[int]:
        """Return the places of characters to cut the text around."""
        return self._find(self._kinds == _Kind.OUTSIDER)

    def find_blocks(self) -> Iterator[tuple[int, int]]:
        """Yield the blocks whose tokens may depend on which HMM is used."""
        marks = self._find(self._kinds == _Kind.MARK)
        places = [place for place in marks if _IDENTIFIER.match(self._text, place)]
        end = 0
        for place in sorted(places + self._find_repetitions()):
            if place >= end:
                start, end = self._widen(place)
                yield start, end

    def _find_repetitions(self) -> list[int]:
        """Find where three Chinese characters in a row each recur within four places.

        rjieba's HMM rounds its probabilities to six decimals. That changes a decision only if two
        segmentations score alike, as when the same characters swap places.
        """
        recurs = np.zeros(len(self._codes), dtype=bool)
        for distance in range(1, 5):
            equal = self._codes[:-distance] == self._codes[distance:]
            recurs[:-distance] |= equal
            recurs[distance:] |= equal
        recurs &= self._kinds == _Kind.HAN
        return self._find(recurs[:-2] & recurs[1:-1] & recurs[2:])

    def _widen(self, place: int) -> tuple[int, int]:
        """Return where the block around *place* begins and ends."""
        start = place
        while start and _BLOCK.match(self._text, start - 1, start):
            start -= 1
        block = _BLOCK.match(self._text, place)
        assert block is not None, "places are inside blocks"
        return start, block.end()

    @staticmethod
    def _find(there: npt.NDArray[np.bool_]) -> list[int]:
        places: list[int] = np.flatnonzero(there).tolist()
        return places
