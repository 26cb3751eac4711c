"""The profile of each document: its rates with intervals, and the mean of the others.

Tested in tests/charts/test_contract.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.base.table import Table
from policytext.charts.axis import Axis, draw_interval
from policytext.charts.canvas import BODY, LEADING, WIDTH, Canvas, limit_label, width_of, wrap_text
from policytext.charts.drawing import own_settings
from policytext.charts.grid import Grid, Row, read_rates
from policytext.charts.panels import Panel, place_panels
from policytext.charts.scales import highest
from policytext.charts.themes import choose_theme
from policytext.charts.words import Language, Names, format_rate, join_names, say, say_nothing

if TYPE_CHECKING:
    from policytext.charts.figure import ChartFigure

_SMALL_COUNT = 5  # the rate of a lower count is too uncertain
_SAID = 3  # families that the sentence names
_LINE, _LABEL, _VALUE, _COLUMNS, _AXIS = 16.0, 168.0, 32.0, 2, 22.0


@own_settings()
def draw_profile(
    table: Table,
    *,
    documents: Names = None,
    families: Names = None,
    theme: str = "light",
    language: Language = "zh",
    width: float = WIDTH,
) -> ChartFigure:
    """Draw the rates of each document as dots, the highest first, with the mean of the others.

    Parameters
    ----------
    table : Table
        A table with the columns ``document`` (or ``group``), ``family`` (or ``term``) and
        ``per_1000``, such as that of ``compare_families``. ``low`` and ``high``, if any, are drawn
        as intervals; a dot is hollow if ``count`` is below 5.
    documents : mapping of str to str, optional
        The name to show for each document id; by default the id.
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
        A column is missing.
    UnknownNameError
        *theme* or *language* is unknown.

    Examples
    --------
    >>> from policytext.base.table import Table
    >>> rows = (("plan", "合作", 3.0, 2.1, 4.2), ("speech", "合作", 1.5, 0.8, 2.6))
    >>> table = Table("Rates", ("document", "family", "per_1000", "low", "high"), rows)
    >>> figure = draw_profile(table, language="en")
    >>> [mark.tip for mark in figure.marks.values()]
    ['plan · 合作: 3.00 [2.10, 4.20]', 'speech · 合作: 1.50 [0.80, 2.60]']
    """
    grid = read_rates(table, "profile", documents, families)
    head = highest(len(_title(grid, document)) for document in grid.documents) * BODY * LEADING + 4
    lines = len(grid.items) * _LINE
    heights = [head + lines + _AXIS] * len(grid.documents)
    panels, height = place_panels(heights, width, columns=_COLUMNS, least=280)
    canvas = Canvas(
        height,
        choose_theme(theme),
        say(language, "profile.title"),
        note=_explain(grid, language),
        footer=(table.convention,),
        width=width,
    )
    for document, panel in zip(grid.documents, panels, strict=True):
        place = panel._replace(top=canvas.top + panel.top)
        title = _title(grid, document)
        first = place.top + head - 6 - (len(title) - 0.5) * BODY * LEADING
        canvas.lines((place.left, first), title)
        _draw_rates(canvas, grid, document, place._replace(top=place.top + head))
    return canvas.figure


def _title(grid: Grid, document: str) -> list[str]:
    return wrap_text(grid.document_name(document), 316, most=2)


def _explain(grid: Grid, language: Language) -> str:
    parts = [grid.unit(language)]
    if grid.values("low"):
        parts.append(say(language, "intervals"))
    if any(map(_is_small, grid.rows)):
        parts.append(say(language, "profile.small", below=_SMALL_COUNT))
    if len(grid.documents) > 1:
        parts.append(say(language, "profile.mean"))
    return say(language, "separator").join(parts)


def _draw_rates(canvas: Canvas, grid: Grid, document: str, panel: Panel) -> None:
    rows = [row for item in grid.items if (row := grid.cell(document, item))]
    rows.sort(key=lambda row: -(row.get("per_1000") or 0))
    most = limit_label(_LABEL, canvas.width)
    label = min(most, highest(width_of(grid.item_name(i), BODY) for i in grid.items)) + 10
    top = highest([*grid.values(), *grid.values("high")]) or 1.0
    axis = Axis(panel.left + label, panel.width - label - _VALUE, 0.0, top)
    axis.draw_grid(canvas, panel.top, panel.top + len(rows) * _LINE)
    for number, row in enumerate(rows):
        middle = panel.top + (number + 0.5) * _LINE
        name = wrap_text(grid.item_name(row.get(grid.item)), most, most=1)[0]
        canvas.text((panel.left, middle), name)
        value = row.get("per_1000")
        right = panel.left + panel.width
        ink = canvas.theme.ink if value else canvas.theme.muted
        canvas.text((right, middle), format_rate(value), color=ink, align="right")
        _draw_others(canvas, grid, row, axis, middle)
        if value is not None:
            _draw_rate(canvas, row, axis, middle)
        canvas.touch((panel.left, middle - _LINE / 2, panel.width, _LINE), grid.mark(row))


def _draw_rate(canvas: Canvas, row: Row, axis: Axis, middle: float) -> None:
    theme, spot = canvas.theme, (axis.place(row.get("per_1000")), middle)
    if row.interval:
        draw_interval(canvas, axis, middle, row.interval, theme.series[0])
    fill = theme.paper if _is_small(row) else theme.series[0]
    canvas.dot(spot, 3.6, fill, edgecolor=theme.series[0], linewidth=1.2)


def _is_small(row: Row) -> bool:
    count = row.get("count")
    return count is not None and count < _SMALL_COUNT


def _draw_others(canvas: Canvas, grid: Grid, row: Row, axis: Axis, middle: float) -> None:
    """Draw a stroke at the mean of the other documents counted in the same unit."""
    others = (grid.cell(d, row.get(grid.item)) for d in grid.documents if d != row.get("document"))
    same = [o for o in others if o and o.get("unit") == row.get("unit")]
    rates = [o.get("per_1000") for o in same if o.get("per_1000") is not None]
    if rates:
        x = axis.place(sum(rates) / len(rates))
        canvas.line([(x, middle - 5), (x, middle + 5)], canvas.theme.muted, linewidth=1.4)


def describe_profile(
    table: Table,
    *,
    documents: Names = None,
    families: Names = None,
    language: Language = "zh",
) -> str:
    """Say which family has the highest rate in each text, and how many counts are too small."""
    grid = read_rates(table, "profile", documents, families)
    if not any(grid.values()):
        return say_nothing(language)
    leaders: dict[str, list[str]] = {}
    for document in grid.documents:
        rows = [row for item in grid.items if (row := grid.cell(document, item))]
        top = max(rows, key=lambda row: row.get("per_1000") or 0)
        if top.get("per_1000"):
            name = grid.quote_document(top, language)
            leaders.setdefault(grid.quote_item(top), []).append(name)
    leaders = dict(sorted(leaders.items(), key=lambda entry: -len(entry[1])))
    said = [
        say(language, "profile.leads", item=item, documents=join_names(names, language))
        for item, names in leaders.items()
    ]
    if rest := sum(len(names) for names in list(leaders.values())[_SAID:]):
        said[_SAID:] = [say(language, "profile.rest", rest=rest)]
    end = say(language, "sentence_end")
    return say(language, "separator").join(said) + end + _warn(grid, language)


def _warn(grid: Grid, language: Language) -> str:
    small = sum(map(_is_small, grid.rows))
    if not small:
        return ""
    warning = say(language, "profile.warn", small=small, rows=len(grid.rows), below=_SMALL_COUNT)
    return say(language, "sentence_gap") + warning
