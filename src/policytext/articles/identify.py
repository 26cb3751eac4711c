"""Find names of texts in an article, and decide which text each of them means.

A name means a held text only if the article identifies it: by the full title, a declared or listed
alias, or its kind together with the year, session or topic. A bare name (the action plan, 《决定》)
repeats a text that the article names elsewhere. It never means a text only because no other of its
kind is held.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from policytext.articles import names
from policytext.articles.holdings import Holdings, Work
from policytext.articles.mention_words import Mention, Named, find_named, find_title
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

HELD, NOT_HELD, UNIDENTIFIED = "held", "not_held", "unidentified"
_DECLARED = re.compile(
    r"[（(，,]?\s*(?:以下|下|以下统一|下文)?(?:简称|統称|统称)(?:为|作|：|:)?\s*[《“「『\"]?"
    r"(?P<zh>[^《》“”「」『』\"（）()，。,]{1,24})"
    r"|\s*[（(](?:(?:here(?:in)?after|henceforth|below)(?:,? (?:referred to|known) as)?,?|the)? ?"
    r"(?:the )?[“\"‘'](?:the )?(?P<en>[^”\"’'()]{2,60})[”\"’'][）)]"
    r"|\s*,? ?[（(]?(?:hereinafter|hereafter|henceforth)(?:,? (?:referred to|known) as)?,? "
    r"(?:the )?[“\"‘']?(?:the )?(?P<after>[a-z][a-z .-]{1,40}[a-z])",
)
_DATELINE = re.compile(r"((?:19|20)\d{2})[-年/.](\d{1,2})[-月/.](\d{1,2})日?")
_REACH = 60  # names looked at before and after a place
_SENTENCE_ENDS = re.compile(r"[。！？!?\n\u2029]|\.(?=\s)")
_CLAUSE_ENDS = re.compile(r"[。！？!?\n\u2029，,；;：:（(]|\.(?=\s)")
_TIMES = "|".join(
    (
        *sorted(names.THIS_YEAR, key=len, reverse=True),
        r"(?:19|20)\d\d(?=年|\D{0,3}\d)年?",
        r"第?(?:1\d|2[0-5]|十[一二三四五六七八九]|二十[一二三四五]?)大(?=时|上|的|中|则|没|出|只|仅|提|共|为|有|$)",
        r"第?(?:1\d|2[0-5]|十[一二三四五六七八九]|二十[一二三四五]?)届[一二三四五六七1-7]中全会(?=时|上|的|则|没|出|只|仅|提|共|为|有|$)",
    )
)
_TIME_FIRST = re.compile(
    rf"\s*[而但则在于比较与和从至到却]{{0,2}}\s*(?P<time>{_TIMES})(?!以来|之后|前)"
)
_TIME_LEAD = re.compile(
    rf"[\s“\"]*(?:in|during|for|at|在|而|但|到)?\s*(?P<time>{_TIMES}|(?:19|20)\d\d(?=[,，]))"
    r"(?:时|的时候)?[,，](?!以来)"
)
_TIME_AFTER = re.compile(
    r"[a-z0-9,.]+(?: times)? (?:(?:in|for) )?(?P<time>(?:19|20)\d\d\b|last year|the year before"
    r"|a year earlier|the previous year)"
)


def find_mentions(text: str, start: int, end: int) -> tuple[Mention, ...]:
    """Return the names of texts in ``text[start:end]``, in order.

    >>> [mention.words for mention in find_mentions("今年的政府工作报告提到“创新”3次。", 0, 21)]
    ['今年的政府工作报告']
    """
    return tuple(named.mention for named in find_named(text, start, end))


@dataclass(frozen=True, slots=True)
class Identity:
    """Which text a name means.

    ``status`` is ``held`` (``document`` is its id), ``not_held`` (the name is of another text) or
    ``unidentified``. ``words`` are the words that the article uses. ``copies`` are other held
    copies of the same text. ``evidence`` says how it was decided.
    """

    document: str | None
    words: str | None
    status: str
    evidence: tuple[Message, ...] = ()
    copies: tuple[str, ...] = ()

    @property
    def note(self) -> Message:
        """The evidence as one message."""
        return Message("resolutions.evidence", notes=list(self.evidence))


class Identifier:
    """Decides which texts the names in the article *text* mean.

    *issued* is the date of the article; without it, a dateline gives the year.
    """

    def __init__(self, documents: Sequence[Document], text: str, issued: str | None) -> None:
        self.text = text
        self.issued = read_whole_date(issued or "") or (issued or "")
        self.holdings = Holdings.of(documents)
        self._known: dict[int, Identity] = {}
        self._busy: set[int] = set()

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """All names of texts in the article, held titles without title marks included."""
        found = list(find_named(self.text, 0, len(self.text)))
        folded = fold(self.text)
        for title in self.holdings.long_titles:
            for titled in find_title(self.text, folded, title):
                found = _take(found, titled)
        return tuple(sorted(found, key=lambda named: named.mention.start))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All names of texts in the article, in order."""
        return tuple(named.mention for named in self.named)

    @cached_property
    def declared(self) -> dict[str, int]:
        """The aliases that the article declares, each with the name that it stands for."""
        folded = fold(self.text)
        found: dict[str, int] = {}
        for index, named in enumerate(self.named):
            match = _DECLARED.match(folded, named.mention.end)
            if match and (alias := plain(next(g for g in match.groups() if g))):
                found.setdefault(alias, index)
        return found

    def identify(self, mention: Mention | None, at: int) -> Identity:
        """Return the text that *mention* means; without one, the text spoken of at *at*."""
        index = self._index(mention) if mention else None
        if mention is None or (index is not None and self.named[index].reference.bare):
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
        start = self._last(_SENTENCE_ENDS, at)
        match = _TIME_LEAD.match(fold(self.text[start:at]))
        if not match:
            return None
        first, last = start + match.start("time"), start + match.end("time")
        return self._by_time(Mention(first, last, self.text[first:last]), start)

    def _at_another_time(self, mention: Mention, at: int) -> Identity | None:
        """Return the text meant if the clause of a number names another time than *mention*.

        《报告》提到 7 次，去年为 5 次: the second number is not about the report of this year.
        """
        clause = max(self._last(_CLAUSE_ENDS, at), mention.end)
        if mention.end <= 0 or clause > at:
            return None
        said = fold(self.text[clause:at])
        after = _TIME_AFTER.match(fold(self.text[at : at + 40]))
        if match := _TIME_FIRST.match(said) or after:
            start = (at if match is after else clause) + match.start("time")
            words = self.text[start : start + len(match["time"])]
            return self._by_time(Mention(start, start + len(words), words), mention.start)
        if re.search(names.THIS_TIME, said) and not re.search(names.THIS_TIME, fold(mention.words)):
            return self._newest(mention.end)
        return None

    def _newest(self, at: int) -> Identity | None:
        """Return the newest text of the kind of the name before *at* that is named up to there."""
        before = self._named_before(at)
        if not before:
            return None
        kind = self.named[before[0]].reference.kind
        same = [i for i in before if is_kind_of(self.named[i].reference.kind, kind)]
        dated = [(year, -i, i) for i in same if (year := self._year_of(i))]
        return self._resolve(max(dated)[2]) if dated else None

    def _year_of(self, index: int) -> int:
        """Return the year of the text that a name means; 0 if it is not known."""
        identity = self._resolve(index)
        work = self.holdings.work_of(identity.document) if identity.document else None
        if work:
            return max(work.years, default=0)
        return self._with_year(self.named[index].reference).year or 0

    def _last(self, ends: re.Pattern[str], at: int) -> int:
        """Return the end of the last match of *ends* before *at*."""
        low = max(0, at - 300)
        return max((match.end() for match in ends.finditer(self.text, low, at)), default=low)

    def _index(self, mention: Mention) -> int | None:
        """Return the number of the name that *mention* is, or is most of."""
        last = bisect_left(self._starts, mention.end)
        for index in range(max(0, last - 3), last):
            own = self.named[index].mention
            if own.start < mention.end and mention.start < own.end:
                shared = min(own.end, mention.end) - max(own.start, mention.start)
                if 2 * shared >= mention.end - mention.start:
                    return index
        return None

    def _spoken_of(self, at: int) -> Identity:
        """Return the text named last before *at*, else the only one that the article names."""
        for index in self._named_before(at):
            if re.search(names.ELSEWHERE, fold(self.text[self.named[index].mention.end : at])):
                break
            identity = self._resolve(index)
            if self.named[index].reference.kind or identity.status == HELD:
                apart = "\n" in self.text[self.named[index].mention.end : at].replace(
                    "\u2029", "\n"
                )
                code = "resolutions.spoken_of_before" if apart else "resolutions.spoken_of"
                said = Message(code, mention=identity.words or "")
                return replace(identity, evidence=(said, *identity.evidence))
        every = range(len(self.named))[:_REACH] if not self._named_before(at) else range(0)
        found = {i.document or i.words: i for i in map(self._resolve, every)}
        if len(found) == 1:
            return next(iter(found.values()))
        return Identity(None, None, UNIDENTIFIED, (Message("resolutions.unnamed"),))

    def _resolve(self, index: int) -> Identity:
        if index in self._known:
            return self._known[index]
        if index in self._busy:  # 《决定》 … 《决定》: none of them says more
            return _unknown(self.named[index].mention.words)
        self._busy.add(index)
        named = self.named[index]
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
        named = self.named[index]
        if "《" not in named.mention.words or not named.reference.bare:
            return index
        return min(index, self._first_titles.get(named.reference.title, index))

    @cached_property
    def _first_titles(self) -> dict[str, int]:
        """The first name with each bare title in title marks."""
        first: dict[str, int] = {}
        for index, named in enumerate(self.named):
            said = named.reference
            if "《" in named.mention.words and not (said.rest or said.which):
                first.setdefault(said.title, index)
        return first

    def _decide(
        self, named: Named, at: int, *, index: int | None = None, key: str = ""
    ) -> Identity:
        reference, words = self._with_year(named.reference), named.mention.words
        alias = self.declared.get(plain(words)) or self.declared.get(reference.title)
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
        return self.declared.get(_bare_of(plain(words)))

    def _with_year(self, reference: Reference) -> Reference:
        """Return *reference* with "last year" as a year, and with the plenums' congress."""
        if reference.shift is not None and (year := self.year):
            reference = replace(reference, year=year + reference.shift, shift=None)
        partial = [s for s in reference.sessions if s[0] == "plenum" and not s[1]]
        if partial and (congress := self._congress_of(partial[0][2], reference.year)):
            sessions = {s for s in reference.sessions if s not in partial}
            sessions.add(("plenum", congress, partial[0][2]))
            reference = replace(reference, sessions=frozenset(sessions))
        return as_congress_report(reference)

    def _congress_of(self, plenum: int, year: int | None) -> int:
        """Return the congress whose committee met for a plenum that is named by its number."""
        said = {
            session[1]
            for session in self._sessions
            if session[0] == "plenum" and session[2] == plenum and session[1]
        }
        if len(said) == 1:
            return said.pop()
        dated = [s for s in names.SESSIONS if s.plenum == plenum]
        if year:
            found = [s.congress for s in dated if s.closed.startswith(str(year))]
            return found[0] if len(found) == 1 else 0
        if len(self.issued) < len("2025-07"):
            return 0
        before = [s for s in dated if s.closed[:7] <= self.issued[:7]]
        last = max(before, key=lambda s: s.closed, default=None)
        recent = last and _months(self.issued) - _months(last.closed) <= 3
        return (
            last.congress if last and recent and last.congress in (said or {last.congress}) else 0
        )

    @cached_property
    def _sessions(self) -> frozenset[tuple[str, int, int]]:
        """All sessions that the article names."""
        tokens = tokenise(fold(self.text), chinese=bool(HAN_PATTERN.search(self.text)))
        return refer(tokens, "").sessions

    @cached_property
    def year(self) -> int | None:
        """The year of the article: as given, else of its first dateline."""
        if self.issued[:4].isdigit():
            return int(self.issued[:4])
        match = _DATELINE.search(self.text[:600])
        return int(match[1]) if match else None

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
            return _unknown(words, Message("resolutions.which", mention=words))
        if wanted.shift is not None:
            return _unknown(words, Message("resolutions.no_year", mention=words))
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
        for other in self._before(at, index):
            named = self.named[other]
            kind = named.reference.kind
            if not kind or not is_kind_of(kind, wide) or kind == names.ANY:
                continue
            identity = self._resolve(other)
            said = self._with_year(named.reference)
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

    def _before(self, at: int, index: int | None) -> Iterator[int]:
        """Yield the names before *at*, the nearest first, then those after it."""
        yield from (i for i in self._named_before(at) if i != index)
        first = bisect_left(self._starts, at)
        yield from (i for i in range(first, len(self.named))[:_REACH] if i != index)

    def _named_before(self, at: int) -> list[int]:
        """Return the names that end before *at*, the nearest first."""
        last = bisect_left(self._starts, at)
        near = range(max(0, last - _REACH), last)
        return [i for i in reversed(near) if self.named[i].mention.end <= at]

    @cached_property
    def _starts(self) -> list[int]:
        return [named.mention.start for named in self.named]

    def _repeat(self, reference: Reference, words: str, at: int, index: int | None) -> Identity:
        """Return the text that a bare name repeats."""
        if reference.new:  # "a plan" is none that was named before
            works = self._of_this_year(reference)
            return self._choose(works, words, "article_year") if works else _unknown(words)
        like = [i for i in self._before(at, index)
                if self._can_repeat(reference, self.named[i].reference)]  # fmt: skip
        before = [i for i in like if self.named[i].mention.end <= at]
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
        return _unknown(words, Message("resolutions.bare", mention=words))

    def _main_of(self, before: list[int], at: int) -> int:
        """Return the name that is repeated: the nearest, unless it is there for comparison.

        After "the 2024 report says more than that of 2023", the report is that of 2024.
        """
        nearest = before[0]
        place = self.named[nearest].mention.start
        start, year = self._last(_SENTENCE_ENDS, place), self._year_of(nearest)
        if not year or start == self._last(_SENTENCE_ENDS, at):
            return nearest
        beside = [i for i in before if self.named[i].mention.start >= start]
        return max(beside, key=lambda i: (self._year_of(i), i))

    def _repeat_by(
        self, reference: Reference, words: str, at: int, index: int | None
    ) -> Identity | None:
        """Return the text that a name with its issuer alone repeats: China's plan."""
        if reference.rest or reference.which or reference.dated or reference.sessions:
            return None
        near = [i for i in self._named_before(at) if i != index]
        before = [i for i in near if self._can_repeat(reference, self.named[i].reference)]
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
        if not (kind.annual and self.year) or reference.which or reference.rest:
            return []
        if kind.id == "government work report":
            folded = fold(self.text)
            if re.search(names.LOCAL, folded) or not re.search(names.NATIONAL, folded):
                return []
        year = replace(reference, year=self.year)
        return [work for work in self.holdings.matching(year) if not self._too_young(work)]

    def _by_time(self, mention: Mention, at: int) -> Identity:
        """Return the text of a series that only a year or session gives: 去年为5次."""
        folded = fold(mention.words)
        if re.search(names.THIS_TIME, folded):
            return self._newest(at) or _unknown(mention.words)
        chinese = bool(HAN_PATTERN.search(folded))
        reference = refer(tokenise(folded, chinese=chinese), "")
        if reference.rest or not (reference.dated or reference.sessions):
            return _unknown(mention.words)
        reference = self._with_year(reference)
        for other in self._before(at, None):
            kind = self.named[other].reference.kind
            identity = self._resolve(other)
            work = self.holdings.work_of(identity.document) if identity.document else None
            if work or kind_of(kind).annual:
                series = work.kind if work else kind
                issuers = work.own_issuers if work else self.named[other].reference.issuers
                rest = () if work else self.named[other].reference.rest
                wanted = replace(reference, kind=series, issuers=issuers, rest=rest)
                return self._match(as_congress_report(wanted), mention.words, at, None)
        return _unknown(mention.words)

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


def _take(found: list[Named], titled: Named) -> list[Named]:
    """Return *found* with a title in prose, which replaces the shorter names that it contains."""
    own, title = titled.mention, titled.reference.title
    inside = [n for n in found if n.mention.start < own.end and own.start < n.mention.end]

    def is_more(named: Named) -> bool:
        longer = named.mention.start < own.start or named.mention.end > own.end
        # 习近平在年会上的演讲 is more than the title 在年会上的演讲, but no other text.
        return longer and not (title and all(word in title for word in named.reference.rest or "_"))

    if any(is_more(n) or "《" in n.mention.words for n in inside):
        return found
    return [n for n in found if n not in inside] + [titled]


def _bare_of(words: str) -> str:
    """Return plain words without the article before them."""
    return re.sub("^(?:the|this|that|这份?|该|此)", "", words)


def _months(date: str) -> int:
    return int(date[:4]) * 12 + int(date[5:7])


def _unknown(words: str, note: Message | None = None) -> Identity:
    return Identity(
        None, words, UNIDENTIFIED, (note or Message("resolutions.bare", mention=words),)
    )


def _before_note(identity: Identity) -> tuple[Message, ...]:
    return (Message("resolutions.repeats", mention=identity.words or ""),)
