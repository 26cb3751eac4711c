"""Notes on a proposed document: likely damage, and what optional cleaning steps would drop.

Tested in tests/cli/test_add.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from policytext.documents.cleaning import STEPS
from policytext.documents.document import Document


def find_hints(document: Document) -> Iterator[str]:
    """Yield the notes on *document*."""
    for damage in document.damage:
        yield f"{damage.kind}: {damage.what}"
    title = document.region("title")
    if title and not title.found:
        yield "the title does not occur in the capture"
    text = _uncleaned_body(document)
    for name, step in STEPS.items():
        edits = [] if step.default or name == "columns" else list(step.step(text))
        if edits:
            first = text[edits[0].start : edits[0].end].strip()[:30]
            count = sum(edit.end - edit.start for edit in edits)
            yield f"cleaning {{{name}: true}} would drop {count} characters ({step.what}): {first}"


def _uncleaned_body(document: Document) -> str:
    """Return the body with the capture's own lines; for a page, only its main text."""
    body, capture = document.region("body"), document.capture
    if body is None or capture is None or body.start == body.end:
        return ""
    if capture.mains:
        return document.text[body.start : body.end]
    last = max(document.list_sources(body.end - 1, body.end))
    return capture.text[document.offsets[body.start] : last + 1]
