"""Captures as readers return them: the text, and the bytes of each character.

Tested in tests/documents/readers/test_conservation.py.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple, Protocol, overload

from policytext.base.lazy_pattern import compile_lazily
from policytext.language.messages import Message

_STRIDE = 128
# Runs of characters that take one, two, three and four bytes in UTF-8.
_ONE_SIZE = compile_lazily(
    "([\x00-\x7f]+)|([\x80-\u07ff]+)|([\u0800-\uffff]+)|([\U00010000-\U0010ffff]+)"
)


class Dropped(NamedTuple):
    """A range of capture bytes that is not text, with the reason."""

    start: int
    end: int
    reason: str


class Box(NamedTuple):
    """The box of a character: page from 1, corners in points from the bottom left."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Boxes(Sequence[Box]):
    """The boxes of the characters of a text: a page and four coordinates each."""

    pages: array[int]
    corners: array[float]

    def __len__(self) -> int:
        return len(self.pages)

    @overload
    def __getitem__(self, index: int) -> Box: ...
    @overload
    def __getitem__(self, index: slice) -> list[Box]: ...
    def __getitem__(self, index: int | slice) -> Box | list[Box]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        return Box(self.pages[index], *self.corners[4 * index : 4 * index + 4])


class ByteMap(Protocol):
    """Maps characters of a read text to bytes of its capture."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the byte range that contains characters ``[start, end)``; ``start < end``."""
        ...

    def runs(self, start: int, end: int) -> Iterable[tuple[int, int]]:
        """Return the bytes of only those characters, as runs without gaps."""
        ...


class EncodedBytes:
    """The byte map of a text that is the decoded capture: exact, with checkpoints."""

    def __init__(self, text: str, encoding: str, *, base: int = 0) -> None:
        self.text, self.encoding, self.base = text, encoding, base
        self._marks: list[int] | None = None
        self._runs: list[tuple[int, int, int]] = []
        self._run_ends: list[int] = []

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the byte range of characters ``[start, end)``."""
        first = self._offset(start)
        return first, first + len(self.text[start:end].encode(self.encoding))

    def runs(self, start: int, end: int) -> Iterable[tuple[int, int]]:
        """Return the bytes of characters ``[start, end)``: one run."""
        return (self.span(start, end),)

    def find_run(self, index: int) -> tuple[int, int, int]:
        """Return the end of the run of equally long characters that contains *index*.

        Also return ``size`` and ``at``: character ``i`` begins at byte ``size * i + at``.
        """
        if not self._runs:
            self._runs = list(self._runs_of_one_size())
            self._run_ends = [end for end, _, _ in self._runs]
        return self._runs[bisect_right(self._run_ends, index)]

    def _runs_of_one_size(self) -> Iterator[tuple[int, int, int]]:
        done, byte = 0, self.base
        for size, count in self._count_sizes():
            yield done + count, size, byte - size * done
            done += count
            byte += size * count

    def _count_sizes(self) -> Iterator[tuple[int, int]]:
        """Yield the bytes per character, and the length, of each run of equally long characters."""
        if self.encoding == "utf-8":
            for match in _ONE_SIZE.finditer(self.text):
                assert match.lastindex is not None
                yield match.lastindex, match.end() - match.start()
            return
        sizes = {c: len(c.encode(self.encoding)) for c in set(self.text)}
        for size, row in groupby(map(sizes.__getitem__, self.text)):
            yield size, sum(1 for _ in row)

    def _offset(self, index: int) -> int:
        if self._marks is None:
            self._marks = self._checkpoints()
        mark = index // _STRIDE
        return self._marks[mark] + len(self.text[mark * _STRIDE : index].encode(self.encoding))

    def _checkpoints(self) -> list[int]:
        marks, total = [self.base], self.base
        for start in range(0, len(self.text), _STRIDE):
            total += len(self.text[start : start + _STRIDE].encode(self.encoding))
            marks.append(total)
        return marks


@dataclass(frozen=True)
class ExplicitBytes:
    """A byte map with the bytes of each character: entities, odd encodings, containers."""

    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the byte range of characters ``[start, end)``."""
        return min(self.starts[start:end]), max(self.ends[start:end])

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the bytes of only characters ``[start, end)``, as runs without gaps."""
        begun, done = self.starts[start], self.ends[start]
        for first, last in zip(self.starts[start:end], self.ends[start:end], strict=True):
            if first > done or first < begun:
                yield begun, done
                begun = first
            done = last
        yield begun, done


@dataclass(frozen=True)
class ReadOptions:
    """How a capture is read, as the manifest says."""

    format: str | None = None
    encoding: str | None = None
    extractor: str | None = None
    selector: str | None = None
    row: int | None = None
    field: str | None = None


@dataclass(frozen=True)
class CaptureText:
    """The text of a capture as a reader found it, before any cleaning.

    ``places`` maps characters to bytes of the capture. ``dropped`` lists the byte ranges that the
    reader left out (markup, a byte-order mark). ``boxes`` are the places on the page, for formats
    with pages. ``notes`` are for the user. For a ZIP container, bytes are counted in its unpacked
    ``members``, in the order of the archive's directory. A PDF has no bytes that are its text: its
    ``unit`` is the glyph, counted from the first page. ``title`` is the title that a page declares.
    ``mains`` contains the passages that each extractor takes as the article; if it is empty, the
    article is the whole text. ``cuttable`` says whether the bytes of a passage, decoded, are its
    text, so that others can cut it out of the capture.
    """

    text: str
    places: ByteMap
    size: int
    format: str
    encoding: str
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[Message, ...] = ()
    boxes: Sequence[Box] | None = field(default=None, repr=False)
    title: str = ""
    unit: str = "byte"
    members: tuple[tuple[str, int], ...] = ()
    cuttable: bool = True
    mains: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict, repr=False)


def find_gap(capture: CaptureText) -> int | None:
    """Return the first byte of *capture* that belongs to no character and is not dropped."""
    covered = [(dropped.start, dropped.end) for dropped in capture.dropped]
    if capture.text:
        covered += capture.places.runs(0, len(capture.text))
    done = 0
    for start, end in sorted(covered):
        if start > done:
            return done
        done = max(done, end)
    return done if done < capture.size else None


def list_sources(sources: Sequence[int], joined: Mapping[int, Sequence[int]]) -> Sequence[int]:
    """Return *sources* with the characters *joined* to them, without repetition."""
    if not joined and len(sources) < 2:
        return sources
    together = (source for first in sources for source in (first, *joined.get(first, ())))
    return list(dict.fromkeys(together))


def index_array(values: Sequence[int] = ()) -> array[int]:
    """Return an array for character indices: four bytes each."""
    return array("i", values)


def count_up(size: int) -> array[int]:
    """Return a shared index array 0, 1, 2, … of at least *size* numbers; do not change it."""
    return _count_up(size.bit_length())


# Copying a slice of it is many times faster than converting a range.
@lru_cache(maxsize=8)
def _count_up(bits: int) -> array[int]:
    return index_array(range(1 << bits))
