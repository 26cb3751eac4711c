"""Scales: round steps of colour, round ends of an axis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policytext.charts.canvas import PAD, SMALL, Canvas
from policytext.charts.themes import STEPS, Theme

_ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
_KEY = 26.0
KEY_HEIGHT = 30.0


def highest(values: Iterable[float]) -> float:
    """Return the largest of *values*, 0 without any."""
    return max(values, default=0.0)


def round_step(largest: float, parts: int) -> float:
    """Return the smallest round step of which *parts* reach *largest*."""
    if largest <= 0:
        return 1.0
    raw = largest / parts
    power = 10.0 ** int(f"{raw:e}".partition("e")[2])
    return next(factor * power for factor in _ROUND if factor * power >= raw * (1 - 1e-9))


@dataclass(frozen=True)
class ColourScale:
    """Seven steps of colour over equal stretches of values from *low* on."""

    low: float
    step: float

    def number(self, value: float) -> int:
        """Return the step of *value*, counted from 1."""
        return max(1, min(STEPS, int((value - self.low) / self.step + 1e-9) + 1))

    def color(self, value: float | None, theme: Theme) -> str:
        """Return the colour of *value*; nothing has none."""
        return theme.steps[self.number(value) - 1] if value else theme.paper

    def ink(self, value: float | None, theme: Theme) -> str:
        """Return the colour of text on the colour of *value*."""
        return theme.on_step(self.number(value)) if value else theme.muted

    def draw_key(self, canvas: Canvas, top: float) -> None:
        """Draw at the right which colour stands for which values."""
        theme = canvas.theme
        left = canvas.width - PAD - STEPS * _KEY - 12
        for number, color in enumerate(theme.steps):
            canvas.rectangle((left + number * _KEY, top, _KEY - 2, 7), color)
        for number in range(STEPS + 1):
            place = (left + number * _KEY - 1, top + 16)
            text = f"{round(self.low + number * self.step, 6):g}"
            canvas.text(place, text, size=SMALL, color=theme.muted, align="center")


def cover(values: Iterable[float], *, from_zero: bool = True) -> ColourScale:
    """Return the scale whose round steps cover *values*."""
    known = list(values)
    if from_zero or not known:
        return ColourScale(0.0, round_step(highest(known), STEPS))
    low, high = min(known), max(known)
    step = round_step(high - low, STEPS)
    start = step * int(low / step)
    while start + STEPS * step < high:
        step = round_step(step * STEPS * 1.01, STEPS)
        start = step * int(low / step)
    return ColourScale(start, step)
