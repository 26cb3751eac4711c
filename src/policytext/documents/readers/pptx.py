"""Read PowerPoint presentations: the text of the slides in their order.

The speaker's notes are dropped with that reason, and said so.

Tested in tests/documents/readers/test_office.py.
"""

from __future__ import annotations

from policytext.base.errors import UnreadableError
from policytext.documents.capture import CaptureText, Dropped, ReadOptions
from policytext.documents.readers.lib.byte_text import Collector
from policytext.documents.readers.lib.encodings import refuse_damage
from policytext.documents.readers.lib.office_parts import find_main_part, find_relations, value_of
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
from policytext.language.messages import Message

_PARTS = ("notesSlide", "comment", "slideLayout", "slideMaster", "data", "chart")
# The words of a layout ("Click to add a title") are not text of the presentation.
_SILENT = ("slideLayout", "slideMaster")


def read_pptx(data: bytes, options: ReadOptions) -> CaptureText:
    """Read the slides of a presentation."""
    container = open_container(data)
    refuse_declarations(container)
    slides = _list_slides(container)
    collected = Collector()
    for name in slides:
        _read_slide(container, name, collected)
    text, places = "".join(collected.text), collected.places()
    refuse_damage(text, places)
    if not text.strip():
        raise UnreadableError(
            "The slides contain no text: they may be pictures. Save the file as PDF and read it by "
            "OCR."
        )
    dropped, notes = drop_other_members(container, set(slides), _PARTS, silent=_SILENT)
    return CaptureText(
        text,
        places,
        container.size,
        "pptx",
        "utf-8",
        dropped=tuple(sorted([*dropped, *(Dropped(*run) for run in collected.dropped)])),
        notes=(Message("capture_notes.slides", n=len(slides)), *notes),
        members=container.members,
    )


def _list_slides(container: Container) -> list[str]:
    """Return the members with the slides, in the order of the presentation."""
    main = find_main_part(container, ".pptx")
    relations = find_relations(container, main)
    names = []
    for event in read_events(container.read(main), main):
        if event.kind == "start" and local_name(event.name) == "sldId":
            reference = value_of(event.attributes, "id", space="relationships")
            if reference not in relations:
                raise UnreadableError(f"{main}: slide {reference!r} is missing; save it again.")
            names.append(relations[reference].member)
    return list(dict.fromkeys(names))


def _read_slide(container: Container, name: str, collected: Collector) -> None:
    content = container.read(name)
    encoding = encoding_of(content)
    open_ones: list[str] = []
    skipped = 0
    for event in read_events(content, name, base=container.starts[name]):
        local = local_name(event.name)
        if event.kind == "start":
            open_ones.append(local)
            skipped += local == "Fallback"
        if event.kind == "text" and not skipped and open_ones[-1:] == ["t"]:
            _add_text(event, encoding, collected)
        elif event.kind == "end" and local in ("p", "tc"):
            collected.break_line(event.start, event.end)
        elif event.kind == "start" and local == "br":
            collected.break_line(event.start, event.end, min(collected.breaks + 1, 2))
        else:
            collected.drop(event.start, event.end, "markup")
        if event.kind == "end":
            skipped -= open_ones.pop() == "Fallback"


def _add_text(event: Event, encoding: str, collected: Collector) -> None:
    sizes = character_sizes(event, encoding)
    if sizes is None:
        collected.add(event.text, event.start, event.end)
    else:
        collected.add_sized(event.text, event.start, sizes)
