"""What the article speaks of: which blocks and sentences can have a claim, and on which words.

Tested in tests/articles/test_articles.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from policytext.articles.blocks import is_english
from policytext.articles.cues import Cues, load_cues
from policytext.articles.decide import Topic
from policytext.articles.pieces import Sentence

SHORT = 160  # a block of fewer characters can be the header of a list
_LONGEST_TERM = 20
_LAYS_OUT = re.compile("[章条项段点篇节款编]|部分|方面|大")
_TALKS_OF_WORDS = re.compile("[词詞字頻频]|提到|提及|出现|出現|mention|word|term")
_TALKS = re.compile(
    '[词字频“「『"‘]|提(?![高升供交前请案议])|不提|未提|出现|使用|谈|讲|写'
    "|mention|word|sa[iy]|appear|refer|spoke"
)
_SOME_NUMBER = re.compile(
    "[0-9０-９]|[零一二两三四五六七八九十百千万](?:多|余|几)?"
    "(?:次|处|遍|回|度|个|字|章|条|项|段|部分|大|点|编|篇|万|千|倍|成)"
    r"|\b(?:once|twice|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty"
    r"|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen)\b"
)
_MARKED = re.compile('[“「『"‘《]')
_TIMES = re.compile(r"\d\s?(?:[次处遍]|times)|[一二两三四五六七八九十百]次|twice|once")
_ENDS_IN_NUMBER = re.compile(r"\d\D{0,14}$")
MISSING = re.compile(
    r"(?:[□■◻�?？×*＿_]+\s?|(?<![\d一二两三四五六七八九十百千多余几])\s+"
    r"|(?<=[现到及了）)”」』\"（(：:—－–\-]))(?P<unit>(?:[次处遍]|(?<=\s)times\b))"
    r"(?=[，。、；,;.和与至\s）)]|$|之多|以上|左右|提|出现|说)"
)


@dataclass(frozen=True)
class Passage:
    """A block of an article; ``is_row`` if it is a row of a list that speaks of words."""

    text: str
    has_name: Callable[[], bool]
    is_row: bool = False

    @cached_property
    def _cues(self) -> Cues:
        return load_cues("en" if is_english(self.text) else "zh")

    @cached_property
    def _folded(self) -> str:
        return self.text.translate(self._cues.fold)

    def _has(self, name: str) -> bool:
        return bool(self._cues.pattern(name).search(self._folded))

    @cached_property
    def names_text(self) -> bool:
        """Whether the block names a text, or has a word for a kind of text."""
        return self.has_name() or self._has("strong")

    @cached_property
    def names_thing(self) -> bool:
        """Whether the block names a thing that happens a number of times."""
        return self._has("thing")

    @cached_property
    def speaks(self) -> bool:
        """Whether the block speaks of words."""
        if self.is_row or self._has("word") or self._has("often"):
            return True
        return self._has("says") and bool(re.search('[“「『"‘]', self.text))

    @property
    def is_header(self) -> bool:
        """Whether a list can follow the block: it is short, and speaks of words."""
        return len(self.text) < SHORT and self.speaks

    @property
    def is_like_row(self) -> bool:
        """Whether the block is a short line that ends in a number."""
        return (
            len(self.text) < 70
            and self.text.rstrip()[-1:] not in "。.!?！？"
            and bool(_ENDS_IN_NUMBER.search(self.text))
        )


def has_number(folded: str, cues: Cues) -> bool:
    """Return whether a sentence has a number, a word for one, or a gap in place of one."""
    if _SOME_NUMBER.search(folded):
        return True
    if not _TALKS.search(folded):
        return False
    return bool(cues.early.search(folded) or MISSING.search(folded))


def can_have_claim(folded: str, cues: Cues, topic: Topic | None, *, listed: bool) -> bool:
    """Return whether a sentence with a number can have a claim.

    *listed* says that the article begins with words, or that a list may follow a header.
    """
    lays_out = cues.name != "zh" or _LAYS_OUT.search(folded)
    if _TALKS.search(folded) or (lays_out and cues.gate.search(folded)):
        return True
    if listed:
        return bool(_SOME_NUMBER.search(folded))
    return topic is not None and topic.distance <= 3 and bool(_TIMES.search(folded))


def find_topic(text: str, start: int) -> Topic | None:
    """Return the only marked term of a sentence that speaks of words; None without one."""
    if len(text) >= 600 or not _MARKED.search(text) or not _TALKS_OF_WORDS.search(text):
        return None
    quotes = Sentence(text, start, load_cues("zh")).find_quotes()
    marked = [q for q in quotes if q.kind == "quote" and len(q.words) <= _LONGEST_TERM]
    if len(marked) != 1:
        return None
    return Topic((marked[0].words.strip(" ，,。."),), "quote", start, 0)
