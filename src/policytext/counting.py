"""Counting: a count is the number of its matches, and the matches are kept.

The definitions, for a document cleaned into paragraphs (see `policytext.conventions`):

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

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, repeat
from operator import le
from typing import TYPE_CHECKING, Any, NamedTuple

from policytext.candidates import Found, Places, find_candidates, make_places, read_term
from policytext.conventions import DEFAULT, Convention
from policytext.corpus import Corpus, Document
from policytext.errors import PolicytextError
from policytext.table import Cell, Table, make_table
from policytext.tokens import Segmenter
from policytext.wording import count_words

if TYPE_CHECKING:
    from policytext.lexicon import Lexicon

_NO_TEXT = re.compile("[\ud800-\udfff]")


class Match(NamedTuple):
    """One hit: ``text[start:end]`` of the document is *term*, as the convention reads it."""

    document: str
    family: str
    term: str
    start: int
    end: int


@dataclass(frozen=True)
class Matches:
    """The hits of one family in one document, kept compactly: places for each of its terms.

    ``starts``, ``ends`` and ``term_indices`` are all hits in order of position.
    """

    document: str
    family: str
    terms: tuple[str, ...]
    convention: Convention
    places: tuple[Places, ...] = field(repr=False)

    def __len__(self) -> int:
        return sum(len(starts) for starts, _ in self.places)

    def __iter__(self) -> Iterator[Match]:
        for start, end, index in zip(self.starts, self.ends, self.term_indices, strict=True):
            yield Match(self.document, self.family, self.terms[index], start, end)

    @property
    def starts(self) -> array[int]:
        """Where the hits begin."""
        return self._in_order[0]

    @property
    def ends(self) -> array[int]:
        """Where they end."""
        return self._in_order[1]

    @property
    def term_indices(self) -> array[int]:
        """Which of the terms each is."""
        return self._in_order[2]

    @cached_property
    def _in_order(self) -> tuple[array[int], array[int], array[int]]:
        if len(self.places) == 1:
            starts, ends = self.places[0]
            return starts, ends, array("i", bytes(starts.itemsize * len(starts)))
        numbered = (zip(*places, repeat(n)) for n, places in enumerate(self.places))
        hits = sorted(chain.from_iterable(numbered))
        columns = zip(*hits, strict=True) if hits else ((), (), ())
        starts, ends, numbers = (array("i", values) for values in columns)
        return starts, ends, numbers

    @property
    def by_term(self) -> dict[str, int]:
        """The number of hits of each term, in the order of the terms."""
        counts = dict.fromkeys(self.terms, 0)
        for term, (starts, _) in zip(self.terms, self.places, strict=True):
            counts[term] += len(starts)
        return counts


def find_matches(
    document: Document,
    terms: Sequence[str],
    convention: Convention = DEFAULT,
    *,
    family: str = "",
    segmenter: Segmenter | None = None,
) -> Matches:
    """Return every match of *terms* in *document* under *convention*."""
    found = match_families(document, {family: terms}, convention, segmenter=segmenter)
    return found[family]


def match_families(
    document: Document,
    families: Mapping[str, Sequence[str]],
    convention: Convention = DEFAULT,
    *,
    segmenter: Segmenter | None = None,
) -> dict[str, Matches]:
    """Return the matches of every family in *document*.

    Families count by themselves, unless the convention says that under ``longest`` they compete
    within the lexicon.
    """
    words = tuple(dict.fromkeys(term for terms in families.values() for term in terms))
    refuse_odd_terms(words)
    places = find_candidates(document, words, convention, segmenter)
    if convention.overlap == "each":
        places = {term: _drop_overlapping(*found) for term, found in places.items()}
    elif convention.nested_scope == "lexicon":
        places = _keep_longest(places)
    result = {}
    for name, terms in families.items():
        kept = {term: places[term] for term in terms}
        if convention.overlap == "longest":
            kept = _keep_longest(kept)
        result[name] = Matches(document.id, name, tuple(kept), convention, tuple(kept.values()))
    return result


def refuse_odd_terms(terms: Iterable[str]) -> None:
    """Raise where a term says nothing, or holds what no text can hold and would count 0."""
    terms = tuple(terms)
    if not all(map(read_term, terms)):
        raise PolicytextError("A term is empty once white space is left out; name a word.")
    for term in terms if _NO_TEXT.search("".join(terms)) else ():
        if _NO_TEXT.search(term):
            raise PolicytextError(
                f"Term {term!r} holds bytes that are no text here; type it as UTF-8, under a "
                "locale such as C.UTF-8."
            )


def _drop_overlapping(starts: array[int], ends: array[int]) -> Places:
    if all(map(le, ends, starts[1:])):
        return starts, ends
    taken: list[tuple[int, int]] = []
    last = -1
    for start, end in zip(starts, ends, strict=True):
        if start >= last:
            taken.append((start, end))
            last = end
    return make_places(taken)


def _keep_longest(found: Found) -> Found:
    kept: dict[str, list[tuple[int, int]]] = {term: [] for term in found}
    everything = (
        (start, -end, number, term)
        for number, (term, places) in enumerate(found.items())
        for start, end in zip(*places, strict=True)
    )
    last = -1
    for start, negative_end, _, term in sorted(everything):
        if start >= last:
            last = -negative_end
            kept[term].append((start, last))
    return {term: make_places(spans) for term, spans in kept.items()}


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
    notes = ("per_1000: per 1,000 characters of the scope, white space aside.",)
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
    notes = ("A family without terms in a document's language has no count there.",)
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


def total(matches: Iterable[Matches]) -> int:
    """Return the number of all matches."""
    return sum(len(found) for found in matches)
