"""Divergence: how different two texts are, from the counts of all their features.

Every measure takes two arrays of counts over the same features, which are the last axis; other
axes broadcast.  Features that neither text has are ignored.  A score is nan where a text is
empty.

Notation: p, q = the relative frequencies in the first and the second text.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from policytext.statistics.arithmetic import Floats, floats, log2, nan_unless, ratio
from policytext.statistics.measure import Measure, by_name


def jensen_shannon(first: npt.ArrayLike, second: npt.ArrayLike) -> Floats:
    """Measure how well one token identifies its text, in bits (Jensen-Shannon).

    0 for texts of equal relative frequencies, 1 for texts without a common feature; symmetric.
    Its square root is a distance.

    Notes
    -----
    ``½ Σ p log2(p/m) + ½ Σ q log2(q/m)`` with ``m = (p+q)/2``, where ``0 log 0 = 0``.

    References
    ----------
    Lin (1991), Divergence measures based on the Shannon entropy, IEEE Transactions on
    Information Theory 37(1), 145-151.

    Examples
    --------
    >>> float(jensen_shannon([2, 2, 0], [0, 0, 5])), float(jensen_shannon([1, 2], [2, 4]))
    (1.0, 0.0)
    """
    p, q = _shares(first), _shares(second)
    mean = (p + q) / 2
    both = _relative_entropy(p, mean) + _relative_entropy(q, mean)
    return np.clip(both / 2, 0, 1)


def kullback_leibler(
    first: npt.ArrayLike, second: npt.ArrayLike, *, smoothing: float = 0.5
) -> Floats:
    """Count the bits lost per token if the second text replaces the first (Kullback-Leibler).

    0 for texts of equal relative frequencies; no upper bound; not symmetric.

    Parameters
    ----------
    first, second
        The counts.
    smoothing
        Added to the count of every feature that either text has.  With 0 the score is infinite
        if the second text lacks a feature of the first.

    Notes
    -----
    ``Σ p log2(p/q)`` of the smoothed relative frequencies.

    References
    ----------
    Kullback & Leibler (1951), On information and sufficiency, Annals of Mathematical
    Statistics 22(1), 79-86.

    Examples
    --------
    Cover & Thomas (2006), example 2.3.1: ½, ½ against ¾, ¼.

    >>> round(float(kullback_leibler([1, 1], [3, 1], smoothing=0)), 4)
    0.2075
    """
    if not smoothing >= 0:
        raise ValueError(f"smoothing must be 0 or more, not {smoothing}; 0.5 is usual")
    one, other = np.broadcast_arrays(floats(first), floats(second))
    added = np.where((one > 0) | (other > 0), smoothing, 0)
    divergence = _relative_entropy(_shares(one + added), _shares(other + added))
    empty = (one.sum(axis=-1) == 0) | (other.sum(axis=-1) == 0)
    return nan_unless(~empty, np.maximum(divergence, 0))


def rank_turbulence(
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    *,
    alpha: float = 1 / 3,
    normalised: bool = True,
) -> Floats:
    """Measure how far features move between two rankings by frequency (rank-turbulence).

    0 for the same ranking, about 1 for texts without a common feature; symmetric.

    Parameters
    ----------
    first, second
        The counts.
    alpha
        The weight of the top ranks: near 0, all ranks count alike.  1/3 suits text.
    normalised
        Whether to divide by the value for texts without a common feature.

    Notes
    -----
    ``(α+1)/α Σ |r1^-α - r2^-α|^(1/(α+1))`` over the ranks of the features in both texts, where
    those of equal count share their mean rank.  The divisor is that of the authors, the same sum
    over the N1 features of the first text against the rank ``N1 + N2/2`` and over the N2 of the
    second against ``N2 + N1/2``.  With few features, or very unequal numbers of them, it is not
    exactly the score of texts without a common feature, so that score is not exactly 1.

    References
    ----------
    Dodds et al. (2023), Allotaxonometry and rank-turbulence divergence, EPJ Data Science
    12:37.

    Examples
    --------
    The reference implementation's example, features a to g:

    >>> first, second = [20, 7, 8, 1, 14, 4, 2], [16, 24, 3, 4, 5, 2, 1]
    >>> round(float(rank_turbulence(first, second, alpha=1)), 12)
    0.459247931111
    """
    if not 0 < alpha < np.inf:
        raise ValueError(f"alpha must be above 0 and finite, not {alpha}; 1/3 suits text")
    pairs = np.vectorize(_turbulence, signature="(n),(n),(),()->()", otypes=[np.float64])
    return floats(pairs(floats(first), floats(second), alpha, normalised))


def _turbulence(first: Floats, second: Floats, alpha: float, normalised: bool) -> float:
    either = (first > 0) | (second > 0)
    own1, own2 = (first > 0).sum(), (second > 0).sum()
    if not (own1 and own2):
        return np.nan
    inverse1, inverse2 = (_inverse_ranks(counts[either], alpha) for counts in (first, second))
    moved = np.abs(inverse1 - inverse2) ** (1 / (alpha + 1))
    if not normalised:
        return float((alpha + 1) / alpha * moved.sum())
    last1, last2 = (own1 + own2 / 2) ** -alpha, (own2 + own1 / 2) ** -alpha
    apart1 = np.abs(inverse1[first[either] > 0] - last1) ** (1 / (alpha + 1))
    apart2 = np.abs(inverse2[second[either] > 0] - last2) ** (1 / (alpha + 1))
    return float(moved.sum() / (apart1.sum() + apart2.sum()))


def _inverse_ranks(counts: Floats, alpha: float) -> Floats:
    from scipy.stats import rankdata

    return floats(rankdata(-counts) ** -alpha)


def _shares(counts: npt.ArrayLike) -> Floats:
    values = floats(counts)
    if not np.all(values >= 0):
        raise ValueError("counts must be 0 or more")
    return ratio(values, values.sum(axis=-1, keepdims=True))


def _relative_entropy(p: Floats, q: Floats) -> Floats:
    bits = log2(ratio(np.where(p == 0, 1, p), np.where(p == 0, 1, q)))
    return floats((p * bits).sum(axis=-1))


_DIFFERENT = "more different"

MEASURES = by_name(
    Measure("jensen_shannon", jensen_shannon, _DIFFERENT, "Lin 1991", "bits", neutral=0.0),
    Measure(
        "kullback_leibler",
        kullback_leibler,
        _DIFFERENT,
        "Kullback & Leibler 1951",
        "bits",
        neutral=0.0,
    ),
    Measure("rank_turbulence", rank_turbulence, _DIFFERENT, "Dodds et al. 2023", neutral=0.0),
)
