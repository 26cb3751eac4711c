"""Charts: functions that draw a table as a matplotlib figure, and say what it shows.

A chart is a file: ``draw_X(table, …) -> ChartFigure`` and ``describe_X(table, …) -> str``. Its data
is the table it is given; every mark knows the number of its row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from policytext.charts.bars import describe_bars, draw_bars
from policytext.charts.canvas import ChartFigure
from policytext.charts.heatmap import describe_heatmap, draw_heatmap
from policytext.charts.output import figure_to_png, figure_to_svg, theme_css
from policytext.charts.positions import describe_positions, draw_positions
from policytext.charts.similarity import describe_similarity, draw_similarity
from policytext.charts.tfidf import describe_tfidf, draw_tfidf
from policytext.charts.themes import THEMES


class Chart(NamedTuple):
    """A chart: how it is drawn, and the sentence that says what it shows."""

    draw: Callable[..., ChartFigure]
    describe: Callable[..., str]


CHARTS: Mapping[str, Chart] = {
    "heatmap": Chart(draw_heatmap, describe_heatmap),
    "bars": Chart(draw_bars, describe_bars),
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
    "describe_positions",
    "describe_similarity",
    "describe_tfidf",
    "draw_bars",
    "draw_heatmap",
    "draw_positions",
    "draw_similarity",
    "draw_tfidf",
    "figure_to_png",
    "figure_to_svg",
    "theme_css",
]
