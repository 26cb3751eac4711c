import numpy as np
import pytest
from scipy.stats import permutation_test

from policytext.statistics.permutation import permute_paragraphs


def rate_difference(target: np.ndarray, reference: np.ndarray, axis: int = -1) -> np.ndarray:
    """Paragraphs as complex numbers, count + size i, so that scipy deals both together."""
    one, other = target.sum(axis=axis), reference.sum(axis=axis)
    return one.real / one.imag - other.real / other.imag


def test_all_arrangements_give_the_p_value_of_scipy() -> None:
    random = np.random.default_rng(11)
    for _ in range(20):
        sizes = random.integers(20, 300, 9)
        counts = random.poisson(sizes / 40)
        ours = permute_paragraphs(counts[:4], sizes[:4], counts[4:], sizes[4:])
        pooled = counts + 1j * sizes
        theirs = permutation_test(
            (pooled[:4], pooled[4:]),
            lambda x, y, axis: np.abs(rate_difference(x, y, axis)),
            alternative="greater",
            vectorized=True,
            n_resamples=np.inf,
        )

        assert ours.complete
        assert ours.arrangements == 126
        assert ours.p_value == pytest.approx(theirs.pvalue, rel=1e-12)
        assert ours.difference == pytest.approx(rate_difference(pooled[:4], pooled[4:]), rel=1e-12)


def test_drawn_arrangements_come_near_to_all_of_them() -> None:
    random = np.random.default_rng(12)
    sizes = random.integers(20, 300, 14)
    counts = random.poisson(sizes / 40)
    given = (counts[:7], sizes[:7], counts[7:], sizes[7:])

    all_3432 = permute_paragraphs(*given, permutations=5000)
    drawn = permute_paragraphs(*given, permutations=3000)
    assert all_3432.complete
    assert not drawn.complete
    assert drawn.arrangements == 3001
    assert float(drawn.p_value) == pytest.approx(float(all_3432.p_value), abs=0.03)


def test_the_same_seed_draws_the_same_arrangements() -> None:
    random = np.random.default_rng(13)
    counts, sizes = random.poisson(2, 60), np.full(60, 50)
    given = (counts[:25], sizes[:25], counts[25:], sizes[25:])

    first, again, other = (
        permute_paragraphs(*given, permutations=1500, seed=seed) for seed in (1, 1, 2)
    )
    assert first.p_value == again.p_value
    assert first.p_value != other.p_value


def test_no_p_value_is_zero() -> None:
    counts, sizes = np.repeat([9, 0], 30), np.full(60, 50)
    test = permute_paragraphs(counts[:30], sizes[:30], counts[30:], sizes[30:], permutations=999)

    assert test.p_value == 1 / 1000


def test_one_burst_says_little_and_a_steady_habit_much() -> None:
    """Twelve hits in one paragraph, or one in each: the totals are the same."""
    sizes, none = np.full(12, 100), np.zeros(12)
    burst, habit = np.array([12] + [0] * 11), np.ones(12)
    test = permute_paragraphs(
        np.stack([burst, habit], axis=1),
        sizes,
        np.stack([none, none], axis=1),
        sizes,
        permutations=2000,
    )

    assert test.difference.tolist() == pytest.approx([0.01, 0.01])
    assert test.p_value[0] == 1  # wherever the paragraph goes, the difference is the same
    assert test.p_value[1] < 0.001


def test_features_side_by_side_are_tested_as_alone() -> None:
    counts = np.array([[3, 0, 1], [2, 1, 1], [4, 0, 0], [0, 0, 2], [1, 0, 0], [0, 2, 1]])
    sizes = np.array([90, 100, 110, 120, 80, 100])
    together = permute_paragraphs(counts[:3], sizes[:3], counts[3:], sizes[3:])

    for feature in range(3):
        alone = permute_paragraphs(counts[:3, feature], sizes[:3], counts[3:, feature], sizes[3:])
        assert together.p_value[feature] == alone.p_value


def test_two_documents_of_one_paragraph_can_never_be_told_apart() -> None:
    test = permute_paragraphs([9], [100], [0], [100])

    assert (float(test.p_value), test.arrangements) == (1, 2)


def test_undefined_is_nan() -> None:
    nowhere = permute_paragraphs([0, 0], [10, 10], [0], [10])
    empty = permute_paragraphs([1, 2], [10, 10], [], [])
    all_blank = permute_paragraphs([0], [0], [3], [10])

    assert np.isnan(nowhere.p_value)
    assert nowhere.difference == 0
    assert np.isnan([empty.p_value, empty.difference, all_blank.p_value]).all()


def test_paragraphs_without_text_are_left_out() -> None:
    with_blanks = permute_paragraphs([3, 0, 2], [90, 0, 100], [0, 0], [80, 0])
    without = permute_paragraphs([3, 2], [90, 100], [0], [80])

    assert with_blanks.p_value == without.p_value
    assert with_blanks.arrangements == without.arrangements == 3


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="a row for each of the 2 paragraphs"):
        permute_paragraphs([1], [10, 10], [1], [10])
    with pytest.raises(ValueError, match="size 0 can have no occurrence"):
        permute_paragraphs([1], [0], [1], [10])
    with pytest.raises(ValueError, match="permutations must be 1 or more"):
        permute_paragraphs([1], [10], [1], [10], permutations=0)
