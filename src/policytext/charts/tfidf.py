"""The top TF-IDF terms of each document, as small multiples.

Tested in tests/charts/test_contract.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.base.table import Table
from policytext.charts.canvas import BODY, LEADING, SMALL, WIDTH, Canvas, width_of, wrap_text
from policytext.charts.drawing import own_settings
from policytext.charts.grid import Grid, Row, check_columns
from policytext.charts.panels import Panel, place_panels
from policytext.charts.scales import highest
from policytext.charts.themes import choose_theme
from policytext.charts.words import Language, Names, quote_document, quote_term, say

if TYPE_CHECKING:
    from policytext.charts.figure import ChartFigure

COLUMNS = ("document", "feature", "tfidf")
_SAID, _WORDS = 5, 3  # texts and words that the sentence names
_BAR, _VALUE, _LABEL = 16.0, 34.0, 104.0


@own_settings()
def draw_tfidf(
    table: Table,
    *,
    documents: Names = None,
    theme: str = "light",
    language: Language = "zh",
    width: float = WIDTH,
) -> ChartFigure:
    """Draw the features of each document with their tf-idf weights, in the order of *table*.

    Parameters
    ----------
    table : Table
        The table of ``rank_tfidf``, with the columns ``document``, ``feature`` and ``tfidf``.
    documents : mapping of str to str, optional
        The name to show for each document id; by default the id.
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
    >>> rows = (("plan", "合作", 0.5), ("plan", "开放", 0.25))
    >>> figure = draw_tfidf(Table("Terms", ("document", "feature", "tfidf"), rows))
    >>> [mark.tip for mark in figure.marks.values()]
    ['plan · 合作: 0.50', 'plan · 开放: 0.25']
    """
    check_columns(table, COLUMNS, "tfidf")
    grid = Grid(table, "feature", documents)
    terms = {d: [row for row in grid.rows if row.get("document") == d] for d in grid.documents}
    head = _head(grid)
    heights = [head + len(rows) * _BAR for rows in terms.values()]
    panels, height = place_panels(heights, width, columns=3, least=180)
    canvas = Canvas(
        height,
        choose_theme(theme),
        say(language, "tfidf.title"),
        note=say(language, "tfidf.note"),
        footer=(table.convention, *map(str, table.in_language(language).notes)),
        width=width,
    )
    largest = highest(grid.values("tfidf")) or 1.0
    for (document, rows), panel in zip(terms.items(), panels, strict=True):
        panel = panel._replace(top=canvas.top + panel.top)
        lines = wrap_text(grid.document_name(document), panel.width, most=2)
        canvas.lines((panel.left, panel.top + BODY / 2), lines)
        _draw_terms(canvas, grid, rows, panel._replace(top=panel.top + head), largest)
    return canvas.figure


def _head(grid: Grid) -> float:
    return 2 * BODY * LEADING + 4 if grid.documents else 0.0


def _draw_terms(canvas: Canvas, grid: Grid, rows: list[Row], panel: Panel, largest: float) -> None:
    theme = canvas.theme
    widest = highest(width_of(row.get("feature"), BODY) for row in rows)
    label = min(_LABEL, widest) + 8
    for number, row in enumerate(rows):
        middle = panel.top + (number + 0.5) * _BAR
        term = wrap_text(row.get("feature"), _LABEL, most=1)[0]
        canvas.text((panel.left + label - 8, middle), term, align="right")
        score = row.get("tfidf")
        length = (score or 0) / largest * (panel.width - label - _VALUE)
        box = (panel.left + label, middle - _BAR / 2 + 2, length, _BAR - 4)
        canvas.rectangle(box, theme.series[0])
        value = "–" if score is None else f"{score:.2f}"
        canvas.text((box[0] + length + 4, middle), value, size=SMALL, color=theme.muted)
        line = (panel.left, middle - _BAR / 2, panel.width, _BAR)
        canvas.touch(line, grid.mark(row, "tfidf"))


def describe_tfidf(table: Table, *, documents: Names = None, language: Language = "zh") -> str:
    """Say which words have the highest weights in each text."""
    check_columns(table, COLUMNS, "tfidf")
    grid = Grid(table, "feature", documents)
    heads = [_say_head(grid, document, language) for document in grid.documents]
    if not any(grid.values("tfidf")):
        return say(language, "tfidf.nothing")
    shown = heads[:_SAID]
    rest = len(heads) - len(shown)
    texts = say(language, "separator").join(shown)
    texts += say(language, "tfidf.more", rest=rest) if rest else ""
    return say(language, "tfidf.says", texts=texts)


def _say_head(grid: Grid, document: str, language: Language) -> str:
    rows = [row for row in grid.rows if row.get("document") == document][:_WORDS]
    words = say(language, "tfidf.words_gap").join(quote_term(row.get("feature")) for row in rows)
    name = quote_document(grid.document_name(document), language)
    return say(language, "tfidf.head", document=name, words=words)
