"""Guess the language, title, date and issuer of a capture; unclear values stay empty."""

from __future__ import annotations

import re

from policytext.documents.add.body_lines import (
    SOURCE,
    Lines,
    find_signature,
    is_headline,
    is_subtitle,
)
from policytext.documents.add.dates import list_history
from policytext.documents.fold import simplify_text
from policytext.documents.structure.marks import ends_sentence
from policytext.language.dates import read_date
from policytext.language.han import HAN, HAN_PATTERN

_SAMPLE = 20_000
_TITLE_WORDS = re.compile(
    r"报告|计划|规划|纲要|意见|决定|决议|通知|通告|公告|公报|办法|条例|细则|规定|宪法|法(?=$|[（(])|倡议|宣言"
    r"|声明|方案|讲话|致辞|演讲|白皮书|蓝皮书|指南|框架|议程|建议|章程|准则|原则",
)
_ENGLISH_TITLE_WORDS = re.compile(
    r"\b(?:Report|Plan|Act|Bill|Law|Code|Strategy|Address|Speech|Declaration|Framework|Initiative"
    r"|Agenda|Policy|Order(?=$|,| No\b)|Statement|Constitution|By-?Laws|Charter|Statutes?"
    r"|Regulations?|Rules|Guidelines|Resolution|Convention|Treaty|Agreement|Manifesto|Budget)\b",
    re.IGNORECASE,
)
# Headings and labels that introduce a part of a text, never the whole.
_NO_TITLE = re.compile(
    r"(?:Preface|Foreword|(?:Table of )?Contents|Introduction|Summary|Abstract|Index)\W*\Z"
    r"|Page(?:\s+\d+)?\W*\Z|(?:Article|Section|Chapter|Part|Title)\s+[\dIVX]+\W*\Z|[\[(（【].*[\])）】]\Z|[a-z]"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\S{1,12}令第.{1,8}号\Z",
)
_ISSUER = re.compile(
    r"(?:发布机构|发布单位|发文机关|发文单位|成文单位|制定机关|作者)[：:]\s*(?P<name>[\w（）()·]{2,30}?)"
    r"(?=\s|\d{4}|发布|时间|$)"
)
_TITLED = re.compile(r"^(?!.*(?:\d|报告).*关于)(?P<name>(?:[\w·]{2,20}?(?:\s+[\w·]{2,20}?)?))关于")
_REST = re.compile(f"[{HAN}]{{1,2}}")  # the end of a title that did not fit on its line
_NEAR = 12  # lines before the text that may contain its title
_TOP = 12  # lines at the beginning of a file that may contain its title
_OPENING = 3  # lines in which a title may be that recurs on every page
_REPEATED = 2  # how often a title occurs elsewhere
_FEWEST = 2  # letters of a title
_FEW = 6  # lines before a text without a page around it
_BEHIND = 6  # lines after the text that may contain its source
_EDGE = 3  # lines at either end of the text that may contain its signature


def guess_language(text: str) -> str:
    """Return ``zh``, ``zh-Hant`` or ``en``, by the characters of *text*."""
    sample = text[:_SAMPLE]
    chinese = "".join(HAN_PATTERN.findall(sample))
    if 4 * len(chinese) < sum(map(str.isalpha, sample)):
        return "en"
    changed = sum(a != b for a, b in zip(chinese, simplify_text(chinese), strict=True))
    return "zh-Hant" if 10 * changed > len(chinese) else "zh"


def guess_title(lines: Lines, body_start: int, said: str, *, page: bool = True) -> tuple[str, str]:
    """Return the most likely headline and the subtitle below it; empty if there is none.

    The headline is a line before the text, or the title that the file gives itself. If it is not
    the file of a web *page*, its first lines are more likely the title than the last ones before
    the text, which may be the end of a table.
    """
    name = re.split(r"\s*[_|｜]\s*|\s+[-–—]+\s+|--", said.strip())[0] if said else ""
    history = set(list_history(lines.texts[:body_start]))
    others = [index for index in range(body_start) if index not in history]
    top = 0 if page else min(_TOP, body_start)
    scored = [
        (_score(lines, index, body_start, name) + _prefer(index, top), index)
        for index in sorted({*others[-_NEAR:], *others[:top]})
        if is_headline(lines.texts[index]) and _is_title(lines, index)
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


def _prefer(index: int, top: int) -> float:
    """Return how much likelier the first lines of a file are its title."""
    return 0.0 if index >= top else 2.0 if index == 0 else 1.0


def _is_title(lines: Lines, index: int) -> bool:
    """Return whether a headline may be a title: not a cell, a label, a part of a sentence."""
    line = bare_title(lines.texts[index])
    if _NO_TITLE.match(line) or sum(map(str.isalpha, line)) < _FEWEST:
        return False
    if index >= _OPENING and lines.texts.count(lines.texts[index]) > _REPEATED:
        return False  # a heading that recurs; as a title, each of them would be left out
    if HAN_PATTERN.search(line) or lines.texts[index].startswith("#"):
        return True
    if len(line.split()) == 1 and not _has_title_word(line):
        return False
    below = lines.texts[index + 1] if index + 1 < len(lines.texts) else ""
    return not below[:1].islower()  # else it is a line of a wrapped sentence


def _has_title_word(line: str) -> bool:
    return bool(_TITLE_WORDS.search(simplify_text(line)) or _ENGLISH_TITLE_WORDS.search(line))


def _score(lines: Lines, index: int, body_start: int, name: str) -> float:
    line = bare_title(lines.texts[index])
    if HAN_PATTERN.search("".join(lines.texts)) and not HAN_PATTERN.search(line):
        return -1
    score = 3.0 * _has_title_word(line) + 0.1 * max(0, index - body_start + _NEAR)
    others = (other for other in lines.texts[:body_start] if other != line)
    score += 2 * any(line in other and not ends_sentence(other) for other in others)
    score += 4 * bool(name and (line in name or name in line))
    score += is_subtitle(lines.texts[index + 1])
    return score - 5 * bool(read_date(line) or SOURCE.search(line) or _ISSUER.search(line))


def _runs_on(lines: Lines, index: int) -> bool:
    """Return whether a title starts on the line above, which is a headline too."""
    above, below = lines.texts[index - 1], lines.texts[index + 1]
    return is_headline(above) and is_subtitle(below) and not read_date(above)


def bare_title(line: str) -> str:
    """Return a headline without the marks around it."""
    return re.sub(r"^#+\s*|^[《『「](.*)[》』」]$", r"\1", line)


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
