"""Candidates: where terms stand, in texts by eye; whole words as the plain pattern finds them."""

from __future__ import annotations

import re
from array import array

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policytext.counting.convention import Convention
from policytext.counting.find import (
    CompactText,
    _lower,
    _possible_places,
    compact_text,
    find_candidates,
    find_words,
    make_places,
    place_tokens,
    segment_document,
)
from policytext.counting.matches import explain_absence
from policytext.documents.document import Document, Metadata, Region
from policytext.language.words import count_words

TERMS = [
    "ai",
    "AI",
    "open source",
    "co-operate",
    "kiss",
    "China's",
    "China’s",
    "5g",
    "é",
    "的ai",
    "İ",
]


def find(text: str, term: str, *, prefix: bool = False) -> list[tuple[int, int]]:
    document = Document("d", Metadata(language="en"), text, (Region("body", 0, len(text)),))
    return list(find_words(document, term, prefix=prefix))


@given(
    st.text("aAiIıİkKK sSſ5gé\u0301的'’-\n ", max_size=25),
    st.sampled_from(TERMS),
    st.booleans(),
)
@example("AI ai xai ai-s", "ai", False)
@example("open\u3000 source", "open source", False)
@example("İ ai", "ai", False)
def test_the_shortcut_finds_what_the_pattern_finds(text: str, term: str, prefix: bool) -> None:
    letter = r"[^\W\d_\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff]"
    words = [re.sub("['’]", "['’]", re.escape(word)) for word in term.split()]
    plain = rf"(?<!{letter})(?<![\u0300-\u036f])" + r"[^\S\n]+".join(words)
    if not prefix:
        plain += rf"(?!{letter}|[\u0300-\u036f])"

    expected = [match.span() for match in re.finditer(plain, text, re.IGNORECASE)]
    assert find(text, term, prefix=prefix) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("one two", 2), ("job-training", 1), ("China’s 5G plan", 3), ("—", 0)],
)
def test_words_are_runs_of_letters_and_digits(text: str, count: int) -> None:
    assert count_words(text) == count


def by_hand(text: str, language: str = "zh", regions: tuple[Region, ...] = ()) -> Document:
    """Return a document whose text is *text* to the last blank."""
    regions = regions or (Region("body", 0, len(text)),)
    return Document("d", Metadata(language=language), text, regions)


class Letters:
    """Cuts every character."""

    name, fingerprint = "letters", "letters 1"

    def cut(self, text: str) -> list[str]:
        return list(text)


class Runs:
    """Cuts runs of word characters, and everything else by itself."""

    name, fingerprint = "runs", "runs 1"

    def cut(self, text: str) -> list[str]:
        return re.findall(r"\w+|\W", text)


TEXT = Convention(("body",), "text")
SIMPLIFIED = Convention(("body",), "text", simplify=True)
TOKEN = Convention(("body",), "token", segmenter="characters")
TOKEN_SIMPLIFIED = Convention(("body",), "token", segmenter="characters", simplify=True)
WORD = Convention(("body",), "word")
PREFIX = Convention(("body",), "prefix")


def spans(document: Document, term: str, convention: Convention) -> list[tuple[int, int]]:
    return list(zip(*find_candidates(document, [term], convention, None)[term], strict=True))


def test_white_space_that_is_not_text_is_left_out_and_every_place_leads_back() -> None:
    text = "A  B 中  文 C\u3000D"
    compact = compact_text(text)

    assert compact.text == "A B中文C D"
    assert compact.index is not None
    assert compact.index.tolist() == [0, 1, 3, 5, 8, 10, 11, 12]
    # A B, and 文C D.
    assert [places.tolist() for places in compact.places([0, 4], 3)] == [[0, 8], [4, 12]]
    assert [places.tolist() for places in compact.places([7], 1)] == [[12], [13]]


@pytest.mark.parametrize("text", ["", "全球治理", "A B", "全球\n治理"])
def test_a_text_without_such_white_space_is_its_own_index(text: str) -> None:
    assert compact_text(text) == CompactText(text, None)
    starts, ends = CompactText(text, None).places([1, 4], 2)
    assert (starts.tolist(), ends.tolist()) == ([1, 4], [3, 6])


def test_places_that_were_found_in_any_way_can_be_joined() -> None:
    found = [
        make_places([(0, 2)]),
        compact_text("全球").places([0], 2),
        compact_text("全 球").places([0], 2),
    ]
    starts, ends = array("i"), array("i")
    for first, last in found:  # an array takes in arrays of its own type alone
        starts += first
        ends += last

    assert (starts.tolist(), ends.tolist()) == ([0, 0, 0], [2, 2, 3])


def test_a_region_ends_before_the_next_begins() -> None:
    regions = (Region("title", 0, 2), Region("body", 2, 4), Region("annex", 4, 6))
    document = by_hand("全球全球全球", regions=regions)

    assert spans(document, "全球", TEXT) == [(2, 4)]
    assert spans(document, "全球", Convention(("title", "annex"), "text")) == [(0, 2), (4, 6)]
    assert len(spans(document, "全球", Convention(("title", "body", "annex"), "text"))) == 3


def test_a_prefix_begins_a_word_whatever_its_case() -> None:
    document = by_hand("Art, start, Arts, ART", "en")

    assert spans(document, "art", PREFIX) == [(0, 3), (12, 15), (18, 21)]
    assert spans(document, "art", WORD) == [(0, 3), (18, 21)]


@pytest.mark.parametrize("number", [1, 8, 9, 10])
def test_a_term_is_found_where_it_is_however_many_are_asked_for(number: int) -> None:
    terms = ["全球", "球治", "球", "理", "全", "治理。", "合作", "球治理", "治", "。"][:number]
    text = "全球治理。全球。"
    found = find_candidates(by_hand(text), terms, TEXT, None)

    assert {term: places[0].tolist() for term, places in found.items()} == {
        term: [at for at in range(len(text)) if text.startswith(term, at)] for term in terms
    }


@pytest.mark.parametrize("others", [[], ["二〇〇八年"], ["(一)", "年"]])
def test_a_zero_of_a_chinese_year_is_no_0_whatever_else_is_asked_for(others: list[str]) -> None:
    found = find_candidates(by_hand("二00八年，50次"), ["0", *others], TEXT, None)
    assert found["0"][0].tolist() == [7]
    assert all(found[term][0].tolist() == [0] for term in others if term == "二〇〇八年")


@pytest.mark.parametrize("convention", [SIMPLIFIED, TEXT])
def test_brackets_and_zeros_are_compared_in_either_script(convention: Convention) -> None:
    document = by_hand("（国际）二00八年（國際）二〇〇八年")
    simplified = convention is SIMPLIFIED

    assert spans(document, "(国际)", convention) == [(0, 4), (9, 13)][: 1 + simplified]
    assert spans(document, "二〇〇八", convention) == [(4, 8), (13, 17)]
    assert spans(document, "国际）二00八", convention) == [(1, 8), (10, 17)][: 1 + simplified]


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("ſet, Set", "set", [(0, 3), (5, 8)]),  # U+017F is a long s
        ("ınk, ink", "ink", [(0, 3), (5, 8)]),  # U+0131 is a dotless i
        ("İnk, ink", "ink", [(0, 3), (5, 8)]),  # U+0130 is a dotted I
        ("55g, 5g", "5g", [(1, 3), (5, 7)]),  # a digit is no letter
        ("5g5g", "5g", [(0, 2)]),
        ("555 g", "55 g", [(1, 5)]),
        ("Open  Source", " open source ", [(0, 12)]),
        ("naïve, NAÏVE", "naïve", [(0, 5), (7, 12)]),
        ("Ärger", "ärger", [(0, 5)]),
    ],
)
def test_case_and_digits_do_not_hide_a_word(
    text: str, term: str, expected: list[tuple[int, int]]
) -> None:
    assert list(find_words(by_hand(text, "en"), term)) == expected


def test_one_letter_alone_becomes_two_in_lower_case() -> None:
    assert [chr(c) for c in range(0x110000) if len(chr(c).lower()) != 1] == ["İ"]


def test_words_are_whole_and_as_they_are_written_unless_asked_otherwise() -> None:
    document = by_hand("arts art 國際")

    assert list(find_words(document, "art")) == [(5, 8)]
    assert list(find_words(document, "art", prefix=True)) == [(0, 3), (5, 8)]
    assert list(find_words(document, "国际")) == []
    assert list(find_words(document, "国际", simplify=True)) == [(9, 11)]
    both = by_hand("乾燥，干燥，乾隆")
    assert list(find_words(both, "乾燥", simplify=True)) == [(0, 2), (3, 5)]


def test_words_are_tried_where_their_first_letters_are_alone() -> None:
    text = "AI, Open AI, an aid"
    lowered = _lower(by_hand(text, "en"))

    assert lowered == "ai, open ai, an aid"
    assert list(_possible_places(text, lowered, " AI plan")) == [0, 9, 16]
    assert list(_possible_places(text, lowered, "A-I")) == [0, 9, 13, 16]
    everywhere = list(range(len(text)))
    assert list(_possible_places(text, lowered, "的ai")) == everywhere
    assert _lower(by_hand("ıſ AI", "en")) is None
    assert list(_possible_places(text, None, "AI")) == everywhere


def test_what_is_made_of_a_text_is_kept_with_it_under_one_name() -> None:
    document = by_hand("國際合作")
    for convention in (TEXT, SIMPLIFIED, WORD, PREFIX):
        find_candidates(document, ["国际"], convention, None)
    find_candidates(document, ["国际"], Convention(("body",), "word", simplify=True), None)
    for convention in (TOKEN, TOKEN_SIMPLIFIED):
        find_candidates(document, ["国际"], convention, Runs())
    explain_absence(document, "国际", TEXT)

    assert set(document.__dict__["_derived"]) == {
        "characters", "compact", "lower", "simplified", "simplified words",
        ("tokens", "runs 1", False), ("tokens", "runs 1", True),
    }  # fmt: skip


def test_tokens_are_placed_in_the_text_as_it_is() -> None:
    document = by_hand("全 球AI  治")

    assert list(place_tokens(document, Letters())) == [
        ("全", 0, 1), ("球", 2, 3), ("A", 3, 4), ("I", 4, 5), ("治", 7, 8),
    ]  # fmt: skip
    assert list(place_tokens(document, Runs())) == [("全球AI治", 0, 8)]
    assert list(place_tokens(by_hand("a b"), Runs())) == [("a", 0, 1), (" ", 1, 2), ("b", 2, 3)]


def test_tokens_are_those_of_the_segmenter_and_the_script_asked_for() -> None:
    document = by_hand("國際 合作")

    assert segment_document(document, Letters()) == ("國", "際", "合", "作")
    assert segment_document(document, Runs()) == ("國際合作",)
    assert segment_document(document, Runs(), simplify=True) == ("国际合作",)
    assert segment_document(document, Letters(), simplify=True) == ("国", "际", "合", "作")
    assert segment_document(document, Runs()) is segment_document(document, Runs())


def tokens(
    document: Document, terms: list[str], convention: Convention = TOKEN
) -> dict[str, list[tuple[int, int]]]:
    found = find_candidates(document, terms, convention, Runs())
    return {term: list(zip(*places, strict=True)) for term, places in found.items()}


def test_a_token_is_compared_with_brackets_and_in_english_with_case_left_out() -> None:
    chinese = by_hand("Plan（plan）二00八，plan")
    english = by_hand("Plan（plan）0", "en")

    assert tokens(chinese, ["plan", "(", "二〇〇八"]) == {
        "plan": [(5, 9), (15, 19)], "(": [(4, 5)], "二〇〇八": [(10, 14)],
    }  # fmt: skip
    assert tokens(english, ["PLAN", "（"]) == {"PLAN": [(0, 4), (5, 9)], "（": [(4, 5)]}
    assert tokens(english, ["plan"]) == {"plan": [(0, 4), (5, 9)]}
    assert tokens(by_hand("全 球，全球"), ["全球"]) == {"全球": [(0, 3), (4, 6)]}


def test_without_a_segmenter_the_one_that_is_named_cuts() -> None:
    assert spans(by_hand("全球"), "全", TOKEN) == [(0, 1)]
    assert spans(by_hand("全球"), "全球", TOKEN) == []


def test_tokens_in_either_script_are_found_where_scripts_are_one() -> None:
    document = by_hand("国际，國際，國内")

    assert tokens(document, ["国际"]) == {"国际": [(0, 2)]}
    assert tokens(document, ["国际", "國際"], TOKEN_SIMPLIFIED) == {
        "国际": [(0, 2), (3, 5)], "國際": [(0, 2), (3, 5)],
    }  # fmt: skip


def test_a_character_with_two_readings_is_found_under_both_and_once() -> None:
    document = by_hand("乾，乾燥，乾隆，干")

    assert tokens(document, ["乾", "干", "乾燥", "干燥", "乾隆"], TOKEN_SIMPLIFIED) == {
        "乾": [(0, 1)], "干": [(0, 1), (8, 9)],
        "乾燥": [(2, 4)], "干燥": [(2, 4)], "乾隆": [(5, 7)],
    }  # fmt: skip
