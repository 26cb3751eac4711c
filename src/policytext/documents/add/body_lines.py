"""The lines of a capture: which of them are the text, and which surround it.

Tested in tests/cli/test_add.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policytext.documents.cleaning import choose_steps, clean, find_wrap_width
from policytext.documents.structure.marks import (
    ends_sentence,
    find_marker,
    find_notes_heading,
    is_furniture,
    is_licence,
)
from policytext.language.han import HAN

SOURCE = re.compile(
    r"(?:来源|信息来源|文章来源)[：:]\s*(?P<name>[\w（()·]{2,30}?)(?=[\s）)]|\d{4}|发布|时间|$)"
)
DATELINE = re.compile(
    r"(?:新华社|人民日报|中新社)\S{0,8}?(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:电|讯)"
)
SALUTATION = re.compile(
    r"(?=.*(?:各位|同志|先生|女士|朋友|来宾|代表|委员|人民政府|部门|单位|机构|部委"
    r"|Deputies|Ladies|Gentlemen|Mr\.|President|Speaker|Congress|Senate|colleague|Excellenc))"
    r".{2,120}[：:！!，,]\Z"
)
_SUBTITLE = re.compile(r"(?:——|─|--).*(?:\d{4}年|上(?:的.{2,8})?\Z|会议|大会)")
_AGENCY = re.compile(r"\s*[（(]?(?:新华社|人民日报|中新社)[^（）()]{0,30}[）)]?\s*\Z")
_LEAD_IN = re.compile(r"(?:全文|原文|摘要)(?:公布|发布|刊登|刊发)?如下[。：:]?\Z")
_STAMPED = re.compile(r".{0,30}\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s?\d{1,2}:\d\d.{0,20}\Z")
_SIGNED = re.compile(
    r"(?P<name>[\w·]{2,20}(?:委员会|部|厅|局|署|人民政府|办公室|协会|大会)|国务院|中共中央)"
    r"(?:\s*[12〇一二]\S{2,4}年\S{1,3}月\S{1,3}日)?\Z"
)
_DATED = re.compile(
    r"[（(]?[12〇一二]\S{2,4}\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日[）)]?\Z|（此件公开发布）\Z"
)
_STOPS = tuple("。！？!?.…；;，,、：:")
_CONTINUED = re.compile("[，。；：、》）”]")
_OF_TEXT = re.compile("[，。；：、《》“”]")
_COMMA = re.compile(rf"，|,(?:\s|(?<=[{HAN}],)(?=[{HAN}]))")
_WIDE_GAP = re.compile(r"(?<=\S)(?:[ \u3000\xa0]*\t[\s\u3000]*|[ \u3000\xa0]{3,})(?=\S)")
_TWO_IN_ONE = re.compile(
    r"(?<=[\w）》])\s*(?=(?:——|──)[^\n—]{0,12}\d{4}年[^\n。]{0,50}(?:上|会议|大会)\s*$)",
    re.MULTILINE,
)
# A sentence, a comment, or the name of a speaker.
_NO_HEADLINE = re.compile(
    rf"。|我代表|\A<!|(?:总理|主席|书记|部长|主任|会长|秘书长|总统)[{HAN}]{{0,4}}\Z"
)
_PROSE = 25  # minimum characters of a line of prose
_HEADLINE = 60  # maximum characters of a headline
_LONG = 120  # minimum characters of a line of prose without a comma
_GAP = 3  # short lines allowed between lines of prose
_TEXT_SHARE = 0.3  # share of lines that look like text in a longer gap, if it is text
_ANCHOR, _LONGEST_ANCHOR = 16, 90  # characters of an anchor


@dataclass(frozen=True)
class Lines:
    """The lines of a capture's text, cleaned: a line is a paragraph or a headline."""

    texts: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Lines:
        """Cut *text* into lines; those of a hard-wrapped text are joined to paragraphs first."""
        text = _TWO_IN_ONE.sub("\n", _WIDE_GAP.sub("\n", text))
        steps = {} if find_wrap_width(text) else {"unwrap": False}
        cleaned = clean(text, choose_steps(steps)).text
        return cls(tuple(line.strip() for line in cleaned.splitlines() if line.strip()))


def is_subtitle(line: str) -> bool:
    """Return whether *line*, below a title, gives the date and place of a speech."""
    return bool(_SUBTITLE.match(line)) and len(line) <= _HEADLINE and not ends_sentence(line)


def is_headline(line: str) -> bool:
    """Return whether *line* may be a title: short, not a sentence, not an item of a list."""
    return (
        4 <= len(line) <= _HEADLINE
        and not line.endswith(_STOPS)
        and not _NO_HEADLINE.search(line)
        and (line.startswith("#") or _kind(line) in ("other", "prose"))
        and not is_subtitle(line)
    )


def find_signature(lines: Sequence[str]) -> str:
    """Return who signed, if one of *lines* is a signature."""
    named = (line for line in lines if not find_marker(line))
    found = next((match for match in map(_SIGNED.match, named) if match), None)
    return found["name"] if found else ""


def find_body(lines: Lines, *, chosen: bool = False) -> tuple[int, int]:
    """Return the lines that are the text: the longest run of prose with its headings.

    If an extractor has *chosen* the lines, short ones do not separate runs. The text ends before a
    dateline, a licence or an editor's notes; the addressee and the signature belong to it.
    """
    kinds = [_kind(line) for line in lines.texts]
    runs = list(_join(lines.texts, kinds, list(_runs(kinds)), chosen))
    start, end = max(runs, key=lambda run: _weigh(lines.texts, run), default=(0, len(kinds)))
    if start < end and _is_title(lines.texts, start):
        start += 1
    while start and SALUTATION.match(lines.texts[start - 1]):
        start -= 1
    while end < len(kinds) and (_SIGNED.match(lines.texts[end]) or _DATED.match(lines.texts[end])):
        end += 1
    return start, end


def _weigh(texts: Sequence[str], run: tuple[int, int]) -> int:
    return sum(map(len, texts[slice(*run)]))


def _is_title(texts: Sequence[str], start: int) -> bool:
    """Return whether a run begins with a title that is so long that it looks like prose."""
    return start < 3 and is_headline(texts[start])


def _runs(kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield runs of lines of prose and headings, with few other lines between them."""
    start: int | None = None
    last = 0
    for index, kind in enumerate([*kinds, "end"]):
        if kind in ("prose", "heading") or (kind == "item" and start is not None):
            start = index if start is None else start
            last = index
        elif start is not None and (kind == "end" or index - last > _GAP):
            yield start, last + 1
            start = None


def _join(
    texts: Sequence[str], kinds: Sequence[str], runs: Sequence[tuple[int, int]], chosen: bool
) -> Iterator[tuple[int, int]]:
    """Join runs if the text continues between them in short lines, as lists and broken links do."""
    held = runs[:1]
    for before, after in pairwise(runs):
        ends = "end" in kinds[before[1] : after[0]]
        if ends or not (chosen or _goes_on(texts[before[1] : after[0] + 1])):
            yield held[0]
            held = [after]
        else:
            held = [(held[0][0], after[1])]
    yield from held


def _goes_on(lines: Sequence[str]) -> bool:
    """Return whether a text continues in *lines*, the last of which begins the next run."""
    marked = sum(bool(_OF_TEXT.search(line)) for line in lines[:-1])
    return marked >= _TEXT_SHARE * (len(lines) - 1) or any(map(_CONTINUED.match, lines))


def _kind(line: str) -> str:
    if _AGENCY.match(line) or is_furniture(line) or _LEAD_IN.search(line):
        return "end"
    if _STAMPED.match(line) or (is_licence(line) and not find_marker(line)):
        return "end"
    if SOURCE.fullmatch(line.strip("（()）")) or is_subtitle(line):
        return "end" if SOURCE.search(line) else "other"
    if len(line) >= _PROSE and (ends_sentence(line) or _COMMA.search(line)):
        return "prose"
    if find_marker(line) or find_notes_heading(line):
        return "heading"
    if len(line) > _LONG:
        return "prose"
    if ends_sentence(line) and len(line) > 8:
        return "prose"
    return "item" if line.endswith(_STOPS) and len(line) > 2 else "other"


def looks_like_text(line: str) -> bool:
    """Return whether *line* is prose, or a heading or item with a number."""
    return _kind(line) in ("prose", "heading")


def place_in(page: Lines, lines: Lines, body: tuple[int, int]) -> tuple[int, int]:
    """Return where the text, given as *body* of *lines*, is among the lines of a whole page."""
    first, last = lines.texts[body[0]], lines.texts[body[1] - 1]
    if first not in page.texts or last not in page.texts:
        return 0, len(page.texts)
    start = page.texts.index(first)
    return start, len(page.texts) - page.texts[::-1].index(last)


def guess_clip(lines: Lines, page: Lines, body: tuple[int, int]) -> dict[str, str]:
    """Return the anchors of *body* of *lines*, unique on the *page*; empty if it is all lines."""
    start, end = body
    clip = {}
    if start > 0:
        clip["from"] = _anchor(lines, page, start)
    if end < len(lines.texts):
        clip["to"] = _anchor(lines, page, end)
    return clip


def _anchor(lines: Lines, page: Lines, number: int) -> str:
    """Return the beginning of a line, with as much of the next lines as makes it unique."""
    line = lines.texts[number]
    if page.texts.count(line) == 1:
        lines, number = page, page.texts.index(line)
    bare = ["".join(text.split()) for text in lines.texts]
    whole, place = "".join(bare), len("".join(bare[:number]))
    length = min(_ANCHOR, len(bare[number]))
    while length < _LONGEST_ANCHOR and whole.count(whole[place : place + length]) > 1:
        length += 1
    return whole[place : place + length]
