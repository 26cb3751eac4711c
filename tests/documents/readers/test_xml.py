"""XML of laws and debates: the text in its lines, and a refusal of what is not known."""

from __future__ import annotations

import pytest

from policytext.base.errors import UnreadableError
from policytext.documents.capture import CaptureText, ReadOptions
from policytext.documents.readers import detect_format, read_capture
from tests.support.make_captures import (
    PLAN_COUNTS,
    assert_conserved,
    document_of,
    plan_counts,
    plan_paragraphs,
)

_AKN = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"'
_TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'
_USLM = 'xmlns="http://xml.house.gov/schemas/uslm/1.0"'


def xml(text: str, **options: str) -> CaptureText:
    return read_capture(text.encode(), "a.xml", ReadOptions(**options))


def lines(capture: CaptureText) -> list[str]:
    return [" ".join(line.split()) for line in capture.text.splitlines() if line.strip()]


def test_a_law_in_akoma_ntoso_is_read_line_by_line() -> None:
    capture = xml(
        f"<akomaNtoso {_AKN}><act><meta><FRBRthis value='x'/><note>hidden</note></meta><preface>"
        "<p><docTitle>Water\n   Act</docTitle>, 1989</p></preface><body><section><num>1.</num>"
        "<heading>Scope</heading><content><p>All <b>wa</b>ter <ref>of\n  the State</ref>.</p>"
        "</content></section><section><num>(a)</num><content><p>Rivers</p></content></section>"
        "</body></act></akomaNtoso>"
    )

    assert lines(capture) == [
        "Water Act, 1989",
        "1. Scope",
        "All water of the State.",
        "(a) Rivers",
    ]
    assert capture.title == "Water Act"
    assert "metadata" in {dropped.reason for dropped in capture.dropped}


@pytest.mark.parametrize(
    "whole",
    [
        f"<uscDoc {_USLM}><meta>x</meta><main>{{}}</main></uscDoc>",
        '<?xml version="1.0"?>\n<!DOCTYPE bill PUBLIC "-//US Congress//DTDs/bill.dtd//EN" '
        '"bill.dtd">\n<bill bill-stage="IH"><metadata>x</metadata>{}</bill>',
    ],
)
def test_a_law_of_the_united_states_is_read_line_by_line(whole: str) -> None:
    body = "<section><num>1.</num><enum>§</enum><header>Title</header>"
    body += "<text>An <quote>Act</quote>.</text></section>"

    assert lines(xml(whole.format(body))) == ["1. § Title", "An Act."]


def test_a_debate_in_tei_is_read_speech_by_speech() -> None:
    capture = xml(
        f"<TEI {_TEI}><teiHeader><title>Sitting 1</title></teiHeader><text><body><note>Speaker:"
        "</note><u><seg>Good morning.</seg><seg>Thank <hi>you</hi>.</seg></u>"
        "<kinesic><desc>Applause</desc></kinesic></body></text></TEI>"
    )

    assert lines(capture) == ["Speaker:", "Good morning.", "Thank you.", "Applause"]
    assert capture.title == "Sitting 1"


def test_the_words_of_an_annotated_debate_are_joined_as_printed() -> None:
    words = '<w>We</w><w join="right">agree</w><pc>.</pc><w>Yes</w>'
    capture = xml(f"<TEI {_TEI}><text><body><u><seg><s>{words}</s></seg></u></body></text></TEI>")

    assert lines(capture) == ["We agree. Yes"]


def test_a_law_of_taiwan_keeps_its_lines_and_its_history() -> None:
    capture = xml(
        "<法規><法規性質>命令</法規性質><法規名稱>水利法</法規名稱><沿革內容><![CDATA[某年公布]]>"
        "</沿革內容><法規內容><條文><條號>第 1 條</條號><條文內容>"
        "<![CDATA[左列各款：\n一、河流。]]></條文內容></條文></法規內容></法規>"
    )

    assert lines(capture) == ["水利法", "某年公布", "第 1 條 左列各款：", "一、河流。"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16", "iso-8859-1"])
def test_every_encoding_is_read_with_its_bytes(encoding: str) -> None:
    words = "état" if encoding == "iso-8859-1" else "全國"
    text = f'<?xml version="1.0" encoding="{encoding}"?>'
    text += f"<法規><法規名稱>a{words}&amp;b</法規名稱></法規>"
    if encoding == "iso-8859-1":
        text = text.replace("法規名稱", "p").replace("法規", "akomaNtoso")
    data = text.encode(encoding)
    capture = read_capture(data, "a.xml")
    place = capture.text.index(words)
    start, end = capture.places.span(place, place + len(words))

    assert capture.text.strip() == f"a{words}&b"
    assert data[start:end] in (words.encode(encoding), words.encode("utf-16-le"))


def test_the_published_counts_come_out_with_every_byte_accounted_for() -> None:
    body = "".join(f"<p>{words}</p>" for words in plan_paragraphs())
    document = document_of(
        f"<akomaNtoso {_AKN}><doc><mainBody>{body}</mainBody></doc></akomaNtoso>".encode(), "a.xml"
    )

    assert plan_counts(document) == PLAN_COUNTS
    assert_conserved(document)


def test_xml_of_an_unknown_kind_is_refused_and_its_elements_can_be_named() -> None:
    text = "<paper><id>17</id><para>全球治理</para><para>各国合作</para></paper>"

    with pytest.raises(UnreadableError, match=r"<paper>.*--selector A,B .*<para> <id>"):
        xml(text)
    assert lines(xml(text, selector="para")) == ["全球治理", "各国合作"]
    with pytest.raises(UnreadableError, match="No element <parra>"):
        xml(text, selector="parra")


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE TEI [<!ENTITY a "全球">]><TEI><text>&a;</text></TEI>',
        '<!DOCTYPE TEI [<!ENTITY % x SYSTEM "http://x/">%x;]><TEI><text>x</text></TEI>',
        "<TEI><text>&unknown;</text></TEI>",
        "<TEI><text>x</text>",
        f"<teiCorpus {_TEI}><teiHeader>x</teiHeader></teiCorpus>",
    ],
)
def test_entities_broken_files_and_files_without_text_are_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        xml(text)


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (b"<a/>", "a.xml", "xml"),
        (b"<?xml version='1.0'?><!-- x --><a/>", "a.txt", "xml"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html/>", "a.xml", "xhtml"),
        (b"<?xml version='1.0'?><html/>", "a.html", "html"),
        ("﻿<?xml version='1.0'?>\n<a/>".encode("utf-16"), "a", "xml"),
        (b'{"text": "a"}\n{"text": "b"}\n', "a.json", "jsonl"),
        (b"a < b > c", "a.txt", "plain"),
    ],
)
def test_the_contents_decide_what_a_file_is(data: bytes, name: str, form: str) -> None:
    assert detect_format(data, name) == form


@pytest.mark.parametrize("data", [b'{"law": {"text": "x"}}', b'["x"]', b"{}", b""])
def test_json_of_an_unknown_structure_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="--format jsonl"):
        detect_format(data, "a.json")
