"""The terms of a sentence that a number can count, in groups that are counted together.

Tested in tests/articles/test_labelled.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from policytext.articles.cues import load_words
from policytext.articles.pieces import Piece, Sentence
from policytext.language.han import HAN_PATTERN

_IN_BRACKETS = re.compile(r"\s?[（(][^（()）]*\d[^（()）]*[)）]$")
_ONLY = re.compile("([一-鿿])字(?![词眼])")
_COMMAS = frozenset(",，、")
_INSIDE_PHRASE = frozenset({
    "text", "filler", "join", "word", "lead", "says", "same", "share", "change", "compare", "whole",
})  # fmt: skip
_SLASH = re.compile(r"([\w' -]{2,30})\s?[/／]\s?([\w' -]{2,30})")


@dataclass(frozen=True)
class Group:
    """Terms that are counted together.

    They are pieces ``first`` to ``last``, ``[start, end)`` of the sentence.

    ``marks`` is ``quote``, ``title`` or ``text`` (no marks: the borders are a guess).
    """

    first: int
    last: int
    start: int
    end: int
    terms: tuple[str, ...]
    marks: str
    open_family: bool = False
    match: str | None = None


def list_groups(sentence: Sentence) -> list[Group]:
    """Return the groups of terms of a sentence, in order."""
    pieces = sentence.pieces
    groups: list[Group] = []
    index = 0
    while index < len(pieces):
        group = _gather(pieces, index, sentence)
        if group is None:
            index += 1
            continue
        index = group.last + 1
        if not _is_gloss(pieces, group, groups):
            groups.append(group)
    return groups


def _is_gloss(pieces: list[Piece], group: Group, groups: list[Group]) -> bool:
    """Return whether a term is the translation, in brackets, of the one before: jobs（工作）."""
    if not groups or groups[-1].last != group.first - 2 or group.last + 1 >= len(pieces):
        return False
    around = pieces[group.first - 1].kind, pieces[group.last + 1].kind
    return around == ("open_bracket", "close_bracket")


def _gather(pieces: list[Piece], index: int, sentence: Sentence) -> Group | None:
    first = pieces[index]
    if first.kind == "text" and (phrase := _phrase(pieces, index, sentence)) is not None:
        return phrase
    terms = term_of(first, sentence, pieces, index)
    if not terms:
        return None
    last, found = index, list(terms)
    marks = first.kind
    while (following := _joined(pieces, last, sentence)) is not None:
        more = term_of(pieces[following], sentence, pieces, following)
        if not more or (pieces[following].kind == "text") != (marks == "text"):
            break
        found += more
        last = following
    if only := _only_character(pieces, last, sentence):
        return Group(index, only[1], first.start, pieces[only[1]].end, (only[0],), "quote")
    opened = last + 1 < len(pieces) and pieces[last + 1].kind == "open"
    prefix = any(p.kind == "word" and "form" in p.text for p in pieces[max(0, index - 2) : index])
    return Group(
        index, last, first.start, pieces[last].end, tuple(found), marks,
        open_family=opened, match="prefix" if prefix else None,
    )  # fmt: skip


def _phrase(pieces: list[Piece], index: int, sentence: Sentence) -> Group | None:
    """Return what is said not to be mentioned, or to be mentioned N times, up to the end of the
    clause, if it is more than one piece: no mention of redistributing wealth to Muslims.
    """
    start = index
    while start and pieces[start - 1].kind == "filler":
        start -= 1
    cue = pieces[start - 1] if start else None
    if cue is None or not (
        cue.kind == "zero" or (cue.kind == "says" and start > 1 and pieces[start - 2].number)
    ):
        return None
    last = index
    while last + 1 < len(pieces) and pieces[last + 1].kind in _INSIDE_PHRASE:
        last += 1
    while last > index and pieces[last].kind != "text":
        last -= 1
    words = sentence.text[pieces[index].start : pieces[last].end].strip()
    size = len(words) / 2 if HAN_PATTERN.search(words) else len(words.split())
    if last == index or size > 9:
        return None
    return Group(index, last, pieces[index].start, pieces[last].end, (words,), "text")


def _only_character(pieces: list[Piece], last: int, sentence: Sentence) -> tuple[str, int] | None:
    """Return the character that is counted in a list of words: 共享共建等共字."""
    if last + 1 >= len(pieces) or pieces[last + 1].kind != "open":
        return None
    match = _ONLY.match(sentence.folded, pieces[last + 1].end)
    if match is None:
        return None
    ends = [i for i, p in enumerate(pieces) if p.end == match.end()]
    return (sentence.text[match.start(1) : match.end(1)], ends[0]) if ends else None


def _joined(pieces: list[Piece], last: int, sentence: Sentence) -> int | None:
    """Return the index of the term that is joined to the piece *last*; None without one."""
    here = last + 1
    here = skip_gloss(pieces, here)
    if here >= len(pieces):
        return None
    quoted = pieces[last].kind in ("quote", "title")
    if quoted and pieces[here].kind in ("quote", "title"):
        return here
    steps = 0
    while here < len(pieces) and (
        pieces[here].kind == "join" or (quoted and _is_list_comma(pieces, here, sentence))
    ):
        here, steps = here + 1, steps + 1
    while here < len(pieces) and quoted and pieces[here].text in ("the", "a", "word"):
        here += 1
    if not steps or here >= len(pieces) or steps > 2:
        return None
    return here if pieces[here].kind in ("quote", "title", "text") else None


def _is_list_comma(pieces: list[Piece], here: int, sentence: Sentence) -> bool:
    """Return whether a comma is one of a list of marked terms: “a”, “b” and “c”."""
    text = pieces[here].text
    if text == "、":
        return True
    if text != "," or sentence.cues.name != "en":
        return False
    for index in range(here + 1, min(here + 8, len(pieces) - 1)):
        if pieces[index].kind == "join":
            return pieces[index + 1].kind == "quote"
        if pieces[index].kind != "quote" and pieces[index].text != ",":
            return False
    return False


def skip_gloss(pieces: list[Piece], here: int) -> int:
    """Return the place after a gloss in brackets without a number: Harbor（港口）."""
    if here < len(pieces) and pieces[here].kind == "open_bracket":
        for index in range(here + 1, min(here + 5, len(pieces))):
            if pieces[index].kind == "number":
                return here
            if pieces[index].kind == "close_bracket":
                return index + 1
    return here


def term_of(piece: Piece, sentence: Sentence, pieces: list[Piece], index: int) -> list[str]:
    """Return the terms that a piece can be; none if it cannot be a term."""
    if piece.kind in ("quote", "title"):
        words = " ".join(piece.words.strip(" ，,、.;；").split())
        words = _IN_BRACKETS.sub("", words)
        words = (
            words
            if words.isascii() or re.search("[A-Za-z] [A-Za-z]", words)
            else words.replace(" ", "")
        )
        if not words or re.fullmatch(r"[\d\W]+", words):
            return []
        both = _SLASH.fullmatch(words)
        return [both[1].strip(), both[2].strip()] if both else [words]
    if piece.kind != "text":
        return []
    words = piece.words.strip(" -–—~～·…、.'’\"")
    if HAN_PATTERN.search(words):
        words = _tail().sub("", _head().sub("", words.replace(" ", ""))).strip()
        if (
            len(words) == 2
            and words[1] == "字"
            and words not in ("数字", "文字", "汉字", "名字", "赤字", "數字")
        ):
            return [words[0]]
        long = len(words) > 12 or (len(words) < 2 and not _is_before_bracket(pieces, index))
    else:
        words = _tail().sub("", words)
        long = words.count(" ") > 3 or (len(words) < 2 and words not in ("I",))
    if long or _no_term().search(words) or re.fullmatch(r"[\d\W]+", words):
        return []
    return [words]


@cache
def _head() -> re.Pattern[str]:
    """Return what may come before a term without marks, and is no part of it."""
    reports, little, offices = (_any_of(name) for name in ("reports", "before", "offices"))
    return re.compile(rf"^.*{reports}(?=.)|^{little}+(?=..)|^(?:中共)?(?:中央)?前?{offices}+(?=..)")


@cache
def _tail() -> re.Pattern[str]:
    """Return what may come after a term without marks, and is no part of it."""
    return re.compile(rf"{_any_of('after')}$|['’]s$")


@cache
def _no_term() -> re.Pattern[str]:
    """Return what cannot be a term without marks."""
    return re.compile(_any_of("no_term"), re.IGNORECASE)


def _any_of(name: str) -> str:
    return f"(?:{'|'.join(load_words()['unmarked'][name])})"


def _is_before_bracket(pieces: list[Piece], index: int) -> bool:
    return index + 1 < len(pieces) and pieces[index + 1].kind == "open_bracket"


def part_of(group: Group, *, last: bool) -> Group:
    """Return the last or the first term of a group alone."""
    return replace(group, terms=(group.terms[-1 if last else 0],))


def rows_of(sentence: Sentence, groups: list[Group]) -> Iterator[tuple[Group, list[int]]]:
    """Yield each group of several terms with the row of numbers that follows it directly."""
    pieces = sentence.pieces
    rows = _number_rows(pieces)
    for row in rows:
        before = [g for g in groups if g.last < row[0]]
        several = [g for g in before if len(g.terms) > 1][-1:]
        if several and not any(g.first > several[0].last and g.marks != "text" for g in before):
            yield several[0], row


def _number_rows(pieces: list[Piece]) -> list[list[int]]:
    rows: list[list[int]] = []
    row: list[int] = []
    for index, piece in enumerate(pieces):
        if piece.number and piece.number.unit in ("times", "bare"):
            row.append(index)
        elif piece.kind in ("join", "filler") or (piece.text in _COMMAS and row):
            continue
        else:
            rows.append(row)
            row = []
    return [row for row in (*rows, row) if len(row) > 1]
