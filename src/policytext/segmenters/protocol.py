"""Tokens, and what every segmenter offers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True)
class Token:
    """A token with its place: ``text`` is ``[start, end)`` of the segmented text."""

    text: str
    start: int
    end: int


@runtime_checkable
class Segmenter(Protocol):
    """Cuts a text into tokens whose join is the text.

    ``name`` is the entry of ``SEGMENTERS``; ``fingerprint`` changes whenever the tokens could
    (engine, version, dictionary, user words, HMM).
    """

    @property
    def name(self) -> str:
        """The entry of ``SEGMENTERS``."""
        ...

    @property
    def fingerprint(self) -> str:
        """A digest of everything the tokens depend on."""
        ...

    def cut(self, text: str) -> list[str]:
        """Return the tokens of *text* in order; ``"".join(cut(text)) == text``."""
        ...


class CutOnce:
    """Cuts as *segmenter* does, and keeps the tokens of each text, for one piece of work."""

    def __init__(self, segmenter: Segmenter) -> None:
        self.name, self.fingerprint = segmenter.name, segmenter.fingerprint
        self._segmenter = segmenter
        self._tokens: dict[str, list[str]] = {}

    def cut(self, text: str) -> list[str]:
        """Return the tokens of *text*, the same list each time."""
        if text not in self._tokens:
            self._tokens[text] = self._segmenter.cut(text)
        return self._tokens[text]


def iterate_tokens(segmenter: Segmenter, text: str) -> Iterator[Token]:
    """Yield the tokens of *text* with their offsets."""
    start = 0
    for piece in segmenter.cut(text):
        yield Token(piece, start, start + len(piece))
        start += len(piece)
