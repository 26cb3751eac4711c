"""Texts as arrays with one element per character, so that one call handles all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

Units = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]
Longs = npt.NDArray[np.int64]

_ENCODINGS = {2: "utf-16-le", 4: "utf-32-le"}


def encode_units(text: str) -> Units:
    """Return *text* as an array of two bytes per character, or four if a character needs them."""
    try:
        data = text.encode("utf-16-le")
    except UnicodeEncodeError:  # a lone surrogate: next to another it would read as a character
        data = b""
    if len(data) == 2 * len(text):
        return np.frombuffer(data, dtype="<u2")
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


@dataclass(frozen=True, eq=False)
class Texts:
    """Texts in a row, each followed by a line end, so that none runs into the next.

    Text *i* with its line end is ``units[begins[i]:begins[i + 1]]``.
    """

    units: Units
    begins: Longs

    def __len__(self) -> int:
        return len(self.begins) - 1

    def __iter__(self) -> Iterator[str]:
        encoding = _ENCODINGS[self.units.itemsize]
        for begin, end in pairwise(self.begins.tolist()):
            yield self.units[begin : end - 1].tobytes().decode(encoding, "surrogatepass")


def encode_texts(texts: Sequence[str]) -> Texts:
    """Return *texts* as one array."""
    begins = accumulate((len(text) + 1 for text in texts), initial=0)
    units = encode_units("\n".join([*texts, ""]))
    return Texts(units, np.fromiter(begins, np.int64, len(texts) + 1))
