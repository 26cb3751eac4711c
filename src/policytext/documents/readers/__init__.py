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


class OldOfficeError(UnreadableError):
    """A file of an old Office program, which only other programs read."""

    WAY_OUT = (
        "take it in with 'policytext add' where LibreOffice, or antiword for .doc, is installed, "
        "or save it as .docx, .xlsx or .pptx."
    )


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
    "pptx": _reader("pptx:read_pptx", (".pptx", ".pptm", ".ppsx"), "a PowerPoint presentation"),
    "odt": _reader("odt:read_odt", (".odt", ".ott"), "an OpenDocument text"),
    "rtf": _reader("rtf:read_rtf", (".rtf",), "a rich text file"),
    "xml": _reader("xml:read_xml", (".xml",), "a law or a debate as XML"),
    "epub": _reader("epub:read_epub", (".epub",), "an EPUB book"),
    "xhtml": _reader("xhtml:read_xhtml", (".xhtml", ".xht", ".svg"), "a page that is XML"),
    "markdown": _reader("markdown:read_markdown", (".md", ".markdown"), "Markdown"),
    "csv": _reader("rows:read_csv", (".csv", ".tsv"), "a table, one text a row", apart=False),
    "jsonl": _reader(
        "rows:read_jsonl", (".jsonl", ".ndjson"), "JSON, one text a line", apart=False
    ),
    "xlsx": _reader(
        "rows:read_xlsx", (".xlsx", ".xlsm"), "an Excel table, one text a row", apart=False
    ),
    "parquet": _reader(
        "rows:read_parquet", (".parquet",), "a Parquet table, one text a row", apart=False
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
    if data.startswith(_OLD_OFFICE) and _SECRET in data:
        raise UnreadableError("An Office file with a password; save it without the password.")
    if data.startswith(_OLD_OFFICE):
        raise OldOfficeError(f"{OLD_OFFICE}: {OldOfficeError.WAY_OUT}")
    for beginning, (what, way_out) in _FOREIGN.items():
        if data.startswith(beginning):
            raise UnreadableError(f"{what} cannot be read; {way_out}.")
    if data.startswith(b"PK\x03\x04"):
        return _detect_container(data, name)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"PAR1") and data.endswith(b"PAR1"):
        return "parquet"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    lowered = name.lower()
    for key, reader in READERS.items():
        # A page may be saved as .txt, and a page that is XML as .xml; the contents decide then.
        if key not in ("plain", "xml") and lowered.endswith(reader.endings):
            return key
    return _detect_text(data, lowered)


def _detect_text(data: bytes, name: str) -> str:
    """Return the format of a file of text whose ending does not say it."""
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    root = _ROOT.match(head)
    if root and (root[1] or name.endswith(READERS["xml"].endings)):
        return _PAGES_AS_XML.get(root[2].rpartition(b":")[2].lower(), "xml")
    if _PAGE.match(head):
        return "html"
    if name.endswith(READERS["xml"].endings):
        return "xml"
    if name.endswith(".json"):
        return _detect_json(data)
    return "mhtml" if _SAVED_PAGE.search(head) else "plain"


def _detect_json(data: bytes) -> str:
    """Return the format of a JSON file: one object a line is a table, anything else is refused."""
    first, _, rest = data.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    if rest.lstrip().startswith(b"{") and first.startswith(b"{") and first.rstrip().endswith(b"}"):
        return "jsonl"
    raise UnreadableError(
        "JSON of an unknown structure. For a list of objects use --format jsonl; else save its "
        "text as plain text."
    )


_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_SECRET = "EncryptedPackage".encode("utf-16-le")
OLD_OFFICE = "An old Office file (.doc, .xls, .ppt, .wps)"
_UNPACK = "unpack it and add the files in it"
_DRAW = "make a PDF file of it and add that, or save its text"
_FOREIGN = {
    b"\x1f\x8b": ("A packed file", _UNPACK),
    b"7z\xbc\xaf": ("A packed file", _UNPACK),
    b"Rar!": ("A packed file", _UNPACK),
    b"\x89PNG": ("A picture", _DRAW),
    b"\xff\xd8\xff": ("A picture", _DRAW),
    b"II*\0": ("A picture", _DRAW),
    b"MM\0*": ("A picture", _DRAW),
    b"GIF8": ("A picture", _DRAW),
}
# Comments, a declaration and a document type may precede the outermost element.
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(<\?xml\b.*?\?>)?\s*(?:(?:<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)\s*)*"
    rb"<([^\s<>/!?]+)",
    re.DOTALL,
)
_PAGES_AS_XML = {b"html": "xhtml", b"svg": "xhtml"}
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
    raise UnreadableError(
        f"{name}: is no Word document, presentation, OpenDocument text, table or book. Unpack it "
        "and add the files in it."
    )


_MEMBERS = {
    "docx": b"word/document.xml",
    "pptx": b"ppt/presentation.xml",
    "xlsx": b"xl/workbook.xml",
    "odt": b"application/vnd.oasis.opendocument.text",
    "epub": b"META-INF/container.xml",
}
