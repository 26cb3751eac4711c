"""Find the document that a mention means: by title, short title, date, and earlier mentions.

If several documents match, that is reported and none is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from policytext.articles.chinese import SIMPLIFY
from policytext.articles.found import FoundClaim
from policytext.articles.language import Language
from policytext.articles.marks import Mark
from policytext.articles.sentences import Sentence
from policytext.documents.document import Document
from policytext.language.messages import Message, Values
from policytext.language.numerals import parse_number


class Resolution(NamedTuple):
    """The id of the document, or None, and how it was found or why not."""

    document: str | None
    note: Message


class Said(NamedTuple):
    """A document named at a place of the article."""

    start: int
    mention: str


UNNAMED = Resolution(None, Message("resolutions.unnamed"))
_GENERIC = re.compile(
    r"(?:这[份部篇个次]|该份?|此次?|本(?:次|份)|整[份部篇])?"
    r"(?:文件|全文|通篇|全篇|文中|文内|文本|报告|讲话|演讲|演说|计划|规划|公报|决定|意见|宣言|倡议|白皮书)"
    r"|(?:the|this|its|his|her) (?:full |chinese |english |original )?"
    r"(?:document|text|report|speech|address|plan|paper|statement)|it",
    re.IGNORECASE,
)
_ANY_TEXT = re.compile("文件|全文|通篇|全篇|文中|文内|文本|document|text|it$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_HAN_YEAR = re.compile("[一二][九零〇○][零〇○一二三四五六七八九]{2}年")
_RELATIVE = {
    "今年": 0, "本年": 0, "this year": 0, "去年": -1, "上年": -1, "上一年": -1, "last year": -1,
    "the year before": -1, "a year earlier": -1, "the previous year": -1, "前年": -2, "同比": -1,
}  # fmt: skip
_HEADS = re.compile(
    r"政府工作报告|工作报告|行动计划|规划纲要|建议|纲要|公报|决定|意见|报告|宣言|倡议|宪法|民法典|白皮书|规划|计划|演讲|讲话|方案|"
    r"法|government work report|work report|state of the union|action plan|report|plan|initiative"
    r"|constitution|decision|speech|address|white paper|declaration|strategy|law",
    re.IGNORECASE,
)
# English names of kinds of Chinese documents; the longest match decides.
_KINDS = {
    "action plan": "行动计划", "white paper": "白皮书", "work report": "工作报告",
    "constitution": "宪法", "declaration": "宣言", "regulations": "条例", "initiative": "倡议",
    "communiqu": "公报", "decision": "决定", "guidelines": "意见", "proposal": "建议",
    "civil code": "民法典", "outline": "纲要", "report": "报告", "plan": "规划", "law": "法",
}  # fmt: skip
_DATELINE = re.compile(r"((?:19|20)\d{2})[-年/.](\d{1,2})[-月/.](\d{1,2})日?")
_ISSUED = re.compile("(?:发布|印发|出台|公布|发表|通过|下发|颁布)的(?=《)")


def plain(title: str) -> str:
    """Return a title without brackets, quotation marks, spaces and traditional characters."""
    return re.sub(r"[\s《》“”「」『』\"'‘’〈〉—·,，]", "", title.translate(SIMPLIFY)).lower()


@dataclass
class Resolver:
    """Resolves the mentions of one article, front to back.

    ``issued`` is the date of the article; without it, a dateline before the mention is used.
    """

    documents: Sequence[Document]
    text: str
    issued: str | None
    languages: Sequence[Language]
    _known: dict[tuple[str, int], Resolution] = field(default_factory=dict)

    @cached_property
    def said(self) -> list[Said]:
        """Every document the article names, in order."""
        found: dict[int, Said] = {}
        for language in self.languages:
            folded = language.fold(self.text)
            rows = [row for row in language.rows() if row.kind == "D"]
            # The first row matches titles; a match of a later row inside them is part of the title.
            for match in chain.from_iterable(row.pattern.finditer(folded) for row in rows):
                start, end = match.span("doc")
                if not any(place in found for place in range(start, end)):
                    said = Said(start, self.text[start:end].strip())
                    found |= dict.fromkeys(range(start, end), said)
        return sorted(set(found.values()))

    def names_before(self, place: int) -> bool:
        """Return whether a document is named before *place*."""
        return any(said.start < place for said in self.said)

    def resolve(self, mention: str | None, place: int) -> Resolution:
        """Return the document of *mention* at *place*; without a mention, the one named last."""
        if not self.documents:
            return Resolution(None, Message("resolutions.no_corpus"))
        if mention is None:
            return self._last_named(place, None)
        if "《" in mention:
            # A short title keeps the meaning of its first use.
            place = next((said.start for said in self.said if said.mention == mention), place)
        key = (mention, place)
        if key not in self._known:
            self._known[key] = self._resolve(mention, place)
        return self._known[key]

    def _resolve(self, mention: str, place: int) -> Resolution:
        if when := self._year_only(mention, place):
            return self._edition_of(when, place)
        exact = self._by_title(mention)
        if exact:
            return self._choose(exact, mention, "title")
        if _GENERIC.fullmatch(mention.strip("《》 ")):
            before = self._last_named(place, mention)
            if before is not UNNAMED:
                return before
        year = self._year_in(mention, place)
        longer = self._said_in_full(mention, place)
        if longer and not year:
            return self.resolve(longer.mention, longer.start)
        fitting = self._by_short_title(mention) or self._by_kind(mention)
        if year:
            fitting = [d for d in fitting if d.metadata.issued.startswith(str(year))]
        return self._choose(fitting, mention, "short_title_year" if year else "short_title")

    def _choose(self, fitting: list[Document], mention: str, how: str) -> Resolution:
        if len(fitting) == 1:
            return Resolution(fitting[0].id, Message(f"resolutions.{how}"))
        if fitting:
            names = [document.id for document in fitting[:5]]
            values: Values = {"n": len(fitting), "documents": names}
            return Resolution(None, Message("resolutions.several", mention=mention, **values))
        return Resolution(None, Message("resolutions.none", mention=mention))

    @cached_property
    def _policies(self) -> list[Document]:
        return [document for document in self.documents if document.metadata.role == "policy"]

    def _by_title(self, mention: str) -> list[Document]:
        wanted = plain(mention)
        titles = [(plain(document.metadata.title), document) for document in self._policies]
        exact = [document for title, document in titles if title == wanted]
        # The state's name and a bracketed remark are often left out of a title.
        return exact or [
            d for t, d in titles if re.sub(r"^中华人民共和国|[（(].*?[）)]$", "", t) == wanted
        ]

    def _by_short_title(self, mention: str) -> list[Document]:
        pieces = _pieces(mention)
        if not pieces:
            return []
        return [
            document
            for document in self._policies
            if all(piece in _full_title(document) for piece in pieces)
        ]

    def _by_kind(self, mention: str) -> list[Document]:
        """Return the Chinese documents of the kind that an English mention names."""
        said = mention.lower()
        kind = next((kind for kind in _KINDS if kind in said), None)
        if kind is None:
            return []
        chinese = (document for document in self._policies if not document.is_english)
        return [document for document in chinese if _KINDS[kind] in _full_title(document)]

    def _said_in_full(self, mention: str, place: int) -> Said | None:
        """Return the last longer title before *place* of which *mention* is a short form."""
        pieces = _pieces(mention)
        for said in reversed([said for said in self.said if said.start < place]):
            title = plain(said.mention)
            if len(title) > len(plain(mention)) and pieces and all(p in title for p in pieces):
                return said
        return None

    def _last_named(self, place: int, mention: str | None) -> Resolution:
        """Return the document named last before *place*, among those *mention* can mean."""
        head = None if mention is None or _ANY_TEXT.search(mention) else _HEADS.search(mention)
        for said in reversed([said for said in self.said if said.start < place]):
            if _GENERIC.fullmatch(said.mention) or said.mention == mention:
                continue
            if head and head[0].lower() not in plain(said.mention):
                continue
            found = self.resolve(said.mention, said.start)
            note = Message("resolutions.before", mention=said.mention, note=found.note)
            return Resolution(found.document, note)
        return UNNAMED

    def _article_year(self, place: int) -> int | None:
        """Return the year of the article: as given, else of the last dateline before *place*."""
        if self.issued:
            return int(self.issued[:4])
        years = [int(match[1]) for match in _DATELINE.finditer(self.text, 0, max(place, 300))]
        return years[-1] if years else None

    def _year_in(self, mention: str, place: int) -> int | None:
        for word, shift in _RELATIVE.items():
            if word in mention.lower():
                year = self._article_year(place)
                return year + shift if year else None
        if match := _HAN_YEAR.search(mention):
            value = parse_number(match[0][:-1])
            return int(value) if value else None
        match = _YEAR.search(mention)
        return int(match[0]) if match else None

    def _year_only(self, mention: str, place: int) -> int | None:
        """Return the year if *mention* is only a year: 去年, 2022年, last year."""
        rest = _YEAR.sub("", mention.lower())
        rest = re.sub("|".join([*_RELATIVE, "年", "in", "the"]), "", rest).strip()
        return None if rest else self._year_in(mention, place)

    def _edition_of(self, year: int, place: int) -> Resolution:
        """Return the document of *year* in the series of the document named last."""
        for said in reversed([said for said in self.said if said.start < place]):
            head = _HEADS.search(said.mention)
            if head:
                return self._resolve(f"{year}年{head[0]}", place)
        return UNNAMED


_NUMBERED = re.compile("([一二三四五六七八九十]+)大")
_PLAN = re.compile("(十[一二三四五六七]?)五")
_SESSION = re.compile("([一二三四五六七八九十]+)届([一二三四五六七])中全会")


def _pieces(mention: str) -> list[str]:
    """Return the parts of a mention that a full title must have.

    >>> _pieces("“十五五”规划建议")
    ['第十五个五年', '规划', '建议']
    """
    wanted = plain(mention)
    pieces = []
    for pattern, full in (
        (_SESSION, "第{}届中央委员会第{}次全体会议"),
        (_NUMBERED, "第{}次全国代表大会"),
        (_PLAN, "第{}个五年"),
    ):
        if match := pattern.search(wanted):
            pieces.append(full.format(*match.groups()))
            wanted = wanted.replace(match[0], "")
    wanted = re.sub(
        r"[一二][九零〇○][零〇○一二三四五六七八九]{2}年|^(?:党的|中共)|(?:19|20)\d{2}年?|今年|去年|前年|本年|上一?年|的|这[份部篇次]|该",
        "",
        wanted,
    )
    wanted = re.sub(r"^(?:the|this|last|its|his|her)(?:years?)?", "", wanted)
    heads = re.findall("规划|建议|纲要", wanted)
    return pieces + (heads if "".join(heads) == wanted else [wanted] if wanted else [])


def _full_title(document: Document) -> str:
    title = plain(document.metadata.title + document.metadata.subtitle)
    for match in re.finditer("[一二三四五六七八九十]+次全国代表大会", title):
        return title + match[0]
    return title


def governing(sentence: Sentence, claim: FoundClaim) -> str | None:
    """Return the mention, within its sentence, of the document a claim is about."""
    place = claim.number_start - sentence.start
    named = [mark for mark in sentence.marks if mark.kind == "D"]
    before = [mark for mark in named if mark.start <= place]
    year = _year_beside(sentence, place)
    if year and (claim.form in ("carried", "up-from") or not named):
        return year
    itself = [mark for mark in sentence.marks if mark.kind == "d" and mark.start <= place]
    after = [mark for mark in named if not re.search("[；;]", sentence.text[place : mark.start])]
    chosen = before[-1:] or itself[-1:] or after[:1]
    if not chosen:
        return None
    mention: str = chosen[0].parts["doc"]
    return mention.strip()


def _year_beside(sentence: Sentence, place: int) -> str | None:
    """Return the year next to the number: 今年出现87次, 去年为5次, 31 last year."""
    marks: list[Mark] = [mark for mark in sentence.marks if mark.kind not in "wh"]
    index = next((i for i, mark in enumerate(marks) if mark.start <= place < mark.end), None)
    if index is None:
        return None
    previous = [mark for mark in marks[max(index - 3, 0) : index] if mark.kind not in "Vfs"]
    following = [mark for mark in marks[index + 1 : index + 3] if mark.text not in ("in",)]
    beside = previous[-1:] + (following[:1] if sentence.language.name == "en" else [])
    for mark in beside:
        if mark.kind == "T":
            return mark.text.strip().removeprefix("in ")
    return None


def settle(claim: FoundClaim, sentence: Sentence, resolver: Resolver) -> FoundClaim:
    """Return *claim* with the document it is about, and the one it compares with."""
    if claim.resolution:  # it is known to be about a document that is not named
        return claim
    mention = claim.document_mention or governing(sentence, claim)
    # The document compared with is not the subject, even if it was named last.
    place = claim.start if mention or not claim.other_mention else sentence.start
    found = resolver.resolve(mention, place)
    claim = replace(claim, document_mention=mention, document=found.document, resolution=found.note)
    if claim.other_mention:
        other = resolver.resolve(_ISSUED.sub("", claim.other_mention), claim.start)
        claim = replace(claim, other_document=other.document)
    return claim
