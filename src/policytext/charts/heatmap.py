"""The heatmap: families by documents, the rate in every cell.

Tested in tests/charts/test_contract.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.base.table import Table
from policytext.charts.canvas import WIDTH, Canvas
from policytext.charts.drawing import own_settings
from policytext.charts.grid import Grid, Row, read_rates
from policytext.charts.matrix import Matrix, MatrixCell, draw_matrix
from policytext.charts.scales import cover_from_zero
from policytext.charts.themes import choose_theme
from policytext.charts.words import Language, Names, format_rate, say, say_nothing

if TYPE_CHECKING:
    from policytext.charts.figure import ChartFigure


@own_settings()
def draw_heatmap(
    table: Table,
    *,
    documents: Names = None,
    families: Names = None,
    theme: str = "light",
    language: Language = "zh",
    width: float = WIDTH,
) -> ChartFigure:
    """Draw the rates of families by documents as a heatmap, with the number in every cell.

    Families are sorted by their mean rate, the highest first.

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
    >>> rows = (("plan", "合作", 3.0), ("plan", "发展", 2.0), ("speech", "合作", 1.5))
    >>> table = Table("Rates", ("document", "family", "per_1000"), rows)
    >>> figure = draw_heatmap(table, families={"合作": "cooperation"}, language="en")
    >>> [mark.tip for mark in figure.marks.values()]
    ['plan · cooperation: 3.00', 'speech · cooperation: 1.50', 'plan · 发展: 2.00']
    """
    grid = read_rates(table, "heatmap", documents, families)
    matrix = _arrange(grid, width)
    canvas = Canvas(
        matrix.height,
        choose_theme(theme),
        say(language, "heatmap.title"),
        note=grid.unit(language),
        footer=(table.convention,),
        width=matrix.width,
    )
    draw_matrix(canvas, matrix, cover_from_zero(grid.values()))
    return canvas.figure


def _arrange(grid: Grid, width: float) -> Matrix:
    """Return the matrix, with the longer side as rows."""
    items, documents = grid.ranked(), grid.documents
    item_names = [grid.item_name(item) for item in items]
    document_names = [grid.document_name(document) for document in documents]
    cells = {
        (line, position): _cell(grid, grid.cell(document, item))
        for line, item in enumerate(items)
        for position, document in enumerate(documents)
    }
    if len(documents) <= len(items):
        return Matrix(item_names, document_names, cells, width)
    turned = {(position, line): cell for (line, position), cell in cells.items()}
    return Matrix(document_names, item_names, turned, width)


def _cell(grid: Grid, row: Row | None) -> MatrixCell:
    if row is None:
        return MatrixCell(None, "–")
    value = row.get("per_1000")
    return MatrixCell(value, format_rate(value), grid.mark(row))


def describe_heatmap(
    table: Table,
    *,
    documents: Names = None,
    families: Names = None,
    language: Language = "zh",
) -> str:
    """Say which cell is the highest, and how many families every text uses."""
    grid = read_rates(table, "heatmap", documents, families)
    if not any(grid.values()):
        return say_nothing(language)
    top = max(grid.rows, key=lambda row: row.get("per_1000") or 0)
    everywhere = sum(all(grid.value(d, i) for d in grid.documents) for i in grid.items)
    return (
        say(
            language,
            "heatmap.top",
            item=grid.quote_item(top),
            document=grid.quote_document(top, language),
            rate=grid.say_rate(top, language),
        )
        + say(language, "sentence_gap")
        + _say_reach(everywhere, grid, language)
    )


def _say_reach(everywhere: int, grid: Grid, language: Language) -> str:
    families, texts = len(grid.items), len(grid.documents)
    if texts == 1:
        return say(language, "heatmap.reach_one", found=everywhere, families=families)
    if not everywhere:
        return say(language, "heatmap.reach_none", texts=texts)
    return say(language, "heatmap.reach_all", found=everywhere, families=families, texts=texts)
