"""Counting: a count is the number of its matches, and the matches are kept.

The definitions, for a document cleaned into paragraphs (see `policytext.counting.convention`):

Let a paragraph be a string *p* without the white space that is not text. A term *t*, folded as the
text is and without its own white space, **stands** at *i* when ``p[i:i+len(t)] == t``. Under
``text`` every place where a term stands is a candidate; under ``token`` those that are exactly one
token; under ``word`` and ``prefix`` those in the paragraph with its white space, case aside, that
no letter of an alphabetic script touches on the left and, for ``word``, on the right.

``each`` takes, for every term by itself and from left to right, each candidate that does not
overlap the one taken before. ``longest`` takes, over all terms together, the leftmost candidate,
of several there the longest, and goes on from its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from policytext.base.table import Cell, Table, make_table
from policytext.counting.convention import DEFAULT, Convention
from policytext.counting.matches import Matches, find_matches, match_families
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.language.messages import Message
from policytext.language.words import count_words
from policytext.segmenters.protocol import Segmenter

if TYPE_CHECKING:
    from policytext.counting.lexicon import Lexicon


@dataclass(frozen=True)
class CountTable(Table):
    """A table of counts that keeps every match behind them."""

    matches: tuple[Matches, ...] = field(default=(), repr=False)


def count_terms(
    corpus: Corpus,
    terms: Sequence[str],
    convention: Convention = DEFAULT,
    *,
    segmenter: Segmenter | None = None,
) -> CountTable:
    """Count each of *terms* in every document, with the rate per 1,000 characters."""
    terms = tuple(dict.fromkeys(terms))
    found = [find_matches(d, terms, convention, segmenter=segmenter) for d in corpus]
    records = [
        _count_record(document, "term", term, matches.by_term[term], convention)
        for document, matches in zip(corpus, found, strict=True)
        for term in terms
    ]
    columns = ("document", "term", "count", "per_1000")
    notes = (Message("table_notes.per_1000_characters"),)
    table = make_table("Counts", records, columns, convention=convention.id, notes=notes)
    return CountTable(**_fields(table), matches=tuple(found))


def count_families(
    corpus: Corpus,
    lexicon: Lexicon,
    convention: Convention = DEFAULT,
    *,
    segmenter: Segmenter | None = None,
) -> CountTable:
    """Count every family of *lexicon* in every document, in the document's language.

    Chinese rates are per 1,000 characters. English documents are counted by whole words, and
    their rates are per 1,000 words; the column ``unit`` says which.
    """
    records: list[dict[str, Cell]] = []
    found: list[Matches] = []
    for document in corpus:
        own = convention_for(document, replace(convention, nested_scope=lexicon.nested_scope))
        families = lexicon.terms_in(document.metadata.language)
        for name, matches in match_families(document, families, own, segmenter=segmenter).items():
            found.append(matches)
            count = len(matches) if families[name] else None
            records.append(_count_record(document, "family", name, count, own))
    columns = ("document", "family", "count", "per_1000", "unit", "convention")
    notes = (Message("table_notes.no_terms"),)
    table = make_table("Families", records, columns, convention=convention.id, notes=notes)
    return CountTable(**_fields(table), matches=tuple(found))


def convention_for(document: Document, convention: Convention) -> Convention:
    """Return the convention for the document's language: English is counted by whole words."""
    if document.is_english and convention.match in ("text", "token"):
        return replace(convention, match="word")
    return convention


def _fields(table: Table) -> dict[str, Any]:
    return {name: getattr(table, name) for name in Table.__dataclass_fields__}


def _count_record(
    document: Document, kind: str, name: str, count: int | None, convention: Convention
) -> dict[str, Cell]:
    size = measure_size(document, convention)
    return {
        "document": document.id,
        kind: name,
        "count": count,
        "per_1000": 1000 * count / size if size and count is not None else None,
        "unit": "words" if document.is_english else "characters",
        "convention": convention.id,
    }


def measure_size(document: Document, convention: Convention) -> int:
    """Return the size that rates refer to: words of an English document, else characters."""
    if not document.is_english:
        return document.measure(convention.scope)
    texts = (document.text[r.start : r.end] for r in document.regions if r.name in convention.scope)
    return sum(count_words(text) for text in texts)
