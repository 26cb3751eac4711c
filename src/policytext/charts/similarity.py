"""The similarity of documents, in the order of their clustering.

Tested in tests/charts/test_contract.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.base.table import Cell, Table
from policytext.charts.canvas import WIDTH, Canvas
from policytext.charts.drawing import Mark, own_settings
from policytext.charts.grid import check_columns
from policytext.charts.matrix import Matrix, MatrixCell, draw_matrix
from policytext.charts.scales import cover_range
from policytext.charts.themes import choose_theme
from policytext.charts.words import Language, Names, format_exact, quote_document, say

if TYPE_CHECKING:
    from policytext.charts.figure import ChartFigure


@own_settings()
def draw_similarity(
    table: Table,
    *,
    documents: Names = None,
    theme: str = "light",
    language: Language = "zh",
    width: float = WIDTH,
) -> ChartFigure:
    """Draw the similarity of every two documents as a matrix, in the order of *table*.

    Parameters
    ----------
    table : Table
        The table of ``measure_similarity``: the column ``document``, and a column for each
        document.
    documents : mapping of str to str, optional
        The name to show for each document id; by default the id.
    theme : str, default "light"
        The colours: ``light`` or ``dark``.
    language : str, default "zh"
        The language of the title and the notes: ``zh`` or ``en``.
    width : float, default 720
        The width in points; wider if the columns need it. The height follows from the table.

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
    >>> rows = (("plan", 1.0, 0.25), ("speech", 0.25, 1.0))
    >>> figure = draw_similarity(Table("Similarity", ("document", "plan", "speech"), rows))
    >>> [mark.tip for mark in figure.marks.values()]
    ['plan · speech: 0.25', 'speech · plan: 0.25']
    """
    order, values = _read(table)
    names = [(documents or {}).get(document, document) for document in order]
    cells = {
        (line, position): _cell(line, position, value, names)
        for line, row in enumerate(values)
        for position, value in enumerate(row)
    }
    matrix = Matrix(names, names, cells, width)
    canvas = Canvas(
        matrix.height,
        choose_theme(theme),
        say(language, "similarity.title"),
        note=say(language, "similarity.note"),
        footer=(table.convention,),
        width=matrix.width,
    )
    scale = cover_range(value for _, _, value in _pairs(table))
    draw_matrix(canvas, matrix, scale)
    return canvas.figure


def _read(table: Table) -> tuple[tuple[str, ...], list[list[float | None]]]:
    """Return the documents in order, and line by line the similarities, None where undefined."""
    check_columns(table, ("document",), "similarity")
    order = tuple(map(str, table.column("document")))
    check_columns(table, ("document", *order), "similarity")
    return order, [[_number(record[other]) for other in order] for record in table.records()]


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, (int, float)) else None


def _pairs(table: Table) -> list[tuple[str, str, float]]:
    """Return every two documents with their similarity, where it is defined."""
    order, values = _read(table)
    return [
        (other, document, value)
        for line, document in enumerate(order)
        for other, value in zip(order[:line], values[line], strict=False)
        if value is not None
    ]


def _cell(line: int, position: int, value: float | None, names: list[str]) -> MatrixCell:
    if line == position:
        return MatrixCell(None, "")
    text = format_exact(value)
    return MatrixCell(value, text, Mark(line, f"{names[line]} · {names[position]}: {text}"))


def describe_similarity(table: Table, *, documents: Names = None, language: Language = "zh") -> str:
    """Say which two texts are the most alike and which the least."""
    pairs = sorted(_pairs(table), key=lambda pair: pair[2])
    if not pairs:
        return say(language, "similarity.nothing")

    def name(pair: tuple[str, str, float]) -> str:
        one, two = (quote_document((documents or {}).get(d, d), language) for d in pair[:2])
        return say(language, "similarity.pair", one=one, two=two, value=f"{pair[2]:.2f}")

    if len(pairs) == 1:
        return say(language, "similarity.two", pair=name(pairs[0]))
    return say(language, "similarity.says", most=name(pairs[-1]), least=name(pairs[0]))
