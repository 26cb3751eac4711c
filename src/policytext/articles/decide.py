"""What a number of a sentence may be a number of, and how likely it counts words of a text.

Each number, and each word that means a number (first, most, not mentioned), is decided in steps:
the kind of claim it can belong to, the term, and whether it is a claim at all. The second and
third steps weigh evidence by name; whether the count agrees with a text is never evidence.

Tested in tests/articles/test_labelled.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policytext.articles.context import describe_number
from policytext.articles.pieces import Piece, Sentence
from policytext.articles.term_evidence import describe_group
from policytext.articles.terms import Group, part_of
from policytext.articles.weigh import Features, explain, likelihood, weigh

KINDS = ("count", "zero", "rank", "first-mention", "comparison", "share", "length", "items")
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
        evidence = context | describe_number(sentence, index)
        score = weigh(f"{kind}: claim", evidence)
        return Decision(kind, index, (), None, 9.0, evidence, likelihood(score))
    choices = tuple(_choices(sentence, index, kind, groups, topic))
    scored = sorted(
        ((weigh(f"{kind}: term", c.evidence), -i) for i, c in enumerate(choices)), reverse=True
    )
    best = choices[-scored[0][1]] if scored else None
    margin = scored[0][0] - scored[1][0] if len(scored) > 1 else 9.0
    evidence = context | describe_number(sentence, index) | _margin(margin)
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
        evidence = describe_group(sentence, index, group, groups)
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
