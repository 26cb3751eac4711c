"""Panels: small charts of one kind side by side, in as many columns as fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policytext.charts.canvas import PAD, WIDTH

GAP = 22.0


class Panel(NamedTuple):
    """Where a panel stands, from the top of the chart's area."""

    left: float
    top: float
    width: float


def place_panels(heights: Sequence[float], columns: int) -> tuple[list[Panel], float]:
    """Return the place of each panel, row after row, and the height of them all."""
    columns = max(1, min(columns, len(heights)))
    width = (WIDTH - 2 * PAD - GAP * (columns - 1)) / columns
    panels: list[Panel] = []
    top = 0.0
    for start in range(0, len(heights), columns):
        row = heights[start : start + columns]
        panels += [Panel(PAD + i * (width + GAP), top, width) for i in range(len(row))]
        top += max(row) + GAP
    return panels, top - GAP if heights else 0.0
