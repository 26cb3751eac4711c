"""Families written without separators: 全球国际各国跨国 is four terms, 人工智能 is one.

The lexicon decides where a term ends, else the document that the claim is about. If neither
decides, that is reported and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from policytext.language.messages import Message

RUN_TOGETHER = Message("unread_reasons.run_together")
_LONGEST_PIECE = 8


@dataclass(frozen=True)
class Vocabulary:
    """The terms of a lexicon, and a document's text to look words up in."""

    terms: frozenset[str] = frozenset()
    read: Callable[[], str] = str

    @cached_property
    def text(self) -> str:
        """The text of the document the sentence is about, empty if the corpus lacks it."""
        return self.read()

    def knows(self, term: str) -> bool:
        """Return whether *term* is in the lexicon or the document."""
        return term in self.terms or bool(term and term in self.text)

    def part(self, run: str) -> list[str] | None:
        """Return the terms that *run* consists of; None if that is not certain.

        >>> Vocabulary(frozenset(["全球", "国际", "各国"])).part("全球国际各国")
        ['全球', '国际', '各国']
        """
        if run in self.terms:
            return [run]
        by_lexicon = list(_tilings(run, self.terms.__contains__))
        if len(by_lexicon) == 1:
            return by_lexicon[0]
        if by_lexicon or not self.text:
            return None
        tilings = [
            tiling
            for tiling in _tilings(run, lambda piece: len(piece) > 1 and piece in self.text)
            if not self._cuts_a_word(tiling)
        ]
        # Of two splits, one may only join pieces of the other: 合作交流, 合作 + 交流.
        tilings.sort(key=len, reverse=True)
        if not tilings or any(not _refines(tilings[0], other) for other in tilings[1:]):
            return None
        return tilings[0]

    def _cuts_a_word(self, tiling: list[str]) -> bool:
        """Return whether two neighbours mostly occur together in the document: 人工 + 智能."""
        count = self.text.count
        return any(
            2 * count(left + right) > min(count(left), count(right))
            for left, right in pairwise(tiling)
        )


def _tilings(run: str, known: Callable[[str], bool]) -> Iterator[list[str]]:
    """Yield the ways to split *run* into known pieces, at most a hundred of them."""
    stack: list[tuple[int, list[str]]] = [(0, [])]
    found = 0
    while stack and found < 100:
        start, pieces = stack.pop()
        if start == len(run):
            found += 1
            yield pieces
            continue
        for end in range(start + 1, min(start + _LONGEST_PIECE, len(run)) + 1):
            if known(run[start:end]):
                stack.append((end, [*pieces, run[start:end]]))


def _refines(fine: list[str], coarse: list[str]) -> bool:
    def borders(pieces: list[str]) -> set[int]:
        return {len("".join(pieces[:index])) for index in range(len(pieces))}

    return borders(coarse) <= borders(fine)
