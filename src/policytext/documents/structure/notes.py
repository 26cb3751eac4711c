"""Appended notes: explanations of terms after the text, which are not part of it.

Tested in tests/documents/structure/test_damage.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policytext.documents.document import Damage, OutlineItem, Region
from policytext.documents.structure.marks import find_notes_heading
from policytext.documents.structure.outline import paragraph_spans
from policytext.language.messages import Message

_CITATION = re.compile(r"《[^》]+》.*第\d+(?:[—-]\d+)?页|\bpp?\. ?\d+")
_LATEST = 0.3  # the part of a region before which notes cannot begin


def find_notes(
    text: str, regions: Sequence[Region], outline: Sequence[OutlineItem]
) -> Iterator[Damage]:
    """Yield the notes in the body, from their heading to its end."""
    body = next((region for region in regions if region.name == "body"), None)
    if body is None:
        return
    earliest = body.start + _LATEST * (body.end - body.start)
    for span in paragraph_spans(text, body.start, body.end):
        paragraph = text[span.start : span.end]
        if span.start > earliest and find_notes_heading(paragraph):
            if _are_citations(text[span.end : body.end]):
                return
            what = Message("damage.notes", opening=paragraph[:20])
            yield Damage("appended notes", what, span.start, body.end)
            return


def _are_citations(notes: str) -> bool:
    """Return whether the notes only cite pages: such notes belong to the text."""
    lines = notes.split()
    return 2 * sum(bool(_CITATION.search(line)) for line in lines) > len(lines)
