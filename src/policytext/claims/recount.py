"""The desk claims are recounted at: documents, searches made once, and what a recount found.

Tested in tests/claims/test_evidence.py.
"""

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
    """A claim that does not fit its document; ``path`` is the key in the claim."""

    def __init__(self, path: tuple[str, ...], what: str) -> None:
        self.path, self.what = path, what
        super().__init__(what)


class Request(NamedTuple):
    """A search: the hits of *terms* that are no hit of *minus* nor inside one."""

    document: str
    terms: tuple[str, ...]
    convention: Convention
    minus: tuple[str, ...] = ()


class Part(NamedTuple):
    """Matches behind a number: of the thing itself (role ""), or of what it is set against."""

    role: str
    matches: Matches


class Measurement(NamedTuple):
    """A recount: the number, how it was made, and the matches behind it.

    ``value`` is None where the number is undefined. ``relies`` names the documents that must be
    whole for it to stand; of these ``grows`` names those whose missing text could only raise it.
    ``by_headings`` says that a heading that lost its mark is missing too; ``by_length`` that any
    stretch matters, with or without a match in it; ``doubt`` why the number proves nothing.
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
        """The number of hits of each term of the thing itself."""
        counts: dict[str, int] = {}
        for part in self.parts:
            if not part.role:
                for term, count in part.matches.by_term.items():
                    counts[term] = counts.get(term, 0) + count
        return counts

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of all documents that were looked at and matter."""
        names = dict.fromkeys(self.relies)
        for part in self.parts:
            names[part.matches.document] = None
        return tuple(names)

    def touches(self, document: str, start: int, end: int) -> bool:
        """Tell whether leaving ``[start, end)`` of *document* out could change the number."""
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
    """Holds the documents, and makes each search once.

    ``left_out`` names stretches of documents that are to be counted as if they were not there.
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
        """Return the segmenter called *name*, built when first asked for."""
        from policytext.segmenters import build_segmenter  # only tokens need it

        if name not in self._segmenters:
            self._segmenters[name] = build_segmenter(name)
        return self._segmenters[name]

    @property
    def fingerprints(self) -> tuple[tuple[str, str], ...]:
        """The fingerprints of the segmenters that were used, by name."""
        used = sorted(self._segmenters)
        return tuple((name, self._segmenters[name].fingerprint) for name in used)

    def without(self, left_out: Mapping[str, Sequence[Span]]) -> Desk:
        """Return the same desk as if the stretches *left_out* were not there."""
        desk = copy(self)  # which shares the searches
        desk.left_out = left_out
        return desk

    def prepare(self, requests: Iterable[Request]) -> None:
        """Make all searches at once, one pass for each document and convention."""
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
        """Return the matches that *request* asks for."""
        if request.minus:
            bare = request._replace(minus=())
            inside = self.find(bare._replace(terms=request.minus))
            spans = zip(inside.starts, inside.ends, strict=True)
            return drop_inside(self.find(bare), spans)
        matches = self._found.get(request)
        if matches is None:
            self.prepare([request])
            matches = self._found[request]
        left_out = self.left_out.get(request.document)
        return drop_inside(matches, left_out) if left_out else matches


@contextmanager
def without_collecting() -> Iterator[None]:
    """Pause the search for reference cycles: there are none among hundreds of thousands of hits."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def drop_inside(matches: Matches, spans: Iterable[tuple[int, int]]) -> Matches:
    """Return *matches* without those that lie inside one of *spans*."""
    ordered = sorted(spans)
    borders = [start for start, _ in ordered]
    # Whatever begins at or before a match holds it when the furthest of their ends does.
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
