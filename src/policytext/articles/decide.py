"""What a number of a sentence may be a number of, and how likely it counts words of a text.

Each number, and each word that means a number (first, most, not mentioned), is decided in steps:
the kind of claim it can belong to, the term, and whether it is a claim at all. The second and
third steps weigh evidence by name; whether the count agrees with a text is never evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policytext.articles.pieces import Piece, Sentence
from policytext.articles.terms import Features, Group, describe, part_of
from policytext.articles.weigh import explain, likelihood, weigh
from policytext.language.han import HAN_PATTERN
from policytext.language.messages import Message

KINDS = ("count", "zero", "rank", "first-mention", "comparison", "share", "length", "items")
_NEW_CLAUSE = re.compile(r"[，,；;。：:]|(?<=[一-鿿])\s")
_COUNTED = frozenset({"times", "multiple", "share"})
_OF_WORDS = re.compile("[词字频提用]|出现|word|term|phrase|used|mention|said|spoken")
SHORTEST = 30  # fewer words are a slogan
READ_FROM = 0.75
RANK_FROM = 0.65
CLEAN_FROM = 0.55  # with nothing unknown between the term and the number
BARE_FROM = 0.85  # of terms without marks, whose borders are a guess
UNREAD_FROM = 0.15
_NEAREST_BEFORE, _NEAREST_AFTER = 5, 3


@dataclass(frozen=True)
class Topic:
    """The terms that the article speaks of before a sentence, ``distance`` sentences back."""

    terms: tuple[str, ...]
    marks: str
    start: int
    distance: int


@dataclass(frozen=True)
class Choice:
    """A group of terms that a number may count; ``group`` is None for the topic."""

    terms: tuple[str, ...]
    marks: str
    evidence: Features
    group: Group | None = None


@dataclass(frozen=True)
class Decision:
    """A number of the article, with the terms it may count and the evidence that it is a claim."""

    kind: str
    index: int
    choices: tuple[Choice, ...]
    best: Choice | None
    margin: float
    evidence: Features
    likelihood: float

    def explain(self) -> tuple[str, ...]:
        """Return the weightiest evidence for the term, and for the claim."""
        lines = [f"{self.kind}: likelihood {self.likelihood:.2f}"]
        lines += [f"claim: {line}" for line in explain(f"{self.kind}: claim", self.evidence)]
        if self.best:
            lines += [f"term: {line}" for line in explain(f"{self.kind}: term", self.best.evidence)]
        return tuple(lines)


def kind_of(pieces: Sequence[Piece], index: int) -> str | None:
    """Return the kind of claim that the piece at *index* can give the number of."""
    piece = pieces[index]
    if piece.kind in ("zero", "rank"):
        return piece.kind
    if piece.kind == "first":
        return "first-mention"
    if piece.number is None:
        return None
    unit = piece.number.unit
    if piece.number.noun == "twice" and any(p.text == "as" for p in pieces[index + 1 : index + 2]):
        return None  # twice as often
    if piece.number.noun == "once" and any(p.kind == "zero" for p in pieces[:index]):
        return None  # did not appear once
    if unit == "times" and piece.number.noun in ("个", "個") and (piece.number.value or 0) < 2:
        return None
    if unit == "items" and (piece.number.value or 0) < 2:
        return None
    if unit == "bare":
        before = [p.number.unit for p in pieces[:index] if p.number]
        counted = [u for u in before if u in ("times", "length")]
        quoted = any(p.kind == "quote" for p in pieces[:index])
        value = piece.number.value or 0
        if 1500 < value < 2100 and piece.number.high - piece.number.low == 4:
            return None  # a year
        if counted and counted[-1] == "length" and not quoted and (piece.number.value or 0) >= 100:
            return "length"
    if unit in ("length", "items"):
        return "comparison" if _changes(pieces, index) else unit
    if unit in ("times", "bare", "multiple"):
        return "comparison" if unit == "multiple" or _changes(pieces, index) else "count"
    if unit == "share":
        if _changes(pieces, index):
            return "comparison"
        return "share" if any(p.kind == "share" for p in pieces[:index]) else None
    return None


def _changes(pieces: Sequence[Piece], index: int) -> bool:
    """Return whether a number says by how much something changed: 多9次, three more than."""
    before = next((p for p in reversed(pieces[:index]) if p.text != "了"), None)
    if before is not None and before.kind == "change":
        return True
    after = [p.text for p in pieces[index + 1 : index + 2]]
    return bool(after) and after[0] in ("more", "fewer", "less")


def decide(
    sentence: Sentence,
    index: int,
    kind: str,
    groups: list[Group],
    topic: Topic | None,
    context: Features,
) -> Decision:
    """Weigh the terms that the number at *index* may count, then whether it is a claim."""
    if kind in ("length", "items"):
        evidence = context | _layout(sentence, index)
        score = weigh(f"{kind}: claim", evidence)
        return Decision(kind, index, (), None, 9.0, evidence, likelihood(score))
    choices = tuple(_choices(sentence, index, kind, groups, topic))
    scored = sorted(
        ((weigh(f"{kind}: term", c.evidence), -i) for i, c in enumerate(choices)), reverse=True
    )
    best = choices[-scored[0][1]] if scored else None
    margin = scored[0][0] - scored[1][0] if len(scored) > 1 else 9.0
    evidence = context | _layout(sentence, index) | _margin(margin)
    evidence |= best.evidence if best else {"no term": 1.0}
    score = weigh(f"{kind}: claim", evidence)
    return Decision(
        kind, index, choices, best, margin, evidence, likelihood(score) if best else 0.0
    )


def _choices(
    sentence: Sentence, index: int, kind: str, groups: list[Group], topic: Topic | None
) -> list[Choice]:
    before = [g for g in groups if g.last < index][-_NEAREST_BEFORE:]
    after = [g for g in groups if g.first > index][:_NEAREST_AFTER]
    choices = []
    for group in (*before, *after):
        evidence = describe(sentence, index, group, groups)
        choices.append(Choice(group.terms, group.marks, evidence, group))
        if len(group.terms) > 1 and not group.open_family:
            part = part_of(group, last=group.last < index)
            alone = evidence | {f"one of several, {group.marks}": 1.0}
            choices.append(Choice(part.terms, group.marks, alone, part))
    marked = any(g.marks == "quote" for g in before) and kind in ("comparison", "share", "rank")
    if topic is not None and not marked:
        choices.append(Choice(topic.terms, topic.marks, _of_topic(sentence, index, topic, before)))
    return choices


def _of_topic(sentence: Sentence, index: int, topic: Topic, before: list[Group]) -> Features:
    back = "the sentence before" if topic.distance == 1 else "an earlier sentence"
    names: Features = {f"topic of {back}": 1.0, f"topic, marks: {topic.marks}": 1.0}
    pieces = sentence.pieces
    if any(p.kind == "same" for p in pieces[:index]):
        names["topic, “the word” in the sentence"] = 1.0
    if not any(g.marks != "text" for g in before):
        names["topic, no marked term before the number"] = 1.0
    if not before:
        names["topic, no term before the number"] = 1.0
    if any(p.number and p.number.unit == "times" for p in pieces[:index]):
        names["topic, another number before"] = 1.0
    return names


def _margin(margin: float) -> Features:
    for limit in (0.3, 1.0, 2.0, 4.0):
        if margin < limit:
            return {f"lead over the next term below {limit}": 1.0}
    return {}


def _layout(sentence: Sentence, index: int) -> Features:
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
        kinds = [p.kind for p in pieces[:index]]
        names |= {
            f"earlier in the sentence: {kind}": 1.0 for kind in set(kinds) - {"filler", "text"}
        }
        later = {p.kind for p in pieces[index + 1 :]}
        names |= {
            f"later in the sentence: {kind}": 1.0 for kind in later & {"doc", "whole", "quote"}
        }
        if _contains_before(sentence, piece):
            names["a verb of containing before"] = 1.0
        if (
            sentence.folded[: piece.start].endswith("-")
            or "-" in sentence.folded[piece.start : piece.end]
        ):
            names["hyphenated"] = 1.0
    return names


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


def threshold(sentence: Sentence, decision: Decision) -> float:
    """Return how likely a claim must be to be read."""
    best = decision.best
    if best is None or (decision.kind == "rank" and best.marks == "text"):
        return READ_FROM
    if decision.kind == "rank":
        return RANK_FROM
    if decision.kind in ("share", "comparison"):
        return CLEAN_FROM
    clean = any(n.endswith("nothing between that is not understood") for n in best.evidence)
    if best.marks != "text":
        return CLEAN_FROM if clean else READ_FROM
    said = any(n.startswith("unmarked, from a verb of saying to the") for n in best.evidence)
    return READ_FROM if clean and said and sentence.has("doc", "title") else BARE_FROM


def find_doubt(sentence: Sentence, decision: Decision, *, happens: bool) -> Message | None:
    """Return what speaks against a claim whatever else speaks for it; None if nothing does."""
    named = sentence.has("doc", "title")
    if sentence.is_unpaired:
        return Message("unread_reasons.unpaired")
    if sentence.cues.pattern("elsewhere").search(sentence.folded):
        return Message("unread_reasons.thing")
    if not named and (happens or sentence.has("thing")):
        return Message("unread_reasons.thing")
    number = sentence.pieces[decision.index].number
    if decision.kind == "rank" and not (
        sentence.has("word", "often")
        or any(p.number and p.number.unit == "times" for p in sentence.pieces)
        or _OF_WORDS.search(sentence.pieces[decision.index].text)
    ):
        return Message("unread_reasons.unlikely")
    contained = "a verb of containing before" in decision.evidence
    if decision.kind == "items" and not (
        named and (contained or _in_clause(sentence, decision.index))
    ):
        return Message("unread_reasons.not_a_text")
    if decision.kind == "length" and number and (number.value or 0) < SHORTEST:
        return Message("unread_reasons.not_a_text")
    if decision.kind == "length" and not (named or sentence.has("whole", "time")):
        before = sentence.pieces[: decision.index]
        if not any(p.number and p.number.unit == "length" for p in before):
            return Message("unread_reasons.not_a_text")
    bare = number is not None and number.unit == "bare" and decision.kind == "count"
    if bare and not _is_set_off(sentence, decision):
        return Message("unread_reasons.unlikely")
    if number and number.noun in ("个", "個"):
        before = sentence.pieces[max(0, decision.index - 3) : decision.index]
        after = sentence.pieces[decision.index + 1 : decision.index + 3]
        if not any(p.kind in ("says", "word", "often") for p in (*before, *after)):
            return Message("unread_reasons.thing")
    piece = sentence.pieces[decision.index]
    if piece.text in ("没有", "不含", "没了", "no") and not sentence.has("word", "often", "doc"):
        return Message("unread_reasons.unlikely")
    best = decision.best
    if best is None or best.group is None:
        return None
    names = best.evidence
    side = "before" if best.group.last < decision.index else "after"
    if best.marks == "text":
        clean = f"{side}, nothing between that is not understood" in names
        clean &= not any(n.startswith("unmarked, from another word") for n in names)
        return None if clean else Message("unread_reasons.no_borders")
    times = number is not None and number.unit == "multiple"
    if decision.kind == "share" and decision.best and decision.best.marks == "text":
        return Message("unread_reasons.unlikely")
    of_words = sentence.has("word", "often") or any(
        p.number and p.number.unit == "times" for p in sentence.pieces
    )
    if decision.kind == "comparison" and not (of_words and number and number.unit in _COUNTED):
        return Message("unread_reasons.unlikely")
    if decision.kind == "comparison" and not times and not sentence.has("compare"):
        return Message("unread_reasons.unlikely")
    if decision.kind == "first-mention" and not _is_said(sentence, decision.index):
        return Message("unread_reasons.unlikely")
    if side == "before" and _is_one_of_two(sentence, decision.index, best.group):
        return Message("unread_reasons.broken")
    if decision.kind not in ("count", "zero", "first-mention"):
        return None
    after = sentence.pieces[best.group.last + 1 :][:1]
    goes_on = bool(after) and after[0].kind == "text" and after[0].start == best.group.end
    if goes_on and HAN_PATTERN.match(after[0].text):
        return Message("unread_reasons.cut_short")
    counted = f"{side}, another number between" in names
    if counted and f"{side}, another number between, and another time or text" not in names:
        return Message("unread_reasons.between")
    if side == "after" and any(n.startswith(("after, 1 comma", "after, 2+")) for n in names):
        return Message("unread_reasons.between")
    return None


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


def reason_unread(decision: Decision) -> Message:
    """Return why a number that looks like a count is not read."""
    if decision.kind in ("length", "items"):
        return Message("unread_reasons.not_a_text")
    if decision.best is None:
        return Message("unread_reasons.no_word")
    if decision.margin < 1:
        return Message("unread_reasons.broken")
    return Message("unread_reasons.unlikely")
