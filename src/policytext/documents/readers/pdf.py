"""Read PDF files: characters in reading order, each with its page and box.

The text of a PDF has no bytes of its own, so what is kept and dropped is counted in glyphs.
"""

from __future__ import annotations

import ctypes
import math
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from policytext.base.errors import UnreadableError
from policytext.documents.capture import (
    Box,
    Boxes,
    CaptureText,
    Dropped,
    ExplicitBytes,
    ReadOptions,
)
from policytext.documents.readers.lib.encodings import refuse_damage
from policytext.documents.readers.lib.pdf_layout import (
    Glyph,
    Line,
    cut_lines,
    find_doubles,
    find_running_heads,
    order_lines,
    parts_paragraphs,
    usual_leading,
)
from policytext.language.messages import Message

UNMAPPED = "\0"  # a glyph without a character
_MOST_PAGES = 2000
_MOST_GLYPHS = 3_000_000
_ROTATED = 0.05  # radians
_PICTURE = 0.2  # minimum share of a page that a picture covers if the page is a scan
_GAP = 0.3  # minimum width of a space, in sizes of a glyph


def read_pdf(data: bytes, options: ReadOptions) -> CaptureText:
    """Read all pages of a PDF file."""
    pages = list(_read_pages(data))
    collected = _Collected()
    lines = [page.lines() for page in pages]
    heads = find_running_heads(lines, [page.height for page in pages])
    for page, found in zip(pages, lines, strict=True):
        collected.reasons |= page.reasons
        body = [line for line in found if line.glyphs[0].number not in heads]
        _refuse_unmapped(page, body)
        collected.add_page(page, order_lines(body))
    collected.reasons |= heads
    size = sum(page.count for page in pages)
    text, places = "".join(collected.text), ExplicitBytes(collected.starts, collected.ends)
    refuse_damage(text, places)
    return CaptureText(
        text,
        places,
        size,
        "pdf",
        "unicode",
        dropped=tuple(collected.dropped(size)),
        notes=(Message("capture_notes.pages", n=len(pages)),),
        boxes=Boxes(collected.pages, collected.corners),
        unit="glyph",
    )


@dataclass
class _Page:
    """A page: its glyphs as they were drawn, their boxes, and why some are not text."""

    number: int
    height: float
    count: int
    glyphs: list[Glyph] = field(default_factory=list)
    boxes: dict[int, Box] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)

    def lines(self) -> list[Line]:
        """Return the lines as they were drawn, without doubled glyphs."""
        for index in find_doubles(self.glyphs):
            self.reasons[index] = "doubled glyph"
        return cut_lines([glyph for glyph in self.glyphs if glyph.number not in self.reasons])


@dataclass
class _Collected:
    """The text of the pages read so far."""

    text: list[str] = field(default_factory=list)
    starts: array[int] = field(default_factory=lambda: array("i"))
    ends: array[int] = field(default_factory=lambda: array("i"))
    pages: array[int] = field(default_factory=lambda: array("i"))
    corners: array[float] = field(default_factory=lambda: array("f"))
    reasons: dict[int, str] = field(default_factory=dict)

    def add_page(self, page: _Page, lines: Sequence[Line]) -> None:
        """Add the *lines* of a page in order, with line ends between them."""
        leading = usual_leading(lines)
        before: Line | None = None
        for line in lines:
            if self.text:
                blank = before is not None and parts_paragraphs(before, line, leading)
                self._add_space("\n\n" if blank else "\n")
            self._add_line(page, line)
            before = line

    def _add_line(self, page: _Page, line: Line) -> None:
        last: Glyph | None = None
        for glyph in line.glyphs:
            if last and glyph.x - last.right > _GAP * glyph.size and not last.character.isspace():
                self._add_space(" ")
            self._add(glyph.character, glyph.number, page.boxes[glyph.number])
            last = glyph

    def _add(self, character: str, index: int, box: Box) -> None:
        self.text.append(character)
        self.starts.append(index)
        self.ends.append(index + 1)
        self.pages.append(box.page)
        self.corners.extend(box[1:])

    def _add_space(self, space: str) -> None:
        """Add white space that has no glyph, after the last glyph."""
        for character in space:
            end = self.ends[-1]
            right, bottom, top = self.corners[-2], self.corners[-3], self.corners[-1]
            self.text.append(character)
            self.starts.append(end)
            self.ends.append(end)
            self.pages.append(self.pages[-1])
            self.corners.extend((right, bottom, right, top))

    def dropped(self, size: int) -> Iterator[Dropped]:
        """Yield the glyphs that are not in the text, in runs of one reason."""
        kept = bytearray(size)
        for start, end in zip(self.starts, self.ends, strict=True):
            kept[start:end] = b"\1" * (end - start)
        begun = 0
        for index in range(size + 1):
            why = "" if index == size or kept[index] else self.reasons.get(index, "white space")
            before = "" if begun == index or kept[begun] else self.reasons.get(begun, "white space")
            if index == size or why != before:
                if before:
                    yield Dropped(begun, index, before)
                begun = index


def _read_pages(data: bytes) -> Iterator[_Page]:
    """Yield the pages, with glyphs numbered from the first page on."""
    import pypdfium2

    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"The PDF cannot be opened ({error}).") from None
    if len(file) > _MOST_PAGES:
        raise UnreadableError(f"The PDF has {len(file):,} pages; {_MOST_PAGES:,} are read at most.")
    done = 0
    for number in range(len(file)):
        try:
            page = _read_page(file[number], number + 1, done)
        except pypdfium2.PdfiumError as error:
            raise UnreadableError(f"Page {number + 1} cannot be read ({error}).") from None
        done += page.count
        if done > _MOST_GLYPHS:
            raise UnreadableError(f"Page {number + 1}: more than {_MOST_GLYPHS:,} glyphs.")
        yield page


def _read_page(source: Any, number: int, first: int) -> _Page:
    from pypdfium2 import raw

    text = source.get_textpage()
    count = text.count_chars()
    page = _Page(number, source.get_height(), count)
    _refuse_scan(source, page)
    turns = [_quarter_turns(text, index) for index in range(count)]
    upright = max(set(turns), key=turns.count) if turns else 0
    if upright == 0 and _is_vertical(text, count):
        upright = 1  # lines from top to bottom, read from right to left, are turned by a quarter
    for index in range(count):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        if turns[index] is None or upright is None:
            page.reasons[first + index] = "slanted text"
        else:
            _add_glyph(page, text, index, first, upright)
    if upright is None:
        raise UnreadableError(f"Page {number}: slanted text cannot be read. Use another copy.")
    text.close()
    return page


def _add_glyph(page: _Page, text: Any, index: int, first: int, turns: int) -> None:
    from pypdfium2 import raw

    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    raw.FPDFText_GetLooseCharBox(text, index, box)
    code = raw.FPDFText_GetUnicode(text, index)
    corners = (box.left, box.bottom, box.right, box.top)
    left, bottom, right, top = _turned(corners, turns)
    baseline = _turned((x.value, y.value, x.value, y.value), turns)
    size = max(top - bottom, 1.0)
    mapped = 0 < code < 0xD800 or 0xDFFF < code < 0x110000
    failed = raw.FPDFText_HasUnicodeMapError(text, index) == 1
    character = chr(code) if mapped and not failed else UNMAPPED
    if raw.FPDFText_IsHyphen(text, index) == 1:
        character = "-"  # at a line's end, whatever its code: cleaning decides whether it is text
    page.glyphs.append(Glyph(first + index, character, left, baseline[1], right, size))
    page.boxes[first + index] = Box(page.number, *corners)


def _is_vertical(text: Any, count: int) -> bool:
    """Return whether most glyphs of a page are below one another, as in vertical writing."""
    from pypdfium2 import raw

    below = beside = 0
    x, y = ctypes.c_double(), ctypes.c_double()
    last: tuple[float, float] | None = None
    for index in range(count):
        if raw.FPDFText_IsGenerated(text, index) != 1:
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            if last is not None:
                across, down = x.value - last[0], last[1] - y.value
                below += down > abs(across)
                beside += abs(across) > abs(down)
            last = x.value, y.value
    return below > beside


def _quarter_turns(text: Any, index: int) -> int | None:
    """Return how many quarter turns a glyph is rotated; None for another angle.

    Italic glyphs lean, but their baseline is level.
    """
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text, index, matrix):
        return 0  # white space without a glyph
    angle = -math.atan2(matrix.b, matrix.a)  # clockwise
    turns = round(angle / (math.pi / 2))
    return turns % 4 if abs(angle - turns * math.pi / 2) < _ROTATED else None


def _turned(corners: tuple[float, float, float, float], turns: int) -> tuple[float, ...]:
    """Return the corners as they are after the text is turned upright."""
    left, bottom, right, top = corners
    for _ in range(turns):
        left, bottom, right, top = -top, left, -bottom, right
    return left, bottom, right, top


def _refuse_scan(source: Any, page: _Page) -> None:
    """Refuse a page that is a picture: its text is not in the file."""
    from pypdfium2 import raw

    if page.count:
        return
    whole = source.get_width() * source.get_height()
    for picture in source.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > _PICTURE * whole:
            raise UnreadableError(
                f"Page {page.number} is a picture without text. Recognise its text first (OCR)."
            )


def _refuse_unmapped(page: _Page, lines: Sequence[Line]) -> None:
    for line in lines:
        for glyph in line.glyphs:
            if glyph.character == UNMAPPED:
                box = page.boxes[glyph.number]
                raise UnreadableError(
                    f"Page {box.page}, at {box.left:.0f}, {box.bottom:.0f} points: a glyph has no "
                    "character; the text cannot be read completely. Use another copy."
                )
