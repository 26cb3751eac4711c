from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from scipy.stats import binomtest
from scipy.stats.contingency import odds_ratio as scipy_odds_ratio
from scipy.stats.contingency import relative_risk as scipy_relative_risk
from statsmodels.stats.contingency_tables import Table2x2

from policytext.statistics import Contingency
from policytext.statistics import effect_size as e


def four_cells(table: Contingency, rows: np.ndarray) -> np.ndarray:
    cells = np.array((table.target, table.reference, *table.others))[:, rows]
    return cells.T.astype(int).reshape(-1, 2, 2)


def test_the_odds_ratio_is_that_of_scipy_to_twelve_digits(
    tables: Contingency, testable: np.ndarray
) -> None:
    scipy = [
        scipy_odds_ratio(cell, kind="sample").statistic for cell in four_cells(tables, testable)
    ]

    np.testing.assert_allclose(e.odds_ratio(tables)[testable], scipy, rtol=1e-12)


def test_the_relative_risk_is_that_of_scipy_to_twelve_digits(
    tables: Contingency, testable: np.ndarray
) -> None:
    columns = (tables.target, tables.target_size, tables.reference, tables.reference_size)
    rows = np.array(columns)[:, testable].T.astype(int).tolist()
    scipy = [scipy_relative_risk(*row).relative_risk for row in rows]

    np.testing.assert_allclose(e.relative_risk(tables)[testable], scipy, rtol=1e-12)


def test_ratios_are_those_of_statsmodels_to_twelve_digits(
    tables: Contingency, testable: np.ndarray
) -> None:
    no_zero = testable & (np.min([tables.target, tables.reference, *tables.others], axis=0) > 0)
    # A row of statsmodels is a text, a column the feature or another.
    theirs = [Table2x2(cell.T.astype(float)) for cell in four_cells(tables, no_zero)]

    np.testing.assert_allclose(
        e.odds_ratio(tables)[no_zero], [each.oddsratio for each in theirs], rtol=1e-12
    )
    np.testing.assert_allclose(
        e.log_ratio(tables)[no_zero],
        [each.log_riskratio / np.log(2) for each in theirs],
        rtol=1e-12,
        atol=1e-14,
    )


def test_measures_of_one_ratio_are_right_to_twelve_digits(
    tables: Contingency, testable: np.ndarray
) -> None:
    """Against fractions, which do not round, also where the rates are all but equal."""
    both = testable & (tables.target > 0) & (tables.reference > 0)
    cells = np.array([tables.target, tables.reference, tables.target_size, tables.reference_size])
    scores = {
        name: measure(tables)[both]
        for name, measure in e.MEASURES.items()
        if name not in ("lrc", "lockwords")
    }

    for place, (a, b, n1, n2) in enumerate(cells[:, both].T.astype(int).tolist()):
        times = Fraction(a * n2, b * n1)
        doublings = Decimal(times.numerator).ln() - Decimal(times.denominator).ln()
        exact = {
            "relative_risk": times,
            "percent_diff": 100 * (times - 1),
            "difference_coefficient": (times - 1) / (times + 1),
            "simple_maths": (Fraction(10**6 * a, n1) + 1) / (Fraction(10**6 * b, n2) + 1),
            "odds_ratio": Fraction(a * (n2 - b), b * (n1 - a)) if n1 > a else np.inf,
            "log_ratio": doublings / Decimal(2).ln(),
        }
        for name, value in exact.items():
            assert scores[name][place] == pytest.approx(float(value), rel=1e-12, abs=1e-25), name


@pytest.mark.parametrize(
    ("measure", "absent_here", "absent_there"),
    [
        (e.log_ratio, np.log2(0.5 / 4), np.log2(4 / 0.5)),
        (e.percent_diff, -100, np.inf),
        (e.difference_coefficient, -1, 1),
        (e.odds_ratio, 0, np.inf),
        (e.relative_risk, 0, np.inf),
        (e.simple_maths, 1 / 4001, 4001),
    ],
)
def test_the_zero_rule_is_the_one_stated(
    measure: e.Measure, absent_here: float, absent_there: float
) -> None:
    scores = measure(Contingency([0, 4], [4, 0], 1000, 1000))

    assert scores.tolist() == pytest.approx([absent_here, absent_there])


def test_a_large_constant_of_simple_maths_brings_frequent_words_up() -> None:
    rare_and_common = Contingency([4, 4000], [1, 2000], 10**6, 10**6)

    for_rare = e.simple_maths(rare_and_common, constant=1)
    for_common = e.simple_maths(rare_and_common, constant=1000)
    assert for_rare[0] > for_rare[1]
    assert for_common[0] < for_common[1]


def test_the_default_prior_is_the_two_texts_together() -> None:
    target, reference = np.array([4, 1, 0, 5]), np.array([1, 4, 2, 3])
    by_default = e.log_odds_dirichlet(Contingency(target, reference, 10, 10))
    informed = e.log_odds_dirichlet(
        Contingency(target, reference, 10, 10), prior=target + reference
    )

    np.testing.assert_allclose(by_default, informed, rtol=1e-14)


def test_the_default_prior_scores_a_feature_alike_whatever_stands_beside_it() -> None:
    alone = e.log_odds_dirichlet_z(Contingency([4], [1], 100, 300))
    beside = e.log_odds_dirichlet_z(Contingency([4, 90], [1, 50], 100, 300))

    assert alone[0] == beside[0]


def test_a_prior_pulls_rare_features_more_than_common_ones() -> None:
    same_ratio = Contingency([4, 400], [1, 100], 10**5, 10**5)
    weak = e.log_odds_dirichlet(same_ratio, prior=1e-6)
    strong = e.log_odds_dirichlet(same_ratio, prior=10)

    assert weak[0] == pytest.approx(np.log(4), rel=1e-3)
    assert strong[0] < strong[1] < weak[1]


def test_the_conservative_log_ratio_is_zero_where_nothing_can_be_said() -> None:
    low = binomtest(30, 40).proportion_ci(method="exact").low

    scores = e.lrc(Contingency([3, 1, 30, 10], [1, 3, 10, 30], 1000, 1000), comparisons=1)
    assert scores.tolist()[:2] == [0, 0]
    assert scores[2:] == pytest.approx([np.log2(low / (1 - low)), -np.log2(low / (1 - low))])


def test_looking_at_more_features_makes_the_conservative_log_ratio_more_so() -> None:
    one = Contingency([30], [5], 1000, 1000)
    many = Contingency([30] * 500, [5] * 500, 1000, 1000)

    assert e.lrc(many)[0] < e.lrc(one)[0] < e.log_ratio(one)[0]
    assert e.lrc(one, comparisons=500)[0] == e.lrc(many)[0]


def test_a_lockword_is_frequent_and_equal() -> None:
    words = Contingency([500, 5, 500, 5], [500, 5, 250, 0], 10_000, 10_000)
    scores = e.lockwords(words)

    assert np.argsort(scores).tolist() == [0, 2, 1, 3]
    assert scores[3] == np.inf


def test_only_the_score_in_standard_deviations_has_a_p_value() -> None:
    tests = [name for name, measure in e.MEASURES.items() if measure.p_value]

    assert tests == ["log_odds_dirichlet_z"]
