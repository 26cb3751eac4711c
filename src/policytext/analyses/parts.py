"""Parts of documents, and the number of matches in each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from policytext.base.lookup import look_up
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document, Span
from policytext.documents.regions import RegionName
from policytext.language.words import count_words

Part = tuple[Document, Span]


def _whole(document: Document) -> list[Span]:
    return [Span(0, len(document.text))]


def _paragraphs(document: Document) -> list[Span]:
    return list(document.paragraphs)


def _sections(document: Document) -> list[Span]:
    """Split before every heading of the highest level in the document."""
    highest = min((item.level for item in document.outline), default=0)
    heads = [item.start for item in document.outline if item.level == highest]
    cuts = sorted({0, *heads, len(document.text)})
    return [Span(start, end) for start, end in pairwise(cuts)]


PARTS: dict[str, Callable[[Document], list[Span]]] = {
    "documents": _whole,
    "sections": _sections,
    "paragraphs": _paragraphs,
}


def split_parts(corpus: Corpus, kind: str, scope: Sequence[RegionName]) -> list[Part]:
    """Return the parts of all documents in order, without those that have no text in *scope*."""
    split = look_up(PARTS, kind, "kind of part")
    parts = [(document, span) for document in corpus for span in split(document)]
    return [part for part in parts if measure_part(part, scope)]


def measure_part(part: Part, scope: Sequence[RegionName]) -> int:
    """Return the size of *part* inside *scope*: in words if it is English, else in characters."""
    document, span = part
    pieces = [
        document.text[max(region.start, span.start) : min(region.end, span.end)]
        for region in document.regions
        if region.name in scope and region.start < span.end and span.start < region.end
    ]
    if document.is_english:
        return sum(map(count_words, pieces))
    return sum(len("".join(piece.split())) for piece in pieces)


def count_in_parts(parts: Iterable[Part], starts: Mapping[str, Sequence[int]]) -> list[int]:
    """Count the matches that begin in each part; *starts* has their sorted places by document."""
    return [
        bisect_left(starts[document.id], span.end) - bisect_left(starts[document.id], span.start)
        for document, span in parts
    ]
