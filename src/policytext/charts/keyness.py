"""Keyness: the words that a text uses more or less than the others, as log ratios.

Tested in tests/charts/test_contract.py.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from policytext.base.errors import PolicytextError
from policytext.base.table import Table
from policytext.charts.axis import Axis, draw_interval
from policytext.charts.canvas import (
    BODY,
    LEADING,
    SMALL,
    WIDTH,
    Canvas,
    limit_label,
    width_of,
    wrap_text,
)
from policytext.charts.drawing import own_settings
from policytext.charts.grid import Grid, Row, check_columns
from policytext.charts.panels import Panel, place_panels
from policytext.charts.scales import highest
from policytext.charts.themes import choose_theme
from policytext.charts.words import Language, Names, format_signed, join_names, quote_document, say

if TYPE_CHECKING:
    from policytext.charts.figure import ChartFigure

MOST = 12  # words drawn on each side of 0
_SAID = 3  # words that the sentence names on each side
_LINE, _LABEL, _VALUE, _AXIS = 17.0, 118.0, 40.0, 22.0


@own_settings()
def draw_keyness(
    table: Table,
    *,
    documents: Names = None,
    families: Names = None,
    theme: str = "light",
    language: Language = "zh",
    width: float = WIDTH,
) -> ChartFigure:
    """Draw the words used most and least in comparison with a reference, as log ratios.

    Each side of 0 has at most 12 bars. A bar is hollow if its interval contains 0.

    Parameters
    ----------
    table : Table
        A table with the columns ``feature`` (or ``family``) and ``log_ratio``, such as that of
        ``rank_keywords``. ``low`` and ``high``, if any, must be the interval of the log ratio. With
        a column ``document``, each document has a panel.
    documents : mapping of str to str, optional
        The name to show for each document id; by default the id.
    families : mapping of str to str, optional
        The name to show for each feature or family; by default the feature or the id.
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
        A column is missing, or ``low`` and ``high`` are the interval of another measure.
    UnknownNameError
        *theme* or *language* is unknown.

    Examples
    --------
    >>> from policytext.base.table import Table
    >>> rows = (("开放", 1.0, 0.4, 1.7), ("风险", -0.5, -1.2, 0.3))
    >>> table = Table("Keywords", ("feature", "log_ratio", "low", "high"), rows)
    >>> figure = draw_keyness(table, language="en")
    >>> type(figure).__name__, len(figure.marks)
    ('ChartFigure', 2)
    """
    grid = _read(table, documents, families)
    rows = {document: _select(grid, document, MOST) for document in grid.documents}
    head = BODY * LEADING + 6
    heights = [head + len(r) * _LINE + _AXIS for r in rows.values()]
    panels, height = place_panels(heights, width, columns=2, least=280)
    canvas = Canvas(
        height,
        choose_theme(theme),
        say(language, "keyness.title"),
        note=say(language, "keyness.note"),
        footer=(table.convention,),
        width=width,
    )
    reach = _reach([row for part in rows.values() for row in part])
    for (document, part), panel in zip(rows.items(), panels, strict=True):
        place = panel._replace(top=canvas.top + panel.top)
        title = wrap_text(grid.document_name(document), panel.width, most=1)
        canvas.lines((place.left, place.top + BODY / 2), title)
        _draw_panel(canvas, grid, part, place._replace(top=place.top + head), reach)
    return canvas.figure


def _read(table: Table, documents: Names, families: Names) -> Grid:
    item = "family" if "family" in table.columns else "feature"
    check_columns(table, (item, "log_ratio"), "keyness")
    grid = Grid(table, item, documents, families)
    for row in grid.rows:
        ratio, ends = row.get("log_ratio"), row.interval
        if ratio is not None and ends and not ends[0] - 1e-9 <= ratio <= ends[1] + 1e-9:
            raise PolicytextError(
                f"The chart 'keyness' draws low and high around log_ratio; in {table.title!r} they "
                "bound another measure. Rank with the measure log_ratio."
            )
    return grid


def _select(grid: Grid, document: str, most: int) -> list[Row]:
    """Return the first rows of the table above 0 and the last ones below, the highest first."""
    known = [
        row
        for row in grid.rows
        if row.get("document") == document and row.get("log_ratio") is not None
    ]
    above = [row for row in known if row.get("log_ratio") > 0][:most]
    below = [row for row in known if row.get("log_ratio") < 0][-most:]
    return sorted([*above, *below], key=lambda row: -row.get("log_ratio"))


def _reach(rows: list[Row]) -> float:
    """Return the range of the axes: every bar, and the intervals unless they are much longer."""
    bars = highest(abs(row.get("log_ratio")) for row in rows)
    ends = (abs(end) for row in rows for end in row.interval or () if isfinite(end))
    return max(1.0, min(highest(ends), 1.4 * bars), bars)


def _draw_panel(canvas: Canvas, grid: Grid, rows: list[Row], panel: Panel, reach: float) -> None:
    most = limit_label(_LABEL, canvas.width)
    label = min(most, highest(width_of(grid.item_name(r.get(grid.item)), BODY) for r in rows)) + 10
    axis = Axis(panel.left + label, panel.width - label - _VALUE, -reach, reach)
    bottom = panel.top + len(rows) * _LINE
    axis.draw_grid(canvas, panel.top, bottom)
    for number, row in enumerate(rows):
        middle = panel.top + (number + 0.5) * _LINE
        name = wrap_text(grid.item_name(row.get(grid.item)), most, most=1)[0]
        canvas.text((panel.left, middle), name)
        _draw_bar(canvas, row, axis, middle)
        right = (panel.left + panel.width, middle)
        canvas.text(right, format_signed(row.get("log_ratio")), size=SMALL, align="right")
        line = (panel.left, middle - _LINE / 2, panel.width, _LINE)
        canvas.touch(line, grid.mark(row, "log_ratio"))
    zero = axis.place(0)
    canvas.line([(zero, panel.top), (zero, bottom)], canvas.theme.muted)


def _draw_bar(canvas: Canvas, row: Row, axis: Axis, middle: float) -> None:
    ratio = row.get("log_ratio")
    color = canvas.theme.positive if ratio > 0 else canvas.theme.negative
    ends = sorted((axis.place(0), axis.place(ratio)))
    box = (ends[0], middle - _LINE / 2 + 3.5, ends[1] - ends[0], _LINE - 7)
    fill = canvas.theme.paper if _is_open(row) else color
    canvas.rectangle(box, fill, edgecolor=color, linewidth=1)
    if row.interval:
        draw_interval(canvas, axis, middle, row.interval, canvas.theme.ink)


def _is_open(row: Row) -> bool:
    """Return whether the interval contains 0."""
    return row.interval is not None and row.interval[0] <= 0 <= row.interval[1]


def describe_keyness(
    table: Table,
    *,
    documents: Names = None,
    families: Names = None,
    language: Language = "zh",
) -> str:
    """Say which words each text uses more and less, leaving out intervals that contain 0."""
    grid = _read(table, documents, families)
    said = [_say(grid, document, language) for document in grid.documents]
    if not said:
        return say(language, "keyness.nothing")
    return say(language, "sentence_gap").join(said)


def _say(grid: Grid, document: str, language: Language) -> str:
    rows = [row for row in _select(grid, document, _SAID) if not _is_open(row)]
    more = [grid.quote_item(row) for row in rows if row.get("log_ratio") > 0]
    less = [grid.quote_item(row) for row in reversed(rows) if row.get("log_ratio") < 0]
    name = quote_document(grid.document_name(document), language)
    who = name or say(language, "keyness.this_text")
    if not rows:
        return say(language, "keyness.same", document=who)
    sides = [
        say(language, key, words=join_names(words, language))
        for key, words in (("keyness.more", more), ("keyness.less", less))
        if words
    ]
    said = say(language, "keyness.both").join(sides)
    return say(language, "keyness.says", document=who, sides=said)
