"""An axis lying flat: values to places, gridlines at round values, dots with their intervals.

Tested in tests/charts/test_contract.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policytext.charts.canvas import SMALL, Canvas
from policytext.charts.scales import round_step

_PARTS, _NUMBER = 4, 32.0  # at most so many parts, none narrower than a number
_ARROW = 3.5


@dataclass(frozen=True)
class Axis:
    """Values from *low* to *high* over *width* points from *left* on."""

    left: float
    width: float
    low: float
    high: float

    def place(self, value: float) -> float:
        """Return where *value* stands; what lies beyond an end stands at the end."""
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
        """Draw a thin line at every round value, its number under it."""
        for value in self.round_values():
            x = self.place(value)
            canvas.line([(x, top), (x, bottom)], canvas.theme.rule, linewidth=0.5)
            text = f"{value:g}{suffix}".replace("-", "−")
            canvas.text((x, bottom + 8), text, size=SMALL, color=canvas.theme.muted, align="center")


def draw_interval(
    canvas: Canvas, axis: Axis, middle: float, ends: tuple[float, float], color: str
) -> None:
    """Draw a line between *ends*; an arrow says that it goes on beyond the axis."""
    left, right = (axis.place(end) for end in ends)
    canvas.line([(left, middle), (right, middle)], color, linewidth=1.4)
    for end, x, back in ((ends[0], left, _ARROW), (ends[1], right, -_ARROW)):
        if not axis.low <= end <= axis.high:
            points = [(x, middle), (x + back, middle - _ARROW), (x + back, middle + _ARROW)]
            canvas.area(points, color)
