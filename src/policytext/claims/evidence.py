"""Evidence: where each match stands, in the cleaned text and in the bytes of the capture."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

from policytext.capture import CaptureText, EncodedBytes
from policytext.claims.desk import Measurement, Part
from policytext.cleaning import fold_text
from policytext.corpus import ABSENT, Corpus, Document

CONTEXT = 20  # characters shown before and after a match, in its own paragraph


def list_evidence(measurement: Measurement, corpus: Corpus) -> Iterator[dict[str, Any]]:
    """Yield a record of every match behind a number, never capped.

    ``start`` and ``end`` are code points in the cleaned text, ``byte_start`` and ``byte_end``
    bytes of the capture: None where a title stands nowhere in it, and in a PDF, which has glyphs
    in their place. ``cuts`` are the pieces of a match with something between them.
    """
    for part in measurement.parts:
        yield from _list_part(part, corpus[part.matches.document])


def _list_part(part: Part, document: Document) -> Iterator[dict[str, Any]]:
    text, matches = document.text, part.matches
    paragraphs = document.paragraphs
    heads = [paragraph.start for paragraph in paragraphs]
    borders = [region.start for region in document.regions]
    names = [region.name for region in document.regions]
    terms, offsets = matches.terms, document.offsets
    capture = document.capture
    plain = capture is not None and isinstance(capture.places, EncodedBytes)
    unit = capture.unit if capture else "byte"
    in_bytes = unit == "byte"
    for index, start, end in zip(matches.term_indices, matches.starts, matches.ends, strict=True):
        first, last = paragraphs[bisect_right(heads, start) - 1]
        span = document.byte_span(start, end)
        record: dict[str, Any] = {
            "term": terms[index],
            "start": start,
            "end": end,
            "byte_start": span[0] if span and in_bytes else None,
            "byte_end": span[1] if span and in_bytes else None,
            "region": names[bisect_right(borders, start) - 1],
            "exact": text[start:end],
            "prefix": text[max(first, start - CONTEXT) : start],
            "suffix": text[end : min(last, end + CONTEXT)],
            "document": document.id,
        }
        if part.role:
            record["role"] = part.role
        if span and not in_bytes:
            record |= {f"{unit}_start": span[0], f"{unit}_end": span[1]}
        elif span and not (plain and offsets[end - 1] - offsets[start] == end - start - 1):
            cuts = list_cuts(document, start, end)
            if len(cuts) > 1:  # something stands between that folding does not drop
                record["cuts"] = cuts
        yield record


def list_cuts(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """Return the bytes that, decoded and folded, are ``text[start:end]`` and nothing else.

    An empty range stands for white space that the capture has as markup.
    """
    capture, sources = document.capture, document.offsets[start:end]
    if capture is None or not sources or min(sources) == ABSENT:
        return []
    if isinstance(capture.places, EncodedBytes):
        runs = _runs(sources, capture)
        return [cut for first, last in runs for cut in capture.places.runs(first, last)]
    cuts: list[tuple[int, int]] = []
    for character, source in zip(document.text[start:end], sources, strict=True):
        begun, done = capture.places.span(source, source + 1)
        if character.isspace():
            cuts.append((begun, begun))
        elif cuts and cuts[-1][0] < cuts[-1][1] and cuts[-1][1] >= begun >= cuts[-1][0]:
            cuts[-1] = (cuts[-1][0], max(done, cuts[-1][1]))
        else:
            cuts.append((begun, done))
    return cuts


def _runs(sources: Iterable[int], capture: CaptureText) -> Iterator[tuple[int, int]]:
    """Yield runs of characters of the capture, with no more between them than folding drops."""
    first = last = -1
    for source in sources:
        if last < 0:
            first = source
        elif source != last and (source < last or fold_away(capture.text[last:source])):
            yield first, last
            first = source
        last = source + 1
    yield first, last


def fold_away(gap: str) -> str:
    """Return what of *gap* is text."""
    return "".join(fold_text(gap).split())
