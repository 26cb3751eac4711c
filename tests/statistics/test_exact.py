from decimal import Decimal, localcontext

import numpy as np
import pytest
from scipy.stats import fisher_exact
from scipy.stats.contingency import odds_ratio

from policytext.statistics import Contingency
from policytext.statistics.exact import fisher, fisher_p, odds_ratio_conditional

SIDES = ("two-sided", "less", "greater")


def probability_in_forty_digits(a: int, b: int, n1: int, n2: int, side: str) -> Decimal:
    """Weights of all tables by their recurrence, from the first table on."""
    first, last = max(0, a + b - n2), min(a + b, n1)
    weights = [Decimal(1)]
    for k in range(first + 1, last + 1):
        step = (a + b - k + 1) * (n1 - k + 1)
        weights.append(weights[-1] * step / (k * (n2 - a - b + k)))
    observed = weights[a - first] * (1 + Decimal("1e-7"))
    counted = {
        "two-sided": [weight for weight in weights if weight <= observed],
        "less": weights[: a - first + 1],
        "greater": weights[a - first :],
    }
    return sum(counted[side], Decimal(0)) / sum(weights, Decimal(0))


@pytest.mark.parametrize("side", SIDES)
def test_the_p_value_is_right_to_twelve_digits(
    side: str, tables: Contingency, testable: np.ndarray, audit: bool
) -> None:
    few = testable if audit else testable & (tables.count < 20_000)
    columns = (tables.target, tables.reference, tables.target_size, tables.reference_size)
    rows = np.array(columns)[:, few].T.astype(int).tolist()
    with localcontext() as context:
        context.prec = 40
        exact = [probability_in_forty_digits(*row, side) for row in rows]

    logarithms = np.array([float(p.ln()) for p in exact])
    # Of p = e^-400 a float can say no more than e can say of -400.
    allowed = 1e-12 * np.maximum(1, -logarithms)
    relative = fisher_p(tables, alternative=side)[few] / [float(p) or np.nan for p in exact] - 1
    assert np.all(~(np.abs(relative) > allowed))
    if side == "two-sided":
        in_tens = -logarithms / np.log(10)
        np.testing.assert_allclose(np.abs(fisher(tables)[few]), in_tens, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("side", SIDES)
def test_the_p_value_is_that_of_scipy(side: str, tables: Contingency, testable: np.ndarray) -> None:
    four = (tables.target, tables.reference, *tables.others)
    rows = np.array(four)[:, testable].T.astype(int)[:300]
    scipy = [fisher_exact(row.reshape(2, 2), alternative=side).pvalue for row in rows]

    # scipy keeps ten digits in large tables.
    ours = fisher_p(tables, alternative=side)[testable][:300]
    np.testing.assert_allclose(ours, scipy, rtol=1e-9, atol=1e-300)


def test_the_score_goes_on_where_the_p_value_ends() -> None:
    tables = Contingency([3000, 9000], [0, 0], 10**6, 10**6)

    assert fisher_p(tables).tolist() == [0, 0]
    # 3000 tosses that all come down one side: 2^-2999, a little less as tokens are used up.
    assert fisher(tables)[0] == pytest.approx(2999 * np.log10(2), rel=2e-3)
    assert fisher(tables)[1] > fisher(tables)[0]


def test_only_one_possible_table_says_nothing() -> None:
    assert np.isnan(fisher(Contingency([0, 5, 5], [0, 5, 0], [9, 5, 9], [9, 5, 0]))).all()


def test_the_conditional_odds_ratio_is_nearer_to_one_than_that_of_the_sample() -> None:
    small = Contingency([7, 2], [2, 7], 10, 10)
    sample = [odds_ratio([[7, 2], [3, 8]], kind="sample").statistic, 6 / 56]

    estimate = odds_ratio_conditional(small)
    assert 1 < estimate[0] < sample[0]
    assert sample[1] < estimate[1] < 1
