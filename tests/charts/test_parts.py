"""The parts charts are made of: themes, scales, lines of text, marks."""

from __future__ import annotations

import pytest

from policytext.base.errors import PolicytextError
from policytext.base.table import Table
from policytext.charts import THEMES, draw_heatmap, draw_keyness, draw_trends
from policytext.charts.bars import fill_of
from policytext.charts.canvas import wrap_text
from policytext.charts.output import _shorten_path
from policytext.charts.scales import cover_from_zero, cover_range, round_step
from policytext.charts.themes import STEPS, Theme
from policytext.charts.trends import when
from policytext.charts.words import format_rate, join_names, quote_document
from tests.support.make_tables import make_rates


def luminance(color: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=list(THEMES))
def theme(request: pytest.FixtureRequest) -> Theme:
    return THEMES[str(request.param)]


def test_text_stands_out_four_and_a_half_to_one(theme: Theme) -> None:
    for color in (theme.ink, theme.muted):
        assert contrast(color, theme.paper) >= 4.5
    for step, color in enumerate(theme.steps, 1):
        assert contrast(theme.on_step(step), color) >= 4.5


def test_bars_stand_out_three_to_one(theme: Theme) -> None:
    for color in (*theme.series, theme.positive, theme.negative):
        assert contrast(color, theme.paper) >= 3


def test_the_steps_keep_their_order_in_grey(theme: Theme) -> None:
    grey = [luminance(color) for color in theme.steps]
    assert grey in (sorted(grey), sorted(grey, reverse=True))
    assert all(contrast(a, b) > 1.12 for a, b in zip(theme.steps, theme.steps[1:], strict=False))


def test_no_two_roles_share_a_colour(theme: Theme) -> None:
    assert len(set(theme.roles().values())) == len(theme.roles())
    assert theme.roles().keys() == THEMES["light"].roles().keys()


def test_the_first_35_series_all_look_different(theme: Theme) -> None:
    looks = [fill_of(theme, number) for number in range(35)]
    assert len(set(looks)) == 35
    assert len({hatch for _, hatch in looks[:5]}) == 5


@pytest.mark.parametrize(
    ("largest", "parts", "step"),
    [(28, 7, 4), (24.4, 7, 4), (0.7, 7, 0.1), (70, 7, 10), (71, 7, 15), (0, 7, 1), (5, 1, 5)],
)
def test_steps_are_round_and_reach(largest: float, parts: int, step: float) -> None:
    assert round_step(largest, parts) == pytest.approx(step)


def test_an_outlier_among_many_lies_in_an_open_last_step() -> None:
    scale = cover_from_zero([*range(1, 8)] * 10 + [100])
    assert (scale.step, scale.open) == (1.0, True)
    assert scale.number(100) == STEPS
    assert not cover_from_zero([1, 2, 7]).open


def test_a_value_on_a_bound_belongs_to_the_step_above() -> None:
    scale = cover_from_zero([7.0])
    assert [scale.number(value) for value in (0.5, 1.0, 6.9, 7.0)] == [1, 2, 7, 7]


@pytest.mark.parametrize("values", [[0.59, 0.86], [0.5, 0.5], [], [0.99, 1.0], [-0.2, 0.9]])
def test_a_range_lies_within_its_scale(values: list[float]) -> None:
    scale = cover_range(values)
    assert scale.step > 0
    for value in values:
        assert scale.low <= value <= scale.low + STEPS * scale.step + 1e-9


def test_lines_break_evenly_and_marks_stay_with_what_they_enclose() -> None:
    assert wrap_text("牢牢把握人工智能治理", 66, size=11) == ["牢牢把握人", "工智能治理"]
    assert wrap_text("甲乙丙《丁", 44, size=11) == ["甲乙丙", "《丁"]
    assert wrap_text("甲乙丙丁，戊", 44, size=11) == ["甲乙丙", "丁，戊"]
    assert wrap_text("state of the union", 60, size=11) == ["state of", "the union"]


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrap_text("甲乙丙丁戊己庚辛", 44, size=11, most=1) == ["甲乙丙…"]
    assert wrap_text("", 44) == [""]


def test_a_rate_above_zero_never_reads_as_zero() -> None:
    assert [format_rate(value) for value in (0, 0.01, 0.05, 17.26, None)] == [
        "0",
        "<0.1",
        "0.1",
        "17.3",
        "–",
    ]


def test_names_are_listed_as_each_language_does() -> None:
    assert join_names(["“甲”", "“乙”"], "zh") == "“甲”“乙”"
    assert join_names(["甲", "乙"], "zh") == "甲、乙"
    assert join_names(["a", "b", "c"], "en") == "a, b and c"
    assert join_names(["a"], "en") == "a"
    assert join_names([*"abcdef"], "en") == "a, b, c, d and 2 more"


def test_a_title_in_a_title_takes_single_marks() -> None:
    assert quote_document("共济——《计划》解读", "zh") == "《共济——〈计划〉解读》"
    assert quote_document("cpc20", "zh") == "cpc20"


def test_a_mark_says_the_exact_value_the_interval_and_the_count() -> None:
    figure = draw_heatmap(make_rates({("a", "x"): 45}, size=2605), documents={"a": "行动计划"})
    assert [tuple(mark) for mark in figure.marks.values()] == [
        (0, "行动计划 · x: 17.27 [8.64, 35.55] (45)")
    ]


def test_families_that_the_language_lacks_are_dashes_and_not_zeros() -> None:
    figure = draw_heatmap(make_rates({("a", "x"): None, ("a", "y"): 0, ("b", "x"): 1}))
    said = [text.get_text() for text in figure.axes[0].texts]
    assert said.count("–") == 2  # undefined, and b without a row for y
    assert said.count("0") == 2  # the rate of y in a, and the key


def test_intervals_of_another_measure_are_refused() -> None:
    table = Table("Odds", ("feature", "log_ratio", "low", "high"), (("共", 1.0, 4.0, 16.0),))
    with pytest.raises(PolicytextError, match="bound another measure"):
        draw_keyness(table)


def test_trends_of_groups_without_time_are_refused() -> None:
    table = Table("Groups", ("family", "group", "per_1000"), (("x", "issuer", 1.0),))
    with pytest.raises(PolicytextError, match="draw bars"):
        draw_trends(table)


def test_groups_counted_in_two_units_stay_apart() -> None:
    rows = (("x", "2025", "characters", 1.0), ("x", "2025", "words", 2.0))
    figure = draw_heatmap(Table("Groups", ("family", "group", "unit", "per_1000"), rows))
    assert len(figure.marks) == 2


@pytest.mark.parametrize(
    ("group", "time"), [("2025", 2025.0), ("2025-07", 2025.5), ("undated", None), ("2025年", None)]
)
def test_years_and_months_are_times(group: str, time: float | None) -> None:
    assert when(group) == time


def test_a_path_for_a_page_has_the_same_points_as_distances() -> None:
    # Worked out by hand: level, upright and slanting lines, a curve, and a second part.
    path = "M 16 122.25 L 344 122.25 L 344 138.3 L 16.04 140 z M 1 1 C 1 2 3 4 5 6 L 5 5.98"
    assert _shorten_path(path) == "M16 122.2h328v16.1l-328 1.7zm-15-121.2c0 1 2 3 4 5h0"
