"""Sentences of an article, with their marks and the nodes that forms are matched against.

Tested in tests/articles/test_articles.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from policytext.articles.families import Vocabulary
from policytext.articles.language import Form, Language
from policytext.articles.marks import Group, Mark, tag
from policytext.language.messages import Message
from policytext.language.numerals import parse_number

# A line end ends a sentence after final punctuation, at a blank line, and before an indent or a
# list mark; otherwise it is a wrap. An English full stop needs white space after it.
PARAGRAPH_END = "\u2029"
_END = re.compile(
    rf"{PARAGRAPH_END}"
    r"|[。！？…]+[”」』\"’）)]*|(?<=[^\s?!])[!?]+[”\"’)]*(?=\s|$)"
    r"|(?<![A-Z])(?<!\bNo)(?<!\bMr)(?<!\bMs)(?<!\bDr)\.[”\"’)]*(?=\s|$)"
    r"|(?<=[。！？!?：:；;.”）)\]])[ \t]*\n|\n[ \t]*(?=\n|　|[-•·*■●])"
    r"|\n(?=[ \t　]*[（(]?[0-9一二三四五六七八九十]+[、.．）)])| - (?=\S)"
)
LONGEST = 600  # without a limit, a "sentence" without punctuation takes quadratic time
# Dropped before forms are matched: the places of documents and years are used elsewhere.
_SKIPPED = frozenset("DdTrhs")
_AS_NUMBER = {"y": "N", "Y": "N", "M": "N"}
LOST = {
    "y": Message("unread_reasons.hinted"),
    "Y": Message("unread_reasons.torn"),
    "M": Message("unread_reasons.missing"),
    "J": Message("unread_reasons.missing"),
}


@dataclass(frozen=True)
class Sentence:
    """A sentence at ``start`` of the article.

    ``names_before`` says whether the article names a document before it.
    """

    text: str
    start: int
    language: Language
    vocabulary: Vocabulary
    names_before: Callable[[], bool] = bool

    @cached_property
    def folded(self) -> str:
        """The text in the form that the patterns match, of the same length."""
        return self.language.fold(self.text)

    @cached_property
    def marks(self) -> list[Mark]:
        """The marks, in order."""
        return tag(self.folded, self.language.rows(), original=self.text)

    @cached_property
    def nodes(self) -> list[Mark]:
        """The marks without those that only give a document or year; terms are grouped."""
        marks = [mark for mark in self.marks if mark.kind not in _SKIPPED - {"h"}]
        kinds = "".join(mark.kind for mark in marks)
        nodes: list[Mark] = []
        last = 0
        for match in self.language.groups.finditer(kinds):
            nodes += [mark for mark in marks[last : match.start()] if mark.kind != "h"]
            nodes.append(self._gather(marks[match.start() : match.end()]))
            last = match.end()
        return nodes + [mark for mark in marks[last:] if mark.kind != "h"]

    @cached_property
    def kinds(self) -> str:
        """The kinds of the nodes, one character each."""
        return "".join(_AS_NUMBER.get(node.kind, node.kind) for node in self.nodes)

    @cached_property
    def documents(self) -> list[Mark]:
        """The documents named."""
        return [mark for mark in self.marks if mark.kind == "D"]

    @cached_property
    def unpaired(self) -> bool:
        """Whether the sentence has quotation marks without a partner."""
        if any(mark.kind == "Z" for mark in self.marks):
            return True
        # Two closing marks are accepted as a pair, unless text comes directly before the first.
        return any(
            "j" in mark.parts and previous.kind in "ux" and previous.end == mark.start
            for previous, mark in pairwise(self.marks)
        )

    def elsewhere(self, end: int) -> Message | None:
        """Return why a count before *end* is not one of a whole document; None if it is."""
        for pattern, reason in self.language.elsewhere:
            if pattern.search(self.folded, 0, end):
                return reason
        return None

    def _gather(self, marks: list[Mark]) -> Group:
        first, last = marks[0], marks[-1]
        start, end = first.start, last.end
        group = Group("G", start, end, self.text[start:end])
        ends = [mark for mark in marks if mark.kind in "eow"]
        # Text without separators is long, and is split below.
        several = any(mark.kind == "e" for mark in ends) or _group_size(ends) is not None
        terms = [self.term(mark, several=several) for mark in marks if mark.kind in "Qu"]
        group = replace(
            group,
            terms=tuple(term for term in terms if term),
            quoted=all(mark.kind != "u" for mark in marks),
            open_family=any(mark.kind == "e" for mark in ends),
            match="prefix" if any(mark.kind == "o" for mark in marks) else None,
            size=_group_size(ends),
            trouble=None if all(terms) and terms and not self.unpaired else _BROKEN,
        )
        only = next((mark.parts["only"] for mark in ends if mark.parts.get("only")), None)
        if only:
            return replace(group, terms=(only,), open_family=False, quoted=True, trouble=None)
        return self.vocabulary.split(group)

    def term(self, mark: Mark, *, several: bool = False) -> str:
        """Return the term of a mark, empty if it cannot be a term."""
        if mark.kind == "Q":
            words = next(iter(mark.parts.values()), "").strip(" ，,、.").split()
            return " ".join(words) if " ".join(words).isascii() else "".join(words)
        bare = self.language.lead_in.sub("", mark.text).strip()
        if mark.start and self.text[mark.start - 1] in "）)次处、":
            bare = self.language.joins.sub("", bare)
        if len(bare) == 2 and bare[1] == "字" and bare not in self.language.not_a_character:
            return bare[0]
        if self.language.no_term.search(bare):
            return ""
        if several or len(bare) <= self.language.longest_term or self.vocabulary.knows(bare):
            return bare
        return ""

    def find(self, form: Form) -> Iterator[re.Match[str]]:
        """Yield the matches of *form*, overlapping ones included."""
        start = 0
        while match := form.pattern.search(self.kinds, start):
            yield match
            start = match.start() + 1


_BROKEN = Message("unread_reasons.broken")


def _group_size(ends: list[Mark]) -> int | None:
    """Return the number of terms that a group gives: 两个词, 三个关键词, but not 四个字."""
    for mark in ends:
        match = re.match(r"(\d+|[一二两三四五六七八九十]+)个?(?!.*字$)", mark.text)
        number = parse_number(match[1]) if match and mark.kind == "w" else None
        if number:
            return int(number)
    return None


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of *text*; overlong ones are cut, best at a comma."""
    start = 0
    for match in _END.finditer(text):
        yield from _cut(text, start, match.end())
        start = match.end()
    yield from _cut(text, start, len(text))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        commas = (text.rfind(comma, start, start + LONGEST) for comma in "；;，, ")
        middle = max(max(commas) + 1, start + LONGEST // 2)
        yield start, middle
        start = middle
    if start < end:
        yield start, end
