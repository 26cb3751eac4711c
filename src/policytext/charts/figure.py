"""The figure that a chart returns. Importing this module loads matplotlib.

Tested in tests/charts/test_contract.py.
"""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.figure import Figure

from policytext.charts.drawing import Mark
from policytext.charts.themes import Theme

DPI = 72  # one point is one unit of every SVG, one pixel of a PNG at scale 1


class ChartFigure(Figure):
    """A matplotlib figure with its title, its theme and the table row that each mark shows.

    *crop* is the box (left, top, right, bottom) without title and margins, which a page shows.
    """

    def __init__(
        self,
        size: tuple[float, float],
        theme: Theme,
        title: str,
        *,
        show: Callable[[ChartFigure], str],
        crop: tuple[float, float, float, float],
    ) -> None:
        inches = (size[0] / DPI, size[1] / DPI)
        super().__init__(figsize=inches, dpi=DPI, facecolor=theme.paper)
        self.size, self.theme, self.title = size, theme, title
        self.crop, self._show = crop, show
        self.marks: dict[str, Mark] = {}

    def _repr_svg_(self) -> str:
        return self._show(self)
