"""What a lone re-check needs of the captures: where each paragraph stands in the bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from policytext.claims.evidence import list_cuts
from policytext.cleaning import fold_text
from policytext.corpus import ABSENT, Document, Span
from policytext.counting import simplify_text


def describe_document(document: Document) -> dict[str, Any]:
    """Return where *document* comes from, and the bytes of each of its paragraphs."""
    capture = document.capture
    return {
        "capture": document.metadata.capture_path,
        "sha256": document.metadata.capture_sha256,
        "format": capture.format if capture else "",
        "encoding": capture.encoding if capture else "",
        "member": capture.members if capture else None,
        "edition": document.metadata.edition,
        "paragraphs": [_describe_paragraph(document, span) for span in document.paragraphs],
    }


def _describe_paragraph(document: Document, span: Span) -> dict[str, Any]:
    region = document.region_at(span.start)
    record: dict[str, Any] = {"region": region.name if region else "", "start": span.start}
    cuts = list_cuts(document, span.start, span.end)
    if cuts:
        return {**record, "cuts": cuts}
    return {**record, "text": document.text[span.start : span.end]}  # it is in no capture


def list_folds(documents: Iterable[Document], terms: Iterable[str]) -> dict[str, str]:
    """Return what each character is read as, where that is another one."""
    folds: dict[str, str] = {}
    for term in terms:
        folds.update(_differing(term, "".join(fold_text(c) or c for c in term)))
    for document in documents:
        if document.capture:
            read = "".join(
                document.capture.text[i] if i != ABSENT else c
                for i, c in zip(document.offsets, document.text, strict=True)
            )
            folds.update(_differing(read, document.text))
    return dict(sorted(folds.items()))


def list_simplified(texts: Iterable[str]) -> dict[str, str]:
    """Return all that each character was simplified to, where that is another one."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for old, new in zip(text, simplify_text(text), strict=True):
            found.setdefault(old, set()).add(new)
    return {old: "".join(sorted(new)) for old, new in sorted(found.items()) if new != {old}}


def _differing(before: str, after: str) -> Iterator[tuple[str, str]]:
    for old, new in zip(before, after, strict=True):
        if old != new and not re.match(r"\s", old):
            yield old, new
