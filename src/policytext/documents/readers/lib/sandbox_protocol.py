"""Send a capture's text between processes: plain arrays and JSON, no code.

Tested in tests/documents/readers/test_containers.py.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from dataclasses import asdict
from typing import IO, Any

from policytext.base.errors import UnreadableError
from policytext.documents.capture import Boxes, CaptureText, Dropped, ExplicitBytes, ReadOptions
from policytext.language.messages import Message

_LENGTH = 8
_LARGEST = 2**31


def write_frame(stream: IO[bytes], header: dict[str, Any], *blobs: bytes) -> None:
    """Write a header and the blobs it announces."""
    head = json.dumps({**header, "blobs": [len(blob) for blob in blobs]}).encode()
    stream.write(len(head).to_bytes(_LENGTH, "big") + head)
    for blob in blobs:
        stream.write(blob)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[dict[str, Any], list[bytes]] | None:
    """Read a header and its blobs; None at the end of the stream."""
    length = int.from_bytes(stream.read(_LENGTH) or b"", "big")
    head = stream.read(length) if 0 < length < _LARGEST else b""
    if not head or len(head) < length:
        return None
    header: dict[str, Any] = json.loads(head)
    blobs = [stream.read(size) for size in header["blobs"]]
    if [len(blob) for blob in blobs] != header["blobs"]:
        return None
    return header, blobs


def pack_request(reader: str, data: bytes, options: ReadOptions) -> tuple[dict[str, Any], bytes]:
    """Return the frame that asks for *data* to be read."""
    return {"reader": reader, "options": asdict(options)}, data


def pack_capture(capture: CaptureText) -> tuple[dict[str, Any], list[bytes]]:
    """Return *capture* as a header and blobs."""
    places = capture.places
    assert isinstance(places, ExplicitBytes)
    reasons = sorted({dropped.reason for dropped in capture.dropped})
    header = {
        "size": capture.size,
        "format": capture.format,
        "encoding": capture.encoding,
        "notes": [note.to_data() for note in capture.notes],
        "title": capture.title,
        "unit": capture.unit,
        "members": capture.members,
        "cuttable": capture.cuttable,
        "mains": capture.mains,
        "reasons": reasons,
        "boxed": capture.boxes is not None,
    }
    blobs = [
        capture.text.encode("utf-8"),
        _integers(places.starts),
        _integers(places.ends),
        _integers(dropped.start for dropped in capture.dropped),
        _integers(dropped.end for dropped in capture.dropped),
        _integers(reasons.index(dropped.reason) for dropped in capture.dropped),
    ]
    if isinstance(capture.boxes, Boxes):
        blobs += [capture.boxes.pages.tobytes(), capture.boxes.corners.tobytes()]
    return header, blobs


def _integers(values: Iterable[int]) -> bytes:
    return array("q", values).tobytes()


def unpack_capture(header: dict[str, Any], blobs: list[bytes]) -> CaptureText:
    """Return the capture in *header* and *blobs* after checking its places."""
    text, numbers = blobs[0].decode("utf-8"), [array("q", blob) for blob in blobs[1:6]]
    starts, ends, first, last, why = numbers
    if not (len(text) == len(starts) == len(ends)) or not all(
        min(column) >= 0 and max(column) <= header["size"] for column in numbers[:4] if column
    ):
        raise UnreadableError("The parser returned a text that does not fit the capture.")
    boxes = Boxes(array("i", blobs[6]), array("f", blobs[7])) if header["boxed"] else None
    return CaptureText(
        text,
        ExplicitBytes(starts, ends),
        header["size"],
        header["format"],
        header["encoding"],
        dropped=tuple(
            Dropped(a, b, header["reasons"][c]) for a, b, c in zip(first, last, why, strict=True)
        ),
        notes=tuple(map(Message.from_data, header["notes"])),
        title=str(header["title"]),
        boxes=boxes,
        unit=header["unit"],
        cuttable=bool(header["cuttable"]),
        members=tuple((name, start) for name, start in header["members"]),
        mains={name: tuple(map(tuple, spans)) for name, spans in header["mains"].items()},
    )
