"""The dictionary and the weight of user words, against jieba's own."""

import math
from pathlib import Path
from typing import Any

import pytest

from policytext.base.errors import UnreadableError
from policytext.segmenters import (
    build_segmenter,
    jieba_exact,
    jieba_reference,
)
from policytext.segmenters import (
    jieba_dictionary as dictionary,
)


def test_frequencies_and_total_are_those_jieba_reads(base: tuple[dict[str, int], int]) -> None:
    frequencies, total = dictionary.read_frequencies()
    assert frequencies == {word: count for word, count in base[0].items() if count}
    assert total == base[1]


def test_the_word_listed_twice_makes_the_total_three_higher() -> None:
    frequencies, total = dictionary.read_frequencies()
    assert total - sum(frequencies.values()) == 3


def test_rjieba_holds_the_same_dictionary() -> None:
    # rjieba tells no frequency, only a suggestion: of a word it cuts as one, that frequency,
    # or one more where the logarithm's rounding falls so.
    import rjieba

    engine = rjieba.Jieba()
    frequencies, _ = dictionary.read_frequencies()
    assert all(map(engine.has_word, frequencies))
    for word, frequency in frequencies.items():
        if engine.cut(word, False) == [word]:
            assert engine.suggest_freq(word) - frequency in (0, 1), word


def test_the_totals_of_both_engines_are_equal() -> None:
    # rjieba does not tell its total. But of ten characters of weight w in a row it suggests
    # w ** 10 / (total + w) ** 9, which moves by nine when the total moves by one.
    weight = 10**10
    words = dictionary.select_words(["人工智能治理", "合作", "AI", "新型工业化"])
    engine = jieba_exact.ExactEngine(words)
    total = jieba_reference.build_tokenizer(words).total + weight
    engine._rjieba.add_word("\ue002", weight, "")
    assert engine._rjieba.suggest_freq("\ue002" * 10) == int(weight * (weight / total) ** 9) + 1


def test_words_with_ascii_in_them_outweigh_their_characters(
    base: tuple[dict[str, int], int],
) -> None:
    # So jieba never leaves their characters to be guessed at, and the fast engine may take a
    # token of letters that is in the dictionary for the word.
    frequencies, total = base
    mixed = [w for w in frequencies if len(w) > 1 and any(map(str.isascii, w)) and frequencies[w]]
    assert len(mixed) == 70
    for word in mixed:
        share = math.prod((frequencies.get(character) or 1) / total for character in word)
        assert frequencies[word] / total > share, word


def test_the_suggested_frequency_is_jiebas(oracle: Any, dictionary_words: list[str]) -> None:
    tokenizer = oracle()
    pairs = zip(dictionary_words[::701], dictionary_words[9::701], strict=False)
    words = dictionary_words[::997] + [first + second for first, second in pairs]
    assert len(words) > 500
    for word in words:
        pieces = tokenizer.lcut(word, HMM=False)
        suggested = dictionary.suggest_frequency(word, pieces, tokenizer.FREQ, tokenizer.total)
        assert suggested == tokenizer.suggest_freq(word), word


@pytest.mark.parametrize("word", ["AI", "G20", "𠮷", "DeepSeek"])
def test_a_word_of_nothing_known_gets_the_frequency_one(word: str) -> None:
    assert dictionary.suggest_frequency(word, [word], {"人": 10}, 10) == 1


def test_user_words_are_taken_shortest_first_once_and_only_if_they_can_be_cut() -> None:
    words = ["人工智能治理", "负责任 AI", "治理", "AI-2", "", "安全、可靠", "治理", "𠮷", "共"]
    assert dictionary.select_words(words) == ("共", "治理", "AI-2", "人工智能治理")


def test_user_words_that_cannot_be_cut_change_neither_tokens_nor_fingerprint() -> None:
    plain, burdened = build_segmenter("jieba"), build_segmenter("jieba", user_words=["安全 可靠"])
    assert plain == burdened
    assert plain.fingerprint == burdened.fingerprint


def test_the_fingerprint_changes_with_the_user_words_and_not_with_their_order() -> None:
    first = build_segmenter("jieba", user_words=["全球治理", "能力建设"])
    second = build_segmenter("jieba", user_words=["能力建设", "全球治理", "全球治理"])
    assert first.fingerprint == second.fingerprint
    assert first.fingerprint != build_segmenter("jieba").fingerprint


def test_a_dictionary_that_was_changed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = dictionary.read_dictionary().replace("人工智能 ".encode(), "人工知能 ".encode())
    (tmp_path / "dict.txt").write_bytes(changed)
    monkeypatch.setattr(dictionary, "locate_jieba", lambda: tmp_path)
    for build in (jieba_exact.ExactEngine, jieba_reference.build_tokenizer):
        with pytest.raises(
            UnreadableError, match=r"dict\.txt: sha256 is .*Reinstall jieba==0\.42\.1"
        ):
            build(())


def test_a_missing_jieba_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UnreadableError, match="jieba is not installed"):
        dictionary.read_dictionary()
