"""Read the glyphs of a PDF page as the parser gives them, or refuse a page without text.

Text that a program recognised in a picture (OCR) is an invisible layer of the page.

Tested in tests/documents/readers/test_pdf.py.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from policytext.documents.readers.lib.pdf_layout import Glyph
from policytext.documents.readers.lib.scan import WAY_OUT, ScanError

UNMAPPED = "\0"  # a glyph without a character
_ROTATED = 0.05  # radians
_PICTURE = 0.2  # minimum share of a page that pictures cover if the page is a scan
_CURVES = 100  # minimum number of curves on a page without text if its letters are drawn
_FEW = 4  # letters on a page that do not make it a page with text


class Drawn(NamedTuple):
    """A glyph as the parser gives it: where its baseline begins, its box, its quarter turns."""

    number: int
    character: str
    x: float
    y: float
    box: tuple[float, float, float, float]
    turns: int | None


class Found(NamedTuple):
    """The glyphs of a page, and by number: fonts of those without a character, those after a space
    that the parser found, and first halves of characters beyond the first 65,536.
    """

    glyphs: list[Drawn]
    fonts: dict[int, str]
    spaced: set[int]
    halves: set[int]


def read_glyphs(text: Any, count: int, first: int) -> Found:
    """Return the *count* glyphs of a page, numbered from *first* on."""
    from pypdfium2 import raw

    source, found = text.raw, Found([], {}, set(), set())
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    spaced = False
    high = 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(source, index)
        if raw.FPDFText_IsGenerated(source, index) == 1:
            spaced = spaced or code == _SPACE
            continue
        number = first + index
        if _HIGH <= code < _LOW:
            high = code  # the first half of a character beyond the first 65,536
            found.halves.add(number)
            continue
        if high and _LOW <= code < _AFTER:
            code = 0x10000 + ((high - _HIGH) << 10) + code - _LOW
        high = 0
        raw.FPDFText_GetCharOrigin(source, index, x, y)
        raw.FPDFText_GetLooseCharBox(source, index, box)
        character = chr(code) if 0 < code < _HIGH or _AFTER <= code < 0x110000 else UNMAPPED
        if raw.FPDFText_HasUnicodeMapError(source, index) == 1 and not _is_invisible(source, index):
            character = UNMAPPED  # the codes of an invisible layer are characters
        if raw.FPDFText_IsHyphen(source, index) == 1:
            character = "-"  # at a line's end, whatever its code: cleaning decides what it is
        if character == UNMAPPED:
            found.fonts[number] = _name_font(source, index)
        if spaced:
            found.spaced.add(number)
            spaced = False
        corners = (box.left, box.bottom, box.right, box.top)
        turns = _quarter_turns(source, index)
        found.glyphs.append(Drawn(number, character, x.value, y.value, corners, turns))
    return found


_SPACE = ord(" ")
_HIGH, _LOW, _AFTER = 0xD800, 0xDC00, 0xE000  # the two halves of a character in UTF-16


def _is_invisible(source: Any, index: int) -> bool:
    """Return whether a glyph is not drawn, as those of recognised text."""
    from pypdfium2 import raw

    shape = raw.FPDFText_GetTextObject(source, index)
    return bool(shape) and (
        raw.FPDFTextObj_GetTextRenderMode(shape) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
    )


def is_recognised(source: Any, text: Any, count: int, producer: str) -> bool:
    """Return whether a program recognised the text of a page in a picture.

    Most of the text is invisible, or *producer* is such a program and pictures cover the page.
    """
    from pypdfium2 import raw

    if not count:
        return False
    if _RECOGNISER.search(producer):
        pictures = source.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEP)
        covered = sum(map(_area, pictures))
        if covered > _FULL * source.get_width() * source.get_height():
            return True
    sample = range(0, count, max(1, count // _SAMPLE))
    drawn = [n for n in sample if raw.FPDFText_IsGenerated(text.raw, n) != 1]
    return 2 * sum(_is_invisible(text.raw, n) for n in drawn) > len(drawn)


_RECOGNISER = re.compile(
    r"tesseract|ocrmypdf|\bOCR\b|abbyy|finereader|paper capture|omnipage|readiris|camscanner"
    r"|luradocument",
    re.I,
)
_SAMPLE = 64  # glyphs of a page that are looked at
_FULL = 0.5  # minimum share of a page that a scan covers


def _area(shape: Any) -> float:
    left, bottom, right, top = shape.get_bounds()
    return float(max(0.0, right - left) * max(0.0, top - bottom))


def _name_font(source: Any, index: int) -> str:
    from pypdfium2 import raw

    name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    raw.FPDFText_GetFontInfo(source, index, name, 256, flags)
    return name.value.decode("utf-8", "replace").partition("+")[2] or name.value.decode(
        "utf-8", "replace"
    )


def turn(glyph: Drawn, turns: int) -> Glyph:
    """Return a glyph as it is after the text is turned upright."""
    left, bottom, right, top = _turned(glyph.box, turns)
    baseline = _turned((glyph.x, glyph.y, glyph.x, glyph.y), turns)[1] if turns else glyph.y
    return Glyph(glyph.number, glyph.character, left, baseline, right, max(top - bottom, 1.0))


def is_vertical(found: Sequence[Drawn]) -> bool:
    """Return whether most glyphs of a page are below one another, as in vertical writing."""
    below = beside = 0
    for last, glyph in pairwise(found):
        across, down = glyph.x - last.x, last.y - glyph.y
        below += down > abs(across)
        beside += abs(across) > abs(down)
    return below > beside


def _quarter_turns(source: Any, index: int) -> int | None:
    """Return how many quarter turns a glyph is rotated; None for another angle.

    Italic glyphs lean, but their baseline is level.
    """
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(source, index, matrix):
        return 0  # white space without a glyph
    if matrix.b == 0 and matrix.a > 0:
        return 0
    angle = -math.atan2(matrix.b, matrix.a)  # clockwise
    turns = round(angle / (math.pi / 2))
    return turns % 4 if abs(angle - turns * math.pi / 2) < _ROTATED else None


def _turned(corners: tuple[float, float, float, float], turns: int) -> tuple[float, ...]:
    """Return the corners as they are after the text is turned upright."""
    left, bottom, right, top = corners
    for _ in range(turns):
        left, bottom, right, top = -top, left, -bottom, right
    return left, bottom, right, top


def refuse_scan(source: Any, number: int, found: Sequence[Drawn]) -> None:
    """Refuse a page that is a picture, or whose letters are outlines: its text is not there."""
    from pypdfium2 import raw

    letters = sum(glyph.character.isalpha() for glyph in found)
    if letters >= _FEW or (found and not letters and len(found) >= _FEW * _FEW):
        return
    covered, curves = 0.0, 0
    for shape in source.get_objects(max_depth=_DEEP):
        if shape.type == raw.FPDF_PAGEOBJ_IMAGE:
            covered += _area(shape)
        elif shape.type == raw.FPDF_PAGEOBJ_PATH and curves < _CURVES:
            curves += _count_curves(shape)
    if covered > _PICTURE * source.get_width() * source.get_height():
        raise ScanError(f"Page {number} is a picture without text. {WAY_OUT}")
    if curves >= _CURVES:
        raise ScanError(f"Page {number}: its letters are drawn as outlines. {WAY_OUT}")


_DEEP = 5  # how deeply drawings inside drawings are looked into


def _count_curves(shape: Any) -> int:
    from pypdfium2 import raw

    segments = min(raw.FPDFPath_CountSegments(shape), 10 * _CURVES)
    return sum(
        raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(shape, index))
        == raw.FPDF_SEGMENT_BEZIERTO
        for index in range(segments)
    )
