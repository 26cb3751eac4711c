"""Make a file that can be read of one that cannot: recognise a scan, convert an old Office file.

Tested in tests/documents/add/test_conversion.py.
"""

from __future__ import annotations

from policytext.base.errors import UnreadableError
from policytext.documents.add.conversion import convert_file
from policytext.documents.add.recognition import recognise_text
from policytext.documents.readers import OLD_OFFICE, OldOfficeError, read_capture
from policytext.documents.readers.lib.scan import WAY_OUT, ScanError


def make_readable(refusal: ScanError | OldOfficeError, data: bytes, name: str) -> tuple[bytes, str]:
    """Return the file that another program makes of one that was refused, and its name."""
    try:
        if isinstance(refusal, OldOfficeError):
            return convert_file(data, name)
        return _recognise(data, name), name
    except UnreadableError as why:
        is_scan = isinstance(refusal, ScanError)
        what = str(refusal).removesuffix(WAY_OUT) if is_scan else f"{OLD_OFFICE}. "
        raise UnreadableError(f"{what}{why}") from None


def _recognise(data: bytes, name: str) -> bytes:
    """Return a scan with the text of its pages; refuse it if there is none."""
    recognised = recognise_text(data)
    try:
        read_capture(recognised, name)
    except ScanError:
        raise UnreadableError("tesseract recognises no text in it; use another copy.") from None
    return recognised
