"""An account of every number of an article: read, not read, or not a count of a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from policytext.language.han import HAN
from policytext.language.messages import Message

Span = tuple[int, int]
Status = Literal["claim", "unread", "no claim"]
_HAN = "零〇一二三四五六七八九十百千两兩"
_NUMBER = re.compile(
    r"[0-9０-９]+(?:[,，.．][0-9０-９]+)*\s?[%％‰]?"
    rf"|(?<![{_HAN}])[{_HAN}]{{1,24}}"
    r"(?:分之[一二三四五六七八九十百零点]{1,24}"
    r"|(?=[万亿萬億年月日个個次处處项項条條章编編篇字大点點类類种種倍成位名人届屆件份部]))"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundred|thousand|million|billion|dozen|once|twice)\b(?:-[a-z]+)?",
    re.IGNORECASE,
)
_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_MYRIADS = "[多余餘]?[万亿萬億]*"
# The class of a number that is not a claim, from the text before it, after it or in it. The first
# match decides.
_CLASSES: tuple[tuple[str, str, str], ...] = (
    ("footnote", "before", r"\[$"),
    (
        "session",
        "after",
        "[届屆]|次全[国國](?:代表大[会會]|人)|中全[会會]"
        "|大(?:[报報]告|文件|[发發]表|[没沒]有|出[现現]|[减減]|[一二三四五六七]中|[时時]|上"
        "|[当當]?中|的|以[来來]|召|[开開]|涉|政治|精神|代表|之?[前后後]|，|。|、)",
    ),
    ("ordinal", "before", r"第$|\bno\.?\s?$|article\s$"),
    ("ordinal", "after", r"(?:st|nd|rd|th)\b"),
    ("place in a ranking", "before", "[前位列居]$"),
    ("share", "itself", r".*[%％‰]$|.*分之|.*成$"),
    ("share", "after", r"\s?(?:per\s?cent|个百分点|成)"),
    (
        "date or time",
        "after",
        r"\s?(?:年|月|日|时|時|点钟|點鐘|分[钟鐘]|小[时時]|世[纪紀]|周|週|天|[个個]月|秒|[岁歲])|[-/:：]\d",
    ),
    ("date or time", "before", rf"\d[-/:：]$|{_MONTH}\s$"),
    ("date or time", "after", rf"\s?(?:(?:year|month|day|hour|minute|week)s?|{_MONTH})\b"),
    ("date or time", "itself", r"(?:19|20)\d\d$"),
    ("money", "before", r"[$€£¥￥]\s?$"),
    ("money", "after", rf"\s?{_MYRIADS}(?:元|美元|欧元|人民币)"),
    ("money", "after", r"\s?(?:million |billion )?(?:dollars|yuan|euros)"),
    ("number of times", "after", rf"{_MYRIADS}(?:次|遍|回)|\stimes\b"),
    ("people", "after", rf"\s?{_MYRIADS}(?:人|名|位|户|戶|代表)|\s(?:people|members|votes)\b"),
    ("votes", "after", r"\s?票"),
    (
        "items of no document",
        "after",
        "[多余餘]?(?:[项項]|個|个|大|[条條]|章|[编編]|篇|[类類]|[种種]|[点點])",
    ),
    ("words of no document", "after", rf"{_MYRIADS}(?:字|个字)|\swords?\b"),
)


@dataclass(frozen=True)
class NumberSeen:
    """A number of the article, and its status.

    ``why`` is the reason why it was not read, or what it is if it is not a claim.
    """

    text: str
    start: int
    end: int
    status: Status
    why: Message | None = None


@cache
def _classes() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple((name, side, re.compile(text, re.IGNORECASE)) for name, side, text in _CLASSES)


def account_for_numbers(
    text: str, claims: Collection[Span], unread: Mapping[Span, Message]
) -> tuple[NumberSeen, ...]:
    """Return every number of *text* with its status.

    *claims* are the spans of the numbers that were read; *unread* gives the stretches that could
    not be read, with the reason.
    """
    read, lost = _Spans(claims), _Spans(unread)
    numbers = []
    for match in _NUMBER.finditer(text):
        start, end = match.start(), match.end() - len(match[0]) + len(match[0].rstrip())
        if read.over(start, end):
            numbers.append(NumberSeen(text[start:end], start, end, "claim"))
        elif span := lost.over(start, end):
            numbers.append(NumberSeen(text[start:end], start, end, "unread", unread[span]))
        else:
            why = _class_of(text, start, end)
            if why.code == "numbers.quantity" and _speaks_of_words(text, start, end):
                why = _name_thing(text, end) or why
            numbers.append(NumberSeen(text[start:end], start, end, "no claim", why))
    return tuple(numbers)


class _Spans:
    """Spans with a fast search for one that overlaps a place."""

    def __init__(self, spans: Collection[Span]) -> None:
        self.spans = sorted(spans)
        self.longest = max((end - start for start, end in spans), default=0)

    def over(self, start: int, end: int) -> Span | None:
        index = bisect_right(self.spans, (end, 0)) - 1
        while index >= 0 and self.spans[index][0] > start - self.longest - 1:
            if self.spans[index][1] > start and self.spans[index][0] < end:
                return self.spans[index]
            index -= 1
        return None


_SPEAKS = re.compile(
    r"词|詞|字眼|关键字|關鍵字|提及|提到|提出?了|出现|出現|写入|寫入|次数|次數|\bwords?\b|mention|appear",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。！？!?\n]|\.\s")
_THING = re.compile(rf"[多余餘]?\s?(?P<what>[{HAN}]{{1,2}}|[A-Za-z][\w’'-]*)")


def _speaks_of_words(text: str, start: int, end: int) -> bool:
    """Return whether the sentence of a number speaks of words: there it must not pass unnamed."""
    low = max(0, start - 300)
    low = max((match.end() for match in _SENTENCE.finditer(text, low, start)), default=low)
    high = _SENTENCE.search(text, end, end + 300)
    return bool(_SPEAKS.search(text, low, high.start() if high else min(len(text), end + 300)))


def _name_thing(text: str, end: int) -> Message | None:
    """Return what a number counts, by the words that follow it."""
    match = _THING.match(text, end)
    return Message("numbers.things", what=match["what"]) if match else None


def _class_of(text: str, start: int, end: int) -> Message:
    sides = {
        "before": (text, max(0, start - 12), start),
        "after": (text, end, end + 16),
        "itself": (text, start, end),
    }
    for name, side, pattern in _classes():
        whole, low, high = sides[side]
        if side == "before":
            if pattern.search(whole, low, high):
                return Message(f"numbers.{name}")
        elif pattern.match(whole, low, high):
            return Message(f"numbers.{name}")
    return Message("numbers.quantity")
