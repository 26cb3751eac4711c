"""Which of the texts that a sentence names a number is about.

Tested in tests/articles/test_mentions.py.
"""

from __future__ import annotations

import re

from policytext.articles.identify import Mention
from policytext.articles.pieces import Piece, Sentence
from policytext.articles.relations import find_compared


def find_mention(sentence: Sentence, index: int, kind: str = "count") -> Mention | None:
    """Return the name of the text that the number at *index* is about.

    The last text named before the number comes first, then the year, then a text named after it.
    """
    pieces = sentence.pieces
    beside = next(iter(pieces[index + 1 : index + 2]), None)
    if beside and beside.kind == "time" and sentence.cues.name == "en":
        return _as_mention(sentence, beside)
    piece = _find_before(sentence, index, kind) or _find_after(pieces, index)
    return _as_mention(sentence, piece) if piece is not None else None


def _find_before(sentence: Sentence, index: int, kind: str) -> Piece | None:
    pieces = sentence.pieces
    other = find_compared(pieces, index) if kind == "comparison" else None
    counted = False
    year: Piece | None = None
    for place in range(index - 1, -1, -1):
        piece = pieces[place]
        if place == other:
            continue
        if piece.number and piece.number.unit in ("times", "bare", "length"):
            counted = True
        if piece.kind == "doc":
            return year or piece
        if piece.kind == "time" and not counted and year is None:
            year = piece
    return year


def _find_after(pieces: list[Piece], index: int) -> Piece | None:
    for piece in pieces[index + 1 :]:
        if piece.kind == "semicolon" or (piece.number and piece.number.unit == "times"):
            return None
        if piece.kind == "doc":
            return piece
    return None


def _as_mention(sentence: Sentence, piece: Piece) -> Mention:
    words = re.sub("^in ", "", sentence.text[piece.start : piece.end])
    end = sentence.start + piece.end
    return Mention(end - len(words), end, words)
