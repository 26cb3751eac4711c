"""The evidence that a number counts a group of terms: what is between them and around them.

Tested in tests/articles/test_labelled.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policytext.articles.pieces import Piece, Sentence
from policytext.articles.terms import Group, skip_gloss
from policytext.articles.weigh import Features
from policytext.language.han import HAN_PATTERN

_TITLED = re.compile("(?:题为|名为|题目是?|标题是?|命名为|led |called )[：:]?$")
_ENDS = frozenset({"stop", "semicolon", "close_bracket", "colon", "lead", "open_bracket"})
_BETWEEN = (
    ("says", "a verb of saying"), ("word", "a noun for a term"), ("often", "“number of mentions”"),
    ("doc", "a text"), ("time", "a time"), ("compare", "a comparison"), ("join", "a conjunction"),
    ("colon", "a colon"), ("lead", "a word that begins a clause"), ("open_bracket", "a bracket"),
    ("close_bracket", "a closing bracket"), ("semicolon", "a semicolon"),
    ("thing", "a thing that happens"),
)  # fmt: skip


def _range_of(size: float, steps: Sequence[int]) -> str:
    for low, high in zip((0, *[s + 1 for s in steps]), steps, strict=False):
        if size <= high:
            return str(low) if low == high else f"{low}-{high}"
    return f"{steps[-1] + 1}+"


def between(pieces: list[Piece], index: int, group: Group) -> list[Piece]:
    """Return the pieces between the number at *index* and *group*."""
    if group.last < index:
        return pieces[skip_gloss(pieces, group.last + 1) : index]
    return pieces[index + 1 : group.first]


def describe_group(sentence: Sentence, index: int, group: Group, groups: list[Group]) -> Features:
    """Return the evidence that the number at *index* counts *group*."""
    pieces = sentence.pieces
    side = "before" if group.last < index else "after"
    gap = between(pieces, index, group)
    kinds = [piece.kind for piece in gap]
    residue = sum(len(p.text) for p in gap if p.kind in ("text", "broken"))
    if sentence.cues.name == "en":
        residue = (residue + 2) // 3
    stops = sum(kind in ("stop", "semicolon") for kind in kinds)
    counted = [p for p in gap if p.number and p.number.unit in ("times", "bare")]
    others = [g for g in groups if g is not group and _inside(g, group, index)]
    names: Features = {f"marks: {group.marks}": 1.0}
    if group.open_family:
        names["the terms end with “and other words”"] = 1.0
    if not stops and not residue and not counted and not others:
        names[f"{side}, nothing between that is not understood"] = 1.0
        names[f"{side}, nothing between that is not understood, {group.marks}"] = 1.0
    else:
        names[f"{side}, {_range_of(stops, (0, 1))} commas between"] = 1.0
        names[f"{side}, {_range_of(residue, (0, 2, 6, 14))} unknown characters between"] = 1.0
    for kind, name in _BETWEEN:
        if kind in kinds:
            names[f"{side}, {name} between"] = 1.0
    if counted:
        names[f"{side}, another number between"] = 1.0
        if {"time", "doc", "compare", "shift"} & set(kinds):
            names[f"{side}, another number between, and another time or text"] = 1.0
    if any(g.marks != "text" for g in others):
        names[f"{side}, another marked term between"] = 1.0
    if any(g.marks == "text" for g in others):
        names[f"{side}, another unmarked term between"] = 1.0
    if not stops and not residue and not others and side == "after" and "says" in kinds:
        names["form: number, verb of saying, term"] = 1.0
    if not gap:
        names[f"{side}, adjacent"] = 1.0
    return names | _surroundings(sentence, index, group, side)


def _inside(other: Group, group: Group, index: int) -> bool:
    low, high = min(group.last, index), max(group.first, index)
    return low < other.first and other.last < high


def _surroundings(sentence: Sentence, index: int, group: Group, side: str) -> Features:
    pieces = sentence.pieces
    names: Features = {}
    lead, verb = _before(pieces, group.first), _before(pieces, index)
    follow = _after(pieces, skip_gloss(pieces, group.last + 1))
    if lead and lead.kind in ("says", "word", "often", "same"):
        names[f"{side}, the term follows a verb of saying or “the word”, {group.marks}"] = 1.0
    if side == "before" and _has_object(pieces, index):
        names["before, but the number has an object behind its verb"] = 1.0
    if side == "after":
        if verb and verb.kind in ("says", "often"):
            names["after, the number follows a verb of saying"] = 1.0
            if group.first == index + 1:
                names["form: verb of saying, number, term"] = 1.0
        if follow and follow.number and follow.number.unit in ("times", "bare"):
            names["after, the term has a number behind it"] = 1.0
        if follow and follow.kind == "open_bracket":
            names["after, the term has a bracket behind it"] = 1.0
    elif lead and lead.number and lead.number.unit == "times" and group.first > 1:
        names["before, the term has a number before it"] = 1.0
    if group.marks == "text":
        names |= _of_unmarked(sentence, index, group, side, lead, follow)
    else:
        size = max(len(t) if HAN_PATTERN.search(t) else 3 * len(t.split()) for t in group.terms)
        names[f"marked, size {_range_of(size, (8, 15))}"] = 1.0
        if len(group.terms) > 1:
            names["marked, several"] = 1.0
        before = sentence.folded[max(0, group.start - 4) : group.start]
        if _TITLED.search(before) or sentence.folded[group.end : group.end + 2] in ("为题", "一文"):
            names["marked, the title of a text"] = 1.0
    return names


def _has_object(pieces: list[Piece], index: int) -> bool:
    """Return whether a number is followed by a verb of saying and what is said: 3次提到要提升."""
    after = [p for p in pieces[index + 1 : index + 5] if p.kind != "filler"]
    return (
        len(after) > 1 and after[0].kind == "says" and after[1].kind in ("text", "quote", "title")
    )


def _of_unmarked(
    sentence: Sentence,
    index: int,
    group: Group,
    side: str,
    lead: Piece | None,
    follow: Piece | None,
) -> Features:
    """Return the evidence for the borders of a term without marks."""
    pieces = sentence.pieces
    size = max(len(t) if HAN_PATTERN.search(t) else 2 * len(t.split()) for t in group.terms)
    names: Features = {f"unmarked, size {_range_of(size, (1, 4, 6, 10))}": 1.0}
    if len(group.terms) > 1:
        names["unmarked, several"] = 1.0
    if lead is None or lead.kind in _ENDS:
        begins = "the beginning of a clause"
    elif lead.number or lead.kind == "join":
        begins = "a number"
    elif lead.kind in ("says", "word", "often", "same", "zero"):
        begins = "a verb of saying"
    else:
        begins = "another word"
    if side == "before":
        gap = between(pieces, index, group)
        clean = not any(p.kind in ("text", "stop", "semicolon", "quote", "broken") for p in gap)
        names[f"unmarked, from {begins} to the number{'' if clean else ', with words between'}"] = (
            1.0
        )
    else:
        ends = follow is None or follow.kind in _ENDS or bool(follow.number)
        names[
            f"unmarked, from {begins} to {'the end of its clause' if ends else 'another word'}"
        ] = 1.0
    if sentence.cues.name == "en" and group.terms[0][:1].isupper():
        names["unmarked, a capital letter"] = 1.0
    return names


def _before(pieces: list[Piece], index: int) -> Piece | None:
    for piece in reversed(pieces[:index]):
        if piece.kind not in ("filler", "footnote"):
            return piece
    return None


def _after(pieces: list[Piece], index: int) -> Piece | None:
    for piece in pieces[index:]:
        if piece.kind != "filler":
            return piece
    return None
