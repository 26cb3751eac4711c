"""Collect the text of a capture with its markup: each character with its place, or a reason.

Tested in tests/documents/readers/test_html.py.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from policytext.documents.capture import ByteMap, Dropped, EncodedBytes, ExplicitBytes


@dataclass
class Collector:
    """A text being collected. Places are characters of a page or bytes, depending on the reader.

    ``breaks`` is how many line ends the text ends with; its start counts as a paragraph's.
    """

    text: list[str] = field(default_factory=list)
    starts: array[int] = field(default_factory=lambda: array("i"))
    ends: array[int] = field(default_factory=lambda: array("i"))
    dropped: list[tuple[int, int, str]] = field(default_factory=list)
    breaks: int = 2

    def __len__(self) -> int:
        return len(self.starts)

    def add(self, text: str, start: int, end: int) -> None:
        """Add *text*, found from *start* to *end*: character by character, or as a whole."""
        self.text.append(text)
        if len(text) == end - start:
            self.starts.extend(range(start, end))
            self.ends.extend(range(start + 1, end + 1))
        else:
            self.starts.extend([start] * len(text))
            self.ends.extend([end] * len(text))
        if text and not text.isspace():
            self.breaks = 0

    def add_sized(self, text: str, start: int, sizes: Sequence[int]) -> None:
        """Add *text*, found at *start*, whose characters take as many bytes as *sizes* gives."""
        places = array("i", accumulate(sizes, initial=start))
        self.text.append(text)
        self.starts.extend(places[:-1])
        self.ends.extend(places[1:])
        if text and not text.isspace():
            self.breaks = 0

    def drop(self, start: int, end: int, reason: str) -> None:
        """Leave out what is from *start* to *end*, with the reason."""
        if start >= end:
            return
        if self.dropped and self.dropped[-1][1:] == (start, reason):
            start = self.dropped.pop()[0]
        self.dropped.append((start, end, reason))

    def break_line(self, start: int, end: int, wanted: int = 2) -> None:
        """Read markup as *wanted* line ends before the next text; two of them end a paragraph."""
        standing = min(max(0, wanted - self.breaks), end - start)
        if standing:
            self.add("\n" * standing, start, start + standing)
            self.breaks += standing
        self.drop(start + standing, end, "markup")
        self.add_breaks(end, wanted)

    def add_breaks(self, at: int, wanted: int = 2) -> None:
        """Add the line ends that are missing, at a place where the capture has nothing for them."""
        missing = max(0, wanted - self.breaks)
        self.text.append("\n" * missing)
        self.starts.extend([at] * missing)
        self.ends.extend([at] * missing)
        self.breaks += missing

    def extend(self, other: Collector) -> None:
        """Add what *other* has collected."""
        self.text += other.text
        self.starts.extend(other.starts)
        self.ends.extend(other.ends)
        self.dropped += other.dropped
        self.breaks = other.breaks if other.text else self.breaks

    def places(self, offsets: Sequence[int] | None = None) -> ExplicitBytes:
        """Return the byte map of the text; *offsets* gives the byte of each character of a page."""
        if offsets is None:
            return ExplicitBytes(self.starts, self.ends)
        return ExplicitBytes(
            array("i", [offsets[i] for i in self.starts]),
            array("i", [offsets[i] for i in self.ends]),
        )

    def dropped_bytes(self, offsets: Sequence[int]) -> list[Dropped]:
        """Return the dropped stretches of a page as bytes."""
        return [Dropped(offsets[a], offsets[b], reason) for a, b, reason in self.dropped]


def byte_offsets(page: str, places: ByteMap) -> Sequence[int]:
    """Return where each character of *page* begins in the capture, and where the last one ends."""
    if isinstance(places, ExplicitBytes):
        return [*places.starts, places.ends[-1] if places.ends else 0]
    assert isinstance(places, EncodedBytes)
    sizes = {c: len(c.encode(places.encoding)) for c in set(page)}
    return list(accumulate(map(sizes.__getitem__, page), initial=places.base))
