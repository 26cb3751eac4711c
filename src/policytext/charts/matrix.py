"""Matrices of coloured cells with a number in each, for the heatmap and the similarity chart.

Tested in tests/charts/test_contract.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from policytext.charts.canvas import (
    BODY,
    LEADING,
    PAD,
    WIDTH,
    Canvas,
    limit_label,
    width_of,
    wrap_text,
)
from policytext.charts.drawing import Mark
from policytext.charts.scales import KEY_HEIGHT, ColourScale, highest

_HEIGHT = 24.0
_NARROWEST, _WIDEST, _WRAPPED = (
    32.0,
    136.0,
    64.0,
)  # widths of cells; the last is the least under a wrapped head
_LABEL = 190.0
_SLANT, _SLANTED, _RISE, _REACH = 55, 160.0, 0.82, 0.58  # degrees, length, its sine and cosine
_MOST_LINES = 4


class MatrixCell(NamedTuple):
    """A cell: its value (None: not coloured), its text and its mark."""

    value: float | None
    text: str
    mark: Mark | None = None


@dataclass(frozen=True)
class Matrix:
    """The names of rows and columns, the cells, and the *wanted* width of the chart."""

    down: Sequence[str]
    across: Sequence[str]
    cells: Mapping[tuple[int, int], MatrixCell] = field(repr=False)
    wanted: float = WIDTH

    @property
    def label_limit(self) -> float:
        """The greatest width of the names at the left."""
        return limit_label(_LABEL, self.wanted)

    @property
    def slanted_limit(self) -> float:
        """The greatest length of slanted heads."""
        return limit_label(_SLANTED, self.wanted)

    @property
    def label(self) -> float:
        """The width of the names at the left."""
        return min(self.label_limit, highest(width_of(name, BODY) for name in self.down)) + 10

    @property
    def room(self) -> float:
        """The width of a cell if the matrix fills the chart."""
        return min((self.wanted - 2 * PAD - self.label) / max(len(self.across), 1), _WIDEST)

    @property
    def slanted(self) -> bool:
        """Whether the column heads are too long to be horizontal."""
        heads = (wrap_text(name, self.room - 8, most=9) for name in self.across)
        return any(len(lines) > (_MOST_LINES if self.room >= _WRAPPED else 1) for lines in heads)

    @property
    def cell(self) -> float:
        """The width of a cell."""
        if not self.slanted:
            return self.room
        over = self._longest * _REACH
        return max(_NARROWEST, min(self.room, self.room - over / len(self.across)))

    @property
    def width(self) -> float:
        """The width of the chart."""
        over = self._longest * _REACH if self.slanted else 0.0
        return max(self.wanted, 2 * PAD + self.label + self.cell * len(self.across) + over)

    @property
    def head(self) -> float:
        """The height of the heads."""
        if self.slanted:
            return self._longest * _RISE + 14
        lines = (wrap_text(name, self.cell - 8, most=_MOST_LINES) for name in self.across)
        return highest(map(len, lines)) * BODY * LEADING + 6

    @property
    def height(self) -> float:
        """The height of heads, cells and key."""
        return self.head + len(self.down) * _HEIGHT + KEY_HEIGHT

    @property
    def _longest(self) -> float:
        return min(self.slanted_limit, highest(width_of(name, BODY) for name in self.across))


def draw_matrix(canvas: Canvas, matrix: Matrix, scale: ColourScale) -> None:
    """Draw *matrix* on a canvas of its width and height."""
    first = canvas.top + matrix.head
    _draw_heads(canvas, matrix, first - 5)
    for line, name in enumerate(matrix.down):
        middle = first + (line + 0.5) * _HEIGHT
        canvas.text((PAD, middle), wrap_text(name, matrix.label_limit, most=1)[0])
    for box, cell in _place_cells(matrix, first):
        if cell.mark:
            canvas.rectangle(box, scale.color(cell.value, canvas.theme), mark=cell.mark)
        ink = scale.ink(cell.value, canvas.theme)
        middle_of = (box[0] + box[2] / 2, box[1] + box[3] / 2)
        canvas.text(middle_of, cell.text, color=ink, align="center")
    scale.draw_key(canvas, first + len(matrix.down) * _HEIGHT + 8)


def _place_cells(
    matrix: Matrix, first: float
) -> Iterator[tuple[tuple[float, float, float, float], MatrixCell]]:
    left, wide = PAD + matrix.label, matrix.cell
    for (line, position), cell in matrix.cells.items():
        yield (
            (left + position * wide + 1, first + line * _HEIGHT + 1, wide - 2, _HEIGHT - 2),
            cell,
        )


def _draw_heads(canvas: Canvas, matrix: Matrix, bottom: float) -> None:
    wide = matrix.cell
    for position, name in enumerate(matrix.across):
        middle = PAD + matrix.label + (position + 0.5) * wide
        if matrix.slanted:
            text = wrap_text(name, matrix.slanted_limit, most=1)[0]
            canvas.text((middle + 4, bottom), text, rotation=_SLANT)
        else:
            lines = wrap_text(name, wide - 8, most=_MOST_LINES)
            top = bottom - (len(lines) - 0.5) * BODY * LEADING
            canvas.lines((middle, top), lines, align="center")
