"""The evidence of a number and of its sentence, whatever term the number counts.

Tested in tests/articles/test_labelled.py.
"""

from __future__ import annotations

from policytext.articles.pieces import Piece, Sentence
from policytext.articles.weigh import Features


def describe_context(
    sentence: Sentence, *, named: bool, headline: bool, speaks: bool, happens: bool
) -> Features:
    """Return the evidence of the sentence and of what the article said before it."""
    kinds = {piece.kind for piece in sentence.pieces}
    names: Features = {"always": 1.0, f"language: {sentence.cues.name}": 1.0}
    for kind, name in (
        ("doc", "a text"), ("word", "a noun for a term"), ("often", "“number of mentions”"),
        ("says", "a verb of saying"), ("quote", "a marked term"), ("thing", "a thing that happens"),
        ("whole", "the length of a text"), ("title", "a title"), ("time", "a time"),
    ):  # fmt: skip
        if kind in kinds:
            names[f"sentence: {name}"] = 1.0
    if named:
        names["article: a text is named before"] = 1.0
    if happens:
        names["article: its headline names a thing that happens"] = 1.0
    if headline:
        names["headline"] = 1.0
    if speaks:
        names["block: it speaks of words"] = 1.0
    return names


def describe_number(sentence: Sentence, index: int) -> Features:
    """Return the evidence of the number itself and of what is beside it."""
    pieces = sentence.pieces
    piece = pieces[index]
    names: Features = {}
    before, after = pieces[index - 1] if index else None, next(iter(pieces[index + 1 :]), None)
    if before is not None and before.kind == "open_bracket":
        names["the number is in brackets"] = 1.0
    names[f"beside: {before.kind if before else 'the beginning'} before"] = 1.0
    if before is not None and before.text == "的":
        names["beside: 的 before"] = 1.0
    if after is not None and after.text == "的":
        names["beside: 的 after"] = 1.0
    names[f"beside: {after.kind if after else 'the end'} after"] = 1.0
    number = piece.number
    if number is None:
        return names
    names[f"unit: {number.unit}"] = 1.0
    value = number.value or 0
    for limit in (10, 50, 400):
        if value < limit:
            names[f"value below {limit}"] = 1.0
            break
    if number.unit == "times":
        words = sentence.folded[piece.start : piece.end]
        unit = words[-1:] if sentence.cues.name == "zh" else words.split()[-1]
        names[f"unit word: {unit}"] = 1.0
    if number.unit == "items":
        names[f"item: {number.noun[-2:]}"] = 1.0
    if number.unit in ("length", "items"):
        names |= _describe_size(sentence, index)
    return names


def _describe_size(sentence: Sentence, index: int) -> Features:
    """Return the evidence that a number is the size of a text: its words, or its parts."""
    pieces = sentence.pieces
    piece = pieces[index]
    before = {p.kind for p in pieces[:index]} - {"filler", "text"}
    after = {p.kind for p in pieces[index + 1 :]} & {"doc", "whole", "quote"}
    names = {f"earlier in the sentence: {kind}": 1.0 for kind in sorted(before)}
    names |= {f"later in the sentence: {kind}": 1.0 for kind in sorted(after)}
    if _contains_before(sentence, piece):
        names["a verb of containing before"] = 1.0
    words = sentence.folded[piece.start : piece.end]
    if sentence.folded[: piece.start].endswith("-") or "-" in words:
        names["hyphenated"] = 1.0
    return names


def _contains_before(sentence: Sentence, piece: Piece) -> bool:
    """Return whether a verb of containing is before a number: 提出五大任务, 共十章."""
    low = max(0, piece.start - (14 if sentence.cues.name == "zh" else 26))
    place = sentence.pieces.index(piece)
    row = sentence.pieces[max(0, place - 2) : place]
    if len(row) == 2 and row[1].kind == "join" and row[0].number and row[0].number.unit == "items":
        return _contains_before(sentence, row[0])
    near = sentence.folded[low : piece.start + 3]
    found = sentence.cues.pattern("lays_out").finditer(near)
    return any(len(m[0]) > 1 or m.end() >= piece.start - low - 1 for m in found)
