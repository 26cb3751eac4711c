"""OpenDocument texts, presentations, and Word documents that include another file."""

from __future__ import annotations

import base64
import quopri

import pytest

from policytext.base.errors import UnreadableError
from policytext.documents.readers import detect_format, read_capture
from tests.support.make_captures import (
    OFFICE,
    PLAN_COUNTS,
    assert_conserved,
    document_of,
    make_docx,
    make_odt,
    make_pptx,
    plan_counts,
    plan_html,
    plan_paragraphs,
    unpacked,
)

_CHUNK = f'<w:altChunk xmlns:r="{OFFICE}" r:id="chunk"/>'


def odt(body: str) -> list[str]:
    return read_capture(make_odt(body), "a.odt").text.split()


def slide(*paragraphs: str) -> str:
    return "".join(f"<a:p><a:r><a:t>{words}</a:t></a:r></a:p>" for words in paragraphs)


def including(name: str, content: str) -> bytes:
    """Return a Word document whose text is another file."""
    relations = (
        f'<Relationships><Relationship Id="chunk" Type="{OFFICE}/aFChunk" Target="/word/{name}"/>'
        "</Relationships>"
    )
    return make_docx(_CHUNK, **{f"word/{name}": content, "word/_rels/document.xml.rels": relations})


def test_the_published_counts_come_out_of_every_office_format() -> None:
    paragraphs = plan_paragraphs()
    body = "".join(f"<text:p>{words}</text:p>" for words in paragraphs)
    made = {
        "a.odt": make_odt(body),
        "a.pptx": make_pptx([slide(*paragraphs[:5]), slide(*paragraphs[5:])]),
        "a.docx": including("a.html", f"<html><body>{plan_html()}</body></html>"),
    }

    for name, data in made.items():
        document = document_of(data, name)
        assert plan_counts(document) == PLAN_COUNTS, name
        assert_conserved(document)


def test_an_opendocument_text_is_read_as_it_is_printed() -> None:
    body = "<text:tracked-changes><text:p>旧</text:p></text:tracked-changes>"
    body += '<text:p>全<text:span>球</text:span><text:s text:c="2"/>治<text:tab/>理</text:p>'
    body += (
        "<text:p>甲<text:note><text:note-body><text:p>脚注</text:p></text:note-body></text:note>乙"
    )
    body += "<text:line-break/>丙</text:p>"
    capture = read_capture(make_odt(body), "a.odt")

    assert capture.text.split("\n\n")[0] == "全球  治\t理"
    assert capture.text.split() == ["全球", "治", "理", "甲乙", "丙"]
    assert list(map(str, capture.notes)) == ["the text of footnotes is left out (2 letters)"]


def test_a_text_box_of_an_opendocument_text_does_not_break_a_word() -> None:
    box = "<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>"

    assert odt(f"<text:p>全{box}球</text:p>") == ["全球", "框"]


def test_a_protected_opendocument_text_is_refused() -> None:
    secret = {"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}

    with pytest.raises(UnreadableError, match="password"):
        read_capture(make_odt("<text:p>x</text:p>", **secret), "a.odt")


def test_bytes_of_a_slide_are_those_of_its_unpacked_member() -> None:
    data = make_pptx([slide("甲"), slide("全球&amp;合作")])
    capture = read_capture(data, "a.pptx")
    start, end = capture.places.span(*_place(capture.text, "球&合"))

    assert capture.text.split() == ["甲", "全球&合作"]
    assert unpacked(data)[start:end].decode() == "球&amp;合"


def _place(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def test_notes_of_the_speaker_are_left_out_and_said_so() -> None:
    data = make_pptx([slide("全球")], notes="<a:t xmlns:a='a'>各国</a:t>")
    capture = read_capture(data, "a.pptx")

    assert capture.text.split() == ["全球"]
    assert "the text of ppt/notesSlides/notesSlide1.xml is left out" in map(str, capture.notes)


def test_a_presentation_of_pictures_is_refused() -> None:
    with pytest.raises(UnreadableError, match="no text"):
        read_capture(make_pptx([slide("")]), "a.pptx")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<html><body><p>全球</p><p>治理</p></body></html>"),
        ("a.txt", "全球\n治理"),
        ("a.rtf", r"{\rtf1 \u20840?\u29699?\par \u27835?\u29702?}"),
        (
            "a.mht",
            "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
            "Content-Transfer-Encoding: quoted-printable\n\n"
            + quopri.encodestring("<p>全球</p><p>治理</p>".encode()).decode(),
        ),
        (
            "b.mht",
            "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
            "Content-Transfer-Encoding: base64\n\n"
            + base64.b64encode("<p>全球</p><p>治理</p>".encode()).decode(),
        ),
    ],
)
def test_a_file_that_a_word_document_includes_is_its_text(name: str, content: str) -> None:
    capture = read_capture(including(name, content), "a.docx")

    assert capture.text.split() == ["全球", "治理"]
    assert capture.cuttable == name.endswith((".html", ".txt"))


@pytest.mark.parametrize("name", ["a.docx", "a.bin"])
def test_an_included_file_of_another_kind_is_refused_with_its_name(name: str) -> None:
    with pytest.raises(UnreadableError, match=rf"word/{name}"):
        read_capture(including(name, "x"), "a.docx")


def test_a_container_without_an_ending_is_known_by_its_members() -> None:
    assert detect_format(make_odt(""), "x") == "odt"
    assert detect_format(make_pptx([""]), "x") == "pptx"
    with pytest.raises(UnreadableError, match="Unpack it"):
        detect_format(make_odt("").replace(b"opendocument.text", b"opendocument.draw"), "x.zip")


def test_an_old_office_file_is_refused_with_the_way_out() -> None:
    with pytest.raises(UnreadableError, match=r"save it as \.docx"):
        read_capture(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "a.doc")


def test_an_odt_file_may_declare_the_type_of_its_list_of_files_and_of_nothing_else() -> None:
    declared = (
        '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "M.dtd">'
    )
    body = "<text:p>全球</text:p>"
    listed = make_odt(body, **{"META-INF/manifest.xml": declared})

    assert read_capture(listed, "a.odt").text.split() == ["全球"]
    with pytest.raises(UnreadableError, match=r"styles\.xml: byte 0: has a document type"):
        read_capture(make_odt(body, **{"styles.xml": declared}), "a.odt")
