"""Text that a program recognised in pictures (OCR): no letter of it is certain.

Tested in tests/documents/add/test_recognition.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from policytext.documents.capture import CaptureText
from policytext.documents.document import UNCHECKED, Damage
from policytext.documents.manifest import CaptureEntry
from policytext.documents.readers.lib.scan import RECOGNISED
from policytext.language.messages import Message


def find_recognised(entry: CaptureEntry, capture: CaptureText, size: int) -> Iterator[Damage]:
    """Yield the whole text if a program recognised it and nobody has checked it."""
    layer = any(note.code == RECOGNISED for note in capture.notes)
    if entry.ocr == "unchecked" or (layer and not entry.ocr):
        yield Damage(UNCHECKED, Message("damage.recognised"), 0, size)
