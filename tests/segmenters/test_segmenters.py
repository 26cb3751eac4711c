"""The table of segmenters, and what its entries are for."""

import pytest

from policytext.base.errors import UnknownNameError
from policytext.segmenters import build_segmenter


def test_an_unknown_segmenter_is_named_with_the_nearest_known_one() -> None:
    with pytest.raises(UnknownNameError, match=r"'jieeba'\. Did you mean 'jieba'\?"):
        build_segmenter("jieeba")


def test_without_hmm_jieba_and_jieba_nohmm_are_the_same_segmenter() -> None:
    assert build_segmenter("jieba", hmm=False) == build_segmenter("jieba-nohmm", hmm=True)


def test_characters_keep_latin_letters_and_digits_together() -> None:
    tokens = build_segmenter("characters").cut("发展AI 2.0与５Ｇ、𠮷〇")
    assert tokens == ["发", "展", "AI", " ", "2", ".", "0", "与", "５Ｇ", "、", "𠮷", "〇"]


def test_words_end_at_apostrophes_and_hyphens() -> None:
    tokens = build_segmenter("words").cut("China's win-win G20_plan")
    assert tokens == ["China", "'", "s", " ", "win", "-", "win", " ", "G20", "_", "plan"]


def test_a_letter_and_its_accent_are_one_word() -> None:
    assert build_segmenter("words").cut("e\u0301cole") == ["e\u0301cole"]


def test_words_leave_chinese_whole() -> None:
    assert build_segmenter("words").cut("全球治理, AI") == ["全球治理", ",", " ", "AI"]
