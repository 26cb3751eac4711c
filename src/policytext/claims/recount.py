"""Recounting: the documents, the cached searches, and the result of a recount."""

from __future__ import annotations

import gc
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from policytext.base.errors import PolicytextError
from policytext.counting.convention import Convention
from policytext.counting.find import make_places
from policytext.counting.matches import Matches, match_families
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document, Span
from policytext.language.messages import Message
from policytext.segmenters.protocol import Segmenter

Number = int | Fraction


class ClaimFaultError(PolicytextError):
    """A claim that does not fit its document; ``path`` leads to the key in the claim."""

    def __init__(self, path: tuple[str, ...], what: str) -> None:
        self.path, self.what = path, what
        super().__init__(what)


class Request(NamedTuple):
    """A search for the matches of *terms* that are not inside a match of *minus*."""

    document: str
    terms: tuple[str, ...]
    convention: Convention
    minus: tuple[str, ...] = ()


class Part(NamedTuple):
    """Matches behind a number: of the terms (role ""), or of what they are compared with."""

    role: str
    matches: Matches


class Measurement(NamedTuple):
    """A recount: the number, its convention, and the matches behind it.

    ``value`` is None if the number is undefined. ``relies`` lists the documents that must be
    complete; ``grows`` lists those of them whose missing text could only raise the number. With
    ``by_headings``, a heading without its mark counts as missing text. With ``by_length``, every
    passage matters, even without a match. ``doubt`` is the reason if the number proves nothing.
    """

    value: Number | None
    convention: str
    parts: tuple[Part, ...] = ()
    relies: tuple[str, ...] = ()
    grows: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    by_headings: bool = False
    by_length: bool = False
    doubt: Message | None = None

    @property
    def by_term(self) -> dict[str, int]:
        """The number of matches of each term, without those of other roles."""
        counts: dict[str, int] = {}
        for part in self.parts:
            if not part.role:
                for term, count in part.matches.by_term.items():
                    counts[term] = counts.get(term, 0) + count
        return counts

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of all documents on which the number depends."""
        return tuple(dict.fromkeys((*self.relies, *(p.matches.document for p in self.parts))))

    def touches(self, document: str, start: int, end: int) -> bool:
        """Return whether leaving out ``[start, end)`` of *document* could change the number."""
        if self.by_length:
            return True
        places = (
            starts
            for part in self.parts
            if part.matches.document == document
            for starts, _ in part.matches.places
        )
        return any(bisect_left(starts, start) < bisect_left(starts, end) for starts in places)


class Desk:
    """The documents, with a cache of the searches in them.

    ``left_out`` lists passages of documents that are not counted.
    """

    def __init__(
        self, corpus: Corpus, *, segmenters: Mapping[str, Segmenter] | None = None
    ) -> None:
        self.corpus = corpus
        self.left_out: Mapping[str, Sequence[Span]] = {}
        self._segmenters: dict[str, Segmenter] = dict(segmenters or {})
        self._found: dict[Request, Matches] = {}
        self._documents = {document.id: document for document in corpus}

    def __contains__(self, document: str) -> bool:
        return document in self._documents

    def document(self, name: str) -> Document:
        """Return the document called *name*."""
        return self._documents[name]

    def segmenter(self, name: str) -> Segmenter:
        """Return the segmenter called *name*; it is built on first use."""
        from policytext.segmenters import build_segmenter  # only tokens need it

        if name not in self._segmenters:
            self._segmenters[name] = build_segmenter(name)
        return self._segmenters[name]

    @property
    def fingerprints(self) -> tuple[tuple[str, str], ...]:
        """The names and fingerprints of the segmenters used, sorted by name."""
        used = sorted(self._segmenters)
        return tuple((name, self._segmenters[name].fingerprint) for name in used)

    def without(self, left_out: Mapping[str, Sequence[Span]]) -> Desk:
        """Return a desk on which the passages *left_out* are not counted."""
        desk = copy(self)  # shares the cache
        desk.left_out = left_out
        return desk

    def prepare(self, requests: Iterable[Request]) -> None:
        """Run all searches, in one pass for each document and convention."""
        groups: dict[tuple[str, Convention], dict[tuple[str, ...], None]] = defaultdict(dict)
        for request in requests:
            if request.document in self and request not in self._found:
                group = groups[request.document, request.convention]
                group[request.terms] = None
                if request.minus:
                    group[request.minus] = None
        for (name, convention), families in groups.items():
            self._search(name, convention, list(families))

    def _search(self, name: str, convention: Convention, families: list[tuple[str, ...]]) -> None:
        segmenter = self.segmenter(convention.segmenter) if convention.match == "token" else None
        named = {str(index): terms for index, terms in enumerate(families)}
        found = match_families(self.document(name), named, convention, segmenter=segmenter)
        for index, terms in enumerate(families):
            self._found[Request(name, terms, convention)] = found[str(index)]

    def find(self, request: Request) -> Matches:
        """Return the matches of *request*."""
        if request.minus:
            bare = request._replace(minus=())
            inside = self.find(bare._replace(terms=request.minus))
            spans = zip(inside.starts, inside.ends, strict=True)
            return drop_inside(self.find(bare), spans)
        if request not in self._found:
            self.prepare([request])
        matches = self._found[request]
        left_out = self.left_out.get(request.document)
        return drop_inside(matches, left_out) if left_out else matches


@contextmanager
def without_collecting() -> Iterator[None]:
    """Pause the garbage collector: hundreds of thousands of matches contain no cycles.

    Afterwards it takes them for old objects, or it would look through all of them at once.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():  # what somebody else has frozen stays so
            gc.freeze()
            gc.unfreeze()
        if collecting:
            gc.enable()


def drop_inside(matches: Matches, spans: Iterable[tuple[int, int]]) -> Matches:
    """Return *matches* without those that lie inside one of *spans*."""
    ordered = sorted(spans)
    borders = [start for start, _ in ordered]
    # Of all spans that start at or before a match, the furthest end decides if one contains it.
    furthest = [0, *accumulate((end for _, end in ordered), max)]
    kept = (
        make_places(
            (start, end)
            for start, end in zip(*places, strict=True)
            if furthest[bisect_right(borders, start)] < end
        )
        for places in matches.places
    )
    return replace(matches, places=tuple(kept))
