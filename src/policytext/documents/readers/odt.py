"""Read OpenDocument texts: the body as it is after every tracked change is accepted.

Footnotes and comments are dropped with that reason, and said so.

Tested in tests/documents/readers/test_office.py.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from policytext.base.errors import UnreadableError
from policytext.documents.capture import CaptureText, Dropped, ReadOptions
from policytext.documents.readers.lib.byte_text import Collector
from policytext.documents.readers.lib.encodings import refuse_damage
from policytext.documents.readers.lib.office_parts import value_of
from policytext.documents.readers.lib.xml_events import (
    Event,
    character_sizes,
    encoding_of,
    local_name,
    read_events,
)
from policytext.documents.readers.lib.zip_files import (
    drop_other_members,
    open_container,
    refuse_declarations,
)
from policytext.language.messages import Message

_CONTENT = "content.xml"
_SECRETS = b"<manifest:encryption-data"
_LEFT_OUT = {
    "note": "footnotes",
    "annotation": "comments",
    "annotation-end": "comments",
    "tracked-changes": "tracked deletion",
    "ruby-text": "ruby",
    "hidden-text": "hidden",
    "meta": "metadata",
    "scripts": "markup",
    "font-face-decls": "markup",
    "automatic-styles": "markup",
    "styles": "markup",
    "forms": "form",
    "event-listeners": "markup",
    "desc": "alternate content",
    "title": "alternate content",
}
_NOTED = ("footnotes", "comments")
_PARAGRAPHS = frozenset({"p", "h"})


def read_odt(data: bytes, options: ReadOptions) -> CaptureText:
    """Read the body of an OpenDocument text."""
    container = open_container(data)
    listed = "META-INF/manifest.xml"  # older programs declare its document type
    refuse_declarations(container, unread={listed})
    if listed in container and _SECRETS in container.read(listed):
        raise UnreadableError("The file is protected by a password; save it without one.")
    content = container.read(_CONTENT)
    story = _Story(encoding_of(content))
    for event in read_events(content, _CONTENT, base=container.starts[_CONTENT]):
        story.read(event)
    text, places = "".join(story.text.text), story.text.places()
    refuse_damage(text, places)
    dropped, _ = drop_other_members(container, {_CONTENT})
    return CaptureText(
        text,
        places,
        container.size,
        "odt",
        story.encoding,
        dropped=tuple(sorted([*dropped, *(Dropped(*run) for run in story.text.dropped)])),
        notes=tuple(story.notes()),
        members=container.members,
    )


@dataclass
class _Story:
    """The text of the body, being read.

    ``reasons`` are why the open elements are not text, from the outermost on. ``waiting`` are the
    texts that wait while a text box inside them is read.
    """

    encoding: str
    text: Collector = field(default_factory=Collector)
    open: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    paragraphs: int = 0
    hosts: list[Collector] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)
    boxes: list[Collector] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    numbered: int = 0

    def notes(self) -> list[Message]:
        """Return what a reader of the text must know."""
        notes = [
            Message("capture_notes.element", name=name, n=size)
            for name, size in sorted(self.left_out.items())
        ]
        if self.numbered:
            notes.append(Message("capture_notes.automatic_numbers", n=self.numbered))
        return notes

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
        self.open.append(name)
        if name in _LEFT_OUT or self.reasons:
            self.reasons.append(self.reasons[0] if self.reasons else _LEFT_OUT[name])
            self.text.drop(event.start, event.end, self.reasons[0])
            return
        if name == "text-box":
            self.hosts.append(self.text)
            self.depths.append(self.paragraphs)
            self.text, self.paragraphs = Collector(), 0
        self.paragraphs += name in _PARAGRAPHS
        self.numbered += name == "list-item"
        self._read_mark(event, name)

    def _read_mark(self, event: Event, name: str) -> None:
        """Read the elements that represent white space."""
        if name == "s":
            written = value_of(event.attributes, "c")
            count = int(written) if re.fullmatch(r"[0-9]{1,3}", written) else 1
            self.text.add(" " * count, event.start, event.end)
        elif name == "tab":
            self.text.add("\t", event.start, event.end)
        elif name == "line-break":
            self.text.break_line(event.start, event.end, min(self.text.breaks + 1, 2))
        else:
            self.text.drop(event.start, event.end, "markup")

    def _close(self, event: Event) -> None:
        name = self.open.pop()
        if self.reasons:
            self.text.drop(event.start, event.end, self.reasons[0])
            self.reasons.pop()
            return
        if name in _PARAGRAPHS:
            self.text.break_line(event.start, event.end)
            self.paragraphs -= 1
        else:
            self.text.drop(event.start, event.end, "markup")
        if name == "text-box":
            self.boxes.append(self.text)
            self.text, self.paragraphs = self.hosts.pop(), self.depths.pop()
        if not self.paragraphs and not self.hosts:
            # A text box is next to its paragraph and does not interrupt a word of it.
            for box in self.boxes:
                self.text.extend(box)
            self.boxes.clear()

    def _text(self, event: Event) -> None:
        if self.reasons:
            self.text.drop(event.start, event.end, self.reasons[0])
            if self.reasons[0] in _NOTED:
                self.left_out[self.reasons[0]] += sum(map(str.isalpha, event.text))
            return
        if not self.paragraphs:
            if event.text.strip():
                raise UnreadableError(f"Byte {event.start}: unexpected text; save the file again.")
            self.text.drop(event.start, event.end, "markup")
            return
        text = re.sub(r"[\t\n\r]", " ", event.text)
        sizes = character_sizes(event, self.encoding)
        if sizes is None:
            self.text.add(text, event.start, event.end)
        else:
            self.text.add_sized(text, event.start, sizes)
