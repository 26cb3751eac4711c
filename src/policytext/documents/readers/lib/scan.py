"""Pages whose text is not in the file: pictures, outlines, letters without a character.

Tested in tests/documents/readers/test_pdf.py.
"""

from __future__ import annotations

from policytext.base.errors import UnreadableError

WAY_OUT = "Recognise its text (OCR), for instance with ocrmypdf, or use another copy."


class ScanError(UnreadableError):
    """A file whose text can be read by recognising it only."""
