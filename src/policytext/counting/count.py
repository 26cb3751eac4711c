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

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from policytext.base.lookup import require_list
from policytext.base.table import Cell, Table, make_table
from policytext.counting.convention import DEFAULT, Convention
from policytext.counting.matches import (
    Matches,
    explain_absence,
    list_met,
    match_families,
    refuse_wildcards,
)
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.language.messages import Message
from policytext.language.words import count_words
from policytext.segmenters.protocol import Segmenter

if TYPE_CHECKING:
    from policytext.counting.lexicon import Lexicon


_MOST_NOTES = 5


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
    """Count each of *terms* in every document, with the rate per 1,000 characters or words."""
    terms = tuple(dict.fromkeys(require_list(terms, "terms")))
    found = [match_families(d, {"": terms}, convention, segmenter=segmenter)[""] for d in corpus]
    refuse_wildcards(found)
    records = [
        _count_record(document, "term", term, matches.by_term[term], matches.convention)
        for document, matches in zip(corpus, found, strict=True)
        for term in terms
    ]
    columns = ("document", "term", "count", "per_1000", "unit", "convention")
    notes = (explain_rate(map(name_unit, corpus)), *_explain_zeros(corpus, found))
    table = make_table("Counts", records, columns, convention=list_met(found), notes=notes)
    return CountTable(**_fields(table), matches=tuple(found))


def _explain_zeros(corpus: Iterable[Document], found: Iterable[Matches]) -> list[Message]:
    """Return what is to be said of terms that count 0 and occur all the same, the first of many."""
    notes = [
        note
        for document, matches in zip(corpus, found, strict=True)
        for term, count in matches.by_term.items()
        if not count
        for note in (explain_absence(document, term, matches.convention),)
        if note
    ]
    if len(notes) <= _MOST_NOTES:
        return notes
    return [*notes[:_MOST_NOTES], Message("table_notes.more_zeros", n=len(notes) - _MOST_NOTES)]


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
    convention = replace(convention, nested_scope=lexicon.nested_scope)
    for document in corpus:
        families = lexicon.terms_in(document.metadata.language)
        counted = match_families(document, families, convention, segmenter=segmenter)
        for name, matches in counted.items():
            found.append(matches)
            count = len(matches) if families[name] else None
            records.append(_count_record(document, "family", name, count, matches.convention))
    refuse_wildcards(found)
    columns = ("document", "family", "count", "per_1000", "unit", "convention")
    notes = (explain_rate(map(name_unit, corpus)), Message("table_notes.no_terms"))
    table = make_table("Families", records, columns, convention=list_met(found), notes=notes)
    return CountTable(**_fields(table), matches=tuple(found))


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
        "unit": name_unit(document),
        "convention": convention.id,
    }


def name_unit(document: Document) -> str:
    """Return what rates of *document* are per 1,000 of: ``words`` in English, or ``characters``."""
    return "words" if document.is_english else "characters"


def explain_rate(units: Iterable[str]) -> Message:
    """Return the note on the column ``per_1000`` of texts that are measured in *units*."""
    met = sorted(set(units)) or ["characters"]
    return Message(f"table_notes.per_1000_{met[0] if len(met) == 1 else 'units'}")


def measure_size(document: Document, convention: Convention) -> int:
    """Return the size that rates refer to: words of an English document, else characters."""
    if not document.is_english:
        return document.measure(convention.scope)
    texts = (document.text[r.start : r.end] for r in document.regions if r.name in convention.scope)
    return sum(count_words(text) for text in texts)
