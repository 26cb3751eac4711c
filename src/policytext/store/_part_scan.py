"""Find the matches of many terms in many texts in one pass, as four numbers each.

Texts and matches are arrays. `policytext.store.scan` calls these functions on the parts of a store.

Tested in tests/store/test_scan.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from policytext.base.errors import PolicytextError
from policytext.counting.find import read_term
from policytext.documents.fold import (
    BRACKETS,
    begins_word,
    ends_word,
    fold_compared,
    has_compared,
    has_figure,
)
from policytext.language.words import SPACES
from policytext.store._text_arrays import Longs, Texts, Units, encode_texts
from policytext.store._trie import TermTrie, find_overlapping
from policytext.store.parts import StoreRecipe, read_part_texts

# Characters scanned at once; arrays much larger than the cache take far longer to fill.
_BATCH = 1 << 17
_DENSE = 1 << 24  # up to so many pairs of text and term, a dense array is used

Integers = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Hits:
    """Matches in texts: the text, the term, and the start and end in the text."""

    texts: Integers
    terms: Integers
    starts: Integers
    ends: Integers

    def __len__(self) -> int:
        return len(self.starts)


class PartScan(NamedTuple):
    """A part to scan."""

    path: str
    recipe: StoreRecipe
    terms: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class ScannedPart:
    """A scanned part: the digests of its captures, the matches, the characters of each text."""

    digests: tuple[bytes, ...]
    hits: Hits
    sizes: Integers

    def keep(self, wanted: Sequence[bool]) -> ScannedPart:
        """Return the texts that are *wanted*, and their matches."""
        if all(wanted):
            return self
        kept = np.array(wanted, dtype=bool)
        numbers = np.cumsum(kept) - 1
        hits, mine = self.hits, kept[self.hits.texts]
        columns = (numbers[hits.texts], hits.terms, hits.starts, hits.ends)
        return ScannedPart(
            tuple(compress(self.digests, wanted)),
            Hits(*(column[mine].astype(np.int32) for column in columns)),
            self.sizes[kept],
        )


class Sums(NamedTuple):
    """The matches of each term, the files that have one, and the characters of all files."""

    counts: Longs
    files: Longs
    size: int


@dataclass(frozen=True, eq=False)
class TalliedPart:
    """A counted part: ``counts[i]`` is how often ``terms[i]`` occurs in ``texts[i]``."""

    digests: tuple[bytes, ...]
    texts: Longs
    terms: Longs
    counts: Longs
    sizes: Integers

    def add_up(self, copies: Sequence[int], terms: int) -> Sums:
        """Return the sums for each of *terms* over files; ``copies[i]`` files have text *i*."""
        weights = np.array(copies, dtype=np.int64)
        own = weights[self.texts]
        counts, files = np.zeros((2, terms), dtype=np.int64)
        np.add.at(counts, self.terms, own * self.counts)
        np.add.at(files, self.terms, own)
        return Sums(counts, files, int(self.sizes @ weights))


def scan_part(job: PartScan) -> ScannedPart:
    """Scan one part. This is the map; its only input is the part's file."""
    digests, texts = read_part_texts(Path(job.path), job.recipe)
    return ScannedPart(digests, *scan(texts, job.terms))


def tally_part(job: PartScan) -> TalliedPart:
    """Scan one part and count its matches: a map whose result is small to send."""
    part = scan_part(job)
    pairs = part.hits.texts * np.int64(len(job.terms)) + part.hits.terms
    if len(part.digests) * len(job.terms) <= _DENSE:
        tally = np.bincount(pairs)
        found = np.flatnonzero(tally)
        counts = tally[found]
    else:
        found, counts = np.unique(pairs, return_counts=True)
    texts, terms = np.divmod(found, max(1, len(job.terms)))
    return TalliedPart(part.digests, texts, terms, counts, part.sizes)


def scan_texts(texts: Sequence[str], terms: Sequence[str]) -> tuple[Hits, Integers]:
    """Return the matches of *terms* in *texts*, and the sizes of the texts without white space.

    Matches are sorted by text, then by place, then by length.
    """
    return scan(encode_texts(texts), terms)


def scan(texts: Texts, terms: Sequence[str]) -> tuple[Hits, Integers]:
    """Do what `scan_texts` does, for texts in an array."""
    finder = _make_finder(tuple(terms))
    columns = [np.zeros((4, 0), np.int32)]
    sizes = [np.zeros(0, np.int32)]
    for first, last in _cut_into_batches(texts.begins):
        begins = texts.begins[first : last + 1]
        batch = texts.units[begins[0] : begins[-1]]
        found, lengths = _scan_batch(Texts(batch, begins - begins[0]), finder)
        found[0] += first
        columns.append(found)
        sizes.append(lengths)
    return Hits(*np.concatenate(columns, axis=1)), np.concatenate(sizes)


def _cut_into_batches(begins: Longs) -> Iterator[tuple[int, int]]:
    """Yield the first text of each batch, and the first text after it."""
    first, count = 0, len(begins) - 1
    while first < count:
        last = min(int(np.searchsorted(begins, begins[first] + _BATCH)), count)
        yield first, last
        first = last


def _scan_batch(texts: Texts, finder: _Finder) -> tuple[Integers, Integers]:
    """Return the matches as columns of text, term, start and end, and the sizes of the texts."""
    begins = texts.begins
    kept, index = _leave_out_spaces(texts.units)
    # No term has a line end, so no match crosses two texts.
    places, numbers, ends = finder.find(kept)
    edges = begins if index is None else np.searchsorted(index, begins)
    blank = (kept == ord("\n")) | (kept == ord(" "))  # no other white space is left
    sizes = np.diff(edges) - np.diff(np.searchsorted(np.flatnonzero(blank), edges))
    if index is not None:
        places, ends = index[places], index[ends - 1] + 1
    owned = np.diff(np.searchsorted(places, begins))
    shift = np.repeat(begins[:-1], owned)
    owners = np.repeat(np.arange(len(texts)), owned)
    columns = np.stack([owners, numbers, places - shift, ends - shift]).astype(np.int32)
    return columns, sizes.astype(np.int32)


def _leave_out_spaces(units: Units) -> tuple[Units, Longs | None]:
    """Return *units* without white space that is not text, with the original index of each.

    Line ends are kept. White space between two Latin words or numbers becomes one space.
    """
    spaces = _space_table().take(units)
    if not spaces.any():
        return units, None
    seen = np.flatnonzero(~spaces)
    gaps = np.flatnonzero(np.diff(seen) > 1)
    befores, afters = units[seen[gaps]], units[seen[gaps + 1]]
    parting = _tell(ends_word, befores) & _tell(begins_word, afters)
    blanks = seen[gaps[parting]] + 1
    spaces[blanks] = False
    index = np.flatnonzero(~spaces)
    kept = units[index]
    if len(blanks):
        kept[np.searchsorted(index, blanks)] = ord(" ")
    return kept, index


def _tell(holds: Callable[[str], bool], units: Units) -> npt.NDArray[np.bool_]:
    """Return for which of *units* the test *holds* is true; test each character once."""
    distinct, numbers = np.unique(units, return_inverse=True)
    told = np.fromiter((holds(chr(unit)) for unit in distinct.tolist()), bool, len(distinct))
    return told[numbers]


@lru_cache(maxsize=1)
def _space_table() -> npt.NDArray[np.bool_]:
    table = np.zeros(0x110000, dtype=bool)
    table[list(SPACES)] = True
    table[ord("\n")] = False
    return table


class _Finder:
    """Finds terms, some of which may read alike, and drops overlaps of a term with itself."""

    def __init__(self, terms: tuple[str, ...]) -> None:
        bare = tuple(map(read_term, terms))
        self._compared = has_compared(bare)
        if not all(bare):
            raise PolicytextError("A term is empty once white space is left out; name a word.")
        distinct = {term: number for number, term in enumerate(dict.fromkeys(bare))}
        self._trie = TermTrie(tuple(distinct))
        self._lengths = np.array([len(term) for term in distinct], dtype=np.int32)
        self._doubtful = np.zeros(len(distinct), dtype=bool)
        self._doubtful[list(find_overlapping(tuple(distinct)))] = True
        alike: list[list[int]] = [[] for _ in distinct]
        for number, term in enumerate(bare):
            alike[distinct[term]].append(number)
        self._alike = np.array([n for numbers in alike for n in numbers], dtype=np.int32)
        self._copies = np.array([len(numbers) for numbers in alike], dtype=np.int64)
        self._first = np.cumsum(self._copies) - self._copies

    def find(self, units: Units) -> tuple[Longs, Integers, Longs]:
        """Return the start, the term and the end of each match."""
        places, found = self._trie.find(_fold_compared(units) if self._compared else units)
        ends = places + self._lengths[found]
        if self._doubtful.any():
            keep = self._settle(places, found, ends)
            places, found, ends = places[keep], found[keep], ends[keep]
        if len(self._alike) == len(self._copies):
            return places, self._alike[found], ends
        copies = self._copies[found]
        behind = np.arange(copies.sum()) - np.repeat(np.cumsum(copies) - copies, copies)
        numbers = self._alike[np.repeat(self._first[found], copies) + behind]
        return np.repeat(places, copies), numbers, np.repeat(ends, copies)

    def _settle(self, places: Longs, found: Integers, ends: Longs) -> npt.NDArray[np.bool_]:
        """Return which matches to keep: none that overlaps a kept match of the same term."""
        keep = np.ones(len(places), dtype=bool)
        rows = np.flatnonzero(self._doubtful[found])
        last: dict[int, int] = {}
        columns = (rows, found[rows], places[rows], ends[rows])
        for row, term, start, end in zip(*(c.tolist() for c in columns), strict=True):
            if start < last.get(term, 0):
                keep[row] = False
            else:
                last[term] = end
        return keep


def _fold_compared(units: Units) -> Units:
    """Do what `fold_compared` does with an array; decoded is only one with a zero to read."""
    before_zero = units[:-1][units[1:] == ord("0")]
    if len(before_zero) and has_figure(map(chr, np.unique(before_zero).tolist())):
        text = units.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        folded = fold_compared(text).encode("utf-32-le", "surrogatepass")
        compared = np.frombuffer(folded, dtype=np.uint32)
        return compared.astype(np.uint16) if units.itemsize == 2 else compared
    replaced = units.copy()
    for full, half in BRACKETS.items():
        replaced[units == ord(full)] = ord(half)
    return replaced


_make_finder = lru_cache(maxsize=8)(_Finder)
