"""Read Word documents: the text as it is after every tracked change is accepted.

Deleted and moved-away text, field codes and hidden text are dropped with that reason; so are the
other parts of the container, such as footnotes, headers and comments.

Tested in tests/documents/readers/test_containers.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from policytext.base.errors import UnreadableError
from policytext.documents.capture import CaptureText, Dropped, ReadOptions
from policytext.documents.readers.lib.byte_text import Collector
from policytext.documents.readers.lib.encodings import refuse_damage
from policytext.documents.readers.lib.xml_events import (
    Event,
    character_sizes,
    encoding_of,
    find_elements,
    local_name,
    read_events,
)
from policytext.documents.readers.lib.zip_files import (
    Container,
    drop_other_members,
    join_path,
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
_UNREADABLE = {"altChunk": "another file", "subDoc": "another file"}
_RELATIONS = "_rels/.rels"
_OFF = {"0", "false", "off", "none"}
_PARTS = ("footnotes", "endnotes", "comments", "header", "footer", "glossary")


def read_docx(data: bytes, options: ReadOptions) -> CaptureText:
    """Read the main part of a Word document."""
    container = open_container(data)
    refuse_declarations(container)
    name = _main_part(container)
    content = container.read(name)
    story = _Story(encoding_of(content))
    for event in read_events(content, name, base=container.starts[name]):
        story.read(event)
    story.finish(name)
    dropped, notes = drop_other_members(container, {name}, _PARTS)
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
    )


def _main_part(container: Container) -> str:
    relations = find_elements(container.read(_RELATIONS), _RELATIONS, "Relationship")
    for relation in relations:
        if relation.get("Type", "").endswith("/officeDocument"):
            return join_path("", relation.get("Target", ""))
    raise UnreadableError("The container has no main document; save the file again as .docx.")


@dataclass
class _Story:
    """The text of a document's main part, being read.

    ``open`` lists the open elements. ``skipped`` is how many of them drop their text, with the
    reason of the outermost one. ``rows`` records whether the open rows of tables are deleted.
    ``hosts`` are the texts that wait while a text box inside them is read.
    """

    encoding: str
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
        if name in _UNREADABLE:
            raise UnreadableError(
                f"Byte {event.start}: the document includes {_UNREADABLE[name]}; save it whole."
            )
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
