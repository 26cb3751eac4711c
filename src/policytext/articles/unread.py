"""Numbers that are not read: which of them are shown, and with which stretch of the sentence.

Tested in tests/articles/test_labelled.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policytext.articles.decide import Decision
from policytext.articles.found import FoundClaim, Unparsed
from policytext.articles.passage import MISSING, Passage
from policytext.articles.pieces import Piece, Sentence
from policytext.language.messages import Message

_OF_WORDS = re.compile("[词字频]|word|term|phrase|mentioned")
_COUNT_INSIDE = re.compile(
    r"(?:\d|[一二三四五六七八九十百千万])[多余几]?\s?(?:[次处遍点项字]|个(?!国家))"
)
_TORN = re.compile(r"\d+(?:\s+\d+)+\s?[次处遍]")
_DIGITS = re.compile(r"\d[\d,.]*%?")


def as_unread(sentence: Sentence, start: int, end: int, reason: Message) -> Unparsed:
    """Return ``[start, end)`` of a sentence as a stretch that is not read."""
    quote = sentence.text[start:end]
    place = sentence.start + start
    return Unparsed(quote, place, place + len(quote), reason, sentence.text.strip())


def must_show(sentence: Sentence, piece: Piece, passage: Passage) -> bool:
    """Return whether a number must not be passed over in silence."""
    if piece.number is None:
        if piece.kind == "zero" and passage.names_text:
            return True
        marked = sentence.has("quote") and (passage.names_text or sentence.has("doc", "title"))
        of_words = sentence.has("word", "often", "same") or bool(_OF_WORDS.search(piece.text))
        return marked or of_words
    near = passage.speaks or sentence.has("word", "often", "same")
    unit = piece.number.unit
    if unit in ("times", "length"):
        return near or passage.names_text or sentence.has("quote")
    if unit in ("items", "share"):
        return sentence.has("doc", "whole") and sentence.has("quote", "word", "often", "whole")
    return unit in ("bare", "multiple") and near


def find_span(sentence: Sentence, decision: Decision, reason: Message) -> tuple[int, int]:
    """Return the span of what is not read: the number, or all of a term that goes on."""
    piece = sentence.pieces[decision.index]
    group = decision.best.group if decision.best else None
    if group is None or not reason.code.endswith("cut_short"):
        return piece.start, piece.end
    end = sentence.pieces[group.last + 1].end
    return min(piece.start, group.start), max(piece.end, end)


def find_in_quotes(sentence: Sentence) -> Iterator[Unparsed]:
    """Yield counts inside quotation marks: “四个必须”, “包容(去年，18次)”."""
    for piece in sentence.pieces:
        words = piece.text.translate(sentence.cues.fold)
        if piece.kind == "quote" and _COUNT_INSIDE.search(words):
            yield as_unread(sentence, piece.start, piece.end, Message("unread_reasons.broken"))


def find_missing(sentence: Sentence, found: Iterable[FoundClaim | Unparsed]) -> Iterator[Unparsed]:
    """Yield counts whose digits are lost: 出现次, 提及□□次."""
    if not sentence.has("says", "word", "quote"):
        return
    read = [(f.start - sentence.start, f.end - sentence.start) for f in found]
    for pattern, reason in ((_TORN, "torn"), (MISSING, "missing")):
        for match in pattern.finditer(sentence.folded):
            if any(low < match.end() and match.start() < high for low, high in read):
                continue
            start = _start_of_marked(sentence, match.start())
            message = Message(f"unread_reasons.{reason}")
            yield as_unread(sentence, start, match.end(), message)


def _start_of_marked(sentence: Sentence, place: int) -> int:
    """Return where the marked term just before *place* starts; *place* if none is near."""
    marked = [p.start for p in sentence.pieces if p.kind == "quote" and p.end <= place]
    return marked[-1] if marked and place - marked[-1] < 24 else place


def find_in_row(
    text: str, start: int, end: int, found: Iterable[FoundClaim | Unparsed]
) -> Iterator[Unparsed]:
    """Yield the numbers of a row ``[start, end)`` of the article *text* that are not in *found*."""
    for match in _DIGITS.finditer(text, start, end):
        if not any(f.start < match.end() and match.start() < f.end for f in found):
            reason = Message("unread_reasons.row_unlike")
            yield Unparsed(match[0], *match.span(), reason, text[start:end].strip())
