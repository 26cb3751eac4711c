"""The outline: numbered headings and list items, each with its content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policytext.documents.document import OutlineItem, Region, Span
from policytext.documents.structure.marks import find_marker, is_signature
from policytext.language.heading_numbers import read_number

_TITLE_LENGTH = 60
_LABEL = 13  # the level of headings without a number
_LAST = 3  # paragraphs at the end that may contain a signature
_HASHES = re.compile(r"#{1,6}\s*")


def build_outline(text: str, regions: Sequence[Region]) -> tuple[OutlineItem, ...]:
    """Return the numbered headings and list items of body and annex, in order.

    An item ends at the next item of the same or a higher level, or at the end of its region.
    """
    items: list[OutlineItem] = []
    for region in regions:
        if region.name in ("body", "annex"):
            heads = list(_heads(text, region))
            ends = _ends([(start, level) for start, _, level, _, _ in heads], region.end)
            for (start, marker, level, number, title), end in zip(heads, ends, strict=True):
                items.append(OutlineItem(marker, level, number, title, start, end))
    return tuple(items)


def _ends(heads: Sequence[tuple[int, int]], region_end: int) -> list[int]:
    """Return the end of each item: the next item of the same or a higher level."""
    ends = [region_end] * len(heads)
    open_heads: list[int] = []
    for index, (start, level) in enumerate(heads):
        while open_heads and heads[open_heads[-1]][1] >= level:
            ends[open_heads.pop()] = start
        open_heads.append(index)
    return ends


def _heads(text: str, region: Region) -> Iterator[tuple[int, str, int, int | None, str]]:
    spans = list(paragraph_spans(text, region.start, region.end))
    for index, span in enumerate(spans):
        start, paragraph = span.start, text[span.start : span.end]
        if index >= len(spans) - _LAST and index and is_signature(paragraph):
            yield start, "label", _LABEL, None, paragraph
            continue
        hashes = _HASHES.match(paragraph)
        if hashes and find_marker(paragraph[hashes.end() :]):
            # A heading of Markdown with a number of its own.
            start, paragraph = start + hashes.end(), paragraph[hashes.end() :]
        hit = find_marker(paragraph)
        if hit is None:
            continue
        marker, match = hit
        number = read_number(match["n"]) if "n" in match.re.groupindex else None
        title = _title(paragraph[match.end() :] or match[0])
        yield start, marker.name, marker.level, number, title


def paragraph_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the paragraphs of ``text[start:end]``."""
    for line in text[start:end].split("\n"):
        if line:
            yield Span(start, start + len(line))
        start += len(line) + 1


def _title(rest: str) -> str:
    head = rest.strip().split("。")[0].split("\n")[0]
    return head if len(head) <= _TITLE_LENGTH else head[:_TITLE_LENGTH] + "…"
