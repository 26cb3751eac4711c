"""The canvas: a matplotlib figure measured in points from its top left corner.

Every place is computed from the widths of the texts, so nothing overlaps. No global state changes:
there is no pyplot, and no setting outlives the call.

Tested in tests/charts/test_parts.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from policytext.charts.drawing import HEADING, PAPER, Mark
from policytext.charts.fonts import escape_undrawable, measure_text, sans_path
from policytext.charts.themes import Theme

# Drawing a chart loads matplotlib; describing one does not.
if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.font_manager import FontProperties

WIDTH = 720.0
PAD = 16.0
TITLE, BODY, SMALL = 14.0, 11.0, 9.5
LEADING = 1.35  # the height of a line, in sizes
NARROW = 360.0  # a chart for a phone; its text is as large as in a wide one
_LABEL_SHARE = 0.3  # of the width, at most, for the names at the left
_STROKES = 2  # places per point; half a point is about half the width of a stroke
_MIDDLE = 0.37  # from the base line to the middle of a Chinese character or a digit, in sizes

Align = Literal["left", "center", "right"]

# A circle as four cubic curves; the error is less than a thousandth of the radius.
_BEND = 0.5523
_CIRCLE = (
    *((1, 0), (1, _BEND), (_BEND, 1), (0, 1)),
    *((-_BEND, 1), (-1, _BEND), (-1, 0)),
    *((-1, -_BEND), (-_BEND, -1), (0, -1)),
    *((_BEND, -1), (1, -_BEND), (1, 0)),
)


@lru_cache(maxsize=32)
def _font(size: float) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(sans_path()), size=size)


class Canvas:
    """Draws on a ChartFigure, under ``own_settings``; a mark names the row of the table it shows.

    The title is at the top, *note* (the unit) under it and *footer* at the bottom. The area of the
    chart is between them and begins at ``top``.
    """

    def __init__(
        self,
        content: float,
        theme: Theme,
        title: str,
        *,
        note: str = "",
        footer: Sequence[str] = (),
        width: float = WIDTH,
    ) -> None:
        from matplotlib.transforms import TransformedPatchPath

        from policytext.charts.figure import ChartFigure
        from policytext.charts.output import figure_to_svg

        inner = width - 2 * PAD
        notes = wrap_text(note, inner, most=9) if note else []
        ends = [line for text in footer if text for line in wrap_text(text, inner, size=SMALL)]
        self.width, self.theme, self._drawn = width, theme, 0
        self.top = PAD + TITLE * LEADING + len(notes) * BODY * LEADING + 8
        bottom = self.top + content
        height = bottom + (8 if ends else 0) + len(ends) * SMALL * LEADING + PAD
        crop = (PAD, PAD + TITLE * LEADING, width - PAD, height - PAD + SMALL / 2)
        self.figure = ChartFigure((width, height), theme, title, show=figure_to_svg, crop=crop)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(height, 0)
        self.figure.patch.set_gid(PAPER)
        self._paper = TransformedPatchPath(self.figure.patch)
        first = PAD + TITLE / 2
        heading = shorten(escape_undrawable(title), inner, size=TITLE)
        self._add(self._make_line((PAD, first), heading, size=TITLE), name=HEADING)
        self.lines((PAD, first + TITLE * LEADING), notes, color=theme.muted)
        self.lines((PAD, bottom + 8 + SMALL / 2), ends, size=SMALL, color=theme.muted)

    def _add(self, artist: Artist, mark: Mark | None = None, name: str = "") -> None:
        artist.set_clip_path(self._paper)  # or the axes would make one for each artist
        artist.set_clip_on(False)
        self._drawn += 1
        artist.set_zorder(self._drawn)  # later shapes are on top
        if mark:
            name = f"mark-{len(self.figure.marks)}"
            self.figure.marks[name] = mark
        if name:
            artist.set_gid(name)
        self.axes.add_artist(artist)

    def rectangle(
        self,
        box: tuple[float, float, float, float],
        color: str,
        *,
        mark: Mark | None = None,
        **style: Any,
    ) -> None:
        """Draw a rectangle (left, top, width, height)."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        left, top, right, bottom = box[0], box[1], box[0] + box[2], box[1] + box[3]
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        style = {"linewidth": 0, "edgecolor": self.theme.paper, **style}
        self._add(PathPatch(Path(corners, closed=True), facecolor=color, **style), mark)

    def touch(self, box: tuple[float, float, float, float], mark: Mark) -> None:
        """Make all of *box* react to the pointer: thin bars and small dots are hard to hit."""
        self.rectangle(box, "none", mark=mark)

    def line(self, points: Sequence[tuple[float, float]], color: str, **style: Any) -> None:
        """Draw a line through *points*."""
        from matplotlib.lines import Line2D

        xs, ys = zip(*points, strict=True)
        style = {"linewidth": 0.8, "solid_capstyle": "butt", **style}
        shape = Line2D(xs, ys, color=color, **style)
        self._add(shape)

    def ticks(self, xs: Sequence[float], top: float, bottom: float, color: str) -> None:
        """Draw a vertical stroke at each of *xs*, without duplicates, as one path."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        places = sorted({round(x * _STROKES) / _STROKES for x in xs})
        points = [point for x in places for point in ((x, top), (x, bottom))]
        codes = [Path.MOVETO, Path.LINETO] * len(places)
        shape = PathPatch(Path(points, codes), edgecolor=color, facecolor="none", linewidth=0.9)
        self._add(shape)

    def area(self, points: Sequence[tuple[float, float]], color: str, **style: Any) -> None:
        """Fill the polygon of *points*."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        shape = PathPatch(
            Path(list(points), closed=False), facecolor=color, **({"linewidth": 0} | style)
        )
        self._add(shape)

    def dot(
        self,
        center: tuple[float, float],
        radius: float,
        color: str,
        *,
        mark: Mark | None = None,
        **style: Any,
    ) -> None:
        """Draw a dot."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        points = [(center[0] + radius * x, center[1] + radius * y) for x, y in _CIRCLE]
        codes = [Path.MOVETO, *[Path.CURVE4] * 12]
        shape = PathPatch(Path(points, codes), facecolor=color, **({"linewidth": 0} | style))
        self._add(shape, mark)

    def text(
        self,
        place: tuple[float, float],
        text: str,
        *,
        size: float = BODY,
        color: str = "",
        align: Align = "left",
        rotation: float = 0,
    ) -> None:
        """Write one line of text, vertically centred at *place*."""
        self._add(
            self._make_line(place, text, size=size, color=color, align=align, rotation=rotation)
        )

    def _make_line(
        self,
        place: tuple[float, float],
        text: str,
        *,
        size: float,
        color: str = "",
        align: Align = "left",
        rotation: float = 0,
    ) -> Artist:
        from policytext.charts.text_line import TextLine

        x, y = place
        shift = 0.0 if rotation else _MIDDLE * size
        return TextLine(
            x,
            y + shift,
            escape_undrawable(text),
            fontproperties=_font(size),
            color=color or self.theme.ink,
            ha=align,
            va="baseline",
            rotation=rotation,
            rotation_mode="anchor",
            parse_math=False,  # a $ in a title is a $
        )

    def lines(
        self,
        place: tuple[float, float],
        lines: Sequence[str],
        *,
        size: float = BODY,
        color: str = "",
        align: Align = "left",
    ) -> None:
        """Write *lines* under each other; *place* is the middle of the first."""
        x, y = place
        for number, line in enumerate(lines):
            spot = (x, y + number * size * LEADING)
            self.text(spot, line, size=size, color=color, align=align)


_NO_END = "（《「『【“‘([{"
_NO_START = "—，。、；：？！）》」』】”’…,.;:?!)]}%"


def limit_label(most: float, width: float) -> float:
    """Return how wide the names at the left may be: *most*, and less on a narrow chart."""
    return min(most, _LABEL_SHARE * width)


def width_of(text: str, size: float) -> float:
    """Return the width of *text* as it will be drawn."""
    return measure_text(escape_undrawable(text), size)


def wrap_text(text: str, width: float, *, size: float = BODY, most: int = 2) -> list[str]:
    """Break *text* into at most *most* even lines within *width*; ``…`` marks a cut end."""
    text = escape_undrawable(text).strip()
    lines = _fill(text, width, size, most)
    narrow = measure_text(text, size) / len(lines)
    while len(lines) > 1 and narrow < width and not lines[-1].endswith("…"):
        even = _fill(text, narrow, size, most + 1)
        if len(even) <= len(lines):
            return even
        narrow += size / 2
    return lines


def _fill(text: str, width: float, size: float, most: int) -> list[str]:
    lines: list[str] = []
    while len(lines) < most - 1 and measure_text(text, size) > width:
        cut = _break_point(text, width, size)
        lines.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*lines, shorten(text, width, size=size)]


def shorten(text: str, width: float, *, size: float = BODY) -> str:
    """Cut *text* to *width*; ``…`` marks a cut end."""
    if measure_text(text, size) <= width:
        return text
    end = _fitting(text, width - measure_text("…", size), size)
    return text[: max(end, 1)].rstrip() + "…"


def _fitting(text: str, width: float, size: float) -> int:
    """Return how many characters of *text* fit into *width*."""
    used = 0.0
    for index, character in enumerate(text):
        used += measure_text(character, size)
        if used > width:
            return index
    return len(text)


def _break_point(text: str, width: float, size: float) -> int:
    end = max(_fitting(text, width, size), 1)
    cut = end
    # Keep words of alphabetic scripts whole. No line begins with closing punctuation or ends with
    # opening punctuation.
    while cut > 1 and (
        text[cut] in _NO_START or text[cut - 1] in _NO_END or _inside_word(text, cut)
    ):
        cut -= 1
    return cut if cut > 1 else end


def _inside_word(text: str, cut: int) -> bool:
    before, after = text[cut - 1], text[cut]
    return before.isascii() and after.isascii() and not (before.isspace() or after.isspace())
