from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import binomtest, chi2
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from policytext.statistics import Contingency
from policytext.statistics import intervals as i
from policytext.statistics.keyness import MEASURES

LEVELS = (0.8, 0.95, 0.999)


@pytest.fixture(scope="module")
def trials(tables: Contingency) -> tuple[np.ndarray, np.ndarray]:
    """Counts and sizes from the thousand tables, those a rate can be had from."""
    possible = (tables.target_size > 0) & (tables.target <= tables.target_size)
    return tables.target[possible], tables.target_size[possible]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(("name", "theirs"), [("wilson", "wilson"), ("exact", "beta")])
def test_the_interval_of_a_share_is_that_of_statsmodels_to_twelve_digits(
    name: str, theirs: str, level: float, trials: tuple[np.ndarray, np.ndarray]
) -> None:
    low, high = proportion_confint(*trials, alpha=1 - level, method=theirs)
    low[trials[0] == 0] = 0  # which statsmodels misses by a rounding

    ours = i.RATE_INTERVALS[name](*trials, level=level)
    np.testing.assert_allclose(ours.low, low, rtol=1e-12)
    np.testing.assert_allclose(ours.high, high, rtol=1e-12)


def test_the_exact_interval_is_that_of_scipy(trials: tuple[np.ndarray, np.ndarray]) -> None:
    counts, sizes = trials
    low, high = i.exact(counts, sizes)

    for place in range(0, len(counts), 50):
        test = binomtest(int(counts[place]), int(sizes[place]))
        assert (low[place], high[place]) == pytest.approx(
            tuple(test.proportion_ci(method="exact")), rel=1e-9
        )


@pytest.mark.parametrize("level", LEVELS)
def test_the_poisson_interval_is_that_from_quantiles_of_chi_squared(
    level: float, trials: tuple[np.ndarray, np.ndarray]
) -> None:
    counts, sizes = trials
    tail = (1 - level) / 2
    low, high = i.poisson(counts, sizes, level=level)

    by_quantile = np.nan_to_num(chi2.ppf(tail, 2 * counts)) / 2 / sizes
    np.testing.assert_allclose(low, by_quantile, rtol=1e-11)
    np.testing.assert_allclose(high, chi2.isf(tail, 2 * counts + 2) / 2 / sizes, rtol=1e-11)


@pytest.mark.parametrize("name", i.RATE_INTERVALS)
def test_the_interval_of_a_rate_holds_it_and_widens_with_the_level(
    name: str, trials: tuple[np.ndarray, np.ndarray]
) -> None:
    rate = trials[0] / trials[1]
    ends = [i.RATE_INTERVALS[name](*trials, level=level) for level in LEVELS]

    for narrow, wide in pairwise(ends):
        assert np.all(wide.low <= narrow.low)
        assert np.all(narrow.low <= rate)
        assert np.all(rate <= narrow.high)
        assert np.all(narrow.high <= wide.high)


@pytest.mark.parametrize("name", i.RATE_INTERVALS)
def test_an_empty_text_has_no_rate(name: str) -> None:
    low, high = i.RATE_INTERVALS[name]([0, 0], [0, 10])

    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, False]
    assert low[1] == 0


@pytest.mark.parametrize("name", ["wilson", "exact"])
def test_the_interval_of_a_share_ends_at_none_and_all(name: str) -> None:
    low, high = i.RATE_INTERVALS[name]([0, 10, 11], [10, 10, 10])

    assert low[0] == 0
    assert high[1] == 1
    assert np.isnan([low[2], high[2]]).all()  # more hits than tokens are no share


def test_the_exact_interval_of_a_log_ratio_is_that_of_the_share_of_all_hits(
    tables: Contingency,
) -> None:
    low, high = i.interval_log_ratio(tables, level=0.99)

    for place in np.flatnonzero(tables.comparable)[::25]:
        hits, all_hits = int(tables.target[place]), int(tables.count[place])
        share = np.array(binomtest(hits, all_hits).proportion_ci(0.99, method="exact"))
        with np.errstate(divide="ignore"):
            expected = np.log2(
                share / (1 - share) * tables.reference_size[place] / tables.target_size[place]
            )
        assert (low[place], high[place]) == pytest.approx(tuple(expected), rel=1e-8, abs=1e-9)


def test_intervals_of_one_ratio_are_one_interval(tables: Contingency) -> None:
    times = i.interval_relative_risk(tables)

    for end, doubled, percent in zip(
        times, i.interval_log_ratio(tables), i.interval_percent_diff(tables), strict=True
    ):
        np.testing.assert_allclose(2**doubled, end, rtol=1e-12)
        np.testing.assert_allclose(percent, 100 * end - 100, rtol=1e-12, atol=1e-11)


def test_the_interval_of_the_odds_ratio_is_that_of_statsmodels_to_twelve_digits(
    tables: Contingency, testable: np.ndarray
) -> None:
    low, high = i.interval_odds_ratio(tables)
    cells = np.array((tables.target, tables.reference, *tables.others))

    for place in np.flatnonzero(testable):
        a, b, c, d = cells[:, place]
        added = 0.5 if 0 in (a, b, c, d) else 0  # statsmodels by itself adds to the zeros only
        theirs = Table2x2(np.array([[a, c], [b, d]]) + added).oddsratio_confint()
        # They close an interval whose odds ratio lies at infinity; we leave that end open.
        expected = (0 if 0 in (a, d) else theirs[0], np.inf if 0 in (b, c) else theirs[1])
        assert (low[place], high[place]) == pytest.approx(expected, rel=1e-12)


def test_the_interval_of_a_difference_is_that_of_statsmodels_to_twelve_digits(
    tables: Contingency, testable: np.ndarray
) -> None:
    low, high = i.interval_rate_difference(tables)

    for place in np.flatnonzero(testable):
        theirs = confint_proportions_2indep(
            tables.target[place],
            tables.target_size[place],
            tables.reference[place],
            tables.reference_size[place],
            method="newcomb",
            compare="diff",
        )
        scale = max(map(abs, theirs))
        assert (low[place], high[place]) == pytest.approx(theirs, rel=1e-12, abs=1e-12 * scale)


@pytest.mark.parametrize("name", i.EFFECT_INTERVALS)
def test_the_interval_of_an_effect_holds_what_the_sample_has(
    name: str, tables: Contingency, testable: np.ndarray
) -> None:
    low, high = i.EFFECT_INTERVALS[name](tables)
    sample = np.subtract(*tables.rates) if name == "rate_difference" else MEASURES[name](tables)

    assert np.all(low[testable] <= sample[testable] + 1e-15)
    assert np.all(sample[testable] <= high[testable] + 1e-15)


@pytest.mark.parametrize("name", i.EFFECT_INTERVALS)
def test_an_effect_without_a_comparison_has_no_interval(name: str) -> None:
    low, high = i.EFFECT_INTERVALS[name](Contingency([0, 5, 5], [5, 0, 5], [0, 9, 9], [9, 0, 9]))

    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, True, False]


# A percentage of the other text is not the same the other way round.
@pytest.mark.parametrize("name", [name for name in i.EFFECT_INTERVALS if name != "percent_diff"])
def test_the_interval_of_an_effect_turns_round_with_the_texts(
    name: str, tables: Contingency
) -> None:
    swapped = Contingency(
        tables.reference, tables.target, tables.reference_size, tables.target_size
    )
    high = i.EFFECT_INTERVALS[name](tables).high
    turned = i.EFFECT_INTERVALS[name](swapped)
    with np.errstate(divide="ignore"):
        expected = -high if name in ("log_ratio", "rate_difference") else 1 / high

    np.testing.assert_allclose(turned.low, expected, rtol=1e-9, atol=1e-12)


def test_a_level_that_is_none_is_refused() -> None:
    for level in (0, 1, 95):
        with pytest.raises(ValueError, match="level must be between 0 and 1"):
            i.wilson(1, 10, level=level)
