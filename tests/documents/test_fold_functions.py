"""What is beside a character decides: compositions, zeros, white space, spaced characters."""

from __future__ import annotations

import unicodedata

import pytest

from policytext.documents.fold import (
    begins_word,
    drop_idle_space,
    ends_word,
    find_compositions,
    find_idle_space,
    find_spacing,
    find_zeros,
    fold_character,
    fold_compared,
    fold_text,
    has_compared,
    has_figure,
)


@pytest.fixture(autouse=True)
def nothing_was_read_before() -> None:
    """Forget what characters were read as, so that each test reads them itself."""
    fold_character.cache_clear()


def test_every_radical_of_the_kangxi_dictionary_is_read_as_its_ideograph() -> None:
    for radical in map(chr, range(0x2F00, 0x2FD6)):
        assert fold_character(radical) == unicodedata.normalize("NFKC", radical)
        assert unicodedata.name(fold_character(radical)).startswith("CJK UNIFIED IDEOGRAPH")


def test_a_radical_without_an_ideograph_is_read_as_itself() -> None:
    for radical in map(chr, range(0x2E80, 0x2FE0)):
        assert len(fold_character(radical)) == 1
    for unassigned in "\u2e9a\u2ef4\u2fd6\u2fdf":
        assert unicodedata.category(unassigned) == "Cn"
        assert fold_character(unassigned) == unassigned


@pytest.mark.parametrize(
    ("character", "read"),
    [
        ("⼈", "人"), ("\uf900", "豈"), ("\ue5e5", "\u3000"), ("\ue78d", "\ufe10"), ("ａ", "a"),
        ("９", "9"), ("～", "~"), ("！", "！"), ("：", "："), ("ｱ", "ア"), ("ﾞ", "\u3099"),
        ("･", "·"), ("ﬁ", "fi"), ("ﬃ", "ffi"), ("‐", "-"), ("‑", "-"), ("•", "·"), ("・", "·"),
        ("‧", "·"), ("x", "x"), ("人", "人"), ("①", "①"),
    ],
)  # fmt: skip
def test_a_character_is_read_as_its_row_says(character: str, read: str) -> None:
    assert fold_character(character) == read
    assert fold_text(f"甲{character}甲{character}") == f"甲{read}甲{read}"


@pytest.mark.parametrize(
    "text",
    [
        "e\u0301", "e\u0301x", "xe\u0301", "e\u0301e\u0301", "xye\u0301xye\u0301xy",
        "q\u0307\u0323x", "x\u0323\u0307", "\u0301e\u0301", "\u1100\u1161\u11a8\u1100\u1161",
        "か\u3099か\u3099かx", "甲e\u0302\u0301乙", "\u212b\u2126x", "\u0340\u0341", "\u2126",
        "\u0958क", "x\u0344y", "\u0f73\u0f75x", "ệ", "\u1100", "",
    ],
)  # fmt: skip
def test_a_text_is_composed_as_unicode_composes_it(text: str) -> None:
    pieces, done = [], 0
    for start, end, composed in find_compositions(text):
        assert done <= start < end <= len(text)
        assert text[start:end] != composed
        pieces += (text[done:start], composed)
        done = end
    assert "".join([*pieces, text[done:]]) == unicodedata.normalize("NFC", text)
    assert fold_text(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("二○二五", [1]), ("二○○五", [1, 2]), ("○○○", [0, 1, 2]), ("○二五", [0]), ("○二", []),
        ("甲○二五", [1]), ("甲○二甲", []), ("甲○甲二", []), ("甲○二", []), ("一○", [1]),
        ("百◯五", [1]), ("甲○", []), ("○", []), ("二甲○五", []), ("○甲一", []), ("二5○", []),
        ("○一二甲○一二", [0, 4]),
    ],
)  # fmt: skip
def test_a_circle_behind_a_figure_or_before_two_is_a_zero(text: str, places: list[int]) -> None:
    assert list(find_zeros(text)) == places
    read = "".join("〇" if at in places else c for at, c in enumerate(text))
    assert fold_text(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("（一）(", "(一)("),
        ("二0二五年", "二〇二五年"),
        ("第一0五号，三00年", "第一〇五号，三〇〇年"),
        ("一○0五", "一〇〇五"),
        ("一0年", "一0年"),
        ("三00人", "三00人"),
        ("1二0五", "1二0五"),
        ("二0五1", "二0五1"),
        ("100", "100"),
        ("百0五", "百0五"),
    ],
)
def test_a_text_is_compared_with_brackets_and_zeros_of_one_form(text: str, read: str) -> None:
    assert fold_compared(text) == read


def test_terms_with_a_bracket_or_a_zero_are_compared() -> None:
    assert has_compared(["甲", "(甲"])
    assert has_compared(["甲)"])
    assert has_compared(["〇", "甲"])
    assert has_compared(["甲", "2030"])
    assert not has_compared(["甲", "123"])
    assert not has_compared([])


def test_only_figures_of_a_number_are_read_with_a_0() -> None:
    assert has_figure("年〇")
    assert has_figure(iter("九x"))
    assert not has_figure("年百十5x")
    assert not has_figure([])


def test_white_space_that_is_no_text_is_found_with_what_is_left_of_it() -> None:
    text = "A  B 中 文\u3000C\u3000D E\t\n F"

    assert list(find_idle_space(text)) == [
        (1, 3, " "), (4, 5, ""), (6, 7, ""), (8, 9, ""), (10, 11, " "), (14, 15, ""), (16, 17, ""),
    ]  # fmt: skip
    assert drop_idle_space(text) == "A B中文C D E\nF"


@pytest.mark.parametrize("character", ["a", "Z", "5", "é", "я", ".", "%", "+", "#"])
def test_these_may_end_a_word(character: str) -> None:
    assert ends_word(character) is True
    assert begins_word(character) is character.isalnum()


@pytest.mark.parametrize("character", list("中〇，。（） \n,;:!?()-/&*\"'“”·[]{}~"))
def test_these_neither_end_nor_begin_a_word(character: str) -> None:
    assert ends_word(character) is False
    assert begins_word(character) is False


@pytest.mark.parametrize(
    ("text", "read"),
    [
        # Letters: four or more with one gap, no series, and capitals or a word found elsewhere.
        ("A R T S", "ARTS"),
        ("A R T", "A R T"),
        ("A\u3000R\u3000T\u3000S", "ARTS"),
        ("A R  T S", "A R  T S"),
        ("A  R  T  S", "ARTS"),
        ("A\u3000 R\u3000 T\u3000 S", "ARTS"),
        ("A B C D", "A B C D"),
        ("A B C E", "ABCE"),
        ("a r t s", "a r t s"),
        ("a r t s, Arts", "arts, Arts"),
        ("art, a r t s", "art, a r t s"),
        ("marts, a r t s", "marts, a r t s"),
        ("The A R T S and A R T I C L E", "The ARTS and ARTICLE"),
        ("’A R T S", "’A R T S"),
        ("xA R T S", "xA R T S"),
        ("A R T Sx", "A R T Sx"),
        ("中 国 人 民", "中 国 人 民"),
        # Digits: three or more before a Chinese character, a mark or %; four before a word.
        ("1 9 7 年", "197 年"),
        ("1 9 7%", "197%"),
        ("1 9 7", "1 9 7"),
        ("1 9 年", "1 9 年"),
        ("1 9 7 people", "1 9 7 people"),
        ("1 9 9 7 people", "1997 people"),
        ("1 2 3 年", "1 2 3 年"),
        ("1 3 2 年", "132 年"),
        ("1 9  7 年", "1 9  7 年"),
        ("1  9  9  7 年", "1997 年"),
        ("x1 9 7 年", "x1 9 7 年"),
        ("1 9 7年，6 6 个，1 7 .5 万", "197年，66 个，17.5 万"),
        ("1 9 7年，6 6 people", "197年，6 6 people"),
        ("6 6 个，1 7 .5 万", "6 6 个，1 7 .5 万"),
        ("1 9\n7 年", "1 9\n7 年"),
        ("A R T S，1 9 7 年", "ARTS，197 年"),
    ],
)
def test_characters_spaced_out_one_by_one_are_one_word(text: str, read: str) -> None:
    assert fold_text(text) == read
    rest = "".join(text[end:start] for end, start in _between(text))
    assert rest == read


def _between(text: str) -> list[tuple[int, int]]:
    gaps = list(find_spacing(text))
    return list(
        zip([0, *(end for _, end in gaps)], [*(s for s, _ in gaps), len(text)], strict=True)
    )
