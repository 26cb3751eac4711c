"""What a claim says besides its terms and its number: its unit, item, what it compares with.

Tested in tests/articles/test_labelled.py.
"""

from __future__ import annotations

from dataclasses import replace

from policytext.articles.found import FoundClaim
from policytext.articles.pieces import Piece, Sentence
from policytext.articles.terms import Group, term_of
from policytext.language.messages import Message

_EARLIER = Message("resolutions.unnamed_earlier")


def add_relation(
    claim: FoundClaim, sentence: Sentence, index: int, group: Group | None
) -> FoundClaim:
    """Return *claim* with what its kind has of its own."""
    piece = sentence.pieces[index]
    number = piece.number
    if claim.kind == "items" and number:
        item = sentence.text[piece.end - len(number.noun) : piece.end]
        return replace(claim, item=item)
    if claim.kind == "length" and number:
        return replace(claim, unit=number.noun)
    if claim.kind == "comparison":
        return _compare(claim, sentence, index, group)
    if claim.kind == "share":
        return replace(claim, other_terms=_other_terms(sentence, index, group))
    if claim.kind == "count" and _is_first_of_change(sentence, index):
        return replace(claim, resolution=_EARLIER)
    return claim


def _is_first_of_change(sentence: Sentence, index: int) -> bool:
    """Return whether a number is the earlier one of a change, without its year: 从31次降至2次."""
    pieces = sentence.pieces
    before = pieces[index - 1] if index else None
    if before is None or before.text not in ("从", "由", "from"):
        return False
    later = [i for i in range(index + 1, len(pieces)) if pieces[i].number]
    return bool(later) and not any(p.kind == "time" for p in pieces[index : later[0]])


def _compare(claim: FoundClaim, sentence: Sentence, index: int, group: Group | None) -> FoundClaim:
    pieces = sentence.pieces
    piece = pieces[index]
    fewer = sentence.cues.pattern("fewer")
    change = [p for p in (*pieces[max(0, index - 3) : index], *pieces[index + 1 : index + 2])
              if p.kind == "change"]  # fmt: skip
    relation = "more"
    if piece.number and piece.number.unit == "multiple":
        relation = "times"
    elif any(fewer.search(p.text) for p in change):
        relation = "fewer"
    terms = _other_terms(sentence, index, group)
    mention = None if terms else _other_mention(pieces, index)
    claim = replace(claim, other_terms=terms, other_mention=mention)
    return replace(claim, relation=relation)  # type: ignore[arg-type]


def _other_mention(pieces: list[Piece], index: int) -> str | None:
    """Return the text or the year that a number is compared with."""
    place = find_compared(pieces, index)
    return None if place is None else pieces[place].words or None


def find_compared(pieces: list[Piece], index: int) -> int | None:
    """Return the place of the text or time that the number at *index* is compared with."""
    kinds = ("doc", "title", "time")
    places = [i for i in range(index) if pieces[i].kind == "compare"]
    for place in reversed(places):
        if pieces[place].text in ("同比", "环比"):
            return place
        for other in range(place + 1, index):
            if pieces[other].kind in kinds and pieces[place].text != "相比":
                return other
        if pieces[place].text == "相比":  # 与2023年的报告相比
            before = [i for i in range(place) if pieces[i].kind in kinds]
            return before[-1] if before else None
    return None


def _other_terms(sentence: Sentence, index: int, group: Group | None) -> tuple[str, ...]:
    pieces = sentence.pieces
    starts = [i for i, p in enumerate(pieces[:index]) if p.kind in ("compare", "share")]
    low = starts[-1] if starts else max(0, index - 4)
    for place in (*range(low, index), *range(index + 1, min(index + 6, len(pieces)))):
        piece = pieces[place]
        if piece.kind == "quote" and not (group and group.first <= place <= group.last):
            return tuple(term_of(piece, sentence, pieces, place))
    return ()
