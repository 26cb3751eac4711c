"""Captures for tests: the shipped action plan, and other texts, as files of many formats."""

from __future__ import annotations

import base64
import hashlib
import io
import quopri
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from policytext.counting.matches import find_matches
from policytext.documents.assemble import build_document
from policytext.documents.capture import CaptureText
from policytext.documents.document import ABSENT, Document
from policytext.documents.load import read_options
from policytext.documents.manifest import DocumentEntry
from policytext.documents.readers import read_capture

PLAN_TITLE = "人工智能全球治理行动计划"
PLAN_FAMILIES = (("全球", "国际", "各国", "跨国"), ("合作", "交流"), ("共",))
PLAN_COUNTS = [45, 21, 29]
_RAW = Path(__file__).resolve().parents[2] / "texts" / "raw" / "action-plan-2025.txt"


def plan_paragraphs() -> list[str]:
    """Return the paragraphs of the action plan's body as its capture prints them."""
    text = _RAW.read_text("utf-8")
    body = text[text.index("  人工智能是人类发展的新领域") : text.index("(新华社上海7月26日电)")]
    return [line.strip() for line in body.splitlines() if line.strip()]


def document_of(
    data: bytes, name: str, *, title: str = PLAN_TITLE, language: str = "zh", **capture: object
) -> Document:
    """Return the document that *data*, a file called *name*, holds."""
    described = {"path": name, "sha256": hashlib.sha256(data).hexdigest(), **capture}
    entry = DocumentEntry.model_validate(
        {"id": "doc", "title": title, "issued": "2025", "language": language, "capture": described}
    )
    return build_document(entry, read_capture(data, name, read_options(entry.capture)))


def plan_counts(document: Document) -> list[int]:
    """Return the three counts that were published of the action plan."""
    return [len(find_matches(document, list(family))) for family in PLAN_FAMILIES]


def assert_conserved(document: Document) -> None:
    """Check that the bytes of the kept characters and the dropped ones are the whole capture."""
    capture = document.capture
    assert capture is not None
    spans = [(d.start, d.end) for d in document.dropped]
    assert len(document.offsets) == len(document.text)
    for source in document.list_sources(0, len(document.text)):
        if source != ABSENT:
            spans += list(capture.places.runs(source, source + 1))
    assert_covers(spans, capture)


def assert_covers(spans: list[tuple[int, int]], capture: CaptureText) -> None:
    """Check that *spans* leave no byte of *capture* out, and none over."""
    done = 0
    for start, end in sorted(spans):
        assert start <= done, f"bytes {done} to {start} are neither kept nor dropped"
        done = max(done, end)
    assert done == capture.size


def make_page(body: str, *, charset: str = "gb2312", head: str = "") -> str:
    """Return a web page with *body*."""
    return (
        f'<!DOCTYPE html>\n<html><head><meta http-equiv="Content-Type" '
        f'content="text/html; charset={charset}">\n<title>{PLAN_TITLE}_某网</title>{head}'
        f'<script>var a="全球<b>";</script></head><body>{body}</body></html>'
    )


def plan_page(*, charset: str = "gb2312") -> str:
    """Return the action plan as a page with 57 links beside it that hold its words too."""
    links = "".join(
        f'<li><a href="/n{i}.html">全球合作新闻{i}：各国共同推进国际交流</a></li>'
        for i in range(57)
    )
    article = "\n".join(f"<p>　　{paragraph}</p>" for paragraph in plan_paragraphs())
    return make_page(
        '<div class="nav"><a href="/">首页</a> &gt; <a href="/gj">国际</a></div>'
        f'<div class="main"><h1>{PLAN_TITLE}</h1><div class="content">{article}</div></div>'
        f'<div class="sidebar"><h3>相关新闻</h3><ul>{links}</ul></div>'
        '<div class="footer">版权所有 某网 全球</div>',
        charset=charset,
    )


def plan_html() -> str:
    """Return the title and the paragraphs of the action plan as the body of a plain page."""
    return f"<h1>{PLAN_TITLE}</h1>" + "".join(f"<p>{p}</p>" for p in plan_paragraphs())


def plan_docx() -> bytes:
    """The action plan with half of it in a table, and a deletion and an insertion tracked."""
    made = docx.Document()
    made.add_heading(PLAN_TITLE, 0)
    first, *rest = plan_paragraphs()
    cut = first.index("同球共济")
    tracked = made.add_paragraph(first[:cut])
    for kind, tag, words in (("del", "delText", "全球国际合作共"), ("ins", "t", first[cut:])):
        change, run, text = (OxmlElement(f"w:{name}") for name in (kind, "r", tag))
        change.set(qn("w:id"), "1")
        text.text = words
        run.append(text)
        change.append(run)
        tracked._p.append(change)
    for words in rest[:6]:
        made.add_paragraph(words)
    table = made.add_table(rows=0, cols=2)
    for number, words in enumerate(rest[6:], 1):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = f"第{number}项", words
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def make_mhtml(page: str, encoding: str) -> bytes:
    """Return *page* as Chromium saves it in one file, in a transfer *encoding*."""
    data = page.encode("utf-8")
    if encoding == "quoted-printable":
        data = quopri.encodestring(data)
    elif encoding == "base64":
        data = base64.encodebytes(data)
    lines = (
        "From: <Saved by Blink>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B--x----"',
        "",
        "",
        "------B--x----",
        "Content-Type: text/html",
        f"Content-Transfer-Encoding: {encoding}",
        "",
        "",
    )
    tail = (
        "",
        "------B--x----",
        "Content-Type: text/css",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        ".a { content: '=E5=85=A8=E7=90=83' }",
        "------B--x------",
        "",
    )
    return "\r\n".join(lines).encode() + data.replace(b"\n", b"\r\n") + "\r\n".join(tail).encode()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_zip(members: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP archive of *members*."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            # The format of an OpenDocument text or a book must be readable without unpacking.
            stored = zipfile.ZIP_STORED if name == "mimetype" else None
            archive.writestr(name, content, stored)
    return stream.getvalue()


def unpacked(data: bytes) -> bytes:
    """Return the members of an archive, unpacked, one after the other."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(info) for info in archive.infolist())


def make_docx(body: str, *, declaration: str = "", **members: str) -> bytes:
    """Return a Word document with the XML *body*."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{declaration}'
        f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    )
    return make_zip(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": '<Relationships><Relationship Id="r" Type="'
            + relation
            + '" Target="word/document.xml"/></Relationships>',
            "word/document.xml": document,
            **{name.replace("__", "/").replace("_xml", ".xml"): x for name, x in members.items()},
        }
    )


def make_epub(chapters: list[str], *, doctype: str = "<!DOCTYPE html>") -> bytes:
    """Return a book of XHTML *chapters*."""
    items = "".join(
        f'<item id="c{i}" href="c{i}.xhtml" media-type="application/xhtml+xml"/>'
        for i in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(len(chapters)))
    pages = {
        f"OPS/c{i}.xhtml": f'<?xml version="1.0"?>{doctype}<html '
        f'xmlns="http://www.w3.org/1999/xhtml"><head><title>第{i}章</title></head>'
        f"<body>{chapter}</body></html>"
        for i, chapter in enumerate(chapters)
    }
    return make_zip(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": "<container><rootfiles>"
            '<rootfile full-path="OPS/book.opf"/></rootfiles></container>',
            "OPS/book.opf": f"<package><manifest>{items}</manifest>"
            f"<spine>{spine}</spine></package>",
            **pages,
        }
    )


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def make_odt(body: str, **members: str) -> bytes:
    """Return an OpenDocument text with the XML *body*."""
    spaces = " ".join(f'xmlns:{name}="{_OPEN}:{name}:1.0"' for name in ("office", "text", "draw"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return make_zip(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **members}
    )


def make_pptx(slides: Sequence[str], notes: str = "") -> bytes:
    """Return a presentation of *slides*, the XML of whose text is given, stored in reverse."""
    drawing = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    numbers = range(1, len(slides) + 1)
    listed = "".join(f'<p:sldId id="{n}" r:id="r{n}"/>' for n in numbers)
    related = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/slide" Target="slides/s{n}.xml"/>' for n in numbers
    )
    members = {
        "_rels/.rels": f'<Relationships><Relationship Id="r" Type="{OFFICE}/officeDocument" '
        'Target="ppt/presentation.xml"/></Relationships>',
        **{
            f"ppt/slides/s{n}.xml": f"<p:sld xmlns:p='p' {drawing}>{slides[n - 1]}</p:sld>"
            for n in reversed(numbers)
        },
        "ppt/_rels/presentation.xml.rels": f"<Relationships>{related}</Relationships>",
        "ppt/presentation.xml": f'<p:presentation xmlns:p="p" xmlns:r="{OFFICE}">'
        f"<p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
    }
    if notes:
        members["ppt/notesSlides/notesSlide1.xml"] = f"<p:notes xmlns:p='p'>{notes}</p:notes>"
    return make_zip(members)
