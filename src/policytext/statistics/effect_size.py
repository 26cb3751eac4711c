"""Keyness as effect size: how much more frequent a feature is in the target.

Notation: a, b = counts in target and reference; n1, n2 = sizes; c = n1 - a, d = n2 - b;
p1 = a/n1, p2 = b/n2 the relative frequencies.  Every measure is nan if the feature is in
neither text, or if a text is empty: there is nothing to compare.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from policytext.statistics.arithmetic import (
    Floats,
    difference,
    floats,
    log,
    log_quotient,
    nan_unless,
    ratio,
)
from policytext.statistics.contingency import Contingency
from policytext.statistics.exact import odds_ratio_conditional
from policytext.statistics.intervals import interval_log_ratio
from policytext.statistics.measure import Measure, by_name

# The count used instead of 0 where a logarithm needs one (Hardie 2014).
ZERO = 0.5


def log_ratio(table: Contingency) -> Floats:
    """Count how many times the rate doubles from the reference to the target.

    0 is an equal rate, 1 twice as frequent in the target, 2 four times, 3 eight times; -1 half
    as frequent.  Does not show how certain the ratio is: show it with its interval.

    Notes
    -----
    ``log2(p1 / p2)``.  Zero rule: a count of 0 is taken as 0.5, so that a feature of only one
    text has a finite score that grows with its count.

    References
    ----------
    Hardie (2014), Log Ratio: an informal introduction.

    Examples
    --------
    *war* in American and British English (Brezina 2018, ch. 3):

    >>> round(float(log_ratio(Contingency(620, 267, 1017879, 1007532))), 2)
    1.2
    """
    target = np.where(table.target > 0, table.target, ZERO) * table.reference_size
    reference = np.where(table.reference > 0, table.reference, ZERO) * table.target_size
    return nan_unless(table.comparable, log_quotient(target, reference) / np.log(2))


def percent_diff(table: Contingency) -> Floats:
    """Express the surplus of the target's rate as a percentage of the reference's (%DIFF).

    0 is an equal rate, 100 twice as frequent in the target, -50 half as frequent, -100 absent
    from it.

    Notes
    -----
    ``100 (p1 - p2) / p2``.  Zero rule: infinite for a feature absent from the reference.

    References
    ----------
    Gabrielatos & Marchi (2011), Keyness: matching metrics to definitions, p. 18.

    Examples
    --------
    >>> round(float(percent_diff(Contingency(206523, 178174, 959641, 1562358))), 1)
    88.7
    """
    target, reference = table.crossed
    return nan_unless(table.comparable, 100 * ratio(target - reference, reference))


def difference_coefficient(table: Contingency) -> Floats:
    """Scale the difference of the rates between -1 (reference only) and 1 (target only).

    0 is an equal rate, 1/3 twice as frequent in the target, -1/3 half as frequent.

    Notes
    -----
    ``(p1 - p2) / (p1 + p2)``.  Zero rule: none needed.

    References
    ----------
    Hofland & Johansson (1982), Word frequencies in British and American English, p. 471.

    Examples
    --------
    >>> round(float(difference_coefficient(Contingency(18, 35, 10**6, 10**6))), 2)
    -0.32
    """
    target, reference = table.crossed
    return nan_unless(table.comparable, ratio(target - reference, target + reference))


def odds_ratio(table: Contingency) -> Floats:
    """Divide the odds of the feature in the target by those in the reference.

    1 is equal odds, 2 twice the odds in the target.  For rare features it is nearly
    `relative_risk`.

    Notes
    -----
    ``(a/c) / (b/d)``.  Zero rule: infinite for a feature absent from the reference.  Also nan if
    nothing but the feature occurs, or if a count is above its size.

    References
    ----------
    Pojanapunya & Watson Todd (2016), Log-likelihood and odds ratio, CLLT, p. 154.

    Examples
    --------
    >>> round(float(odds_ratio(Contingency(16217, 735, 2796938, 2087946))), 1)
    16.6
    """
    target_others, reference_others = table.others
    crossed = ratio(table.target * reference_others, table.reference * target_others)
    return nan_unless(table.comparable, crossed)


def relative_risk(table: Contingency) -> Floats:
    """Divide the rate in the target by the rate in the reference.

    1 is an equal rate, 2 twice as frequent in the target.

    Notes
    -----
    ``p1 / p2``.  Zero rule: infinite for a feature absent from the reference.

    References
    ----------
    Katz et al. (1978), Obtaining confidence intervals for the risk ratio in cohort studies,
    Biometrics 34(3), 469-474.

    Examples
    --------
    >>> float(relative_risk(Contingency(30, 10, 1000, 500)))
    1.5
    """
    return nan_unless(table.comparable, ratio(*table.crossed))


def simple_maths(table: Contingency, *, constant: float = 1.0) -> Floats:
    """Divide the two rates per million after adding a constant to both (simple maths).

    1 is an equal rate; above 1 more frequent in the target.  The larger the constant, the more
    the ranking favours frequent features.

    Parameters
    ----------
    table
        The counts.
    constant
        Added to both rates per million: 1 favours rare features, 100 or more favours common
        ones.

    Notes
    -----
    ``(10^6 p1 + k) / (10^6 p2 + k)``.  Zero rule: the constant is one.

    References
    ----------
    Kilgarriff (2009), Simple maths for keywords, Corpus Linguistics 2009.

    Examples
    --------
    >>> round(float(simple_maths(Contingency(35, 263, 112289776, 1559716979))), 4)
    1.1224

    *war* with k = 100 is 1.94 from rates per million.  Brezina (2018, ch. 3) prints 1.96, which
    results if the raw counts are taken as rates per million:

    >>> war = Contingency(620, 267, 1017879, 1007532)
    >>> round(float(simple_maths(war, constant=100)), 2)
    1.94
    """
    target, reference = (1e6 * rate + constant for rate in table.rates)
    return nan_unless(table.comparable, ratio(target, reference))


def log_odds_dirichlet(table: Contingency, *, prior: npt.ArrayLike | None = None) -> Floats:
    """Compare log odds after the same imagined text is added to both texts.

    Positive where the feature is more frequent in the target; 0 at equal rates under the
    default prior.  The prior pulls rare features, whose raw log odds vary most, towards 0.

    Parameters
    ----------
    table
        The counts; of all features, if a prior is given.
    prior
        Pseudo-counts: one number for all features (an uninformative prior) or an array with one
        number per feature (an informative one).  Default: the counts and the size of both texts
        together, as in tidylo (empirical Bayes).

    Notes
    -----
    With pseudo-counts α, and α0 their sum (by default the size of both texts),
    ``ln[(a+α) / (n1+α0-a-α)] - ln[(b+α) / (n2+α0-b-α)]``.

    References
    ----------
    Monroe, Colaresi & Quinn (2008), Fightin' Words, Political Analysis 16(4), 372-403.

    Examples
    --------
    >>> log_odds_dirichlet(Contingency([4, 1], [1, 4], 5, 5)).round(4).tolist()
    [0.8109, -0.8109]
    """
    alpha, total = _prior(table, prior)
    target = log(ratio(table.target + alpha, table.target_size + total - table.target - alpha))
    reference = log(
        ratio(table.reference + alpha, table.reference_size + total - table.reference - alpha)
    )
    return nan_unless(table.comparable, difference(target, reference))


def log_odds_dirichlet_z(table: Contingency, *, prior: npt.ArrayLike | None = None) -> Floats:
    """Divide `log_odds_dirichlet` by its standard deviation.

    Positive where the feature is more frequent in the target; beyond 1.96 or -1.96 the rates
    differ at p < .05, approximately.

    Parameters
    ----------
    table, prior
        As in `log_odds_dirichlet`.

    Notes
    -----
    The variance is ``1/(a+α) + 1/(b+α)``.

    References
    ----------
    Monroe, Colaresi & Quinn (2008), Fightin' Words, Political Analysis 16(4), 372-403.

    Examples
    --------
    The README of fightin-words, α = 0.05: two texts of nine words, eleven types in total.

    >>> target, reference = [2, 1, 1, 0], [2, 0, 1, 1]  # the, brown, pig, donkey
    >>> more = [1, 1, 1, 1, 1, 0, 0], [1, 1, 1, 0, 0, 1, 1]
    >>> texts = Contingency(target + more[0], reference + more[1], 9, 9)
    >>> log_odds_dirichlet_z(texts, prior=0.05)[:4].round(4).tolist()
    [0.0, 0.6894, 0.0, -0.6894]
    """
    alpha, _ = _prior(table, prior)
    variance = ratio(1, table.target + alpha) + ratio(1, table.reference + alpha)
    return ratio(log_odds_dirichlet(table, prior=prior), np.sqrt(variance))


def lrc(table: Contingency, *, level: float = 0.95, comparisons: int | None = None) -> Floats:
    """Report the smallest log ratio the counts still allow (Evert's conservative log ratio).

    Positive where the feature is surely more frequent in the target: at 1, at least twice as
    frequent.  0 where the interval contains an equal rate, so that no conclusion is possible.

    Parameters
    ----------
    table
        The counts.
    level
        The confidence level of the interval.
    comparisons
        How many features are compared together (Bonferroni); default: those of the table.

    Notes
    -----
    The end nearer to 0 of the exact interval of the log ratio, or 0 if the interval contains 0.
    Zero rule: none needed.

    References
    ----------
    Evert (2022), Measuring keyness, DH 2022; ``keyness`` of the R package corpora.

    Examples
    --------
    >>> lrc(Contingency([30, 3], [5, 1], 1000, 1000)).round(3).tolist()
    [1.049, 0.0]
    """
    low, high = _log_ratio_interval(table, level, comparisons)
    target, reference = table.rates
    nearer = np.where(target >= reference, np.maximum(low, 0), np.minimum(high, 0))
    return nan_unless(table.comparable, nearer)


def lockwords(table: Contingency, *, level: float = 0.95, comparisons: int | None = None) -> Floats:
    """Report the largest log ratio, either way, that the counts still allow.

    The lower, the more surely the feature is as frequent in both texts: a lockword.  Below 1,
    a rate twice as high in either is ruled out.  Infinite for a feature of only one text.

    Parameters
    ----------
    table, level, comparisons
        As in `lrc`.

    Notes
    -----
    The larger absolute end of the exact interval of the log ratio.

    References
    ----------
    Baker (2011), Times may change but we will always have money, Journal of English
    Linguistics 39(1), 65-88, for the notion; ``keyness`` of the R package corpora.

    Examples
    --------
    >>> lockwords(Contingency([500, 5], [510, 5], 10000, 10000)).round(2).tolist()
    [0.24, 2.41]
    """
    low, high = _log_ratio_interval(table, level, comparisons)
    return nan_unless(table.comparable, np.maximum(np.abs(low), np.abs(high)))


def normal_p(score: Floats) -> Floats:
    """Return the two-sided p-value of a score that is standard normal at equal rates.

    >>> round(1 - float(normal_p(np.float64(1.96))) / 2, 11)
    0.97500210485
    """
    from scipy.special import erfc

    return floats(erfc(np.abs(score) / np.sqrt(2)))


def _prior(table: Contingency, prior: npt.ArrayLike | None) -> tuple[Floats, Floats]:
    if prior is None:
        return table.count, table.size
    alpha = np.broadcast_to(floats(prior), table.count.shape)
    return alpha, floats(np.sum(alpha))


def _log_ratio_interval(
    table: Contingency, level: float, comparisons: int | None
) -> tuple[Floats, Floats]:
    family = max(1, table.count.size if comparisons is None else comparisons)
    return interval_log_ratio(table, level=1 - (1 - level) / family)


_MORE = "more frequent in the target"

MEASURES = by_name(
    Measure("log_ratio", log_ratio, _MORE, "Hardie 2014", unit="doublings", neutral=0.0),
    Measure("percent_diff", percent_diff, _MORE, "Gabrielatos & Marchi 2011", "%", neutral=0.0),
    Measure(
        "difference_coefficient",
        difference_coefficient,
        _MORE,
        "Hofland & Johansson 1982",
        neutral=0.0,
    ),
    Measure("odds_ratio", odds_ratio, _MORE, "Pojanapunya & Watson Todd 2016", neutral=1.0),
    Measure("odds_ratio_conditional", odds_ratio_conditional, _MORE, "Cornfield 1956", neutral=1.0),
    Measure("relative_risk", relative_risk, _MORE, "Katz et al. 1978", neutral=1.0),
    Measure("simple_maths", simple_maths, _MORE, "Kilgarriff 2009", neutral=1.0),
    Measure("log_odds_dirichlet", log_odds_dirichlet, _MORE, "Monroe et al. 2008", neutral=0.0),
    Measure(
        "log_odds_dirichlet_z",
        log_odds_dirichlet_z,
        "surer that it is " + _MORE,
        "Monroe et al. 2008",
        unit="standard deviations",
        neutral=0.0,
        p_value=lambda table: normal_p(log_odds_dirichlet_z(table)),
    ),
    Measure("lrc", lrc, "at least so much " + _MORE, "Evert 2022", "doublings", neutral=0.0),
    Measure(
        "lockwords",
        lockwords,
        "less surely equal in both",
        "Baker 2011; Evert 2022",
        unit="doublings",
        lowest_first=True,
    ),
)
