"""Concordances: every match with the text to its left and right; and tables of one document."""

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
    """A match in context. ``text[start:end]`` of the document is the node."""

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

    ``convention`` is the id of the convention, or the ids of all, separated by commas.
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
    """Find every match of *terms* in *corpus* and show it in its context.

    Parameters
    ----------
    corpus : Corpus
        The documents.
    terms : sequence of str
        The terms.
    convention : Convention, default Convention()
        What a match is, which of several overlapping matches count, and in which regions.
    window : int, default 20
        The most characters of context on each side. The context stays inside the paragraph.
    segmenter : Segmenter, optional
        The segmenter for ``match="token"``, used instead of the one that *convention* names.

    Returns
    -------
    Concordance
        A line for each match, in order of document and position. Its table has the columns
        ``document``, ``region``, ``left``, ``node`` (the match as written), ``right``, ``term``,
        ``start``, ``end`` (characters of the document's text) and ``convention``.

    Raises
    ------
    PolicytextError
        *terms* is a string, a term is empty, or a term with ``*`` or ``?`` does not occur.

    Examples
    --------
    >>> import policytext as pt
    >>> plan = pt.load_corpus("texts", ids=["action-plan-2025"])
    >>> for line in pt.build_concordance(plan, ["跨国"], window=4).lines:
    ...     print(f"{line.left}[{line.node}]{line.right}")
    享,开展[跨国]人工智能
    话,打造[跨国]开源社区
    """
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
        if not head <= start < tail:  # most paragraphs have several matches
            head, tail = document.paragraph_at(start)
            region = document.region_at(start)
            name = region.name if region else ""
        left = text[start - window if start - window > head else head : start]
        right = text[end : end + window if end + window < tail else tail]
        node = text[start:end]
        yield ConcordanceLine(owner, family, name, left, node, right, term, start, end, convention)


def list_positions(corpus: Corpus, matches: Iterable[Matches]) -> Table:
    """Return the position of every match, for a chart of where the families occur.

    Parameters
    ----------
    corpus : Corpus
        The documents that were searched.
    matches : iterable of Matches
        The matches, such as ``matches`` of the table of `count_families`.

    Returns
    -------
    Table
        A row for each match: ``document``, ``family``, ``position`` (the first character of the
        match, counted from 0) and ``length`` (the characters of the document's text, white space
        included). A family without a match has one row, whose position is None.

    Raises
    ------
    UnknownNameError
        A document of *matches* is not in *corpus*.

    Examples
    --------
    >>> import policytext as pt
    >>> from policytext.documents.document import Document, Metadata, Region
    >>> text = "生成式人工智能与人工智能。"
    >>> note = Document("note", Metadata(), text, (Region("body", 0, len(text)),))
    >>> found = pt.find_matches(note, ["人工智能"], family="ai")
    >>> pt.list_positions(pt.Corpus((note,)), [found]).rows
    (('note', 'ai', 3, 13), ('note', 'ai', 8, 13))
    """
    rows: list[tuple[Cell, ...]] = []
    matches = list(matches)
    for found in matches:
        length = len(corpus[found.document].text)
        starts: Iterable[int | None] = found.starts or (None,)
        rows += [(found.document, found.family, start, length) for start in starts]
    columns = ("document", "family", "position", "length")
    return Table("Positions", columns, tuple(rows), list_met(matches))


def list_tokens(document: Document, segmenter: Segmenter) -> Table:
    """Return the tokens of *document* with their offsets, without white space."""
    records: list[dict[str, Cell]] = [
        {"start": start, "end": end, "token": token}
        for token, start, end in place_tokens(document, segmenter)
        if not token.isspace()
    ]
    note = Message("table_notes.segmenter", name=segmenter.name, fingerprint=segmenter.fingerprint)
    return make_table(f"Tokens of {document.id}", records, ("start", "end", "token"), notes=(note,))


def list_outline(document: Document) -> Table:
    """Return the outline of *document*; the notes list what looks damaged."""
    columns = ("level", "marker", "number", "title", "start", "end")
    records = [{name: getattr(item, name) for name in columns} for item in document.outline]
    notes = tuple(f"{damage.kind}: {damage.what}" for damage in document.damage)
    return make_table(f"Outline of {document.id}", records, columns, notes=notes)


def list_damage(corpus: Corpus) -> Table:
    """Return a row for each place in *corpus* that looks damaged.

    ``completeness`` is copied from the manifest; ``start`` and ``end`` are characters of the text.
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
