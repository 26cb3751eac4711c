"""Rich text files: characters in every spelling, and what is not text."""

from __future__ import annotations

import pytest

from policytext.base.errors import UnreadableError
from policytext.documents.capture import CaptureText
from policytext.documents.readers import read_capture
from tests.support.make_captures import (
    PLAN_COUNTS,
    assert_conserved,
    document_of,
    plan_counts,
    plan_paragraphs,
)

_FONTS = r"{\fonttbl{\f0\fcharset134 \'cb\'ce;}{\f1\fcharset0 Arial;}{\f2\fcharset204 A;}}"


def rtf(body: str) -> CaptureText:
    return read_capture(rf"{{\rtf1\ansi\ansicpg1252\uc1{_FONTS}{body}}}".encode("latin-1"), "a.rtf")


def spell(text: str) -> str:
    """Return *text* in the codes of the format, with a question mark for other programs."""
    units = text.encode("utf-16-le")
    numbers = (
        int.from_bytes(units[i : i + 2], "little", signed=True) for i in range(0, len(units), 2)
    )
    return "".join(rf"\u{number}?" for number in numbers)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (r"\f0\'d6\'d0\'b9\'fa", "中国"),
        (r"\f1 caf\'e9", "café"),
        (r"\f2\'cc\'e8\'f0", "Мир"),
        (spell("全球😀"), "全球😀"),
        (r"\uc2\u20840\'c8\'ab\u29699\'c7\'f2", "全球"),
        (r"\uc0\u20840 \u29699 ", "全球"),
        (r"a\~b\_c\emdash d\{e\}\\", "a\xa0b-c—d{e}\\"),
        ("a\r\nb", "ab"),
        (r"a{\v hidden}b{\deleted gone}c", "abc"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}", "link"),
        (r"a{\*\unknown text}b{\pict 0102}{\info{\title t}}", "ab"),
        (r"{\upr{?}{\*\ud{\u20840?}}}", "全"),
        (r"{\pict\bin3 {}}x}y", "y"),
    ],
)
def test_characters_and_groups_are_read_as_word_reads_them(written: str, words: str) -> None:
    assert rtf(written).text.strip("\n") == words


def test_paragraphs_cells_and_text_boxes_stand_between_words() -> None:
    capture = rtf(r"a\par b\cell c\row d{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt box}}\line e")

    assert capture.text.split() == ["a", "b", "c", "d", "box", "e"]


def test_footnotes_and_automatic_numbers_are_left_out_and_said_so() -> None:
    capture = rtf(r"{\listtext 1.\tab}item{\footnote note}")

    assert capture.text.strip() == "item"
    assert list(map(str, capture.notes)) == [
        "the text of footnotes is left out (4 letters)",
        "1 paragraph carries an automatic number, which is not text",
    ]


def test_the_published_counts_come_out_with_every_byte_accounted_for() -> None:
    body = r"\par ".join(map(spell, plan_paragraphs()))
    document = document_of(rf"{{\rtf1 {body}}}".encode(), "a.rtf")

    assert plan_counts(document) == PLAN_COUNTS
    assert_conserved(document)


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1 a",
        b"{\\rtf1 a\\",
        b"{\\rtf1\\ansicpg77777 \\'d6}",
        b"{\\rtf1 \\u-10179?a \\u65?}",
        b"{\\rtf1" + b"{" * 5000,
    ],
)
def test_a_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_capture(data, "a.rtf")
