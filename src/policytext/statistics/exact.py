"""Exact inference on the four cells, from all tables with the same margins."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from policytext.statistics.arithmetic import Floats, product
from policytext.statistics.contingency import Contingency

# Two probabilities this close count as equal, as in R's fisher.test.
TIE = 1e-7


def fisher(table: Contingency) -> Floats:
    """Return the exact evidence (Fisher) that the two rates differ, as ``-log10 p`` with a sign.

    Positive where the feature is more frequent in the target, 0 where no table is more probable.
    1.3 is p = .05, 2 is p = .01, 3 is p = .001.  Valid for counts of any size.

    Returns
    -------
    ndarray
        nan where a row or column of the table is empty, or a count is above its size.

    Notes
    -----
    ``-log10 p``, two-sided, from logarithms, so that it is finite even if p rounds to 0.

    References
    ----------
    Pedersen (1996), Fishing for exactness; as a score Stefanowitsch & Gries (2003),
    Collostructions, IJCL 8(2), 209-243.

    Examples
    --------
    >>> round(float(fisher(Contingency(1, 3, 4, 4))), 4)
    -0.3136
    """
    surprise = np.maximum(-_fisher(table, "two-sided") / np.log(10), 0)
    return product(np.sign(table.surplus), surprise) + 0.0  # 0, never -0


def fisher_p(
    table: Contingency, *, alternative: Literal["two-sided", "less", "greater"] = "two-sided"
) -> Floats:
    """Return Fisher's exact probability of this table or a less probable one, at equal rates.

    Parameters
    ----------
    table
        Whole counts.
    alternative
        ``two-sided``: all tables that are not more probable; ``less`` or ``greater``: those with
        as few or fewer, or as many or more, in the target.

    Examples
    --------
    Pedersen (1996), p. 10:

    >>> tea = Contingency(1, 3, 4, 4)
    >>> [round(float(fisher_p(tea, alternative=side)), 3)
    ...  for side in ("two-sided", "less", "greater")]
    [0.486, 0.243, 0.986]
    """
    return np.minimum(np.exp(_fisher(table, alternative)), 1)


def odds_ratio_conditional(table: Contingency) -> Floats:
    """Estimate the odds ratio as Fisher's exact test does, given the margins.

    Above 1 where the feature is more frequent in the target, 1 at equal rates; nearer to 1 than
    the sample's own `odds_ratio` when counts are small.  Slow: it solves an equation for each
    feature.

    Returns
    -------
    ndarray
        Infinite where the feature is in the target only and 0 where in the reference only; nan
        where a row or column of the table is empty, or a count is above its size.

    Notes
    -----
    The conditional maximum likelihood estimate: the odds ratio at which the mean of the
    noncentral hypergeometric distribution is the observed count.

    References
    ----------
    Cornfield (1956); what R's fisher.test prints as its estimate.

    Examples
    --------
    The table of the tests of quanteda, against R's fisher.test:

    >>> round(float(odds_ratio_conditional(Contingency(7, 2, 10, 9))), 4)
    7.1663
    """
    from scipy.stats.contingency import odds_ratio

    result = np.full(table.target.shape, np.nan)
    target_others, reference_others = table.others
    for place in np.argwhere(_defined(table)):
        cell = tuple(place)
        target = [int(table.target[cell]), int(target_others[cell])]
        reference = [int(table.reference[cell]), int(reference_others[cell])]
        result[cell] = odds_ratio([target, reference]).statistic
    return result


def _fisher(table: Contingency, alternative: str) -> Floats:
    """Return ln p of Fisher's exact test, feature by feature."""
    result = np.full(table.target.shape, np.nan)
    for place in np.argwhere(_defined(table)):
        cell = tuple(place)
        result[cell] = _fisher_log_p(
            int(table.target[cell]),
            int(table.count[cell]),
            int(table.target_size[cell]),
            int(table.reference_size[cell]),
            alternative,
        )
    return result


def _fisher_log_p(
    observed: int, count: int, target_size: int, reference_size: int, alternative: str
) -> float:
    """Return ln p from the weights of all tables with these margins, relative to this one.

    Ratios of neighbouring weights are added outwards from the observed table, so that no
    logarithm of a huge factorial is subtracted from another.
    """
    possible = np.arange(max(0, count - reference_size), min(count, target_size) + 1)
    upper = possible[1:]
    steps = np.log((count - upper + 1.0) * (target_size - upper + 1.0)) - np.log(
        upper * (reference_size - count + upper * 1.0)
    )
    place = observed - possible[0]
    below = -np.cumsum(steps[:place][::-1])[::-1]
    weights = np.concatenate([below, [0.0], np.cumsum(steps[place:])])
    counted = {
        "two-sided": weights <= TIE,
        "less": possible <= observed,
        "greater": possible >= observed,
    }[alternative]
    return float(_log_sum(weights[counted]) - _log_sum(weights))


def _log_sum(logarithms: Floats) -> float:
    largest = logarithms.max()
    return float(largest + np.log(np.exp(logarithms - largest).sum()))


def _defined(table: Contingency) -> npt.NDArray[np.bool_]:
    """Return where no margin is empty, so that more than one table is possible."""
    return table.comparable & (np.add(*table.others) > 0)
