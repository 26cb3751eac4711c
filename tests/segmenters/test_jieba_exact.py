"""The fast engine against jieba: no token list may differ.

In a normal run a few thousand strings; ``make audit`` runs them all.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policytext.segmenters import build_segmenter, jieba_exact, jieba_reference
from policytext.segmenters.jieba_dictionary import select_words

HAN = [chr(code) for code in range(0x4E00, 0x9FD6)]
LATIN = list("abcXYZ0123456789")
CONNECTORS = list("+#&._%-")
SPACES = [*" \t\n\r\x00\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u00ad\u200b\u2028\u3000", "\r\n"]
PUNCTUATION = list("，。、；：！？（）《》“”—…·,:;?!()/@")
FOREIGN = list(
    "\u3400\u4dbf\u9fd5\u9fd6\u9fff\uf900\ufaff\U00020000\U0002a6df\U0002a700\U0002ebef\U0002ebf0"
    "\U0002f800\U0002fa1f\U00030000\U0001f600\ud800\udfff\u3007\u3005\ue000\ue001\ue002"
    "\u0660\u0967\u2f08\u0301γéЖ１ＡⅣ①"
)
MIXED = list("cC+#&ATB超恤卡")  # what AT&T, C++, B超 are made of

Pools = list[list[list[str]]]
Differences = list[tuple[str, bool, list[str], list[str]]]


@pytest.fixture(scope="module")
def pools(jieba: Any, dictionary_words: list[str]) -> Pools:
    emissions = jieba.finalseg.emit_P
    unseen = [han for han in HAN if not any(han in emissions[state] for state in "BMES")]
    words = dictionary_words
    everything = [words, LATIN, CONNECTORS, SPACES, PUNCTUATION, FOREIGN, unseen, MIXED]
    return [
        [unseen],
        [unseen, HAN],
        [HAN],
        [words],
        [words, HAN],
        [words, HAN, PUNCTUATION],
        [LATIN, CONNECTORS],
        [LATIN, CONNECTORS, words],
        [FOREIGN, words, SPACES],
        [FOREIGN, unseen, LATIN, CONNECTORS],
        [MIXED, LATIN, CONNECTORS],
        everything,
    ]


def _make_string(dice: random.Random, pools: Pools) -> str:
    chosen = dice.choice(pools)
    length = dice.choice([1, 2, 3, 5, 8, 13, 34])
    return "".join(dice.choice(dice.choice(chosen)) for _ in range(length))


def _repeat(dice: random.Random, characters: list[str]) -> str:
    """Make a string in which few characters come again and again, so that scores are alike."""
    few = dice.sample(characters, dice.choice([1, 2, 3]))
    if dice.random() < 0.5:
        return "".join(few) * dice.choice([2, 3, 4, 5])
    return "".join(dice.choices(few, k=dice.choice([3, 5, 6, 8, 13])))


def _make_words(dice: random.Random, pools: Pools) -> list[str]:
    """Make user words: joined words, words with connectors, guesses, and impossible ones."""
    count = dice.choice([1, 5, 30, 200])
    made = [_make_string(dice, pools)[: dice.choice([1, 2, 3, 4, 6])] for _ in range(count)]
    joined = ["".join(dice.choice(pools[3][0]) for _ in range(2)) for _ in range(count)]
    # Words that begin and end like other user words: overlaps and prefixes decide ties.
    return [*made, *joined, *(word[:-1] + joined[0][0] for word in joined[:5])]


def _season(dice: random.Random, text: str, words: list[str]) -> str:
    """Mix *text* with user words, their beginnings and their ends."""
    word = dice.choice(words)
    bits = [word, dice.choice(words), word[:2], word[-2:], text, dice.choice(LATIN + CONNECTORS)]
    return "".join(dice.choice(bits) for _ in range(dice.choice([1, 2, 4, 8])))


def _compare(tokenizer: Any, engine: jieba_exact.ExactEngine, text: str) -> Differences:
    differences = []
    for hmm in (True, False):
        for expected, found in (
            (tokenizer.lcut(text, HMM=hmm), engine.cut(text, hmm=hmm)),
            (tokenizer.lcut_for_search(text, HMM=hmm), engine.cut_for_search(text, hmm=hmm)),
        ):
            if expected != found:
                differences.append((text, hmm, expected, found))
    return differences


def test_adversarial_strings_are_cut_as_jieba_cuts_them(
    oracle: Any, pools: Pools, audit: bool
) -> None:
    dice = random.Random(20250726)
    tokenizer, engine = oracle(), jieba_exact.ExactEngine(())
    for _ in range(40_000 if audit else 3_000):
        assert _compare(tokenizer, engine, _make_string(dice, pools)) == []


def test_strings_of_few_characters_repeated_are_cut_as_jieba_cuts_them(
    jieba: Any, oracle: Any, audit: bool
) -> None:
    dice = random.Random(20231020)
    known = sorted(set(jieba.finalseg.emit_P["B"]) & set(HAN))
    tokenizer, engine = oracle(), jieba_exact.ExactEngine(())
    rounded = 0
    for _ in range(20_000 if audit else 3_000):
        text = _repeat(dice, known)
        assert _compare(tokenizer, engine, text) == []
        rounded += engine._rjieba.cut(text, True) != tokenizer.lcut(text)
    assert rounded, "rjieba's own HMM is exact: the layer has nothing to set right"


def _dictionaries(count: int, pools: Pools) -> Iterator[tuple[random.Random, list[str]]]:
    for seed in range(count):
        dice = random.Random(seed)
        yield dice, _make_words(dice, pools)


def test_strings_with_random_user_words_are_cut_as_jieba_cuts_them(
    oracle: Any, pools: Pools, audit: bool
) -> None:
    for dice, words in _dictionaries(150 if audit else 8, pools):
        usable = select_words(words)
        # jieba suggests each frequency itself here.
        tokenizer, engine = oracle(usable), jieba_exact.ExactEngine(usable)
        for _ in range(200):
            text = _season(dice, _make_string(dice, pools), words)
            assert _compare(tokenizer, engine, text) == []


def test_the_reference_engine_gives_user_words_the_same_weight(
    oracle: Any, pools: Pools, audit: bool
) -> None:
    for dice, words in _dictionaries(10 if audit else 2, pools):
        usable = select_words(words)
        tokenizer, engine = oracle(usable), jieba_reference.ReferenceEngine(usable)
        assert engine._tokenizer.FREQ == tokenizer.FREQ
        assert engine._tokenizer.total == tokenizer.total
        for _ in range(50):
            text = _season(dice, _make_string(dice, pools), words)
            assert engine.cut(text, hmm=True) == tokenizer.lcut(text)
            assert engine.cut_for_search(text, hmm=True) == tokenizer.lcut_for_search(text)


@pytest.mark.corpora
def test_real_policy_texts_are_cut_as_jieba_cuts_them(
    oracle: Any, corpora: Path, audit: bool
) -> None:
    texts = [path.read_text("utf-8") for path in sorted((corpora / "raw").glob("*.txt"))]
    assert len(texts) > 100
    tokenizer, engine = oracle(), jieba_exact.ExactEngine(())
    for text in texts:
        part = text if audit else text[:1500]
        assert _compare(tokenizer, engine, part) == []


@pytest.mark.corpora
def test_real_policy_texts_with_their_frequent_phrases_as_user_words(
    oracle: Any, corpora: Path, audit: bool
) -> None:
    texts = [path.read_text("utf-8") for path in sorted((corpora / "raw").glob("*.txt"))]
    phrases = {word for text in texts for word in re.findall(r"[一-鿕]{4,9}", text[:900])}
    usable = select_words(phrases)
    assert len(usable) > 1000
    tokenizer, engine = oracle(usable), jieba_exact.ExactEngine(usable)
    for text in texts:
        assert _compare(tokenizer, engine, text if audit else text[:800]) == []


def test_a_very_long_run_without_a_break_is_cut_as_jieba_cuts_it(
    oracle: Any, dictionary_words: list[str]
) -> None:
    dice = random.Random(7)
    tokenizer, engine = oracle(), jieba_exact.ExactEngine(())
    for source in (dictionary_words, HAN, [*LATIN, *CONNECTORS]):
        assert _compare(tokenizer, engine, "".join(dice.choices(source, k=4000))) == []


def test_one_character_without_end_does_not_take_time_without_end() -> None:
    text = "侧" * 200_000  # a day's work for jieba
    assert "".join(jieba_exact.ExactEngine(()).cut(text, hmm=True)) == text


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("2026-01-14", ["2026", "-", "01", "-", "14"]),
        ("12.5%", ["12.5%"]),
        ("1.2.3", ["1.2", ".", "3"]),
        ("GPT-4o和C++", ["GPT", "-", "4o", "和", "C++"]),
        ("www.gov.cn", ["www", ".", "gov", ".", "cn"]),
        ("鿖人㐀", ["鿖", "人", "㐀"]),
        ("思射思射思射", ["思射", "思射思射"]),
        ("经经经经经", ["经经", "经经经"]),
    ],
)
def test_identifiers_and_rare_characters_are_split_by_jiebas_rules(
    oracle: Any, text: str, tokens: list[str]
) -> None:
    assert oracle().lcut(text) == tokens
    assert build_segmenter("jieba").cut(text) == tokens


def test_search_mode_offers_the_words_inside_a_word() -> None:
    segmenter = jieba_exact.build_jieba()
    assert segmenter.cut_for_search("清华大学") == ["清华", "华大", "大学", "清华大学"]


def test_beside_an_unproven_rjieba_jieba_itself_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jieba_exact, "_PROVEN", frozenset())
    jieba_exact.load_exact_engine.cache_clear()
    try:
        engine = jieba_exact.load_exact_engine(())
        assert isinstance(engine, jieba_reference.ReferenceEngine)
    finally:
        jieba_exact.load_exact_engine.cache_clear()


def test_without_rjieba_jieba_itself_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.metadata

    def find_nothing(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", find_nothing)
    jieba_exact.load_exact_engine.cache_clear()
    try:
        tokens = build_segmenter("jieba").cut("全球治理")
        assert tokens == build_segmenter("jieba-reference").cut("全球治理")
        engine = jieba_exact.load_exact_engine(())
        assert isinstance(engine, jieba_reference.ReferenceEngine)
    finally:
        jieba_exact.load_exact_engine.cache_clear()
