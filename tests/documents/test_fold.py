"""The table of what is read as the same: sound rows, offsets that lead back, nothing more."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest

from policytext.counting.convention import Convention
from policytext.counting.matches import find_matches
from policytext.documents.cleaning import clean
from policytext.documents.document import Document
from policytext.documents.fold import (
    FOLDABLE,
    FOLDS,
    IGNORED,
    drop_idle_space,
    find_compositions,
    fold_character,
    fold_text,
)
from policytext.segmenters import SEGMENTERS, build_segmenter
from tests.support.make_captures import assert_conserved
from tests.support.make_documents import make_document


def count(document: Document, term: str, match: str = "text") -> int:
    return len(find_matches(document, [term], Convention(match=match)))  # type: ignore[arg-type]


def every_character() -> list[str]:
    return [chr(n) for n in range(sys.maxunicode + 1) if not 0xD800 <= n < 0xE000]


def test_every_row_has_its_reason_and_no_character_has_two_rows() -> None:
    assert all(row.why.endswith(".") and len(row.why) > 30 for row in FOLDS)
    for character in filter(FOLDABLE.match, every_character()):
        rows = [row.name for row in FOLDS if re.match(f"[{row.characters}]", character)]
        assert len(rows) == 1, (character, rows)
        read = fold_character(character)
        assert fold_text(read) == read or unicodedata.combining(read[0]), (character, read)
        # What is read otherwise is the same by Unicode too, but for these.
        if rows[0] not in ("radicals", "private GB 18030", "hyphens", "middle dots"):
            assert read in (unicodedata.normalize("NFKC", character), character, "·")


def test_marks_that_nfkc_would_rewrite_are_left() -> None:
    text = "，：（）？！；……①②㈠½℃№〔〕【】「」"

    assert fold_text(text) == text


def test_composing_is_nfc_of_every_character_and_of_every_pair() -> None:
    letters = [*"aeiouAnſ각가かハ", "\u09c7", "\u0b47", "\u1100"]
    marks = [c for c in every_character() if unicodedata.combining(c)]
    following = [*marks, *map(chr, range(0x1161, 0x11C3)), "\u09be", "\u0b3e", "x", "甲"]
    for text in (*every_character(), *(a + b for a in letters for b in following)):
        pieces, done = [], 0
        for start, end, composed in find_compositions(text):
            pieces += (text[done:start], composed)
            done = end
        assert "".join([*pieces, text[done:]]) == unicodedata.normalize("NFC", text), text


def test_composing_is_nfc_of_long_runs_of_marks() -> None:
    text = "q\u0307\u0323 e\u0301\u0323o" + "\u0301\u0316" * 40 + " \u1100\u1161\u11a8\u0301"

    assert "".join(clean(text, ("compose",)).text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    ("printed", "term"),
    [
        ("ﬁnance", "finance"),
        ("oﬃce", "office"),
        ("ﬀ", "f"),
        ("cafe\u0301", "café"),
        ("e\u0323\u0301", "ẹ\u0301"),
        ("\u1112\u1161\u11ab", "한"),
        ("ｶﾞｽ", "ガス"),
        ("⼈⼯智能", "人工智能"),
        ("ＡＩ", "AI"),
        ("马克•吐温", "马克‧吐温"),
        ("cross‐border", "cross‑border"),
        ("A R T I C L E", "article"),
    ],
)
def test_the_bytes_of_a_hit_are_how_it_is_printed(printed: str, term: str, encoding: str) -> None:
    data = f"Seen: {printed}, and more; again {printed}.".encode(encoding)
    document = make_document(data, encoding=encoding, language="en")
    assert_conserved(document)
    term = term.upper() if printed.isupper() and printed.isascii() else term
    hits = list(find_matches(document, [term], Convention(match="text")))
    codec = document.capture.encoding if document.capture else ""
    assert len(hits) == (4 if printed == "ﬀ" else 2)
    for hit in hits:
        span = document.byte_span(hit.start, hit.end)
        assert span is not None
        assert data[slice(*span)].decode(codec) == printed


def test_the_letters_of_a_ligature_lead_to_the_ligature() -> None:
    document = make_document("The oﬃce.", language="en")
    at = document.text.index("ffi")

    assert {document.byte_span(at + n, at + n + 1) for n in range(3)} == {(5, 8)}
    assert document.byte_span(at - 1, at + 4) == (4, 9)


@pytest.mark.parametrize("term", ["（一）", "(一)", "（一)"])
@pytest.mark.parametrize("match", ["text", "word", "token"])
def test_brackets_of_either_width_match_and_stay_in_the_text(term: str, match: str) -> None:
    document = make_document("一共（一）和(一)。")

    assert document.text.endswith("一共（一）和(一)。")
    if match != "token":
        assert count(document, term, match) == 2
    assert count(document, term[0], "token") == 2


@pytest.mark.parametrize("match", ["text", "word"])
def test_a_zero_of_either_form_is_found_among_chinese_figures(match: str) -> None:
    text = "到二0四0年、二○四○年、二〇四〇年和二０四０年，第一0五号；三0人，10年，一0四2号。"
    document = make_document(text)

    assert "二0四0年" in document.text
    for term, times in {
        "二〇四〇年": 4,
        "二0四〇年": 4,
        "二○四○": 4,
        "一〇五": 1,
        "三〇": 0,
        "一〇": 1,
    }.items():
        assert count(document, term, match) == times, term
    assert count(document, "三0", match) == count(document, "10", match) == 1


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Big  Data Forum 与 AI", "Big Data Forum与AI"),
        ("人 工 智　能", "人工智能"),
        ("AI （2025） 5G", "AI（2025）5G"),
        ("No. 5, 50% of C++ 11", "No. 5,50% of C++ 11"),
        ("in 2024. 5 people", "in 2024. 5 people"),
        ("7 .5% R & D “ AI ”", "7.5% R&D“AI”"),
        (" a\u00a0b \n c\t", "a b\nc"),
        ("की सरकार", "की सरकार"),
    ],
)
def test_white_space_is_text_between_two_words_alone(text: str, read: str) -> None:
    assert drop_idle_space(text) == read
    assert drop_idle_space(read) == read


def test_latin_words_apart_are_not_one() -> None:
    document = make_document("由 Deep Data 和 DeepData 承办，Big Data Forum 与 Data 平台。")

    for term, times in {"DeepData": 1, "Deep Data": 1, "Deep  Data": 1, "Data": 4}.items():
        assert count(document, term) == times, term
    for term, times in {"DeepData": 1, "Deep": 1, "Data": 3, "Big": 1, "BigData": 0}.items():
        assert count(document, term, "token") == times, term


@pytest.mark.parametrize("name", list(SEGMENTERS))
def test_latin_words_stay_apart_for_every_segmenter(name: str) -> None:
    tokens = build_segmenter(name).cut(drop_idle_space("Rules and Tools 规则，No. 5 plan of  2025"))

    assert [t for t in tokens if t.isascii() and t.isalnum()] == [
        "Rules", "and", "Tools", "No", "5", "plan", "of", "2025",
    ]  # fmt: skip


def test_nothing_unseen_and_no_soft_hyphen_is_left() -> None:
    assert not IGNORED.search(fold_text("人\u200b工\u00ad智\ufe0f能\u2060"))
