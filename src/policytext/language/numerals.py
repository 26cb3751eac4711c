"""Numerals as press and policy documents print them, read exactly.

A numeral keeps its *place*: the value of one step of its last printed digit. ``1.9万`` is 19,000
printed in steps of 1,000, so it agrees with a count of 18,960, while ``19000`` does not. Leading
zeros are ignored: ``00045`` is 45. Commas of either width separate thousands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from policytext.language.han import HAN_PATTERN

# Own code instead of cn2an, which calculates in floats, does not read 卅, 两百 (strict) or 百分之,
# and takes longer to import than `verify` takes to run. The tests compare the two.
_SIMPLE = str.maketrans(
    "０１２３４５６７８９．％兩萬億點餘貳贰參叁肆伍陸陆柒捌玖拾佰仟壹〇○",
    "0123456789.%两万亿点余二二三三四五六六七八九十百千一零零",
)
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_SMALL_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE_UNITS = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
_SCORES = str.maketrans({"廿": "二十", "卅": "三十", "卌": "四十"})

# No number is printed with more digits; without a limit, a row of digits takes quadratic time.
_ROW = "{1,24}"
# A full-width comma between half-width digits separates thousands too: 1，300 is 1,300.
_GROUPED = rf"[0-9]{{1,3}}(?:[,，][0-9]{{3}}){{1,8}}(?![0-9])|[0-9]{_ROW}"
_WIDE_GROUPED = rf"[０-９]{{1,3}}(?:[，,][０-９]{{3}}){{1,8}}(?![０-９])|[０-９]{_ROW}"
ARABIC = rf"(?:(?:{_GROUPED})(?:\.[0-9]{_ROW})?|(?:{_WIDE_GROUPED})(?:[．.][０-９]{_ROW})?)"
# 24 500 is 24,500; only as a whole, because numbers may also be beside each other.
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+[余多]?")
_HAN_DIGIT = "零〇○一二三四五六七八九两兩壹贰貳叁參肆伍陆陸柒捌玖"
# Characters that can start a Chinese numeral.
_FIRST = frozenset(f"{_HAN_DIGIT}十百千万亿萬億拾佰仟廿卅卌半")
HAN_NUMBER = rf"[{_HAN_DIGIT}十百千万亿萬億拾佰仟廿卅卌]{_ROW}"
_HAN_DECIMAL = rf"{HAN_NUMBER}[点點][{_HAN_DIGIT}]{_ROW}[万亿萬億]?"
_MULTIPLIER = r"(?:[十百千]?[万亿萬億][亿億]?|[百千])"
_MIXED = rf"{ARABIC}(?:\s?{_MULTIPLIER}(?:{ARABIC}{_MULTIPLIER}){{0,4}})?"
CHINESE_NUMBER = (
    rf"(?:[百千]分之(?:{_HAN_DECIMAL}|{HAN_NUMBER}|{ARABIC})|{HAN_NUMBER}分之{HAN_NUMBER}"
    rf"|{_MIXED}\s?[%％‰]?|{_HAN_DECIMAL}|{HAN_NUMBER})"
)

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: value for value, word in enumerate(_ONES.split())}
_WORDS |= {word: 10 * ten for ten, word in enumerate(_TENS.split(), start=2)}
_SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_FRACTIONS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
_FIXED = {
    "once": Fraction(1),
    "twice": Fraction(2),
    "thrice": Fraction(3),
    "half": Fraction(1, 2),
    "half a dozen": Fraction(6),
    "half-a-dozen": Fraction(6),
    "a couple of": Fraction(2),
    "a couple": Fraction(2),
}
_WORD = rf"(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_SCALE = rf"(?:{'|'.join(_SCALES)}|dozen)"
_PERCENT = r"(?:\s?%|[\s-]per[\s-]?cent\b)"
_PARTS = rf"(?:{'|'.join(_FRACTIONS)})s?"
_NEXT_WORD = rf"(?:[\s-](?:and\s)?(?:{_WORD}|{_SCALE}))"
_SPELLED = rf"(?:(?:half[\s-]a[\s-]dozen|an?\s{_SCALE}|{_WORD}){_NEXT_WORD}{{0,8}})"
ENGLISH_NUMBER = (
    rf"(?:{ARABIC}(?:\s(?:million|billion|thousand|hundred|dozen)\b)?{_PERCENT}?"
    rf"|\b(?:an?|one|two|three|four)[\s-]{_PARTS}\b|\b{_SPELLED}\b{_PERCENT}?"
    r"|\b(?:once|twice|thrice|half|a\scouple(?:\sof)?)\b)"
)


@dataclass(frozen=True)
class Numeral:
    """A number with the precision it was printed in."""

    value: Fraction
    place: Fraction
    decimals: int = 0

    def scale(self, factor: int | Fraction) -> Numeral:
        """Return the numeral *factor* times as large, printed to the same digit."""
        return Numeral(self.value * factor, self.place * factor, self.decimals)


def parse_number(text: str) -> Fraction | None:
    """Return the value of *text* as a number, or None if it is not a number.

    >>> parse_number("一百零三"), parse_number("1.9万"), parse_number("66.7%")
    (Fraction(103, 1), Fraction(19000, 1), Fraction(667, 1000))
    """
    numeral = read_numeral(text)
    return numeral.value if numeral else None


def read_numeral(text: str) -> Numeral | None:
    """Read the whole of *text* as one numeral, Chinese or English; None if it is not one."""
    if HAN_PATTERN.match(text) and text[0] not in _FIRST:
        return None  # rejects most words a hundred times faster than the patterns do
    if text.isascii() and text.isalpha():
        return _read_english(text.lower())  # it contains no digit, sign or separator
    plain = " ".join(text.translate(_SIMPLE).replace("，", ",").split())
    if _SPACED.fullmatch(plain):
        plain = plain.replace(" ", "")
    return _read_share(plain) or _read_chinese(plain) or _read_english(plain.lower())


def _read_share(text: str) -> Numeral | None:
    """Read percentages, tenths (成) and fractions (三分之二)."""
    if match := re.fullmatch(r"(.+?)\s?(%|‰)", text):
        whole = _read_chinese(match[1])
        return whole.scale(Fraction(1, 100 if match[2] == "%" else 1000)) if whole else None
    if match := re.fullmatch(r"([0-9]{1,9})\s?/\s?([0-9]{1,9})", text):
        return _read_ratio(match[2], match[1])
    if match := re.fullmatch(r"(.+)分之(.+)", text):
        return _read_ratio(match[1], match[2])
    if match := re.fullmatch(r"([一二三四五六七八九两1-9])成([一二三四五六七八九半]?)", text):
        tail = {"": "", "半": "五"}.get(match[2], match[2])
        digits = _read_chinese(f"{match[1]}点{tail}" if tail else match[1])
        return digits.scale(Fraction(1, 10)) if digits else None
    if text in ("半", "一半", "半数"):
        return Numeral(Fraction(1, 2), Fraction(0))
    return None


def _read_ratio(below: str, above: str) -> Numeral | None:
    hundreds = {"百": 100, "千": 1000, "万": 10**4}
    if below == above == "百":
        return Numeral(Fraction(1), Fraction(1, 100))
    numerator = _read_chinese(above)
    if numerator and below in hundreds:
        return numerator.scale(Fraction(1, hundreds[below]))
    denominator = _read_chinese(below)
    if not numerator or not denominator or not denominator.value:
        return None
    return Numeral(numerator.value / denominator.value, Fraction(0))


def _read_chinese(text: str) -> Numeral | None:
    """Read Arabic and Chinese digits and mixtures of them: 45, 1,260, 四十五, 1.9万, 1亿2000万."""
    if re.fullmatch(rf"{ARABIC}", text):
        return _read_arabic(text)
    if match := re.fullmatch(rf"({HAN_NUMBER})点([零一二三四五六七八九]+)([万亿]?)", text):
        digits = "".join(str(_DIGITS[digit]) for digit in match[2])
        whole = _read_han(match[1])
        if whole is None:
            return None
        return _read_arabic(f"{whole}.{digits}").scale(_LARGE_UNITS.get(match[3], 1))
    if re.fullmatch(HAN_NUMBER, text):
        whole = _read_han(text)
        # 三万 is as imprecise as 3万; 三万五千 is not.
        place = _LARGE_UNITS.get(text[-1], 1)
        return None if whole is None else Numeral(Fraction(whole), Fraction(place))
    return _read_mixed(text)


def _read_arabic(text: str) -> Numeral:
    plain = text.replace(",", "")
    decimals = len(plain.partition(".")[2])
    return Numeral(Fraction(plain), Fraction(1, 10**decimals), decimals)


def _read_mixed(text: str) -> Numeral | None:
    """Read Arabic digits with Chinese units; several parts must decrease: 1亿2000万."""
    parts = re.findall(rf"({ARABIC})\s?({_MULTIPLIER})", text)
    if not parts or not re.fullmatch(rf"(?:{ARABIC}\s?{_MULTIPLIER})+", text):
        return None
    total, place, decimals, floor = Fraction(0), Fraction(0), 0, None
    for digits, units in parts:
        numeral = _read_arabic(digits).scale(_worth(units))
        if floor is not None and numeral.value >= floor:
            return None
        total, place, decimals = total + numeral.value, numeral.place, numeral.decimals
        floor = _worth(units)
    return Numeral(total, place, decimals)


def _worth(units: str) -> int:
    worth = 1
    for unit in units:
        worth *= _SMALL_UNITS.get(unit) or _LARGE_UNITS[unit]
    return worth


def _read_han(text: str) -> int | None:
    """Read Chinese digits; accept only text that equals the result when it is spelled again."""
    spelled = text.translate(_SCORES).replace("两", "二")
    if not re.search("[十百千万亿]", spelled):
        return _read_digit_row(spelled)
    for full in (spelled, spelled + _missing_unit(spelled)):
        value = _sum_up(full)
        if _spell(value) == full.replace("一十", "十"):
            return value
    return None


def _read_digit_row(text: str) -> int | None:
    # 七八次 is "seven or eight times", never 78: a bare pair of digits is not a number.
    if len(text) == 2 and "零" not in text:
        return None
    if len(text) > 1 and text[0] == "零":
        return None
    return int("".join(str(_DIGITS[digit]) for digit in text))


def _missing_unit(text: str) -> str:
    """Return the unit that 一百二 and 三千五 leave out."""
    match = re.search("([百千万亿])[一二三四五六七八九]$", text)
    return {"百": "十", "千": "百", "万": "千", "亿": "千万"}[match[1]] if match else ""


def _sum_up(text: str) -> int:
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _SMALL_UNITS:
            section += (digit or 1) * _SMALL_UNITS[character]
            digit = 0
        elif character == "万":
            section, digit = (section + digit) * 10**4, 0
        else:
            total, section, digit = (total + section + digit) * 10**8, 0, 0
    return total + section + digit


def _spell(value: int) -> str:
    """Spell *value* in the one regular way, with 十 for 一十."""
    if value >= 10**12 or value < 1:
        return "零" if value == 0 else ""
    written, gap = "", False
    for unit, worth in (("亿", 10**8), ("万", 10**4), ("", 1)):
        section, value = divmod(value, worth)
        if section:
            zero = "零" if written and (gap or section < 1000) else ""
            written += zero + _spell_section(section) + unit
        gap = bool(written) and not section
    return written.replace("一十", "十")


def _spell_section(section: int) -> str:
    written, gap = "", False
    for unit, worth in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, section = divmod(section, worth)
        if digit:
            written += ("零" if written and gap else "") + "零一二三四五六七八九"[digit] + unit
        gap = not digit
    return written


def _read_english(text: str) -> Numeral | None:
    if fixed := _FIXED.get(text):
        return Numeral(fixed, Fraction(fixed.denominator == 1))
    if text.isalpha():
        value = _sum_words([text])
        return None if value is None else Numeral(Fraction(value), Fraction(1))
    if match := re.fullmatch(rf"(.+?){_PERCENT}", text):
        whole = _read_english(match[1])
        return whole.scale(Fraction(1, 100)) if whole else None
    if match := re.fullmatch(rf"(an?|one|two|three|four)[\s-]({_PARTS})", text):
        above = 1 if match[1] in ("a", "an") else _WORDS[match[1]]
        return Numeral(Fraction(above, _FRACTIONS[match[2].removesuffix("s")]), Fraction(0))
    if match := re.fullmatch(rf"({ARABIC})(?:\s({_SCALE}))?", text):
        return _read_arabic(match[1]).scale(_SCALES.get(match[2] or "", 12 if match[2] else 1))
    value = _sum_words(re.split(r"[\s-]+", text))
    return None if value is None else Numeral(Fraction(value), Fraction(1))


def _sum_words(words: list[str]) -> int | None:
    """Add up English number words; None if their order does not make a number."""
    total, group, room = 0, 0, 10**9
    for word in words:
        if word in ("and", "a", "an"):
            if word == "and" and not group and not total:
                return None
        elif word in _WORDS and _WORDS[word] < room:
            group, room = group + _WORDS[word], 10 if _WORDS[word] >= 20 else 0
        elif word == "hundred" and group < 10:
            group, room = (group or 1) * 100, 100
        elif word == "dozen" and not total:
            group, room = (group or 1) * 12, 0
        elif word in _SCALES and _SCALES[word] > 100 and (not total or _SCALES[word] < total):
            total, group, room = total + (group or 1) * _SCALES[word], 0, 1000
        else:
            return None
    return total + group if words and words[-1] not in ("and", "a", "an") else None
