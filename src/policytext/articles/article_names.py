"""The names of texts in an article in their order, and the aliases that the article declares.

Tested in tests/articles/test_identify.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from policytext.articles.mention_words import Mention, Named, find_named, find_title
from policytext.articles.references import fold, plain

_DECLARED = re.compile(
    r"[（(，,]?\s*(?:以下|下|以下统一|下文)?(?:简称|統称|统称)(?:为|作|：|:)?\s*[《“「『\"]?"
    r"(?P<zh>[^《》“”「」『』\"（）()，。,]{1,24})"
    r"|\s*[（(](?:(?:here(?:in)?after|henceforth|below)(?:,? (?:referred to|known) as)?,?|the)? ?"
    r"(?:the )?[“\"‘'](?:the )?(?P<en>[^”\"’'()]{2,60})[”\"’'][）)]"
    r"|\s*,? ?[（(]?(?:hereinafter|hereafter|henceforth)(?:,? (?:referred to|known) as)?,? "
    r"(?:the )?[“\"‘']?(?:the )?(?P<after>[a-z][a-z .-]{1,40}[a-z])",
)
REACH = 60  # names looked at before and after a place


@dataclass(frozen=True)
class ArticleNames:
    """The names of texts in *text*; *titles* of held texts are names without title marks too."""

    text: str
    titles: Sequence[str]

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """All names of texts in the article, held titles without title marks included."""
        found = list(find_named(self.text, 0, len(self.text)))
        folded = fold(self.text)
        for title in self.titles:
            for titled in find_title(self.text, folded, title):
                found = _take(found, titled)
        return tuple(sorted(found, key=lambda named: named.mention.start))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All names of texts in the article, in order."""
        return tuple(named.mention for named in self.named)

    @cached_property
    def declared(self) -> dict[str, int]:
        """The aliases that the article declares, each with the name that it stands for."""
        folded = fold(self.text)
        found: dict[str, int] = {}
        for index, named in enumerate(self.named):
            match = _DECLARED.match(folded, named.mention.end)
            if match and (alias := plain(next(g for g in match.groups() if g))):
                found.setdefault(alias, index)
        return found

    def last_end(self, ends: re.Pattern[str], at: int) -> int:
        """Return the end of the last match of *ends* before *at*."""
        low = max(0, at - 300)
        return max((match.end() for match in ends.finditer(self.text, low, at)), default=low)

    def find_index(self, mention: Mention) -> int | None:
        """Return the number of the name that *mention* is, or is most of."""
        last = bisect_left(self.starts, mention.end)
        for index in range(max(0, last - 3), last):
            own = self.named[index].mention
            if own.start < mention.end and mention.start < own.end:
                shared = min(own.end, mention.end) - max(own.start, mention.start)
                if 2 * shared >= mention.end - mention.start:
                    return index
        return None

    @cached_property
    def first_titles(self) -> dict[str, int]:
        """The first name with each bare title in title marks."""
        first: dict[str, int] = {}
        for index, named in enumerate(self.named):
            said = named.reference
            if "《" in named.mention.words and not (said.rest or said.which):
                first.setdefault(said.title, index)
        return first

    def before(self, at: int, index: int | None) -> Iterator[int]:
        """Yield the names before *at*, the nearest first, then those after it."""
        yield from (i for i in self.named_before(at) if i != index)
        first = bisect_left(self.starts, at)
        yield from (i for i in range(first, len(self.named))[:REACH] if i != index)

    def named_before(self, at: int) -> list[int]:
        """Return the names that end before *at*, the nearest first."""
        last = bisect_left(self.starts, at)
        near = range(max(0, last - REACH), last)
        return [i for i in reversed(near) if self.named[i].mention.end <= at]

    @cached_property
    def starts(self) -> list[int]:
        """Where each name begins."""
        return [named.mention.start for named in self.named]


def _take(found: list[Named], titled: Named) -> list[Named]:
    """Return *found* with a title in prose, which replaces the shorter names that it contains."""
    own, title = titled.mention, titled.reference.title
    inside = [n for n in found if n.mention.start < own.end and own.start < n.mention.end]

    def is_more(named: Named) -> bool:
        longer = named.mention.start < own.start or named.mention.end > own.end
        # 习近平在年会上的演讲 is more than the title 在年会上的演讲, but no other text.
        return longer and not (title and all(word in title for word in named.reference.rest or "_"))

    if any(is_more(n) or "《" in n.mention.words for n in inside):
        return found
    return [n for n in found if n not in inside] + [titled]
