"""Cautions that a reader must know, and the account of every byte of the captures."""

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
    """Something that makes a number less reliable.

    ``what`` is a message or is quoted from the text or the manifest; ``start`` is its place;
    ``count`` is a number of families.
    """

    kind: str
    document: str
    what: str | Message = ""
    start: int | None = None
    count: int | None = None


def find_cautions(documents: Sequence[Document], matches: Sequence[Matches]) -> Iterator[Caution]:
    """Yield partial texts, damage, titles not in the capture, reading notes and small counts."""
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
            if note.code != "capture_notes.encoding":  # shown with the document instead
                yield Caution("reading", document.id, note)
        if small.get(document.id):
            yield Caution("small", document.id, count=small[document.id])


def _excerpt(document: Document, damage: Damage) -> str:
    """Return the text at the damaged place; if the place is at the end, the end of the text."""
    rest = document.text[damage.start : damage.start + _EXCERPT].split("\n")[0]
    return rest or document.text[max(0, damage.start - _EXCERPT) : damage.start].split("\n")[-1]


def list_dropped(documents: Sequence[Document]) -> Table:
    """Return the bytes of each capture by what became of them: kept, or the reason for dropping."""
    records = [record for document in documents for record in _account(document)]
    columns = ("document", "reason", "bytes", "share", "stretches")
    return make_table("What became of the captures", records, columns)


def _account(document: Document) -> Iterator[dict[str, Cell]]:
    """Yield the kept bytes, then the dropped ones by size; together they are the capture."""
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
