"""A sentence cut into pieces: numbers, quoted words, names of texts, cue words, and the rest.

What is between a term and a number decides whether they belong together, so every character of a
sentence is in exactly one piece; the pieces of class ``text`` are what is not understood.

Tested in tests/articles/test_labelled.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from policytext.articles.cues import Cues
from policytext.articles.numbers import Number, find_numbers

_QUOTES = re.compile(
    r"“(?P<a>[^“”]{1,60})”|「(?P<b>[^「」]{1,60})」|『(?P<c>[^『』]{1,60})』|‘(?P<d>[^‘’]{1,60})’(?![a-z])"
    r"|\"(?P<e>[^\"\n]{1,60})\"|＂(?P<f>[^＂]{1,60})＂|【(?P<g>[^【】]{1,40})】|«(?P<h>[^«»]{1,60})»"
    r"|〝(?P<i>[^〝〞]{1,40})〞|“(?P<l>[^“”，。；：、\s]{1,20})“|”(?P<j>[^“”，。；：、\s0-9]{1,20})”"
    r"|〈(?P<k>[^〈〉]{1,40})〉|(?<![\w])'(?P<m>[^'\n]{1,40})'(?![a-z])|‘(?P<n>[^‘’']{1,40})'(?![a-z])"
    r"|\*(?P<o>[^*\n]{1,30})\*|“(?P<p>[^“”\"]{1,40})\""
)
_TITLE = re.compile(r"《(?P<t>[^《》\n]{1,80})》")


_AS_WORD = re.compile("一词|这[一个]词|二字|字样|字眼|的字眼")
_PLACES = frozenset("中里内上")
_IN_WHAT = frozenset({"doc", "title", "time", "quote", "word", "whole", "close_bracket"})


@dataclass(frozen=True)
class Piece:
    """A stretch ``[start, end)`` of a sentence and its class; a number has its reading."""

    kind: str
    start: int
    end: int
    text: str
    words: str = ""
    number: Number | None = None


@dataclass(frozen=True)
class Sentence:
    """A sentence at ``start`` of the article, in the form its words are looked up in."""

    text: str
    start: int
    cues: Cues
    find_texts: Callable[[int, int], Iterable[tuple[int, int]]] = field(default=lambda *_: ())

    @cached_property
    def folded(self) -> str:
        """The text in the form that the words are written in, of the same length."""
        return self.text.translate(self.cues.fold)

    @cached_property
    def pieces(self) -> list[Piece]:
        """The pieces of the sentence, in order."""
        taken = list(self._fixed())
        pieces: list[Piece] = []
        place = 0
        for piece in sorted(taken, key=lambda p: p.start):
            pieces += self._between(place, piece.start)
            pieces.append(piece)
            place = piece.end
        pieces += self._between(place, len(self.text))
        return list(self._join_text(pieces))

    def _join_text(self, pieces: list[Piece]) -> Iterator[Piece]:
        """Yield the pieces; 中 and 里 are “in” only after what they can be in: 中华 is one word."""
        last: Piece | None = None
        for piece in pieces:
            if (
                piece.kind == "filler"
                and piece.text in _PLACES
                and (last is None or last.kind not in _IN_WHAT)
            ):
                piece = self._piece("text", piece.start, piece.end)
            if last is not None and last.kind == piece.kind == "text" and last.end == piece.start:
                piece = self._piece("text", last.start, piece.end)
            elif last is not None:
                yield last
            last = piece
        if last is not None:
            yield last

    @cached_property
    def is_unpaired(self) -> bool:
        """Return whether the sentence has a quotation mark without a partner."""
        if self.has("broken"):
            return True
        return any(
            piece.kind == "quote" and piece.text[0] in "”’」』" and before.end == piece.start
            for before, piece in pairwise(self.pieces)
            if before.kind in ("text", "join", "doc")
        )

    def has(self, *kinds: str) -> bool:
        """Return whether the sentence has a piece of one of *kinds*."""
        return any(piece.kind in kinds for piece in self.pieces)

    def _fixed(self) -> Iterator[Piece]:
        """Yield the pieces found before the words: earlier ones keep what they cover."""
        free = bytearray(b"\x01") * len(self.text)
        texts = list(self.find_texts(self.start, self.start + len(self.text)))
        quotes = list(self.find_quotes())
        for one in quotes:
            if any(s - self.start < one.start < e - self.start for s, e in texts):
                continue  # part of a name: “十四五”规划
            inside = any(
                s - self.start <= one.start and one.end <= e - self.start for s, e in texts
            )
            if inside and not self._is_counted(one):
                continue
            yield from _claim(free, one)
        numbers = find_numbers(self.folded, self.cues.name)
        for low, high in texts:
            start, end = low - self.start, high - self.start
            for number in numbers:
                if start < number.end < end and number.unit == "length":
                    start = number.end  # his 13,000-word speech
            yield from _claim(free, self._piece("doc", start, end))
        for match in self.cues.early.finditer(self.folded):
            kind = match.lastgroup or ""
            if match.end() > match.start():
                yield from _claim(free, self._piece(kind, *match.span()))
        for number in numbers:
            piece = Piece("number", number.start, number.end, "", "", number)
            yield from _claim(free, piece)

    def _is_counted(self, piece: Piece) -> bool:
        """Return whether a name of a text is itself what is counted: 《基本法》一词."""
        return bool(_AS_WORD.match(self.folded, piece.end))

    def find_quotes(self) -> Iterator[Piece]:
        """Yield what is in title marks, then what is in quotation marks."""
        for pattern, kind in ((_TITLE, "title"), (_QUOTES, "quote")):
            for match in pattern.finditer(self.text):
                words = next(w for w in match.groupdict().values() if w is not None)
                yield Piece(kind, *match.span(), match[0], words)

    def _piece(self, kind: str, start: int, end: int) -> Piece:
        return Piece(kind, start, end, self.folded[start:end], self.text[start:end])

    def _between(self, start: int, end: int) -> Iterator[Piece]:
        place = start
        for match in self.cues.late.finditer(self.folded, start, end):
            if match.end() > match.start():
                yield from self._rest(place, match.start())
                yield self._piece(match.lastgroup or "", *match.span())
                place = match.end()
        yield from self._rest(place, end)

    def _rest(self, start: int, end: int) -> Iterator[Piece]:
        words = self.text[start:end]
        if words.strip(" \u3000\xa0\t\r"):
            lead = len(words) - len(words.lstrip())
            yield self._piece("text", start + lead, start + len(words.rstrip()))


def _claim(free: bytearray, piece: Piece) -> Iterator[Piece]:
    """Yield *piece* if all of its place is free, and take the place."""
    if piece.end > piece.start and all(free[piece.start : piece.end]):
        free[piece.start : piece.end] = bytes(piece.end - piece.start)
        yield piece
