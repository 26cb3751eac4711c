from itertools import combinations

import numpy as np
import pytest
from scipy.spatial.distance import cityblock
from scipy.stats import entropy, variation

from policytext.statistics import dispersion as d


@pytest.fixture(scope="module")
def spread() -> list[tuple[np.ndarray, np.ndarray]]:
    """A thousand features over parts of random sizes, from two parts to forty."""
    random = np.random.default_rng(8)
    rows = []
    for _ in range(1000):
        sizes = random.integers(1, 5000, random.integers(2, 40)).astype(float)
        counts = random.poisson(sizes * 10 ** random.uniform(-4, -1))
        counts[random.integers(len(sizes))] += 1  # somewhere at least once
        rows.append((counts.astype(float), sizes))
    return rows


def mean_difference(p: np.ndarray) -> float:
    return float(np.mean([abs(x - y) for x, y in combinations(p, 2)]))


INDEPENDENT = {
    "dp": lambda v, s: cityblock(v / v.sum(), s / s.sum()) / 2,
    "dp_norm": lambda v, s: cityblock(v / v.sum(), s / s.sum()) / 2 / (1 - min(s) / sum(s)),
    "juilland_d": lambda v, s: 1 - variation(v / s) / np.sqrt(len(s) - 1),
    "carroll_d2": lambda v, s: entropy(v / s, base=len(s)),
    "rosengren_s": lambda v, s: (
        sum((x * y / sum(s)) ** 0.5 for x, y in zip(v, s, strict=True)) ** 2 / sum(v)
    ),
    "kld": lambda v, s: entropy(v, s, base=2),
    "kld_norm": lambda v, s: 1 - 1 / (1 + entropy(v, s, base=2)),
    "da": lambda v, s: 1 - mean_difference(v / s) / (2 * np.mean(v / s)),
    "range": lambda v, s: np.count_nonzero(v),
    "range_relative": lambda v, s: np.count_nonzero(v) / len(s),
}


@pytest.mark.parametrize("name", d.MEASURES)
def test_a_score_is_that_of_an_independent_computation_to_twelve_digits(
    name: str, spread: list[tuple[np.ndarray, np.ndarray]]
) -> None:
    ours = [float(d.MEASURES[name](*row)) for row in spread]
    theirs = [float(INDEPENDENT[name](*row)) for row in spread]

    np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", d.MEASURES)
def test_a_matrix_is_scored_row_by_row(name: str) -> None:
    sizes = [90, 100, 110]
    rows = [[1, 2, 3], [0, 0, 0], [5, 0, 0]]

    together = d.MEASURES[name](rows, sizes)
    assert together.tolist() == pytest.approx(
        [float(d.MEASURES[name](row, sizes)) for row in rows], nan_ok=True
    )


@pytest.mark.parametrize("name", d.MEASURES)
def test_parts_of_size_zero_are_left_out(name: str) -> None:
    measure = d.MEASURES[name]

    assert measure([1, 0, 3, 2], [90, 0, 100, 110]) == measure([1, 3, 2], [90, 100, 110])


@pytest.mark.parametrize("name", d.MEASURES)
def test_an_absent_feature_is_not_perfectly_even(name: str) -> None:
    assert np.isnan(d.MEASURES[name]([0, 0, 0], [90, 100, 110]))


@pytest.mark.parametrize("name", [name for name in d.MEASURES if not name.startswith("range")])
def test_one_part_is_nothing_to_be_spread_over(name: str) -> None:
    assert np.isnan(d.MEASURES[name]([3], [90]))
    assert np.isnan(d.MEASURES[name]([3, 0], [90, 0]))


def test_the_range_needs_no_second_part() -> None:
    assert d.part_range([3], [90]) == d.part_range_relative([3], [90]) == 1


def test_all_in_the_smallest_part_is_the_least_even_there_is() -> None:
    counts, sizes = [0, 0, 7], [100, 80, 20]

    assert d.dp(counts, sizes) == pytest.approx(0.9)
    assert d.dp_norm(counts, sizes) == pytest.approx(1)
    assert d.juilland_d(counts, sizes) == d.carroll_d2(counts, sizes) == pytest.approx(0)
    assert d.da(counts, sizes) == pytest.approx(0)
    assert d.rosengren_s(counts, sizes) == pytest.approx(0.1)


def test_true_sizes_count_not_equal_parts() -> None:
    """In twice the text twice the hits are even."""
    assert d.dp([2, 1], [200, 100]) == pytest.approx(0)
    assert d.dp([2, 1], [100, 100]) > 0.1


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="one number for each of 2 parts"):
        d.dp([1, 2], [100])
    with pytest.raises(ValueError, match="a part of size 0 can have no occurrence"):
        d.dp([1, 2], [0, 100])
    with pytest.raises(ValueError, match="must be 0 or more"):
        d.dp([-1, 2], [10, 100])
