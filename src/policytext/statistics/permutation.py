"""Permutation by paragraph: is a difference between two documents more than bursts of words?

Words come in bursts: a paragraph that contains a term is likely to repeat it.  Tests that treat
each token as an independent draw therefore find too much.  Here the paragraphs are assigned to
the two documents at random, many times, and the observed difference is compared with the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb

import numpy as np
import numpy.typing as npt

from policytext.statistics.arithmetic import Floats, floats, nan_unless, ratio

# Two differences this close, relative to the observed one, differ only by rounding.
TIE = 1e-9
_BATCH = 1000


@dataclass(frozen=True, eq=False)
class PermutationTest:
    """The result of permuting the paragraphs.

    Attributes
    ----------
    difference
        The rate in the target minus the rate in the reference, one per feature.
    p_value
        The share of arrangements with a difference at least as large, in either direction; nan
        if the feature is in neither document or a document is empty.
    arrangements
        How many arrangements were compared, the observed one included.
    complete
        Whether these were all possible arrangements, so that the p-value is exact.
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
    """Test whether two documents differ in rate by permuting their paragraphs.

    Parameters
    ----------
    target_counts, reference_counts
        Occurrences in each paragraph, or a matrix with paragraphs as rows, features as columns.
    target_sizes, reference_sizes
        The sizes of the paragraphs; those of size 0 are left out.
    permutations
        How many arrangements to draw.  If no more are possible, all are used.
    seed
        The same seed draws the same arrangements.

    Notes
    -----
    Each arrangement keeps the number of paragraphs of both documents.  Drawn arrangements and
    the observed one give ``p = (1 + as extreme) / (1 + drawn)``.

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
    """Return target rate minus reference rate, with features as rows and deals as columns."""
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
        # The first of a random order; unlike Generator.permuted, the same in every numpy.
        yield np.argsort(np.argsort(keys, axis=1), axis=1) < own
