"""The layout of an article: its blocks, their sentences, and lists and tables of numbers.

Tested in tests/articles/test_labelled.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policytext.language.han import HAN_PATTERN

PARAGRAPH_END = "\u2029"
LONGEST = 600  # without a limit, a "sentence" without punctuation takes quadratic time
_BLOCK = re.compile(rf"[^\n{PARAGRAPH_END}]+")
# An English full stop needs white space after it.
_END = re.compile(
    r"[。！？…]+[”」』\"’）)]*|(?<=[^\s?!])[!?]+[”\"’)]*(?=\s|$)"
    r"|(?<!\b[A-Z])(?<!\bNo)(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!Mrs)"
    r"(?<!\bJan)(?<!\bSt)(?<!\bU\.S)(?<!\bvs)"
    r"\.[”\"’)]*(?=\s|$)| - (?=(?:19|20)\d\d年|[^\s\dA-Za-z])"
)
_WORD = re.compile("[A-Za-z]{2,}")
_QUOTED = re.compile('“[^”]*”|"[^"]*"|《[^》]*》|「[^」]*」|‘[^’]*’')
_NUMBER = r"[0-9０-９][0-9０-９,，.]*"
_TERM = r"[^\d|:：,，。；;()（）\t]{1,40}?"
# Rows of one shape: a term and its number, a number and its term, a time and its number.
_ROW = re.compile(
    rf"\s*(?:[-•·*■●]\s*)?(?:"
    rf"(?:\d{{1,2}}[.、)）]\s*)?(?P<term>{_TERM}(?:\s?[（(][^()（）]*[)）])?)\s*"
    rf"(?P<sign>[:：|\t]|[-–—]{{1,2}}(?=\s)|\s+|[（(](?=\d)|(?=\d+次))\s*"
    rf"(?P<number>{_NUMBER})\s*(?P<unit>次|times|mentions|uses|references|)\s*[)）]?"
    rf"|(?P<number2>{_NUMBER})\s*(?P<sign2>[:：.、|]|[-–—](?=\s))\s*(?P<term2>{_TERM})"
    rf"|(?P<time>(?:19|20)\d\d年?)\s*[:：|]?\s*(?P<number3>{_NUMBER})\s*(?P<unit3>次|times))[,;；]?\s*"
)
_CELL = re.compile(r"[^|│\t]+")


@dataclass(frozen=True)
class Row:
    """A row of a list: its term or time, and where its number is."""

    term: str
    time: str
    start: int
    end: int
    number: tuple[int, int]
    counted: bool


@dataclass(frozen=True)
class Block:
    """A block of the article: a headline, a paragraph or a row; ``[start, end)`` of the text."""

    start: int
    end: int
    row: Row | None = None
    cells: tuple[tuple[int, int], ...] = ()


def split_blocks(text: str) -> list[Block]:
    """Return the blocks of *text*: its lines that are not empty."""
    blocks = [Block(m.start(), m.end()) for m in _BLOCK.finditer(text) if not m[0].isspace()]
    return [_shape(text, block) for block in blocks]


def _shape(text: str, block: Block) -> Block:
    if block.end - block.start > 200:
        return block
    line = text[block.start : block.end]
    cells = tuple((block.start + m.start(), block.start + m.end()) for m in _CELL.finditer(line))
    cells = tuple((low, high) for low, high in cells if text[low:high].strip())
    match = _ROW.fullmatch(line) if block.end - block.start <= 100 else None
    row = _read_row(match, block.start) if match else None
    return Block(block.start, block.end, row, cells if len(cells) > 1 else ())


def _read_row(match: re.Match[str], start: int) -> Row:
    name = next(n for n in ("number", "number2", "number3") if match[n])
    low, high = match.span(name)
    while match.string[high - 1] in ",.，":
        high -= 1
    return Row(
        (match["term"] or match["term2"] or "").strip(" “”\"'‘’「」"),
        match["time"] or "",
        start,
        start + match.end(),
        (start + low, start + high),
        bool(match["unit"] or match["unit3"]),
    )


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of a block; overlong ones are cut, best at a comma."""
    begin = start
    for match in _END.finditer(text, start, end):
        if not _inside_brackets(text, begin, match.end()):
            yield from _cut(text, begin, match.end())
            begin = match.end()
    yield from _cut(text, begin, end)


def _inside_brackets(text: str, start: int, end: int) -> bool:
    """Return whether a quotation is open at *end*: “路在何方？” is not the end of a sentence."""
    if end - start > LONGEST:
        return False
    piece = text[start:end]
    return any(
        piece.count(opened) > piece.count(closed) and text.find(closed, end, end + 60) >= 0
        for opened, closed in ("“”", "「」", "《》")
    ) or bool(end < len(text) and text[end] in "，,、")


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        commas = (text.rfind(comma, start, start + LONGEST) for comma in "；;，, ")
        middle = max(max(commas) + 1, start + LONGEST // 2)
        yield start, middle
        start = middle
    if start < end and not text[start:end].isspace():
        yield start, end


def is_english(text: str) -> bool:
    """Return whether a sentence is English, though it may quote Chinese words."""
    if not HAN_PATTERN.search(text):
        return True
    words = len(_WORD.findall(text))
    return words > 2 and words > len(HAN_PATTERN.findall(_QUOTED.sub("", text)))
