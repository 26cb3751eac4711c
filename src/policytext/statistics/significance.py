"""Keyness as evidence: how certain it is that the rates in target and reference differ.

Every score but BIC has a sign: positive where the feature is more frequent in the target, negative
where it is more frequent in the reference.  The published statistic is the absolute value; without
a sign, it would rank the words that are key for the reference among those key for the target.

Notation: a, b = counts in target and reference; n1, n2 = sizes; c = n1 - a, d = n2 - b;
N = n1 + n2; E1 = n1 (a+b)/N, E2 = n2 (a+b)/N, and likewise for c and d.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from policytext.statistics.arithmetic import Floats, floats, log, nan_unless, product, ratio
from policytext.statistics.contingency import Contingency
from policytext.statistics.exact import fisher, fisher_p
from policytext.statistics.measure import Measure, by_name


def log_likelihood_rayson(table: Contingency) -> Floats:
    """Weigh the evidence that two rates differ, from the counts of the feature alone (LL2).

    Positive where the feature is more frequent in the target, 0 at equal rates.  The higher the
    absolute value, the less the difference looks like chance.  A frequent word reaches a high score
    with a small difference, so read the score together with an effect size.

    Returns
    -------
    ndarray
        nan where the feature is in neither text, or a text is empty.

    Notes
    -----
    ``2 [a ln(a/E1) + b ln(b/E2)]``, where ``0 ln 0 = 0``.  This is what Rayson's calculator,
    WordSmith and most corpus tools call log-likelihood.  Thresholds at one degree of freedom:
    3.84 (p < .05), 6.63 (.01), 10.83 (.001), 15.13 (.0001).

    References
    ----------
    Rayson & Garside (2000), Comparing corpora using frequency profiling, 1-6.

    Examples
    --------
    *war* in American and British English (Brezina 2018, ch. 3):

    >>> war = Contingency(620, 267, 1017879, 1007532)
    >>> round(float(log_likelihood_rayson(war)), 2)
    140.87
    """
    return _signed(table, 2 * np.sum(_terms(table)[:2], axis=0))


def log_likelihood_dunning(table: Contingency) -> Floats:
    """Weigh the evidence that two rates differ, from all four cells (LL4, G²).

    Positive where the feature is more frequent in the target, 0 at equal rates.  For rare
    features it nearly equals `log_likelihood_rayson`; the larger the share of a feature in a
    text, the more it exceeds that.

    Returns
    -------
    ndarray
        nan where a row or column of the table is empty, or a count is above its size.

    Notes
    -----
    ``2 Σ O ln(O/E)`` over a, b, c and d, where ``0 ln 0 = 0``.

    References
    ----------
    Dunning (1993), Accurate methods for the statistics of surprise and coincidence,
    Computational Linguistics 19(1), 61-74.

    Examples
    --------
    >>> table = Contingency(target=10, reference=3, target_size=10, reference_size=31767)
    >>> round(float(log_likelihood_dunning(table)), 2)
    167.23
    """
    return _signed(table, 2 * np.sum(_terms(table), axis=0))


def log_likelihood_williams(table: Contingency) -> Floats:
    """Weigh the evidence as `log_likelihood_dunning` does, made cautious for small counts.

    Positive where the feature is more frequent in the target, 0 at equal rates.

    Returns
    -------
    ndarray
        nan where a row or column of the table is empty, or a count is above its size.

    Notes
    -----
    LL4 divided by ``q = 1 + (N/(a+b) + N/(c+d) - 1)(N/n1 + N/n2 - 1)/(6N)``.

    References
    ----------
    Williams (1976), Improved likelihood ratio tests for complete contingency tables,
    Biometrika 63(1), 33-37.

    Examples
    --------
    The table of the tests of quanteda, against R's likelihood.test:

    >>> round(float(log_likelihood_williams(Contingency(7, 2, 10, 9))), 6)
    4.200833
    """
    return ratio(log_likelihood_dunning(table), _williams(table))


def chi_squared(table: Contingency) -> Floats:
    """Weigh the evidence that two rates differ by squared deviations (Pearson's χ²).

    Positive where the feature is more frequent in the target, 0 at equal rates.  Unreliable
    where an expected count is below 5.

    Returns
    -------
    ndarray
        nan where a row or column of the table is empty, or a count is above its size.

    Notes
    -----
    ``N (ad - bc)² / [(a+b)(c+d) n1 n2]``.

    References
    ----------
    Pearson (1900); in corpus comparison Hofland & Johansson (1982).

    Examples
    --------
    >>> war = Contingency(620, 267, 1017879, 1007532)
    >>> round(float(chi_squared(war)), 2)
    136.96
    """
    return _signed(table, _chi_squared(table, np.abs(table.surplus)))


def chi_squared_yates(table: Contingency) -> Floats:
    """Weigh the evidence by squared deviations, each reduced by half a case (Yates).

    Positive where the feature is more frequent in the target, 0 at rates equal or within half
    a case of it.  More cautious than `chi_squared`.

    Returns
    -------
    ndarray
        nan where a row or column of the table is empty, or a count is above its size.

    Notes
    -----
    χ² with ``|ad - bc|`` replaced by ``max(0, |ad - bc| - N/2)``.

    References
    ----------
    Yates (1934), Contingency tables involving small numbers and the χ² test, JRSS
    Supplement 1(2), 217-235.

    Examples
    --------
    Pedersen (1996), Fishing for exactness, p. 10: cells 1, 3, 3, 1.

    >>> float(chi_squared_yates(Contingency(1, 3, 4, 4)))
    -0.5
    """
    return _signed(table, _chi_squared(table, np.maximum(np.abs(table.surplus) - 0.5, 0)))


def chi_squared_williams(table: Contingency) -> Floats:
    """Weigh the evidence as `chi_squared` does, made cautious for small counts (Williams).

    Positive where the feature is more frequent in the target, 0 at equal rates.

    Returns
    -------
    ndarray
        nan where a row or column of the table is empty, or a count is above its size.

    Notes
    -----
    χ² divided by ``q = 1 + (N/(a+b) + N/(c+d) - 1)(N/n1 + N/n2 - 1)/(6N)``.

    References
    ----------
    Williams (1976), Improved likelihood ratio tests for complete contingency tables,
    Biometrika 63(1), 33-37.

    Examples
    --------
    The table of the tests of quanteda:

    >>> round(float(chi_squared_williams(Contingency(7, 2, 10, 9))), 6)
    4.017626
    """
    return ratio(chi_squared(table), _williams(table))


def bic(table: Contingency) -> Floats:
    """Weigh the evidence that two rates differ against the size of the texts (BIC).

    Above 10 very strong, 6-10 strong, 2-6 positive evidence of a difference, 0-2 barely worth
    a mention; below 0 evidence that the rates are the same.  Has no direction.

    Returns
    -------
    ndarray
        nan where the feature is in neither text, or a text is empty.

    Notes
    -----
    ``|LL2| - ln N``, the Bayes factor of one degree of freedom, approximately.

    References
    ----------
    Wilson (2013), Embracing Bayes factors for key item analysis in corpus linguistics.

    Examples
    --------
    >>> war = Contingency(620, 267, 1017879, 1007532)
    >>> round(float(bic(war)), 2)
    126.34
    """
    return np.abs(log_likelihood_rayson(table)) - log(table.size)


def ell(table: Contingency) -> Floats:
    """Express log-likelihood as a share of its maximum (ELL, an effect size).

    Positive where the feature is more frequent in the target; 0 at equal rates, 1 or -1 at the
    largest possible difference.  Small in all real texts, so only comparisons are meaningful.

    Returns
    -------
    ndarray
        Also nan where the smaller expected count is 1 or less, because one cannot divide by its
        logarithm.

    Notes
    -----
    ``LL2 / (N ln min(E1, E2))``.

    References
    ----------
    Johnston, Berry & Mielke (2006), Measures of effect size for chi-squared and
    likelihood-ratio goodness-of-fit tests, Perceptual and Motor Skills 103, 412-414.

    Examples
    --------
    >>> war = Contingency(620, 267, 1017879, 1007532)
    >>> round(float(ell(war)) * 1e5, 3)
    1.142
    """
    smallest = np.fmin(*table.expected)
    divisor = nan_unless(smallest > 1, table.size * log(smallest))
    return ratio(log_likelihood_rayson(table), divisor)


def p_from_chi_squared(score: Floats) -> Floats:
    """Return the p-value of a (signed) statistic that is χ² with one degree of freedom.

    >>> p_from_chi_squared(np.array([3.84, 6.63, 10.83, 15.13])).round(4).tolist()
    [0.05, 0.01, 0.001, 0.0001]
    """
    from scipy.special import erfc

    return floats(erfc(np.sqrt(np.abs(score) / 2)))


def _signed(table: Contingency, magnitude: Floats) -> Floats:
    return product(np.sign(table.surplus), np.maximum(magnitude, 0)) + 0.0  # 0, never -0


def _terms(table: Contingency) -> list[Floats]:
    """Return O ln(O/E) of the four cells, as O log1p((O-E)/E), exact even if O is nearly E."""
    from scipy.special import xlog1py

    others = zip(table.others, (table.target_size, table.reference_size), strict=True)
    observed = (table.target, table.reference, *(count for count, _ in others))
    sizes = (table.target_size, table.reference_size)
    expected = (
        *table.expected,
        *(size - share for size, share in zip(sizes, table.expected, strict=True)),
    )
    signs = (1, -1, -1, 1)
    return [
        floats(xlog1py(count, ratio(sign * table.surplus, share)))
        for count, share, sign in zip(observed, expected, signs, strict=True)
    ]


def _chi_squared(table: Contingency, deviation: Floats) -> Floats:
    margins = table.count * np.add(*table.others) * table.target_size * table.reference_size
    return ratio(table.size**3 * deviation**2, margins)


def _williams(table: Contingency) -> Floats:
    rows = ratio(table.size, table.count) + ratio(table.size, np.add(*table.others))
    columns = ratio(table.size, table.target_size) + ratio(table.size, table.reference_size)
    return 1 + product(rows - 1, columns - 1) / (6 * table.size)


def _test(name: str, function: Callable[[Contingency], Floats], source: str) -> Measure:
    return Measure(
        name,
        function,
        "surer that the rate is higher in the target",
        source,
        neutral=0.0,
        p_value=lambda table: p_from_chi_squared(function(table)),
    )


MEASURES = by_name(
    _test("log_likelihood_rayson", log_likelihood_rayson, "Rayson & Garside 2000"),
    _test("log_likelihood_dunning", log_likelihood_dunning, "Dunning 1993"),
    _test("log_likelihood_williams", log_likelihood_williams, "Williams 1976"),
    _test("chi_squared", chi_squared, "Pearson 1900"),
    _test("chi_squared_yates", chi_squared_yates, "Yates 1934"),
    _test("chi_squared_williams", chi_squared_williams, "Williams 1976"),
    Measure(
        "fisher",
        fisher,
        "surer that the rate is higher in the target",
        "Pedersen 1996",
        unit="-log10 p",
        neutral=0.0,
        p_value=fisher_p,
    ),
    Measure("bic", bic, "surer that the rates differ, whichever is higher", "Wilson 2013"),
    Measure(
        "ell",
        ell,
        "closer to the largest possible surplus in the target",
        "Johnston, Berry & Mielke 2006",
        neutral=0.0,
    ),
)
