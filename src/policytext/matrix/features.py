"""Features: the units of a text that are counted, and their frequency in each of many texts.

A feature is a token, or a run of n tokens or characters; no run crosses the end of a paragraph.
Counting is a pure map over chunks of texts and a merge, so that any executor can run it::

    counts = merge_features(count_features(texts, recipe) for texts in chunks)
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from policytext.base.errors import PolicytextError
from policytext.base.lookup import look_up
from policytext.matrix.packing import Keys, PackedStrings, Packing, Vocabulary
from policytext.segmenters import build_segmenter
from policytext.segmenters.protocol import Segmenter

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from policytext.counting.lexicon import Lexicon

_BATCH = 1 << 14  # characters segmented at once
_BITS = 18  # of a hash; a table of four bytes a slot stays in the cache
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # 2**64 by the golden ratio: spreads keys that are alike

Unit = Literal["tokens", "characters"]
_UNITS: dict[str, None] = {"tokens": None, "characters": None}

Integers = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Recipe:
    """How features are made from a text: runs of *ngrams* tokens, joined by *separator*."""

    segmenter: Segmenter
    ngrams: int = 1
    lower: bool = False
    separator: str = " "


def choose_segmenter(
    segmenter: str | Segmenter | None, lexicon: Lexicon | None, unit: str
) -> Segmenter:
    """Return the segmenter for *unit*; it knows the Chinese terms of *lexicon*."""
    look_up(_UNITS, unit, "unit")
    if unit == "characters":
        if segmenter is not None:
            raise PolicytextError("Characters need no segmenter; leave it out, or count tokens.")
        return build_segmenter("characters")
    if segmenter is None or isinstance(segmenter, str):
        words = lexicon.words() if lexicon else ()
        return build_segmenter(segmenter or "jieba", user_words=words)
    if lexicon is not None:
        raise PolicytextError(
            "A segmenter that is already built cannot learn the lexicon's terms; give its name, "
            "or build it with user_words=lexicon.words()."
        )
    return segmenter


def make_recipes(segmenter: Segmenter, ngrams: int, unit: str) -> dict[bool, Recipe]:
    """Return the recipe for Chinese (False) and for English documents (True)."""
    if ngrams < 1:
        raise PolicytextError(f"An n-gram cannot have {ngrams} tokens; give 1 or more.")
    separator = "" if unit == "characters" else " "
    return {
        False: Recipe(segmenter, ngrams, separator=separator),
        True: Recipe(build_segmenter("words"), ngrams, lower=True),
    }


@dataclass(frozen=True, eq=False)
class FeatureCounts:
    """The features of some texts, in no particular order, and their frequency in each text.

    Text *i* is ``[offsets[i], offsets[i + 1])`` of ``indices``, which are features, and ``values``.
    """

    features: PackedStrings
    offsets: Longs = field(repr=False)
    indices: Integers = field(repr=False)
    values: Integers = field(repr=False)

    @property
    def counts(self) -> csr_array:
        """The same as a sparse matrix, texts by features."""
        shape = (len(self.offsets) - 1, len(self.features))
        return make_matrix(self.values, self.indices, self.offsets, shape)

    @property
    def sizes(self) -> Longs:
        """The number of features in each text, repetitions included."""
        sums = np.concatenate([np.zeros(1, np.int64), np.cumsum(self.values, dtype=np.int64)])
        return np.diff(sums[self.offsets])


def make_matrix(
    values: Integers, indices: Integers, offsets: Longs, shape: tuple[int, int]
) -> csr_array:
    """Return the sparse matrix of these arrays, which are not copied."""
    from scipy.sparse import csr_array

    # With offsets of 64 bits, scipy would copy the indices to 64 bits as well.
    if offsets[-1] <= np.iinfo(np.int32).max:
        offsets = offsets.astype(np.int32)
    return csr_array((values, indices, offsets), shape=shape)


def count_features(texts: Sequence[str], recipe: Recipe) -> FeatureCounts:
    """Count the features of each of *texts*, ignoring white space. This is the map."""
    packing = Packing()
    keys = [np.zeros(0, np.uint64)]
    lengths = [np.zeros(0, np.int64)]
    for batch in _cut_into_batches(texts):
        found, own = _pack_together(batch, recipe, packing)
        keys.append(found)
        lengths.append(own)
    together = np.concatenate(keys)
    distinct, numbers = _find_distinct(together)
    features = packing.seal(distinct)
    visible = ~features.are_space()
    places = np.cumsum(visible) - 1
    rows = np.repeat(np.arange(len(texts)), np.concatenate(lengths))
    seen = visible.take(numbers)
    offsets, indices, values = _tally(
        rows[seen], places.take(numbers[seen]), len(texts), max(1, int(visible.sum()))
    )
    return FeatureCounts(features.select(visible), offsets, indices, values)


def _find_distinct(keys: Keys) -> tuple[Keys, Integers]:
    """Return the distinct *keys*, sorted, and for each of *keys* which of them it is.

    A table has a slot for each hash, and in it the last key with that hash. The few keys that share
    a slot with another are sorted; sorting all of them takes three times as long.
    """
    slots = ((keys * _FACTOR) >> np.uint64(64 - _BITS)).astype(np.int32)
    table = np.zeros(1 << _BITS, dtype=np.int32)
    table[slots] = np.arange(len(keys), dtype=np.int32)
    last = table.take(slots)
    is_last = np.zeros(len(keys), dtype=bool)
    is_last[last] = True
    distinct = keys[is_last]
    numbers = (np.cumsum(is_last, dtype=np.int32) - 1).take(last)
    shared = np.flatnonzero(keys.take(last) != keys)
    if len(shared):
        others = np.unique(keys[shared])
        numbers[shared] = len(distinct) + np.searchsorted(others, keys[shared])
        distinct = np.concatenate([distinct, others])
    order = np.argsort(distinct)
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return distinct[order], ranks.take(numbers)


def _tally(
    rows: Longs, columns: Longs, height: int, width: int
) -> tuple[Longs, Integers, Integers]:
    """Return a sparse matrix: how often each pair of a row and a column occurs."""
    cells = rows * width + columns
    if height * width <= np.iinfo(np.int32).max:
        cells = cells.astype(np.int32)  # sorted in half the time
    cells, values = np.unique(cells, return_counts=True)
    offsets = np.searchsorted(cells, np.arange(height + 1) * width)
    indices = cells - np.repeat(np.arange(height) * width, np.diff(offsets))
    return offsets, indices.astype(np.int32), values.astype(np.int32)


def _cut_into_batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    start, size = 0, 0
    for number, text in enumerate(texts):
        size += len(text)
        if size >= _BATCH or number == len(texts) - 1:
            yield texts[start : number + 1]
            start, size = number + 1, 0


def _pack_together(texts: Sequence[str], recipe: Recipe, packing: Packing) -> tuple[Keys, Longs]:
    """Return the features of *texts* as numbers, and how many each has, line ends included.

    One call of the segmenter is several times as fast as a call for each text.
    """
    if recipe.ngrams == 1 and len(texts) > 1:
        tokens = list_features("\n".join([*texts, ""]), recipe)
        lines = np.cumsum([text.count("\n") + 1 for text in texts])
        keys = packing.pack(list(tokens))
        breaks = np.flatnonzero(keys == ord("\n"))
        # Another number means that a line end became part of a longer token.
        if len(breaks) == lines[-1]:
            return keys, np.diff(breaks[lines - 1] + 1, prepend=0)
    each = [list(list_features(text, recipe)) for text in texts]
    lengths = np.array([len(features) for features in each], dtype=np.int64)
    return packing.pack([feature for features in each for feature in features]), lengths


def list_features(text: str, recipe: Recipe) -> Iterable[str]:
    """Return the features of *text* in order; single tokens include its white space."""
    tokens = recipe.segmenter.cut(text.lower() if recipe.lower else text)
    return tokens if recipe.ngrams == 1 else _join_runs(tokens, recipe.ngrams, recipe.separator)


def _join_runs(tokens: Iterable[str], length: int, separator: str) -> Iterator[str]:
    run: list[str] = []
    for token in tokens:
        if not token.isspace():
            run.append(token)
        elif "\n" in token:
            run.clear()  # a paragraph has ended
        if len(run) > length:
            run.pop(0)
        if len(run) == length and not token.isspace():
            yield separator.join(run)


def merge_features(parts: Iterable[FeatureCounts]) -> FeatureCounts:
    """Stack the texts of *parts* over all their features. This is the merge."""
    vocabulary = Vocabulary()
    # These grow in place: joining a list of arrays would need twice the memory.
    offsets, indices, values = array("q", [0]), array("i"), array("i")
    for part in parts:
        columns = vocabulary.number(part.features)
        offsets.frombytes((part.offsets[1:] + len(indices)).tobytes())
        indices.frombytes(columns[part.indices].tobytes())
        values.frombytes(part.values.tobytes())
    return FeatureCounts(
        vocabulary.seal(), np.asarray(offsets), np.asarray(indices), np.asarray(values)
    )
