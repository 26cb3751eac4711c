"""jieba's tokens at the speed of rjieba, with what the two differ in set right."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator, Sequence
from functools import lru_cache

from policytext.segmenters.dictionary import (
    read_dictionary,
    read_frequencies,
    select_words,
    suggest_frequency,
)
from policytext.segmenters.jieba_reference import load_reference_engine
from policytext.segmenters.jieba_segmenter import Engine, JiebaSegmenter

# The releases of rjieba that the differential tests were run in full against.
_PROVEN = frozenset({"0.2.2"})

# What rjieba takes for Han and jieba does not; and lone surrogates, which rjieba refuses.
# To jieba each is a token of its own, so the text can be cut around them.
_OUTSIDE = re.compile(
    "([\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\ud800-\udfff\U00020000-\U0003ffff])"
)

# With the HMM on, rjieba keeps identifiers whole (2026-01-14, www.gov.cn, 3.14abc).
# A plain decimal, the most frequent case, comes out alike and is passed over.
_IDENTIFIER = re.compile(
    r"[a-zA-Z0-9](?:[_-][a-zA-Z0-9]|\.(?![0-9]+(?![a-zA-Z0-9._-]))[a-zA-Z0-9])"
)
_AFTER_ASCII = "\x7f"
# The rule by which jieba splits what is ASCII and in no dictionary.
_JIEBA_SPLIT = re.compile(r"([a-zA-Z0-9]+(?:\.[0-9]+)?%?)")

# Private-use characters occur in no block, so this word weighs and never matches.
_FILLER = "\ue000\ue001"


class ExactEngine:
    """rjieba, corrected to jieba's tokens."""

    def __init__(self, words: tuple[str, ...]) -> None:
        import rjieba

        read_dictionary()  # rjieba has its own copy: this refuses a jieba it would not equal
        self._rjieba = rjieba.Jieba()
        # jieba counts B超, which its dictionary lists twice, twice in its total.
        self._surplus = 3
        self._level_totals()
        if words:
            self._add_words(words)

    def _add_words(self, words: tuple[str, ...]) -> None:
        base, total = read_frequencies()
        frequencies = ChainMap({}, base)
        for word in words:
            pieces = self._rjieba.cut(word, False)
            frequency = suggest_frequency(word, pieces, frequencies, total)
            # jieba adds a new frequency to its total without taking the old one off.
            self._surplus += frequencies.get(word, 0)
            frequencies[word] = frequency
            total += frequency
            self._rjieba.add_word(word, frequency, "")
            self._level_totals()

    def _level_totals(self) -> None:
        """Make rjieba's total that of jieba: it decides between ways to cut that score alike."""
        self._rjieba.add_word(_FILLER, self._surplus, "")

    def cut(self, text: str, *, hmm: bool) -> list[str]:
        """Cut *text* as jieba does."""
        if _OUTSIDE.search(text):
            return self._cut_around_outsiders(text, hmm)
        if hmm and _IDENTIFIER.search(text):
            return self._cut_lines(text)
        return self._rjieba.cut(text, hmm)

    def cut_for_search(self, text: str, *, hmm: bool) -> list[str]:
        """Cut *text* as jieba's search mode does."""
        return [word for token in self.cut(text, hmm=hmm) for word in self._expand(token)]

    def _cut_around_outsiders(self, text: str, hmm: bool) -> list[str]:
        tokens: list[str] = []
        for index, piece in enumerate(_OUTSIDE.split(text)):
            if index % 2:
                tokens.append(piece)
            elif piece:
                tokens += self.cut(piece, hmm=hmm)
        return tokens

    def _cut_lines(self, text: str) -> list[str]:
        # No word runs over the end of a line, and few lines hold an identifier.
        tokens: list[str] = []
        for line in text.splitlines(keepends=True):
            found = self._rjieba.cut(line, True)
            tokens += self._split_identifiers(found) if _IDENTIFIER.search(line) else found
        return tokens

    def _split_identifiers(self, found: list[str]) -> Iterator[str]:
        """Split by jieba's rule what rjieba kept whole and is in no dictionary."""
        is_word = self._rjieba.has_word
        for token in found:
            if token < _AFTER_ASCII and _IDENTIFIER.search(token) and not is_word(token):
                yield from filter(None, _JIEBA_SPLIT.split(token))
            else:
                yield token

    def _expand(self, token: str) -> Iterator[str]:
        """Yield the words of two and of three characters inside *token*, then the token."""
        for size in (2, 3):
            if len(token) > size:
                grams = (token[at : at + size] for at in range(len(token) - size + 1))
                yield from filter(self._rjieba.has_word, grams)
        yield token


@lru_cache(maxsize=4)
def load_exact_engine(words: tuple[str, ...]) -> Engine:
    """Return the one engine with these user words: jieba itself beside an unproven rjieba."""
    import importlib.metadata

    try:
        proven = importlib.metadata.version("rjieba") in _PROVEN
    except importlib.metadata.PackageNotFoundError:
        proven = False
    return ExactEngine(words) if proven else load_reference_engine(words)


def build_jieba(*, user_words: Sequence[str] = (), hmm: bool = True) -> JiebaSegmenter:
    """Segment with jieba's tokens, fast."""
    name = "jieba" if hmm else "jieba-nohmm"
    return JiebaSegmenter(name, select_words(user_words), hmm, load_exact_engine)


def build_jieba_nohmm(*, user_words: Sequence[str] = (), hmm: bool = False) -> JiebaSegmenter:
    """Segment with jieba's tokens, no word guessed that is in no dictionary."""
    del hmm  # the name has decided it
    return build_jieba(user_words=user_words, hmm=False)
