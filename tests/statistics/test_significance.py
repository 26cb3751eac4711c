from decimal import Decimal, localcontext

import numpy as np
import pytest
from scipy.stats import chi2, chi2_contingency

from policytext.statistics import Contingency
from policytext.statistics import significance as s


def cells(table: Contingency, rows: np.ndarray) -> list[list[list[int]]]:
    four = (table.target, table.reference, *table.others)
    return [
        [[a, b], [c, d]]
        for a, b, c, d in zip(*(f[rows].astype(int).tolist() for f in four), strict=True)
    ]


def log_likelihood_in_fifty_digits(cell: list[list[int]], rows: int) -> float:
    """The definition, with the first row or both; floats of large corpora would lose half."""
    with localcontext() as context:
        context.prec = 50
        sizes = [Decimal(sum(column)) for column in zip(*cell, strict=True)]
        total = sum(sizes)
        terms = [
            count * (count * total / (size * sum(row))).ln()
            for row in cell[:rows]
            for count, size in zip(map(Decimal, row), sizes, strict=True)
            if count
        ]
        return float(2 * sum(terms, Decimal(0)))


@pytest.mark.parametrize(
    ("measure", "rows"), [(s.log_likelihood_rayson, 1), (s.log_likelihood_dunning, 2)]
)
def test_log_likelihood_is_right_to_twelve_digits(
    measure: s.Measure, rows: int, tables: Contingency, testable: np.ndarray
) -> None:
    exact = [log_likelihood_in_fifty_digits(cell, rows) for cell in cells(tables, testable)]

    np.testing.assert_allclose(np.abs(measure(tables)[testable]), exact, rtol=1e-12, atol=1e-15)


def test_log_likelihood_is_that_of_scipy(tables: Contingency, testable: np.ndarray) -> None:
    scipy = [
        chi2_contingency(cell, correction=False, lambda_="log-likelihood").statistic
        for cell in cells(tables, testable)
    ]

    # scipy takes logarithms of ratios near 1, which costs it digits as the corpus grows.
    error = 1e-15 * tables.size[testable]
    assert np.all(np.abs(np.abs(s.log_likelihood_dunning(tables)[testable]) - scipy) <= error * 10)


@pytest.mark.parametrize(
    ("measure", "correction"), [(s.chi_squared, False), (s.chi_squared_yates, True)]
)
def test_chi_squared_is_that_of_scipy_to_twelve_digits(
    measure: s.Measure, correction: bool, tables: Contingency, testable: np.ndarray
) -> None:
    scipy = [
        chi2_contingency(cell, correction=correction).statistic for cell in cells(tables, testable)
    ]

    np.testing.assert_allclose(np.abs(measure(tables)[testable]), scipy, rtol=1e-12, atol=1e-15)


def test_the_correction_of_williams_divides_by_more_than_one_and_less_as_counts_grow() -> None:
    growing = Contingency(*np.outer([7, 2, 10, 9], [1, 10, 1000, 10**6]))
    share = s.chi_squared_williams(growing) / s.chi_squared(growing)

    assert np.all(np.diff(share) > 0)
    assert share[-1] == pytest.approx(1, abs=1e-6)
    np.testing.assert_allclose(
        share, s.log_likelihood_williams(growing) / s.log_likelihood_dunning(growing), rtol=1e-14
    )


def test_the_p_value_is_that_of_scipy_to_twelve_digits(
    tables: Contingency, testable: np.ndarray
) -> None:
    scores = np.abs(s.log_likelihood_dunning(tables)[testable])

    np.testing.assert_allclose(s.p_from_chi_squared(scores), chi2.sf(scores, 1), rtol=1e-12)


def test_only_measures_that_are_tests_have_a_p_value() -> None:
    without = {name for name, measure in s.MEASURES.items() if measure.p_value is None}

    assert without == {"bic", "ell"}


def test_bic_asks_more_of_larger_corpora() -> None:
    same_evidence = Contingency([10, 10], [2, 2], [1000, 10**6], [1000, 10**6])

    by_hand = 2 * (10 * np.log(10 / 6) + 2 * np.log(2 / 6))
    assert s.log_likelihood_rayson(same_evidence) == pytest.approx(by_hand)
    assert s.bic(same_evidence) == pytest.approx(by_hand - np.log([2000, 2 * 10**6]))


def test_the_effect_size_of_log_likelihood_needs_more_than_one_expected_occurrence() -> None:
    assert np.isnan(s.ell(Contingency([1, 2], [0, 0], 1000, 1000))).tolist() == [True, True]
    assert s.ell(Contingency(3, 0, 1000, 1000)) > 0


def test_a_word_of_one_corpus_only_has_the_log_likelihood_of_its_count() -> None:
    # a ln(a / (a/2)) twice: 2 a ln 2
    assert s.log_likelihood_rayson(Contingency(5, 0, 100, 100)) == pytest.approx(10 * np.log(2))
    assert s.log_likelihood_rayson(Contingency(0, 5, 100, 100)) == pytest.approx(-10 * np.log(2))
