from decimal import Decimal, localcontext

import numpy as np
import pytest
from scipy.stats import chi2_contingency
from statsmodels.stats.contingency_tables import Table2x2

from policytext.statistics import Cooccurrence
from policytext.statistics import association as a


def four_cells(pairs: Cooccurrence) -> tuple[np.ndarray, np.ndarray]:
    """The four cells, and which pairs have no empty margin."""
    o11, o12, o21 = pairs.together, pairs.node - pairs.together, pairs.collocate - pairs.together
    cells = np.array([[o11, o12], [o21, pairs.total - o11 - o12 - o21]])
    margins = np.array([*cells.sum(axis=0), *cells.sum(axis=1)])
    return np.moveaxis(cells, -1, 0), np.all(cells >= 0, axis=(0, 1)) & np.all(margins > 0, axis=0)


def test_mutual_information_is_right_to_twelve_digits(pairs: Cooccurrence) -> None:
    seen = pairs.together > 0
    mi, mi3, npmi = (measure(pairs)[seen] for measure in (a.mi, a.mi3, a.npmi))

    cases = np.array([pairs.together, pairs.node, pairs.collocate, pairs.total])[:, seen]
    with localcontext() as context:
        context.prec = 50
        two = Decimal(2).ln()
        for place, row in enumerate(cases.T.astype(int).tolist()):
            both, node, collocate, total = map(Decimal, row)
            chance = (both / total).ln() - (node / total).ln() - (collocate / total).ln()
            cubed = chance + 2 * both.ln()
            assert mi[place] == pytest.approx(float(chance / two), rel=1e-12)
            assert mi3[place] == pytest.approx(float(cubed / two), rel=1e-12)
            if both < total:
                bounded = chance / -(both / total).ln()
                assert npmi[place] == pytest.approx(float(bounded), rel=1e-12, abs=1e-30)


@pytest.mark.parametrize("name", ["chi_squared", "log_likelihood"])
def test_evidence_is_that_of_scipy(name: str, pairs: Cooccurrence) -> None:
    cells, defined = four_cells(pairs)
    method = "pearson" if name == "chi_squared" else "log-likelihood"
    scipy = [
        chi2_contingency(c, correction=False, lambda_=method).statistic for c in cells[defined]
    ]

    ours = np.abs(a.MEASURES[name](pairs)[defined])
    # scipy's log-likelihood loses digits as the corpus grows.
    error = 1e-14 * pairs.total[defined] if name == "log_likelihood" else 1e-12 * np.abs(scipy)
    assert np.all(np.abs(ours - scipy) <= error + 1e-14)


def test_the_smoothed_log_odds_are_those_of_statsmodels_to_twelve_digits(
    pairs: Cooccurrence,
) -> None:
    cells, defined = four_cells(pairs)
    theirs = [Table2x2(c + 0.5) for c in cells[defined]]
    odds = np.array([table.log_oddsratio for table in theirs])
    error = np.array([table.log_oddsratio_se for table in theirs])

    np.testing.assert_allclose(a.smoothed_log_odds(pairs)[defined], odds, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(
        a.smoothed_log_odds_z(pairs)[defined], odds / error, rtol=1e-12, atol=1e-13
    )


def test_delta_p_both_ways_multiplies_to_phi_squared(pairs: Cooccurrence) -> None:
    _, defined = four_cells(pairs)
    phi_squared = np.abs(a.chi_squared(pairs)) / pairs.total

    both = a.delta_p_collocate(pairs) * a.delta_p_node(pairs)
    np.testing.assert_allclose(both[defined], phi_squared[defined], rtol=1e-9, atol=1e-15)


def test_shares_of_cases_are_counted_by_hand() -> None:
    pair = Cooccurrence(together=2, node=4, collocate=8, total=100)

    assert a.dice(pair) == 4 / 12
    assert a.log_dice(pair) == pytest.approx(14 - np.log2(3))
    assert a.min_sensitivity(pair) == 2 / 8
    assert a.delta_p_collocate(pair) == pytest.approx(2 / 4 - 6 / 96)
    assert a.delta_p_node(pair) == pytest.approx(2 / 8 - 2 / 92)
    assert a.t_score(pair) == pytest.approx((2 - 0.32) / np.sqrt(2))


def test_log_dice_does_not_know_the_size_of_the_corpus() -> None:
    assert len(set(a.log_dice(Cooccurrence(2, 4, 8, [100, 10_000, 10**8])).tolist())) == 1


def test_a_pair_never_seen_takes_the_limit_each_docstring_states() -> None:
    never = Cooccurrence(0, 4, 8, 100)

    assert a.mi(never) == a.mi3(never) == a.log_dice(never) == -np.inf
    assert a.npmi(never) == -1
    assert np.isnan(a.t_score(never))
    assert a.dice(never) == a.min_sensitivity(never) == 0


def test_overlapping_windows_leave_the_measures_of_two_cells() -> None:
    """A node seen twice in the window of one collocate gives more pairs than nodes."""
    overlapping = Cooccurrence(together=3, node=2, collocate=5, total=100)
    defined = {name for name, measure in a.MEASURES.items() if not np.isnan(measure(overlapping))}

    assert defined == {"mi", "mi3", "npmi", "t_score", "dice", "log_dice", "min_sensitivity"}


def test_tests_and_only_tests_have_a_p_value() -> None:
    tests = {name for name, measure in a.MEASURES.items() if measure.p_value}

    assert tests == {"log_likelihood", "chi_squared", "smoothed_log_odds_z"}
