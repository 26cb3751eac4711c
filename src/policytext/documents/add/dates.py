"""Guess the date of a text; for a law, distinguish its adoption from its last change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policytext.documents.add.body_lines import DATELINE, Lines
from policytext.documents.structure.marks import is_signature
from policytext.language.dates import list_dates, make_date, read_date, read_whole_date

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?(?!\d)")
_OF_YEAR = re.compile(r"报告|報告|计划|規劃|规划|纲要|讲话|致辞|公报|Report|Plan|Address|Budget")
_PUT_UP = re.compile(r"发布|时间|日期|\d版")
_ADOPTED = re.compile(
    r"通[过過]|修正|修[订訂]|公布|施行|制定|[订訂]定|令\S{0,12}?[发發]布"
    r"|\b(?:adopted|passed|enacted|promulgated|approved|amended|revised|modified)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"修正|修[订訂改]|增[订訂]|\b(?:amended|revised|modified)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"第\s*(?:\d|[一二三四五六七八九十])+\s*次修[正订改訂]")
_DAY = (
    r"(?:\d{4}\s*[年./-]\s*\d|[一二〇零○九][〇零○一二三四五六七八九]{3}年"
    r"|(?:中[华華])?民[國国]\s*[\d一二三四五六七八九十百零〇]{1,6}\s*年)"
)
# The history of a law begins with a day, often in brackets, and names its adoption and changes.
_HISTORY = re.compile(
    rf"(?:(?:\d{{1,2}}\s*[.、．]\s*)?[（(]?\s*(?:根据|依据|依照|于)?\s*{_DAY}"
    r"|[（(]?\s*(?:(?:First|Last)\s+)?(?:Adopted|Passed|Enacted|Approved|Amended|Revised|Modified)\b)",
    re.IGNORECASE,
)
# A numbered entry of a history that ends with its day.
_ENTRY = re.compile(
    r"\d{1,2}\.\s*(?=.*\b(?:adopted|enacted|promulgated|amended|revised)\b)"
    rf".*\bon\s+{_MONTH}\s+\d{{1,2}},\s*\d{{4}}\.?\s*\Z",
    re.IGNORECASE,
)
# A history on the line of the title, or of the number of the order.
_TITLED = re.compile(
    r"[^。，；,;]{2,80}?(?:法|条例|條例|规定|规则|办法|細則|细则|章程|决定|解释|号|令)"
    rf"[》）)\s]*[（(]?\s*(?:已?于|根据)?\s*{_DAY}"
)
# What was done, on the line below its day.
_DONE = re.compile(r"(?:並|并)?(?:制定|訂定|修正|增訂|刪除|廢止)")
# A stored version of a law that has later ones.
_VERSION = re.compile(r"民[國国][^（(]{4,20}日\s*[（(]非?[現现]行[條条]文[)）]")
_ALONE = re.compile(r"[（(]?\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*[）)]?\Z")
_COVER = re.compile(
    rf"\W*(\d{{4}}\s*(?:年|[-/.])\s*\d{{1,2}}\s*(?:月|[-/.])\s*\d{{1,2}}\s*日?"
    rf"|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{_MONTH}\s+\d{{4}})\W*"
)
# A day on which a law comes into force is not the day of a change.
_IN_FORCE = re.compile(
    r"自\s*\S{0,6}\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日\s*(?:起)?\s*(?:施行|生效|[实實]施)"
    rf"|{_DAY}[^，。；]{{0,12}}日起?\s*(?:施行|生效|[实實]施)"
)
_COMMENCES = re.compile(
    r"\b(?:commence(?:s|ment)?|(?:into|in) force|takes? effect|into operation|effective)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"日\s*[，,]|[。.]\Z")  # a sentence about a day
_FIRST_ARTICLE = re.compile(r"第\s*[一1１]\s*[条條](?![约款約])")
_FIRST_HEADING = re.compile(r"第\s*[一1]\s*[章条條](?![约款約])")
_LONGEST_HISTORY = 12  # lines
_LONGEST_HEAD = 200  # lines before the text that may contain its history
_TITLE_LINES = 4  # lines at the beginning of which a title may run into the history
_NEAR = 12  # lines before the text that may contain its date
_BEHIND = 6  # lines after the text that may contain its date
_EDGE = 3  # lines at either end of the text that may contain its date
_SHORT = 40  # maximum characters of a line in the text that is a date or a signature


@dataclass(frozen=True)
class Dates:
    """The date of a text, and, for a law with a history, when it was adopted.

    ``changed`` says whether the history names a change.
    """

    issued: str = ""
    adopted: str = ""
    changed: bool = False

    @property
    def hints(self) -> tuple[str, ...]:
        """What a person may need to know about the date."""
        if not self.adopted:
            return ()
        of = "the last change" if self.changed else "its publication"
        return (f"adopted on {self.adopted}; the date is that of {of}, {self.issued}",)


def guess_dates(lines: Lines, body: tuple[int, int]) -> Dates:
    """Return the date: near the headline, else after the text, else on a line of its own in it.

    Sentences contain dates of other events. If there is a news agency's dateline, its day wins
    over the day the page was published. A law has the date of the last change that its history
    names: the history is the lines about adoption before the first article. The day on which a
    text comes into force is not its date.
    """
    start, end = body
    found = _read_history(_find_head(lines.texts, start))
    if found:
        return found
    head, tail = (
        lines.texts[max(0, start - _NEAR - _EDGE) : start],
        lines.texts[end : end + _BEHIND],
    )
    edges = (*lines.texts[start : start + _EDGE], *lines.texts[max(start, end - _EDGE) : end])
    short = [line for line in edges if len(line) <= _SHORT and "，" not in line]
    # The dates of other texts may follow a text.
    dated = [line for line in tail if is_signature(line) or _PUT_UP.search(line)]
    for line in (*head, *dated, *short):
        date = _read_date(line)
        if date:
            return Dates(_date_of_news(date, (*head, *edges, *tail)) or date)
    # A cover may have the date far above the text.
    cover = (match[1] for match in map(_COVER.fullmatch, lines.texts[:_NEAR]) if match)
    days = (date for day in cover if (date := read_whole_date(day)))
    named = (line for line in (*head, *dated) if len(line) <= _SHORT and _OF_YEAR.search(line))
    years = (match[1] for match in map(_YEAR.search, named) if match)
    return Dates(next(days, "") or next(years, ""))


def _find_head(texts: Sequence[str], start: int) -> Sequence[str]:
    """Return the lines that may contain a history: those before the first article."""
    first = max(0, start - _LONGEST_HEAD)
    places = range(first, min(len(texts), start + _LONGEST_HEAD))
    article = next((number for number in places if _FIRST_ARTICLE.match(texts[number])), None)
    return texts[first : start + _NEAR if article is None else article]


def _read_date(line: str) -> str:
    """Return the first date of *line* that is not the day on which a text comes into force."""
    return "" if _COMMENCES.search(line) else read_date(_IN_FORCE.sub("", line))


def list_history(texts: Sequence[str]) -> list[int]:
    """Return the numbers of the lines, before the first article, that are the history of a law.

    Such a line begins with a date, or with a bracket and one. A bracket may close on a later line.
    """
    found: list[int] = []
    depth = 0
    for number, line in enumerate(texts):
        if _FIRST_ARTICLE.match(line):
            break
        follows = bool(found) and number - found[-1] == 1
        within = depth > 0 and follows and len(found) < _LONGEST_HISTORY
        if not (within or _begins_history(line) or (follows and _DONE.match(line))):
            depth = 0
            continue
        found.append(number)
        depth = max(0, depth * within + _count_open(line))
    return found


def _begins_history(line: str) -> bool:
    if _HISTORY.match(line) and (line[0] in "（(" or not _TOLD.search(line)):
        return True
    return _ENTRY.match(line) is not None


def _count_open(line: str) -> int:
    return sum((c in "（(") - (c in "）)") for c in line)


def _read_history(texts: Sequence[str]) -> Dates | None:
    """Return when a law was adopted and last changed; None without a history."""
    told = [block for block in _list_blocks(texts) if _ADOPTED.search(block)]
    days = [date for block in told for date in list_dates(_IN_FORCE.sub("", block))]
    if not days:
        return None
    adopted, last, whole = days[0], max(days), "".join(told)
    if len(_COUNTED.findall(whole)) >= len(days):
        # Changes without a day: the order in which the law is published has the last one.
        last = max(last, *map(read_date, filter(_ALONE.match, texts)), last)
    version = next((match[0] for match in map(_VERSION.search, texts) if match), "")
    last = read_date(version) or last
    return Dates(last, adopted if adopted < last else "", bool(_CHANGED.search(whole)))


def _list_blocks(texts: Sequence[str]) -> list[str]:
    """Return the entries of a law's history; an entry may have several lines."""
    blocks = [found for line in texts[:_TITLE_LINES] if (found := _cut_history(line))]
    last = -2
    for number in list_history(texts):
        if number == last + 1 and blocks and not _begins_history(texts[number]):
            blocks[-1] += texts[number]
        else:
            blocks.append(texts[number])
        last = number
    return blocks


def _cut_history(line: str) -> str:
    """Return the history on a line that begins with the title and may go on with the articles."""
    if _HISTORY.match(line) or not _TITLED.match(line):
        return ""
    first = _FIRST_HEADING.search(line)
    return line[: first.start()] if first else line


def _date_of_news(date: str, lines: tuple[str, ...]) -> str:
    """Return the day of a dateline in the year of *date*, if it is not after *date*."""
    found = next((match for match in map(DATELINE.search, lines) if match), None)
    if found is None:
        return ""
    told = make_date(int(date[:4]), int(found["m"]), int(found["d"]))
    return told if told <= date else ""
