"""Read an article: every number is decided, and what is decided becomes a claim or is unread."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from policytext.articles.blocks import Block, is_english, split_blocks, split_sentences
from policytext.articles.cues import Cues, load_cues
from policytext.articles.decide import (
    READ_FROM,
    UNREAD_FROM,
    Choice,
    Decision,
    Topic,
    decide,
    describe_context,
    find_doubt,
    kind_of,
    reason_unread,
    threshold,
)
from policytext.articles.families import RUN_TOGETHER, Vocabulary
from policytext.articles.found import FoundClaim, Unparsed
from policytext.articles.identify import Identifier, Mention, find_mentions
from policytext.articles.numbers import find_number_word
from policytext.articles.pieces import Piece, Sentence
from policytext.articles.relations import add_relation, find_compared
from policytext.articles.rows import read_rows
from policytext.articles.terms import Group, list_groups, rows_of
from policytext.language.han import HAN_PATTERN
from policytext.language.messages import Message
from policytext.language.numerals import parse_number

Found = FoundClaim | Unparsed
SURE = 0.85  # then a count of marked words is read, though no text is named
MOST = 100_000  # more than the words of any document
_SPEAKS = ("word", "often", "same", "vague")
_MISSING = re.compile(
    r"(?:[□■◻�?？×*＿_]+\s?|(?<![\d一二两三四五六七八九十百千多余几])\s+|(?<=[现到及了）)”」』\"（(：:—－–\-]))(?P<unit>(?:[次处遍]|(?<=\s)times\b))"
    r"(?=[，。、；,;.和与至\s）)]|$|之多|以上|左右|提|出现|说)"
)
_OTHER = Message("resolutions.unnamed_earlier")
_SIZE = re.compile("(\\d+|[二两三四五六七八九十]+)个?(?:关键)?词")
_MORE = ("超过", "多于", "高于", "少于", "低于")
_EDITION = re.compile("[届版份]|大(?:时|報|报)?$|\\d大")
_COUNT_INSIDE = re.compile(
    r"(?:\d|[一二三四五六七八九十百千万])[多余几]?\s?(?:[次处遍点项字]|个(?!国家))"
)
_ENDS_IN_NUMBER = re.compile(r"\d\D{0,14}$")
_DIGITS = re.compile(r"\d[\d,.]*%?")
_MARKED = re.compile('[“「『"‘《]')
_TIMES = re.compile(r"\d\s?(?:[次处遍]|times)|[一二两三四五六七八九十百]次|twice|once")
_TORN = re.compile(r"\d+(?:\s+\d+)+\s?[次处遍]")


@dataclass
class Reader:
    """Reads one article, front to back; it keeps what the article speaks of."""

    text: str
    identifier: Identifier
    vocabulary: frozenset[str]
    languages: tuple[str, ...]
    document_text: Callable[[str | None], str]
    trace: list[tuple[Sentence, Decision, int]] | None = None
    topic: Topic | None = None
    leaning: Topic | None = None
    happens: bool = False
    lists: bool = False
    opens_with_words: bool = False
    held: bool = True
    block: Block = field(default_factory=lambda: Block(0, 0))
    found: list[Found] = field(default_factory=list)

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every name of a text in the article, in order."""
        return list(self.identifier.mentions)

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

    def _read_block(self, blocks: list[Block], index: int) -> int:
        """Read the block at *index*, or a run of rows; return how many blocks were read."""
        run = self._run_of_rows(blocks, index)
        if run:
            rows = read_rows(self.text, blocks, index, run)
            if rows is not None:
                self.found += [self._settle_row(claim, words) for claim, words in rows]
                return run
        block = blocks[index]
        self.block = block
        self.__dict__.pop("speaks", None)
        self.__dict__.pop("named", None)
        if index == 0:
            self.happens = self._names_thing(block)
            self.opens_with_words = self.speaks and block.end - block.start < 160
        if self._is_list_row(block):
            before = len(self.found)
            self.__dict__["speaks"] = True
            self._read_sentence(block.start, block.end, headline=False)
            self._show_numbers(block, self.found[before:])
            return 1
        self.lists = block.end - block.start < 160 and self.speaks
        for start, end in split_sentences(self.text, block.start, block.end):
            self._read_sentence(start, end, headline=index == 0)
        return 1

    @cached_property
    def named(self) -> bool:
        """Whether the block that is read names a text."""
        block = self.block
        if any(True for _ in self._texts_in(block.start, block.end)):
            return True
        text = self.text[block.start : block.end]
        cues = load_cues("en" if is_english(text) else "zh")
        return bool(cues.pattern("strong").search(text.translate(cues.fold)))

    def _names_thing(self, block: Block) -> bool:
        text = self.text[block.start : block.end]
        cues = load_cues("en" if is_english(text) else "zh")
        return bool(cues.pattern("thing").search(text.translate(cues.fold)))

    def _is_list_row(self, block: Block) -> bool:
        """Return whether a block is a short line with a number, under one that speaks of words."""
        text = self.text[block.start : block.end]
        return (
            self.lists
            and len(text) < 70
            and text.rstrip()[-1:] not in "。.!?！？"
            and bool(_ENDS_IN_NUMBER.search(text))
        )

    def _show_numbers(self, block: Block, found: Sequence[Found]) -> None:
        """Say of the numbers of a row that were not decided that they are unread."""
        for match in _DIGITS.finditer(self.text, block.start, block.end):
            if not any(f.start < match.end() and match.start() < f.end for f in found):
                row = Unparsed(
                    match[0],
                    *match.span(),
                    Message("unread_reasons.row_unlike"),
                    self.text[block.start : block.end].strip(),
                )
                self.found.append(row)

    def _run_of_rows(self, blocks: list[Block], index: int) -> int:
        end = index
        while end < len(blocks) and (blocks[end].row or blocks[end].cells):
            end += 1
        return end - index if end - index > 1 else 0

    def _settle_row(self, claim: FoundClaim, words: str | None) -> FoundClaim:
        place = claim.number_start
        before = [m for m in self.mentions if m.start <= place]
        if words:
            at = self.text.rfind(words, 0, claim.number_start)
            mention: Mention | None = Mention(max(at, 0), max(at, 0) + len(words), words)
        else:
            mention = before[-1] if before else None
        return self._meant(claim, mention)

    @cached_property
    def speaks(self) -> bool:
        """Whether the block that is read speaks of words."""
        block = self.block
        text = self.text[block.start : block.end]
        cues = load_cues("en" if is_english(text) else "zh")
        folded = text.translate(cues.fold)
        if any(cues.pattern(name).search(folded) for name in ("word", "often")):
            return True
        return bool(cues.pattern("says").search(folded) and re.search('[“「『"‘]', text))

    # --- sentences

    def _read_sentence(self, start: int, end: int, *, headline: bool) -> None:
        text = self.text[start:end]
        language = "en" if is_english(text) else "zh"
        if language not in self.languages:
            language = self.languages[0]
        cues = load_cues(language)
        folded = text.translate(cues.fold)
        if self.topic is not None:
            self.topic = replace(self.topic, distance=self.topic.distance + 1)
        if not _has_number(folded, cues) or not self._is_gate_open(folded, cues):
            self._remember_subject(text, start)
            return
        sentence = Sentence(text, start, cues, self._texts_in)
        groups = list_groups(sentence)
        named = bool(self.mentions and self.mentions[0].start < start)
        context = describe_context(
            sentence, named=named, headline=headline, speaks=self.speaks, happens=self.happens
        )
        found = list(self._decide_all(sentence, groups, context, self.speaks))
        found += self._inside_quotes(sentence)
        found += self._compared(sentence, groups)
        found += self._missing(sentence, found)
        self.found += found
        self._remember(sentence, groups, found)

    def _texts_in(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        starts = self._starts
        known = False
        for mention in self.mentions[bisect_left(starts, start) :]:
            if mention.start >= end:
                break
            if mention.end <= end:
                known = True
                yield mention.start, mention.end
        if not known and self.is_mixed and not HAN_PATTERN.search(self.text, start, end):
            yield from ((m.start, m.end) for m in find_mentions(self.text, start, end))

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    def _decide_all(
        self, sentence: Sentence, groups: list[Group], context: dict[str, float], speaks: bool
    ) -> Iterator[Found]:
        pieces = sentence.pieces
        rows = self._rows(sentence, groups)
        topic = self.topic if self.topic and self.topic.distance <= 4 else None
        taken: dict[tuple[str, ...], list[int]] = {}
        for index, piece in enumerate(pieces):
            if piece.kind == "vague" and speaks:
                yield _unread(sentence, piece.start, piece.end, Message("unread_reasons.hinted"))
            kind = kind_of(pieces, index)
            if kind is None:
                if piece.number and _must_show(sentence, piece, speaks, named=self.named):
                    reason = Message("unread_reasons.unlikely")
                    yield _unread(sentence, piece.start, piece.end, reason)
                continue
            if index in rows:
                yield from self._row_claim(sentence, index, rows[index])
                continue
            decision = decide(sentence, index, kind, groups, topic, context)
            if self.trace is not None:
                self.trace.append((sentence, decision, sentence.start + piece.start))
            if decision.kind == "count" and decision.best and decision.likelihood > 0.3:
                best = decision.best
                self.leaning = Topic(best.terms, best.marks, sentence.start, 0)
            yield from self._act(sentence, decision, speaks, taken)

    def _rows(self, sentence: Sentence, groups: list[Group]) -> dict[int, Choice | Message]:
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

    def _row_claim(self, sentence: Sentence, index: int, row: Choice | Message) -> Iterator[Found]:
        piece = sentence.pieces[index]
        if isinstance(row, Message):
            yield _unread(sentence, piece.start, piece.end, row)
            return
        evidence = ("row: the terms and the numbers are as many",)
        yield from self._claim(sentence, index, "count", row, evidence)

    def _act(
        self,
        sentence: Sentence,
        decision: Decision,
        speaks: bool,
        taken: dict[tuple[str, ...], list[int]],
    ) -> Iterator[Found]:
        piece = sentence.pieces[decision.index]
        number = piece.number
        likely = max(decision.likelihood, 0.9 * _lists_words(decision))
        trouble = number.trouble if number else None
        if trouble is None:
            trouble = self._trouble(sentence, decision, likely)
        if trouble:
            usual = trouble.code.endswith("cut_short")
            usual |= number is not None and number.unit != "items" and likely >= UNREAD_FROM
            if usual or _must_show(sentence, piece, speaks, named=self.named):
                yield _unread(sentence, *_unread_span(sentence, decision, trouble), trouble)
            return
        if decision.kind == "rank" and self._ranks_several(sentence, decision):
            yield _unread(sentence, piece.start, piece.end, Message("unread_reasons.several_words"))
            return
        choice = decision.best or Choice((), "none", {})
        kind = "count" if decision.kind == "zero" else decision.kind
        old = kind == "count" and not self._is_new(sentence, decision, choice, taken)
        if old and not self._names_other(sentence, decision.index):
            reason = Message("unread_reasons.twice")
            yield _unread(sentence, piece.start, piece.end, reason)
            return
        for claim in self._claim(
            sentence, decision.index, decision.kind, choice, decision.explain()
        ):
            if old and isinstance(claim, FoundClaim):
                claim = replace(claim, document=None, resolution=_OTHER)
            yield claim

    def _ranks_several(self, sentence: Sentence, decision: Decision) -> bool:
        """Return whether a rank is one of several terms, each with its number."""
        group = decision.best.group if decision.best else None
        if group is None or group.first < decision.index:
            return False
        after = [p.kind for p in sentence.pieces[group.last + 1 : group.last + 6]]
        return after[:1] == ["open_bracket"] and "join" in after

    def _trouble(self, sentence: Sentence, decision: Decision, likely: float) -> Message | None:
        """Return why a number is not read; None if it is."""
        doubt = find_doubt(sentence, decision, happens=self.happens)
        if doubt and doubt.code.endswith("cut_short"):
            return doubt
        if likely < threshold(sentence, decision):
            unmarked = decision.best is not None and decision.best.marks == "text"
            if unmarked and likely >= READ_FROM:
                return Message("unread_reasons.no_borders")
            return reason_unread(decision)
        doubt = doubt or self._elsewhere(sentence, decision)
        if doubt is None and not self._has_text(sentence, decision):
            return Message("unread_reasons.no_text")
        return doubt

    def _has_text(self, sentence: Sentence, decision: Decision) -> bool:
        """Return whether the article names a text that the number can be about."""
        if sentence.has("doc", "title") or self._named(sentence):
            return True
        if self.first_kind < sentence.start + len(sentence.text):
            return True
        marked = decision.best is not None and decision.best.marks == "quote"
        return marked and (sentence.has("word", "often", "rank") or decision.likelihood > SURE)

    def _names_other(self, sentence: Sentence, index: int) -> bool:
        """Return whether words beside a number may name another text: 36 for Labour."""
        after = sentence.pieces[index + 1 : index + 3]
        return [p.kind for p in after] == ["filler", "text"] and after[0].text in ("for", "in")

    def _is_new(
        self,
        sentence: Sentence,
        decision: Decision,
        choice: Choice,
        taken: dict[tuple[str, ...], list[int]],
    ) -> bool:
        """Return whether no number before counts the same term in the same text."""
        before = taken.setdefault(choice.terms, [])
        last = before[-1] if before else None
        before.append(decision.index)
        if last is None:
            return True
        gap = sentence.pieces[last + 1 : decision.index]
        if any(p.kind == "text" and _EDITION.search(p.text) for p in gap):
            return True
        return any(p.kind in ("time", "doc", "compare", "shift", "lead", "semicolon") for p in gap)

    def _elsewhere(self, sentence: Sentence, decision: Decision) -> Message | None:
        """Return why a number is not one of a whole text; None if it is."""
        end = sentence.pieces[decision.index].start
        head = sentence.folded[:end]
        clause = re.split("[；;]", head)[-1]
        cues = sentence.cues
        for name, reason in (
            ("average", "average"),
            ("several", "several_documents"),
            ("part", "part"),
        ):
            if cues.pattern(name).search(head):
                if name == "part" and decision.kind in ("items", "length"):
                    continue
                return Message(f"unread_reasons.{reason}")
        if cues.pattern("left_out").search(clause) and decision.kind == "count":
            return Message("unread_reasons.left_out")
        return None

    def _named(self, sentence: Sentence) -> bool:
        return bool(self.mentions and self.mentions[0].start < sentence.start)

    def _is_gate_open(self, folded: str, cues: Cues) -> bool:
        """Return whether a sentence with a number can have a claim."""
        chinese = cues.name == "zh"
        if _TALKS.search(folded) or (
            (not chinese or _LAYS_OUT.search(folded)) and cues.gate.search(folded)
        ):
            return True
        if self.lists or self.opens_with_words:
            return bool(_SOME_NUMBER.search(folded))
        return self.topic is not None and self.topic.distance <= 3 and bool(_TIMES.search(folded))

    # --- claims

    def _claim(
        self, sentence: Sentence, index: int, kind: str, choice: Choice, evidence: tuple[str, ...]
    ) -> Iterator[Found]:
        piece = sentence.pieces[index]
        span = _published(piece, kind)
        group = choice.group
        low, high = piece.start, piece.end
        if group is not None:
            low, high = min(low, _with_verb(sentence, group)), max(high, group.end)
        if span is None:
            yield _unread(sentence, piece.start, piece.end, Message("unread_reasons.no_number"))
            return
        if kind == "count" and piece.number and (piece.number.value or 0) > MOST:
            yield _unread(sentence, piece.start, piece.end, Message("unread_reasons.too_many"))
            return
        gap: list[Piece] = []
        if group is not None and group.last < index:
            gap = sentence.pieces[group.last : index]
        mention = self._mention(sentence, index, kind)
        terms, trouble = self._parted(choice, mention, sentence)
        if trouble is not None:
            yield _unread(sentence, low, high, trouble)
            return
        gap = [*gap, *sentence.pieces[index + 1 : index + 2]]
        each = (kind in ("zero", "first-mention") or any(p.kind == "each" for p in gap)) and len(
            terms
        ) > 1
        for some in [(term,) for term in terms] if each else [terms]:
            claim = FoundClaim(
                quote=sentence.text[low:high],
                start=sentence.start + low,
                end=sentence.start + high,
                kind="count" if kind == "zero" else kind,  # type: ignore[arg-type]
                terms=some,
                published=sentence.text[span[0] : span[1]],
                number_start=sentence.start + span[0],
                number_end=sentence.start + span[1],
                form=kind,
                sentence=sentence.text.strip(),
                open_family=bool(group and group.open_family),
                match=group.match if group else None,
                certain=choice.marks in ("quote", "title", "none"),
                evidence=evidence,
            )
            claim = add_relation(claim, sentence, index, group)
            # The text compared with is not the subject, even if it was named last.
            place = sentence.start if mention is None and claim.other_mention else None
            yield self._doubt(self._meant(claim, mention, place))

    def _parted(
        self, choice: Choice, mention: Mention | None, sentence: Sentence
    ) -> tuple[tuple[str, ...], Message | None]:
        """Return the terms, run-together ones parted; with a reason if that is not certain."""
        group = choice.group
        if group is None:
            return choice.terms, None
        size = None if group.open_family else self._stated(sentence, group)
        if size and size != len(choice.terms):
            names = Message("unread_reasons.size", stated=size, named=len(choice.terms))
            return (), names
        if not group.open_family:
            return choice.terms, None
        identity = self.identifier.identify(mention, sentence.start + group.start)
        known = Vocabulary(self.vocabulary, lambda: self.document_text(identity.document))
        terms: list[str] = []
        for term in choice.terms:
            pieces = known.part(term)
            unmarked = choice.marks == "text"
            if pieces is None and unmarked and len(term) > 3 and not term.isascii():
                return (), RUN_TOGETHER
            terms += pieces or [term]
        return tuple(terms), None

    def _stated(self, sentence: Sentence, group: Group) -> int | None:
        """Return how many words a group says that it has: 两个词, 三个关键词."""
        pieces = sentence.pieces[group.last + 1 : group.last + 2]
        match = (
            _SIZE.match(pieces[0].text) if pieces and pieces[0].kind in ("word", "same") else None
        )
        value = parse_number(match[1]) if match else None
        return int(value) if value else None

    def _doubt(self, claim: FoundClaim) -> Found:
        """Return *claim*, or an unread stretch if its unmarked words are not in the document."""
        if claim.certain or claim.document is None or claim.published in ("0", "零"):
            return claim
        text = self.document_text(claim.document).casefold()
        if claim.form == "zero" or all(term.casefold() in text for term in claim.terms):
            return claim
        reason = Message("unread_reasons.not_there")
        return Unparsed(claim.quote, claim.start, claim.end, reason, claim.sentence)

    def _mention(self, sentence: Sentence, index: int, kind: str = "count") -> Mention | None:
        """Return the name of the text that the number at *index* is about."""
        pieces = sentence.pieces
        other = find_compared(pieces, index) if kind == "comparison" else None
        beside = next(iter(pieces[index + 1 : index + 2]), None)
        if beside and beside.kind == "time" and sentence.cues.name == "en":
            return _as_mention(sentence, beside)
        counted = 0
        year: Piece | None = None
        for place in range(index - 1, -1, -1):
            piece = pieces[place]
            if place == other:
                continue
            if piece.number and piece.number.unit in ("times", "bare", "length"):
                counted += 1
            if piece.kind == "doc":
                if year is not None:
                    return _as_mention(sentence, year)
                return _as_mention(sentence, piece)
            if piece.kind == "time" and not counted and year is None:
                year = piece
        if year is not None:
            return _as_mention(sentence, year)
        for piece in pieces[index + 1 :]:
            if piece.kind == "semicolon" or (piece.number and piece.number.unit == "times"):
                break
            if piece.kind == "doc":
                return _as_mention(sentence, piece)
        return None

    def _meant(
        self, claim: FoundClaim, mention: Mention | None, place: int | None = None
    ) -> FoundClaim:
        place = claim.number_start if place is None else place
        if claim.kind == "comparison" and mention is not None:
            place = mention.end  # not beside the time that it is compared with
        if claim.resolution is None:
            document, note = self._identify(mention, place)
            claim = replace(claim, document=document, resolution=note)
        if claim.other_mention:
            words = claim.other_mention
            at = self.text.rfind(words, 0, claim.number_start)
            other = Mention(at, at + len(words), words)
            claim = replace(claim, other_document=self._identify(other, claim.start)[0])
        named = mention.words.strip() if mention else None
        return replace(claim, document_mention=claim.document_mention or named)

    def _identify(self, mention: Mention | None, place: int) -> tuple[str | None, Message]:
        if not self.held:
            return None, Message("resolutions.no_corpus")
        identity = self.identifier.identify(mention, place)
        return identity.document, identity.note

    # --- what the article speaks of

    def _remember(self, sentence: Sentence, groups: list[Group], found: Sequence[Found]) -> None:
        claimed = [f for f in found if isinstance(f, FoundClaim) and f.kind == "count" and f.terms]
        if claimed:
            last = claimed[-1]
            marks = "quote" if last.certain else "text"
            self.topic = Topic(last.terms, marks, last.start, 0)
            return
        if self.leaning is not None:
            self.topic, self.leaning = self.leaning, None
            return
        self._remember_subject(sentence.text, sentence.start)

    def _compared(self, sentence: Sentence, groups: list[Group]) -> Iterator[Found]:
        """Yield what is more frequent than what, without a number: “甲”的次数超过“乙”."""
        if not sentence.has("often", "says"):
            return
        for index, piece in enumerate(sentence.pieces):
            if piece.kind != "compare" or piece.text not in _MORE:
                continue
            before = [g for g in groups if g.last < index and g.marks == "quote"]
            after = [g for g in groups if g.first == index + 1 and g.marks == "quote"]
            follow = sentence.pieces[after[0].last + 1 :][:1] if after else []
            between = sentence.pieces[before[-1].last + 1 : index] if before else []
            lost = any(p.kind == "open_bracket" for p in between) or any(
                p.number or p.kind in ("text", "open_bracket", "broken") for p in follow
            )
            if not before or not after or lost or any(p.number for p in between):
                continue
            low, high = before[-1].start, after[0].end
            claim = FoundClaim(
                quote=sentence.text[low:high],
                start=sentence.start + low,
                end=sentence.start + high,
                kind="comparison",
                terms=before[-1].terms,
                published=sentence.text[piece.start : piece.end],
                number_start=sentence.start + piece.start,
                number_end=sentence.start + piece.end,
                form="comparison",
                sentence=sentence.text.strip(),
                relation="more" if piece.text in _MORE[:3] else "fewer",
                other_terms=after[0].terms,
                evidence=("more often than, between two marked terms",),
            )
            yield self._meant(claim, self._mention(sentence, index))

    def _inside_quotes(self, sentence: Sentence) -> Iterator[Unparsed]:
        """Yield counts inside quotation marks: “四个必须”, “包容(去年，18次)”."""
        if not (self.mentions or sentence.has("word", "often")):
            return
        for piece in sentence.pieces:
            if piece.kind == "quote" and _COUNT_INSIDE.search(
                piece.text.translate(sentence.cues.fold)
            ):
                reason = Message("unread_reasons.broken")
                yield _unread(sentence, piece.start, piece.end, reason)

    def _remember_subject(self, text: str, start: int) -> None:
        quotes = list(Sentence(text, start, load_cues("zh"))._quotes()) if len(text) < 600 else []
        if not _MARKED.search(text):
            return
        if not _TALKS_OF_WORDS.search(text):
            return
        marked = [q for q in quotes if q.kind == "quote" and len(q.words) <= 20]
        if len(marked) == 1:
            self.topic = Topic((marked[0].words.strip(" ，,。."),), "quote", start, 0)

    def _missing(self, sentence: Sentence, found: Iterable[Found]) -> Iterator[Unparsed]:
        """Yield counts whose digits are lost: 出现次, 提及□□次."""
        if not sentence.has("says", "word", "quote"):
            return
        read = [(f.start - sentence.start, f.end - sentence.start) for f in found]
        for pattern, reason in ((_TORN, "torn"), (_MISSING, "missing")):
            for match in pattern.finditer(sentence.folded):
                if not any(low < match.end() and match.start() < high for low, high in read):
                    message = Message(f"unread_reasons.{reason}")
                    marked = [
                        p.start
                        for p in sentence.pieces
                        if p.kind == "quote" and p.end <= match.start()
                    ]
                    near = marked[-1:] if marked and match.start() - marked[-1] < 24 else []
                    yield _unread(sentence, min([*near, match.start()]), match.end(), message)


def _has_number(folded: str, cues: Cues) -> bool:
    if _SOME_NUMBER.search(folded):
        return True
    if not _TALKS.search(folded):
        return False
    return bool(cues.early.search(folded) or _MISSING.search(folded))


_LAYS_OUT = re.compile("[章条项段点篇节款编]|部分|方面|大")
_OF_WORDS = re.compile("[词字频]|word|term|phrase|mentioned")
_TALKS_OF_WORDS = re.compile("[词詞字頻频]|提到|提及|出现|出現|mention|word|term")
_TALKS = re.compile(
    '[词字频“「『"‘]|提(?![高升供交前请案议])|不提|未提|出现|使用|谈|讲|写|mention|word|sa[iy]|appear|refer|spoke'
)
_SOME_NUMBER = re.compile(
    "[0-9０-９]|[零一二两三四五六七八九十百千万](?:多|余|几)?(?:次|处|遍|回|度|个|字|章|条|项|段|部分|大|点|编|篇|万|千|倍|成)"
    r"|\b(?:once|twice|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundred|thousand|dozen)\b"
)


def _must_show(sentence: Sentence, piece: Piece, speaks: bool, *, named: bool) -> bool:
    """Return whether a number must not be passed over in silence.

    *speaks* says that its block speaks of words, *named* that its block names a text.
    """
    if piece.number is None:
        marked = sentence.has("quote") and (named or sentence.has("doc", "title"))
        return (
            marked
            or sentence.has("word", "often", "same")
            or bool(_OF_WORDS.search(piece.text))
            or (named and piece.kind == "zero")
        )
    near = speaks or sentence.has("word", "often", "same")
    unit = piece.number.unit
    if unit in ("times", "length"):
        return near or named or sentence.has("quote")
    if unit in ("items", "share"):
        return sentence.has("doc", "whole") and sentence.has("quote", "word", "often", "whole")
    return unit in ("bare", "multiple") and near


def _with_verb(sentence: Sentence, group: Group) -> int:
    """Return where a group begins, the verb before it included: 提及“创新”, mentions jobs."""
    start, place = group.start, group.first - 1
    while place >= 0 and sentence.pieces[place].kind in ("filler", "says", "word", "often"):
        if sentence.pieces[place].kind != "filler":
            start = sentence.pieces[place].start
        place -= 1
    return start


def _as_mention(sentence: Sentence, piece: Piece) -> Mention:
    words = sentence.text[piece.start : piece.end]
    words = re.sub("^in ", "", words)
    end = sentence.start + piece.end
    return Mention(end - len(words), end, words)


def _unread_span(sentence: Sentence, decision: Decision, reason: Message) -> tuple[int, int]:
    """Return the span of what is not read: the number, or all of a term that goes on."""
    piece = sentence.pieces[decision.index]
    group = decision.best.group if decision.best else None
    if group is None or not reason.code.endswith("cut_short"):
        return piece.start, piece.end
    end = sentence.pieces[group.last + 1].end
    return min(piece.start, group.start), max(piece.end, end)


def _lists_words(decision: Decision) -> bool:
    """Return whether a number follows a list of words without marks: 全球国际等关键词45次."""
    best = decision.best
    if decision.kind != "count" or best is None or best.group is None:
        return False
    clean = "before, nothing between that is not understood" in best.evidence
    return best.group.open_family and best.marks == "text" and clean


def _published(piece: Piece, kind: str) -> tuple[int, int] | None:
    """Return the span, in the sentence, of the number as it is stored."""
    if piece.number is not None:
        if piece.number.noun in ("once", "twice", "thrice"):
            return piece.number.low, piece.number.high
        return piece.number.low, piece.number.high
    span = find_number_word(piece.text, zero=kind == "zero")
    return (piece.start + span[0], piece.start + span[1]) if span else None


def _unread(sentence: Sentence, start: int, end: int, reason: Message) -> Unparsed:
    quote = sentence.text[start:end]
    place = sentence.start + start
    return Unparsed(quote, place, place + len(quote), reason, sentence.text.strip())
