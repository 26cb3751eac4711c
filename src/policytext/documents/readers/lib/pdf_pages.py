"""Draw the pages of a PDF file, and add a layer of text to them.

Both run in the process with limits: a page that is drawn is parsed like one that is read.

Tested in tests/documents/add/test_recognition.py.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import Any

from policytext.base.errors import UnreadableError
from policytext.documents.readers.lib.pdf_glyphs import read_glyphs, refuse_scan
from policytext.documents.readers.lib.scan import ScanError

INCH = 72  # points
_DOTS = 300  # of an inch, which programs that recognise text are made for
_MOST_DOTS = 25_000_000  # of a page


def list_scans(data: bytes) -> bytes:
    """Return the numbers of the pages that have no text, from 0, as text."""
    file = _open(data)
    return " ".join(str(n) for n in range(len(file)) if _is_scan(file[n])).encode()


def _is_scan(page: Any) -> bool:
    text = page.get_textpage()
    found = read_glyphs(text, text.count_chars(), 0).glyphs
    if not found:
        return True
    try:
        refuse_scan(page, 1, found)
    except ScanError:
        return True
    return False


def draw_page(data: bytes, *, page: int) -> bytes:
    """Return a page as a grey picture in the format PGM; its comment is the dots of an inch."""
    source = _open(data)[page]
    width, height = source.get_size()
    dots = min(_DOTS, int(INCH * math.sqrt(_MOST_DOTS / (width * height))))
    drawn = source.render(scale=dots / INCH, grayscale=True)
    rows = memoryview(drawn.buffer)
    grey = b"".join(
        rows[at : at + drawn.width] for at in range(0, drawn.stride * drawn.height, drawn.stride)
    )
    return b"P5\n# %d\n%d %d\n255\n" % (dots, drawn.width, drawn.height) + grey


def add_layers(data: bytes, *, sizes: Sequence[int], pages: Sequence[int]) -> bytes:
    """Return the PDF file with the first page of each of the others over one of *pages*.

    *data* is the file, then the others; *sizes* are their numbers of bytes.
    """
    at = sizes[0]
    file = _open(data[:at])
    for page, size in zip(pages, sizes[1:], strict=True):
        _add_layer(file, file[page], _open(data[at : at + size]))
        at += size
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _add_layer(file: Any, page: Any, other: Any) -> None:
    """Put the first page of *other* over *page*, as large and turned as it is seen."""
    import pypdfium2

    layer = other.page_as_xobject(0, file).as_pageobject()
    (width, height), (wide, high) = page.get_size(), other[0].get_size()
    across, up = width / wide, height / high
    left, bottom, right, top = page.get_bbox()
    placed = {
        0: (across, 0, 0, up, left, bottom),
        90: (0, across, -up, 0, right, bottom),
        180: (-across, 0, 0, -up, right, top),
        270: (0, -across, up, 0, left, top),
    }
    layer.set_matrix(pypdfium2.PdfMatrix(*placed[page.get_rotation()]))
    page.insert_obj(layer)
    page.gen_content()


def _open(data: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"The PDF cannot be opened ({error}).") from None
