"""Whatever the bytes: a text every byte of which is accounted for, or a refusal."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from policytext.base.errors import PolicytextError
from policytext.documents.assemble import build_document
from policytext.documents.capture import CaptureText, ReadOptions, find_gap
from policytext.documents.cleaning import STEPS
from policytext.documents.manifest import DocumentEntry
from policytext.documents.readers import read_capture
from policytext.documents.readers.docx import read_docx
from policytext.documents.readers.html import read_html
from policytext.documents.readers.markdown import read_markdown
from policytext.documents.readers.mhtml import read_mhtml
from policytext.documents.readers.plain import read_plain
from policytext.documents.readers.rows import read_csv, read_jsonl
from policytext.documents.readers.xhtml import read_xhtml
from tests.support.make_captures import make_docx, make_epub
from tests.support.make_pdf import Words, make_pdf

COMMON = [
    *(
        "全球治理",
        "各国合作。",
        "一、",
        "（二）",
        "\n",
        "\r\n",
        "\n\n",
        " ",
        "\u3000",
        "\t",
        "\0",
        "\x1b",
    ),
    *(
        "\u200b",
        "\u2028",
        "\ufeff",
        "\ue000",
        "🌍",
        "\u0301",
        "\ud800",
        "\udfff",
        "A",
        "1",
        "%",
        ",",
    ),
    *"\"'\\/<>&;#=-*_`[]()|!{}:",
    *("\ufffd", "锟斤拷"),
]
MARKUP = [
    *("<p>", "</p>", "<br>", "<div style='display:none'>", "</div>", "<script>", "</script>"),
    *("<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE html>", "<?xml version='1.0'?>"),
    *('<a href="', '">', "&amp;", "&#x5168;", "&#0;", "&notin", "<ruby>", "<rt>", "</rt>", "<pre>"),
    *("<table><tr><td>", "</html>", "<meta charset=gbk>", "<svg>", "<textarea>", "<title>"),
    *("</title>", "<p hidden>", "<x/>"),
]
XML = [
    *("<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:del>", "</w:del>"),
    *("<w:br/>", "<w:tab/>"),
]
TABLE = ["\\u5168", "\\ud800", "text,id\n", '""', "{}", "null", "\\n"]
MIME = [
    *("Content-Type: text/html\n", "Content-Transfer-Encoding: base64\n", "--x\n", "--x--\n"),
    *("Content-Transfer-Encoding: quoted-printable\n", "=E5=85=A8", "=\n", "5YWo55CD", "=", "\n\n"),
]
HEADERS = "Content-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n"

Read = Callable[[bytes, ReadOptions], CaptureText]


def read_body(data: bytes, options: ReadOptions) -> CaptureText:
    """Read *data* as the body of a Word document."""
    return read_docx(make_docx(data.decode("utf-8", "replace")), options)


TARGETS: dict[str, tuple[Read, list[str], str, str]] = {
    "plain": (read_plain, [], "", ""),
    "html": (read_html, MARKUP, "<html><body>", ""),
    "xhtml": (read_xhtml, MARKUP, "<html>", "</html>"),
    "docx": (read_body, XML, "", ""),
    "markdown": (read_markdown, MARKUP, "", ""),
    "csv": (read_csv, TABLE, "text\n", ""),
    "jsonl": (read_jsonl, TABLE, '{"text": "', '"}\n'),
    "mhtml": (read_mhtml, MIME + MARKUP, HEADERS, "\n\n--x--\n"),
}
ENCODINGS = ("utf-8", "utf-8", "gb18030", "big5", "utf-16", "latin-1", "cp1252")


def make_bytes(draw: random.Random, pieces: list[str], start: str, end: str) -> bytes:
    """Return random pieces in a random encoding, now and then with a byte broken."""
    text = start + "".join(draw.choices(pieces, k=draw.randrange(1, 25))) + end
    data = bytearray(text.encode(draw.choice(ENCODINGS), "ignore"))
    if data and draw.random() < 0.3:
        data[draw.randrange(len(data))] = draw.randrange(256)
    return bytes(data)


def check(capture: CaptureText, draw: random.Random) -> None:
    """Check that a read text can be made a document, cleaned by any steps."""
    assert find_gap(capture) is None
    assert capture.text.encode("utf-8") is not None
    steps = {name: draw.random() < 0.5 for name in STEPS}
    described = {"path": "x", "sha256": "0" * 64}
    entry = {"id": "x", "title": "全球", "issued": "2025", "cleaning": steps, "capture": described}
    document = build_document(DocumentEntry.model_validate(entry), capture)
    kept = sum(source >= 0 for source in document.offsets)
    assert kept <= len(capture.text)


@pytest.mark.parametrize("target", TARGETS)
def test_no_bytes_make_a_reader_fail_in_another_way_than_refusing(target: str, audit: bool) -> None:
    read, own, start, end = TARGETS[target]
    draw = random.Random(target)
    pieces, done = COMMON + own * 2, 0
    for _ in range(1_000_000 if audit else 400):
        data = make_bytes(draw, pieces, start, end)
        row = 1 if target in ("csv", "jsonl") else None
        extractor = draw.choice(("all", "all", "all", "trafilatura", "readability"))
        try:
            capture = read(data, ReadOptions(row=row, extractor=extractor))
            check(capture, draw)
            done += 1
        except PolicytextError:
            continue
    assert done > 0, "every input was refused: nothing was tested"


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.epub"])
def test_broken_files_are_read_or_refused_and_never_take_the_process_down(
    name: str, audit: bool
) -> None:
    draw, make = random.Random(name), {
        "a.pdf": lambda: make_pdf([[Words(50, 700, "各国推进全球治理")]]),
        "a.docx": lambda: make_docx("<w:p><w:r><w:t>全球治理</w:t></w:r></w:p>"),
        "a.epub": lambda: make_epub(["<p>全球治理</p>"]),
    }[name]  # fmt: skip
    whole, refused = make(), 0
    for _ in range(20_000 if audit else 40):
        data = bytearray(whole)
        for _ in range(draw.randrange(1, 6)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        try:
            read_capture(bytes(data), name)
        except PolicytextError:
            refused += 1
    assert refused > 0
