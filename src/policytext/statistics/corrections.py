"""Corrections of p-values for testing many features at once.

Each takes an array of p-values and returns adjusted ones of the same shape, to be compared with
the same threshold.  A p-value of nan stays nan and is not counted as a test.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from policytext.statistics.arithmetic import Floats, floats


def bonferroni(p_values: npt.ArrayLike) -> Floats:
    """Adjust so that the chance of any false alarm stays below the threshold (Bonferroni).

    Strict: with many tests few results remain.  `holm` promises the same and keeps more.

    Notes
    -----
    ``m p``, at most 1, for m tests.

    References
    ----------
    Dunn (1961), Multiple comparisons among means, JASA 56, 52-64.

    Examples
    --------
    >>> bonferroni([0.01, 0.04, np.nan]).tolist()
    [0.02, 0.08, nan]
    """
    p = _checked(p_values)
    return np.minimum(p * np.count_nonzero(~np.isnan(p)), 1)


def holm(p_values: npt.ArrayLike) -> Floats:
    """Adjust so that the chance of any false alarm stays below the threshold (Holm).

    Notes
    -----
    The i-th smallest of m is multiplied by ``m - i + 1``; none is below that of a smaller p-value.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal
    of Statistics 6, 65-70.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).round(4).tolist()
    [0.03, 0.06, 0.06]
    """
    p = _checked(p_values)
    result, order = p.copy(), _order(p)
    stepped = p.flat[order] * np.arange(order.size, 0, -1)
    result.flat[order] = np.minimum(np.maximum.accumulate(stepped), 1)
    return result


def benjamini_hochberg(p_values: npt.ArrayLike) -> Floats:
    """Adjust so that the share of false alarms stays below the threshold, on average (FDR).

    The usual choice for keyword lists: at .05, about one keyword in twenty is false.

    Notes
    -----
    The i-th smallest of m is multiplied by ``m / i``; none is above that of a larger p-value.

    References
    ----------
    Benjamini & Hochberg (1995), Controlling the false discovery rate, JRSS B 57, 289-300.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03]).round(4).tolist()
    [0.03, 0.04, 0.04]
    """
    p = _checked(p_values)
    result, order = p.copy(), _order(p)
    stepped = p.flat[order] * order.size / np.arange(1, order.size + 1)
    result.flat[order] = np.minimum(np.minimum.accumulate(stepped[::-1])[::-1], 1)
    return result


CORRECTIONS = {
    "benjamini_hochberg": benjamini_hochberg,
    "bonferroni": bonferroni,
    "holm": holm,
}


def _checked(p_values: npt.ArrayLike) -> Floats:
    p = floats(p_values)
    if np.any((p < 0) | (p > 1)):
        raise ValueError("p-values must be between 0 and 1")
    return p


def _order(p: Floats) -> npt.NDArray[np.intp]:
    """Return the places of the p-values in ascending order, without those that are nan."""
    order = np.argsort(p, axis=None, kind="stable")
    return order[: np.count_nonzero(~np.isnan(p))]
