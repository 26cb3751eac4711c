"""Strings as numbers of 64 bits, so that arrays can be sorted and told apart in place of objects.

Up to four characters of 16 bits fit into such a number as they are, the first one lowest. Any other
string is numbered in the order of coming, above a zero where the first character would be. ::

    packed = Packing()
    distinct, numbers = np.unique(packed.pack(tokens), return_inverse=True)
    packed.unpack(distinct)  # the different tokens
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import count

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]

_FITTING = 4
_UNIT = np.uint64(16)


def number_anew() -> defaultdict[str, int]:
    """Return a mapping that gives every new string the next number."""
    # Not by its own length: a mapping that refers to itself stays in memory for long.
    return defaultdict(count().__next__)


class Packing:
    """Gives equal strings equal numbers and others others, from one call to the next."""

    def __init__(self) -> None:
        self._others = number_anew()

    def pack(self, strings: Sequence[str]) -> Keys:
        """Return the number of each of *strings*."""
        joined = "\0".join([*strings, "\0\0\0"])
        data = joined.encode("utf-16-le", "surrogatepass")
        units = np.frombuffer(data, dtype="<u2")
        ends = np.flatnonzero(units == 0)[:-3]
        starts = np.append(0, ends + 1)[:-1]
        if len(units) != len(joined) or len(ends) != len(strings) or (starts == ends).any():
            # Characters beyond 16 bits, or zero, or none.
            return np.fromiter(map(self._pack_one, strings), np.uint64, len(strings))
        keys = units.take(starts).astype(np.uint64)
        keys |= units.take(starts + 1).astype(np.uint64) << _UNIT
        lengths = ends - starts
        longer = np.flatnonzero(lengths > 2)
        for place in (2, 3):
            more = units.take(starts[longer] + place).astype(np.uint64)
            keys[longer] |= more << np.uint64(16 * place)
            longer = longer[lengths[longer] > place + 1]
        keys[longer] = [self._number(strings[at]) for at in longer.tolist()]
        return keys

    def _pack_one(self, string: str) -> int:
        if len(string) > _FITTING or "\0" in string or (string and max(string) > "\uffff"):
            return self._number(string)
        return sum(ord(character) << 16 * place for place, character in enumerate(string))

    def _number(self, string: str) -> int:
        return (self._others[string] + 1) << 16

    def unpack(self, keys: Keys) -> list[str]:
        """Return the string of each of *keys*."""
        units = keys.astype("<u8").view("<u2").reshape(-1, _FITTING)
        strings: list[str] = units.astype("<u4").view(f"<U{_FITTING}").ravel().tolist()
        numbered = (units[:, 0] == 0) & (keys > 0)
        others = list(self._others)
        for at, key in zip(np.flatnonzero(numbered).tolist(), keys[numbered].tolist(), strict=True):
            strings[at] = others[(key >> 16) - 1]
        return strings
