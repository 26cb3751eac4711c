"""Read Word documents: the text as it is after every tracked change is accepted.

Deleted and moved-away text, field codes and hidden text are dropped with that reason; so are the
other parts of the container, such as footnotes, headers and comments.

Tested in tests/documents/readers/test_containers.py.
"""

from __future__ import annotations

import html
import posixpath
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice

from policytext.base.errors import UnreadableError
from policytext.documents.capture import CaptureText, Dropped, ReadOptions
from policytext.documents.readers.lib.byte_text import Collector
from policytext.documents.readers.lib.encodings import refuse_damage
from policytext.documents.readers.lib.office_parts import (
    find_main_part,
    find_relations,
    value_of,
)
from policytext.documents.readers.lib.xml_events import (
    Event,
    character_sizes,
    encoding_of,
    local_name,
    read_events,
)
from policytext.documents.readers.lib.zip_files import (
    Container,
    drop_other_members,
    open_container,
    refuse_declarations,
)
from policytext.language.han import HAN_PATTERN
from policytext.language.messages import Message

# Elements whose text is not part of the document, and why.
_DROPPED = {
    "del": "tracked deletion",
    "moveFrom": "tracked deletion",
    "delText": "tracked deletion",
    "instrText": "field code",
    "delInstrText": "field code",
    "Fallback": "alternate content",
    "rt": "ruby",
    "rubyPr": "ruby",
}
# Formats of a file inside the document, by its ending; each is read by the reader of its format.
_INSIDE = {
    ".mht": "mhtml:read_mhtml",
    ".mhtml": "mhtml:read_mhtml",
    ".htm": "html:read_html",
    ".html": "html:read_html",
    ".xhtml": "xhtml:read_xhtml",
    ".rtf": "rtf:read_rtf",
    ".txt": "plain:read_plain",
}
_OFF = {"0", "false", "off", "none"}
_PARTS = ("footnotes", "endnotes", "comments", "header", "footer", "glossary")


def read_docx(data: bytes, options: ReadOptions) -> CaptureText:
    """Read the main part of a Word document."""
    container = open_container(data)
    refuse_declarations(container)
    name = find_main_part(container, ".docx")
    content = container.read(name)
    story = _Story(encoding_of(content), _FilesInside(container, name))
    for event in read_events(content, name, base=container.starts[name]):
        story.read(event)
    story.finish(name)
    inside = story.inside
    dropped, notes = drop_other_members(container, {name, *inside.read}, _PARTS)
    collected = story.text
    text = "".join(collected.text)
    places = collected.places()
    refuse_damage(text, places)
    if story.numbered:
        notes += (Message("capture_notes.automatic_numbers", n=story.numbered),)
    return CaptureText(
        text,
        places,
        container.size,
        "docx",
        story.encoding,
        dropped=tuple(sorted([*dropped, *(Dropped(*run) for run in collected.dropped)])),
        notes=notes,
        members=container.members,
        cuttable=inside.cuttable,
    )


@dataclass
class _FilesInside:
    """The files that a document includes as they are (altChunk), such as a saved page."""

    container: Container
    main: str
    read: set[str] = field(default_factory=set)
    cuttable: bool = True

    def add_to(self, text: Collector, event: Event) -> None:
        """Add the text of the file that *event* names to *text*."""
        reference = value_of(event.attributes, "id")
        found = find_relations(self.container, self.main).get(reference)
        member = found.member if found else ""
        function = _INSIDE.get(posixpath.splitext(member)[1].lower())
        if function is None or member in self.read or member not in self.container:
            raise UnreadableError(
                f"Byte {event.start}: the document includes another file ({member or reference}); "
                "open it in Word and save it as .docx again."
            )
        self.read.add(member)
        module, name = function.split(":")
        reader = getattr(import_module(f"policytext.documents.readers.{module}"), name)
        self._add(text, reader(self.container.read(member), ReadOptions(extractor="all")), member)

    def _add(self, text: Collector, capture: CaptureText, member: str) -> None:
        base = self.container.starts[member]
        text.text.append(capture.text)
        for start, end in (capture.places.span(i, i + 1) for i in range(len(capture.text))):
            text.starts.append(base + start)
            text.ends.append(base + end)
        text.dropped += [(base + a, base + b, reason) for a, b, reason in capture.dropped]
        text.breaks = 0
        self.cuttable &= _is_spelled(capture, self.container.read(member))


def _is_spelled(capture: CaptureText, data: bytes) -> bool:
    """Return whether the bytes of the text are its characters in UTF-8, not a transfer encoding."""
    spans = (capture.places.span(i, i + 1) for i, c in enumerate(capture.text) if c > "\x7f")
    read = b"".join(data[start:end] for start, end in islice(spans, 99))
    letters = "".join(islice((c for c in capture.text if c > "\x7f"), 99))
    return html.unescape(read.decode("utf-8", "replace")) == letters


@dataclass
class _Story:
    """The text of a document's main part, being read.

    ``open`` lists the open elements. ``skipped`` is how many of them drop their text, with the
    reason of the outermost one. ``rows`` records whether the open rows of tables are deleted.
    ``hosts`` are the texts that wait while a text box inside them is read.
    """

    encoding: str
    inside: _FilesInside
    text: Collector = field(default_factory=Collector)
    open: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    hosts: list[Collector] = field(default_factory=list)
    boxes: list[Collector] = field(default_factory=list)
    rows: list[bool] = field(default_factory=list)
    hidden: bool = False
    mark_deleted: bool = False
    numbered: int = 0

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
        parent = self.open[-1] if self.open else ""
        self.open.append(name)
        if name == "subDoc":
            raise UnreadableError(
                f"Byte {event.start}: the document includes another file; save it whole."
            )
        if name == "altChunk" and not self.reasons:
            self.text.break_line(event.start, event.end)
            self.inside.add_to(self.text, event)
            self.text.add_breaks(event.end)
            return
        if name == "del" and "rPr" in self.open and "pPr" in self.open:
            self.mark_deleted = True
        if name in _DROPPED:
            self.reasons.append(_DROPPED[name])
        if name == "tr":
            self.rows.append(False)
        elif name == "del" and parent == "trPr" and self.rows and not self.rows[-1]:
            self.rows[-1] = True
            self.reasons.append(_DROPPED[name])
        self._note_property(event, name, parent)
        if name == "txbxContent":
            self.hosts.append(self.text)
            self.text = Collector()
        self._read_mark(event, name, parent)

    def _note_property(self, event: Event, name: str, parent: str) -> None:
        if name == "r":
            self.hidden = False
        elif name == "vanish" and parent == "rPr" and "pPr" not in self.open:
            self.hidden = _value(event, "val").lower() not in _OFF
        elif name == "numPr" and parent == "pPr":
            self.numbered += 1

    def _read_mark(self, event: Event, name: str, parent: str) -> None:
        """Read the elements that represent a character."""
        if self.reasons or self.hidden or parent != "r":
            self.text.drop(event.start, event.end, "markup")
        elif name == "tab":
            self.text.add("\t", event.start, event.end)
        elif name in ("br", "cr"):
            self.text.break_line(event.start, event.end, min(self.text.breaks + 1, 2))
        elif name == "noBreakHyphen":
            self.text.add("-", event.start, event.end)
        elif name == "sym":
            self.text.add(chr(int(_value(event, "char") or "FFFD", 16)), event.start, event.end)
        else:
            self.text.drop(event.start, event.end, "markup")

    def _close(self, event: Event) -> None:
        name = self.open.pop()
        if name in _DROPPED or (name == "tr" and self.rows.pop()):
            self.reasons.pop()
        if name == "p" and not self.mark_deleted:
            self.text.break_line(event.start, event.end)
        else:
            self.text.drop(event.start, event.end, "markup")
        if name == "p":
            self.mark_deleted = False
        if name == "txbxContent":
            self.boxes.append(self.text)
            self.text = self.hosts.pop()
        if name == "p" and not self.hosts:
            # A text box is next to its paragraph and does not interrupt a word of it.
            for box in self.boxes:
                self.text.extend(box)
            self.boxes.clear()

    def _text(self, event: Event) -> None:
        reason = self.reasons[0] if self.reasons else "hidden" if self.hidden else ""
        if not reason and self.open[-1] == "t":
            sizes = character_sizes(event, self.encoding)
            if sizes is None:
                self.text.add(event.text, event.start, event.end)
            else:
                self.text.add_sized(event.text, event.start, sizes)
            return
        if not reason and HAN_PATTERN.search(event.text):
            raise UnreadableError(f"Byte {event.start}: unexpected text in <{self.open[-1]}>.")
        self.text.drop(event.start, event.end, reason or "markup")

    def finish(self, name: str) -> None:
        """Check that everything that was opened is closed."""
        if self.open or self.hosts or self.boxes:
            raise UnreadableError(f"{name}: has text boxes outside paragraphs; save it again.")


def _value(event: Event, name: str) -> str:
    for key, value in (event.attributes or {}).items():
        if local_name(key) == name:
            return value
    return ""
