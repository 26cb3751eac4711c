"""Evidence: where each match stands, in the cleaned text and in the bytes of the capture."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from policytext.capture import Box, CaptureText, EncodedBytes
from policytext.claims.desk import Measurement, Part
from policytext.cleaning import fold_text
from policytext.corpus import ABSENT, Corpus, Document

CONTEXT = 20  # characters shown before and after a match, in its own paragraph


def list_evidence(measurement: Measurement, corpus: Corpus) -> list[dict[str, Any]]:
    """Return a record of every match behind a number, never capped.

    ``start`` and ``end`` are code points in the cleaned text, ``byte_start`` and ``byte_end``
    bytes of the capture: None where a title stands nowhere in it, and in a PDF, which has glyphs
    in their place. ``cuts`` are the pieces of a match with something between them.
    """
    parts = [_list_part(part, corpus[part.matches.document]) for part in measurement.parts]
    return parts[0] if len(parts) == 1 else list(chain.from_iterable(parts))


def _list_part(part: Part, document: Document) -> list[dict[str, Any]]:
    text, matches, terms, name = document.text, part.matches, part.matches.terms, document.id
    at, heads, tails, regions = _paragraphs(document)
    starts, ends = matches.starts, matches.ends
    byte_starts, byte_ends, further = _locate_all(document, starts, ends)
    # Spelled out in one expression, for there may be hundreds of thousands of matches.
    records: list[dict[str, Any]] = [
        {
            "term": terms[number],
            "start": start,
            "end": end,
            "byte_start": byte_start,
            "byte_end": byte_end,
            "region": regions[here],
            "exact": text[start:end],
            "prefix": text[
                start - CONTEXT if start - CONTEXT > heads[here] else heads[here] : start
            ],
            "suffix": text[end : end + CONTEXT if end + CONTEXT < tails[here] else tails[here]],
            "document": name,
        }
        for number, start, end, byte_start, byte_end, here in zip(
            matches.term_indices,
            starts,
            ends,
            byte_starts,
            byte_ends,
            map(at.__getitem__, starts),
            strict=True,
        )
    ]
    for index, more in further.items():
        records[index] |= more
    if part.role:
        for record in records:
            record["role"] = part.role
    return records


def _paragraphs(document: Document) -> tuple[array[int], list[int], list[int], list[str]]:
    """Return the paragraph of each character; where each begins, ends, and in which region."""
    cache: dict[str, tuple[array[int], list[int], list[int], list[str]]] = document.__dict__
    if "_paragraph_table" not in cache:
        spans, at = document.paragraphs, array("i")
        for number, span in enumerate(spans):
            at += array("i", (number,)) * (span.end - len(at))
        regions = [document.region_at(span.start) for span in spans]
        names = [region.name if region else "" for region in regions]
        cache["_paragraph_table"] = at, [s.start for s in spans], [s.end for s in spans], [*names]
    return cache["_paragraph_table"]


_More = dict[str, Any]
_Bytes = Sequence[int | None]


def _locate_all(
    document: Document, starts: array[int], ends: array[int]
) -> tuple[_Bytes, _Bytes, dict[int, _More]]:
    """Return where the bytes of each match begin, where they end, and what else is to be said."""
    capture, offsets = document.capture, document.offsets
    if capture is None or not isinstance(capture.places, EncodedBytes):
        located = [_locate(document, *span) for span in zip(starts, ends, strict=True)]
        further = {index: more for index, (_, _, more) in enumerate(located) if more}
        return [begun for begun, _, _ in located], [done for _, done, _ in located], further
    table = capture.places.list_starts()
    first = [offsets[start] for start in starts]
    last = [offsets[end - 1] for end in ends]
    byte_starts: list[int | None] = [table[source] for source in first]
    byte_ends: list[int | None] = [table[source + 1] for source in last]
    further = {}
    # Where no character is left out inside any of them the sums are the same.
    if ABSENT in first or sum(last) - sum(first) != sum(ends) - sum(starts) - len(first):
        for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
            if first[index] == ABSENT or last[index] - first[index] != end - start - 1:
                byte_starts[index], byte_ends[index], more = _locate(document, start, end)
                further |= {index: more} if more else {}
    return byte_starts, byte_ends, further


def _locate(document: Document, start: int, end: int) -> tuple[int | None, int | None, _More]:
    capture, span = document.capture, document.byte_span(start, end)
    if span is None or capture is None:
        return None, None, {}
    if capture.unit != "byte":
        places = {f"{capture.unit}_start": span[0], f"{capture.unit}_end": span[1]}
        return None, None, {**places, "boxes": list_boxes(document, start, end)}
    cuts = list_cuts(document, start, end)
    # More than one where something stands between that folding does not drop.
    return *span, {"cuts": cuts} if len(cuts) > 1 else {}


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
