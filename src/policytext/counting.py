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
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from policytext.cleaning import fold_text
from policytext.conventions import DEFAULT, Convention
from policytext.corpus import Corpus, Document
from policytext.errors import PolicytextError
from policytext.segmenters import build_segmenter
from policytext.table import Cell, Table, make_table
from policytext.tokens import Segmenter
from policytext.wording import count_words, find_words

if TYPE_CHECKING:
    from policytext.lexicon import Lexicon

_MANY_TERMS = 8


class Match(NamedTuple):
    """One hit: ``text[start:end]`` of the document is *term*, as the convention reads it."""

    document: str
    family: str
    term: str
    start: int
    end: int


@dataclass(frozen=True)
class Matches:
    """The hits of one family in one document, kept as three arrays in order of position."""

    document: str
    family: str
    terms: tuple[str, ...]
    convention: Convention
    term_indices: array[int] = field(repr=False)
    starts: array[int] = field(repr=False)
    ends: array[int] = field(repr=False)

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Match]:
        for index, start, end in zip(self.term_indices, self.starts, self.ends, strict=True):
            yield Match(self.document, self.family, self.terms[index], start, end)

    @property
    def by_term(self) -> dict[str, int]:
        """The number of hits of each term, in the order of the terms."""
        counts = dict.fromkeys(self.terms, 0)
        for index in self.term_indices:
            counts[self.terms[index]] += 1
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
    spots = _find_candidates(document, words, convention, segmenter)
    if convention.overlap == "longest" and convention.nested_scope == "lexicon":
        spots = _keep_longest(spots, words)
    result = {}
    for name, terms in families.items():
        terms = tuple(dict.fromkeys(terms))
        own = {term: spots[term] for term in terms}
        kept = _keep_longest(own, terms) if convention.overlap == "longest" else _keep_each(own)
        result[name] = _collect(document.id, name, terms, convention, kept)
    return result


def refuse_odd_terms(terms: Iterable[str]) -> None:
    """Raise where a term says nothing, or holds what no text can hold and would count 0."""
    for term in terms:
        if not "".join(fold_text(term).split()):
            raise PolicytextError("A term is empty once white space is left out; name a word.")
        if re.search("[\ud800-\udfff]", term):
            raise PolicytextError(
                f"Term {term!r} holds bytes that are no text here; type it as UTF-8, under a "
                "locale such as C.UTF-8."
            )


_Spots = dict[str, list[tuple[int, int]]]


def _collect(
    document: str, family: str, terms: tuple[str, ...], convention: Convention, spots: _Spots
) -> Matches:
    hits = sorted(
        (start, end, index) for index, term in enumerate(terms) for start, end in spots[term]
    )
    return Matches(
        document,
        family,
        terms,
        convention,
        array("i", [index for _, _, index in hits]),
        array("i", [start for start, _, _ in hits]),
        array("i", [end for _, end, _ in hits]),
    )


def _keep_each(spots: _Spots) -> _Spots:
    kept: _Spots = {}
    for term, places in spots.items():
        taken: list[tuple[int, int]] = []
        last = -1
        for start, end in places:
            if start >= last:
                taken.append((start, end))
                last = end
        kept[term] = taken
    return kept


def _keep_longest(spots: _Spots, terms: Sequence[str]) -> _Spots:
    everything = sorted(
        (start, -end, index) for index, term in enumerate(terms) for start, end in spots[term]
    )
    kept: _Spots = {term: [] for term in terms}
    last = -1
    for start, negative_end, index in everything:
        if start >= last:
            kept[terms[index]].append((start, -negative_end))
            last = -negative_end
    return kept


def _find_candidates(
    document: Document,
    terms: Sequence[str],
    convention: Convention,
    segmenter: Segmenter | None,
) -> _Spots:
    if convention.match in ("word", "prefix"):
        prefix = convention.match == "prefix"
        spots = {term: list(find_words(document, term, prefix=prefix)) for term in terms}
    elif convention.match == "token":
        spots = _find_tokens(document, terms, convention, segmenter)
    else:
        spots = _find_text(document, terms, convention)
    scope = [r for r in document.regions if r.name in convention.scope]
    if len(scope) == len(document.regions):
        return spots
    return {
        term: [p for p in places if any(r.start <= p[0] < r.end for r in scope)]
        for term, places in spots.items()
    }


@dataclass(frozen=True)
class _Compact:
    """A document's text without the white space that is not text; None for an index that is 1:1."""

    text: str
    index: array[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        if self.index is None:
            return start, end
        return self.index[start], self.index[end - 1] + 1


def _compact(document: Document, *, simplify: bool) -> _Compact:
    """Return the text as ``text`` and ``token`` read it, kept with the document once made."""
    cache: dict[bool, _Compact] = document.__dict__.setdefault("_compact", {})
    if simplify not in cache:
        text, index = document.text, None
        if re.search(r"[^\S\n]", text):
            index = array("i", [i for i, c in enumerate(text) if c == "\n" or not c.isspace()])
            text = "".join(text[i] for i in index)
        cache[simplify] = _Compact(simplify_text(text) if simplify else text, index)
    return cache[simplify]


@lru_cache(maxsize=1)
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def simplify_text(text: str) -> str:
    """Return *text* in simplified characters, one for one."""
    simplified = str(_simplifier().convert(text))
    if len(simplified) == len(text):
        return simplified
    pieces = ((c, str(_simplifier().convert(c))) for c in text)
    return "".join(new if len(new) == 1 else old for old, new in pieces)


def _prepare(term: str, convention: Convention) -> str:
    bare = "".join(fold_text(term).split())
    return simplify_text(bare) if convention.simplify else bare


def _find_text(document: Document, terms: Sequence[str], convention: Convention) -> _Spots:
    compact = _compact(document, simplify=convention.simplify)
    wanted = {term: _prepare(term, convention) for term in terms}
    overlapping = convention.overlap == "longest"
    if len(terms) > _MANY_TERMS:
        return _find_many(compact, wanted)
    return {
        term: [
            compact.span(at, at + len(bare)) for at in _find_all(compact.text, bare, overlapping)
        ]
        for term, bare in wanted.items()
    }


def _find_all(text: str, term: str, overlapping: bool) -> Iterator[int]:
    step = 1 if overlapping else len(term)
    at = text.find(term)
    while at >= 0:
        yield at
        at = text.find(term, at + step)


def _find_many(compact: _Compact, wanted: Mapping[str, str]) -> _Spots:
    spots: _Spots = {term: [] for term in wanted}
    terms_of: dict[str, list[str]] = {}
    for term, bare in wanted.items():
        terms_of.setdefault(bare, []).append(term)
    bares = tuple(terms_of)
    found = _automaton(bares).find_matches_as_indexes(compact.text, overlapping=True)
    for number, start, end in found:
        for term in terms_of[bares[number]]:
            spots[term].append(compact.span(start, end))
    for places in spots.values():
        places.sort()
    return spots


@lru_cache(maxsize=32)
def _automaton(patterns: tuple[str, ...]) -> Any:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(patterns)


def _find_tokens(
    document: Document,
    terms: Sequence[str],
    convention: Convention,
    segmenter: Segmenter | None,
) -> _Spots:
    wanted: dict[str, list[str]] = {}
    for term in terms:
        wanted.setdefault(_prepare(term, convention), []).append(term)
    spots: _Spots = {term: [] for term in terms}
    segmenter = segmenter or build_segmenter(convention.segmenter)
    compact = _compact(document, simplify=convention.simplify)
    start = 0
    for token in segment_document(document, segmenter, simplify=convention.simplify):
        for term in wanted.get(token, ()):
            spots[term].append(compact.span(start, start + len(token)))
        start += len(token)
    return spots


def segment_document(
    document: Document, segmenter: Segmenter, *, simplify: bool = False
) -> Sequence[str]:
    """Return the tokens of all regions, line ends among them; none runs across a paragraph.

    Joined, the tokens are the document's text without the white space that is not text.
    """
    cache: dict[tuple[str, bool], tuple[str, ...]] = document.__dict__.setdefault("_tokens", {})
    key = (segmenter.fingerprint, simplify)
    if key not in cache:
        # A line end is a token of its own to every segmenter, and one call is fastest.
        cache[key] = tuple(segmenter.cut(_compact(document, simplify=simplify).text))
    return cache[key]


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
