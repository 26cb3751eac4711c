"""Published numbers: which recounts agree with a number as printed.

The string is kept as printed and parsed into a predicate: ``50余`` admits 51 to 59, ``66.7%``
admits exactly the values that round to it, ``约1.9万`` admits nearby values. All arithmetic uses
fractions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Literal

from policytext.base.errors import PolicytextError
from policytext.base.lazy_pattern import compile_lazily
from policytext.language.numerals import Numeral, read_numeral

Kind = Literal["exact", "at_least", "more_than", "fewer_than", "at_most", "about"]
_Hedge = Kind | Literal["nearly", "plus"]

# Hedges before a number, by their meaning. "nearly" is below the number but near it; "plus" is
# above it and below the next step of its last significant digit. A cell contains Chinese hedges
# separated by spaces, then English ones separated by bars.
HEDGES_BEFORE: dict[_Hedge, str] = {
    "exact": (
        "多达 高达 长达 达到 达 共计 共有 共 合计 总计 总共 一共 累计 计 为 仅有 仅仅 仅 只有 只 "
        "整整 足足 恰好 正好 刚好 有 是 = ＝|a total of|a combined|exactly|precisely|as many as"
        "|as few as|as often as|only|just|fully|all|a mere|an astonishing|a record|a whopping"
        "|totalling|totaling"
    ),
    "at_least": (
        "至少 最少 起码 少说 大于等于 大于或等于 不少于 不低于 不下于 不下 不小于 ≥ ≧ >= ＞＝"
        "|at least|no fewer than|no less than|not less than|not fewer than|a minimum of"
    ),
    "more_than": (
        "超过 超出 多于 高于 大于 突破 超 逾 > ＞|well over|just over|slightly more than"
        "|slightly over|a little over|little more than|more than|over|above|upwards of"
        "|in excess of|greater than"
    ),
    "fewer_than": (
        "不足 不到 未到 未达 不满 少于 低于 小于 未满 < ＜|just under|just short of|fewer than"
        "|less than|under|below|smaller than"
    ),
    "at_most": (
        "不超过 小于等于 小于或等于 不多于 不高于 不大于 至多 最多 顶多 ≤ ≦ <= ＜＝|at most"
        "|no more than|not more than|up to|a maximum of"
    ),
    "about": (
        "大约 大概 大致 约为 约有 约计 约 差不多 ~ ～ ≈|about|around|roughly|approximately|some"
        "|an estimated|circa|in the region of"
    ),
    "nearly": "将近 接近 几近 几乎 近|nearly|almost|close to|not quite|approaching",
}
HEDGES_AFTER: dict[_Hedge, str] = {
    "exact": "之多|in total|in all|altogether",
    "at_least": "以上 及以上 或以上 之上 + ＋|or more|-plus| plus|at least",
    "at_most": "以下 以内 之内 及以下|or fewer|or less|at most",
    "about": "左右 上下 前后|or so|or thereabouts|give or take",
    "plus": "有余 出头 开外|-odd| odd",
}
# Only after a number without context; in prose they may begin the next phrase: 45次多于上年.
_ENDINGS: dict[str, _Hedge] = {"多": "plus", "不到": "fewer_than"}
# Between the digits and the unit: 50余次, 五十多次, 十几次, 十来次.
TAILS: dict[str, _Hedge] = {"余": "plus", "餘": "plus", "多": "plus", "几": "plus", "来": "about",
                            "+": "at_least", "＋": "at_least"}  # fmt: skip
# Words that mean a number: for ranks, first mentions and absences.
WORDS: dict[int, str] = {
    0: (
        "从未 未 未见 不见 没有 沒有 没 无 只字未提 只字不提 不提 消失 完全消失 欠奉 移除 剔除 "
        "绝口不提 一次也没有 一次都没有 没有一次 没有一处 无一处 "
        "一次也未 1次也未 1次也没有 1次都没有"
        "|zero|without|nor|didn't|doesn't|don't|hasn't|haven't|wasn't|weren't|isn't|aren't|omits"
        "|omitted|absent|not one|not a single|not even once|never once"
        "|never|nowhere|not|not once|not mentioned once|no|none|not a single time|not at all"
    ),
    1: (
        "首次 第一次 首度 首个 首提 首见 首现 首位 榜首 居首 最多 最高 最频繁 最常 "
        "最少 最低 最长 最短"
        "|first|first time|the first time|most|top|the most|longest|shortest|on top"
        "|more than any other"
    ),
    2: "次席 其次|second",
    3: "季军|third",
    4: "|fourth",
    5: "|fifth",
    6: "|sixth",
    7: "|seventh",
    8: "|eighth",
    9: "|ninth",
    10: "|tenth",
}
CHINESE_UNITS = (
    "次 处 處 遍 回 度 个 個 项 項 条 條 章 字 词 詞 个字 個字 个词 個詞 汉字 漢字 字符 字次 词次 "
    "句 段 节 節 款 编 編 页 頁 篇 行 部 则 則 点 點 种 種 类 類 大 位 名 件 份 轮 届 组 倍 "
    "项任务 方面 个方面 個方面 部分 个部分 个百分点 分"
)
_ENGLISH_UNIT = (
    r"(?:times|time|words?|characters?|mentions?|references?|occasions?|instances?|uses?|items?"
    r"|points?|actions?|principles?|chapters?|articles?|sections?|pages?|paragraphs?|sentences?"
    r"|occurrences?|appearances?|goals?|tasks?|measures?|initiatives?|proposals?|areas?|parts?"
    r"|percentage\spoints?|-?fold|priorities|priority|clauses?|lines?)"
)
_RATIO_UNITS = compile_lazily("倍|-?fold|分点|percentage points?")


class UnreadableNumberError(PolicytextError, ValueError):
    """A published number that cannot be read; ``text`` is the number as printed."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(
            f"Cannot read the published number {text!r}. Write it as printed, for example "
            "45, 四十五次, 50余, 逾50, 近百, >50, 约1.9万, 66.7% or 'more than 50'."
        )


@dataclass(frozen=True)
class Predicate:
    """A published number as a condition on the recount.

    ``low`` and ``high`` are the bounds of what is admitted, None without a bound; ``low_open`` and
    ``high_open`` say that the bound itself is not admitted. ``unit`` is stored but not
    interpreted. An ``ordinal`` (45th, 第45, 首位) is a place in an order, not a count.
    """

    text: str
    kind: Kind
    value: Fraction
    decimals: int
    unit: str
    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    ordinal: bool = False

    def admits(self, number: int | Fraction | float) -> bool:
        """Return whether *number* agrees with the printed number."""
        return self.side_of(number) == 0

    def side_of(self, number: int | Fraction | float) -> int:
        """Return 0 if *number* is admitted, -1 if it is too low, 1 if it is too high."""
        if isinstance(number, int):
            least, greatest = self._whole
            below = least is not None and number < least
            above = greatest is not None and number > greatest
            return -1 if below else int(above)
        exact = Fraction(number)
        low, high = self.low, self.high
        if low is not None and (exact < low or (exact == low and self.low_open)):
            return -1
        return int(high is not None and (exact > high or (exact == high and self.high_open)))

    @cached_property
    def _whole(self) -> tuple[int | None, int | None]:
        """The smallest and the largest admitted integer; None without a bound."""
        low = high = None
        if self.low is not None:
            low = floor(self.low) + 1 if self.low_open else ceil(self.low)
        if self.high is not None:
            high = ceil(self.high) - 1 if self.high_open else floor(self.high)
        return low, high


def parse_published(text: str) -> Predicate:
    """Parse the number *text*, as printed, into a predicate.

    >>> predicate = parse_published("50余次")
    >>> predicate.kind, predicate.admits(50), predicate.admits(59), predicate.admits(60)
    ('more_than', False, True, False)
    """
    phrase = _tidy(text)
    for number, words in WORDS.items():
        if phrase in _split(words):
            value = Fraction(number)
            return Predicate(text, "exact", value, 0, "", value, value, ordinal=number > 0)
    ordinal = _ORDINAL.fullmatch(phrase)
    read = _peel(ordinal["number"] if ordinal else phrase)
    if read is None:
        raise UnreadableNumberError(text)
    hedge, numeral, unit = read
    predicate = _build(text, hedge, numeral, unit)
    return replace(predicate, ordinal=True) if ordinal or unit.startswith("第") else predicate


# 1st, 2nd, 3rd and 45th, but 11th to 13th.
_ORDINAL = compile_lazily(
    r"(?:the )?(?P<number>[0-9０-９,，]*?"
    r"(?:(?<![1１])[1１](?=st)|(?<![1１])[2２](?=nd)|(?<![1１])[3３](?=rd)"
    r"|(?:[1１][1-3１-３]|[04-9０４-９])(?=th)))"
    r"(?:st|nd|rd|th)(?: (?:time|place|mention))?"
)


# The traditional characters of the hedges; numerals are read in both scripts.
_SIMPLE = str.maketrans(
    "隻沒無見長達約為過將幾總計僅滿於後無從數來共頻頂項點處",
    "只没无见长达约为过将几总计仅满于后无从数来共频顶项点处",
)


def _tidy(text: str) -> str:
    phrase = " ".join(text.translate(_SIMPLE).split()).lstrip(" ，,。;；:：、")
    phrase = phrase.rstrip(" ，,。.;；:：、")
    if re.fullmatch(r"[（(\[【].*[)）\]】]", phrase):
        phrase = phrase[1:-1].strip()
    return phrase.lower()


def _split(words: str) -> list[str]:
    """Split a cell of a table: Chinese words at spaces, English ones at bars."""
    chinese, *english = words.split("|")
    return [*chinese.split(), *english]


def _longest_first(table: dict[_Hedge, str]) -> list[tuple[str, _Hedge]]:
    pairs = [(word, hedge) for hedge, words in table.items() for word in _split(words)]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


_BEFORE, _AFTER = _longest_first(HEDGES_BEFORE), _longest_first(HEDGES_AFTER)
_UNIT = compile_lazily(
    rf"(?P<number>.*?)\s*(?P<tail>[余餘多几来+＋]?)\s*"
    rf"(?P<unit>{'|'.join(sorted(CHINESE_UNITS.split(), key=len, reverse=True))}|{_ENGLISH_UNIT})?"
)


def _peel(phrase: str) -> tuple[_Hedge, Numeral, str] | None:
    """Remove the hedges at both ends, then the unit; None if the rest is not a numeral."""
    hedges: list[_Hedge] = []
    while True:
        found = _read_core(phrase)
        if found is not None:
            tail, numeral, unit = found
            hedge = _join_hedges(hedges, tail)
            return (hedge, numeral, unit) if hedge else None
        step = _peel_one(phrase)
        if step is None:
            return None
        hedge, phrase = step
        hedges.append(hedge)


def _peel_one(phrase: str) -> tuple[_Hedge, str] | None:
    for word, hedge in _BEFORE:
        # An English hedge is a whole word: "over", not the beginning of "overall".
        gap = " " if word[-1].isascii() and word[-1].isalpha() else ""
        if phrase.startswith(word + gap):
            return hedge, phrase[len(word) :].strip()
    # 上百 and 过半 are hedges; before other digits, 上 and 过 belong to the preceding words.
    if re.match("[上过][半百千万亿萬億]", phrase):
        return "at_least" if phrase[0] == "上" else "more_than", phrase[1:]
    for word, hedge in (*_AFTER, *_ENDINGS.items()):
        if phrase.endswith(word):
            return hedge, phrase[: -len(word)].strip()
    return None


def _read_core(phrase: str) -> tuple[_Hedge | None, Numeral, str] | None:
    match = _UNIT.fullmatch(phrase)
    if match is None:
        return None
    number, unit = match["number"], match["unit"] or ""
    if number.startswith("第"):
        number, unit = number[1:], "第" + unit
    number = re.sub(r"([余餘多])(?=[万亿萬億]$)", "", tailed := number)
    tail = TAILS.get(match["tail"]) or ("plus" if number != tailed else None)
    # 近百 and 逾千 omit the 一.
    numeral = read_numeral(number) or (
        read_numeral("一" + number) if re.fullmatch("[百千万亿萬億]", number) else None
    )
    return (tail, numeral, unit) if numeral else None


def _join_hedges(hedges: list[_Hedge], tail: _Hedge | None) -> _Hedge | None:
    """Return the effective hedge; None if two hedges contradict each other (近50余次)."""
    said = {hedge for hedge in [*hedges, tail] if hedge and hedge != "exact"}
    if said == {"about", "plus"}:
        return "plus"
    return None if len(said) > 1 else said.pop() if said else "exact"


def _build(text: str, hedge: _Hedge, numeral: Numeral, unit: str) -> Predicate:
    value = numeral.value
    common = (value, numeral.decimals, unit)
    match hedge:
        case "exact":
            low, high = _round_back(numeral)
            return Predicate(text, "exact", *common, low, high, high_open=low != high)
        case "at_least":
            return Predicate(text, hedge, *common, low=value)
        case "more_than":
            return Predicate(text, hedge, *common, low=value, low_open=True)
        case "at_most":
            return Predicate(text, hedge, *common, high=value)
        case "fewer_than":
            return Predicate(text, hedge, *common, high=value, high_open=True)
        case "plus":
            top = value + _next_step(numeral, unit)
            return Predicate(text, "more_than", *common, value, top, low_open=True, high_open=True)
        case "nearly":
            low, _ = _surround(numeral, unit)
            return Predicate(text, "about", *common, low, value, high_open=True)
        case "about":
            low, high = _surround(numeral, unit)
            return Predicate(text, "about", *common, low, high)


def _round_back(numeral: Numeral) -> tuple[Fraction, Fraction]:
    """Return the bounds of the values that round to the digits: 2.0 is 1.95 to below 2.05."""
    return numeral.value - numeral.place / 2, numeral.value + numeral.place / 2


def _surround(numeral: Numeral, unit: str) -> tuple[Fraction, Fraction]:
    """Return the bounds of "about": values that round to the digits, or within 5 % or 1."""
    share = numeral.value / 20
    # Counts are whole numbers; a share or a multiple has no smallest step.
    if numeral.value >= 1 and not numeral.decimals and not _RATIO_UNITS.search(unit):
        share = max(share, Fraction(1))
    low, high = _round_back(numeral)
    return min(low, numeral.value - share), max(high, numeral.value + share)


def _next_step(numeral: Numeral, unit: str) -> Fraction:
    """Return the step of the last digit that is not 0: 10 for 50, 1,000 for 1.9万."""
    if numeral.place == 0 or numeral.value == 0:
        return numeral.place
    step = numeral.place
    while (numeral.value / step) % 10 == 0:
        step *= 10
    # No integer is between 45 and 46, so 45余 reaches up to the next ten.
    if step == 1 and numeral.value > 10 and not _RATIO_UNITS.search(unit):
        step = 10 - numeral.value % 10
    return step
