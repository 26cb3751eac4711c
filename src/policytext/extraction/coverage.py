"""Every number of an article, accounted for: read, not read, or no count of a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from policytext.extraction.found import FoundClaim, NumberSeen, Unparsed

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
# What a number is when it is no claim, by what stands around it; the first that fits.
_CLASSES: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE), side)
    for name, pattern, side in (
        ("footnote", r"\[$", "before"),
        ("ordinal", r"第$|\bno\.?\s?$|article\s$", "before"),
        ("ordinal", r"(?:st|nd|rd|th)\b", "after"),
        ("share", r".*[%％‰]$|.*分之|.*成$", "itself"),
        ("share", r"\s?(?:per\s?cent|个百分点|成)", "after"),
        ("date or time", r"\s?(?:年|月|日|时|時|点钟|分钟|小时|世纪|周|天|个月|周年)|[-/:：]\d", "after"),
        ("date or time", r"\d[-/:：]$|(?:january|february|march|april|may|june|july|august|september"
         r"|october|november|december)\s$", "before"),
        ("date or time", r"\s?(?:years?|months?|days?|hours?|minutes?|weeks?|january|february|march"
         r"|april|may|june|july|august|september|october|november|december)\b", "after"),
        ("date or time", r"(?:19|20)\d\d", "itself"),
        ("money", r"[$€£¥￥]\s?$", "before"),
        ("money", r"\s?(?:多|余)?[万亿萬億]*(?:元|美元|欧元|人民币)|\s?(?:million |billion )?(?:dollars|yuan|euros)", "after"),
        ("number of times", r"[多余]?(?:次|遍|回)|\stimes\b", "after"),
        ("people", r"\s?[多余]?[万亿萬億]*(?:人|名|位|户|代表)|\s(?:people|members|votes)\b", "after"),
        ("votes", r"\s?票", "after"),
        ("items of no document", r"[多余]?(?:项|個|个|大|条|章|编|篇|类|种|点)", "after"),
        ("words of no document", r"[多余]?[万亿萬億]*(?:字|个字)|\swords?\b", "after"),
    )
)  # fmt: skip


def account_for_numbers(
    text: str, claims: Iterable[FoundClaim], unparsed: Iterable[Unparsed]
) -> tuple[NumberSeen, ...]:
    """Return every number of *text* with what became of it."""
    read = _Spans([(claim.number_start, claim.number_end) for claim in claims])
    lost = _Spans([(stretch.start, stretch.end) for stretch in unparsed])
    reasons = {(stretch.start, stretch.end): stretch.reason for stretch in unparsed}
    numbers = []
    for match in _NUMBER.finditer(text):
        start, end = match.start(), match.end() - len(match[0]) + len(match[0].rstrip())
        if read.over(start, end):
            numbers.append(NumberSeen(text[start:end], start, end, "claim"))
        elif span := lost.over(start, end):
            numbers.append(NumberSeen(text[start:end], start, end, "unread", reasons[span]))
        else:
            why = _class_of(text, start, end)
            numbers.append(NumberSeen(text[start:end], start, end, "no claim", why))
    return tuple(numbers)


class _Spans:
    """Spans that can be asked which of them overlaps a place."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self.longest = max((end - start for start, end in spans), default=0)

    def over(self, start: int, end: int) -> tuple[int, int] | None:
        index = bisect_right(self.spans, (end, 0)) - 1
        while index >= 0 and self.spans[index][0] > start - self.longest - 1:
            if self.spans[index][1] > start and self.spans[index][0] < end:
                return self.spans[index]
            index -= 1
        return None


def _class_of(text: str, start: int, end: int) -> str:
    sides = {
        "before": (text, max(0, start - 12), start),
        "after": (text, end, end + 16),
        "itself": (text, start, end),
    }
    for name, pattern, side in _CLASSES:
        whole, low, high = sides[side]
        if side == "before":
            if pattern.search(whole, low, high):
                return name
        elif pattern.match(whole, low, high):
            return name
    return "quantity"
