"""What holds of every measure of every table of measures."""

from __future__ import annotations

import doctest
import inspect
from importlib import import_module
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from policytext.statistics import (
    Contingency,
    Cooccurrence,
    Measure,
    association,
    dispersion,
    distances,
    divergence,
    diversity,
    keyness,
    weighting,
)
from policytext.statistics.weighting import TermCounts

# Any warning at all is an error here.
pytestmark = pytest.mark.filterwarnings("error")

MODULES = (keyness, dispersion, distances, association, diversity, weighting, divergence)
EVERY = [measure for module in MODULES for measure in module.MEASURES.values()]


def each(measures: dict[str, Measure], *, without: tuple[str, ...] = ()) -> Any:
    """Run a test for every measure of a table."""
    kept = {name: measure for name, measure in measures.items() if name not in without}
    return pytest.mark.parametrize("measure", kept.values(), ids=kept)


def rising(measure: Measure, scores: np.ndarray) -> bool:
    """Whether *scores* go up, or down if the best is the lowest."""
    steps = np.diff(np.asarray(scores, dtype=float))
    tolerance = 1e-12 * np.nanmax(np.abs(scores))
    return bool(np.all((-steps if measure.lowest_first else steps) >= -tolerance))


# --- Of every measure -----------------------------------------------------------------------


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.split(".")[-1])
def test_the_key_of_a_measure_is_its_name(module: Any) -> None:
    assert {name: measure.name for name, measure in module.MEASURES.items()} == {
        name: name for name in module.MEASURES
    }


@pytest.mark.parametrize("measure", EVERY, ids=lambda measure: measure.name)
def test_a_measure_says_what_it_means_where_it_is_from_and_shows_an_example(
    measure: Measure,
) -> None:
    text = inspect.getdoc(measure.function) or ""
    meaning = text.index("\n\n")
    formula = text.find("Notes\n-----")

    assert measure.higher_means
    assert measure.source
    assert "References\n----------" in text
    assert "Examples\n--------" in text
    assert formula == -1 or meaning < formula


@pytest.mark.parametrize("measure", EVERY, ids=lambda measure: measure.name)
def test_the_example_of_a_measure_is_found_and_so_is_run(measure: Measure) -> None:
    """A decorator of another module would hide a function from doctest."""
    module = import_module(measure.function.__module__)
    found = {test.name for test in doctest.DocTestFinder().find(module) if test.examples}

    assert f"{module.__name__}.{measure.function.__name__}" in found


# --- Keyness --------------------------------------------------------------------------------

DIRECTED = {name: m for name, m in keyness.MEASURES.items() if m.neutral is not None}
UNDEFINED = Contingency([0, 0, 5, 0], [0, 5, 0, 0], [100, 0, 100, 0], [100, 100, 0, 0])


@each(keyness.MEASURES)
def test_keyness_keeps_the_shape_and_is_a_float(measure: Measure) -> None:
    for shape in [(), (4,), (2, 3), (0,)]:
        scores = np.asarray(measure(Contingency(np.full(shape, 3), 5, 100, 120)))
        assert scores.shape == shape
        assert scores.dtype == np.float64


@each(keyness.MEASURES)
def test_keyness_is_undefined_where_there_is_nothing_to_compare(measure: Measure) -> None:
    assert np.isnan(measure(UNDEFINED)).all()
    if measure.p_value:
        assert np.isnan(measure.p_value(UNDEFINED)).all()


@each(keyness.MEASURES)
def test_keyness_of_every_table_of_a_text_of_four_words_warns_of_nothing(measure: Measure) -> None:
    counts = np.arange(6)  # one more than there are words
    grid = np.meshgrid(counts, counts, np.arange(5), np.arange(5))
    scores = measure(Contingency(*grid))

    a, b, n1, n2 = grid
    ordinary = (a > 0) & (b > 0) & (a < n1) & (b < n2)
    if measure.name != "ell":  # which needs more than one expected occurrence
        assert np.isfinite(scores[ordinary]).all()


@each(DIRECTED)
def test_keyness_is_neutral_at_equal_rates(measure: Measure) -> None:
    scores = measure(Contingency([5, 10, 40], [5, 30, 10], [100, 100, 400], [100, 300, 100]))

    assert scores.tolist() == pytest.approx([measure.neutral] * 3, abs=1e-12)


@each(DIRECTED)
def test_keyness_is_above_neutral_where_the_target_has_more_and_below_where_less(
    measure: Measure,
) -> None:
    more, less = measure(Contingency([90, 30], [30, 90], [1000, 1000], [1000, 1000]))

    assert less < measure.neutral < more
    # More in number, less in rate: the sizes decide.
    assert measure(Contingency([90], [60], [9000], [1000]))[0] < measure.neutral


@each(DIRECTED, without=("percent_diff",))
def test_keyness_turns_round_with_the_texts(measure: Measure) -> None:
    """Not so a percentage of the other text."""
    here = Contingency([9, 4, 1, 0], [3, 8, 4, 9], 500, 700)
    there = Contingency(here.reference, here.target, here.reference_size, here.target_size)
    with np.errstate(divide="ignore"):
        turned = -measure(here) if measure.neutral == 0 else 1 / measure(here)

    assert measure(there).tolist() == pytest.approx(turned.tolist(), rel=1e-9)


@each(DIRECTED)
def test_keyness_rises_with_the_count_in_the_target_and_falls_with_that_in_the_reference(
    measure: Measure,
) -> None:
    counts = np.arange(61)
    for size in (60, 700):
        up = measure(Contingency(counts, 20, 60, size))
        down = measure(Contingency(20, counts, size, 60))
        assert rising(measure, up[~np.isnan(up)])
        assert rising(measure, -down[~np.isnan(down)])


def test_measures_without_a_side_rise_either_way_from_equal_rates() -> None:
    table = Contingency(np.arange(61), 20, 60, 60)
    for name in ("bic", "lockwords"):
        scores = keyness.MEASURES[name](table)
        assert np.all(np.diff(scores[:21]) <= 0)
        assert np.all(np.diff(scores[20:]) >= 0)


@each({name: measure for name, measure in keyness.MEASURES.items() if measure.p_value})
def test_a_p_value_is_one_at_equal_rates_and_falls_as_the_score_leaves_neutral(
    measure: Measure,
) -> None:
    table = Contingency(np.arange(20, 60), 20, 100, 100)
    p_values = measure.p_value(table)

    assert p_values[0] == pytest.approx(1, abs=1e-12)
    assert np.all(np.diff(p_values) <= 1e-12)
    assert p_values[-1] < 0.001
    assert np.all((p_values >= 0) & (p_values <= 1))


# --- Association ----------------------------------------------------------------------------


@each(association.MEASURES)
def test_association_keeps_the_shape_and_warns_of_nothing(measure: Measure) -> None:
    small = np.meshgrid(*[np.arange(5)] * 4)
    scores = np.asarray(measure(Cooccurrence(*small)))

    assert scores.shape == (5, 5, 5, 5)
    assert scores.dtype == np.float64
    if measure.p_value:
        assert measure.p_value(Cooccurrence(*small)).shape == scores.shape


@each(association.MEASURES)
def test_association_is_undefined_without_node_or_collocate(measure: Measure) -> None:
    absent = Cooccurrence([0, 0, 0, 0], [0, 5, 0, 0], [5, 0, 0, 0], [100, 100, 100, 0])

    assert np.isnan(measure(absent)).all()


@each({name: m for name, m in association.MEASURES.items() if m.neutral is not None})
def test_association_is_neutral_at_independence_and_has_the_sign_of_the_surplus(
    measure: Measure,
) -> None:
    by_chance, more, less = measure(Cooccurrence([2, 8, 1], 20, 10, 100))

    assert by_chance == pytest.approx(measure.neutral, abs=1e-12)
    assert less < measure.neutral < more


# Its docstring tells that it falls again between words that are hardly ever apart.
MONOTONE = {name: m for name, m in association.MEASURES.items() if name != "smoothed_log_odds_z"}


@each(MONOTONE)
def test_association_rises_with_the_cases_that_have_both(measure: Measure) -> None:
    scores = measure(Cooccurrence(np.arange(1, 21), 20, 30, 1000))

    assert np.isfinite(scores).all()
    assert rising(measure, scores)


@each(MONOTONE)
def test_association_falls_as_the_collocate_is_met_elsewhere(measure: Measure) -> None:
    scores = measure(Cooccurrence(10, 20, np.arange(10, 200), 1000))

    assert rising(measure, scores[::-1])


# --- Dispersion -----------------------------------------------------------------------------


@each(dispersion.MEASURES)
def test_dispersion_keeps_the_shape_and_warns_of_nothing(measure: Measure) -> None:
    counts = np.stack(np.meshgrid(*[np.arange(4)] * 3), axis=-1)

    scores = np.asarray(measure(counts, [100, 50, 10]))
    assert scores.shape == (4, 4, 4)
    assert scores.dtype == np.float64
    assert np.isnan(scores).sum() == 1  # the feature that occurs nowhere
    assert np.asarray(measure([1, 2], [10, 10])).shape == ()
    assert np.isnan(measure([], []))


@each({name: m for name, m in dispersion.MEASURES.items() if m.neutral is not None})
def test_dispersion_is_neutral_where_every_part_has_its_share(measure: Measure) -> None:
    assert float(measure([2, 4, 6], [100, 200, 300])) == pytest.approx(measure.neutral, abs=1e-9)


@each(dispersion.MEASURES)
def test_dispersion_grows_more_even_as_occurrences_move_to_the_parts_with_fewer(
    measure: Measure,
) -> None:
    to_even = [[6, 0, 0], [5, 1, 0], [4, 2, 0], [4, 1, 1], [3, 2, 1], [2, 2, 2]]

    assert rising(measure, measure(to_even, [100, 100, 100]))


@each(dispersion.MEASURES)
def test_dispersion_does_not_depend_on_how_frequent_a_feature_is(measure: Measure) -> None:
    once, tenfold = measure([[1, 2, 3], [10, 20, 30]], [100, 150, 90])

    assert once == pytest.approx(tenfold, rel=1e-12)


@each(distances.MEASURES)
def test_distances_grow_more_even_as_occurrences_draw_apart(measure: Measure) -> None:
    apart = [measure([0, step, 2 * step], 30) for step in range(1, 11)]

    assert rising(measure, np.array(apart))
    assert np.shape(apart[0]) == ()


@each(distances.MEASURES)
def test_distances_shorten_with_more_occurrences(measure: Measure) -> None:
    more = [measure(range(0, 60, 60 // parts), 60) for parts in (1, 2, 3, 4, 5, 6, 10, 12, 60)]

    assert rising(measure, np.array(more))


# --- Diversity ------------------------------------------------------------------------------


def text_of(types: int, length: int = 300) -> list[int]:
    """A text that goes round its types, so that more types are more varied everywhere."""
    return [place % types for place in range(length)]


@each(diversity.MEASURES)
def test_diversity_rises_with_the_types_of_a_text(measure: Measure) -> None:
    scores = [float(measure(text_of(types))) for types in (1, 2, 5, 10, 50, 100, 150)]

    assert rising(measure, np.array(scores))
    assert scores[0] != scores[-1]


@each(diversity.MEASURES)
def test_diversity_is_defined_by_tokens_whatever_they_are(measure: Measure) -> None:
    as_numbers = text_of(20)
    as_words = [chr(0x4E00 + token) for token in as_numbers]

    assert np.asarray(measure(as_words)).shape == ()
    assert measure(as_numbers) == measure(as_words)


@each(diversity.MEASURES)
def test_diversity_of_nothing_is_undefined_and_of_little_warns_of_nothing(measure: Measure) -> None:
    assert np.isnan(measure([]))
    for length in range(1, 4):
        measure(["a"] * length)
        measure(list("abc")[:length])


# --- Weighting ------------------------------------------------------------------------------


def cell(count: float, *, size: float = 100, among: float = 3) -> TermCounts:
    """One cell of a matrix of ten documents."""
    return TermCounts(
        np.array([count]), size=size, document_frequency=among, documents=10, mean_size=100
    )


@each(weighting.MEASURES)
def test_a_weight_rises_with_the_count_and_falls_with_the_documents_that_share_it(
    measure: Measure,
) -> None:
    by_count = [measure(cell(count))[0] for count in range(12)]
    by_documents = [measure(cell(4, among=among))[0] for among in range(1, 11)]

    assert np.all(np.diff(by_count) > 0)
    assert np.all(np.diff(by_documents) < 0)


@each(weighting.MEASURES)
def test_weights_keep_the_shape_and_of_no_documents_there_are_none(measure: Measure) -> None:
    for shape in [(2, 3), (1, 1), (0, 3), (2, 0)]:
        weights = np.asarray(measure(TermCounts.from_matrix(np.ones(shape))))
        assert weights.shape == shape
        assert weights.dtype == np.float64
    assert np.isnan(measure(TermCounts.from_matrix([[0.0]]))).all()


# --- Divergence -----------------------------------------------------------------------------


@each(divergence.MEASURES)
def test_divergence_is_neutral_for_a_text_and_itself_at_any_length(measure: Measure) -> None:
    text = np.array([7, 3, 3, 1, 0])

    assert float(measure(text, text)) == pytest.approx(measure.neutral, abs=1e-15)
    if measure.name != "kullback_leibler":  # the longer a text, the less smoothing changes it
        assert float(measure(text, 10 * text)) == pytest.approx(measure.neutral, abs=1e-15)


@each(divergence.MEASURES)
def test_divergence_rises_as_a_text_leaves_the_other(measure: Measure) -> None:
    here, there = np.array([70, 30, 9, 1, 0]), np.array([0, 2, 10, 31, 67])
    # In whole tokens, so that no two ranks are level but in the end.
    mixed = [(1 - share) * here + share * there for share in np.linspace(0, 1, 6)]
    scores = np.array([float(measure(here, text)) for text in mixed])

    assert all(earlier <= later + 1e-12 for earlier, later in pairwise(scores))
    assert scores[-1] > scores[1]


@each(divergence.MEASURES)
def test_divergence_of_every_pair_of_tiny_texts_warns_of_nothing(measure: Measure) -> None:
    texts = np.stack(np.meshgrid(*[np.arange(3)] * 3), axis=-1).reshape(-1, 3)
    scores = np.asarray(measure(texts[:, None], texts[None, :]))

    assert scores.shape == (27, 27)
    empty = texts.sum(axis=1) == 0
    assert np.isnan(scores[empty]).all()
    assert np.isfinite(scores[~empty][:, ~empty]).all()
