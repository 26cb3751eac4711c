"""Guess the language, title, date and issuer of a capture; unclear values stay empty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policytext.documents.add.body_lines import (
    DATELINE,
    SOURCE,
    Lines,
    find_signature,
    is_headline,
    is_subtitle,
)
from policytext.documents.fold import simplify_text
from policytext.documents.structure.marks import is_signature
from policytext.language.dates import list_dates, make_date, read_date
from policytext.language.han import HAN, HAN_PATTERN

_SAMPLE = 20_000
_TITLE_WORDS = re.compile(
    r"报告|计划|规划|纲要|意见|决定|决议|通知|通告|公告|公报|办法|条例|细则|规定|宪法|法$|倡议|宣言|声明|方案|讲话|致辞"
    r"|演讲|白皮书|蓝皮书|指南|框架|议程|建议|章程|准则|原则|Report|Plan|Act|Strategy|Address|Speech|Declaration"
    r"|Framework|Initiative|Agenda|Policy|Order|Statement",
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?(?!\d)")
_PUT_UP = re.compile(r"发布|时间|日期|\d版")
_ADOPTED = re.compile(
    r"通过|修正|修订|公布|施行|\b(?:adopted|passed|enacted|approved|amended|revised|modified)\b",
    re.IGNORECASE,
)
# The history of a law begins with a day, often in brackets, and tells of adoption and changes.
_HISTORY = re.compile(
    r"(?:[（(]?\s*(?:根据|依据|依照|于)?\s*"
    r"(?:\d{4}\s*[年./-]\s*\d|[一二〇零○九][〇零○一二三四五六七八九]{3}年)"
    r"|[（(]?\s*(?:(?:First|Last)\s+)?(?:Adopted|Passed|Enacted|Approved|Amended|Revised|Modified)\b)",
    re.IGNORECASE,
)
# A day on which a law comes into force is not the day of a change.
_IN_FORCE = re.compile(r"自\s*\S{0,6}\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日\s*起\s*(?:施行|生效|实施)")
_TOLD = re.compile(r"日\s*[，,]|[。.]\Z")  # a sentence about a day
_FIRST_ARTICLE = re.compile(r"第[一1]条")
_LONGEST_HISTORY = 12  # lines
_ISSUER = re.compile(
    r"(?:发布机构|发布单位|发文机关|发文单位|成文单位|制定机关|作者)[：:]\s*(?P<name>[\w（）()·]{2,30}?)"
    r"(?=\s|\d{4}|发布|时间|$)"
)
_TITLED = re.compile(r"^(?!.*(?:\d|报告).*关于)(?P<name>(?:[\w·]{2,20}?(?:\s+[\w·]{2,20}?)?))关于")
_REST = re.compile(f"[{HAN}]{{1,2}}")  # the end of a title that did not fit on its line
_NEAR = 12  # lines before the text that may contain its title and date
_FEW = 6  # lines before a text without a page around it
_BEHIND = 6  # lines after the text that may contain its date
_EDGE = 3  # lines at either end of the text that may contain its date
_SHORT = 40  # maximum characters of a line in the text that is a date or a signature


def guess_language(text: str) -> str:
    """Return ``zh``, ``zh-Hant`` or ``en``, by the characters of *text*."""
    sample = text[:_SAMPLE]
    chinese = "".join(HAN_PATTERN.findall(sample))
    if 4 * len(chinese) < sum(map(str.isalpha, sample)):
        return "en"
    changed = sum(a != b for a, b in zip(chinese, simplify_text(chinese), strict=True))
    return "zh-Hant" if 10 * changed > len(chinese) else "zh"


def guess_title(lines: Lines, body_start: int, said: str) -> tuple[str, str]:
    """Return the most likely headline and the subtitle below it; empty if there is none.

    The headline is a line before the text, or the page's own title.
    """
    name = re.split(r"\s*[_|｜]\s*|\s+[-–—]+\s+|--", said.strip())[0] if said else ""
    history = set(list_history(lines.texts[:body_start]))
    scored = [
        (_score(lines, index, body_start, name), index)
        for index in range(max(0, body_start - _NEAR), body_start)
        if index not in history and is_headline(lines.texts[index])
    ]
    best, index = max(scored, default=(-1.0, 0))
    if best < (2 if name or body_start > _FEW else 0):
        return name, ""
    title = bare_title(lines.texts[index])
    if body_start <= _FEW and index and _runs_on(lines, index):
        title = bare_title(lines.texts[index - 1]) + title
    below = lines.texts[index + 1] if index + 1 < body_start else ""
    if _REST.fullmatch(below):
        title += below
    return title, below if is_subtitle(below) else ""


def _score(lines: Lines, index: int, body_start: int, name: str) -> float:
    line = bare_title(lines.texts[index])
    if HAN_PATTERN.search("".join(lines.texts)) and not HAN_PATTERN.search(line):
        return -1
    score = 3.0 * bool(_TITLE_WORDS.search(line)) + 0.1 * (index - body_start + _NEAR)
    score += 2 * sum(line in other for other in lines.texts[:body_start] if other != line)
    score += 4 * bool(name and (line in name or name in line))
    score += is_subtitle(lines.texts[index + 1])
    return score - 5 * bool(read_date(line) or SOURCE.search(line) or _ISSUER.search(line))


def _runs_on(lines: Lines, index: int) -> bool:
    """Return whether a title starts on the line above, which is a headline too."""
    above, below = lines.texts[index - 1], lines.texts[index + 1]
    return is_headline(above) and is_subtitle(below) and not read_date(above)


def bare_title(line: str) -> str:
    """Return a headline without the marks around it."""
    return re.sub(r"^#+\s*|^《(.*)》$", r"\1", line)


@dataclass(frozen=True)
class Dates:
    """The date of a text, and, for a law that was amended, when it was adopted."""

    issued: str = ""
    adopted: str = ""

    @property
    def hints(self) -> tuple[str, ...]:
        """What a person may need to know about the date."""
        if not self.adopted:
            return ()
        return (f"adopted on {self.adopted}; the date is that of the last change, {self.issued}",)


def guess_dates(lines: Lines, body: tuple[int, int]) -> Dates:
    """Return the date: near the headline, else after the text, else on a line of its own in it.

    Sentences contain dates of other events. If there is a news agency's dateline, its day wins
    over the day the page was published. A law has the date of the last change that its history
    names: the history is the lines about adoption before the first article.
    """
    start, end = body
    head, tail = (
        lines.texts[max(0, start - _NEAR - _EDGE) : start],
        lines.texts[end : end + _BEHIND],
    )
    edges = (*lines.texts[start : start + _EDGE], *lines.texts[max(start, end - _EDGE) : end])
    short = [line for line in edges if len(line) <= _SHORT and "，" not in line]
    history = _read_history(lines.texts[max(0, start - _NEAR - _EDGE) : start + _NEAR])
    if history:
        last = max(history)
        return Dates(last, history[0] if history[0] < last else "")
    # The dates of other texts may follow a text.
    dated = [line for line in tail if is_signature(line) or _PUT_UP.search(line)]
    for line in (*head, *dated, *short):
        date = read_date(line)
        if date:
            return Dates(_date_of_news(date, (*head, *edges, *tail)) or date)
    years = (_YEAR.search(line) for line in (*head, *dated) if len(line) <= _SHORT)
    return Dates(next((match[1] for match in years if match), ""))


def list_history(texts: Sequence[str]) -> list[int]:
    """Return the numbers of the lines, before the first article, that are the history of a law.

    Such a line begins with a date, or with a bracket and one. A bracket may close on a later line.
    """
    found: list[int] = []
    depth = 0
    for number, line in enumerate(texts):
        if _FIRST_ARTICLE.match(line):
            break
        within = depth > 0 and number - found[-1] == 1 and len(found) < _LONGEST_HISTORY
        if not within and not _begins_history(line):
            depth = 0
            continue
        found.append(number)
        depth = max(0, depth * within + _count_open(line))
    return found


def _begins_history(line: str) -> bool:
    return _HISTORY.match(line) is not None and (line[0] in "（(" or not _TOLD.search(line))


def _count_open(line: str) -> int:
    return sum((c in "（(") - (c in "）)") for c in line)


def _read_history(texts: Sequence[str]) -> list[str]:
    """Return the dates of adoption and change, in the order in which the history names them."""
    blocks: list[str] = []
    last = -2
    for number in list_history(texts):
        if number == last + 1 and not _begins_history(texts[number]):
            blocks[-1] += texts[number]
        else:
            blocks.append(texts[number])
        last = number
    told = (block for block in blocks if _ADOPTED.search(block))
    return [date for block in told for date in list_dates(_IN_FORCE.sub("", block))]


def _date_of_news(date: str, lines: tuple[str, ...]) -> str:
    """Return the day of a dateline in the year of *date*, if it is not after *date*."""
    found = next((match for match in map(DATELINE.search, lines) if match), None)
    if found is None:
        return ""
    told = make_date(int(date[:4]), int(found["m"]), int(found["d"]))
    return told if told <= date else ""


def guess_issuer(lines: Lines, body: tuple[int, int], title: str) -> str:
    """Return the issuer of the text, from the title, the signature or the page."""
    titled = _TITLED.match(title)
    if titled and len(titled["name"]) <= 24:
        return titled["name"]
    end = body[1]
    signed = find_signature(lines.texts[max(0, end - _EDGE - 1) : end + _EDGE + 1])
    return signed or _first_name(_ISSUER, lines, body)


def guess_source(lines: Lines, body: tuple[int, int]) -> str:
    """Return the source of the text that a page names."""
    return _first_name(SOURCE, lines, body)


def _first_name(pattern: re.Pattern[str], lines: Lines, body: tuple[int, int]) -> str:
    outside = lines.texts[: body[0]] + lines.texts[body[1] : body[1] + _BEHIND]
    found = next((match for match in map(pattern.search, outside) if match), None)
    return found["name"] if found else ""
