"""Positions: where each family occurs in each text, a stroke for each match.

Tested in tests/charts/test_contract.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.base.table import Table
from policytext.charts.canvas import (
    BODY,
    LEADING,
    PAD,
    SMALL,
    WIDTH,
    Canvas,
    limit_label,
    width_of,
    wrap_text,
)
from policytext.charts.drawing import Mark, own_settings
from policytext.charts.grid import Grid, check_columns
from policytext.charts.scales import highest
from policytext.charts.themes import choose_theme
from policytext.charts.words import Language, Names, quote_document, quote_term, say, say_nothing

if TYPE_CHECKING:
    from policytext.charts.figure import ChartFigure

COLUMNS = ("document", "family", "position", "length")
_ENOUGH = 5  # with fewer matches, a concentration may be chance
_STRIP, _ACROSS, _LABEL, _COUNT, _GAP = 19.0, 3, 150.0, 26.0, 14.0
_NARROWEST = 160.0  # a strip, its number and the gap after it


@own_settings()
def draw_positions(
    table: Table,
    *,
    documents: Names = None,
    families: Names = None,
    theme: str = "light",
    language: Language = "zh",
    width: float = WIDTH,
) -> ChartFigure:
    """Draw where each family occurs in each document, a stroke for each match.

    A strip is one document from its beginning (left) to its end.

    Parameters
    ----------
    table : Table
        The table of ``list_positions``, with the columns ``document``, ``family``, ``position`` and
        ``length``.
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
        A matplotlib figure. Each of its ``marks`` is a strip and has the number of its first row.

    Raises
    ------
    PolicytextError
        A column is missing.
    UnknownNameError
        *theme* or *language* is unknown.

    Examples
    --------
    Two matches of one family and none of the other, in a text of 100 characters:

    >>> from policytext.base.table import Table
    >>> rows = (("plan", "合作", 10, 100), ("plan", "合作", 60, 100), ("plan", "风险", None, 100))
    >>> table = Table("Positions", ("document", "family", "position", "length"), rows)
    >>> figure = draw_positions(table, language="en")
    >>> [mark.tip for mark in figure.marks.values()]
    ['plan · 合作: 2', 'plan · 风险: 0']
    """
    check_columns(table, COLUMNS, "positions")
    strips = _read(Grid(table, "family", documents, families), width)
    canvas = Canvas(
        strips.height,
        choose_theme(theme),
        say(language, "positions.title"),
        note=say(language, "positions.note"),
        footer=(table.convention,),
        width=width,
    )
    for bank, start in enumerate(range(0, len(strips.documents), strips.across)):
        _draw_bank(canvas, strips, start, canvas.top + bank * strips.bank)
    return canvas.figure


@dataclass(frozen=True)
class _Strips:
    """The matches of each strip as shares of the text, its first row, and the dimensions."""

    grid: Grid
    documents: tuple[str, ...]
    families: tuple[str, ...]
    hits: dict[tuple[str, str], list[float]]
    rows: dict[tuple[str, str], int]
    width: float

    @property
    def label(self) -> float:
        names = (self.grid.item_name(family) for family in self.families)
        most = limit_label(_LABEL, self.width)
        return min(most, highest(width_of(name, BODY) for name in names)) + 10

    @property
    def across(self) -> int:
        room = int((self.width - 2 * PAD - self.label) // _NARROWEST)
        return max(1, min(_ACROSS, room, len(self.documents)))

    @property
    def wide(self) -> float:
        return (self.width - 2 * PAD - self.label) / self.across

    @property
    def head(self) -> float:
        names = (self.grid.document_name(document) for document in self.documents)
        lines = (wrap_text(name, self.wide - _GAP - _COUNT, most=3) for name in names)
        return highest(map(len, lines)) * BODY * LEADING + 6

    @property
    def bank(self) -> float:
        return self.head + len(self.families) * _STRIP + 16

    @property
    def height(self) -> float:
        return self.bank * -(-len(self.documents) // self.across)


def _read(grid: Grid, width: float = WIDTH) -> _Strips:
    hits: dict[tuple[str, str], list[float]] = {}
    rows: dict[tuple[str, str], int] = {}
    for row in grid.rows:
        strip = (row.get("document"), row.get("family"))
        rows.setdefault(strip, row.number)
        places = hits.setdefault(strip, [])
        if row.get("position") is not None and row.get("length"):
            places.append(row.get("position") / row.get("length"))
    return _Strips(grid, grid.documents, grid.items, hits, rows, width)


def _draw_bank(canvas: Canvas, strips: _Strips, start: int, top: float) -> None:
    grid = strips.grid
    first = top + strips.head
    for number, family in enumerate(strips.families):
        name = wrap_text(grid.item_name(family), strips.label - 10, most=1)[0]
        canvas.text((PAD, first + (number + 0.5) * _STRIP), name)
    for position, document in enumerate(strips.documents[start : start + strips.across]):
        left = PAD + strips.label + position * strips.wide
        lines = wrap_text(grid.document_name(document), strips.wide - _GAP - _COUNT, most=3)
        canvas.lines((left, first - 5 - (len(lines) - 0.5) * BODY * LEADING), lines)
        for number, family in enumerate(strips.families):
            _draw_strip(canvas, strips, (document, family), (left, first + number * _STRIP))


def _draw_strip(
    canvas: Canvas, strips: _Strips, strip: tuple[str, str], place: tuple[float, float]
) -> None:
    if strip not in strips.rows:
        return
    theme, (left, top) = canvas.theme, place
    long = strips.wide - _GAP - _COUNT
    hits = strips.hits[strip]
    names = f"{strips.grid.document_name(strip[0])} · {strips.grid.item_name(strip[1])}"
    box = (left, top + 2, long, _STRIP - 4)
    canvas.rectangle(box, theme.faint, mark=Mark(strips.rows[strip], f"{names}: {len(hits):,}"))
    if hits:
        xs = [left + share * long for share in hits]
        canvas.ticks(xs, top + 2, top + _STRIP - 2, theme.positive)
    place = (left + long + 5, top + _STRIP / 2)
    canvas.text(place, f"{len(hits):,}", size=SMALL, color=theme.ink if hits else theme.muted)


def describe_positions(
    table: Table,
    *,
    documents: Names = None,
    families: Names = None,
    language: Language = "zh",
) -> str:
    """Say which family is the most concentrated in one fifth of a text."""
    check_columns(table, COLUMNS, "positions")
    strips = _read(Grid(table, "family", documents, families))
    total = sum(map(len, strips.hits.values()))
    if not total:
        return say_nothing(language)
    often = say(language, "positions.total", total=total)
    crowds = [
        (max(fifths) / sum(fifths), strip, fifths)
        for strip, hits in strips.hits.items()
        if len(hits) >= _ENOUGH and (fifths := _count_fifths(hits))
    ]
    if not crowds:
        return often
    _, strip, fifths = max(crowds, key=lambda crowd: crowd[0])
    return often + say(language, "sentence_gap") + _say_crowd(strips.grid, strip, fifths, language)


def _count_fifths(hits: list[float]) -> list[int]:
    counts = [0] * 5
    for share in hits:
        counts[min(int(share * 5), 4)] += 1
    return counts


def _say_crowd(grid: Grid, strip: tuple[str, str], fifths: list[int], language: Language) -> str:
    document = quote_document(grid.document_name(strip[0]), language)
    family = quote_term(grid.item_name(strip[1]))
    where, most, total = fifths.index(max(fifths)), max(fifths), sum(fifths)
    return say(
        language,
        "positions.crowd_all" if most == total else "positions.crowd",
        least=_ENOUGH,
        document=document,
        family=family,
        most=most,
        total=total,
        fifth=say(language, f"positions.fifth_{where + 1}"),
    )
