"""Insertions into a text: pinyin, emoji, watermarks, pull quotes, page furniture.

Tested in tests/documents/cleaning/test_steps.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.base.lazy_pattern import compile_lazily
from policytext.documents.cleaning.edits import Edit
from policytext.documents.structure.marks import ends_sentence, find_licence, is_furniture
from policytext.language.han import HAN

# Patterns of optional steps are compiled on first use, because that takes 10 ms.
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_SYLLABLES = rf"[a-zü{_TONES}]+(?:[\s'’·-]*[a-zü{_TONES}]+)*"
_PINYIN = rf"(?<=[{HAN}])[（(〔\[]\s*(?=[^）)〕\]]*[{_TONES}])(?:{_SYLLABLES})\s*[）)〕\]]"
_EMOJI = compile_lazily(
    "[\U0001f000-\U0001faff\u2600-\u26ff\u2700-\u2712\u2714-\u2757\u2795-\u27bf\u2b50\u2b55\u231a-\u23ff]"
    "[\ufe0e\ufe0f\u20e3\u200d\U0001f3fb-\U0001f3ff]*"
)
_SITE = (
    r"(?:https?://|www\.)[!-~]+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|gov|edu)(?:/[!-~]*)?"
)
_WATERMARK = (
    rf"[【\[（(]?(?:来源|来自|转自|更多\w{{0,8}}请(?:访问|关注)|本文\w{{0,6}}(?:来自|转自))[：:]?\s*"
    rf"(?:{_SITE})[】\]）)]?|(?<=[{HAN}])(?:{_SITE})(?=[{HAN}])"
)
_LINE = compile_lazily(r"[^\n]+\n?")
_QUOTES = '“”" \u3000'
_SHORT, _LONG = 10, 150  # minimum and maximum characters of a pull quote


def drop_pinyin(text: str) -> Iterator[Edit]:
    """Delete pinyin with tone marks in brackets after the characters it spells."""
    for match in re.finditer(_PINYIN, text, re.IGNORECASE):
        yield Edit(*match.span(), "pinyin")


def drop_emoji(text: str) -> Iterator[Edit]:
    """Delete emoji and pictograms."""
    for match in _EMOJI.finditer(text):
        yield Edit(*match.span(), "emoji")


def drop_watermarks(text: str) -> Iterator[Edit]:
    """Delete names of web sites that were inserted into sentences."""
    for match in re.finditer(_WATERMARK, text, re.IGNORECASE):
        yield Edit(*match.span(), "watermark")


def drop_pulled_quotes(text: str) -> Iterator[Edit]:
    """Delete pull quotes: paragraphs that repeat a passage of a longer paragraph."""
    kept = [place for place, character in enumerate(text) if not character.isspace()]
    bare = "".join(text[place] for place in kept)
    above: re.Match[str] | None = None
    for line in _LINE.finditer(text):
        words = "".join(line[0].split()).strip(_QUOTES)
        begins = above is None or above.end() < line.start() or ends_sentence(above[0])
        above = line
        if begins and _SHORT <= len(words) <= _LONG and _stands_inside(text, kept, bare, line):
            yield Edit(*line.span(), "pulled quote")


def _stands_inside(text: str, kept: list[int], bare: str, line: re.Match[str]) -> bool:
    """Return whether the words of *line* also occur inside another paragraph."""
    words = "".join(line[0].split()).strip(_QUOTES)
    at = bare.find(words)
    while at >= 0:
        start, end = kept[at], kept[at + len(words) - 1] + 1
        stop = text.find("\n", end)
        opens = text[text.rfind("\n", 0, start) + 1 : start]
        closes = text[end : stop if stop >= 0 else len(text)]
        if not line.start() <= start < line.end() and (opens + closes).strip(_QUOTES):
            return True
        at = bare.find(words, at + 1)
    return False


def drop_furniture(text: str) -> Iterator[Edit]:
    """Delete page furniture: buttons, breadcrumbs, share links, editors' names."""
    for match in _LINE.finditer(text):
        if is_furniture(match[0].strip()):
            yield Edit(*match.span(), "page furniture")


def drop_footer(text: str) -> Iterator[Edit]:
    """Delete a licence or copyright notice after the text, with everything behind it."""
    start = find_licence(text)
    if start is not None:
        yield Edit(start, len(text), "licence footer")
