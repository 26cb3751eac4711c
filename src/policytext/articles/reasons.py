"""Why a number that looks like a count of words is not read.

Tested in tests/articles/test_labelled.py.
"""

from __future__ import annotations

import re

from policytext.articles.decide import Choice, Decision
from policytext.articles.pieces import Sentence
from policytext.articles.terms import Group
from policytext.language.han import HAN_PATTERN
from policytext.language.messages import Message

_NEW_CLAUSE = re.compile(r"[，,；;。：:]|(?<=[一-鿿])\s")
_COUNTED = frozenset({"times", "multiple", "share"})
_OF_WORDS = re.compile("[词字频提用]|出现|word|term|phrase|used|mention|said|spoken")
SHORTEST = 30  # fewer words are a slogan


def find_doubt(sentence: Sentence, decision: Decision, *, happens: bool) -> Message | None:
    """Return what speaks against a claim whatever else speaks for it; None if nothing does."""
    doubt = _doubt_sentence(sentence, happens=happens) or _doubt_number(sentence, decision)
    best = decision.best
    if doubt or best is None or best.group is None:
        return doubt
    if best.marks == "text":
        return _doubt_borders(decision, best, best.group)
    return _doubt_kind(sentence, decision) or _doubt_place(sentence, decision, best, best.group)


def find_part(sentence: Sentence, decision: Decision) -> Message | None:
    """Return why a number is not one of a whole text; None if it is."""
    end = sentence.pieces[decision.index].start
    head = sentence.folded[:end]
    clause = re.split("[；;]", head)[-1]
    for name, reason in (
        ("average", "average"),
        ("several", "several_documents"),
        ("part", "part"),
    ):
        if name == "part" and decision.kind in ("items", "length"):
            continue
        if sentence.cues.pattern(name).search(head):
            return Message(f"unread_reasons.{reason}")
    if sentence.cues.pattern("left_out").search(clause) and decision.kind == "count":
        return Message("unread_reasons.left_out")
    return None


def reason_unread(decision: Decision) -> Message:
    """Return why a number that looks like a count is not likely enough to be read."""
    if decision.kind in ("length", "items"):
        return Message("unread_reasons.not_a_text")
    if decision.best is None:
        return Message("unread_reasons.no_word")
    if decision.margin < 1:
        return Message("unread_reasons.broken")
    return Message("unread_reasons.unlikely")


def _doubt_sentence(sentence: Sentence, *, happens: bool) -> Message | None:
    if sentence.is_unpaired:
        return Message("unread_reasons.unpaired")
    named = sentence.has("doc", "title")
    elsewhere = sentence.cues.pattern("elsewhere").search(sentence.folded)
    if elsewhere or (not named and (happens or sentence.has("thing"))):
        return Message("unread_reasons.thing")
    return None


def _doubt_number(sentence: Sentence, decision: Decision) -> Message | None:
    """Return what the number and its unit say against a claim."""
    piece = sentence.pieces[decision.index]
    if decision.kind == "rank" and not (_counts_words(sentence) or _OF_WORDS.search(piece.text)):
        return Message("unread_reasons.unlikely")
    if decision.kind in ("items", "length") and not _is_of_text(sentence, decision):
        return Message("unread_reasons.not_a_text")
    number = piece.number
    bare = number is not None and number.unit == "bare" and decision.kind == "count"
    if bare and not _is_set_off(sentence, decision):
        return Message("unread_reasons.unlikely")
    if number and number.noun in ("个", "個"):
        before = sentence.pieces[max(0, decision.index - 3) : decision.index]
        after = sentence.pieces[decision.index + 1 : decision.index + 3]
        if not any(p.kind in ("says", "word", "often") for p in (*before, *after)):
            return Message("unread_reasons.thing")
    if piece.text in ("没有", "不含", "没了", "no") and not sentence.has("word", "often", "doc"):
        return Message("unread_reasons.unlikely")
    return None


def _doubt_borders(decision: Decision, best: Choice, group: Group) -> Message | None:
    """Return what speaks against the borders of a term without marks."""
    clean = f"{_side(decision, group)}, nothing between that is not understood" in best.evidence
    clean &= not any(n.startswith("unmarked, from another word") for n in best.evidence)
    return None if clean else Message("unread_reasons.no_borders")


def _doubt_kind(sentence: Sentence, decision: Decision) -> Message | None:
    """Return what a comparison or a first mention lacks."""
    number = sentence.pieces[decision.index].number
    if decision.kind == "comparison":
        multiple = number is not None and number.unit == "multiple"
        counted = number is not None and number.unit in _COUNTED and _counts_words(sentence)
        if not counted or not (multiple or sentence.has("compare")):
            return Message("unread_reasons.unlikely")
    if decision.kind == "first-mention" and not _is_said(sentence, decision.index):
        return Message("unread_reasons.unlikely")
    return None


def _doubt_place(
    sentence: Sentence, decision: Decision, best: Choice, group: Group
) -> Message | None:
    """Return what speaks against a marked term in its place."""
    side = _side(decision, group)
    if side == "before" and _is_one_of_two(sentence, decision.index, group):
        return Message("unread_reasons.broken")
    if decision.kind not in ("count", "zero", "first-mention"):
        return None
    after = sentence.pieces[group.last + 1 :][:1]
    goes_on = bool(after) and after[0].kind == "text" and after[0].start == group.end
    if goes_on and HAN_PATTERN.match(after[0].text):
        return Message("unread_reasons.cut_short")
    names = best.evidence
    counted = f"{side}, another number between" in names
    if counted and f"{side}, another number between, and another time or text" not in names:
        return Message("unread_reasons.between")
    if side == "after" and any(n.startswith(("after, 1 comma", "after, 2+")) for n in names):
        return Message("unread_reasons.between")
    return None


def _side(decision: Decision, group: Group) -> str:
    return "before" if group.last < decision.index else "after"


def _counts_words(sentence: Sentence) -> bool:
    times = any(p.number and p.number.unit == "times" for p in sentence.pieces)
    return times or sentence.has("word", "often")


def _is_of_text(sentence: Sentence, decision: Decision) -> bool:
    """Return whether a number of parts or of words can be the size of a text."""
    named = sentence.has("doc", "title")
    if decision.kind == "items":
        contained = "a verb of containing before" in decision.evidence
        return named and (contained or _in_clause(sentence, decision.index))
    number = sentence.pieces[decision.index].number
    if number and (number.value or 0) < SHORTEST:
        return False
    before = sentence.pieces[: decision.index]
    lengths = any(p.number and p.number.unit == "length" for p in before)
    return named or lengths or sentence.has("whole", "time")


def _is_said(sentence: Sentence, index: int) -> bool:
    """Return whether a first time is one of saying: 首次写入, first mentioned."""
    near = (sentence.pieces[index], *sentence.pieces[index + 1 : index + 4])
    if any(p.kind in ("says", "word") for p in near[1:]):
        return True
    return bool(re.search("[提现见]|mention|use|appear|introduc|time", near[0].text))


def _is_one_of_two(sentence: Sentence, index: int, group: Group) -> bool:
    """Return whether the clause of a term has two marked terms, and its number is in a later one.

    “航道”比作“命脉”，出现93次 does not say which of the two is counted.
    """
    pieces = sentence.pieces
    if not any(p.kind == "stop" for p in pieces[group.last + 1 : index]):
        return False
    for piece in reversed(pieces[: group.first]):
        if piece.kind in ("stop", "semicolon") or piece.number:
            return False
        if piece.kind == "quote":
            return True
    return False


def _in_clause(sentence: Sentence, index: int) -> bool:
    """Return whether a Chinese number is in the clause of a text, or after what it contains."""
    if sentence.cues.name != "zh":
        return False
    before = sentence.pieces[:index]
    names = [i for i, p in enumerate(before) if p.kind in ("doc", "title")]
    if not names:
        return False
    words = sentence.folded[before[names[-1]].end : sentence.pieces[index].start + 1]
    if not _NEW_CLAUSE.search(words):
        return True
    found = sentence.cues.pattern("lays_out").finditer(words)
    return any(len(match[0]) > 1 for match in found) and "指出" not in words


def _is_set_off(sentence: Sentence, decision: Decision) -> bool:
    """Return whether a number without a unit is set off as a count: in brackets, after a colon,
    after “number of mentions”, beside another count.
    """
    index = decision.index
    pieces = sentence.pieces
    before = [p for p in pieces[max(0, index - 3) : index] if p.kind != "filler"]
    after = pieces[index + 1 : index + 2]
    last = before[-1].kind if before else ""
    number = pieces[index].number
    value = number.value if number else None
    year = value is not None and 1500 < value < 2100
    if after and after[0].kind == "close_bracket" and last != "open_bracket":
        return False  # 1）: the number of an item
    if last == "open_bracket":
        group = decision.best.group if decision.best else None
        before_it = group is not None and group.last < index
        return before_it and not year and bool(after) and after[0].kind != "text"
    if last in ("colon", "often", "lead", "compare", "quote", "join", "same") and not year:
        counted = any(p.number and p.number.unit == "times" for p in pieces)
        listed = sentence.has("word", "often")
        if last in ("often", "colon", "quote", "same"):
            return listed or counted
        return counted
    return any(p.kind == "often" for p in pieces[index + 1 : index + 3])
