"""Pages whose text is not in the file: pictures, outlines, letters without a character.

Tested in tests/documents/readers/test_pdf.py.
"""

from __future__ import annotations

from policytext.base.errors import UnreadableError

WAY_OUT = (
    "Take it in with 'policytext add' where tesseract is installed, which recognises the text "
    "(OCR), or use another copy."
)
# Of a page with text, some of whose letters are not characters: a layer would double the others.
REDRAW = "Recognise the text of its pages as pictures (ocrmypdf --force-ocr), or use another copy."
RECOGNISED = "capture_notes.recognised"  # the note on text that was recognised in a picture


class ScanError(UnreadableError):
    """A file whose text can be read by recognising it only."""
