"""Open ZIP containers (DOCX, EPUB) without trusting them.

Tested in tests/documents/readers/test_containers.py.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass

from policytext.base.errors import UnreadableError
from policytext.documents.capture import Dropped
from policytext.language.han import HAN
from policytext.language.messages import Message

_MOST_BYTES = 64 * 1024 * 1024
_MOST_MEMBERS = 1000
_STORED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


@dataclass(frozen=True)
class Container:
    """The members of an archive. ``starts`` is where each begins when all are unpacked in a row."""

    archive: zipfile.ZipFile
    starts: dict[str, int]
    size: int

    def __contains__(self, name: object) -> bool:
        return name in self.starts

    def read(self, name: str) -> bytes:
        """Return a member's bytes."""
        if name not in self.starts:
            raise UnreadableError(f"The container has no member {name!r}; save the file again.")
        try:
            return self.archive.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
            raise UnreadableError(f"{name}: cannot be unpacked ({error}).") from None

    @property
    def members(self) -> tuple[tuple[str, int], ...]:
        """The members with their starts."""
        return tuple(self.starts.items())


def open_container(data: bytes) -> Container:
    """Open the archive *data*, or refuse it: too large, encrypted, duplicate or unsafe names."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableError(f"The container cannot be opened ({error}).") from None
    infos = archive.infolist()
    if len(infos) > _MOST_MEMBERS:
        raise UnreadableError(f"The container has {len(infos):,} members; 1,000 are read at most.")
    starts: dict[str, int] = {}
    size = 0
    folded: set[str] = set()
    for info in infos:
        _refuse_member(info, folded)
        folded.add(info.filename.casefold())
        starts[info.filename] = size
        size += info.file_size
    if size > _MOST_BYTES:
        raise UnreadableError(f"The container unpacks to {size:,} bytes; 64 MiB are read at most.")
    return Container(archive, starts, size)


def _refuse_member(info: zipfile.ZipInfo, seen: set[str]) -> None:
    name = info.filename
    parts = name.split("/")
    if name.casefold() in seen:
        what = "is in the container twice"
    elif ".." in parts or name.startswith("/") or "\\" in name or "\0" in info.orig_filename:
        what = "has a name that leads out of the container"
    elif info.flag_bits & 0x1:
        what = "is encrypted"
    elif info.compress_type not in _STORED:
        what = f"has an unknown compression ({info.compress_type})"
    else:
        return
    raise UnreadableError(f"Member {name[:80]!r} {what}; save the file again.")


def refuse_declarations(container: Container, *, unread: Collection[str] = ()) -> None:
    """Refuse a container any of whose XML declares a document type or entities.

    *unread* are members that are never parsed.
    """
    for name in container.starts:
        if name.lower().endswith((".xml", ".rels")) and name not in unread:
            found = _DECLARES.search(container.read(name).replace(b"\0", b""))
            if found:
                raise UnreadableError(
                    f"{name}: byte {found.start()}: has a document type or entity, which can hide "
                    "text. Save the file again without it."
                )


def join_path(folder: str, name: str) -> str:
    """Return the member that *name*, in a file of *folder*, refers to."""
    return posixpath.normpath(posixpath.join("/", folder, name)).lstrip("/")


def drop_other_members(
    container: Container,
    read: set[str],
    parts: tuple[str, ...] = (),
    *,
    silent: tuple[str, ...] = (),
) -> tuple[list[Dropped], tuple[Message, ...]]:
    """Drop the members that were not *read*; the reason is the one of *parts* they are named by.

    The ones that contain words are noted, those of *silent* parts excepted.
    """
    dropped, noted = [], []
    ends = [*list(container.starts.values())[1:], container.size]
    for (name, start), end in zip(container.members, ends, strict=True):
        if name in read or start == end:
            continue
        stem = name.rpartition("/")[2]
        reason = next((part for part in parts if stem.startswith(part)), "part of the container")
        dropped.append(Dropped(start, end, reason))
        told = reason in parts and reason not in silent
        if told and _WORDS.search(container.read(name).decode("utf-8", "ignore")):
            noted.append(Message("capture_notes.member", name=name))
    return dropped, tuple(noted)


_WORDS = re.compile(rf"[{HAN}]|<(?:\w+:)?t(?:\s[^<>]*)?>[^<]*[^\W\d_]")
