"""Panels: small charts of one kind side by side, in as many columns as fit.

Tested in tests/charts/test_contract.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policytext.charts.canvas import PAD

GAP = 22.0


class Panel(NamedTuple):
    """The place of a panel, from the top of the chart's area."""

    left: float
    top: float
    width: float


def place_panels(
    heights: Sequence[float], width: float, *, columns: int, least: float
) -> tuple[list[Panel], float]:
    """Return the place of each panel, row by row, and the total height.

    There are at most *columns* columns, and fewer if a panel would be narrower than *least*.
    """
    inner = width - 2 * PAD
    fitting = int((inner + GAP) // (least + GAP))
    columns = max(1, min(columns, fitting, len(heights)))
    wide = (inner - GAP * (columns - 1)) / columns
    panels: list[Panel] = []
    top = 0.0
    for start in range(0, len(heights), columns):
        row = heights[start : start + columns]
        panels += [Panel(PAD + i * (wide + GAP), top, wide) for i in range(len(row))]
        top += max(row) + GAP
    return panels, top - GAP if heights else 0.0
