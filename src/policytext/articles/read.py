"""Read an article: every number is decided, and what is decided becomes a claim or is unread.

Tested in tests/articles/test_articles.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from policytext.articles.blocks import Block, is_english, split_blocks, split_sentences
from policytext.articles.building import Builder, Found
from policytext.articles.context import describe_context
from policytext.articles.cues import load_cues
from policytext.articles.decide import (
    READ_FROM,
    UNREAD_FROM,
    Choice,
    Decision,
    Topic,
    decide,
    kind_of,
    threshold,
)
from policytext.articles.found import FoundClaim
from policytext.articles.identify import Identifier, Mention, find_mentions
from policytext.articles.passage import Passage, can_have_claim, find_topic, has_number
from policytext.articles.pieces import Piece, Sentence
from policytext.articles.reasons import find_doubt, find_part, reason_unread
from policytext.articles.rows import read_rows
from policytext.articles.terms import Group, list_groups, rows_of
from policytext.articles.unread import (
    as_unread,
    find_in_quotes,
    find_in_row,
    find_missing,
    find_span,
    must_show,
)
from policytext.articles.weigh import Features
from policytext.language.han import HAN_PATTERN
from policytext.language.messages import Message

SURE = 0.85  # then a count of marked words is read, though no text is named
_OTHER = Message("resolutions.unnamed_earlier")
_EDITION = re.compile("[届版份]|大(?:时|報|报)?$|\\d大")
_NO_PASSAGE = Passage("", lambda: False)


@dataclass
class Reader:
    """Reads one article, front to back; it keeps what the article speaks of.

    ``trace``, if it is a list, is filled with every decision, for fitting the weights.
    """

    text: str
    identifier: Identifier
    vocabulary: frozenset[str]
    languages: tuple[str, ...]
    document_text: Callable[[str | None], str]
    trace: list[tuple[Sentence, Decision, int]] | None = None
    held: bool = True
    topic: Topic | None = field(default=None, init=False)
    leaning: Topic | None = field(default=None, init=False)  # counted, but not read
    happens: bool = field(default=False, init=False)
    lists: bool = field(default=False, init=False)
    opens_with_words: bool = field(default=False, init=False)
    passage: Passage = field(default=_NO_PASSAGE, init=False)
    found: list[Found] = field(default_factory=list, init=False)

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every name of a text in the article, in order."""
        return list(self.identifier.mentions)

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    @cached_property
    def _builder(self) -> Builder:
        return Builder(self.text, self.identifier, self.vocabulary, self.document_text, self.held)

    @cached_property
    def is_mixed(self) -> bool:
        """Whether the article has Chinese text."""
        return bool(HAN_PATTERN.search(self.text))

    @cached_property
    def first_kind(self) -> int:
        """The place of the first word for a kind of text."""
        folded = self.text.translate(load_cues("zh").fold).lower()
        places = [
            match.start()
            for language in self.languages
            if (match := load_cues(language).pattern("strong").search(folded))
        ]
        return min(places, default=len(self.text) + 1)

    def read(self) -> list[Found]:
        """Return everything found, in the order of the article."""
        blocks = split_blocks(self.text)
        index = 0
        while index < len(blocks):
            index += self._read_block(blocks, index)
        return sorted(self.found, key=lambda one: (one.start, one.end))

    # --- blocks

    def _read_block(self, blocks: list[Block], index: int) -> int:
        """Read the block at *index*, or a run of rows; return how many blocks were read."""
        run = _count_rows(blocks, index)
        rows = read_rows(self.text, blocks, index, run) if run else None
        if rows is not None:
            self.found += [self._builder.complete_row(claim, words) for claim, words in rows]
            return run
        block = blocks[index]
        text = self.text[block.start : block.end]
        self.passage = Passage(text, lambda: any(True for _ in self._texts_of(block)))
        if index == 0:
            self.happens = self.passage.names_thing
            self.opens_with_words = self.passage.is_header
        if self.lists and self.passage.is_like_row:
            self._read_list_row(block)
            return 1
        self.lists = self.passage.is_header
        for start, end in split_sentences(self.text, block.start, block.end):
            self._read_sentence(start, end, headline=index == 0)
        return 1

    def _read_list_row(self, block: Block) -> None:
        """Read a short line with a number, under one that speaks of words."""
        self.passage = replace(self.passage, is_row=True)
        before = len(self.found)
        self._read_sentence(block.start, block.end, headline=False)
        self.found += list(find_in_row(self.text, block.start, block.end, self.found[before:]))

    def _texts_of(self, block: Block) -> Iterator[tuple[int, int]]:
        return self._texts_in(block.start, block.end)

    def _texts_in(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        known = False
        for mention in self.mentions[bisect_left(self._starts, start) :]:
            if mention.start >= end:
                break
            if mention.end <= end:
                known = True
                yield mention.start, mention.end
        if not known and self.is_mixed and not HAN_PATTERN.search(self.text, start, end):
            yield from ((m.start, m.end) for m in find_mentions(self.text, start, end))

    # --- sentences

    def _read_sentence(self, start: int, end: int, *, headline: bool) -> None:
        text = self.text[start:end]
        language = "en" if is_english(text) else "zh"
        cues = load_cues(language if language in self.languages else self.languages[0])
        folded = text.translate(cues.fold)
        if self.topic is not None:
            self.topic = replace(self.topic, distance=self.topic.distance + 1)
        listed = self.lists or self.opens_with_words
        if not has_number(folded, cues) or not can_have_claim(
            folded, cues, self.topic, listed=listed
        ):
            self.topic = find_topic(text, start) or self.topic
            return
        sentence = Sentence(text, start, cues, self._texts_in)
        groups = list_groups(sentence)
        context = describe_context(
            sentence,
            named=self._is_named_before(sentence),
            headline=headline,
            speaks=self.passage.speaks,
            happens=self.happens,
        )
        found = list(self._decide_all(sentence, groups, context))
        if self.mentions or sentence.has("word", "often"):
            found += find_in_quotes(sentence)
        found += self._builder.build_compared(sentence, groups)
        found += find_missing(sentence, found)
        self.found += found
        self._remember(sentence, found)

    def _is_named_before(self, sentence: Sentence) -> bool:
        return bool(self.mentions and self.mentions[0].start < sentence.start)

    def _decide_all(
        self, sentence: Sentence, groups: list[Group], context: Features
    ) -> Iterator[Found]:
        pieces = sentence.pieces
        rows = _choose_in_rows(sentence, groups)
        topic = self.topic if self.topic and self.topic.distance <= 4 else None
        taken: dict[tuple[str, ...], list[int]] = {}
        for index, piece in enumerate(pieces):
            if piece.kind == "vague" and self.passage.speaks:
                reason = Message("unread_reasons.hinted")
                yield as_unread(sentence, piece.start, piece.end, reason)
            kind = kind_of(pieces, index)
            if kind is None:
                if piece.number and must_show(sentence, piece, self.passage):
                    reason = Message("unread_reasons.unlikely")
                    yield as_unread(sentence, piece.start, piece.end, reason)
                continue
            if index in rows:
                yield from self._build_in_row(sentence, index, rows[index])
                continue
            decision = decide(sentence, index, kind, groups, topic, context)
            self._note(sentence, decision, piece)
            yield from self._act(sentence, decision, taken)

    def _note(self, sentence: Sentence, decision: Decision, piece: Piece) -> None:
        """Keep a decision in the trace, and its term as a topic if it is likely enough."""
        if self.trace is not None:
            self.trace.append((sentence, decision, sentence.start + piece.start))
        best = decision.best
        if decision.kind == "count" and best and decision.likelihood > 0.3:
            self.leaning = Topic(best.terms, best.marks, sentence.start, 0)

    def _build_in_row(
        self, sentence: Sentence, index: int, choice: Choice | Message
    ) -> Iterator[Found]:
        piece = sentence.pieces[index]
        if isinstance(choice, Message):
            yield as_unread(sentence, piece.start, piece.end, choice)
            return
        evidence = ("row: the terms and the numbers are as many",)
        yield from self._builder.build(sentence, index, "count", choice, evidence)

    def _act(
        self, sentence: Sentence, decision: Decision, taken: dict[tuple[str, ...], list[int]]
    ) -> Iterator[Found]:
        """Yield the claims of a decision, or why it has none."""
        piece = sentence.pieces[decision.index]
        number = piece.number
        likely = max(decision.likelihood, 0.9 * _lists_words(decision))
        trouble = number.trouble if number else None
        trouble = trouble or self._find_trouble(sentence, decision, likely)
        if trouble:
            usual = trouble.code.endswith("cut_short")
            usual |= number is not None and number.unit != "items" and likely >= UNREAD_FROM
            if usual or must_show(sentence, piece, self.passage):
                yield as_unread(sentence, *find_span(sentence, decision, trouble), trouble)
            return
        if decision.kind == "rank" and _ranks_several(sentence, decision):
            reason = Message("unread_reasons.several_words")
            yield as_unread(sentence, piece.start, piece.end, reason)
            return
        choice = decision.best or Choice((), "none", {})
        counted = decision.kind in ("count", "zero")
        old = counted and not _is_new(sentence, decision.index, taken.setdefault(choice.terms, []))
        if old and not _names_other(sentence, decision.index):
            yield as_unread(sentence, piece.start, piece.end, Message("unread_reasons.twice"))
            return
        for claim in self._builder.build(
            sentence, decision.index, decision.kind, choice, decision.explain()
        ):
            if old and isinstance(claim, FoundClaim):
                claim = replace(claim, document=None, resolution=_OTHER)
            yield claim

    def _find_trouble(
        self, sentence: Sentence, decision: Decision, likely: float
    ) -> Message | None:
        """Return why a number is not read; None if it is."""
        doubt = find_doubt(sentence, decision, happens=self.happens)
        if doubt and doubt.code.endswith("cut_short"):
            return doubt
        if likely < threshold(sentence, decision):
            unmarked = decision.best is not None and decision.best.marks == "text"
            if unmarked and likely >= READ_FROM:
                return Message("unread_reasons.no_borders")
            return reason_unread(decision)
        doubt = doubt or find_part(sentence, decision)
        if doubt is None and not self._has_text(sentence, decision):
            return Message("unread_reasons.no_text")
        return doubt

    def _has_text(self, sentence: Sentence, decision: Decision) -> bool:
        """Return whether the article names a text that the number can be about."""
        if sentence.has("doc", "title") or self._is_named_before(sentence):
            return True
        if self.first_kind < sentence.start + len(sentence.text):
            return True
        marked = decision.best is not None and decision.best.marks == "quote"
        return marked and (sentence.has("word", "often", "rank") or decision.likelihood > SURE)

    def _remember(self, sentence: Sentence, found: Sequence[Found]) -> None:
        """Keep the term that was counted last as what the article speaks of."""
        claimed = [f for f in found if isinstance(f, FoundClaim) and f.kind == "count" and f.terms]
        if claimed:
            last = claimed[-1]
            marks = "quote" if last.certain else "text"
            self.topic = Topic(last.terms, marks, last.start, 0)
        elif self.leaning is not None:
            self.topic, self.leaning = self.leaning, None
        else:
            self.topic = find_topic(sentence.text, sentence.start) or self.topic


def _count_rows(blocks: list[Block], index: int) -> int:
    """Return how many rows begin at *index*; 0 for a single one."""
    end = index
    while end < len(blocks) and (blocks[end].row or blocks[end].cells):
        end += 1
    return end - index if end - index > 1 else 0


def _choose_in_rows(sentence: Sentence, groups: list[Group]) -> dict[int, Choice | Message]:
    """Return the term of each number in a row of numbers behind a row of terms."""
    found: dict[int, Choice | Message] = {}
    for group, row in rows_of(sentence, groups):
        gap = sentence.pieces[group.last + 1 : row[0]]
        if any(p.kind in ("stop", "semicolon") and p.text not in ",，" for p in gap):
            continue
        numbers = [sentence.pieces[i].number for i in row]
        counted = any(n and n.unit == "times" for n in numbers)
        if not counted and (group.marks == "text" or not sentence.has("word", "often")):
            continue
        if len(group.terms) == len(row):
            for index, term in zip(row, group.terms, strict=True):
                found[index] = Choice((term,), group.marks, {}, group)
        else:
            found |= dict.fromkeys(row, Message("unread_reasons.row"))
    return found


def _ranks_several(sentence: Sentence, decision: Decision) -> bool:
    """Return whether a rank is one of several terms, each with its number."""
    group = decision.best.group if decision.best else None
    if group is None or group.first < decision.index:
        return False
    after = [p.kind for p in sentence.pieces[group.last + 1 : group.last + 6]]
    return after[:1] == ["open_bracket"] and "join" in after


def _names_other(sentence: Sentence, index: int) -> bool:
    """Return whether words beside a number may name another text: 36 for Labour."""
    after = sentence.pieces[index + 1 : index + 3]
    return [p.kind for p in after] == ["filler", "text"] and after[0].text in ("for", "in")


def _is_new(sentence: Sentence, index: int, before: list[int]) -> bool:
    """Return whether no number in *before* counts the same term in the same text; add *index*."""
    last = before[-1] if before else None
    before.append(index)
    if last is None:
        return True
    gap = sentence.pieces[last + 1 : index]
    if any(p.kind == "text" and _EDITION.search(p.text) for p in gap):
        return True
    return any(p.kind in ("time", "doc", "compare", "shift", "lead", "semicolon") for p in gap)


def _lists_words(decision: Decision) -> bool:
    """Return whether a number follows a list of words without marks: 全球国际等关键词45次."""
    best = decision.best
    if decision.kind != "count" or best is None or best.group is None:
        return False
    clean = "before, nothing between that is not understood" in best.evidence
    return best.group.open_family and best.marks == "text" and clean
