"""Documents: cleaned texts in which every character can be traced to its capture."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from policytext.documents.capture import Box, CaptureText, Dropped, list_sources
from policytext.documents.regions import RegionName
from policytext.language.messages import Message

Derived = TypeVar("Derived")
ABSENT = -1  # in an offset array: the character is not in the capture
UNCHECKED = "recognised text"  # the damage of a text that a program recognised in a picture


class Span(NamedTuple):
    """Characters ``[start, end)`` of a document's text."""

    start: int
    end: int


@dataclass(frozen=True)
class Region:
    """A region of a document. ``found`` says whether its text is in the capture."""

    name: RegionName
    start: int
    end: int
    found: bool = True


@dataclass(frozen=True)
class OutlineItem:
    """A numbered heading or list item.

    ``marker`` is the kind of mark, ``number`` its number (None without one), ``title`` the text of
    the heading, and ``[start, end)`` the item with its whole content.
    """

    marker: str
    level: int
    number: int | None
    title: str
    start: int
    end: int


@dataclass(frozen=True)
class Damage:
    """A possible damage of a text: a gap in the numbering, a cut end, a repeat."""

    kind: str
    what: Message
    start: int
    end: int


@dataclass(frozen=True)
class Metadata:
    """The entry of a document in the manifest."""

    title: str = ""
    subtitle: str = ""
    issuer: str = ""
    issued: str = ""
    edition: str = ""
    language: str = "zh"
    role: str = "policy"
    completeness: str = "complete"
    source: str = ""
    url: str = ""
    captured: str = ""
    capture_path: str = ""
    capture_sha256: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()


def make_edition_key(title: str, language: str, issued: str) -> tuple[str, str, str]:
    """Return the key that all editions of one text share: title, language and year."""
    return title, language[:2], issued[:4]


@dataclass(frozen=True)
class Document:
    """One cleaned text, in which every character can be traced to the bytes of its capture.

    ``text`` is all regions joined by line ends; a line end inside a region ends a paragraph.
    ``offsets[i]`` is the index in ``capture.text`` of the character ``text[i]``, or ABSENT. All
    letters of a ligature have the same offset. ``joined`` lists the characters of the capture that
    are combined with the one at an offset, such as an accent. ``dropped`` lists the bytes of the
    capture that are not text, each with its reason. Together with the bytes of the kept
    characters, they are the whole capture.
    """

    id: str
    metadata: Metadata
    text: str = field(repr=False)
    regions: tuple[Region, ...]
    outline: tuple[OutlineItem, ...] = ()
    damage: tuple[Damage, ...] = ()
    offsets: array[int] = field(default_factory=lambda: array("i"), repr=False, compare=False)
    capture: CaptureText | None = field(default=None, repr=False, compare=False)
    dropped: tuple[Dropped, ...] = field(default=(), repr=False)
    steps: tuple[str, ...] = ()
    joined: Mapping[int, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    def list_sources(self, start: int, end: int) -> Sequence[int]:
        """Return the indices in ``capture.text`` of ``text[start:end]``, without repetition.

        ABSENT is included if a character is not in the capture.
        """
        return list_sources(self.offsets[start:end], self.joined)

    def byte_span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the byte range of ``text[start:end]`` in the capture; for a PDF, its glyphs.

        None if a character is not in the capture.
        """
        if self.capture is None or start >= end:
            return None
        sources = self.list_sources(start, end)
        if min(sources) == ABSENT:
            return None
        return self.capture.places.span(min(sources), max(sources) + 1)

    def boxes(self, start: int, end: int) -> list[Box]:
        """Return the place on the page of each character; empty for captures without pages."""
        if self.capture is None or self.capture.boxes is None:
            return []
        boxes = self.capture.boxes
        return [boxes[i] for i in self.list_sources(start, end) if i != ABSENT]

    @cached_property
    def edition_key(self) -> tuple[str, str, str]:
        """The key that all editions of one text share."""
        about = self.metadata
        return make_edition_key(about.title, about.language, about.issued)

    def region_at(self, position: int) -> Region | None:
        """Return the region that contains *position*; None if there is none."""
        for region in self.regions:
            if region.start <= position < region.end:
                return region
        return None

    def region(self, name: RegionName) -> Region | None:
        """Return the region called *name*; None if the document does not have it."""
        return next((region for region in self.regions if region.name == name), None)

    def derive(self, key: Hashable, make: Callable[[], Derived]) -> Derived:
        """Return the result of *make*, cached under *key*.

        The cache is not part of the value: it is neither compared nor pickled.
        """
        kept: dict[Hashable, Any] = self.__dict__.setdefault("_derived", {})
        if key not in kept:
            kept[key] = make()
        value: Derived = kept[key]
        return value

    def __getstate__(self) -> dict[str, Any]:
        return {each.name: self.__dict__[each.name] for each in fields(self)}

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs as spans of ``text``, in order, none of them empty."""
        spans, start = [], 0
        for line in self.text.split("\n"):
            if line:
                spans.append(Span(start, start + len(line)))
            start += len(line) + 1
        return tuple(spans)

    def paragraph_at(self, position: int) -> Span:
        """Return the paragraph that contains *position*."""
        index = bisect_right(self._paragraph_starts, position) - 1
        return self.paragraphs[max(index, 0)]

    @cached_property
    def _paragraph_starts(self) -> array[int]:
        return array("i", [span.start for span in self.paragraphs])

    @cached_property
    def length(self) -> int:
        """The length of title, subtitle and body in characters, without white space.

        Rates are per 1,000 of these characters.
        """
        return self.measure(("title", "subtitle", "body"))

    def measure(self, scope: tuple[RegionName, ...]) -> int:
        """Return the number of characters of the regions in *scope*, without white space."""
        regions = (region for region in self.regions if region.name in scope)
        return sum(len("".join(self.text[r.start : r.end].split())) for r in regions)

    @property
    def has_text(self) -> bool:
        """Whether the body or the annex contains a letter or a digit."""
        return any(
            region.name in ("body", "annex")
            and any(map(str.isalnum, self.text[region.start : region.end]))
            for region in self.regions
        )

    @property
    def is_english(self) -> bool:
        """Whether the document is in English."""
        return self.metadata.language == "en"

    def _repr_html_(self) -> str:
        from html import escape

        title = escape(self.metadata.title or self.id)
        opening = escape(self.text[:120].replace("\n", " "))
        return (
            f"<p><b>{title}</b> ({escape(self.id)}), {self.length:,} characters<br>{opening}…</p>"
        )
