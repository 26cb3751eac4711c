"""Find names of texts in an article, and decide which text each of them means.

A name means a held text only if the article identifies it: by the full title, a declared or listed
alias, or its kind together with the year, session or topic. A bare name (the action plan, 《决定》)
repeats a text that the article names elsewhere. It never means a text only because no other of its
kind is held.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policytext.articles import names
from policytext.articles.article_names import REACH, ArticleNames
from policytext.articles.article_time import (
    CLAUSE_ENDS,
    SENTENCE_ENDS,
    TIME_AFTER,
    TIME_FIRST,
    TIME_LEAD,
    ArticleTime,
)
from policytext.articles.holdings import Holdings, Work
from policytext.articles.identity import HELD, NOT_HELD, UNIDENTIFIED, Identity, unknown_text
from policytext.articles.mention_words import Mention, Named, find_named
from policytext.articles.references import (
    Reference,
    as_congress_report,
    fold,
    is_kind_of,
    kind_of,
    plain,
    refer,
    tokenise,
)
from policytext.documents.document import Document
from policytext.language.dates import is_earlier, read_whole_date
from policytext.language.han import HAN_PATTERN
from policytext.language.messages import Message

__all__ = ["Identifier", "Identity", "Mention", "find_mentions"]


def find_mentions(text: str, start: int, end: int) -> tuple[Mention, ...]:
    """Return the names of texts in ``text[start:end]``, in order.

    >>> [mention.words for mention in find_mentions("今年的政府工作报告提到“创新”3次。", 0, 21)]
    ['今年的政府工作报告']
    """
    return tuple(named.mention for named in find_named(text, start, end))


class Identifier:
    """Decides which texts the names in the article *text* mean.

    *issued* is the date of the article; without it, a dateline gives the year.
    """

    def __init__(self, documents: Sequence[Document], text: str, issued: str | None) -> None:
        self.text = text
        self.issued = read_whole_date(issued or "") or (issued or "")
        self.holdings = Holdings.of(documents)
        self.names = ArticleNames(text, self.holdings.long_titles)
        self.time = ArticleTime(text, self.issued)
        self._known: dict[int, Identity] = {}
        self._busy: set[int] = set()

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All names of texts in the article, in order."""
        return self.names.mentions

    def identify(self, mention: Mention | None, at: int) -> Identity:
        """Return the text that *mention* means; without one, the text spoken of at *at*."""
        index = self.names.find_index(mention) if mention else None
        if mention is None or (index is not None and self.names.named[index].reference.bare):
            start = mention.start if mention else at
            if timed := self._after_time(start):
                return timed
        if mention is None:
            return self._spoken_of(at)
        if timed := self._at_another_time(mention, at):
            return timed
        if index is not None:
            return self._resolve(index)
        found = find_named(mention.words, 0, len(mention.words))
        if found:
            moved = replace(found[-1], mention=mention)
            return self._decide(moved, at, key=mention.words)
        return self._by_time(mention, at)

    def _after_time(self, at: int) -> Identity | None:
        """Return the text of the time with which the sentence begins: In 2002, the speech …"""
        start = self.names.last_end(SENTENCE_ENDS, at)
        match = TIME_LEAD.match(fold(self.text[start:at]))
        if not match:
            return None
        first, last = start + match.start("time"), start + match.end("time")
        return self._by_time(Mention(first, last, self.text[first:last]), start)

    def _at_another_time(self, mention: Mention, at: int) -> Identity | None:
        """Return the text meant if the clause of a number names another time than *mention*.

        《报告》提到 7 次，去年为 5 次: the second number is not about the report of this year.
        """
        clause = max(self.names.last_end(CLAUSE_ENDS, at), mention.end)
        if mention.end <= 0 or clause > at:
            return None
        said = fold(self.text[clause:at])
        after = TIME_AFTER.match(fold(self.text[at : at + 40]))
        if match := TIME_FIRST.match(said) or after:
            start = (at if match is after else clause) + match.start("time")
            words = self.text[start : start + len(match["time"])]
            return self._by_time(Mention(start, start + len(words), words), mention.start)
        if re.search(names.THIS_TIME, said) and not re.search(names.THIS_TIME, fold(mention.words)):
            return self._newest(mention.end)
        return None

    def _newest(self, at: int) -> Identity | None:
        """Return the newest text of the kind of the name before *at* that is named up to there."""
        before = self.names.named_before(at)
        if not before:
            return None
        kind = self.names.named[before[0]].reference.kind
        same = [i for i in before if is_kind_of(self.names.named[i].reference.kind, kind)]
        dated = [(year, -i, i) for i in same if (year := self._year_of(i))]
        return self._resolve(max(dated)[2]) if dated else None

    def _year_of(self, index: int) -> int:
        """Return the year of the text that a name means; 0 if it is not known."""
        identity = self._resolve(index)
        work = self.holdings.work_of(identity.document) if identity.document else None
        if work:
            return max(work.years, default=0)
        return self.time.with_year(self.names.named[index].reference).year or 0

    def _spoken_of(self, at: int) -> Identity:
        """Return the text named last before *at*, else the only one that the article names."""
        for index in self.names.named_before(at):
            if re.search(
                names.ELSEWHERE, fold(self.text[self.names.named[index].mention.end : at])
            ):
                break
            identity = self._resolve(index)
            if self.names.named[index].reference.kind or identity.status == HELD:
                apart = "\n" in self.text[self.names.named[index].mention.end : at].replace(
                    "\u2029", "\n"
                )
                code = "resolutions.spoken_of_before" if apart else "resolutions.spoken_of"
                said = Message(code, mention=identity.words or "")
                return replace(identity, evidence=(said, *identity.evidence))
        every = (
            range(len(self.names.named))[:REACH] if not self.names.named_before(at) else range(0)
        )
        found = {i.document or i.words: i for i in map(self._resolve, every)}
        if len(found) == 1:
            return next(iter(found.values()))
        return Identity(None, None, UNIDENTIFIED, (Message("resolutions.unnamed"),))

    def _resolve(self, index: int) -> Identity:
        if index in self._known:
            return self._known[index]
        if index in self._busy:  # 《决定》 … 《决定》: none of them says more
            return unknown_text(self.names.named[index].mention.words)
        self._busy.add(index)
        named = self.names.named[index]
        first = self._first_use(index)
        if first != index:
            identity = self._resolve(first)
        else:
            identity = self._decide(named, named.mention.start, index=index)
        self._busy.discard(index)
        self._known[index] = identity
        return identity

    def _first_use(self, index: int) -> int:
        """Return the first name with the same title in title marks: it keeps its meaning."""
        named = self.names.named[index]
        if "《" not in named.mention.words or not named.reference.bare:
            return index
        return min(index, self.names.first_titles.get(named.reference.title, index))

    def _decide(
        self, named: Named, at: int, *, index: int | None = None, key: str = ""
    ) -> Identity:
        reference, words = self.time.with_year(named.reference), named.mention.words
        alias = self.names.declared.get(plain(words)) or self.names.declared.get(reference.title)
        if alias is None:
            alias = self._declared_in(words)
        if alias is not None and alias != index and not reference.dated:
            identity = self._resolve(alias)
            note = Message("resolutions.alias", alias=words, mention=identity.words or words)
            return replace(identity, evidence=(note, *identity.evidence))
        works = self._titled(reference, words)
        if works:
            return self._choose(works, words, "title")
        if reference.bare:
            return self._repeat(reference, words, at, index)
        return self._match(reference, words, at, index)

    def _declared_in(self, words: str) -> int | None:
        """Return the name for which an alias stands that *words* are: the Plan, this 《规划》."""
        return self.names.declared.get(_bare_of(plain(words)))

    def _titled(self, reference: Reference, words: str) -> list[Work]:
        """Return the works with the title or a listed alias that the name is."""
        said = plain(words)
        works = self.holdings.by_title(reference.title) if reference.title else []
        works = works or self.holdings.by_title(said) or self.holdings.by_title(_bare_of(said))
        if reference.year:
            works = [work for work in works if reference.year in work.years]
        owned = replace(reference, speakers=frozenset())
        return [] if reference.which else [work for work in works if work.is_of(owned)]

    def _match(self, reference: Reference, words: str, at: int, index: int | None) -> Identity:
        """Return the work with everything that the name says."""
        wanted = self._inherit(reference, at, index)
        if isinstance(wanted, Identity):
            return wanted
        if wanted.which and not wanted.dated:
            return unknown_text(words, Message("resolutions.which", mention=words))
        if wanted.shift is not None:
            return unknown_text(words, Message("resolutions.no_year", mention=words))
        works = self.holdings.matching(wanted)
        if not works and not wanted.dated and not wanted.sessions and not wanted.rest:
            works = self._of_this_year(wanted)
            if works:
                return self._choose(works, words, "article_year")
        if works:
            return self._choose(works, words, "attributes", wanted.edition)
        if repeated := self._repeat_by(wanted, words, at, index):
            return repeated
        if wanted.rest and not wanted.title:
            note = Message("resolutions.other_words", words=list(wanted.rest), mention=words)
            return Identity(None, words, NOT_HELD, (note,))
        return Identity(None, words, NOT_HELD, (Message("resolutions.none", mention=words),))

    def _inherit(self, reference: Reference, at: int, index: int | None) -> Reference | Identity:
        """Return *reference* with the series of the text spoken of before: 去年的报告."""
        says_more = reference.sessions or reference.rest or reference.title or reference.issuers
        if says_more or not reference.dated or kind_of(reference.kind).annual:
            return reference
        wide = reference.kind
        for other in self.names.before(at, index):
            named = self.names.named[other]
            kind = named.reference.kind
            if not kind or not is_kind_of(kind, wide) or kind == names.ANY:
                continue
            identity = self._resolve(other)
            said = self.time.with_year(named.reference)
            if identity.document and (work := self.holdings.work_of(identity.document)):
                if reference.year in work.years and not reference.which:
                    return self._said_before(identity, reference, identity.words or "")
                return replace(
                    reference, kind=work.kind, issuers=reference.issuers | work.own_issuers
                )
            if kind_of(kind).annual or named.reference.rest:
                merged = reference.issuers | said.issuers
                return replace(reference, kind=kind, issuers=merged, rest=said.rest)
        return reference

    def _repeat(self, reference: Reference, words: str, at: int, index: int | None) -> Identity:
        """Return the text that a bare name repeats."""
        if reference.new:  # "a plan" is none that was named before
            works = self._of_this_year(reference)
            return self._choose(works, words, "article_year") if works else unknown_text(words)
        like = [i for i in self.names.before(at, index)
                if self._can_repeat(reference, self.names.named[i].reference)]  # fmt: skip
        before = [i for i in like if self.names.named[i].mention.end <= at]
        if before:
            chosen = self._main_of(before, at)
            return self._said_before(self._resolve(chosen), reference, words)
        later = [self._resolve(i) for i in like]
        texts = {i.document or i.words: i for i in later if i.status != UNIDENTIFIED}
        if len(texts) == 1:
            return self._said_before(next(iter(texts.values())), reference, words)
        if not texts:
            if works := self.holdings.by_alias(plain(words), reference.title):
                return self._choose(works, words, "alias_listed")
            if works := self._of_this_year(reference):
                return self._choose(works, words, "article_year")
        return unknown_text(words, Message("resolutions.bare", mention=words))

    def _main_of(self, before: list[int], at: int) -> int:
        """Return the name that is repeated: the nearest, unless it is there for comparison.

        After "the 2024 report says more than that of 2023", the report is that of 2024.
        """
        nearest = before[0]
        place = self.names.named[nearest].mention.start
        start, year = self.names.last_end(SENTENCE_ENDS, place), self._year_of(nearest)
        if not year or start == self.names.last_end(SENTENCE_ENDS, at):
            return nearest
        beside = [i for i in before if self.names.named[i].mention.start >= start]
        return max(beside, key=lambda i: (self._year_of(i), i))

    def _repeat_by(
        self, reference: Reference, words: str, at: int, index: int | None
    ) -> Identity | None:
        """Return the text that a name with its issuer alone repeats: China's plan."""
        if reference.rest or reference.which or reference.dated or reference.sessions:
            return None
        near = [i for i in self.names.named_before(at) if i != index]
        before = [i for i in near if self._can_repeat(reference, self.names.named[i].reference)]
        if not before:
            return None
        identity = self._resolve(self._main_of(before, at))
        work = self.holdings.work_of(identity.document) if identity.document else None
        if work and work.is_of(reference):
            return self._said_before(identity, reference, words)
        return None

    def _said_before(self, identity: Identity, reference: Reference, words: str) -> Identity:
        """Return *identity* for a name that repeats it, perhaps of another edition."""
        notes = (*_before_note(identity), *identity.evidence)
        work = self.holdings.work_of(identity.document) if identity.document else None
        if not (work and reference.edition):
            return replace(identity, evidence=notes)
        if not work.has_edition(reference.edition):
            note = Message("resolutions.none", mention=words)
            return Identity(None, words, NOT_HELD, (*notes, note))
        best, *others = work.in_language(words, reference.edition)
        return replace(identity, document=best, copies=tuple(others), evidence=notes)

    def _can_repeat(self, bare: Reference, other: Reference) -> bool:
        """Return whether a bare name can repeat *other*: the report, the 2024 work report."""
        if (other.bare and not other.new) or not other.kind:
            return False
        kind = as_congress_report(other).kind
        wider = bare.kind == "edition" or is_kind_of(kind, bare.kind)
        return wider or (is_kind_of(bare.kind, kind) and kind not in (names.ANY, "edition"))

    def _of_this_year(self, reference: Reference) -> list[Work]:
        """Return the newest work of an annual kind, if the article is of its year and country."""
        kind = kind_of(reference.kind)
        if not (kind.annual and self.time.year) or reference.which or reference.rest:
            return []
        if kind.id == "government work report":
            folded = fold(self.text)
            if re.search(names.LOCAL, folded) or not re.search(names.NATIONAL, folded):
                return []
        year = replace(reference, year=self.time.year)
        return [work for work in self.holdings.matching(year) if not self._too_young(work)]

    def _by_time(self, mention: Mention, at: int) -> Identity:
        """Return the text of a series that only a year or session gives: 去年为5次."""
        folded = fold(mention.words)
        if re.search(names.THIS_TIME, folded):
            return self._newest(at) or unknown_text(mention.words)
        chinese = bool(HAN_PATTERN.search(folded))
        reference = refer(tokenise(folded, chinese=chinese), "")
        if reference.rest or not (reference.dated or reference.sessions):
            return unknown_text(mention.words)
        reference = self.time.with_year(reference)
        for other in self.names.before(at, None):
            kind = self.names.named[other].reference.kind
            identity = self._resolve(other)
            work = self.holdings.work_of(identity.document) if identity.document else None
            if work or kind_of(kind).annual:
                series = work.kind if work else kind
                issuers = work.own_issuers if work else self.names.named[other].reference.issuers
                rest = () if work else self.names.named[other].reference.rest
                wanted = replace(reference, kind=series, issuers=issuers, rest=rest)
                return self._match(as_congress_report(wanted), mention.words, at, None)
        return unknown_text(mention.words)

    def _choose(self, works: list[Work], words: str, how: str, edition: str = "") -> Identity:
        old = [work for work in works if not self._too_young(work)]
        if not old:
            issued = works[0].documents[0].metadata.issued
            note = Message("resolutions.younger", document=works[0].id, issued=issued)
            return Identity(None, words, NOT_HELD, (note,))
        if len(old) > 1:
            ids = [work.id for work in old[:5]]
            note = Message("resolutions.several", n=len(old), mention=words, documents=ids)
            return Identity(None, words, UNIDENTIFIED, (note,))
        best, *others = old[0].in_language(words, edition)
        note = Message(f"resolutions.{how}")
        return Identity(best, words, HELD, (note,), tuple(others))

    def _too_young(self, work: Work) -> bool:
        return any(is_earlier(self.issued, d.metadata.issued) for d in work.documents)


def _bare_of(words: str) -> str:
    """Return plain words without the article before them."""
    return re.sub("^(?:the|this|that|这份?|该|此)", "", words)


def _before_note(identity: Identity) -> tuple[Message, ...]:
    return (Message("resolutions.repeats", mention=identity.words or ""),)
