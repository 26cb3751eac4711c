"""Evidence: where each match stands, in the cleaned text and in the bytes of the capture."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from policytext.claims.desk import Measurement, Part
from policytext.corpus import Corpus, Document

CONTEXT = 20  # characters shown before and after a match, in its own paragraph


def list_evidence(measurement: Measurement, corpus: Corpus) -> Iterator[dict[str, Any]]:
    """Yield a record of every match behind a number, never capped.

    ``start`` and ``end`` are code points in the cleaned text, ``byte_start`` and ``byte_end``
    bytes of the capture (None where a title stands nowhere in it).
    """
    for part in measurement.parts:
        yield from _list_part(part, corpus[part.matches.document])


def _list_part(part: Part, document: Document) -> Iterator[dict[str, Any]]:
    text, matches = document.text, part.matches
    paragraphs = document.paragraphs
    heads = [paragraph.start for paragraph in paragraphs]
    borders = [region.start for region in document.regions]
    names = [region.name for region in document.regions]
    terms = matches.terms
    for index, start, end in zip(matches.term_indices, matches.starts, matches.ends, strict=True):
        first, last = paragraphs[bisect_right(heads, start) - 1]
        span = document.byte_span(start, end)
        record: dict[str, Any] = {
            "term": terms[index],
            "start": start,
            "end": end,
            "byte_start": span[0] if span else None,
            "byte_end": span[1] if span else None,
            "region": names[bisect_right(borders, start) - 1],
            "exact": text[start:end],
            "prefix": text[max(first, start - CONTEXT) : start],
            "suffix": text[end : min(last, end + CONTEXT)],
            "document": document.id,
        }
        if part.role:
            record["role"] = part.role
        yield record
