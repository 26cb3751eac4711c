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
    """Draw rates by family and document; the families stressed most stand first.

    *table* has the columns document, family (or term) and per_1000.
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
    """Return the matrix; the longer side goes down."""
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
