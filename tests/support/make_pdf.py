"""PDF files for tests: text drawn where one says, in the order one says."""

from __future__ import annotations

import ctypes
import io
import math
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pylopdf_fonts_zh_cn
import pypdfium2
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from pypdfium2 import raw

from policytext.documents.capture import CaptureText
from policytext.documents.readers import read_capture

FONT = Path(pylopdf_fonts_zh_cn.__file__).parent / "NotoSansSC-Regular.otf"
_QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Words(NamedTuple):
    """Words drawn at a place: the left end of their baseline, in points from the bottom left."""

    x: float
    y: float
    text: str
    size: float = 12
    angle: float = 0
    drawn: bool = True


def make_pdf(pages: Sequence[Sequence[Words]], *, width: float = 595, height: float = 842) -> bytes:
    """Return a PDF file of *pages*."""
    document = pypdfium2.PdfDocument.new()
    data = _font("".join(sorted({c for page in pages for words in page for c in words.text})))
    buffer = (ctypes.c_ubyte * len(data)).from_buffer_copy(data)
    font = raw.FPDFText_LoadFont(document, buffer, len(data), raw.FPDF_FONT_TRUETYPE, 1)
    for content in pages:
        page = document.new_page(width, height)
        for words in content:
            _draw(document, page, font, words)
        raw.FPDFPage_GenerateContent(page)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def make_scan(pages: Sequence[Sequence[Words]], *, rotation: int = 0) -> bytes:
    """Return a PDF file whose pages are pictures of *pages*, which a viewer turns by *rotation*."""
    drawn, scan = pypdfium2.PdfDocument(make_pdf(pages)), pypdfium2.PdfDocument.new()
    for source in drawn:
        picture = pypdfium2.PdfImage.new(scan)
        picture.set_bitmap(source.render(scale=200 / 72, rotation=-rotation % 360))
        width, height = source.get_size() if rotation % 180 == 0 else source.get_size()[::-1]
        picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        page = scan.new_page(width, height)
        page.insert_obj(picture)
        page.gen_content()
        page.set_rotation(rotation)
    stream = io.BytesIO()
    scan.save(stream)
    return stream.getvalue()


def make_tesseract_layer(text: str, *, x: float = 60, y: float = 740, step: float = 12) -> bytes:
    """Return a page as ``tesseract -c textonly_pdf=1`` writes it: invisible, codes are UTF-16."""
    codes = text.encode("utf-16-be").hex().upper()
    content = f"BT 3 Tr 1 0 0 1 {x} {y} Tm /f-0-0 {step} Tf 200 Tz [ <{codes}> ] TJ ET".encode()
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap"
        b" /CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</f-0-0 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type0/BaseFont/GlyphLessFont/Encoding/Identity-H/ToUnicode 7 0 R"
        b"/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/GlyphLessFont/CIDToGIDMap/Identity/DW 500"
        b"/CIDSystemInfo<</Ordering(Identity)/Registry(Adobe)/Supplement 0>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(cmap), cmap),
    ]
    data, places = b"%PDF-1.5\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    return data + head + table + tail


def _draw(document: pypdfium2.PdfDocument, page: object, font: object, words: Words) -> None:
    shape = raw.FPDFPageObj_CreateTextObj(document, font, words.size)
    encoded = (words.text + "\0").encode("utf-16-le")
    buffer = (ctypes.c_ubyte * len(encoded)).from_buffer_copy(encoded)
    raw.FPDFText_SetText(shape, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    if not words.drawn:
        raw.FPDFTextObj_SetTextRenderMode(shape, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    turn = math.radians(words.angle)
    cosine, sine = math.cos(turn), math.sin(turn)
    raw.FPDFPageObj_Transform(shape, cosine, sine, -sine, cosine, words.x, words.y)
    raw.FPDFPage_InsertObject(page, shape)


@lru_cache
def _font(characters: str) -> bytes:
    font = TTFont(FONT)
    cutter = subset.Subsetter(subset.Options())
    cutter.populate(text=characters)
    cutter.subset(font)
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()


def print_page(folder: Path, body: str, *, title: str, css: str = "") -> bytes:
    """Return *body* as Chromium prints it, or skip the test and say so."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium to print with")
    page, printed = folder / "page.html", folder / "page.pdf"
    page.write_text(
        f"<!DOCTYPE html><meta charset=utf-8><title>{title}</title><style>"
        f"@font-face {{font-family: Noto; src: url({FONT.as_uri()})}} body {{font-family: Noto}}"
        f"{css}</style>{body}",
        "utf-8",
    )
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [chromium, *_QUIET, profile, f"--print-to-pdf={printed}", page.as_uri()]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return printed.read_bytes()


def read(*pages: list[Words]) -> CaptureText:
    return read_capture(make_pdf(pages), "a.pdf")


def lines(*pages: list[Words]) -> list[str]:
    return read(*pages).text.split()


def dropped(capture: CaptureText) -> Counter[str]:
    """How many glyphs are dropped for each reason."""
    counts: Counter[str] = Counter()
    for stretch in capture.dropped:
        counts[stretch.reason] += stretch.end - stretch.start
    return counts
