"""Guess what a capture is: language, title, date, issuer, and which of its lines are the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytext.candidates import simplify_text
from policytext.cleaning import choose_steps, clean, find_wrap_width
from policytext.markers import (
    HAN_PATTERN,
    ends_sentence,
    find_licence,
    find_marker,
    find_notes_heading,
    is_furniture,
)

_SAMPLE = 20_000
_TITLE_WORDS = re.compile(
    r"报告|计划|规划|纲要|意见|决定|决议|通知|通告|公告|公报|办法|条例|细则|规定|宪法|法$|倡议|宣言|声明|方案|讲话|致辞"
    r"|演讲|白皮书|蓝皮书|指南|框架|议程|建议|章程|准则|原则|报告|Report|Plan|Act|Strategy|Address|Speech|Declaration"
    r"|Framework|Initiative|Agenda|Policy|Order|Statement",
)
_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*(?:年|[-/.])\s*(?P<m>\d{1,2})\s*(?:月|[-/.])\s*(?P<d>\d{1,2})(?!\d)\s*日?"
)
_CHINESE_DATE = re.compile(
    r"(?P<y>[一二三四五六七八九〇零○]{4})年(?P<m>[一二三四五六七八九十]{1,3})月(?P<d>[一二三四五六七八九十]{1,3})日"
)
_ENGLISH_DATE = re.compile(
    r"\b(?P<m>January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s+(?P<d>\d{1,2}),?\s+(?P<y>(?:19|20)\d\d)"
)
_MONTHS = re.findall(
    r"\w+",
    "January February March April May June July August September October November December",
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?")
_SOURCE = re.compile(
    r"(?:来源|发布机构|发布单位|发文机关|发文单位|成文单位|作者|信息来源)[：:]\s*(?P<name>[\w（）()·]{2,30}?)"
    r"(?=\s|\d{4}|发布|时间|$)"
)
_TITLED = re.compile(r"^(?P<name>(?:[\w·]{2,20}?(?:\s+[\w·]{2,20}?)?))关于")
_SIGNED = re.compile(
    r"(?:[\w·]{2,20}(?:委员会|部|厅|局|署|人民政府|办公室|协会|大会)|国务院|中共中央)\Z"
)
_DATELINE = re.compile(r"^\s*[（(](?:新华社|人民日报|中新社)[^（）()]{0,30}[）)]\s*$")
_PROSE = 25  # characters of a line of prose, at least
_HEADLINE = 60  # of a headline, at most
_GAP = 3  # short lines that may stand between lines of prose
_ANCHOR = 16  # characters of an anchor


@dataclass(frozen=True)
class Lines:
    """The lines of a capture's text, cleaned: a line is a paragraph or a headline."""

    texts: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Lines:
        """Cut *text* into lines; those of a hard-wrapped text are joined to paragraphs first."""
        steps = {} if find_wrap_width(text) else {"unwrap": False}
        cleaned = clean(text, choose_steps(steps)).text
        return cls(tuple(line.strip() for line in cleaned.splitlines() if line.strip()))


def guess_language(text: str) -> str:
    """Return ``zh``, ``zh-Hant`` or ``en``, by the letters."""
    sample = text[:_SAMPLE]
    chinese = "".join(HAN_PATTERN.findall(sample))
    if 4 * len(chinese) < sum(map(str.isalpha, sample)):
        return "en"
    changed = sum(a != b for a, b in zip(chinese, simplify_text(chinese), strict=True))
    return "zh-Hant" if 10 * changed > len(chinese) else "zh"


def find_body(lines: Lines) -> tuple[int, int]:
    """Return the lines that are the text: the longest run of prose with its headings.

    It ends before a dateline, a licence, the notes of an editor.
    """
    kinds = [_kind(line) for line in lines.texts]
    best, run = (0, len(kinds)), None
    weight = 0
    for start, end in _runs(kinds):
        size = sum(len(line) for line in lines.texts[start:end])
        if size > weight:
            weight, run = size, (start, end)
    return run or best


def _runs(kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield runs of lines of prose and headings, few other lines between."""
    start: int | None = None
    last = 0
    for index, kind in enumerate([*kinds, "end"]):
        if kind in ("prose", "heading"):
            if start is None:
                start = index
            last = index
        elif start is not None and (kind == "end" or index - last > _GAP):
            yield start, last + 1
            start = None


def _kind(line: str) -> str:
    if _DATELINE.match(line) or is_furniture(line) or find_licence("\n" * 9 + line) is not None:
        return "end"
    if len(line) >= _PROSE and (ends_sentence(line) or "，" in line or ", " in line):
        return "prose"
    if find_marker(line) or find_notes_heading(line):
        return "heading"
    return "prose" if ends_sentence(line) and len(line) > 8 else "other"


def guess_title(lines: Lines, body_start: int, said: str) -> str:
    """Return the likeliest headline: a line before the text, or what the page calls itself."""
    name = re.split(r"\s*[_|｜]\s*|\s+[-–—]+\s+|--", said.strip())[0] if said else ""
    window = range(max(0, body_start - 12), min(body_start + 2, len(lines.texts)))
    scored = []
    for index in window:
        line = re.sub(r"^#+\s*|^《(.*)》$", r"\1", lines.texts[index])
        if not 4 <= len(line) <= _HEADLINE or ends_sentence(line) or _kind(line) == "end":
            continue
        score = 3.0 * bool(_TITLE_WORDS.search(line)) + 0.1 * (index - window.start)
        score += 2 * sum(line in other for other in lines.texts[:body_start] if other != line)
        score += 4 * bool(name and (line in name or name in line))
        score -= 5 * bool(_DATE.search(line) or _SOURCE.search(line) or find_marker(line))
        scored.append((score, index, line))
    best = max(scored, default=(0.0, 0, ""))
    return best[2] if best[0] >= 2 or not name else name


def guess_date(lines: Lines, body: tuple[int, int]) -> str:
    """Return the date: near the headline, else behind the text, else at its ends; or nothing."""
    start, end = body
    head, tail = lines.texts[max(0, start - 15) : start], lines.texts[end : end + 6]
    edges = lines.texts[start : start + 3], lines.texts[max(start, end - 3) : end]
    for part in (head, tail, *edges):
        for line in part:
            date = read_date(line)
            if date:
                return date
    years = (_YEAR.search(line) for line in (*head, *tail))
    return next((match[1] for match in years if match), "")


def read_date(line: str) -> str:
    """Return the first date in *line* as ``2025-07-26``; '' without one."""
    from policytext.markers import read_number

    for pattern in (_DATE, _CHINESE_DATE, _ENGLISH_DATE):
        match = pattern.search(line)
        if match is None:
            continue
        month = _MONTHS.index(match["m"]) + 1 if match["m"] in _MONTHS else read_number(match["m"])
        year, day = read_number(match["y"]), read_number(match["d"])
        if year and month and day and 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04}-{month:02}-{day:02}"
    return ""


def guess_issuer(lines: Lines, body: tuple[int, int], title: str) -> str:
    """Return who issued the text: as the title says, the signature, or the source named."""
    titled = _TITLED.match(title)
    if titled and len(titled["name"]) <= 24:
        return titled["name"]
    for line in lines.texts[max(0, body[1] - 4) : body[1] + 4]:
        if _SIGNED.match(line):
            return line
    for line in lines.texts[: body[0]] + lines.texts[body[1] : body[1] + 6]:
        found = _SOURCE.search(line)
        if found:
            return found["name"]
    return ""


def guess_clip(lines: Lines, body: tuple[int, int]) -> dict[str, str]:
    """Return the anchors of the text among the lines around it; empty where it is all there is."""
    start, end = body
    clip = {}
    if start > 0:
        clip["from"] = _anchor(lines, start)
    if end < len(lines.texts):
        clip["to"] = _anchor(lines, end)
    return clip


def _anchor(lines: Lines, index: int) -> str:
    """Return the first words of a line, as many as stand nowhere else."""
    bare = ["".join(line.split()) for line in lines.texts]
    whole = "\n".join(bare)
    length = min(_ANCHOR, len(bare[index]))
    while length < len(bare[index]) and whole.count(bare[index][:length]) > 1:
        length += 1
    return bare[index][:length]
