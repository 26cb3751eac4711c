"""PDF files for tests: text drawn where one says, in the order one says."""

from __future__ import annotations

import ctypes
import io
import math
import shutil
import subprocess
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


def _draw(document: pypdfium2.PdfDocument, page: object, font: object, words: Words) -> None:
    shape = raw.FPDFPageObj_CreateTextObj(document, font, words.size)
    encoded = (words.text + "\0").encode("utf-16-le")
    buffer = (ctypes.c_ubyte * len(encoded)).from_buffer_copy(encoded)
    raw.FPDFText_SetText(shape, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
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
