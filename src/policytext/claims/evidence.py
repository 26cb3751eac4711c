"""Evidence: the place of each match in the cleaned text and in the bytes of the capture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from operator import itemgetter
from typing import Any

from policytext.claims.recount import Measurement, Part
from policytext.documents.capture import Box, CaptureText, EncodedBytes, count_up
from policytext.documents.cleaning.line_breaks import is_chinese
from policytext.documents.corpus import Corpus
from policytext.documents.document import ABSENT, Document
from policytext.documents.fold import fold_text

CONTEXT = 20  # characters shown before and after a match, in its own paragraph


# A run of characters: start and end of the paragraph, start and end of the part where a context has
# its full length, region, end of the run, and size and offset: character ``i`` is at byte ``size *
# i + at``. A plain tuple, because it is unpacked hundreds of thousands of times.
_Stretch = tuple[int, int, int, int, str, int, int, int]


def list_evidence(measurement: Measurement, corpus: Corpus) -> list[dict[str, Any]]:
    """Return a record of every match behind a number.

    ``start`` and ``end`` are code points of the cleaned text; ``byte_start`` and ``byte_end`` are
    bytes of the capture. They are None for a title that is not in the capture, and for a PDF,
    which has glyphs instead. ``cuts`` are the byte ranges of a match that is interrupted.
    """
    parts = [_list_part(part, corpus[part.matches.document]) for part in measurement.parts]
    return parts[0] if len(parts) == 1 else list(chain.from_iterable(parts))


def _list_part(part: Part, document: Document) -> list[dict[str, Any]]:
    text, name, stretches = document.text, document.id, _list_stretches(document)
    loose: dict[int, None] = {}  # starts of matches that need `_locate`
    # One comprehension, for speed: there may be hundreds of thousands of matches.
    records: list[dict[str, Any]] = [
        {
            "term": term,
            "start": start,
            "end": end,
            "byte_start": start * size + at,
            "byte_end": end * size + at if end <= stop else loose.setdefault(start),
            "region": region,
            "exact": text[start:end],
            "prefix": text[head if start < whole_from else start - CONTEXT : start],
            "suffix": text[end : tail if end > whole_to else end + CONTEXT],
            "document": name,
        }
        for term, (starts, ends) in zip(part.matches.terms, part.matches.places, strict=True)
        for start, end in zip(starts, ends, strict=True)
        for head, tail, whole_from, whole_to, region, stop, size, at in (stretches[start],)
    ]
    if len(part.matches.terms) > 1:
        # Sort by start, then end, then term, like the matches.
        records.sort(key=itemgetter("end"))
        records.sort(key=itemgetter("start"))
    for record in records if loose else ():
        if record["byte_end"] is None:
            record |= _locate(document, record["start"], record["end"])
    if part.role:
        for record in records:
            record["role"] = part.role
    return records


def _list_stretches(document: Document) -> list[_Stretch]:
    """Return the run of each character, cached with the document."""
    return document.derive("stretches", lambda: _make_stretches(document))


def _make_stretches(document: Document) -> list[_Stretch]:
    stretches: list[_Stretch] = []
    for head, tail in document.paragraphs:
        region = document.region_at(head)
        of_all = (head, tail, head + CONTEXT, tail - CONTEXT, region.name if region else "")
        stretches += [(*of_all, -1, 0, 0)] * (head - len(stretches))
        while (start := len(stretches)) < tail:
            stop, size, at = _follow(document, start, tail)
            stretches += [(*of_all, stop if size else -1, size, at)] * (stop - start)
    return stretches


def _follow(document: Document, start: int, tail: int) -> tuple[int, int, int]:
    """Return the end of a run of characters adjacent in the capture, its size and its offset.

    With a size of 0, the bytes must be looked up for each character.
    """
    capture, source = document.capture, document.offsets[start]
    if capture is None or not isinstance(capture.places, EncodedBytes):
        return tail, 0, 0
    if source == ABSENT:
        return start + 1, 0, 0
    if source in document.joined:
        return start + 1, 0, 0
    end, size, at = capture.places.find_run(source)
    length = min(tail - start, end - source)
    sources = document.offsets[start : start + length]
    if sources != count_up(len(capture.text))[source : source + length]:
        length = next(n for n, follows in enumerate(sources) if follows != source + n)
    if document.joined:
        own = sources[:length]
        length = next((n for n, s in enumerate(own) if s in document.joined), length)
    return start + length, size, (source - start) * size + at


def _locate(document: Document, start: int, end: int) -> dict[str, Any]:
    """Return the bytes (or glyphs and boxes) of ``text[start:end]``, and its cuts."""
    capture, span = document.capture, document.byte_span(start, end)
    if span is None or capture is None:
        return {"byte_start": None, "byte_end": None}
    if capture.unit != "byte":
        places = {f"{capture.unit}_start": span[0], f"{capture.unit}_end": span[1]}
        boxes = list_boxes(document, start, end)
        return {"byte_start": None, "byte_end": None, **places, "boxes": boxes}
    located = {"byte_start": span[0], "byte_end": span[1]}
    cuts = list_cuts(document, start, end)
    # More than one cut if there is text between them.
    return {**located, "cuts": cuts} if len(cuts) > 1 else located


def list_boxes(document: Document, start: int, end: int) -> list[dict[str, float]]:
    """Return a box on a page for each printed line of ``text[start:end]``."""
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
    """Return the byte ranges that, decoded and folded, are exactly ``text[start:end]``.

    An empty range represents white space that is markup in the capture.
    """
    capture, sources = document.capture, document.list_sources(start, end)
    if capture is None or not sources or min(sources) == ABSENT:
        return []
    if isinstance(capture.places, EncodedBytes):
        runs = _runs(sources, capture)
        return [cut for first, last in runs for cut in capture.places.runs(first, last)]
    cuts: list[tuple[int, int]] = []
    blanks = {document.offsets[at] for at in range(start, end) if document.text[at].isspace()}
    for source in sources:
        begun, done = capture.places.span(source, source + 1)
        if source in blanks:
            cuts.append((begun, begun))
        elif cuts and cuts[-1][0] < cuts[-1][1] and cuts[-1][1] >= begun >= cuts[-1][0]:
            cuts[-1] = (cuts[-1][0], max(done, cuts[-1][1]))
        else:
            cuts.append((begun, done))
    return cuts


def _runs(sources: Iterable[int], capture: CaptureText) -> Iterator[tuple[int, int]]:
    """Yield runs of characters of the capture; gaps that folding drops do not end a run."""
    first = last = -1
    for source in sources:
        if last < 0:
            first = source
        elif source == last - 1:
            continue  # the next letter of the same ligature
        elif source != last and (source < last or _parts(capture.text, last, source)):
            yield first, last
            first = source
        last = source + 1
    yield first, last


def _parts(text: str, start: int, end: int) -> bool:
    """Return whether a gap contains text: words, or a space between Latin words.

    White space beside a Chinese character is never text.
    """
    gap = text[start:end]
    if fold_away(gap):
        return True
    return any(map(str.isspace, gap)) and not any(map(is_chinese, (text[start - 1], text[end])))


def fold_away(gap: str) -> str:
    """Return the text in *gap*, folded, without white space."""
    return "".join(fold_text(gap).split())
