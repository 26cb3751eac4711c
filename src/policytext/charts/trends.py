"""Trends: the rate of each family over time, in panels with scales of their own from 0.

Tested in tests/charts/test_contract.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.base.errors import PolicytextError
from policytext.base.table import Table
from policytext.charts.canvas import SMALL, WIDTH, Align, Canvas, shorten, width_of
from policytext.charts.drawing import Mark, own_settings
from policytext.charts.grid import Grid, Row, check_columns
from policytext.charts.panels import Panel, place_panels
from policytext.charts.scales import highest
from policytext.charts.themes import choose_theme
from policytext.charts.words import (
    Language,
    Names,
    format_rate,
    name_in_unit,
    quote_term,
    say,
    say_nothing,
)

if TYPE_CHECKING:
    from policytext.charts.figure import ChartFigure

COLUMNS = ("family", "group", "per_1000")
_TITLE, _PLOT, _FOOT, _RIGHT, _ACROSS = 28.0, 58.0, 16.0, 34.0, 3
_MANY = 12  # with more points, the dots are small


def when(group: str) -> float | None:
    """Return a year or month such as ``2025-07`` as a number of years, or None if it is neither."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?", group)
    return int(found[1]) + (int(found[2] or 1) - 1) / 12 if found else None


@own_settings()
def draw_trends(
    table: Table,
    *,
    families: Names = None,
    theme: str = "light",
    language: Language = "zh",
    width: float = WIDTH,
) -> ChartFigure:
    """Draw the rate of each family over time, with a panel for each family.

    The time axis is to scale. ``low`` and ``high``, if any, are drawn as a band. Documents without
    a date are left out.

    Parameters
    ----------
    table : Table
        The table of ``measure_trends`` by ``year`` or ``month``.
    families : mapping of str to str, optional
        The name to show for each family id; by default the id.
    theme : str, default "light"
        The colours: ``light`` or ``dark``.
    language : str, default "zh"
        The language of the title and the notes: ``zh`` or ``en``.
    width : float, default 720
        The width in points; the height follows from the table.

    Returns
    -------
    ChartFigure
        A matplotlib figure. Each of its ``marks`` has the number of the table row that it shows.

    Raises
    ------
    PolicytextError
        A column is missing, or no group is a year or a month.
    UnknownNameError
        *theme* or *language* is unknown.

    Examples
    --------
    >>> from policytext.base.table import Table
    >>> rows = (("合作", "2023", 1.5), ("合作", "2025", 3.0))
    >>> figure = draw_trends(Table("Families by year", ("family", "group", "per_1000"), rows))
    >>> [mark.tip for mark in figure.marks.values()]
    ['合作 · 2023: 1.50', '合作 · 2025: 3.00']
    """
    lines = _read(table, families, language)
    heights = [_TITLE + _PLOT + _FOOT] * len(lines)
    panels, height = place_panels(heights, width, columns=_ACROSS, least=140)
    canvas = Canvas(
        height,
        choose_theme(theme),
        say(language, "trends.title"),
        note=_explain(Grid(table, "family"), language),
        footer=(table.convention,),
        width=width,
    )
    times = [time for line in lines for time in line.times]
    for line, panel in zip(lines, panels, strict=True):
        top = highest([*line.rates, *line.highs]) or 1.0
        plot = _Plot(panel._replace(top=canvas.top + panel.top), min(times), max(times), top)
        _draw_line(canvas, line, plot)
    return canvas.figure


@dataclass(frozen=True)
class _Line:
    """The dated rows of one family in one unit, the earliest first."""

    name: str
    rows: Sequence[Row]

    @property
    def times(self) -> list[float]:
        return [when(row.get("group")) or 0.0 for row in self.rows]

    @property
    def rates(self) -> list[float]:
        return [row.get("per_1000") for row in self.rows]

    @property
    def rise(self) -> float:
        return self.rates[-1] - self.rates[0]

    @property
    def unit(self) -> str:
        return str(self.rows[0].get("unit"))

    @property
    def highs(self) -> list[float]:
        return [row.interval[1] for row in self.rows if row.interval]


def _read(table: Table, families: Names, language: Language) -> list[_Line]:
    """Return the lines, the family with the highest mean first."""
    check_columns(table, COLUMNS, "trends")
    grid = Grid(table, "family", None, families)
    units = {row.get("unit") for row in grid.rows}
    found: dict[tuple[str, str], list[Row]] = {}
    for row in grid.rows:
        if row.get("per_1000") is not None and when(str(row.get("group"))) is not None:
            found.setdefault((row.get("family"), str(row.get("unit"))), []).append(row)
    if grid.rows and not found:
        raise PolicytextError(
            "The chart 'trends' needs years or months under 'group'; for other groups draw bars."
        )
    lines = [
        _Line(
            _name(grid.item_name(family), unit if len(units) > 1 else None, language),
            sorted(rows, key=lambda row: when(row.get("group")) or 0.0),
        )
        for (family, unit), rows in found.items()
    ]
    return sorted(lines, key=lambda line: -sum(line.rates) / len(line.rates))


def _name(name: str, unit: str | None, language: Language) -> str:
    return name_in_unit(name, unit, language) if unit else name


def _explain(grid: Grid, language: Language) -> str:
    parts = [grid.unit(language), say(language, "trends.scale")]
    if grid.values("low"):
        parts.append(say(language, "trends.bands"))
    if undated := {g for row in grid.rows if when(g := str(row.get("group"))) is None}:
        parts.append(say(language, "trends.undated", number=len(undated)))
    return say(language, "separator").join(parts)


@dataclass(frozen=True)
class _Plot:
    """Maps times and rates to places in one panel."""

    panel: Panel
    first: float
    last: float
    top: float

    @property
    def base(self) -> float:
        return self.panel.top + _TITLE + _PLOT

    def spot(self, time: float, rate: float) -> tuple[float, float]:
        wide = self.panel.width - _RIGHT - 4
        share = (time - self.first) / (self.last - self.first) if self.last > self.first else 0.5
        return self.panel.left + 4 + share * wide, self.base - rate / self.top * _PLOT


def _draw_line(canvas: Canvas, line: _Line, plot: _Plot) -> None:
    theme, panel = canvas.theme, plot.panel
    canvas.text((panel.left, panel.top + 7), shorten(line.name, panel.width))
    right = panel.left + panel.width - _RIGHT + 4
    canvas.line([(panel.left, plot.base), (right, plot.base)], theme.rule)
    spots = [plot.spot(time, rate) for time, rate in zip(line.times, line.rates, strict=True)]
    _draw_band(canvas, line, plot)
    if len(spots) > 1:
        canvas.line(spots, theme.series[0], linewidth=1.6)
    radius = 3.0 if len(spots) <= _MANY else 1.6
    for spot, row in zip(spots, line.rows, strict=True):
        tip = f"{line.name} · {row.get('group')}: {row.say('per_1000')}"
        canvas.dot(spot, radius, theme.series[0], mark=Mark(row.number, tip))
    _label_values(canvas, line, spots)
    _draw_ends(canvas, line, spots, plot)


def _draw_band(canvas: Canvas, line: _Line, plot: _Plot) -> None:
    bounded = [(when(row.get("group")) or 0.0, row.interval) for row in line.rows if row.interval]
    upper = [plot.spot(time, ends[1]) for time, ends in bounded]
    lower = [plot.spot(time, ends[0]) for time, ends in bounded]
    if len(bounded) > 1:
        canvas.area([*upper, *reversed(lower)], canvas.theme.steps[0])
    for high, low in zip(upper, lower, strict=True) if len(bounded) == 1 else ():
        canvas.line([high, low], canvas.theme.series[0], linewidth=1.4)


def _label_values(canvas: Canvas, line: _Line, spots: Sequence[tuple[float, float]]) -> None:
    """Write the last value beside the line, and the highest above it."""
    x, y = spots[-1]
    canvas.text((x + 7, y), format_rate(line.rates[-1]), size=SMALL)
    top = line.rates.index(max(line.rates))
    x, y = spots[top]
    if top < len(spots) - 1 and spots[-1][0] - x > _RIGHT:
        canvas.text(
            (max(x, spots[0][0] + 8), y - 9),
            format_rate(line.rates[top]),
            size=SMALL,
            align="center",
        )


def _draw_ends(
    canvas: Canvas, line: _Line, spots: Sequence[tuple[float, float]], plot: _Plot
) -> None:
    """Write the first and the last date under the line, as one label if they are too close."""
    names = [str(row.get("group")) for row in line.rows]
    left, right, middle = spots[0][0] - 4, spots[-1][0] + 4, plot.base + 9
    ends: list[tuple[float, str, Align]] = [(left, names[0], "left"), (right, names[-1], "right")]
    if right - left < width_of(names[0] + names[-1], SMALL) + 8:
        both = names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"
        half = width_of(both, SMALL) / 2
        edges = plot.panel.left + half, plot.panel.left + plot.panel.width - half
        ends = [(max(edges[0], min(edges[1], (left + right) / 2)), both, "center")]
    for x, name, align in ends:
        canvas.text((x, middle), name, size=SMALL, color=canvas.theme.muted, align=align)


def describe_trends(table: Table, *, families: Names = None, language: Language = "zh") -> str:
    """Say which family rose and which fell most from the first date to the last."""
    lines = [line for line in _read(table, families, language) if any(line.rates)]
    if not lines:
        return say_nothing(language)
    if not any(len(line.rows) > 1 for line in lines):
        return say(language, "trends.one_date")
    said = []
    for unit in sorted({line.unit for line in lines}):  # rates of two units are not compared
        moving = [line for line in lines if line.unit == unit and len(line.rows) > 1]
        said += _say_moves(sorted(moving, key=lambda line: line.rise), language)
    if not said:
        return say(language, "trends.same")
    return say(language, "separator").join(said) + say(language, "sentence_end")


def _say_moves(lines: Sequence[_Line], language: Language) -> list[str]:
    """Return the clauses on *lines*, which are sorted by their rise."""
    said = []
    if lines and lines[-1].rise > 0:
        said.append(_say_move(lines[-1], "trends.rose", language))
    if lines and lines[0].rise < 0:
        said.append(_say_move(lines[0], "trends.fell", language))
    return said


def _say_move(line: _Line, key: str, language: Language) -> str:
    return say(
        language,
        key,
        item=quote_term(line.name),
        first=format_rate(line.rates[0]),
        last=format_rate(line.rates[-1]),
        first_date=line.rows[0].get("group"),
        last_date=line.rows[-1].get("group"),
    )
