"""The text of a page that is XML, each character with its bytes.

Tested in tests/documents/readers/test_containers.py.
"""

from __future__ import annotations

from policytext.documents.readers.lib.byte_text import Collector
from policytext.documents.readers.lib.hidden import find_why_hidden
from policytext.documents.readers.lib.html_tokens import BLOCKS, RAW, RUBY
from policytext.documents.readers.lib.xml_events import (
    Event,
    character_sizes,
    encoding_of,
    local_name,
    read_events,
)

_SVG_BLOCKS = {"svg", "text", "desc"}


_SPACES = {ord(c): " " for c in "\t\n\r"}


def read_page_events(data: bytes, where: str, *, base: int = 0) -> Collector:
    """Return the text of the page *where*, whose bytes are counted from *base*."""
    collected, encoding = Collector(), encoding_of(data)
    skipped: list[str] = []  # why text is skipped, of each open element from the outermost on
    for event in read_events(data, where, base=base, page=True):
        name = local_name(event.name)
        if event.kind == "start":
            why = _why_not_shown(event, name)
            if skipped or why:
                skipped.append(why or skipped[0])
        if event.kind == "text":
            _add_text(event, collected, encoding, skipped)
        elif event.kind == "none" or skipped:
            collected.drop(event.start, event.end, "markup")
        elif name == "br" and event.kind == "start":
            collected.break_line(event.start, event.end, min(collected.breaks + 1, 2))
        elif name in BLOCKS or name in _SVG_BLOCKS:
            collected.break_line(event.start, event.end)
        else:
            collected.drop(event.start, event.end, "markup")
        if event.kind == "end" and skipped:
            skipped.pop()
    return collected


def _why_not_shown(event: Event, name: str) -> str:
    if name in RAW:
        return RAW[name]
    if name in RUBY:
        return "ruby"
    return find_why_hidden(name, (event.attributes or {}).items())


def _add_text(event: Event, collected: Collector, encoding: str, skipped: list[str]) -> None:
    if skipped:
        collected.drop(event.start, event.end, skipped[0])
        return
    sizes = character_sizes(event, encoding)
    text = event.text.translate(_SPACES)
    if sizes is None:
        collected.add(text, event.start, event.end)
    else:
        collected.add_sized(text, event.start, sizes)
