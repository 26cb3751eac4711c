"""Read XML files of known schemas: laws and debates, each character with its bytes.

A file of another schema is refused: which of its elements are text is not known.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from policytext.base.errors import UnreadableError
from policytext.documents.capture import CaptureText, Dropped, ExplicitBytes, ReadOptions
from policytext.documents.readers.lib.byte_text import Collector, byte_offsets
from policytext.documents.readers.lib.encodings import (
    choose_encoding,
    decode_exactly,
    refuse_damage,
)
from policytext.documents.readers.lib.xml_events import (
    Event,
    character_sizes,
    encoding_of,
    local_name,
    read_events,
)
from policytext.documents.readers.lib.xml_schemas import Schema, choose_elements, find_schema

_DECLARED = re.compile(rb"\A(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")
# Encodings that the parser reads itself.
_KNOWN = frozenset({"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1"})
_SHOWN = 3  # elements that a refusal names


def read_xml(data: bytes, options: ReadOptions) -> CaptureText:
    """Read a law or a debate of a known schema, or the elements that the selector names."""
    declared = _DECLARED.match(data)
    label = options.encoding or (declared[1].decode("ascii") if declared else "utf-8")
    if label.lower() in _KNOWN:
        return _read(data, options, encoding_of(data) if "8859" not in label else "iso-8859-1")
    choice = choose_encoding(data, label)
    page, places = decode_exactly(data, choice.codec, choice.mark)
    capture = _read(page.encode("utf-8"), options, "utf-8", forced=True)
    to_byte = _bytes_of(page, byte_offsets(page, places))
    assert isinstance(capture.places, ExplicitBytes)
    dropped = [Dropped(to_byte[a], to_byte[b], reason) for a, b, reason in capture.dropped]
    mark = [Dropped(0, choice.mark, "byte-order mark")] if choice.mark else []
    return CaptureText(
        capture.text,
        ExplicitBytes(
            array("q", [to_byte[i] for i in capture.places.starts]),
            array("q", [to_byte[i] for i in capture.places.ends]),
        ),
        len(data),
        "xml",
        choice.codec,
        dropped=(*mark, *dropped),
        title=capture.title,
    )


def _bytes_of(page: str, offsets: Sequence[int]) -> Sequence[int]:
    """Return the byte of the capture for each byte of *page* in UTF-8, and for its end."""
    found = array("q")
    for character, offset in zip(page, offsets, strict=False):
        found.extend([offset] * len(character.encode("utf-8")))
    found.append(offsets[-1])
    return found


def _read(data: bytes, options: ReadOptions, encoding: str, *, forced: bool = False) -> CaptureText:
    code = "utf-8" if forced else None
    events = list(read_events(data, "file", doctype=True, encoding=code))
    schema = _choose_schema(events, options.selector)
    story = _Story(schema, encoding, _find_mixed(events))
    for event in events:
        story.read(event)
    text, places = "".join(story.text.text), story.text.places()
    refuse_damage(text, places)
    if not text.strip():
        raise UnreadableError(
            "The file contains no text: it may only name the files that do. Add those instead."
        )
    return CaptureText(
        text,
        places,
        len(data),
        "xml",
        encoding,
        dropped=tuple(Dropped(*run) for run in story.text.dropped),
        title=" ".join("".join(story.title).split()),
    )


def _choose_schema(events: Sequence[Event], selector: str | None) -> Schema:
    opened = [event for event in events if event.kind == "start"]
    names = {local_name(event.name) for event in opened}
    if selector:
        schema = choose_elements(selector)
        missing = sorted(set(schema.only) - names)
        if missing:
            raise UnreadableError(f"No element <{missing[0]}> occurs in the file.")
        return schema
    root = opened[0]
    namespace = root.name.rpartition(" ")[0]
    found = find_schema(namespace, local_name(root.name), root.attributes or {}, names)
    if found is None:
        where = " ".join(f"<{name}>" for name in _find_fullest(events))
        raise UnreadableError(
            f"XML of an unknown kind (<{local_name(root.name)}>): which elements are text is not "
            f"known. Name them with --selector A,B (most of the text is in {where or 'attributes'})"
            ", or save the text as HTML or plain text."
        )
    return found


def _find_fullest(events: Sequence[Event]) -> list[str]:
    """Return the elements that contain most of the text."""
    sizes: Counter[str] = Counter()
    open_ones: list[str] = []
    for event in events:
        if event.kind == "start":
            open_ones.append(local_name(event.name))
        elif event.kind == "end":
            open_ones.pop()
        elif event.kind == "text" and open_ones:
            sizes[open_ones[-1]] += len(event.text.strip())
    return [name for name, size in sizes.most_common(_SHOWN) if size]


def _find_mixed(events: Sequence[Event]) -> frozenset[int]:
    """Return the elements, by the byte where they start, that have text of their own."""
    mixed, open_ones = set(), [-1]
    for event in events:
        if event.kind == "start":
            open_ones.append(event.start)
        elif event.kind == "end":
            open_ones.pop()
        elif event.kind == "text" and event.text.strip():
            mixed.add(open_ones[-1])
    return frozenset(mixed)


@dataclass
class _Element:
    """An open element: its name, whether it has text of its own, whether it is within a line."""

    name: str
    mixed: bool
    inline: bool
    why: str
    joined: bool = False


@dataclass
class _Story:
    """The text of a file, being read."""

    schema: Schema
    encoding: str
    mixed: frozenset[int]
    text: Collector = field(default_factory=Collector)
    open: list[_Element] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    titled: str = ""
    led: bool = False

    def read(self, event: Event) -> None:
        """Take in one event."""
        if event.kind == "start":
            self._open(event)
        elif event.kind == "end":
            self._close(event)
        elif event.kind == "text":
            self._text(event)
        else:
            self.text.drop(event.start, event.end, "markup")

    def _open(self, event: Event) -> None:
        name = local_name(event.name)
        parent = self.open[-1] if self.open else None
        why = self._why(name, parent)
        within = parent is not None and parent.mixed and not parent.why
        mixed = event.start in self.mixed
        inline = within or name in self.schema.inline
        self.open.append(_Element(name, mixed, inline, why, _is_joined(event)))
        if name in self.schema.titles and not self.titled and why in ("", "metadata"):
            self.titled = name
        if why or inline:
            self.text.drop(event.start, event.end, "markup")
            if not why and name in ("br", "lb", "eol", "linebreak"):
                self.text.add_breaks(event.end, 1)
        elif self.led:
            self.text.drop(event.start, event.end, "markup")  # it continues the line of its number
        else:
            self.text.break_line(event.start, event.end)

    def _why(self, name: str, parent: _Element | None) -> str:
        """Return why the element is not text; empty if it is."""
        if name in self.schema.only:
            return ""
        if self.schema.only and (parent is None or parent.why):
            return "another element"
        if parent is not None and parent.why:
            return parent.why
        return self.schema.left_out.get(name, "")

    def _close(self, event: Event) -> None:
        element = self.open.pop()
        if element.name == self.titled:
            self.titled = "-" if self.title else ""
        if element.why or element.inline:
            self.text.drop(event.start, event.end, "markup")
            if element.name in ("w", "pc") and not element.joined and not element.why:
                self._add_space(event.end)
        elif element.name in self.schema.leads and not self.text.breaks:
            self.text.drop(event.start, event.end, "markup")
            self.led = True
        else:
            self.text.break_line(event.start, event.end)
            self.led = False

    def _add_space(self, at: int) -> None:
        self.text.text.append(" ")
        self.text.starts.append(at)
        self.text.ends.append(at)

    def _text(self, event: Event) -> None:
        element = self.open[-1] if self.open else None
        if self.titled not in ("", "-"):
            self.title.append(event.text)
        if element is None or element.why:
            self.text.drop(event.start, event.end, element.why if element else "markup")
            return
        spaces = not element.mixed and not element.inline and not event.text.strip()
        if spaces or (self.led and not event.text.strip()):
            self.text.drop(event.start, event.end, "markup")
            return
        self._add(event)

    def _add(self, event: Event) -> None:
        if self.led:
            self._add_space(event.start)
            self.led = False
        text = event.text if self.schema.lines else re.sub(r"[\t\n\r]", " ", event.text)
        sizes = character_sizes(event, self.encoding)
        if sizes is None:
            self.text.add(text, event.start, event.end)
        else:
            self.text.add_sized(text, event.start, sizes)


def _is_joined(event: Event) -> bool:
    return any(
        local_name(key) == "join" and value in ("right", "both")
        for key, value in (event.attributes or {}).items()
    )
