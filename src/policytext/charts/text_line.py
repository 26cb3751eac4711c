"""A line of text as matplotlib draws it, without the layout of paragraphs.

Tested in tests/charts/test_parts.py.
"""

from __future__ import annotations

from typing import Any

from matplotlib import rcParams
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_rgba
from matplotlib.text import Text

_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}  # the share of a line left of its place


class TextLine(Text):
    """One line, its base line at its place.

    matplotlib lays every text out as a paragraph in a rotated box, which takes a third of the time
    of a chart. Here only the width is measured, and only where the line does not begin at its
    place.
    """

    def draw(self, renderer: Any) -> None:
        """Draw the line to *renderer*, as ``Text.draw`` does."""
        text = self.get_text()
        if not text:
            return
        if self.get_rotation():
            super().draw(renderer)
            return
        renderer.open_group("text", self.get_gid())
        x, y = self.get_transform().transform(self.get_unitless_position())
        before = 0.0 if _anchors(renderer) else _BEFORE[self.get_horizontalalignment()]
        if before:
            fonts = self.get_fontproperties()
            x -= before * renderer.get_text_width_height_descent(text, fonts, False)[0]
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        gc = renderer.new_gc()
        gc.set_foreground(to_rgba(self.get_color()), isRGBA=True)
        gc.set_antialiased(self.get_antialiased())
        renderer.draw_text(gc, x, y, text, self.get_fontproperties(), 0.0, mtext=self)
        gc.restore()
        renderer.close_group("text")
        self.stale = False


def _anchors(renderer: Any) -> bool:
    """Tell whether *renderer* aligns text by itself: an SVG whose text stays text."""
    return isinstance(renderer, RendererSVG) and rcParams["svg.fonttype"] == "none"
