"""Cautions: what a reader must know before trusting a number; and the account of every byte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytext.analyses.thresholds import SMALL
from policytext.base.table import Cell, Table, make_table
from policytext.counting.matches import Matches
from policytext.documents.document import Damage, Document
from policytext.language.messages import Message

_EXCERPT = 24  # characters shown of a doubtful place


@dataclass(frozen=True)
class Caution:
    """Something that weakens a number: its kind, the document, what, where, or how many.

    ``what`` is quoted from the text or the manifest, or a message.
    """

    kind: str
    document: str
    what: str | Message = ""
    start: int | None = None
    count: int | None = None


def find_cautions(documents: Sequence[Document], matches: Sequence[Matches]) -> Iterator[Caution]:
    """Yield damage, parts and editions, titles and readings to doubt, and small counts."""
    small: dict[str, int] = {}
    for found in matches:
        small[found.document] = small.get(found.document, 0) + (0 < len(found) < SMALL)
    for document in documents:
        meta = document.metadata
        if meta.completeness == "partial":
            yield Caution("partial", document.id, meta.edition)
        for damage in document.damage:
            yield Caution(damage.kind, document.id, _excerpt(document, damage), damage.start)
        for region in document.regions:
            if not region.found:
                yield Caution("headline", document.id, document.text[region.start : region.end])
        for note in document.capture.notes if document.capture else ():
            if note.code != "capture_notes.encoding":  # which is shown with the document
                yield Caution("reading", document.id, note)
        if small.get(document.id):
            yield Caution("small", document.id, count=small[document.id])


def _excerpt(document: Document, damage: Damage) -> str:
    """Return what stands at the doubtful place; behind the end it is the end."""
    rest = document.text[damage.start : damage.start + _EXCERPT].split("\n")[0]
    return rest or document.text[max(0, damage.start - _EXCERPT) : damage.start].split("\n")[-1]


def list_dropped(documents: Sequence[Document]) -> Table:
    """Return, by document and reason, the bytes of the capture that are not text here."""
    records = [record for document in documents for record in _account(document)]
    columns = ("document", "reason", "bytes", "share", "stretches")
    return make_table("What became of the captures", records, columns)


def _account(document: Document) -> Iterator[dict[str, Cell]]:
    """Yield what was kept, then what was dropped, the largest part first; together it is all."""
    size = document.capture.size if document.capture else 0
    lengths: dict[str, list[int]] = {}
    for start, end, reason in document.dropped:
        lengths.setdefault(reason, []).append(end - start)
    dropped = sorted(((reason, sum(n), len(n)) for reason, n in lengths.items()), key=_by_size)
    kept = size - sum(count for _, count, _ in dropped)
    for reason, count, stretches in (("kept", kept, None), *dropped):
        yield {
            "document": document.id,
            "reason": reason,
            "bytes": count,
            "share": count / size if size else None,
            "stretches": stretches,
        }


def _by_size(row: tuple[str, int, int]) -> tuple[int, str]:
    return -row[1], row[0]
