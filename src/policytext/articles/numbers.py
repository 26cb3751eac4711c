"""Every number of a sentence: what is printed, its hedges, and the unit it is a number of.

Tested in tests/articles/test_labelled.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Literal

from policytext.articles.cues import load_cues
from policytext.claims.published import (
    HEDGES_AFTER,
    HEDGES_BEFORE,
    WORDS,
    UnreadableNumberError,
    parse_published,
)
from policytext.language.messages import Message
from policytext.language.numerals import CHINESE_NUMBER, ENGLISH_NUMBER

Unit = Literal["times", "length", "items", "share", "multiple", "other", "bare"]
# A hedge of one character is part of another word after these: 中共, 条约, 发达, 没有, 统计.
_NOT_AFTER = {
    "共": "中公",
    "约": "条公协契节",
    "达": "发传表抵到",
    "近": "最附远接",
    "有": "没具所拥",
    "为": "作成因认称",
    "计": "统估设审合会",
    "只": "一",
    "过": "不超",
}
_RANGE = Message("unread_reasons.range")
_NO_READING = Message("unread_reasons.no_number")


@dataclass(frozen=True)
class Number:
    """A number at ``[start, end)`` of a sentence, hedges and unit included.

    ``[low, high)`` is the part that is stored as published. ``item`` is what is counted if the unit
    is ``items`` or ``other``. ``trouble`` is why it cannot be read.
    """

    start: int
    end: int
    low: int
    high: int
    unit: Unit
    value: Fraction | None
    noun: str = ""
    trouble: Message | None = None


def _chinese(table: dict[str, str]) -> list[str]:
    words = [word for cell in table.values() for word in cell.split("|")[0].split()]
    return sorted(words, key=len, reverse=True)


def _english(table: dict[str, str]) -> list[str]:
    words = [word for cell in table.values() for word in cell.split("|")[1:]]
    return sorted(words, key=len, reverse=True)


def _guarded(word: str) -> str:
    guard = _NOT_AFTER.get(word)
    return (f"(?<![{guard}])" if guard else "") + re.escape(word)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of a number with its unit, and of hedges that do not change it."""
    cues = load_cues(language)
    before: dict[str, str] = {str(k): v for k, v in HEDGES_BEFORE.items()}
    after = {str(k): v for k, v in HEDGES_AFTER.items() if k != "exact"}
    units = cues.classes
    nouns = units["item_nouns"]
    if language == "zh":
        hedge = "|".join(map(_guarded, _chinese(before)))
        spaced = r"\d{1,3}(?: \d{3})+(?=\s?多?余?字)"
        core = (
            rf"(?P<core>(?:[上过](?=[百千万半]))?(?:{spaced}|{CHINESE_NUMBER})(?:\s?[余多几来])?"
            r"(?:[万亿]|千(?=字))?)"
        )
        tail = "|".join(map(re.escape, _chinese(after)))
        kind = (
            rf"(?P<length>{units['unit_length']})|(?P<multiple>倍)|(?P<share>成|%|％)"
            rf"|(?P<item>(?:个|项|大项|大|条|点|类|种|款)(?P<noun>[一-鿿]{{0,4}}?{nouns}(?!化|组|者|家|会|性))"
            rf"|(?P<noun2>部分|方面|板块|领域|大类)|(?P<noun3>{units['unit_items']})(?![一-鿿]*[”」])"
            r"(?=[，。；、,;\s组构和与（(0-9一二三四五六七八九十百文内]|提|的有|$))"
            rf"|(?P<times>(?:{units['unit_times']})(?!元|会面|会议|会晤|访问)"
            rf"|{units['unit_times_before_verb']}(?={units['says']})|个(?=\s?[“「『\"]|字眼|之多)"
            rf"|(?=[和同及与、]{CHINESE_NUMBER}\s?次))"
            rf"|(?P<other>{units['unit_other']})"
        )
        guard = (
            r"(?:(?<=唯一)|(?<![第初唯0-9０-９.．零〇一二三四五六七八九十百千万亿两A-Za-z])"
            r"(?<![0-9０-９][-–—~～:：]))"
        )
        joined = r"\s?(?:[-–—~～至到]|、)\s?"
    else:
        hedge = "|".join(
            rf"{word}\b" if word[-1].isalpha() else re.escape(word) for word in _english(before)
        )
        core = rf"(?P<core>{ENGLISH_NUMBER}(?:-plus|\+)?)"
        tail = r"or more|or fewer|or less|or so|or thereabouts|at least|at most"
        adjectives = r"(?:[a-z]+(?:-[a-z]+)?\s){0,2}?"
        kind = (
            rf"(?P<times>(?:different |separate )?{units['unit_times']})"
            rf"|(?P<length>(?:[a-z]+\s)?{units['unit_length']})"
            rf"|(?P<share>%|per\s?cent\b)|(?P<other>{units['unit_other']})"
            rf"|(?P<item>(?P<noun>{adjectives}{nouns}))|(?P<noun2>(?!))(?P<noun3>(?!))"
            r"(?P<multiple>(?!))"
        )
        guard = r"(?<![\w.,$€£#-])(?<!\d[:/])"
        joined = r"\s?(?:[-–—~～]|to|or)\s?"
    other = CHINESE_NUMBER if language == "zh" else ENGLISH_NUMBER
    number = re.compile(
        rf"{guard}(?P<hedge>(?:(?:{hedge})\s?){{0,3}}){core}"
        rf"(?P<range>{joined}(?:{other})[几多余]?)?"
        rf"(?:[\s-]?(?:{kind}))?(?P<after>\s?(?:{tail}))?"
    )
    exact = "|".join(
        sorted(
            (_chinese if language == "zh" else _english)({"exact": before["exact"]}),
            key=len,
            reverse=True,
        )
    )
    return number, re.compile(rf"(?:{exact})\s*")


def find_numbers(folded: str, language: str) -> list[Number]:
    """Return the numbers of a sentence, given in the form that the words are written in."""
    pattern, exact = _patterns(language)
    return [
        number
        for match in pattern.finditer(folded)
        if (number := _make(match, exact, language)) is not None
    ]


def _make(match: re.Match[str], exact: re.Pattern[str], language: str) -> Number | None:
    core = match["core"]
    unit, noun, unit_end = _unit(match)
    digits = any(c.isdigit() for c in core)
    word = not digits and language == "en"
    if core in ("once", "twice", "thrice"):
        unit, noun, unit_end = "times", core, match.end("core")
    elif not digits and unit == "bare" and not (word and len(core) > 3):
        return None
    if match["range"] and unit == "bare":
        if language == "zh":
            return None
        unit_end = match.end("core")
    if core.rstrip("余多几来 ") in ("万", "亿") or re.match(r"[:：/]\d", match.string[unit_end:]):
        return None  # the digits are lost, or it is the time of day
    if unit == "length" and match.string[max(0, match.start() - 1)] in '”」』’"》':
        return None  # “港口”二字: the length of the term
    start, end = match.start(), unit_end
    low, high = match.start(), match.end("core")
    while lead := exact.match(match.string, low, high):
        if lead.end() >= match.end("core") or lead.end() > match.start("core"):
            break
        low = lead.end()
    if unit in ("share", "multiple") and unit_end > high:
        high = unit_end
    ranged = bool(match["range"]) and unit != "bare"
    if match["after"] and not ranged:
        high = end = match.end("after")
    published = match.string[low:high]
    try:
        value: Fraction | None = parse_published(published).value
    except UnreadableNumberError:
        value = None
    trouble = _RANGE if ranged else None if value is not None else _NO_READING
    return Number(start, end, low, high, unit, value, noun, trouble)


def _unit(match: re.Match[str]) -> tuple[Unit, str, int]:
    """Return the unit, its noun, and where it ends."""
    core = match["core"]
    if "%" in core or "％" in core or "分之" in core or "cent" in core or core.endswith("成"):
        return "share", core, match.end("core")
    if match["item"]:
        for name in ("noun", "noun2", "noun3"):
            if match[name]:
                return "items", match[name], match.end("item")
    names: tuple[Unit, ...] = ("times", "length", "share", "multiple", "other")
    for name in names:
        if match[name] is not None:
            return name, match[name], match.end(name)
    return "bare", "", match.end("core")


@cache
def _number_words() -> list[tuple[str, int]]:
    pairs = [
        (word, number)
        for number, cell in WORDS.items()
        for word in (*cell.split("|")[0].split(), *cell.split("|")[1:])
    ]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def find_number_word(text: str, *, zero: bool) -> tuple[int, int] | None:
    """Return the span of the word in *text* that means a rank, or 0 if *zero*; None without one."""
    ordinal = (
        None
        if zero
        else re.search(r"第(?:[一二两三四五六七八九十]+|\d+)|\d+(?:st|nd|rd|th)\b", text)
    )
    if ordinal:
        return ordinal.span()
    for word, number in _number_words():
        if (number == 0) == zero:
            bounds = r"\b" if word.isascii() else ""
            if found := re.search(bounds + re.escape(word) + bounds, text):
                return found.span()
    return None
