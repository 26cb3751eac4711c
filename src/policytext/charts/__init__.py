"""Charts: functions that draw a table as a matplotlib figure and describe what it shows.

A chart is a module with ``draw_X(table, …) -> ChartFigure`` and ``describe_X(table, …) -> str``.
All its data come from the table; every mark has the number of its row.

Tested in tests/charts/test_contract.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from policytext.charts.bars import describe_bars, draw_bars
from policytext.charts.heatmap import describe_heatmap, draw_heatmap
from policytext.charts.keyness import describe_keyness, draw_keyness
from policytext.charts.output import figure_to_png, figure_to_svg, theme_css
from policytext.charts.positions import describe_positions, draw_positions
from policytext.charts.profile import describe_profile, draw_profile
from policytext.charts.robustness import describe_robustness, draw_robustness
from policytext.charts.similarity import describe_similarity, draw_similarity
from policytext.charts.tfidf import describe_tfidf, draw_tfidf
from policytext.charts.themes import THEMES
from policytext.charts.trends import describe_trends, draw_trends

if TYPE_CHECKING:
    from policytext.charts.figure import ChartFigure


class Chart(NamedTuple):
    """A chart: the function that draws it and the function that describes it in a sentence."""

    draw: Callable[..., ChartFigure]
    describe: Callable[..., str]


CHARTS: Mapping[str, Chart] = {
    "heatmap": Chart(draw_heatmap, describe_heatmap),
    "bars": Chart(draw_bars, describe_bars),
    "keyness": Chart(draw_keyness, describe_keyness),
    "profile": Chart(draw_profile, describe_profile),
    "robustness": Chart(draw_robustness, describe_robustness),
    "trends": Chart(draw_trends, describe_trends),
    "positions": Chart(draw_positions, describe_positions),
    "tfidf": Chart(draw_tfidf, describe_tfidf),
    "similarity": Chart(draw_similarity, describe_similarity),
}

__all__ = [
    "CHARTS",
    "THEMES",
    "Chart",
    "ChartFigure",
    "describe_bars",
    "describe_heatmap",
    "describe_keyness",
    "describe_positions",
    "describe_profile",
    "describe_robustness",
    "describe_similarity",
    "describe_tfidf",
    "describe_trends",
    "draw_bars",
    "draw_heatmap",
    "draw_keyness",
    "draw_positions",
    "draw_profile",
    "draw_robustness",
    "draw_similarity",
    "draw_tfidf",
    "draw_trends",
    "figure_to_png",
    "figure_to_svg",
    "theme_css",
]


def __getattr__(name: str) -> Any:
    """Import `ChartFigure` on first use, because it loads matplotlib."""
    if name != "ChartFigure":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from policytext.charts.figure import ChartFigure

    return ChartFigure
