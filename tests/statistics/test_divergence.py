import numpy as np
import pytest
from scipy.spatial.distance import jensenshannon
from scipy.stats import entropy

from policytext.statistics import divergence as d


@pytest.fixture(scope="module")
def texts() -> np.ndarray:
    """A thousand pairs of texts over 40 features, some of them in neither."""
    random = np.random.default_rng(4)
    return random.poisson(random.gamma(0.4, 6, (1000, 2, 40))) + np.eye(40)[:2]


def test_jensen_shannon_is_the_square_of_scipys_distance_to_twelve_digits(
    texts: np.ndarray,
) -> None:
    theirs = jensenshannon(texts[:, 0], texts[:, 1], base=2, axis=-1) ** 2

    ours = d.jensen_shannon(texts[:, 0], texts[:, 1])
    np.testing.assert_allclose(ours, theirs, rtol=1e-12)


@pytest.mark.parametrize("smoothing", [0.5, 1e-3])
def test_kullback_leibler_is_the_relative_entropy_of_scipy_to_twelve_digits(
    smoothing: float, texts: np.ndarray
) -> None:
    theirs = []
    for pair in texts:
        either = pair.sum(axis=0) > 0
        theirs.append(entropy(*(pair[:, either] + smoothing), base=2))

    ours = d.kullback_leibler(texts[:, 0], texts[:, 1], smoothing=smoothing)
    np.testing.assert_allclose(ours, theirs, rtol=1e-12)


def test_without_smoothing_a_missing_feature_costs_everything() -> None:
    assert d.kullback_leibler([1, 1], [1, 0], smoothing=0) == np.inf
    assert d.kullback_leibler([1, 0], [1, 1], smoothing=0) == 1


def test_rank_turbulence_is_the_sum_written_out(texts: np.ndarray) -> None:
    """Word by word, with ranks by counting who is above and who is level."""

    def rank(counts: np.ndarray, place: int) -> float:
        return np.sum(counts > counts[place]) + (np.sum(counts == counts[place]) + 1) / 2

    alpha = 1 / 3
    for first, second in texts[:50]:
        either = (first + second) > 0
        one, two = first[either], second[either]
        n1, n2 = np.sum(one > 0), np.sum(two > 0)
        total = apart = 0.0
        for place in range(len(one)):
            r1, r2 = rank(one, place), rank(two, place)
            total += abs(r1**-alpha - r2**-alpha) ** (1 / (1 + alpha))
            if one[place]:
                apart += abs(r1**-alpha - (n1 + n2 / 2) ** -alpha) ** (1 / (1 + alpha))
            if two[place]:
                apart += abs(r2**-alpha - (n2 + n1 / 2) ** -alpha) ** (1 / (1 + alpha))
        assert d.rank_turbulence(first, second) == pytest.approx(total / apart, rel=1e-12)


@pytest.mark.parametrize("alpha", [0.01, 1 / 3, 1, 5])
def test_rank_turbulence_lies_between_zero_and_one(alpha: float, texts: np.ndarray) -> None:
    scores = d.rank_turbulence(texts[:200, 0], texts[:200, 1], alpha=alpha)

    assert np.all((scores > 0) & (scores < 1))


def test_texts_without_a_common_feature_are_one_apart() -> None:
    first, second = np.arange(1, 1001), np.zeros(1000)
    apart = np.concatenate([first, second]), np.concatenate([second, first])

    assert d.jensen_shannon(*apart) == 1
    assert d.rank_turbulence(*apart) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("name", ["jensen_shannon", "rank_turbulence"])
def test_either_way_round_is_the_same(name: str, texts: np.ndarray) -> None:
    first, second = texts[:50, 0], texts[:50, 1]

    np.testing.assert_allclose(
        d.MEASURES[name](first, second), d.MEASURES[name](second, first), rtol=1e-12
    )


@pytest.mark.parametrize("name", d.MEASURES)
def test_features_of_neither_text_play_no_part(name: str) -> None:
    measure = d.MEASURES[name]

    assert measure([3, 1, 0, 0], [1, 4, 0, 0]) == pytest.approx(float(measure([3, 1], [1, 4])))


@pytest.mark.parametrize("name", d.MEASURES)
def test_an_empty_text_is_not_comparable(name: str) -> None:
    measure = d.MEASURES[name]

    assert np.isnan(measure([0, 0], [1, 4]))
    assert np.isnan(measure([1, 4], [0, 0]))
    assert np.isnan(measure([0, 0], [0, 0]))


@pytest.mark.parametrize("name", d.MEASURES)
def test_all_pairs_of_many_texts_are_had_at_once(name: str) -> None:
    texts = np.array([[3, 1, 0], [1, 4, 2], [0, 0, 5]])
    square = d.MEASURES[name](texts[:, None, :], texts[None, :, :])

    assert square.shape == (3, 3)
    assert square[0, 1] == d.MEASURES[name](texts[0], texts[1])
    np.testing.assert_allclose(np.diag(square), 0, atol=1e-15)


def test_settings_that_mean_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="smoothing must be 0 or more"):
        d.kullback_leibler([1], [1], smoothing=-1)
    with pytest.raises(ValueError, match="alpha must be above 0"):
        d.rank_turbulence([1], [1], alpha=0)
    with pytest.raises(ValueError, match="counts must be 0 or more"):
        d.jensen_shannon([-1], [1])
