"""Read PDF files: characters in reading order, each with its page and box.

The text of a PDF has no bytes of its own, so what is kept and dropped is counted in glyphs.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
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
from policytext.documents.cleaning.line_breaks import is_chinese
from policytext.documents.readers.lib.encodings import refuse_damage
from policytext.documents.readers.lib.pdf_glyphs import (
    UNMAPPED,
    is_recognised,
    is_vertical,
    read_glyphs,
    refuse_scan,
    turn,
)
from policytext.documents.readers.lib.pdf_heads import Row, find_running_heads, list_edges
from policytext.documents.readers.lib.pdf_layout import (
    Glyph,
    Line,
    Numbered,
    cut_lines,
    drop_numbers,
    find_doubles,
    find_numbered,
    join_words,
    order_lines,
    parts_paragraphs,
    usual_leading,
)
from policytext.documents.readers.lib.scan import RECOGNISED, REDRAW, WAY_OUT, ScanError
from policytext.language.messages import Message

SYMBOL = "□"  # what a symbol without a character is read as
_MOST_PAGES = 5000
_MOST_GLYPHS = 3_000_000
# A file with more glyphs than its size can hold repeats them to exhaust the reader.
_FREE_GLYPHS, _GLYPHS_PER_BYTE = 200_000, 4
_NUMBERED_PAGES = 2  # fewest pages that count their lines beside prose
_GAP = 0.3  # minimum width of a space, in sizes of a glyph
_MARKED_GAP = 0.12  # the same where the parser finds a space as well
_OVERLAP = 0.15  # minimum overlap of a space that is no space with a letter, in sizes of a glyph
_SYMBOL_FONT = re.compile(
    r"symbol|dingbat|wingding|webding|marlett|arrow|bullet|\bMT ?Extra|icon|awesome|msam|msbm|cmsy"
    r"|cmex|checkbox",
    re.I,
)
_NUMBERS, _PLACES = 4, 4  # coordinates of a glyph in the layout, and of its box


def read_pdf(data: bytes, options: ReadOptions) -> CaptureText:
    """Read all pages of a PDF file."""
    collected = _Collected()
    pages = list(_read_pages(data))
    heads = find_running_heads([page.edges for page in pages])
    numbered = sum(page.numbered.prose for page in pages) >= _NUMBERED_PAGES
    for page in pages:
        collected.reasons |= page.reasons
        body = [line for line in page.lines() if line.glyphs[0].number not in heads]
        if numbered:
            collected.reasons |= dict.fromkeys(page.numbered.glyphs, "line number")
            body = drop_numbers(body, page.numbered.glyphs)
        body = _read_symbols(page, body, collected)
        if page.recognised:
            # A line may be a space alone.
            body = [kept for line in body if (kept := _leave_out_gaps(line)).glyphs]
        collected.add_page(page, order_lines(body))
    collected.reasons |= heads
    size = sum(page.count for page in pages)
    text, places = "".join(collected.text), ExplicitBytes(collected.starts, collected.ends)
    if not text.strip():
        raise ScanError(
            "The PDF contains no text: it is drawn as pictures or outlines, or is "
            f"missing. {WAY_OUT}"
        )
    refuse_damage(text, places)
    notes = [Message("capture_notes.pages", n=len(pages))]
    if collected.symbols:
        notes.append(Message("capture_notes.symbols", n=collected.symbols, mark=SYMBOL))
    if recognised := sum(page.recognised for page in pages):
        notes.append(Message(RECOGNISED, n=recognised))
    return CaptureText(
        text,
        places,
        size,
        "pdf",
        "unicode",
        dropped=tuple(collected.dropped(size)),
        notes=tuple(notes),
        boxes=Boxes(collected.pages, collected.corners),
        unit="glyph",
    )


class _Page:
    """A page: its lines as they were drawn, and why some glyphs are not text.

    The glyphs are kept in arrays: a long file has millions.
    """

    def __init__(self, number: int, height: float, count: int) -> None:
        self.number, self.height, self.count = number, height, count
        self.reasons: dict[int, str] = {}
        self.spaced: set[int] = set()  # glyphs after a space that the parser found
        self.fonts: dict[int, str] = {}  # of glyphs without a character
        self.recognised = False
        self.edges: tuple[list[Row], list[Row]] = ([], [])
        self.numbered = Numbered(frozenset(), prose=False)
        self._text = ""
        self._lengths = array("i")
        self._numbers = array("i")
        self._layout = array("d")
        self._boxes = array("f")

    def lay_out(
        self, glyphs: Sequence[Glyph], boxes: Sequence[Sequence[float]], first: int
    ) -> None:
        """Keep the lines of *glyphs*; *boxes* are the boxes of glyphs from number *first* on."""
        for index in find_doubles(glyphs):
            self.reasons[index] = "doubled glyph"
        kept = [glyph for glyph in glyphs if glyph.number not in self.reasons]
        lines = join_words(cut_lines(kept))
        self.edges = list_edges(lines, self.height)
        self.numbered = find_numbered(lines)
        self._text = "".join(glyph.character for line in lines for glyph in line.glyphs)
        for line in lines:
            self._lengths.append(len(line.glyphs))
            for glyph in line.glyphs:
                self._numbers.append(glyph.number)
                self._layout.extend((glyph.x, glyph.y, glyph.right, glyph.size))
                self._boxes.extend(boxes[glyph.number - first])

    def lines(self) -> list[Line]:
        """Return the lines as they were drawn, without doubled glyphs."""
        glyphs = [
            Glyph(number, character, x, y, right, size)
            for number, character, x, y, right, size in zip(
                self._numbers,
                self._text,
                *(self._layout[k::_NUMBERS] for k in range(_NUMBERS)),
                strict=True,
            )
        ]
        ends = list(accumulate(self._lengths, initial=0))
        return [Line(tuple(glyphs[start:end])) for start, end in pairwise(ends)]

    def boxes(self) -> dict[int, Box]:
        """Return the box of each glyph."""
        corners = zip(*(self._boxes[k::_PLACES] for k in range(_PLACES)), strict=True)
        return {
            number: Box(self.number, *box)
            for number, box in zip(self._numbers, corners, strict=True)
        }


@dataclass
class _Collected:
    """The text of the pages read so far."""

    text: list[str] = field(default_factory=list)
    starts: array[int] = field(default_factory=lambda: array("i"))
    ends: array[int] = field(default_factory=lambda: array("i"))
    pages: array[int] = field(default_factory=lambda: array("i"))
    corners: array[float] = field(default_factory=lambda: array("f"))
    reasons: dict[int, str] = field(default_factory=dict)
    symbols: int = 0

    def add_page(self, page: _Page, lines: Sequence[Line]) -> None:
        """Add the *lines* of a page in order, with line ends between them."""
        leading, boxes = usual_leading(lines), page.boxes()
        before: Line | None = None
        for line in lines:
            if self.text:
                blank = before is not None and parts_paragraphs(before, line, leading)
                self._add_space("\n\n" if blank else "\n")
            self._add_line(page, line, boxes)
            before = line

    def _add_line(self, page: _Page, line: Line, boxes: dict[int, Box]) -> None:
        last: Glyph | None = None
        for index, glyph in enumerate(line.glyphs):
            if last and glyph.character.isspace() and _is_overlaid(line, index):
                continue
            if last and not last.character.isspace() and not _is_joined(page, last, glyph):
                gap = (glyph.x - last.right) / glyph.size
                if gap > (_MARKED_GAP if glyph.number in page.spaced else _GAP):
                    self._add_space(" ")
            self._add(glyph.character, glyph.number, boxes[glyph.number])
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


def _is_joined(page: _Page, last: Glyph, glyph: Glyph) -> bool:
    """Return whether a gap is no space: a program that recognises text places it only roughly."""
    return page.recognised and (is_chinese(last.character) or is_chinese(glyph.character))


def _leave_out_gaps(line: Line) -> Line:
    """Return a line of recognised text without the spaces beside Chinese characters."""
    kept = [
        glyph
        for before, glyph, after in zip(
            (None, *line.glyphs), line.glyphs, (*line.glyphs[1:], None), strict=False
        )
        if not glyph.character.isspace()
        or (
            before
            and after
            and not is_chinese(before.character)
            and not is_chinese(after.character)
        )
    ]
    return Line(tuple(kept))


def _is_overlaid(line: Line, index: int) -> bool:
    """Return whether a space is drawn over the letter before it, and the next one follows that.

    Programs that draw a ligature in place of two letters put a space in place of the second.
    """
    if not 0 < index < len(line.glyphs) - 1:
        return False
    before, space, after = line.glyphs[index - 1 : index + 2]
    return (
        space.x < before.right - _OVERLAP * space.size
        and after.x - before.right < _MARKED_GAP * space.size
    )


def _read_pages(data: bytes) -> Iterator[_Page]:
    """Yield the pages, with glyphs numbered from the first page on."""
    import pypdfium2

    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"The PDF cannot be opened ({error}).") from None
    if len(file) > _MOST_PAGES:
        raise UnreadableError(f"The PDF has {len(file):,} pages; {_MOST_PAGES:,} are read at most.")
    producer = " ".join(filter(None, map(file.get_metadata_value, ("Producer", "Creator"))))
    most, done = min(_MOST_GLYPHS, _FREE_GLYPHS + _GLYPHS_PER_BYTE * len(data)), 0
    for number in range(len(file)):
        try:
            page = _read_page(file[number], number + 1, done, most, producer)
        except pypdfium2.PdfiumError as error:
            raise UnreadableError(f"Page {number + 1} cannot be read ({error}).") from None
        done += page.count
        yield page


def _read_page(source: Any, number: int, first: int, most: int, producer: str) -> _Page:
    text = source.get_textpage()
    count = text.count_chars()
    if first + count > most:
        raise UnreadableError(
            f"Page {number}: more than {most:,} glyphs in a file of this size; split the file."
        )
    page = _Page(number, source.get_height(), count)
    found, page.fonts, page.spaced, halves = read_glyphs(text, count, first)
    page.reasons = dict.fromkeys(halves, "first half of a character")
    refuse_scan(source, number, found)
    page.recognised = is_recognised(source, text, count, producer)
    turns = [glyph.turns for glyph in found]
    upright = max(set(turns), key=turns.count) if turns else 0
    if upright is None:
        raise UnreadableError(f"Page {number}: slanted text cannot be read. Use another copy.")
    if upright == 0 and is_vertical(found):
        upright = 1  # lines from top to bottom, read from right to left, are turned by a quarter
    glyphs, boxes = [], [(0.0, 0.0, 0.0, 0.0)] * count
    for glyph in found:
        if glyph.turns is None:
            page.reasons[glyph.number] = "slanted text"
            continue
        boxes[glyph.number - first] = glyph.box
        glyphs.append(turn(glyph, upright))
    page.lay_out(glyphs, boxes, first)
    text.close()
    return page


def _read_symbols(page: _Page, lines: Sequence[Line], collected: _Collected) -> list[Line]:
    """Read symbols without a character as a mark; refuse the page if a letter has none."""
    if not page.fonts:
        return list(lines)
    read = []
    for line in lines:
        glyphs = list(line.glyphs)
        for index, glyph in enumerate(glyphs):
            if glyph.character != UNMAPPED:
                continue
            if not (_SYMBOL_FONT.search(page.fonts[glyph.number]) or _is_alone(line, index)):
                box = page.boxes()[glyph.number]
                raise UnreadableError(
                    f"Page {box.page}, at {box.left:.0f}, {box.bottom:.0f} points: a letter has no "
                    f"character; the text cannot be read completely. {REDRAW}"
                )
            glyphs[index] = glyph._replace(character=SYMBOL)
            collected.symbols += 1
        read.append(Line(tuple(glyphs)))
    return read


def _is_alone(line: Line, index: int) -> bool:
    """Return whether a glyph is a word of its own, as an arrow or a bullet is."""
    glyph = line.glyphs[index]
    before = line.glyphs[index - 1] if index else None
    after = line.glyphs[index + 1] if index + 1 < len(line.glyphs) else None
    return all(
        other is None
        or other.character.isspace()
        or (second.x - first.right) > _MARKED_GAP * glyph.size
        for other, first, second in (
            (before, before or glyph, glyph),
            (after, glyph, after or glyph),
        )
    )
