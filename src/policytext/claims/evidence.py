"""Evidence: where each match stands, in the cleaned text and in the bytes of the capture."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from policytext.capture import Box, CaptureText, EncodedBytes
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
    text, matches, terms = document.text, part.matches, part.matches.terms
    heads, tails, names = _paragraphs(document)
    locate = _find_locator(document)
    # No call but the locator's for a hit, for there may be hundreds of thousands.
    for number, start, end in zip(matches.term_indices, matches.starts, matches.ends, strict=True):
        here = bisect_right(heads, start) - 1
        head, tail = start - CONTEXT, end + CONTEXT
        byte_start, byte_end, more = locate(start, end)
        record: dict[str, Any] = {
            "term": terms[number],
            "start": start,
            "end": end,
            "byte_start": byte_start,
            "byte_end": byte_end,
            "region": names[here],
            "exact": text[start:end],
            "prefix": text[head if head > heads[here] else heads[here] : start],
            "suffix": text[end : tail if tail < tails[here] else tails[here]],
            "document": document.id,
        }
        if more:
            record |= more
        if part.role:
            record["role"] = part.role
        yield record


def _paragraphs(document: Document) -> tuple[list[int], list[int], list[str]]:
    """Return where paragraphs begin and end, and in which region, kept with the document."""
    cache: dict[str, tuple[list[int], list[int], list[str]]] = document.__dict__
    if "_paragraph_table" not in cache:
        spans = document.paragraphs
        regions = (document.region_at(span.start) for span in spans)
        names = [region.name if region else "" for region in regions]
        cache["_paragraph_table"] = [s.start for s in spans], [s.end for s in spans], list(names)
    return cache["_paragraph_table"]


_Located = tuple[int | None, int | None, dict[str, Any] | None]


def _find_locator(document: Document) -> Callable[[int, int], _Located]:
    """Return the function that finds the bytes of a match, and what else there is to say."""
    capture, offsets = document.capture, document.offsets

    def locate(start: int, end: int) -> _Located:
        span = document.byte_span(start, end)
        if span is None or capture is None:
            return None, None, None
        if capture.unit != "byte":
            places = {f"{capture.unit}_start": span[0], f"{capture.unit}_end": span[1]}
            return None, None, {**places, "boxes": list_boxes(document, start, end)}
        cuts = list_cuts(document, start, end)
        # More than one where something stands between that folding does not drop.
        return *span, {"cuts": cuts} if len(cuts) > 1 else None

    if capture is None or not isinstance(capture.places, EncodedBytes):
        return locate
    starts = capture.places.list_starts()

    def locate_fast(start: int, end: int) -> _Located:
        first, last = offsets[start], offsets[end - 1]
        if first == ABSENT or last - first != end - start - 1:
            return locate(start, end)
        return starts[first], starts[last + 1], None

    return locate_fast


def list_boxes(document: Document, start: int, end: int) -> list[dict[str, float]]:
    """Return where ``text[start:end]`` is printed: for each line of it a page and a box."""
    lines: list[Box] = []
    for box in document.boxes(start, end):
        last = lines[-1] if lines else None
        if last and last.page == box.page and last.bottom < (box.bottom + box.top) / 2 < last.top:
            left, right = min(last.left, box.left), max(last.right, box.right)
            bottom, top = min(last.bottom, box.bottom), max(last.top, box.top)
            lines[-1] = Box(box.page, left, bottom, right, top)
        else:
            lines.append(box)
    return [{name: round(value, 1) for name, value in line._asdict().items()} for line in lines]


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
