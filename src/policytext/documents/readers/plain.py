"""Read plain text: every byte belongs to a character.

Tested in tests/documents/readers/test_encodings.py.
"""

from __future__ import annotations

from policytext.documents.capture import CaptureText, Dropped, ReadOptions
from policytext.documents.readers.lib.encodings import (
    choose_encoding,
    decode_exactly,
    refuse_damage,
)


def read_plain(data: bytes, options: ReadOptions) -> CaptureText:
    """Decode *data*, every character with its bytes, or raise with the offset of the fault."""
    choice = choose_encoding(data, options.encoding)
    text, places = decode_exactly(data, choice.codec, choice.mark)
    refuse_damage(text, places)
    return CaptureText(
        text,
        places,
        len(data),
        "plain",
        choice.codec,
        dropped=(Dropped(0, choice.mark, "byte-order mark"),) if choice.mark else (),
        notes=(choice.to_note(),),
    )
