"""Grouped bars: the rate of each family, a bar for each document.

Tested in tests/charts/test_parts.py.
"""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from policytext.base.table import Table
from policytext.charts.canvas import BODY, LEADING, PAD, SMALL, WIDTH, Canvas, wrap_text
from policytext.charts.drawing import own_settings
from policytext.charts.grid import Grid, Row, read_rates
from policytext.charts.panels import Panel, place_panels
from policytext.charts.scales import highest
from policytext.charts.themes import HATCHES, Theme, choose_theme
from policytext.charts.words import Language, Names, format_rate, say, say_nothing

if TYPE_CHECKING:
    from policytext.charts.figure import ChartFigure

_BAR, _HEAD, _NUMBER, _VALUE = 13.0, 20.0, 18.0, 30.0
_KEY_COLUMN = 300.0


@own_settings()
def draw_bars(
    table: Table,
    *,
    documents: Names = None,
    families: Names = None,
    theme: str = "light",
    language: Language = "zh",
    width: float = WIDTH,
) -> ChartFigure:
    """Draw grouped bars: a group for each family, a bar for each document, on one scale.

    Parameters
    ----------
    table : Table
        A table with the columns ``document`` (or ``group``), ``family`` (or ``term``) and
        ``per_1000``, such as those of ``count_families``, ``compare_families`` and
        ``measure_trends``. The column ``unit``, if any, names the unit of the rates.
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
    >>> rows = (("plan", "合作", 3.0), ("speech", "合作", 1.5))
    >>> figure = draw_bars(Table("Rates", ("document", "family", "per_1000"), rows), language="en")
    >>> type(figure).__name__, len(figure.marks)
    ('ChartFigure', 2)
    """
    grid = read_rates(table, "bars", documents, families)
    items = grid.ranked()
    key = _key_height(grid, width)
    heights = [_HEAD + len(grid.documents) * _BAR] * len(items)
    panels, height = place_panels(heights, width, columns=3, least=140)
    canvas = Canvas(
        key + height,
        choose_theme(theme),
        say(language, "bars.title"),
        note=grid.unit(language),
        footer=(table.convention,),
        width=width,
    )
    _draw_key(canvas, grid)
    top = highest(grid.values()) or 1.0
    for item, panel in zip(items, panels, strict=True):
        _draw_group(canvas, grid, item, panel._replace(top=canvas.top + key + panel.top), top)
    return canvas.figure


def fill_of(theme: Theme, number: int) -> tuple[str, str]:
    """Return colour and hatch of the *number*-th series."""
    return theme.series[number % len(theme.series)], HATCHES[number % len(HATCHES)]


def name_series(number: int) -> str:
    """Return the label of the *number*-th series: a letter, or a number after Z."""
    return ascii_uppercase[number] if number < len(ascii_uppercase) else str(number + 1)


def _key_columns(width: float) -> int:
    return max(1, int((width - 2 * PAD) // _KEY_COLUMN))


def _key_height(grid: Grid, width: float) -> float:
    lines = -(-len(grid.documents) // _key_columns(width))
    return lines * BODY * LEADING * 1.15 + 12


def _draw_key(canvas: Canvas, grid: Grid) -> None:
    """Draw the key: the letter, the colour and the hatch of each document."""
    columns = _key_columns(canvas.width)
    wide = (canvas.width - 2 * PAD) / columns
    for number, document in enumerate(grid.documents):
        left = PAD + wide * (number % columns)
        middle = canvas.top + (number // columns + 0.5) * BODY * LEADING * 1.15
        color, hatch = fill_of(canvas.theme, number)
        canvas.text((left, middle), name_series(number), color=canvas.theme.muted)
        canvas.rectangle((left + 20, middle - 5, 20, 10), color, hatch=hatch)
        name = wrap_text(grid.document_name(document), wide - 58, most=1)[0]
        canvas.text((left + 46, middle), name)


def _draw_group(canvas: Canvas, grid: Grid, item: str, panel: Panel, largest: float) -> None:
    canvas.text(
        (panel.left, panel.top + 7), wrap_text(grid.item_name(item), panel.width, most=1)[0]
    )
    base = panel.left + _NUMBER
    bottom = panel.top + _HEAD + len(grid.documents) * _BAR
    for number, document in enumerate(grid.documents):
        middle = panel.top + _HEAD + (number + 0.5) * _BAR
        muted = canvas.theme.muted
        sign = name_series(number)
        canvas.text((base - 5, middle), sign, size=SMALL, color=muted, align="right")
        value = grid.value(document, item)
        length = (value or 0) / largest * (panel.width - _NUMBER - _VALUE)
        row = grid.cell(document, item)
        if length:
            color, hatch = fill_of(canvas.theme, number)
            box = (base, middle - _BAR / 2 + 1, length, _BAR - 2)
            canvas.rectangle(box, color, hatch=hatch)
        ink = canvas.theme.ink if value else muted
        canvas.text((base + length + 4, middle), format_rate(value), size=SMALL, color=ink)
        if row:
            canvas.touch((panel.left, middle - _BAR / 2, panel.width, _BAR), grid.mark(row))
    canvas.line([(base, panel.top + _HEAD), (base, bottom)], canvas.theme.rule)


def describe_bars(
    table: Table,
    *,
    documents: Names = None,
    families: Names = None,
    language: Language = "zh",
) -> str:
    """Say on which family the texts differ most."""
    grid = read_rates(table, "bars", documents, families)
    if not any(grid.values()):
        return say_nothing(language)
    widest = max(grid.items, key=lambda item: _spread(_column(grid, item)))
    rows = _column(grid, widest)
    if len(rows) < 2 or not _spread(rows):
        row = max(grid.rows, key=lambda row: row.get("per_1000") or 0)
        item, rate = grid.quote_item(row), grid.say_rate(row, language)
        return say(language, "bars.most", item=item, rate=rate)
    high, low = rows[-1], rows[0]
    return say(
        language,
        "bars.differ",
        item=grid.quote_item(high),
        high=grid.say_rate(high, language),
        high_document=grid.quote_document(high, language),
        low=grid.say_rate(low, language),
        low_document=grid.quote_document(low, language),
    )


def _column(grid: Grid, item: str) -> list[Row]:
    """Return the rows of *item* with a rate in the most common unit, the lowest first."""
    rows = [row for d in grid.documents if (row := grid.cell(d, item))]
    known = [row for row in rows if row.get("per_1000") is not None]
    units = [row.get("unit") for row in known]
    unit = max(sorted(set(map(str, units))), key=list(map(str, units)).count, default="")
    same = [row for row in known if str(row.get("unit")) == unit]
    return sorted(same, key=lambda row: row.get("per_1000"))


def _spread(rows: list[Row]) -> float:
    return rows[-1].get("per_1000") - rows[0].get("per_1000") if rows else 0.0
