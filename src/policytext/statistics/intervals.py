"""Intervals: the uncertainty of a rate, or of the comparison of two rates.

Each count is treated as a sample of its text: the interval contains the values that the count
does not contradict at the given level.  Words come in bursts, so real uncertainty is larger; for
two documents, `permutation` compares paragraphs instead.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from policytext.statistics.arithmetic import Floats, floats, log, log2, nan_unless, product, ratio
from policytext.statistics.contingency import Contingency


class Interval(NamedTuple):
    """The two ends of an interval, array by array; nan if there is none."""

    low: Floats
    high: Floats


def wilson(count: npt.ArrayLike, size: npt.ArrayLike, *, level: float = 0.95) -> Interval:
    """Bound the rate of a feature by Wilson's score interval.

    Close to the stated level on average and never outside 0 to 1; the default for shares and
    for rates per token.

    Returns
    -------
    Interval
        nan where the size is 0, or the count above it.

    Notes
    -----
    The rates p with ``|count/size - p| <= z sqrt(p (1-p) / size)``.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference,
    JASA 22, 209-212; recommended by Brown, Cai & DasGupta (2001).

    Examples
    --------
    No match in 10 still allows a rate of 28 %:

    >>> [round(float(end), 4) for end in wilson(0, 10)]
    [0.0, 0.2775]
    """
    count, size = _trials(count, size)
    z = _z(level)
    centre = ratio(count + z**2 / 2, size + z**2)
    half = ratio(z * np.sqrt(ratio(count * (size - count), size) + z**2 / 4), size + z**2)
    # Rounding must not move an end that is exactly 0 or 1.
    return Interval(
        np.where(count == 0, product(0, centre), centre - half),
        np.where(count == size, product(0, centre) + 1, centre + half),
    )


def exact(count: npt.ArrayLike, size: npt.ArrayLike, *, level: float = 0.95) -> Interval:
    """Bound the rate of a feature by the exact binomial interval (Clopper-Pearson).

    Contains the true rate at least as often as stated, and so is wider than `wilson`.

    Returns
    -------
    Interval
        nan where the size is 0, or the count above it.

    Notes
    -----
    The rates at which neither as many occurrences nor as few would have a probability below
    half of 1 - level: quantiles of two beta distributions.

    References
    ----------
    Clopper & Pearson (1934), The use of confidence or fiducial limits illustrated in the case
    of the binomial, Biometrika 26, 404-413.

    Examples
    --------
    >>> [round(float(end), 4) for end in exact(0, 10)]
    [0.0, 0.3085]
    """
    from scipy.special import betainccinv, betaincinv

    count, size = _trials(count, size)
    half = (1 - _checked(level)) / 2
    none, all_ = count == 0, count == size
    low = betaincinv(np.where(none, 1, count), size - count + 1, half)
    high = betainccinv(count + 1, np.where(all_, 1, size - count), half)
    return Interval(
        nan_unless(size > 0, np.where(none, 0.0, low)),
        nan_unless(size > 0, np.where(all_, 1.0, high)),
    )


def poisson(count: npt.ArrayLike, size: npt.ArrayLike, *, level: float = 0.95) -> Interval:
    """Bound the rate of a feature by the exact Poisson interval.

    For rates per character, where an occurrence is longer than the unit and the size is not a
    number of trials.

    Returns
    -------
    Interval
        nan where the size is 0.

    Notes
    -----
    Quantiles of two gamma distributions, divided by the size.

    References
    ----------
    Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28, 437-442.

    Examples
    --------
    No match in a text allows 3.7 matches in another of its size:

    >>> [round(float(end), 4) for end in poisson(0, 1)]
    [0.0, 3.6889]
    """
    from scipy.special import gammainccinv, gammaincinv

    count, size = np.broadcast_arrays(floats(count), floats(size))
    half = (1 - _checked(level)) / 2
    low = np.where(count == 0, 0.0, gammaincinv(np.where(count == 0, 1, count), half))
    high = gammainccinv(count + 1, half)
    return Interval(nan_unless(size > 0, ratio(low, size)), nan_unless(size > 0, ratio(high, size)))


def interval_relative_risk(table: Contingency, *, level: float = 0.95) -> Interval:
    """Bound the ratio of the two rates by an exact interval.

    Contains 1 where the counts do not contradict equal rates.  The high end is infinite for a
    feature absent from the reference, the low end is 0 for one absent from the target.

    Notes
    -----
    Given a + b occurrences in all, those in the target are binomial; the exact interval of
    their share τ gives that of the ratio, ``(n2/n1) τ/(1-τ)``.

    References
    ----------
    Przyborowski & Wilenski (1940), Homogeneity of results in testing samples from Poisson
    series, Biometrika 31, 313-323.

    Examples
    --------
    >>> [round(float(end), 3) for end in interval_relative_risk(Contingency(30, 5, 1000, 1000))]
    [2.305, 19.807]
    """
    share = exact(table.target, table.count, level=level)
    scale = ratio(table.reference_size, table.target_size)
    ends = (product(scale, ratio(end, 1 - end)) for end in share)
    return Interval(*(nan_unless(table.comparable, end) for end in ends))


def interval_log_ratio(table: Contingency, *, level: float = 0.95) -> Interval:
    """Bound the log ratio by an exact interval: how many times the rate may double.

    Contains 0 where the counts do not contradict equal rates; an end is infinite for a feature of
    only one text.

    Notes
    -----
    The logarithms to base 2 of `interval_relative_risk`.

    References
    ----------
    Evert (2022), Measuring keyness, DH 2022.

    Examples
    --------
    >>> [round(float(end), 3) for end in interval_log_ratio(Contingency(30, 5, 1000, 1000))]
    [1.205, 4.308]
    """
    return Interval(*(log2(end) for end in interval_relative_risk(table, level=level)))


def interval_percent_diff(table: Contingency, *, level: float = 0.95) -> Interval:
    """Bound the surplus of the target's rate, in per cent of the reference's, exactly.

    Notes
    -----
    ``100 (r - 1)`` of both ends r of `interval_relative_risk`.

    Examples
    --------
    >>> [round(float(end), 1) for end in interval_percent_diff(Contingency(30, 5, 1000, 1000))]
    [130.5, 1880.7]
    """
    return Interval(*(100 * (end - 1) for end in interval_relative_risk(table, level=level)))


def interval_odds_ratio(table: Contingency, *, level: float = 0.95) -> Interval:
    """Bound the odds ratio by a normal interval of its logarithm (Woolf, Gart).

    Contains 1 where the counts do not contradict equal odds.

    Notes
    -----
    ``exp(ln OR ± z sqrt(1/a + 1/b + 1/c + 1/d))``.  Zero rule: where a cell is 0, 0.5 is added
    to all four, and the end on the side of that cell is left open (0 or infinite), so that the
    interval contains the sample's own odds ratio.  nan where a row or column is empty.

    References
    ----------
    Woolf (1955); Gart (1966); Agresti (1999), On logit confidence intervals for the odds ratio
    with small samples, Biometrics 55, 597-602.

    Examples
    --------
    >>> [round(float(end), 3) for end in interval_odds_ratio(Contingency(30, 5, 1000, 1000))]
    [2.378, 15.928]
    """
    cells = (table.target, table.reference, *table.others)
    defined = table.comparable & (np.add(*table.others) > 0)
    added = np.where(np.min(cells, axis=0) == 0, 0.5, 0.0)
    a, b, c, d = (cell + added for cell in cells)
    centre = log(ratio(a * d, b * c))
    half = _z(level) * np.sqrt(ratio(1, a) + ratio(1, b) + ratio(1, c) + ratio(1, d))
    none = (table.target == 0) | (cells[3] == 0)
    only = (table.reference == 0) | (cells[2] == 0)
    return Interval(
        nan_unless(defined, np.where(none, 0.0, np.exp(centre - half))),
        nan_unless(defined, np.where(only, np.inf, np.exp(centre + half))),
    )


def interval_rate_difference(table: Contingency, *, level: float = 0.95) -> Interval:
    """Bound the difference of the two rates, target minus reference (Newcombe).

    Contains 0 where the counts do not contradict equal rates.  The unit is that of the sizes:
    multiply by 1,000 for occurrences per 1,000.

    Notes
    -----
    From the Wilson intervals (l, u) of the two rates: ``p1 - p2`` less
    ``sqrt((p1-l1)² + (u2-p2)²)`` and plus ``sqrt((u1-p1)² + (p2-l2)²)``.

    References
    ----------
    Newcombe (1998), Interval estimation for the difference between independent proportions,
    Statistics in Medicine 17, 873-890, method 10.

    Examples
    --------
    Newcombe (1998), table II: 56/70 against 48/80.

    >>> [round(float(end), 4) for end in interval_rate_difference(Contingency(56, 48, 70, 80))]
    [0.0524, 0.3339]
    """
    target, reference = table.rates
    low1, high1 = wilson(table.target, table.target_size, level=level)
    low2, high2 = wilson(table.reference, table.reference_size, level=level)
    return Interval(
        target - reference - np.hypot(target - low1, high2 - reference),
        target - reference + np.hypot(high1 - target, reference - low2),
    )


RATE_INTERVALS = {"wilson": wilson, "exact": exact, "poisson": poisson}

# Keyed by the keyness measure they belong to; a difference of rates has its own key.
EFFECT_INTERVALS = {
    "log_ratio": interval_log_ratio,
    "relative_risk": interval_relative_risk,
    "percent_diff": interval_percent_diff,
    "odds_ratio": interval_odds_ratio,
    "rate_difference": interval_rate_difference,
}


def _trials(count: npt.ArrayLike, size: npt.ArrayLike) -> tuple[Floats, Floats]:
    count, size = np.broadcast_arrays(floats(count), floats(size))
    possible = (count <= size) & (size > 0)
    return nan_unless(possible, count), nan_unless(possible, size)


def _z(level: float) -> float:
    from scipy.special import ndtri

    return float(-ndtri((1 - _checked(level)) / 2))


def _checked(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"level must be between 0 and 1, not {level}; 0.95 is usual")
    return level
