"""Themes: colours by role, which a page can replace.

Tested in tests/charts/test_parts.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from policytext.base.lookup import look_up

# Hatches distinguish bars without colour; with the 7 colours they give 35 combinations.
HATCHES = ("", "////", "||||", "\\\\\\\\", "xxxx")
STEPS = 7


@dataclass(frozen=True)
class Theme:
    """Colours by role; within a theme no two roles have the same colour.

    ``series`` follows the palette of Okabe and Ito (2008) without its yellow, which is hard to see
    on white; its light hues are darkened on white for a contrast of 3 to 1.
    ``steps`` change evenly in lightness, so that their order is visible in grey; text is in
    ``ink`` on the first three of them and in ``paper`` on the others.
    """

    paper: str
    ink: str
    muted: str
    rule: str
    faint: str
    positive: str
    negative: str
    series: tuple[str, ...]
    steps: tuple[str, ...]

    def roles(self) -> dict[str, str]:
        """Return every colour by the name of its role."""
        named: dict[str, str] = {}
        for entry in fields(self):
            value = getattr(self, entry.name)
            if isinstance(value, str):
                named[entry.name] = value
            else:
                named |= {f"{entry.name}-{number}": v for number, v in enumerate(value, 1)}
        return named

    def on_step(self, step: int) -> str:
        """Return the colour of text on the given step, counted from 1."""
        return self.ink if step <= 3 else self.paper


THEMES: Mapping[str, Theme] = {
    "light": Theme(
        paper="#ffffff",
        ink="#1a1d21",
        muted="#5b626b",
        rule="#c9ced4",
        faint="#f1f3f5",
        positive="#1f6fb2",
        negative="#c4501b",
        series=("#0072b2", "#c88600", "#009e73", "#d55e00", "#3d99cf", "#cc79a7", "#6b7280"),
        steps=("#e4eef8", "#b5d2ec", "#7db0de", "#3478b0", "#235f98", "#114e86", "#06355f"),
    ),
    "dark": Theme(
        paper="#15181c",
        ink="#eceef0",
        muted="#a3abb5",
        rule="#444b54",
        faint="#1f242a",
        positive="#62aee6",
        negative="#f08a4f",
        series=("#4aa3df", "#f0b429", "#2fc495", "#f07f3c", "#8fd0f7", "#e3a1c6", "#9aa3af"),
        steps=("#1c2b3a", "#244766", "#33648f", "#5f9fd0", "#86bce3", "#b0d6f1", "#dcedfa"),
    ),
}


def choose_theme(name: str) -> Theme:
    """Return the theme called *name*."""
    return look_up(THEMES, name, "theme")
