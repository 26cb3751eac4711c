"""Dates: check them against the calendar, and read them from text."""

from __future__ import annotations

import re
from datetime import date

from policytext.base.lazy_pattern import compile_lazily
from policytext.language.heading_numbers import read_number

DATE_PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_DATE = compile_lazily(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*(?:年|[-/.])\s*(?P<m>\d{1,2})\s*(?:月|[-/.])\s*(?P<d>\d{1,2})(?!\d)\s*日?"
)
_CHINESE_DATE = compile_lazily(
    r"(?P<y>[一二三四五六七八九〇零○]{4})年(?P<m>[一二三四五六七八九十]{1,3})月(?P<d>[一二三四五六七八九十]{1,3})日"
)
# Years of the Republic of China, counted from 1912.
_REPUBLIC_DATE = compile_lazily(
    r"民[國国]\s*(?P<y>\d{1,3}|[一二三四五六七八九十百零〇]{1,6})\s*年\s*"
    r"(?P<m>\d{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_ENGLISH_DATE = compile_lazily(
    rf"\b(?P<m>{'|'.join(_MONTHS)})\s+(?P<d>\d{{1,2}}),?\s+(?P<y>(?:19|20)\d\d)"
)
_BRITISH_DATE = compile_lazily(
    rf"(?<!\d)(?P<d>\d{{1,2}})\s+(?P<m>{'|'.join(_MONTHS)})\s+(?P<y>(?:19|20)\d\d)"
)
_BEFORE_REPUBLIC = 1911
_PRINTED = (_DATE, _CHINESE_DATE, _REPUBLIC_DATE, _ENGLISH_DATE)
_YEAR = compile_lazily(r"\s*((?:19|20)\d\d)年?\s*")
_MONTH = compile_lazily(r"\s*((?:19|20)\d\d)\s*[-年]\s*(\d{1,2})月?\s*")


def is_date(text: str) -> bool:
    """Return whether *text* is a year, a month or a day of the calendar, as 2025-07-26.

    >>> is_date("2025"), is_date("2024-02-29"), is_date("2025-02-29")
    (True, True, False)
    """
    if not text.isascii() or not re.match(DATE_PATTERN, text) or text.endswith("\n"):
        return False
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return make_date(year, month, day) != ""


def make_date(year: int, month: int, day: int) -> str:
    """Return the date as 2025-07-26; '' if there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def read_date(line: str) -> str:
    """Return the first date in *line* as ``2025-07-26``; '' without one.

    >>> read_date("2025年7月26日"), read_date("二〇二四年二月三十日")
    ('2025-07-26', '')
    """
    for pattern in _PRINTED:
        for match in pattern.finditer(line):
            found = _read(match)
            if found:
                return found
    return ""


def list_dates(line: str) -> list[str]:
    """Return every date in *line*, in the order in which they are printed.

    >>> list_dates("1990年6月28日通过，根据2009年8月27日的决定修正")
    ['1990-06-28', '2009-08-27']
    """
    matches = (match for pattern in _PRINTED for match in pattern.finditer(line))
    return [
        date for match in sorted(matches, key=lambda match: match.start()) if (date := _read(match))
    ]


def read_whole_date(text: str) -> str:
    """Return *text* as a date of the precision it has; '' if it is not a date.

    >>> read_whole_date("2025年7月"), read_whole_date("26 July 2025"), read_whole_date("1980s")
    ('2025-07', '2025-07-26', '')
    """
    plain = text.strip()
    if is_date(plain):
        return plain
    if match := _YEAR.fullmatch(plain):
        return match[1]
    if match := _MONTH.fullmatch(plain):
        return make_date(int(match[1]), int(match[2]), 1)[:7]
    for pattern in (*_PRINTED, _BRITISH_DATE):
        if match := pattern.match(plain):
            return _read(match)
    return ""


def _read(match: re.Match[str]) -> str:
    month = _MONTHS.index(match["m"]) + 1 if match["m"] in _MONTHS else read_number(match["m"])
    year, day = read_number(match["y"]), read_number(match["d"])
    if year and match.re.pattern == _REPUBLIC_DATE.pattern:
        year += _BEFORE_REPUBLIC
    return make_date(year, month, day) if year and month and day else ""


def is_earlier(one: str, other: str) -> bool | None:
    """Return whether the date *one* is before *other*; None if their precision leaves it open.

    >>> is_earlier("2024", "2025-07-26"), is_earlier("2025", "2025-07-26"), is_earlier("", "2025")
    (True, None, None)
    """
    shared = min(len(one), len(other))
    if not shared:
        return None
    if one[:shared] != other[:shared]:
        return one < other
    return None if len(one) != len(other) or shared < len("2025-07-26") else False
