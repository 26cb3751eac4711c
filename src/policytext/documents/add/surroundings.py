"""What surrounds a text on its page: which lines may be left out, and which are doubtful.

A line is left out only if it is known: the title, the date, the source, a button of the page, a
copyright notice. Every other line is text until a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from policytext.documents.structure.marks import (
    find_marker,
    is_furniture,
    is_licence,
    is_signature,
)
from policytext.documents.titles import keep_letters, read_title
from policytext.language.han import HAN

_DAY = (
    r"(?:\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"|[12〇零○一二]\S{3}年\S{1,3}月\S{1,3}日"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s+\d{1,2},?\s+\d{4})"
)
_LABELS = (
    "来源|信息来源|文章来源|稿源|出处|发布时间|发布日期|更新时间|成文日期|发文日期|印发日期|生成日期|公开日期"
    "|日期|时间|作者|记者|通讯员|撰稿|编辑|责任编辑|责编|校对|审核|监制|发布机构|发布单位|发文机关|发文单位"
    "|成文单位|制定机关|公开责任部门|索引号|发文字号|文号|主题分类|主题词|有效性|公开方式|公开范围|字号|字体"
    "|浏览次数|浏览量|阅读量|阅读次数|点击数|点击量|访问量|网址|链接|原文链接"
    "|Source|Published|Date|Last updated|Updated|Author|Editor|Views|URL"
)
_LABELLED = rf"[\[【（(]?(?:{_LABELS})[】\]]?\s*[：:]\s*[^\s。！？；，]{{0,40}}"
_TIME = r"\d{1,2}:\d\d(?::\d\d)?"
_NUMBER = r"[\w（）()]{1,12}[〔\[［【(（]\d{4}[〕\]］】)）]\s?\d{1,4}\s?号"
_NUMBERED = re.compile(rf"{_NUMBER}\Z")
_SIZE = r"[\[【（(]?\s*(?:大|中|小)(?:\s+(?:大|中|小)){1,2}\s*[】\]）)]?"
_URL = r"https?://\S+"
_PIECE = rf"(?:{_LABELLED}|{_URL}|[（(]?{_DAY}[）)]?|{_TIME}|{_NUMBER}|{_SIZE})"
_DATED = re.compile(rf"[（(]?\s*{_DAY}\s*[）)]?\Z", re.IGNORECASE)
_ABOUT = re.compile(rf"{_PIECE}(?:[\s|｜/·]*{_PIECE})*\s*\Z", re.IGNORECASE)
_STAMPED = re.compile(rf"[^。！？；，]{{0,30}}{_DAY}\s?{_TIME}[^。！？；，]{{0,20}}\Z")
_AGENCY = re.compile(r"[（(]?\s*(?:新华社|人民日报|中新社|Xinhua)[^（）()。，；]{0,30}[）)]?\s*\Z")
_LEAD_IN = re.compile(r"(?:全文|原文|摘要)(?:公布|发布|刊登|刊发)?如下[。：:]?\Z")
_REPORTED = re.compile(r"新华社|人民日报|中新社|\d日[，,]|\d日(?:电|讯)")
_SPEAKER = re.compile(
    rf"[{HAN}\s、]{{0,24}}"
    rf"(?:总理|主席|书记|省长|市长|部长|主任|会长|秘书长|总统)[\s　]*[{HAN}·]{{2,5}}\Z"
)
_LONGEST_LEAD_IN = 200  # characters
_HEAD = 200  # lines in which a title is looked for
_TITLE_LINES = 4


@dataclass(frozen=True)
class Surroundings:
    """Which lines of a page are its text: those from ``start`` to ``end``.

    ``doubtful`` lists lines that are kept, although they may belong to the page: a mark of a page
    is among them. ``supposed`` then gives the lines that may be the text alone.
    """

    start: int
    end: int
    doubtful: tuple[str, ...] = ()
    supposed: tuple[int, int] | None = None


def find_surroundings(
    texts: Sequence[str], supposed: tuple[int, int], titles: Collection[str]
) -> Surroundings:
    """Return which lines of *texts* surround the text.

    *supposed* is where most of the prose is. Known lines at either end are left out. If a mark of a
    page occurs between other lines outside *supposed*, everything is kept.
    """
    count = len(texts)
    printed = list_title_lines(texts[: min(supposed[0] + 1, _HEAD)], titles)
    start = _count(lambda i: i in printed or is_known_before(texts[i]), range(count))
    end = count - _count(lambda i: is_known_after(texts[i]), reversed(range(start, count)))
    while end < count and is_signed(texts[end]):
        end += 1
    if end <= start:
        return Surroundings(0, count)
    first, last = max(start, supposed[0]), max(min(end, supposed[1]), start)
    outside = [*range(start, first), *range(last, end)]
    if any(is_mark(texts[i]) and i not in printed for i in outside):
        return _keep_all(texts, supposed, printed)
    if not any(i not in printed for i in range(start)):
        start = 0  # a title alone is found at the beginning of the text
    return Surroundings(start, end)


def _keep_all(
    texts: Sequence[str], supposed: tuple[int, int], printed: Collection[int]
) -> Surroundings:
    outside = [*range(supposed[0]), *range(supposed[1], len(texts))]
    doubtful = tuple(texts[i] for i in outside if i not in printed)
    return Surroundings(0, len(texts), doubtful, supposed)


def _count(known: Callable[[int], bool], numbers: Iterable[int]) -> int:
    return sum(1 for _ in takewhile(known, numbers))


def list_title_lines(texts: Sequence[str], titles: Collection[str]) -> set[int]:
    """Return the numbers of the lines that print one of *titles*, on one line or several."""
    wanted = {read_title(title) for title in titles if title}
    wanted |= {"".join(map(read_title, titles))}
    letters = [keep_letters(line).casefold() for line in texts]
    found: set[int] = set()
    for first in range(len(texts)):
        for last in range(first + 1, min(first + 1 + _TITLE_LINES, len(texts) + 1)):
            if "".join(map(read_title, texts[first:last])) in wanted - {""}:
                found.update(range(first, last))
    return {number for number in found if letters[number]}


def is_known_before(line: str) -> bool:
    """Return whether *line*, before a text, is about the text or belongs to the page."""
    return is_mark(line) or bool(
        _DATED.match(line) or _NUMBERED.match(line) or _SPEAKER.match(line)
    )


def is_known_after(line: str) -> bool:
    """Return whether *line*, after a text, belongs to the page, or is a date or signature."""
    return is_mark(line) or is_signed(line)


def is_signed(line: str) -> bool:
    """Return whether *line* is the date or the signature of a text."""
    return (is_signature(line) or bool(_DATED.match(line))) and not _AGENCY.match(line)


def is_mark(line: str) -> bool:
    """Return whether *line* shows that it is not text: a page has it, no document has."""
    if is_furniture(line) or _AGENCY.match(line) or _STAMPED.match(line):
        return True
    if is_licence(line) and not find_marker(line):
        return True
    plain = _DATED.match(line) or _NUMBERED.match(line)
    return is_lead_in(line) or (not plain and _ABOUT.match(line.strip("（()）")) is not None)


def is_lead_in(line: str) -> bool:
    """Return whether *line* is a reporter's sentence that announces the text."""
    return (
        _LEAD_IN.search(line) is not None
        and len(line) <= _LONGEST_LEAD_IN
        and _REPORTED.search(line) is not None
    )
