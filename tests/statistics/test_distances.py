import numpy as np
import pytest

from policytext.statistics import distances as d


def waits(positions: list[int], size: int) -> list[int]:
    """How many tokens on from each place of the ring the next occurrence is, 1 if it is next."""
    places = set(positions)
    return [
        next(step for step in range(1, size + 1) if (place + step) % size in places)
        for place in range(size)
    ]


@pytest.fixture(scope="module")
def texts() -> list[tuple[list[int], int]]:
    random = np.random.default_rng(3)
    sizes = random.integers(1, 60, 200).tolist()
    return [
        (random.choice(size, random.integers(1, size + 1), replace=False).tolist(), size)
        for size in sizes
    ]


def test_the_waiting_time_is_the_mean_over_all_places(texts: list[tuple[list[int], int]]) -> None:
    for positions, size in texts:
        assert d.awt(positions, size) == pytest.approx(np.mean(waits(positions, size)), rel=1e-12)


def test_the_logarithmic_distance_is_the_mean_over_all_places(
    texts: list[tuple[list[int], int]],
) -> None:
    for positions, size in texts:
        ring = sorted(positions)
        gaps = [
            (after - place - 1) % size + 1
            for place, after in zip(ring, ring[1:] + ring[:1], strict=True)
        ]
        by_place = [np.log10(gap) for gap in gaps for _ in range(gap)]
        assert d.ald(positions, size) == pytest.approx(np.mean(by_place), rel=1e-12, abs=1e-15)


def test_the_reduced_frequency_is_the_mean_of_all_ways_to_lay_segments(
    texts: list[tuple[list[int], int]],
) -> None:
    """Cut the ring in f segments anywhere: ARF is how many hold the word, on average."""
    for positions, size in texts:
        f = len(positions)
        if size % f:
            continue
        length = size // f
        held = [
            len({(place - start) % size // length for place in positions})
            for start in range(length)
        ]
        assert d.arf(positions, size) == pytest.approx(np.mean(held), rel=1e-12)


def test_even_spacing_leaves_the_frequency_as_it_is() -> None:
    assert d.arf(range(0, 100, 10), 100) == 10
    assert 100 / (2 * d.awt(range(0, 100, 10), 100) - 1) == pytest.approx(10)
    assert 100 / 10 ** d.ald(range(0, 100, 10), 100) == pytest.approx(10)


@pytest.mark.parametrize("measure", d.MEASURES.values(), ids=d.MEASURES)
def test_the_order_of_positions_and_the_start_of_the_ring_do_not_matter(
    measure: d.Measure,
) -> None:
    first = measure([2, 3, 11], 20)

    assert measure([11, 2, 3], 20) == pytest.approx(first)
    assert measure([7, 8, 16], 20) == pytest.approx(first)


@pytest.mark.parametrize("measure", d.MEASURES.values(), ids=d.MEASURES)
def test_an_absent_word_has_no_distances(measure: d.Measure) -> None:
    assert np.isnan(measure([], 20))
    assert np.isnan(measure([], 0))


def test_one_occurrence_waits_for_itself() -> None:
    assert d.arf([4], 20) == 1
    assert d.awt([4], 20) == (1 + 20) / 2


def test_positions_outside_the_text_are_refused() -> None:
    with pytest.raises(ValueError, match="positions must be from 0 to 19"):
        d.arf([20], 20)
    with pytest.raises(ValueError, match="must differ"):
        d.arf([3, 3], 20)
