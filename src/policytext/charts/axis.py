"""A horizontal axis: the places of values, gridlines at round values, and intervals.

Tested in tests/charts/test_contract.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policytext.charts.canvas import SMALL, Canvas
from policytext.charts.scales import round_step

_PARTS, _NUMBER = 4, 32.0  # the most parts of an axis, and the least width of a part
_ARROW = 3.5


@dataclass(frozen=True)
class Axis:
    """An axis from *low* to *high* that begins at *left* and is *width* points long."""

    left: float
    width: float
    low: float
    high: float

    def place(self, value: float) -> float:
        """Return the place of *value*; a value beyond an end is placed at the end."""
        share = (value - self.low) / (self.high - self.low)
        return self.left + max(0.0, min(1.0, share)) * self.width

    def round_values(self) -> Iterator[float]:
        """Yield the round values along the axis."""
        parts = max(1, min(_PARTS, int(self.width // _NUMBER)))
        step = round_step(self.high - self.low, parts)
        number = -int(-self.low / step)
        while number * step <= self.high + step * 1e-6:
            yield round(number * step, 10)
            number += 1

    def draw_grid(self, canvas: Canvas, top: float, bottom: float, *, suffix: str = "") -> None:
        """Draw a thin line at every round value, with the number under it."""
        for value in self.round_values():
            x = self.place(value)
            canvas.line([(x, top), (x, bottom)], canvas.theme.rule, linewidth=0.5)
            text = f"{value:g}{suffix}".replace("-", "−")
            canvas.text((x, bottom + 8), text, size=SMALL, color=canvas.theme.muted, align="center")


def draw_interval(
    canvas: Canvas, axis: Axis, middle: float, ends: tuple[float, float], color: str
) -> None:
    """Draw a line between *ends*; an arrow marks an end beyond the axis."""
    left, right = (axis.place(end) for end in ends)
    canvas.line([(left, middle), (right, middle)], color, linewidth=1.4)
    for end, x, back in ((ends[0], left, _ARROW), (ends[1], right, -_ARROW)):
        if not axis.low <= end <= axis.high:
            points = [(x, middle), (x + back, middle - _ARROW), (x + back, middle + _ARROW)]
            canvas.area(points, color)
