"""Robustness: how much of the order of documents stays the same under other conventions.

Tested in tests/charts/test_contract.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.base.table import Table
from policytext.charts.axis import Axis
from policytext.charts.canvas import BODY, PAD, WIDTH, Canvas, limit_label, width_of, wrap_text
from policytext.charts.drawing import Mark, own_settings
from policytext.charts.grid import Grid, Row, check_columns
from policytext.charts.scales import highest
from policytext.charts.themes import choose_theme
from policytext.charts.words import Language, Names, name_in_unit, say

if TYPE_CHECKING:
    from policytext.charts.figure import ChartFigure

COLUMNS = ("family", "conventions", "agreement", "same_order", "first_kept")
_LINE, _HEAD, _LABEL, _FIGURES, _AXIS = 20.0, 24.0, 190.0, 92.0, 20.0


@own_settings()
def draw_robustness(
    table: Table,
    *,
    families: Names = None,
    theme: str = "light",
    language: Language = "zh",
    width: float = WIDTH,
) -> ChartFigure:
    """Draw how much of the order of documents remains under other conventions, for each family.

    Families are sorted by the share of pairs of documents that keep their order, the highest first.

    Parameters
    ----------
    table : Table
        The table ``robustness`` of the result of ``compare_families``.
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
    >>> columns = ("family", "conventions", "agreement", "same_order", "first_kept")
    >>> table = Table("Robustness", columns, (("合作", 6, 0.9, 3, 6), ("风险", 6, 1.0, 6, 6)))
    >>> figure = draw_robustness(table, language="en")
    >>> [mark.tip for mark in figure.marks.values()]
    ['风险: 100.0%', '合作: 90.0%']
    """
    check_columns(table, COLUMNS, "robustness")
    grid = Grid(table, "family", None, families)
    rows = _sort(grid)
    canvas = Canvas(
        _HEAD + len(rows) * _LINE + _AXIS,
        choose_theme(theme),
        say(language, "robustness.title"),
        note=say(language, "robustness.note"),
        footer=(table.convention,),
        width=width,
    )
    names = [_name(grid, row, language) for row in rows]
    most = limit_label(_LABEL, width)
    label = min(most, highest(width_of(name, BODY) for name in names)) + 12
    long = width - 2 * PAD - label - 2 * _figures(width) - 40
    axis = Axis(PAD + label, long, 0.0, 100.0)
    top = canvas.top + _HEAD
    axis.draw_grid(canvas, top, top + len(rows) * _LINE, suffix="%")
    _draw_heads(canvas, language)
    for number, (row, name) in enumerate(zip(rows, names, strict=True)):
        middle = top + (number + 0.5) * _LINE
        canvas.text((PAD, middle), wrap_text(name, most, most=1)[0])
        _draw_row(canvas, axis, row, name, middle)
    return canvas.figure


def _figures(width: float) -> float:
    """Return the width of a column of figures at the right."""
    return min(_FIGURES, width / 6)


def _sort(grid: Grid) -> list[Row]:
    def key(row: Row) -> tuple[bool, float, int]:
        share = row.get("agreement")
        return share is None, -(share or 0), row.number

    return sorted(grid.rows, key=key)


def _name(grid: Grid, row: Row, language: Language) -> str:
    """Return the family's name, and the language of the texts where the table has two."""
    units = {other.get("unit") for other in grid.rows}
    name = grid.item_name(row.get("family"))
    if len(units) < 2:
        return name
    return name_in_unit(name, row.get("unit"), language)


def _draw_heads(canvas: Canvas, language: Language) -> None:
    right = canvas.width - PAD
    for number, head in enumerate(("whole_order", "same_first")):
        place = (right - (1 - number) * _figures(canvas.width), canvas.top + _HEAD / 2)
        words = say(language, f"robustness.{head}")
        canvas.text(place, words, color=canvas.theme.muted, align="right")


def _draw_row(canvas: Canvas, axis: Axis, row: Row, name: str, middle: float) -> None:
    theme, share = canvas.theme, row.get("agreement")
    right = canvas.width - PAD
    for number, column in enumerate(("same_order", "first_kept")):
        kept = row.get(column)
        text = "–" if kept is None else f"{kept} / {row.get('conventions')}"
        ink = theme.muted if kept is None else theme.ink
        place = (right - (1 - number) * _figures(canvas.width), middle)
        canvas.text(place, text, color=ink, align="right")
    if share is None:
        canvas.text((axis.left + 4, middle), "–", color=theme.muted)
        return
    length = axis.place(100 * share) - axis.left
    box = (axis.left, middle - 5, length, 10)
    canvas.rectangle(box, theme.series[0])
    canvas.text((axis.left + length + 5, middle), f"{share:.0%}")
    line = (PAD, middle - _LINE / 2, canvas.width - 2 * PAD, _LINE)
    canvas.touch(line, Mark(row.number, f"{name}: {share:.1%}"))


def describe_robustness(table: Table, *, families: Names = None, language: Language = "zh") -> str:
    """Say for how many families the order never changes, and for which it changes most."""
    check_columns(table, COLUMNS, "robustness")
    grid = Grid(table, "family", None, families)
    rows = [row for row in _sort(grid) if row.get("agreement") is not None]
    if not rows:
        return say(language, "robustness.nothing")
    firm = [row for row in rows if row.get("agreement") == 1]
    tried = max(row.get("conventions") for row in rows)
    head = say(language, "robustness.firm", tried=tried, firm=len(firm), families=len(rows))
    last = rows[-1]
    if last in firm:
        return head + say(language, "sentence_end")
    name, share = grid.quote_item(last), f"{last.get('agreement'):.0%}"
    return head + say(language, "robustness.least", item=name, share=share)
