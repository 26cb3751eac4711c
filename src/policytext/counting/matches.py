"""Matches: where the terms of a family occur, overlaps settled.

Tested in tests/counting/test_count.py.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, repeat
from operator import le
from typing import NamedTuple

from policytext.base.errors import PolicytextError
from policytext.base.lookup import require_list
from policytext.counting.convention import DEFAULT, Convention, join_ids
from policytext.counting.find import Found, Places, find_candidates, make_places, read_term
from policytext.documents.document import Document
from policytext.documents.simplify import list_scripts
from policytext.language.han import HAN, HAN_PATTERN
from policytext.language.messages import Message
from policytext.segmenters.protocol import Segmenter

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
    terms = require_list(terms, "terms")
    found = match_families(document, {family: terms}, convention, segmenter=segmenter)
    refuse_wildcards(found.values())
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
    within the lexicon. What the convention leaves to the document is settled here, and the matches
    carry the convention they were found under.
    """
    families = {name: require_list(terms, "terms") for name, terms in families.items()}
    convention = _name_segmenter(convention.for_document(document), segmenter)
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


def _name_segmenter(convention: Convention, segmenter: Segmenter | None) -> Convention:
    """Return *convention* with the name of the *segmenter* that was given in place of its own.

    One that knows words of its own is told from its namesake by its fingerprint.
    """
    if segmenter is None or convention.match != "token":
        return convention
    name, named = segmenter.name, convention.segmenter
    if named.startswith(f"{name}("):  # which says itself what words it knows
        return convention
    if segmenter.fingerprint != _build_plain(name, segmenter).fingerprint:
        digest = hashlib.sha256(segmenter.fingerprint.encode()).hexdigest()
        name = f"{name}@{digest[:8]}"
    return convention if name == named else replace(convention, segmenter=name)


def _build_plain(name: str, segmenter: Segmenter) -> Segmenter:
    from policytext.segmenters import SEGMENTERS, build_segmenter  # only tokens need it

    return build_segmenter(name) if name in SEGMENTERS else segmenter


def split_by_term(matches: Matches) -> list[Matches]:
    """Return the matches of each term by itself, under its own name."""
    pairs = zip(matches.terms, matches.places, strict=True)
    return [
        replace(matches, family=term, terms=(term,), places=(places,)) for term, places in pairs
    ]


def list_met(found: Iterable[Matches]) -> str:
    """Return the ids of the conventions the matches were found under."""
    return join_ids(matches.convention for matches in found)


def refuse_wildcards(found: Iterable[Matches]) -> None:
    """Raise where a term with ``*`` or ``?`` was found nowhere: something else was meant by it."""
    counts: dict[str, int] = {}
    for matches in found:
        for term, (starts, _) in zip(matches.terms, matches.places, strict=True):
            if "*" in term or "?" in term:
                counts[term] = counts.get(term, 0) + len(starts)
    for term, count in counts.items():
        if not count:
            raise PolicytextError(explain_wildcard(term))


def explain_wildcard(term: str) -> str:
    """Return what to ask for in place of a *term* with ``*`` or ``?`` that does not occur."""
    bare = term.strip("*? ")
    if not bare or "*" in bare or "?" in bare:
        how = "name each form as a term of its own"
    elif re.search(f"[{HAN}]", bare):
        how = f"for every place where {bare!r} occurs, ask for {bare!r} with match text"
    else:
        how = f"for words that begin with {bare!r}, ask for {bare!r} with match prefix"
    return f"Term {term!r} does not occur: * and ? are no wildcards here; {how}."


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


def find_script_note(document: Document, term: str, convention: Convention) -> Message | None:
    """Say that *term*, which does not occur in *document*, does in the other Chinese script.

    None where it does not, where the convention reads both scripts alike, and of a single
    character that each script has.
    """
    convention = convention.for_document(document)
    if convention.simplify or not HAN_PATTERN.search(term):
        return None
    written = document.derive("characters", lambda: frozenset(document.text))
    # Most writings have a character that the text has nowhere, which is found out at once.
    writings = [w for w in list_scripts(read_term(term)) if written.issuperset("".join(w.split()))]
    found = {w: len(find_matches(document, [w], convention)) for w in writings}
    times = [Message("absence.times", term=w, n=n) for w, n in found.items() if n]
    if not times:
        return None
    return Message("absence.script", term=term, document=document.id, times=times)


def find_token_note(document: Document, term: str, convention: Convention) -> Message | None:
    """Say that *term* occurs in *document* though no token equals it; None where it does not."""
    if convention.match != "token":
        return None
    count = len(find_matches(document, [term], replace(convention, match="text")))
    if not count:
        return None
    named = {"document": document.id, "segmenter": convention.segmenter}
    return Message("absence.token", term=term, n=count, **named)


def explain_absence(document: Document, term: str, convention: Convention) -> Message | None:
    """Say how *term*, whose count is 0, occurs in *document* after all; None where it does not."""
    token = find_token_note(document, term, convention)
    return token or find_script_note(document, term, convention)


def total(matches: Iterable[Matches]) -> int:
    """Return the number of all matches."""
    return sum(len(found) for found in matches)
