"""The marks of Chinese and English official documents: headings, list items, ends of sentences."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

HAN = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
HAN_PATTERN = re.compile(f"[{HAN}]")
CJK_PUNCTUATION = (
    r"\u3001-\u3003\u3008-\u3020\u301c-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
    r"\u2018\u2019\u201c\u201d\u2014\u2026\u00b7\u30fb"
)
LINE_BREAK = r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])"
_ENDING = frozenset("。！？!?….．")
_CLOSERS = "”’」』）)》〉】]\"'"

_CN = "[〇零○一二三四五六七八九十百千两]"


@dataclass(frozen=True)
class Marker:
    """One kind of mark: its name, its level (1 is highest) and how it begins a line.

    The pattern has a group ``n`` for the number where the mark has one.
    """

    name: str
    level: int
    pattern: re.Pattern[str]


MARKERS: tuple[Marker, ...] = (
    Marker("part", 1, re.compile(rf"第(?P<n>{_CN}+|\d+)[编篇](?![\w]*第)")),
    Marker("sub-part", 2, re.compile(rf"第(?P<n>{_CN}+|\d+)分编")),
    Marker("chapter", 3, re.compile(rf"第(?P<n>{_CN}+|\d+)章")),
    Marker("section", 4, re.compile(rf"第(?P<n>{_CN}+|\d+)节")),
    Marker(
        "article", 5, re.compile(rf"第(?P<n>{_CN}+|\d+)条(?:之[一二三四五六七八九十]+)?(?![约款])")
    ),
    Marker("一、", 6, re.compile(rf"(?P<n>{_CN}+)(?:、|[.．](?!\d))")),
    Marker("（一）", 7, re.compile(rf"[（(](?P<n>{_CN}+)[）)]")),
    Marker("1.", 8, re.compile(r"(?P<n>\d{1,3})(?:、|[.．](?!\d))")),
    Marker("（1）", 9, re.compile(r"[（(](?P<n>\d{1,3})[）)]")),
    Marker("①", 10, re.compile(r"(?P<n>[①-⑳㉑-㉟㊱-㊿])")),
    Marker("——", 11, re.compile(r"(?:——|──|--|—)(?![—─-])")),
    Marker("I.", 6, re.compile(r"(?P<n>[IVX]{1,6})\.\s")),
    Marker("bullet", 12, re.compile(r"[•●■◆▪·]\s?")),
    Marker("#", 1, re.compile(r"#{1,6}\s")),
)
# What any of them can begin with: most lines are done with after one look.
_MARKED = re.compile(rf"第|{_CN}|[\d（(IVX•●■◆▪·#—─-]|[①-⑳㉑-㉟㊱-㊿]")
MARKER_NAMES = tuple(marker.name for marker in MARKERS)


def find_marker(line: str) -> tuple[Marker, re.Match[str]] | None:
    """Return the mark that begins *line* (leading white space aside), or None."""
    stripped = line.lstrip()
    if not _MARKED.match(stripped):
        return None
    for marker in MARKERS:
        match = marker.pattern.match(stripped)
        if match:
            return marker, match
    return None


def ends_sentence(line: str) -> bool:
    """Tell whether *line* ends with sentence-final punctuation, closing quotes aside."""
    return line.rstrip().rstrip(_CLOSERS)[-1:] in _ENDING


_DIGITS = {**{c: i for i, c in enumerate("零一二三四五六七八九")}, "〇": 0, "○": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_ROMAN = {"I": 1, "V": 5, "X": 10}


def read_number(mark: str) -> int | None:
    """Return the number of a heading's mark: 十三, 一〇三, 12, ⑤ or IV; None where it has none."""
    if mark.isascii() and mark.isdigit():
        return int(mark)
    if len(mark) == 1 and unicodedata.numeric(mark, 0) >= 1 and mark not in _DIGITS | _PLACES:
        return int(unicodedata.numeric(mark))
    if mark and set(mark) <= set(_ROMAN):
        values = [_ROMAN[letter] for letter in mark]
        following = [*values[1:], 0]
        return sum(-v if v < n else v for v, n in zip(values, following, strict=True))
    if not mark or not set(mark) <= set(_DIGITS | _PLACES):
        return None
    return _read_chinese(mark)


def _read_chinese(mark: str) -> int:
    if not set(mark) & set(_PLACES):
        return int("".join(str(_DIGITS[c]) for c in mark))
    total, digit = 0, None
    for character in mark:
        if character in _PLACES:
            total += (1 if digit is None else digit) * _PLACES[character]
            digit = None
        else:
            digit = _DIGITS[character] or None
    return total + (digit or 0)
