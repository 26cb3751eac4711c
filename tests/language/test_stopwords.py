"""What keyword lists leave out."""

from __future__ import annotations

import pytest

from policytext.language.stopwords import (
    STOPWORD_LISTS,
    is_content,
    is_number,
    is_punctuation,
    load_stopwords,
)


@pytest.mark.parametrize("language", STOPWORD_LISTS)
def test_the_lists_hold_words_once_each_and_name_their_source(language: str) -> None:
    from importlib.resources import files

    text = (
        files("policytext.language").joinpath("data", STOPWORD_LISTS[language]).read_text("utf-8")
    )
    words = [w for line in text.splitlines() for w in line.partition("#")[0].split()]

    assert len(words) == len(set(words)) == len(load_stopwords(language))
    assert any(source in text for source in ("朱德熙", "Quirk"))


def test_words_of_duty_are_kept_since_policies_differ_by_them() -> None:
    assert not {"应", "应当", "必须", "不得", "可以", "共"} & load_stopwords("zh")
    assert not {"shall", "must", "should", "may"} & load_stopwords("en")


def test_a_language_without_a_list_leaves_nothing_out() -> None:
    assert load_stopwords("fr") == frozenset()


@pytest.mark.parametrize("token", ["，", "——", "%", "《", " "])
def test_punctuation_has_neither_letter_nor_digit(token: str) -> None:
    assert is_punctuation(token)


@pytest.mark.parametrize("token", ["2025", "66.7%", "四十五", "第三", "１２", "一"])
def test_numerals_are_numbers(token: str) -> None:
    assert is_number(token)


@pytest.mark.parametrize("token", ["共", "G20", "5G", "万一", "AI", "十分"])
def test_words_with_numerals_in_them_are_not(token: str) -> None:
    assert not is_number(token)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["合作"], True),
        (["的"], False),
        (["，", "合作"], False),
        (["2025"], False),
        (["2025", "计划"], True),
        (["合作", "的", "成果"], True),
        (["合作", "的"], False),
        ([], False),
    ],
)
def test_a_phrase_is_content_by_its_ends(parts: list[str], expected: bool) -> None:
    assert is_content(parts, load_stopwords("zh")) is expected
