"""Readers: capture bytes to text, each character with its bytes; a format is one file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from policytext.capture import CaptureText
from policytext.readers.plain import read_plain
from policytext.registry import look_up


@dataclass(frozen=True)
class Reader:
    """A reader, the file endings it takes, and what the format is called."""

    read: Callable[..., CaptureText]
    endings: tuple[str, ...]
    what: str


READERS: dict[str, Reader] = {
    "plain": Reader(read_plain, (".txt", ".text", ""), "plain text"),
}


def read_capture(data: bytes, name: str, *, encoding: str | None = None) -> CaptureText:
    """Read the capture *data* of the file *name* with the reader of its format."""
    return look_up(READERS, detect_format(data, name), "format").read(data, encoding=encoding)


def detect_format(data: bytes, name: str) -> str:
    """Return the format of a capture by its file ending."""
    lowered = name.lower()
    for key, reader in READERS.items():
        if any(ending and lowered.endswith(ending) for ending in reader.endings):
            return key
    return "plain"
