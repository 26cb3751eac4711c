"""Matches: where the terms of a family occur, with overlaps resolved."""

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
    """One match: ``text[start:end]`` of the document equals *term* under the convention."""

    document: str
    family: str
    term: str
    start: int
    end: int


@dataclass(frozen=True)
class Matches:
    """The matches of one family in one document, stored as arrays for each term.

    ``starts``, ``ends`` and ``term_indices`` list all matches in order of position.
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
        """The start of each match, in characters of the text."""
        return self._in_order[0]

    @property
    def ends(self) -> array[int]:
        """The end of each match, the first character after it."""
        return self._in_order[1]

    @property
    def term_indices(self) -> array[int]:
        """The index in ``terms`` of the term of each match."""
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
        """The number of matches of each term, in the order of the terms."""
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
    """Find every match of *terms* in *document*.

    Parameters
    ----------
    document : Document
        The document.
    terms : sequence of str
        The terms, counted together as one family.
    convention : Convention, default Convention()
        What a match is, which of several overlapping matches count, and in which regions.
    family : str, default ""
        The name of the family, copied to every match.
    segmenter : Segmenter, optional
        The segmenter for ``match="token"``, used instead of the one that *convention* names.

    Returns
    -------
    Matches
        The matches in order of position; ``len()`` is their number. ``start`` and ``end`` of a
        match are characters of ``document.text``.

    Raises
    ------
    PolicytextError
        *terms* is a string, a term is empty, or a term with ``*`` or ``?`` does not occur.
    UnknownNameError
        With ``match="token"``: *convention* names an unknown segmenter.

    Examples
    --------
    >>> import policytext as pt
    >>> from policytext.documents.document import Document, Metadata, Region
    >>> text = "生成式人工智能与人工智能。"
    >>> note = Document("note", Metadata(), text, (Region("body", 0, len(text)),))
    >>> [(match.start, match.end) for match in pt.find_matches(note, ["人工智能"])]
    [(3, 7), (8, 12)]
    """
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

    Families are counted independently, unless ``longest`` with ``nested_scope="lexicon"`` lets
    their terms compete. Each result has the convention with its match filled in for *document*.
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
    """Return *convention* with the name of the given *segmenter*.

    Part of the fingerprint is added if the segmenter differs from the plain one of its name.
    """
    if segmenter is None or convention.match != "token":
        return convention
    name, named = segmenter.name, convention.segmenter
    if named.startswith(f"{name}("):  # the name already says which user words
        return convention
    if segmenter.fingerprint != _build_plain(name, segmenter).fingerprint:
        digest = hashlib.sha256(segmenter.fingerprint.encode()).hexdigest()
        name = f"{name}@{digest[:8]}"
    return convention if name == named else replace(convention, segmenter=name)


def _build_plain(name: str, segmenter: Segmenter) -> Segmenter:
    from policytext.segmenters import SEGMENTERS, build_segmenter  # only tokens need it

    return build_segmenter(name) if name in SEGMENTERS else segmenter


def split_by_term(matches: Matches) -> list[Matches]:
    """Return the matches of each term separately, with the term as their family."""
    pairs = zip(matches.terms, matches.places, strict=True)
    return [
        replace(matches, family=term, terms=(term,), places=(places,)) for term, places in pairs
    ]


def list_met(found: Iterable[Matches]) -> str:
    """Return the ids of the conventions under which the matches were found."""
    return join_ids(matches.convention for matches in found)


def refuse_wildcards(found: Iterable[Matches]) -> None:
    """Raise if a term with ``*`` or ``?`` has no match: it was probably meant as a wildcard."""
    counts: dict[str, int] = {}
    for matches in found:
        for term, (starts, _) in zip(matches.terms, matches.places, strict=True):
            if "*" in term or "?" in term:
                counts[term] = counts.get(term, 0) + len(starts)
    for term, count in counts.items():
        if not count:
            raise PolicytextError(explain_wildcard(term))


def explain_wildcard(term: str) -> str:
    """Return what to search for instead of a *term* with ``*`` or ``?`` that does not occur."""
    bare = term.strip("*? ")
    if not bare or "*" in bare or "?" in bare:
        how = "give each form as a separate term"
    elif re.search(f"[{HAN}]", bare):
        how = f"to find every occurrence of {bare!r}, search for {bare!r} with match text"
    else:
        how = f"to find words that begin with {bare!r}, search for {bare!r} with match prefix"
    return f"Term {term!r} does not occur: * and ? are not wildcards here; {how}."


def refuse_odd_terms(terms: Iterable[str]) -> None:
    """Raise if a term is empty or contains characters that cannot occur in a text."""
    terms = tuple(terms)
    if not all(map(read_term, terms)):
        raise PolicytextError("A term is empty or contains only white space; give a word.")
    for term in terms if _NO_TEXT.search("".join(terms)) else ():
        if _NO_TEXT.search(term):
            raise PolicytextError(
                f"Term {term!r} contains bytes that are not valid text; type it as UTF-8, under "
                "a locale such as C.UTF-8."
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
    """Return a note if *term* occurs in *document* only in the other Chinese script.

    None if it does not, if the convention reads both scripts as the same, or for a
    single character that both scripts use.
    """
    convention = convention.for_document(document)
    if convention.simplify or not HAN_PATTERN.search(term):
        return None
    written = document.derive("characters", lambda: frozenset(document.text))
    # Cheap pre-filter: most other spellings contain a character that the text does not.
    writings = [w for w in list_scripts(read_term(term)) if written.issuperset("".join(w.split()))]
    found = {w: len(find_matches(document, [w], convention)) for w in writings}
    times = [Message("absence.times", term=w, n=n) for w, n in found.items() if n]
    if not times:
        return None
    return Message("absence.script", term=term, document=document.id, times=times)


def find_token_note(document: Document, term: str, convention: Convention) -> Message | None:
    """Return a note if *term* occurs in *document* but equals no token; else None."""
    if convention.match != "token":
        return None
    count = len(find_matches(document, [term], replace(convention, match="text")))
    if not count:
        return None
    named = {"document": document.id, "segmenter": convention.segmenter}
    return Message("absence.token", term=term, n=count, **named)


def explain_absence(document: Document, term: str, convention: Convention) -> Message | None:
    """Return a note if *term*, whose count is 0, occurs in *document* in another form."""
    token = find_token_note(document, term, convention)
    return token or find_script_note(document, term, convention)


def total(matches: Iterable[Matches]) -> int:
    """Return the number of all matches."""
    return sum(len(found) for found in matches)
