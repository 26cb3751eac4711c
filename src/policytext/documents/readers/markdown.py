"""Read Markdown: drop its marks and keep every word.

Tested in tests/documents/readers/test_plain_formats.py.
"""

from __future__ import annotations

import re

from policytext.documents.capture import CaptureText, Dropped, ReadOptions
from policytext.documents.readers.lib.byte_text import Collector, byte_offsets
from policytext.documents.readers.lib.encodings import (
    choose_encoding,
    decode_exactly,
    refuse_damage,
)
from policytext.documents.readers.lib.html_tokens import read_characters

_FRONT_MATTER = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_RULE = re.compile(
    r"\s{0,3}(?:=+|-{2,}|(?:[-*_][ \t]*){3,}|[|:\- \t]*-[|:\- \t]*\|[|:\- \t]*)\s*\Z"
)
_DEFINITION = re.compile(r"\s{0,3}\[[^\]^][^\]]*\]:\s*\S+.*\Z", re.DOTALL)
_BLOCK_MARK = re.compile(r"\s{0,3}(?:(?P<heading>#{1,6})(?=\s)|>|[-*+](?=\s))[ \t]*")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*\Z")
_TARGET = r"(?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])"
# The marks within a line: only they are dropped, so the words around them do not matter.
_INLINE = re.compile(
    r"(?P<escape>\\)[!-/:-@\[-`{-~]"
    r"|<!--.*?-->|</?[a-zA-Z][^<>]*>"  # HTML
    rf"|!\[[^\]\n]*\]{_TARGET}"  # a picture
    rf"|\[(?=[^\]\[\n]*\]{_TARGET})|(?<=[^\\])\]{_TARGET}"  # the marks around a link's words
    r"|<(?=https?://[^\s<>]+>)|(?<=[\w/])>"
    r"|`+|~~|(?<=\S)\*+|\*+(?=\S)|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)"
)


def read_markdown(data: bytes, options: ReadOptions) -> CaptureText:
    """Read Markdown, each character with its bytes."""
    choice = choose_encoding(data, options.encoding)
    page, places = decode_exactly(data, choice.codec, choice.mark)
    collected = Collector()
    front = _FRONT_MATTER.match(page)
    collected.drop(0, front.end() if front else 0, "front matter")
    _read_lines(page, front.end() if front else 0, collected)
    offsets = byte_offsets(page, places)
    text, explicit = "".join(collected.text), collected.places(offsets)
    refuse_damage(text, explicit)
    mark = [Dropped(0, choice.mark, "byte-order mark")] if choice.mark else []
    return CaptureText(
        text,
        explicit,
        len(data),
        "markdown",
        choice.codec,
        dropped=(*mark, *collected.dropped_bytes(offsets)),
        notes=(choice.to_note(),),
    )


def _read_lines(page: str, start: int, collected: Collector) -> None:
    fenced = False
    for line in _LINE.finditer(page, start):
        if _FENCE.match(line[0]):
            fenced = not fenced
            collected.break_line(*line.span())
        elif fenced:
            collected.add(line[0], *line.span())
        elif _RULE.match(line[0]) or _DEFINITION.match(line[0]):
            collected.break_line(*line.span())
        else:
            _read_line(page, *line.span(), collected)


def _read_line(page: str, start: int, end: int, collected: Collector) -> None:
    heading = False
    mark = _BLOCK_MARK.match(page, start, end)
    while mark:
        collected.break_line(*mark.span())
        heading = heading or mark["heading"] is not None
        start = mark.end()
        mark = _BLOCK_MARK.match(page, start, end)
    words_end = end - page.endswith("\n", start, end)
    closing = _CLOSING.search(page, start, words_end) if heading else None
    _read_words(page, start, closing.start() if closing else words_end, collected)
    if closing:
        collected.drop(*closing.span(), "markup")
    if words_end < end:
        collected.add("\n", words_end, end)
        collected.breaks += 1
    if heading:
        collected.add_breaks(end)


def _read_words(page: str, start: int, end: int, collected: Collector) -> None:
    is_row = page.startswith("|", start)
    for mark in _INLINE.finditer(page, start, end):
        if start < mark.start():
            _add_words(page, start, mark.start(), collected, is_row=is_row)
        start = mark.end("escape") if mark["escape"] else mark.end()
        collected.drop(mark.start(), start, "markup")
    _add_words(page, start, end, collected, is_row=is_row)


def _add_words(page: str, start: int, end: int, collected: Collector, *, is_row: bool) -> None:
    for text, begun, done in read_characters(page, start, end):
        if not is_row or done - begun != len(text):
            collected.add(text, begun, done)
            continue
        for cell in re.finditer(r"\||[^|]+", text):
            place = begun + cell.start(), begun + cell.end()
            if cell[0] == "|":
                collected.break_line(*place)
            else:
                collected.add(cell[0], *place)
