"""The data of captures for the independent re-check: the bytes of each paragraph.

Tested in tests/claims/test_recheck.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any

from policytext.claims.evidence import list_cuts
from policytext.documents.account import OUTSIDE
from policytext.documents.capture import CaptureText
from policytext.documents.document import ABSENT, Document, Span
from policytext.documents.fold import (
    BRACKETS,
    fold_character,
    fold_text,
    simplify_text,
)


def describe_document(document: Document) -> dict[str, Any]:
    """Return the origin of *document* and the byte ranges of each paragraph in its capture.

    If the capture is not ``cuttable`` (a PDF, a page in base64), paragraphs have no byte ranges.
    """
    capture = document.capture
    assert capture is not None
    cuttable = capture.cuttable and capture.unit == "byte" and _is_cuttable(document, capture)
    paragraphs = [
        _describe_paragraph(document, span, cuttable=cuttable) for span in document.paragraphs
    ]
    return {
        "capture": document.metadata.capture_path,
        "sha256": document.metadata.capture_sha256,
        "format": capture.format,
        "encoding": capture.encoding,
        "members": [name for name, _ in capture.members],
        "cuttable": cuttable,
        "paragraphs": paragraphs,
        "outside": list(_list_outside(document, paragraphs)) if cuttable else [],
        "damage": [{"kind": d.kind, "start": d.start, "end": d.end} for d in document.damage],
    }


def _list_outside(document: Document, paragraphs: list[dict[str, Any]]) -> Iterator[list[int]]:
    """Yield the bytes outside the clip, in stretches between which some are kept.

    Markup is dropped before, and would part them. So would a byte-order mark.
    """
    kept = sorted(cut[0] for paragraph in paragraphs for cut in paragraph.get("cuts", ()))
    held: list[int] | None = None
    last = 0
    for start, end in ((d.start, d.end) for d in document.dropped if d.reason == OUTSIDE):
        if bisect_left(kept, last) < bisect_left(kept, start):  # some are kept between them
            if held:
                yield held
            held = [start, end]
        elif held:
            held[1] = end
        else:
            held = [0, end]
        last = end
    if held:
        yield held


def _is_cuttable(document: Document, capture: CaptureText) -> bool:
    """Return whether every character has bytes of its own, unlike in base64."""
    if capture.format != "mhtml":
        return True
    sources = [i for i in document.offsets if i != ABSENT and capture.text[i] > "\x7f"][:99]
    plain = 0
    for source in sources:
        start, end = capture.places.span(source, source + 1)
        size = len(capture.text[source].encode(capture.encoding))
        plain += end - start in (size, 3 * size)  # plain or quoted-printable
    return 2 * plain >= len(sources)


def _describe_paragraph(document: Document, span: Span, *, cuttable: bool) -> dict[str, Any]:
    region = document.region_at(span.start)
    cuts = list_cuts(document, span.start, span.end) if cuttable else []
    return {
        "region": region.name if region else "",
        "start": span.start,
        "text": document.text[span.start : span.end],
        **({"cuts": cuts} if cuts else {}),  # without them it is not in the capture
    }


def list_folds(documents: Iterable[Document], terms: Iterable[str]) -> dict[str, str]:
    """Return the replacement of each character that is read as something else.

    A letter is listed with its combining marks. Longer keys come first.
    """
    folds: dict[str, str] = {}
    for term in terms:
        folds |= {c: fold_text(c) for c in term if fold_text(c) not in ("", c)}
        if not BRACKETS.keys().isdisjoint(term) or not set(BRACKETS.values()).isdisjoint(term):
            folds |= BRACKETS
    for document in documents:
        if document.capture:
            folds.update(_list_differing(document, document.capture.text))
    return dict(sorted(folds.items(), key=lambda fold: (-len(fold[0]), fold)))


def _list_differing(document: Document, text: str) -> Iterator[tuple[str, str]]:
    """Yield the characters of a capture that *document* replaces, each with its replacement."""
    read = (
        text[i] if i != ABSENT else c for i, c in zip(document.offsets, document.text, strict=True)
    )
    for old, new in set(zip(read, document.text, strict=True)):
        if fold_character(old) != old:
            yield old, fold_character(old)
        elif new == "〇" != old:
            yield old, new
    if document.joined:
        letters: dict[int, str] = {}
        for source, letter in zip(document.offsets, document.text, strict=True):
            letters[source] = letters.get(source, "") + letter
        for source in document.joined.keys() & letters.keys():
            printed = (text[place] for place in (source, *document.joined[source]))
            yield "".join(printed), letters[source]


def list_simplified(texts: Iterable[str]) -> dict[str, str]:
    """Return all simplified forms of each character that is not its own simplified form."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for old, new in zip(text, simplify_text(text), strict=True):
            found.setdefault(old, set()).add(new)
    return {old: "".join(sorted(new)) for old, new in sorted(found.items()) if new != {old}}
