"""Build a claim from a number that is decided: its terms, its text and its relation to others.

Tested in tests/articles/test_articles.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from policytext.articles.about import find_mention
from policytext.articles.decide import Choice
from policytext.articles.families import RUN_TOGETHER, Vocabulary
from policytext.articles.found import FoundClaim, Unparsed
from policytext.articles.identify import Identifier, Mention
from policytext.articles.numbers import find_number_word
from policytext.articles.pieces import Piece, Sentence
from policytext.articles.relations import add_relation
from policytext.articles.terms import Group
from policytext.articles.unread import as_unread
from policytext.language.messages import Message
from policytext.language.numerals import parse_number

Found = FoundClaim | Unparsed
MOST = 100_000  # more than the words of any document
_SIZE = re.compile("(\\d+|[二两三四五六七八九十]+)个?(?:关键)?词")
_MORE = ("超过", "多于", "高于")
_FEWER = ("少于", "低于")


@dataclass(frozen=True)
class Builder:
    """Builds the claims of one article; ``held`` is False if there are no texts to look up."""

    text: str
    identifier: Identifier
    vocabulary: frozenset[str]
    document_text: Callable[[str | None], str]
    held: bool = True

    def build(
        self, sentence: Sentence, index: int, kind: str, choice: Choice, evidence: tuple[str, ...]
    ) -> Iterator[Found]:
        """Yield the claims of the number at *index*, or why it has none."""
        piece = sentence.pieces[index]
        span = _find_published(piece, kind)
        if span is None:
            yield as_unread(sentence, piece.start, piece.end, Message("unread_reasons.no_number"))
            return
        if kind == "count" and piece.number and (piece.number.value or 0) > MOST:
            yield as_unread(sentence, piece.start, piece.end, Message("unread_reasons.too_many"))
            return
        mention = find_mention(sentence, index, kind)
        low, high = _span_with_term(sentence, piece, choice.group)
        terms, trouble = self._part_terms(choice, mention, sentence)
        if trouble is not None:
            yield as_unread(sentence, low, high, trouble)
            return
        claim = _claim_at(sentence, (low, high), span, "count" if kind == "zero" else kind)
        claim = replace(
            claim,
            form=kind,
            open_family=bool(choice.group and choice.group.open_family),
            match=choice.group.match if choice.group else None,
            certain=choice.marks in ("quote", "title", "none"),
            evidence=evidence,
        )
        each = len(terms) > 1 and _is_of_each(sentence, index, kind, choice.group)
        for some in [(term,) for term in terms] if each else [terms]:
            whole = add_relation(replace(claim, terms=some), sentence, index, choice.group)
            # The text compared with is not the subject, even if it was named last.
            place = sentence.start if mention is None and whole.other_mention else None
            yield self._doubt(self.add_document(whole, mention, place))

    def build_compared(self, sentence: Sentence, groups: list[Group]) -> Iterator[FoundClaim]:
        """Yield what is more frequent than what, without a number: “甲”的次数超过“乙”."""
        if not sentence.has("often", "says"):
            return
        for index, piece in enumerate(sentence.pieces):
            if piece.kind != "compare" or piece.text not in (*_MORE, *_FEWER):
                continue
            compared = _find_compared_terms(sentence.pieces, index, groups)
            if compared is None:
                continue
            term, other = compared
            span = piece.start, piece.end
            claim = replace(
                _claim_at(sentence, (term.start, other.end), span, "comparison"),
                terms=term.terms,
                relation="more" if piece.text in _MORE else "fewer",
                other_terms=other.terms,
                evidence=("more often than, between two marked terms",),
            )
            yield self.add_document(claim, find_mention(sentence, index))

    def complete_row(self, claim: FoundClaim, words: str | None) -> FoundClaim:
        """Return the claim of a row with its text: *words*, or the last one named before it."""
        mention: Mention | None
        if words:
            at = max(self.text.rfind(words, 0, claim.number_start), 0)
            mention = Mention(at, at + len(words), words)
        else:
            before = [m for m in self.identifier.mentions if m.start <= claim.number_start]
            mention = before[-1] if before else None
        return self.add_document(claim, mention)

    def add_document(
        self, claim: FoundClaim, mention: Mention | None, place: int | None = None
    ) -> FoundClaim:
        """Return *claim* with the document that *mention* means at *place*."""
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

    def _part_terms(
        self, choice: Choice, mention: Mention | None, sentence: Sentence
    ) -> tuple[tuple[str, ...], Message | None]:
        """Return the terms, run-together ones parted; with a reason if that is not certain."""
        group = choice.group
        if group is None:
            return choice.terms, None
        if not group.open_family:
            size = _find_size(sentence, group)
            named = len(choice.terms)
            if size and size != named:
                return (), Message("unread_reasons.size", stated=size, named=named)
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

    def _doubt(self, claim: FoundClaim) -> Found:
        """Return *claim*, or an unread stretch if its unmarked words are not in the document."""
        if claim.certain or claim.document is None or claim.published in ("0", "零"):
            return claim
        text = self.document_text(claim.document).casefold()
        if claim.form == "zero" or all(term.casefold() in text for term in claim.terms):
            return claim
        reason = Message("unread_reasons.not_there")
        return Unparsed(claim.quote, claim.start, claim.end, reason, claim.sentence)


def _claim_at(
    sentence: Sentence, quoted: tuple[int, int], number: tuple[int, int], kind: str
) -> FoundClaim:
    """Return a claim without terms; the spans are those of its quote and its number."""
    return FoundClaim(
        quote=sentence.text[slice(*quoted)],
        start=sentence.start + quoted[0],
        end=sentence.start + quoted[1],
        kind=kind,  # type: ignore[arg-type]
        terms=(),
        published=sentence.text[slice(*number)],
        number_start=sentence.start + number[0],
        number_end=sentence.start + number[1],
        form=kind,
        sentence=sentence.text.strip(),
    )


def _find_published(piece: Piece, kind: str) -> tuple[int, int] | None:
    """Return the span, in the sentence, of the number as it is stored."""
    if piece.number is not None:
        return piece.number.low, piece.number.high
    span = find_number_word(piece.text, zero=kind == "zero")
    return (piece.start + span[0], piece.start + span[1]) if span else None


def _span_with_term(sentence: Sentence, piece: Piece, group: Group | None) -> tuple[int, int]:
    """Return the span of a number and its terms, the verb before them included: 提及“创新”."""
    if group is None:
        return piece.start, piece.end
    start, place = group.start, group.first - 1
    while place >= 0 and sentence.pieces[place].kind in ("filler", "says", "word", "often"):
        if sentence.pieces[place].kind != "filler":
            start = sentence.pieces[place].start
        place -= 1
    return min(piece.start, start), max(piece.end, group.end)


def _is_of_each(sentence: Sentence, index: int, kind: str, group: Group | None) -> bool:
    """Return whether a number is that of each term: “甲”“乙”各3次, “甲”“乙”未提及."""
    near = sentence.pieces[index + 1 : index + 2]
    if group is not None and group.last < index:
        near = [*sentence.pieces[group.last : index], *near]
    return kind in ("zero", "first-mention") or any(p.kind == "each" for p in near)


def _find_size(sentence: Sentence, group: Group) -> int | None:
    """Return how many words a group says that it has: 两个词, 三个关键词."""
    after = sentence.pieces[group.last + 1 : group.last + 2]
    match = _SIZE.match(after[0].text) if after and after[0].kind in ("word", "same") else None
    value = parse_number(match[1]) if match else None
    return int(value) if value else None


def _find_compared_terms(
    pieces: list[Piece], index: int, groups: list[Group]
) -> tuple[Group, Group] | None:
    """Return the marked terms before and after the word of comparison at *index*."""
    before = [g for g in groups if g.last < index and g.marks == "quote"]
    after = [g for g in groups if g.first == index + 1 and g.marks == "quote"]
    if not before or not after:
        return None
    between = pieces[before[-1].last + 1 : index]
    follow = pieces[after[0].last + 1 :][:1]
    if any(p.number or p.kind == "open_bracket" for p in between):
        return None
    if any(p.number or p.kind in ("text", "open_bracket", "broken") for p in follow):
        return None
    return before[-1], after[0]
