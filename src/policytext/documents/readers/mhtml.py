"""Read a page saved as one file (MHTML), each character with its bytes in the file.

Tested in tests/documents/readers/test_containers.py.
"""

from __future__ import annotations

import base64
import binascii
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.message import Message
from email.parser import BytesHeaderParser
from itertools import pairwise
from typing import NamedTuple

from policytext.base.errors import UnreadableError
from policytext.documents.capture import CaptureText, Dropped, ExplicitBytes, ReadOptions
from policytext.documents.readers.lib.html_page import read_page
from policytext.documents.readers.lib.html_tokens import find_declared_label
from policytext.language import messages

_BLANK = re.compile(rb"\r?\n\r?\n")
_QUOTED = re.compile(rb"=(?:([0-9A-Fa-f]{2})|[ \t]*(?:\r?\n|\Z))|[ \t]+(?=\r?\n|\Z)|=")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]")
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
_PAGES = ("text/html", "application/xhtml+xml")


class _Part(NamedTuple):
    """A part of the file: its headers, and where its body is."""

    headers: Message
    start: int
    end: int


def read_mhtml(data: bytes, options: ReadOptions) -> CaptureText:
    """Read the page of an MHTML file; its other parts are dropped with the reason."""
    parts = list(_parts(data))
    part = _find_page(parts)
    decoded, places = _decode(data, part)
    label = part.headers.get_content_charset() or find_declared_label(decoded)
    page = read_page(decoded, options, label)
    assert isinstance(page.places, ExplicitBytes)
    body = part.start if decoded else part.end
    outside = [Dropped(0, body, "MIME headers"), Dropped(part.end, len(data), "MIME parts")]
    inside = [Dropped(places[a], places[b], reason) for a, b, reason in page.dropped]
    pages = sum(other.headers.get_content_type() in _PAGES for other in parts)
    notes = (messages.Message("capture_notes.frames", n=pages - 1),) if pages > 1 else ()
    return replace(
        page,
        places=ExplicitBytes(
            array("q", [places[i] for i in page.places.starts]),
            array("q", [places[i] for i in page.places.ends]),
        ),
        size=len(data),
        format="mhtml",
        dropped=tuple(d for d in (outside[0], *inside, outside[1]) if d.start < d.end),
        notes=(*page.notes, *notes),
    )


def _parts(data: bytes) -> Iterator[_Part]:
    whole = _read_headers(data, 0, len(data))
    boundary = whole.headers.get_boundary()
    if boundary is None:
        yield whole
        return
    line = re.compile(rb"^--" + re.escape(boundary.encode()) + rb"(--)?[ \t]*\r?$", re.MULTILINE)
    marks = list(line.finditer(data, whole.start))
    if not marks or not marks[-1][1]:
        raise UnreadableError(f"Byte {len(data)}: the file ends inside a part; save it again.")
    for mark, following in pairwise(marks):
        # The line end before a boundary belongs to the boundary.
        end = following.start() - 1
        end -= data[end - 1 : end] == b"\r"
        yield _read_headers(data, mark.end() + 1, end)


def _read_headers(data: bytes, start: int, end: int) -> _Part:
    blank = _BLANK.search(data, start, end)
    if blank is None:
        raise UnreadableError(f"Byte {start}: the headers of a part do not end; save it again.")
    headers = BytesHeaderParser().parsebytes(data[start : blank.end()])
    return _Part(headers, blank.end(), end)


def _find_page(parts: Sequence[_Part]) -> _Part:
    for part in parts:
        if part.headers.get_content_type() in _PAGES:
            return part
    raise UnreadableError("No part of this file is a web page; save the page again.")


def _decode(data: bytes, part: _Part) -> tuple[bytes, Sequence[int]]:
    """Return the decoded body, the place in the file of each of its bytes, and its end."""
    encoding = str(part.headers.get("Content-Transfer-Encoding", "binary")).strip().lower()
    if encoding in ("7bit", "8bit", "binary"):
        return data[part.start : part.end], range(part.start, part.end + 1)
    if encoding == "quoted-printable":
        return _decode_quoted(data, part)
    if encoding == "base64":
        return _decode_base64(data, part)
    raise UnreadableError(f"Byte {part.start}: unknown transfer encoding {encoding!r}.")


def _decode_quoted(data: bytes, part: _Part) -> tuple[bytes, Sequence[int]]:
    out, places, done = bytearray(), array("q"), part.start
    for match in _QUOTED.finditer(data, part.start, part.end):
        out += data[done : match.start()]
        places.extend(range(done, match.start()))
        done = match.end()
        if match[1]:
            out.append(int(match[1], 16))
            places.append(match.start())
        elif match[0] == b"=":
            raise UnreadableError(f"Byte {match.start()}: broken quoted-printable; save it again.")
    out += data[done : part.end]
    places.extend(range(done, part.end))
    if places:
        places[0] = part.start
    places.append(part.end)
    return bytes(out), places


def _decode_base64(data: bytes, part: _Part) -> tuple[bytes, Sequence[int]]:
    foreign = _NO_BASE64.search(data, part.start, part.end)
    if foreign:
        raise UnreadableError(f"Byte {foreign.start()}: is not base64; save the page again.")
    letters = [match.start() for match in _BASE64.finditer(data, part.start, part.end)]
    joined = bytes(data[at] for at in letters)
    try:
        out = base64.b64decode(joined + b"=" * (-len(joined) % 4))
    except binascii.Error:
        raise UnreadableError(f"Byte {part.end}: the base64 is cut off; save it again.") from None
    # Six bits per letter: a byte begins in the letter with its first bit.
    places = array("q", [letters[index * 8 // 6] for index in range(len(out))])
    if places:
        places[0] = part.start
    places.append(part.end)
    return out, places
