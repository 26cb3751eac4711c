"""Counting: a count is the number of its matches, and the matches are kept.

The definitions, for a document cleaned into paragraphs (see `policytext.counting.convention`):

Let a paragraph be a string *p* without the white space that is not text. A term *t*, folded like
the text and without its own white space, **occurs** at *i* if ``p[i:i+len(t)] == t``. Under
``text`` every occurrence is a candidate; under ``token`` only those that are exactly one token.
Under ``word`` and ``prefix``, white space is kept and case is ignored; a candidate has no letter of
an alphabetic script directly to its left and, for ``word``, to its right.

``each`` takes every term on its own: from left to right, each candidate that does not overlap the
previous one. ``longest`` takes all terms together: the leftmost candidate, the longest of those
that start there, and continues at its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
from policytext.documents.document import UNCHECKED, Document
from policytext.language.han import HAN_PATTERN
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
    """Count each of *terms* in every document, with its rate per 1,000 characters or words.

    Parameters
    ----------
    corpus : Corpus
        The documents.
    terms : sequence of str
        The terms; a term given twice is counted once.
    convention : Convention, default Convention()
        What a match is, which of several overlapping matches count, and in which regions.
    segmenter : Segmenter, optional
        The segmenter for ``match="token"``, used instead of the one that *convention* names.

    Returns
    -------
    CountTable
        A row for each document and term: ``document``, ``term``, ``count`` (the matches),
        ``per_1000`` (matches per 1,000 units of the scope), ``unit`` (``characters`` without white
        space or, in English, ``words``) and ``convention`` (the id for this document). The
        attribute ``matches`` contains every match.

    Raises
    ------
    PolicytextError
        *terms* is a string, a term is empty, or a term with ``*`` or ``?`` does not occur.
    UnknownNameError
        With ``match="token"``: *convention* names an unknown segmenter.

    Examples
    --------
    The words of which a published analysis counts 45 in the action plan:

    >>> import policytext as pt
    >>> plan = pt.load_corpus("texts", ids=["action-plan-2025"])
    >>> counts = pt.count_terms(plan, ["全球", "国际", "各国", "跨国"])
    >>> counts.column("count"), sum(counts.column("count"))
    ([20, 16, 7, 2], 45)
    """
    terms = tuple(dict.fromkeys(require_list(terms, "terms")))
    found = [match_families(d, {"": terms}, convention, segmenter=segmenter)[""] for d in corpus]
    refuse_wildcards(found)
    records = [
        _count_record(document, "term", term, matches.by_term[term], matches.convention)
        for document, matches in zip(corpus, found, strict=True)
        for term in terms
    ]
    columns = ("document", "term", "count", "per_1000", "unit", "convention")
    notes = (
        explain_rate(map(name_unit, corpus)),
        *_explain_zeros(corpus, found),
        *_name_other_language(corpus, terms),
        *_name_recognised(corpus),
    )
    table = make_table("Counts", records, columns, convention=list_met(found), notes=notes)
    return CountTable(**_fields(table), matches=tuple(found))


def _explain_zeros(corpus: Iterable[Document], found: Iterable[Matches]) -> list[Message]:
    """Return notes on terms whose count is 0 though they occur in another form; at most five."""
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


def _name_other_language(corpus: Corpus, terms: Sequence[str]) -> Iterator[Message]:
    """Yield a note on Chinese terms if no text has a Chinese character."""
    chinese = [term for term in terms if HAN_PATTERN.search(term)]
    if chinese and len(corpus) and not any(HAN_PATTERN.search(each.text) for each in corpus):
        yield Message("table_notes.no_chinese", terms=chinese)


def _name_recognised(corpus: Iterable[Document]) -> Iterator[Message]:
    """Yield a note on the texts that a program recognised and nobody has checked."""
    names = [d.id for d in corpus if any(damage.kind == UNCHECKED for damage in d.damage)]
    if names:
        yield Message("table_notes.recognised", documents=names)


def count_families(
    corpus: Corpus,
    lexicon: Lexicon,
    convention: Convention = DEFAULT,
    *,
    segmenter: Segmenter | None = None,
) -> CountTable:
    """Count every family of *lexicon* in every document, by its terms in the document's language.

    Parameters
    ----------
    corpus : Corpus
        The documents.
    lexicon : Lexicon
        The families, from `load_lexicon` or `build_lexicon`. Its ``nested_scope`` replaces that of
        *convention*.
    convention : Convention, default Convention()
        What a match is, which of several overlapping matches count, and in which regions.
    segmenter : Segmenter, optional
        The segmenter for ``match="token"``, used instead of the one that *convention* names.

    Returns
    -------
    CountTable
        A row for each document and family: ``document``, ``family``, ``count`` (the matches; None
        if the family has no term in the document's language), ``per_1000`` (matches per 1,000
        units of the scope), ``unit`` (``characters`` without white space or, in English,
        ``words``) and ``convention`` (the id for this document). The attribute ``matches``
        contains every match.

    Raises
    ------
    PolicytextError
        A term with ``*`` or ``?`` does not occur in any document.
    UnknownNameError
        With ``match="token"``: *convention* names an unknown segmenter.

    Examples
    --------
    >>> import policytext as pt
    >>> plan = pt.load_corpus("texts", ids=["action-plan-2025"])
    >>> lexicon = pt.build_lexicon({"global": ["全球", "国际", "各国", "跨国"], "joint": ["共"]})
    >>> pt.count_families(plan, lexicon).column("count")
    [45, 29]
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
    notes = (
        explain_rate(map(name_unit, corpus)),
        Message("table_notes.no_terms"),
        *_name_recognised(corpus),
    )
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
    """Return the unit of the rates of *document*: ``words`` in English, else ``characters``."""
    return "words" if document.is_english else "characters"


def explain_rate(units: Iterable[str]) -> Message:
    """Return the note that explains ``per_1000`` for texts measured in *units*."""
    met = sorted(set(units)) or ["characters"]
    return Message(f"table_notes.per_1000_{met[0] if len(met) == 1 else 'units'}")


def measure_size(document: Document, convention: Convention) -> int:
    """Return the denominator of the rates: words in English, else characters without spaces."""
    if not document.is_english:
        return document.measure(convention.scope)
    texts = (document.text[r.start : r.end] for r in document.regions if r.name in convention.scope)
    return sum(count_words(text) for text in texts)
