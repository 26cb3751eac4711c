"""Scales: colour steps and axis ends at round values.

Tested in tests/charts/test_parts.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

from policytext.charts.canvas import PAD, SMALL, Canvas
from policytext.charts.themes import STEPS, Theme

_ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
_KEY = 26.0
_USUAL = 0.98
KEY_HEIGHT = 30.0


def highest(values: Iterable[float]) -> float:
    """Return the largest of *values*, or 0 if there is none."""
    return max(values, default=0.0)


def round_step(largest: float, parts: int) -> float:
    """Return the smallest round step such that *parts* steps reach *largest*."""
    if largest <= 0:
        return 1.0
    raw = largest / parts
    power = 10.0 ** int(f"{raw:e}".partition("e")[2])
    return next(factor * power for factor in _ROUND if factor * power >= raw * (1 - 1e-9))


@dataclass(frozen=True)
class ColourScale:
    """Seven colour steps of equal width from *low* up; the last step may be open."""

    low: float
    step: float
    open: bool = False

    def number(self, value: float) -> int:
        """Return the step of *value*, counted from 1."""
        return max(1, min(STEPS, int((value - self.low) / self.step + 1e-9) + 1))

    def color(self, value: float | None, theme: Theme) -> str:
        """Return the colour of *value*; 0 and None have the colour of the paper."""
        return theme.steps[self.number(value) - 1] if value else theme.paper

    def ink(self, value: float | None, theme: Theme) -> str:
        """Return the colour of text on the colour of *value*."""
        return theme.on_step(self.number(value)) if value else theme.muted

    def draw_key(self, canvas: Canvas, top: float) -> None:
        """Draw the key of colours and values at the right."""
        theme = canvas.theme
        left = canvas.width - PAD - STEPS * _KEY - 12
        for number, color in enumerate(theme.steps):
            canvas.rectangle((left + number * _KEY, top, _KEY - 2, 7), color)
        for number in range(STEPS + 1):
            place = (left + number * _KEY - 1, top + 16)
            text = f"{round(self.low + number * self.step, 6):g}"
            if self.open and number == STEPS:
                text = "+"
            canvas.text(place, text, size=SMALL, color=theme.muted, align="center")


def cover_from_zero(values: Iterable[float]) -> ColourScale:
    """Return a scale from 0 up; the highest 2% of many values are in its open last step."""
    known = sorted(values)
    usual = known[ceil(_USUAL * len(known)) - 1] if known else 0.0
    step = round_step(usual, STEPS)
    return ColourScale(0.0, step, open=highest(known) > STEPS * step)


def cover_range(values: Iterable[float]) -> ColourScale:
    """Return the scale from the lowest to the highest of *values*."""
    known = list(values) or [0.0]
    low, high = min(known), max(known)
    step = round_step(high - low, STEPS)
    while step * (floor(low / step) + STEPS) < high:
        step = round_step(step * 1.01, 1)
    return ColourScale(step * floor(low / step), step)
