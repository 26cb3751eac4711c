"""jieba's tokens at the speed of rjieba, with the differences corrected."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from policytext.base.lazy_pattern import compile_lazily
from policytext.segmenters.jieba_dictionary import (
    read_dictionary,
    read_frequencies,
    select_words,
    suggest_frequency,
)
from policytext.segmenters.jieba_reference import import_private_jieba, load_reference_engine
from policytext.segmenters.jieba_segmenter import Engine, JiebaSegmenter

# The releases of rjieba that have passed the full differential tests.
_PROVEN = frozenset({"0.2.2"})

# jieba's HMM takes quadratic time. Real texts give it some thirty characters at most.
_ENDLESS = compile_lazily("[\u4e00-\u9fd5]{1000}")

# Private-use characters occur in no block, so this word adds to the total and never matches.
_FILLER = "\ue000\ue001"


class ExactEngine:
    """rjieba, corrected to jieba's tokens."""

    def __init__(self, words: tuple[str, ...]) -> None:
        import rjieba

        from policytext.segmenters.jieba_differences import Doubts  # loads numpy

        read_dictionary()  # rjieba has its own copy; this refuses a jieba whose copy differs
        self._rjieba = rjieba.Jieba()
        self._doubts = Doubts
        # jieba counts B超, which its dictionary lists twice, twice in its total.
        self._surplus = 3
        self._level_totals()
        if words:
            self._add_words(words)
        # The same few blocks recur, such as identifiers and words with a hyphen.
        self._settle = lru_cache(maxsize=4096)(self._find_difference)

    def _add_words(self, words: tuple[str, ...]) -> None:
        base, total = read_frequencies()
        frequencies = ChainMap({}, base)
        for word in words:
            pieces = self._rjieba.cut(word, False)
            frequency = suggest_frequency(word, pieces, frequencies, total)
            # jieba adds a new frequency to its total without subtracting the old one.
            self._surplus += frequencies.get(word, 0)
            frequencies[word] = frequency
            total += frequency
            self._rjieba.add_word(word, frequency, "")
            self._level_totals()

    def _level_totals(self) -> None:
        """Set rjieba's total to jieba's: it decides between segmentations that score alike."""
        self._rjieba.add_word(_FILLER, self._surplus, "")

    def cut(self, text: str, *, hmm: bool) -> list[str]:
        """Cut *text* as jieba does."""
        doubts = self._doubts(text)
        if outsiders := doubts.list_outsiders():
            return list(self._cut_around(outsiders, text, hmm))
        tokens: list[str] = []
        done = 0
        for start, end in doubts.find_blocks() if hmm else ():
            exact = self._settle(text[start:end])
            if exact:
                tokens += self._rjieba.cut(text[done:start], True)
                tokens += exact
                done = end
        rest = self._rjieba.cut(text[done:], hmm)
        return tokens + rest if tokens else rest

    def cut_for_search(self, text: str, *, hmm: bool) -> list[str]:
        """Cut *text* as jieba's search mode does."""
        return [word for token in self.cut(text, hmm=hmm) for word in self._expand(token)]

    def _cut_around(self, outsiders: list[int], text: str, hmm: bool) -> Iterator[str]:
        done = 0
        for place in [*outsiders, len(text)]:
            if place > done:
                yield from self.cut(text[done:place], hmm=hmm)
            yield from text[place : place + 1]
            done = place + 1

    def _find_difference(self, block: str) -> tuple[str, ...]:
        """Return jieba's tokens of a block; none if rjieba cuts it alike.

        Then the caller can cut the text in one piece, which is fastest.
        """
        exact = tuple(self._cut_with_jiebas_hmm(block))
        return () if list(exact) == self._rjieba.cut(block, True) else exact

    def _cut_with_jiebas_hmm(self, block: str) -> Iterator[str]:
        """Cut by the dictionary, then let jieba's own HMM join the characters left single."""
        unjoined = ""
        for token in self._rjieba.cut(block, False):
            # An unknown token of several characters is a run of letters and digits, which are
            # joined without the HMM even if the dictionary lacks them.
            if len(token) == 1 or not self._rjieba.has_word(token):
                unjoined += token
                continue
            yield from self._guess(unjoined)
            unjoined = ""
            yield token
        yield from self._guess(unjoined)

    def _guess(self, unjoined: str) -> Iterable[str]:
        if len(unjoined) < 2 or self._rjieba.has_word(unjoined):
            return unjoined  # the dictionary prefers its characters to this word
        if _ENDLESS.search(unjoined):
            return self._rjieba.cut(unjoined, True)
        words: Iterable[str] = import_private_jieba().finalseg.cut(unjoined)
        return words

    def _expand(self, token: str) -> Iterator[str]:
        """Yield the words of two and of three characters inside *token*, then the token."""
        for size in (2, 3):
            if len(token) > size:
                grams = (token[at : at + size] for at in range(len(token) - size + 1))
                yield from filter(self._rjieba.has_word, grams)
        yield token


@lru_cache(maxsize=4)
def load_exact_engine(words: tuple[str, ...]) -> Engine:
    """Return the shared engine for these user words: jieba itself if rjieba is unproven."""
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
    """Segment with jieba's tokens, without guessing words that are not in the dictionary."""
    del hmm  # the segmenter's name decides it
    return build_jieba(user_words=user_words, hmm=False)
