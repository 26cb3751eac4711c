"""Read pages that are XML: XHTML, and the text of SVG drawings.

Tested in tests/documents/readers/test_containers.py.
"""

from __future__ import annotations

from policytext.documents.capture import CaptureText, Dropped, ReadOptions
from policytext.documents.readers.lib.encodings import refuse_damage
from policytext.documents.readers.lib.xhtml_events import read_page_events
from policytext.documents.readers.lib.xml_events import (
    encoding_of,
)


def read_xhtml(data: bytes, options: ReadOptions) -> CaptureText:
    """Read an XHTML page or an SVG drawing: all of its text."""
    collected = read_page_events(data, "page")
    text, places = "".join(collected.text), collected.places()
    refuse_damage(text, places)
    return CaptureText(
        text,
        places,
        len(data),
        "xhtml",
        encoding_of(data),
        dropped=tuple(Dropped(*run) for run in collected.dropped),
    )
