"""A segmenter with jieba's tokens, whichever engine makes them.

Tested in tests/segmenters/test_contract.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from policytext.segmenters.jieba_dictionary import fingerprint


class Engine(Protocol):
    """Cuts as jieba does, with the user words it was loaded with."""

    def cut(self, text: str, *, hmm: bool) -> list[str]:
        """Return the tokens of *text*."""
        ...

    def cut_for_search(self, text: str, *, hmm: bool) -> list[str]:
        """Return the tokens of *text* and the dictionary words inside them."""
        ...


@dataclass(frozen=True)
class JiebaSegmenter:
    """Cuts as jieba 0.42.1 does; loads its engine at the first cut and shares it.

    *load* must be a function of a module, so that a segmenter can be sent to another process.
    """

    name: str
    words: tuple[str, ...]
    hmm: bool
    load: Callable[[tuple[str, ...]], Engine]

    @property
    def fingerprint(self) -> str:
        """Name all the tokens depend on; engines with the same tokens have the same name."""
        return fingerprint(self.words, hmm=self.hmm)

    def cut(self, text: str) -> list[str]:
        """Return the tokens of *text* in order; their join is the text."""
        return self.load(self.words).cut(text, hmm=self.hmm)

    def cut_for_search(self, text: str) -> list[str]:
        """Return the tokens, each after the dictionary words of two and three characters in it.

        These overlap, so their join is not the text.
        """
        return self.load(self.words).cut_for_search(text, hmm=self.hmm)
