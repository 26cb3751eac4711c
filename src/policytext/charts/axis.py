"""An axis lying flat: values to places, gridlines at round values, dots with their intervals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policytext.charts.canvas import SMALL, Canvas, Mark
from policytext.charts.scales import round_step

_PARTS = 4


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
        step = round_step(self.high - self.low, _PARTS)
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


@dataclass(frozen=True)
class Estimate:
    """A value with its interval; a hollow one says little."""

    value: float
    low: float | None
    high: float | None
    mark: Mark
    hollow: bool = False


def draw_estimate(
    canvas: Canvas, axis: Axis, middle: float, estimate: Estimate, color: str
) -> None:
    """Draw the dot of *estimate* on its interval."""
    if estimate.low is not None and estimate.high is not None:
        ends = [(axis.place(end), middle) for end in (estimate.low, estimate.high)]
        canvas.line(ends, color, linewidth=1.6, alpha=0.55)
    fill = canvas.theme.paper if estimate.hollow else color
    spot = (axis.place(estimate.value), middle)
    canvas.dot(spot, 3.6, fill, edgecolor=color, linewidth=1.2, mark=estimate.mark)
