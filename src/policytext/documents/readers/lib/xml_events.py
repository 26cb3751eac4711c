"""Read XML event by event, each with its bytes; refuse a custom document type.

Tested in tests/documents/readers/test_containers.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple
from xml.parsers import expat

from policytext.base.errors import UnreadableError

_W3C = re.compile(r"-//W3C//DTD XHTML |-//W3C//DTD MathML |-//W3C//DTD XHTML\+|$")
_CHUNK = 64 * 1024


class Event(NamedTuple):
    """A stretch of an XML file: ``start`` or ``end`` of element ``name``, ``text``, or ``none``."""

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: dict[str, str] | None = None
    text: str = ""


class _Raw(NamedTuple):
    kind: str
    start: int
    name: str = ""
    attributes: dict[str, str] | None = None
    text: str = ""


def read_events(
    data: bytes,
    where: str,
    *,
    base: int = 0,
    page: bool = False,
    doctype: bool = False,
    encoding: str | None = None,
) -> Iterator[Event]:
    """Yield the events of the XML file *where*, whose bytes are counted from *base*.

    With *page*, the document types of XHTML pages and their named characters are allowed; with
    *doctype*, any document type that declares nothing in the file itself. *encoding* replaces the
    declared one.
    """
    recorder = _Recorder(data, where, base=base, page=page or doctype, encoding=encoding)
    recorder.any_type = doctype
    held: list[_Raw] = []
    for raw in chain(recorder.events(), [_Raw("none", len(data))]):
        if not held and raw.start:
            yield Event("none", base, base + raw.start)  # a byte-order mark
        if held and (raw.start > held[-1].start or raw.kind != "end"):
            yield from _placed(held, raw.start, base)
            held = []
        held.append(raw)


def _placed(held: Sequence[_Raw], end: int, base: int) -> Iterator[Event]:
    """Yield the events at one place; for an element without content, the start gets all bytes."""
    start = held[0].start
    for raw in held:
        yield Event(raw.kind, base + start, base + end, raw.name, raw.attributes, raw.text)
        start = end


class _Recorder:
    """Feeds a parser and records its events in order, with the byte at which each one begins."""

    def __init__(
        self, data: bytes, where: str, *, base: int, page: bool, encoding: str | None
    ) -> None:
        self.data, self.where, self.base, self.page = data, where, base, page
        self.any_type = False
        self.found: list[_Raw] = []
        self.parser = parser = expat.ParserCreate(encoding, namespace_separator=" ")
        parser.buffer_text = False
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._refuse_entity
        parser.DefaultHandler = self._other
        if page:
            parser.UseForeignDTD(False)

    def events(self) -> Iterator[_Raw]:
        """Yield the events that the parser reports."""
        try:
            for start in range(0, len(self.data), _CHUNK):
                self.parser.Parse(self.data[start : start + _CHUNK], False)
                yield from self.found
                self.found.clear()
            self.parser.Parse(b"", True)
            yield from self.found
        except (expat.ExpatError, UnicodeError, ValueError) as error:
            at = self.base + max(0, self.parser.ErrorByteIndex)
            raise UnreadableError(
                f"{self.where}: byte {at}: {error}. Save the file again."
            ) from None

    def _add(self, kind: str, name: str = "", attributes: dict[str, str] | None = None) -> None:
        self.found.append(_Raw(kind, self.parser.CurrentByteIndex, name, attributes))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._add("start", name, attributes)

    def _end(self, name: str) -> None:
        self._add("end", name)

    def _text(self, text: str) -> None:
        self.found.append(_Raw("text", self.parser.CurrentByteIndex, text=text))

    def _other(self, written: str) -> None:
        if written.startswith("&"):
            self._read_reference(written)
            return
        self._add("none")

    def _read_reference(self, written: str) -> None:
        """Read a named character of XHTML, such as ``&nbsp;``: its meaning is fixed."""
        from html.entities import html5

        meaning = html5.get(written[1:]) if self.page else None
        if meaning is None:
            self._refuse_entity()
        self.found.append(_Raw("text", self.parser.CurrentByteIndex, text=meaning or ""))

    def _doctype(self, _name: str, system: str | None, public: str | None, internal: int) -> None:
        of_page = self.page and (system is None or _W3C.match(public or "-"))
        if internal or not (of_page or self.any_type):
            self._refuse_entity()
        self._add("none")

    def _refuse_entity(self, *_: object) -> None:
        at = self.base + self.parser.CurrentByteIndex
        raise UnreadableError(
            f"{self.where}: byte {at}: has a document type or entity, which can hide text. "
            "Save the file again without it."
        )


def character_sizes(event: Event, encoding: str) -> Sequence[int] | None:
    """Return how many bytes each character of a text event takes; None for a reference."""
    sizes = [len(character.encode(encoding)) for character in event.text]
    return sizes if sum(sizes) == event.end - event.start else None


def encoding_of(data: bytes) -> str:
    """Return the encoding of an XML file: UTF-16 if its byte-order mark says so, else UTF-8."""
    if data.startswith((b"\xff\xfe", b"<\0")):
        return "utf-16-le"
    return "utf-16-be" if data.startswith((b"\xfe\xff", b"\0<")) else "utf-8"


def find_elements(data: bytes, where: str, *wanted: str) -> list[dict[str, str]]:
    """Return the attributes of the elements whose local name is one of *wanted*, in order."""
    return [
        event.attributes or {}
        for event in read_events(data, where)
        if event.kind == "start" and local_name(event.name) in wanted
    ]


def local_name(name: str) -> str:
    """Return an element's or attribute's name without its namespace."""
    return name.rpartition(" ")[2]
