"""Readers turn capture bytes into text, each character with its bytes; one file per format.

Formats that need a third-party parser are read in a separate process.

Tested in tests/documents/readers/test_containers.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module

from policytext.base.errors import UnreadableError
from policytext.base.lookup import look_up
from policytext.documents.capture import CaptureText, ReadOptions, find_gap
from policytext.documents.readers.lib.sandbox import read_apart


@dataclass(frozen=True)
class Reader:
    """A reader: its function (``module:function``), its file endings, what it reads.

    If ``apart`` is true, it runs in a process with limits.
    """

    function: str
    endings: tuple[str, ...]
    what: str
    apart: bool = True

    def read(self, data: bytes, options: ReadOptions) -> CaptureText:
        """Read a capture."""
        if self.apart:
            return read_apart(self.function, data, options)
        module, function = self.function.split(":")
        capture: CaptureText = getattr(import_module(module), function)(data, options)
        return capture


def _reader(function: str, endings: tuple[str, ...], what: str, *, apart: bool = True) -> Reader:
    return Reader(f"{__name__}.{function}", endings, what, apart)


READERS: dict[str, Reader] = {
    "plain": _reader("plain:read_plain", (".txt", ".text"), "plain text", apart=False),
    "html": _reader("html:read_html", (".html", ".htm", ".shtml"), "a web page"),
    "mhtml": _reader("mhtml:read_mhtml", (".mhtml", ".mht"), "a web page saved as one file"),
    "pdf": _reader("pdf:read_pdf", (".pdf",), "a PDF file"),
    "docx": _reader("docx:read_docx", (".docx", ".docm"), "a Word document"),
    "epub": _reader("epub:read_epub", (".epub",), "an EPUB book"),
    "xhtml": _reader("xhtml:read_xhtml", (".xhtml", ".xht", ".svg"), "a page that is XML"),
    "markdown": _reader("markdown:read_markdown", (".md", ".markdown"), "Markdown"),
    "csv": _reader("rows:read_csv", (".csv", ".tsv"), "a table, one text a row", apart=False),
    "jsonl": _reader(
        "rows:read_jsonl", (".jsonl", ".ndjson"), "JSON, one text a line", apart=False
    ),
}
AS_DETECTED = ReadOptions()


def read_capture(data: bytes, name: str, options: ReadOptions = AS_DETECTED) -> CaptureText:
    """Read the capture *data* of the file *name* with the reader of its format."""
    reader = look_up(READERS, options.format or detect_format(data, name), "format")
    capture = reader.read(data, options)
    gap = find_gap(capture)
    if gap is not None:
        raise UnreadableError(f"{capture.unit.capitalize()} {gap} was neither read nor dropped.")
    return capture


def detect_format(data: bytes, name: str) -> str:
    """Return the format of a capture, from its first bytes, else from the file's ending."""
    for beginning, what in _FOREIGN.items():
        if data.startswith(beginning):
            raise UnreadableError(f"{what} cannot be read; save it as .docx, PDF or plain text.")
    if data.startswith(b"PK\x03\x04"):
        return _detect_container(data, name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    lowered = name.lower()
    for key, reader in READERS.items():
        # A page may be saved as .txt; the contents of the file decide then.
        if key != "plain" and lowered.endswith(reader.endings):
            return key
    if _PAGE.match(data[:4096]):
        return "html"
    return "mhtml" if _SAVED_PAGE.search(data[:4096]) else "plain"


# Formats whose text only their own program can read completely.
_FOREIGN = {
    b"\xd0\xcf\x11\xe0": "An old Office file (.doc, .xls, .wps)",
    b"{\\rtf": "A rich text file",
    b"\x1f\x8b": "A packed file",
    b"7z\xbc\xaf": "A packed file",
    b"Rar!": "A packed file",
}
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html\b)", re.I | re.S)
_SAVED_PAGE = re.compile(rb"^content-type:\s*multipart/related", re.I | re.M)


def _detect_container(data: bytes, name: str) -> str:
    """Return the format of a ZIP container, from its ending, else from its members."""
    lowered = name.lower()
    for key in _MEMBERS:
        if lowered.endswith(READERS[key].endings):
            return key
    for key, member in _MEMBERS.items():
        if member in data:
            return key
    raise UnreadableError(f"{name}: is neither a Word document nor a book; name it .docx or .epub.")


_MEMBERS = {"docx": b"word/document.xml", "epub": b"META-INF/container.xml"}
