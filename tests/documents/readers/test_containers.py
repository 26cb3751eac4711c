"""Word documents and books: the text as printed, and nothing that hides in the container."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import mammoth
import pytest

from policytext.base.errors import UnreadableError
from policytext.documents.readers import read_capture
from tests.support.make_captures import (
    PLAN_COUNTS,
    assert_conserved,
    document_of,
    make_docx,
    make_epub,
    make_zip,
    plan_counts,
    plan_docx,
    unpacked,
)


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r>{run}</w:r>" for run in runs) + "</w:p>"


def text_of(body: str) -> str:
    return read_capture(make_docx(body), "a.docx").text


def test_a_word_document_with_a_table_and_tracked_changes_gives_the_published_counts() -> None:
    document = document_of(plan_docx(), "plan.docx")

    assert plan_counts(document) == PLAN_COUNTS
    assert_conserved(document)
    assert {"tracked deletion", "markup"} <= {d.reason for d in document.dropped}


def test_the_text_of_a_word_document_is_the_one_mammoth_reads() -> None:
    data = plan_docx()
    theirs = mammoth.extract_raw_text(io.BytesIO(data)).value

    assert "".join(read_capture(data, "a.docx").text.split()) == "".join(theirs.split())


def test_bytes_of_a_word_document_are_those_of_its_unpacked_members() -> None:
    data = make_docx(paragraph("<w:t>各国</w:t>", "<w:t>全</w:t>", "<w:t>球&amp;</w:t>"))
    document = document_of(data, "a.docx", title="无")
    place = document.text.index("全球&")

    assert document.byte_span(place, place + 3) is not None
    start, end = document.byte_span(place, place + 3) or (0, 0)
    assert unpacked(data)[start:end].decode() == "全</w:t></w:r><w:r><w:t>球&amp;"


def test_deleted_moved_hidden_and_field_text_is_dropped() -> None:
    body = paragraph(
        "<w:t>甲</w:t>",
        "<w:rPr><w:vanish/></w:rPr><w:t>乙</w:t>",
        '<w:rPr><w:vanish w:val="0"/></w:rPr><w:t>丙</w:t>',
        "<w:instrText>丁</w:instrText>",
    )
    body += "<w:p><w:del><w:r><w:delText>戊</w:delText></w:r></w:del>"
    body += "<w:moveFrom><w:r><w:t>己</w:t></w:r></w:moveFrom>"
    body += "<w:moveTo><w:r><w:t>庚</w:t></w:r></w:moveTo></w:p>"

    assert text_of(body).split() == ["甲丙", "庚"]


def test_a_row_of_a_table_that_is_deleted_is_dropped() -> None:
    rows = [
        f"<w:tr>{mark}<w:tc>{paragraph(f'<w:t>{words}</w:t>')}</w:tc></w:tr>"
        for mark, words in (("", "甲"), ("<w:trPr><w:del/></w:trPr>", "乙"), ("", "丙"))
    ]

    assert text_of(f"<w:tbl>{''.join(rows)}</w:tbl>").split() == ["甲", "丙"]


def test_a_paragraph_whose_end_is_deleted_runs_on() -> None:
    deleted = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>全</w:t></w:r></w:p>"

    assert text_of(deleted + paragraph("<w:t>球</w:t>")).strip() == "全球"


def test_a_text_box_inside_a_word_does_not_break_the_word() -> None:
    box = f"<w:pict><w:txbxContent>{paragraph('<w:t>框</w:t>')}</w:txbxContent></w:pict>"
    body = f"<w:p><w:r><w:t>全</w:t>{box}<w:t>球</w:t></w:r></w:p>"

    assert text_of(body).split() == ["全球", "框"]


def test_cells_breaks_and_tabs_stand_between_words() -> None:
    cell = "<w:tc>" + paragraph("<w:t>全</w:t>") + "</w:tc>"
    assert text_of(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>").split() == ["全", "全"]
    assert text_of(paragraph("<w:t>全</w:t><w:tab/><w:t>球</w:t>")).split() == ["全", "球"]


@pytest.mark.parametrize("words", ["注释：全球", "<t>Global</t>"])
def test_footnotes_are_left_out_with_a_note(words: str) -> None:
    notes = f'<f xmlns="x">{words}</f>'
    capture = read_capture(
        make_docx(paragraph("<w:t>全球</w:t>"), word__footnotes_xml=notes), "a.docx"
    )

    assert tuple(map(str, capture.notes)) == ("the text of word/footnotes.xml is left out",)
    assert "footnotes" in {dropped.reason for dropped in capture.dropped}


@pytest.mark.parametrize("declaration", ['<!DOCTYPE d [<!ENTITY t "全球">]>', "<!DOCTYPE d>"])
def test_an_entity_in_a_word_document_is_refused(declaration: str) -> None:
    data = make_docx(paragraph("<w:t>&t;</w:t>"), declaration=declaration)

    with pytest.raises(UnreadableError, match=r"byte \d+: has a document type or entity"):
        read_capture(data, "a.docx")


def test_an_entity_in_any_other_part_is_refused_too() -> None:
    data = make_docx(paragraph("<w:t>x</w:t>"), word__styles_xml="<!DOCTYPE a><a/>")

    with pytest.raises(UnreadableError, match=r"word/styles\.xml: byte 0"):
        read_capture(data, "a.docx")


def test_text_that_comes_from_another_file_is_not_passed_over() -> None:
    with pytest.raises(UnreadableError, match="includes another file"):
        text_of("<w:altChunk/>")


def test_a_book_is_read_in_the_order_of_its_spine() -> None:
    chapters = [f"<h1>第{i}章</h1><p>全<b>球</b>&#27835;理{i}</p>" for i in range(3)]
    data = make_epub(chapters)
    document = document_of(data, "a.epub", title="无")

    assert [line for line in document.text.split("\n") if "全球" in line] == [
        f"全球治理{i}" for i in range(3)
    ]
    assert_conserved(document)


def test_named_characters_of_a_book_are_read_under_the_types_of_xhtml_alone() -> None:
    strict = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "xhtml11.dtd">'
    capture = read_capture(make_epub(["<p>全&nbsp;球</p>"], doctype=strict), "a.epub")
    assert capture.text.strip() == "全\u00a0球"

    own = '<!DOCTYPE html [<!ENTITY t "全球">]>'
    with pytest.raises(UnreadableError, match="document type or entity"):
        read_capture(make_epub(["<p>&t;</p>"], doctype=own), "a.epub")


def test_an_entity_in_a_drawing_is_refused() -> None:
    drawing = '<!DOCTYPE svg [<!ENTITY t "全球">]><svg><text>&t;</text></svg>'

    with pytest.raises(UnreadableError, match="document type or entity"):
        read_capture(drawing.encode(), "a.svg")
    assert read_capture(b"<svg><text>a</text></svg>", "a.svg").text.strip() == "a"


def many(count: int) -> dict[str, str]:
    return {f"a{i}.xml": "" for i in range(count)}


@pytest.mark.parametrize(
    ("members", "what"),
    [
        (many(1001), "1,001 members"),
        ({"../a.xml": ""}, "leads out"),
        ({"/a.xml": ""}, "leads out"),
        ({"a\\b.xml": ""}, "leads out"),
        ({"A.xml": "", "a.xml": ""}, "twice"),
        ({"a.xml": b"\0" * (65 * 1024 * 1024)}, "64 MiB"),
    ],
)
def test_a_dangerous_container_is_refused(members: dict[str, str | bytes], what: str) -> None:
    with pytest.raises(UnreadableError, match=what):
        read_capture(make_zip(members), "a.docx")


def test_a_broken_or_encrypted_container_is_refused() -> None:
    data = make_docx(paragraph("<w:t>全球</w:t>" * 50))
    for broken in (data[:-30], data[: len(data) // 2], b"PK\x03\x04", b""):
        with pytest.raises(UnreadableError):
            read_capture(broken, "a.docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        place = archive.getinfo("word/document.xml").header_offset
    damaged = bytearray(data)
    damaged[place + 60] ^= 0xFF
    with pytest.raises(UnreadableError):
        read_capture(bytes(damaged), "a.docx")


@pytest.mark.parametrize(
    "what",
    [
        "import socket; socket.socket()",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
    ],
)
def test_a_parser_opens_no_socket_and_starts_no_process(what: str) -> None:
    start = "from policytext.documents.readers.lib.sandbox_worker import forbid; forbid()\n"
    done = subprocess.run([sys.executable, "-c", start + what], capture_output=True, text=True)

    assert done.returncode == 1
    assert "PermissionError" in done.stderr
