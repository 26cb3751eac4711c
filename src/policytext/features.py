"""Features: what of a text is counted, and how often it stands in each of many texts.

A feature is a token, or a run of n tokens or characters; none runs across a paragraph. Texts are
counted by a pure map over chunks of them and a merge, so that any executor may run it::

    counts = merge_features(count_features(texts, recipe) for texts in chunks)
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from policytext.tokens import Segmenter

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_BATCH = 1 << 14  # characters cut in one go

Integers = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Recipe:
    """What of a text becomes a feature: runs of *ngrams* tokens, joined by *separator*."""

    segmenter: Segmenter
    ngrams: int = 1
    lower: bool = False
    separator: str = " "


@dataclass(frozen=True, eq=False)
class FeatureCounts:
    """The features of some texts, in no set order, and how often each stands in each text.

    Text *i* is ``[offsets[i], offsets[i + 1])`` of ``indices``, which are features, and ``values``.
    """

    features: tuple[str, ...]
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
        """How many features each text has, repeated ones as often as they stand there."""
        sums = np.concatenate([np.zeros(1, np.int64), np.cumsum(self.values, dtype=np.int64)])
        return np.diff(sums[self.offsets])


def make_matrix(
    values: Integers, indices: Integers, offsets: Longs, shape: tuple[int, int]
) -> csr_array:
    """Return the sparse matrix of these arrays, which it takes over where they are."""
    from scipy.sparse import csr_array

    # Beside offsets of 64 bits it would copy the indices into as many.
    if offsets[-1] <= np.iinfo(np.int32).max:
        offsets = offsets.astype(np.int32)
    return csr_array((values, indices, offsets), shape=shape)


def count_features(texts: Sequence[str], recipe: Recipe) -> FeatureCounts:
    """Count the features of each of *texts*, white space aside: the map, fit for any process."""
    vocabulary = number_anew()
    ids = [np.zeros(0, np.int32)]
    lengths = [np.zeros(0, np.int64)]
    for batch in cut_into_batches(texts, _BATCH):
        found, own = _number_together(batch, recipe, vocabulary)
        ids.append(found)
        lengths.append(own)
    visible = np.array([not feature.isspace() for feature in vocabulary], dtype=bool)
    width = max(1, int(visible.sum()))
    numbers = np.where(visible, np.cumsum(visible) - 1, -1)[np.concatenate(ids)]
    rows = np.repeat(np.arange(len(texts)) * width, np.concatenate(lengths))
    cells, values = np.unique((rows + numbers)[numbers >= 0], return_counts=True)
    rows, indices = np.divmod(cells, width)
    return FeatureCounts(
        tuple(feature for feature in vocabulary if not feature.isspace()),
        np.searchsorted(rows, np.arange(len(texts) + 1)),
        indices.astype(np.int32),
        values.astype(np.int32),
    )


def number_anew() -> defaultdict[str, int]:
    """Return a mapping that gives every new feature the next number."""
    # Not by its own length: a mapping that refers to itself stays in memory for long.
    return defaultdict(count().__next__)


def cut_into_batches(texts: Sequence[str], characters: int) -> Iterator[Sequence[str]]:
    """Yield *texts* in runs of at least so many *characters*, the last one perhaps of fewer."""
    start, size = 0, 0
    for number, text in enumerate(texts):
        size += len(text)
        if size >= characters or number == len(texts) - 1:
            yield texts[start : number + 1]
            start, size = number + 1, 0


def _number_together(
    texts: Sequence[str], recipe: Recipe, vocabulary: Mapping[str, int]
) -> tuple[Integers, Longs]:
    """Return the features of *texts* as numbers, and how many are of each, line ends among them.

    One call of the segmenter is several times as fast as a call for each text.
    """
    if recipe.ngrams == 1 and len(texts) > 1:
        tokens = list_features("\n".join([*texts, ""]), recipe)
        lines = np.cumsum([text.count("\n") + 1 for text in texts])
        # Another number means that a line end was cut together with what is beside it.
        if isinstance(tokens, list) and tokens.count("\n") == lines[-1]:
            numbers = _number(tokens, vocabulary)
            breaks = np.flatnonzero(numbers == vocabulary["\n"])
            return numbers, np.diff(breaks[lines - 1] + 1, prepend=0)
    each = [list(list_features(text, recipe)) for text in texts]
    lengths = np.array([len(features) for features in each], dtype=np.int64)
    return _number([feature for features in each for feature in features], vocabulary), lengths


def _number(features: Sequence[str], vocabulary: Mapping[str, int]) -> Integers:
    return np.fromiter(map(vocabulary.__getitem__, features), np.int32, len(features))


def list_features(text: str, recipe: Recipe) -> Iterable[str]:
    """Return the features of *text* in order; single tokens with its white space among them."""
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
    """Put the texts of *parts* one under the other, over all their features: the merge."""
    vocabulary = number_anew()
    # These grow in place: a list of arrays would be in memory twice when it is joined.
    offsets, indices, values = array("q", [0]), array("i"), array("i")
    for part in parts:
        columns = _number(part.features, vocabulary)
        offsets.frombytes((part.offsets[1:] + len(indices)).tobytes())
        indices.frombytes(columns[part.indices].tobytes())
        values.frombytes(part.values.tobytes())
    return FeatureCounts(
        tuple(vocabulary), np.asarray(offsets), np.asarray(indices), np.asarray(values)
    )
