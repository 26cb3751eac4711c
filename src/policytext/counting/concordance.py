"""Concordances: every hit with what stands left and right of it; and tables of one document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policytext.base.lookup import require_list
from policytext.base.table import Cell, Result, Table, make_table
from policytext.counting.convention import DEFAULT, Convention
from policytext.counting.find import place_tokens
from policytext.counting.matches import Match, Matches, list_met, match_families, refuse_wildcards
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.language.messages import Message
from policytext.segmenters.protocol import Segmenter


class ConcordanceLine(NamedTuple):
    """A hit in context. ``start`` and ``end`` are of the node, in the document's text."""

    document: str
    family: str
    region: str
    left: str
    node: str
    right: str
    term: str
    start: int
    end: int
    convention: str


@dataclass(frozen=True)
class Concordance(Result):
    """Concordance lines in order of document and position.

    ``convention`` is the id they were found under; of several, all of them.
    """

    lines: tuple[ConcordanceLine, ...]
    convention: str

    def __len__(self) -> int:
        return len(self.lines)

    def to_table(self) -> Table:
        """Return the lines as a table."""
        columns = tuple(name for name in ConcordanceLine._fields if name != "family")
        records = [{name: getattr(line, name) for name in columns} for line in self.lines]
        return make_table("Concordance", records, columns, convention=self.convention)


def build_concordance(
    corpus: Corpus,
    terms: Sequence[str],
    convention: Convention = DEFAULT,
    *,
    window: int = 20,
    segmenter: Segmenter | None = None,
) -> Concordance:
    """Return every hit of *terms*, with up to *window* characters of its paragraph on each side."""
    terms = require_list(terms, "terms")
    found = [match_families(d, {"": terms}, convention, segmenter=segmenter)[""] for d in corpus]
    refuse_wildcards(found)
    lines = (
        line
        for document, matches in zip(corpus, found, strict=True)
        for line in make_lines(document, matches, window=window)
    )
    return Concordance(tuple(lines), list_met(found))


def make_line(
    document: Document, match: Match, convention: str = "", *, window: int = 20
) -> ConcordanceLine:
    """Return the concordance line of one match; the context stays inside its paragraph."""
    hit = (match.start, match.end, match.term)
    return next(_make_lines(document, match.family, [hit], window, convention))


def make_lines(
    document: Document, found: Matches, *, window: int = 20
) -> Iterator[ConcordanceLine]:
    """Yield the concordance line of each match; the contexts stay inside its paragraph."""
    terms = map(found.terms.__getitem__, found.term_indices)
    hits = zip(found.starts, found.ends, terms, strict=True)
    return _make_lines(document, found.family, hits, window, found.convention.id)


def _make_lines(
    document: Document,
    family: str,
    hits: Iterable[tuple[int, int, str]],
    window: int,
    convention: str,
) -> Iterator[ConcordanceLine]:
    text, owner, name, head, tail = document.text, document.id, "", 0, 0
    for start, end, term in hits:
        if not head <= start < tail:  # few paragraphs hold but one
            head, tail = document.paragraph_at(start)
            region = document.region_at(start)
            name = region.name if region else ""
        left = text[start - window if start - window > head else head : start]
        right = text[end : end + window if end + window < tail else tail]
        node = text[start:end]
        yield ConcordanceLine(owner, family, name, left, node, right, term, start, end, convention)


def list_positions(corpus: Corpus, matches: Iterable[Matches]) -> Table:
    """Return where each hit begins and how long its text is; no position where there is no hit."""
    rows: list[tuple[Cell, ...]] = []
    matches = list(matches)
    for found in matches:
        length = len(corpus[found.document].text)
        starts: Iterable[int | None] = found.starts or (None,)
        rows += [(found.document, found.family, start, length) for start in starts]
    columns = ("document", "family", "position", "length")
    return Table("Positions", columns, tuple(rows), list_met(matches))


def list_tokens(document: Document, segmenter: Segmenter) -> Table:
    """Return the tokens of *document* with their offsets; white space is left out."""
    records: list[dict[str, Cell]] = [
        {"start": start, "end": end, "token": token}
        for token, start, end in place_tokens(document, segmenter)
        if not token.isspace()
    ]
    note = Message("table_notes.segmenter", name=segmenter.name, fingerprint=segmenter.fingerprint)
    return make_table(f"Tokens of {document.id}", records, ("start", "end", "token"), notes=(note,))


def list_outline(document: Document) -> Table:
    """Return the outline of *document*; what looks damaged stands in the notes."""
    columns = ("level", "marker", "number", "title", "start", "end")
    records = [{name: getattr(item, name) for name in columns} for item in document.outline]
    notes = tuple(f"{damage.kind}: {damage.what}" for damage in document.damage)
    return make_table(f"Outline of {document.id}", records, columns, notes=notes)


def list_damage(corpus: Corpus) -> Table:
    """Return what looks damaged in the texts of *corpus*, a row a place.

    ``completeness`` is what the manifest says; positions are of each document's text.
    """
    records: list[dict[str, Cell]] = [
        {
            "document": document.id,
            "completeness": document.metadata.completeness,
            "kind": damage.kind,
            "start": damage.start,
            "end": damage.end,
            "what": str(damage.what),
        }
        for document in corpus
        for damage in document.damage
    ]
    columns = ("document", "completeness", "kind", "start", "end", "what")
    found = len({record["document"] for record in records})
    note = Message("table_notes.damaged", n=found, total=len(corpus))
    return make_table("Damage", records, columns, notes=(note,))
