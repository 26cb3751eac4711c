"""Read EPUB books: the chapters in reading order.

Tested in tests/documents/readers/test_containers.py.
"""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from policytext.base.errors import UnreadableError
from policytext.documents.capture import CaptureText, Dropped, ReadOptions
from policytext.documents.readers.lib.byte_text import Collector
from policytext.documents.readers.lib.encodings import refuse_damage
from policytext.documents.readers.lib.xhtml_events import read_page_events
from policytext.documents.readers.lib.xml_events import find_elements
from policytext.documents.readers.lib.zip_files import (
    Container,
    drop_other_members,
    join_path,
    open_container,
)
from policytext.language.messages import Message

_CONTAINER = "META-INF/container.xml"
_SECRETS = "META-INF/encryption.xml"


def read_epub(data: bytes, options: ReadOptions) -> CaptureText:
    """Read the chapters of a book; its table of contents and pictures are dropped."""
    container = open_container(data)
    chapters = _chapters(container)
    collected = Collector()
    for name in chapters:
        chapter = read_page_events(container.read(name), name, base=container.starts[name])
        collected.extend(chapter)
    text, places = "".join(collected.text), collected.places()
    refuse_damage(text, places)
    dropped, _ = drop_other_members(container, set(chapters))
    return CaptureText(
        text,
        places,
        container.size,
        "epub",
        "utf-8",
        dropped=tuple(sorted([*dropped, *(Dropped(*run) for run in collected.dropped)])),
        notes=(Message("capture_notes.chapters", n=len(chapters)),),
        members=container.members,
    )


def _chapters(container: Container) -> list[str]:
    """Return the members that contain the chapters, in reading order, without duplicates."""
    roots = find_elements(container.read(_CONTAINER), _CONTAINER, "rootfile")
    package = roots[0].get("full-path", "") if roots else ""
    elements = find_elements(container.read(package), package, "item", "itemref")
    folder = posixpath.dirname(package)
    items = {
        element["id"]: element for element in elements if "href" in element and "id" in element
    }
    names = []
    for reference in (element["idref"] for element in elements if "idref" in element):
        item = items.get(reference)
        if item is None:
            raise UnreadableError(f"{package}: chapter {reference!r} is missing; save it again.")
        if "nav" not in item.get("properties", "").split():
            names.append(join_path(folder, unquote(item["href"])))
    _refuse_secrets(container, names)
    return list(dict.fromkeys(names))


def _refuse_secrets(container: Container, names: list[str]) -> None:
    if _SECRETS not in container:
        return
    references = find_elements(container.read(_SECRETS), _SECRETS, "CipherReference")
    hidden = {unquote(reference.get("URI", "")) for reference in references} & set(names)
    if hidden:
        raise UnreadableError(f"{min(hidden)}: the chapter is encrypted; it cannot be read.")
