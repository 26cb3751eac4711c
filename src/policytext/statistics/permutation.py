"""Permutation by paragraph: is a difference between two documents more than their bursts?

Words come in bursts: a paragraph that names a term names it again.  Tests that take each token
for a draw of its own therefore find too much.  Here the paragraphs are dealt out to the two
documents anew, many times, and the difference found is compared with those that dealing gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb

import numpy as np
import numpy.typing as npt

from policytext.statistics.arithmetic import Floats, floats, nan_unless, ratio

# Two differences this close, relative to the one found, are the same but for rounding.
TIE = 1e-9
_BATCH = 1000


@dataclass(frozen=True, eq=False)
class PermutationTest:
    """What dealing out the paragraphs gave.

    Attributes
    ----------
    difference
        The rate in the target minus the rate in the reference, one a feature.
    p_value
        The share of arrangements with a difference at least as large, either way; nan where
        the feature is in neither document or a document is empty.
    arrangements
        How many arrangements were looked at, the one found included.
    complete
        Whether these were all there are, so that the p-value is exact.
    """

    difference: Floats
    p_value: Floats
    arrangements: int
    complete: bool


def permute_paragraphs(
    target_counts: npt.ArrayLike,
    target_sizes: npt.ArrayLike,
    reference_counts: npt.ArrayLike,
    reference_sizes: npt.ArrayLike,
    *,
    permutations: int = 9999,
    seed: int = 0,
) -> PermutationTest:
    """Test whether two documents differ in rate, dealing out their paragraphs anew.

    Parameters
    ----------
    target_counts, reference_counts
        Occurrences in each paragraph, or a matrix, a paragraph a row and a feature a column.
    target_sizes, reference_sizes
        The sizes of the paragraphs; those of size 0 are left out.
    permutations
        How many arrangements to draw.  If there are no more than that, all are looked at.
    seed
        The same seed draws the same arrangements.

    Notes
    -----
    Each arrangement keeps the number of paragraphs of both documents.  Drawn arrangements and
    the one found give ``p = (1 + as extreme) / (1 + drawn)``.

    References
    ----------
    Phipson & Smyth (2010), Permutation p-values should never be zero, SAGMB 9(1), 39.

    Examples
    --------
    Of the 20 ways to deal six paragraphs, two are as uneven as this one:

    >>> test = permute_paragraphs([3, 2, 4], [100] * 3, [0, 1, 0], [100] * 3)
    >>> float(test.p_value), test.arrangements, test.complete
    (0.1, 20, True)
    """
    if permutations < 1:
        raise ValueError(f"permutations must be 1 or more, not {permutations}; 9999 is usual")
    ours, our_sizes = _paragraphs(target_counts, target_sizes)
    theirs, their_sizes = _paragraphs(reference_counts, reference_sizes)
    counts, sizes = np.concatenate([ours, theirs]), np.concatenate([our_sizes, their_sizes])
    own, total = len(our_sizes), len(sizes)
    found = _differences(np.arange(total)[None, :] < own, counts, sizes)
    complete = comb(total, own) <= permutations + 1
    deals = _all_deals(total, own) if complete else _drawn_deals(total, own, permutations, seed)
    extreme = np.zeros(found.shape[:-1])
    for deal in deals:
        drawn = np.abs(_differences(deal, counts, sizes))
        extreme = extreme + (drawn >= np.abs(found) * (1 - TIE)).sum(axis=-1)
    tried = comb(total, own) if complete else permutations + 1
    p_value = ratio(extreme + (not complete), tried)
    occurs = ~np.isnan(found[..., 0]) & (counts.sum(axis=0) > 0)
    return PermutationTest(found[..., 0], nan_unless(occurs, p_value), tried, complete)


def _paragraphs(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return counts and sizes of the paragraphs that have a size."""
    count, size = floats(counts), floats(sizes)
    if size.ndim != 1 or count.shape[:1] != size.shape:
        raise ValueError(f"counts must have a row for each of the {size.size} paragraphs")
    if np.any(count[size == 0]):
        raise ValueError("a paragraph of size 0 can have no occurrence")
    return count[size > 0], size[size > 0]


def _differences(deals: npt.NDArray[np.bool_], counts: Floats, sizes: Floats) -> Floats:
    """Return target rate minus reference rate, a feature a row and a deal a column."""
    dealt = deals.astype(np.float64)
    count, size = (dealt @ counts).T, dealt @ sizes
    rest = ratio(counts.sum(axis=0)[..., None] - count, sizes.sum() - size)
    return ratio(count, size) - rest


def _all_deals(total: int, own: int) -> Iterator[npt.NDArray[np.bool_]]:
    chosen = combinations(range(total), own)
    while batch := list(islice(chosen, _BATCH)):
        deals = np.zeros((len(batch), total), dtype=np.bool_)
        np.put_along_axis(
            deals, np.array(batch, dtype=np.intp).reshape(len(batch), own), True, axis=1
        )
        yield deals


def _drawn_deals(
    total: int, own: int, permutations: int, seed: int
) -> Iterator[npt.NDArray[np.bool_]]:
    random = np.random.default_rng(seed)
    for start in range(0, permutations, _BATCH):
        keys = random.random((min(_BATCH, permutations - start), total))
        # The first of a random order; unlike Generator.permuted the same in every numpy.
        yield np.argsort(np.argsort(keys, axis=1), axis=1) < own
