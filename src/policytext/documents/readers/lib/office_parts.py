"""Text of office files outside the main text: which parts they have, and in which order.

Tested in tests/documents/readers/test_office.py.
"""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from policytext.base.errors import UnreadableError
from policytext.documents.readers.lib.xml_events import find_elements, local_name
from policytext.documents.readers.lib.zip_files import Container, join_path

_RELATIONS = "_rels/.rels"


class Relation(NamedTuple):
    """A part that another part refers to: what it is, and its member."""

    kind: str
    member: str


def find_main_part(container: Container, otherwise: str) -> str:
    """Return the member with the main text; *otherwise* is the ending to save the file with."""
    for relation in find_relations(container, "").values():
        if relation.kind == "officeDocument":
            return relation.member
    raise UnreadableError(
        f"The container has no main document; save the file again as {otherwise}."
    )


def find_relations(container: Container, member: str) -> dict[str, Relation]:
    """Return the parts that *member* refers to, by the id of the reference."""
    folder, name = posixpath.split(member)
    listed = posixpath.join(folder, "_rels", f"{name}.rels") if member else _RELATIONS
    if listed not in container:
        return {}
    found = {}
    for relation in find_elements(container.read(listed), listed, "Relationship"):
        if relation.get("TargetMode") != "External":
            kind = relation.get("Type", "").rpartition("/")[2]
            target = join_path(folder, relation.get("Target", ""))
            found[relation.get("Id", "")] = Relation(kind, target)
    return found


def value_of(attributes: dict[str, str] | None, name: str, *, space: str = "") -> str:
    """Return an attribute by its local name, and by the end of its namespace if that is given."""
    for key, value in (attributes or {}).items():
        if local_name(key) == name and key.rpartition(" ")[0].endswith(space):
            return value
    return ""
