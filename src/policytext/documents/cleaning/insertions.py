"""Insertions into a text: pinyin, emoji, watermarks, pull quotes, page furniture.

Tested in tests/documents/cleaning/test_steps.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
    lines = list(_list_quotable(text))
    places = _find_beginnings(bare, {words[:_SHORT] for _, words in lines})
    inside: dict[str, _Lazily] = {}  # where the words of a line occur inside a paragraph
    for line, words in lines:
        if words not in inside:
            begun = (at for at in places[words[:_SHORT]] if bare.startswith(words, at))
            inside[words] = _Lazily(_find_inside(text, kept, begun, len(words)))
        if any(not line.start() <= start < line.end() for start in inside[words]):
            yield Edit(*line.span(), "pulled quote")


def _list_quotable(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the lines that may be pull quotes, with their words."""
    above: re.Match[str] | None = None
    for line in _LINE.finditer(text):
        words = "".join(line[0].split()).strip(_QUOTES)
        begins = above is None or above.end() < line.start() or ends_sentence(above[0])
        above = line
        if begins and _SHORT <= len(words) <= _LONG:
            yield line, words


def _find_beginnings(bare: str, wanted: set[str]) -> dict[str, list[int]]:
    """Return where each of *wanted*, all of one length, occurs: one pass, however many they are."""
    places: dict[str, list[int]] = {words: [] for words in wanted}
    for at in range(len(bare) - _SHORT + 1 if wanted else 0):
        if (words := bare[at : at + _SHORT]) in places:
            places[words].append(at)
    return places


class _Lazily:
    """The items of an iterator, each made once, when it is asked for first."""

    def __init__(self, source: Iterator[int]) -> None:
        self.source, self.made = source, list[int]()

    def __iter__(self) -> Iterator[int]:
        yield from self.made
        for item in self.source:
            self.made.append(item)
            yield item


def _find_inside(text: str, kept: list[int], places: Iterable[int], length: int) -> Iterator[int]:
    """Yield where words of *length* at *places* begin in a paragraph with others beside them."""
    for at in places:
        start, end = kept[at], kept[at + length - 1] + 1
        stop = text.find("\n", end)
        opens = text[text.rfind("\n", 0, start) + 1 : start]
        closes = text[end : stop if stop >= 0 else len(text)]
        if (opens + closes).strip(_QUOTES):
            yield start


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
