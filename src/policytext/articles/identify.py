"""Find the names of texts in an article, and the document of the corpus each one means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from policytext.articles.cues import load_cues
from policytext.documents.document import Document
from policytext.language.messages import Message


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a text in the article."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Identity:
    """The document that is meant; ``status`` is held, not_held or unidentified."""

    document: str | None
    words: str | None
    status: str
    evidence: tuple[Message | str, ...] = ()


@cache
def _pattern() -> re.Pattern[str]:
    zh, en = load_cues("zh"), load_cues("en")
    strong, weak = zh.classes["strong"], zh.classes["weak"]
    number = "[一二三四五六七八九十]{1,3}|\\d{1,2}"
    when = r"(?:今年|去年|前年|本年|上一?年|往年|(?:19|20)\d{2}(?:[-–]\d{2,4})?年?|[一二][九零〇○][一二三四五六七八九零〇○]{2}年)"
    lead = (
        rf"(?:这[份部篇个场次项]|[上前]一?[届次份部]|本届|该份?|此次?|整[份部篇]|本(?:次|份)|是次|今次|成份|任内|首份|最后一?份|第[一二三四五六]份"
        rf"|{when}(?:度)?的?|(?:中共)?(?:党的)?(?:{number})(?:大|届{number}中全会)(?:的|做出的)?"
        rf"|[“「\"]?十[一二三四五六七]?五[”」\"]?|[省市县区](?=政府))"
    )
    chinese = (
        rf"(?:{when}(?:版|的)?)?《[^《》]{{1,80}}》|{lead}*{strong}(?![会人员厅期夹])稿?"
        rf"|{lead}{{1,3}}{weak}|(?<=[在])(?:{weak})(?=[中里内])|(?:[该本])法(?=[共分由全规含设中里])|{lead}*\b(?:G\d+|NCSC)年度报告"
    )
    kind = r"(?:(?:19|20)\d\d|[a-z][a-z.'’-]*)"
    english = (
        rf"\b(?:the|this|that|its|his|her|their|our|[a-z]+(?:\s[a-z]+)?['’]s|[a-z]+s['’]|last night['’]s)\s(?:{kind}\s){{0,4}}?"
        rf"{en.classes['strong']}(?:\s(?:of|for)\s(?:fiscal\s)?(?:years?\s)?(?:19|20)\d\d(?:-\d+)?)?"
        rf"|\b(?:(?:19|20)\d\d|(?:state|throne|union|inaugural)(?:\s\w+){{0,3}})\s{en.classes['strong']}"
        rf"|\bstate of the union(?:\s(?:19|20)\d\d|\saddress|\sspeech)?"
    )
    return re.compile(f"(?:{chinese}|{english})", re.IGNORECASE)


def find_mentions(text: str, start: int, end: int) -> tuple[Mention, ...]:
    """Return the names of texts in a stretch of *text*."""
    fold = load_cues("zh").fold
    stretch = text[start:end].translate(fold)
    return tuple(
        Mention(start + m.start(), start + m.end(), text[start + m.start() : start + m.end()])
        for m in _pattern().finditer(stretch)
        if m.end() > m.start()
    )


class Identifier:
    """Says which document a name means; this one knows full titles alone."""

    def __init__(self, documents: Sequence[Document], text: str, issued: str | None) -> None:
        self.documents, self.text, self.issued = documents, text, issued

    def identify(self, mention: Mention | None, at: int) -> Identity:
        """Return the document that *mention* means at a place."""
        if mention is None:
            return Identity(None, None, "unidentified")
        for document in self.documents:
            if mention.words.strip("《》") == document.metadata.title:
                return Identity(document.id, mention.words, "held")
        return Identity(None, mention.words, "not_held")
