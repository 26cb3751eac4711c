"""Line ends and spaces: which line ends are paragraph ends, and which spaces are text."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from policytext.base.lazy_pattern import compile_lazily
from policytext.documents.cleaning.edits import Edit
from policytext.documents.structure.marks import (
    LINE_BREAK,
    ends_sentence,
    find_marker,
    is_furniture,
)
from policytext.language.han import HAN

_BREAKS = r"\n\r\x0b\x0c\x85\u2028\u2029"
_SPACE = rf"[^\S{_BREAKS}]"
_GAP = compile_lazily(rf"[{_BREAKS}\t\u3000]\s*")
_BREAK = compile_lazily(LINE_BREAK)
# Latin text also uses quotes and dashes, so a space next to them may be text.
_CHINESE = compile_lazily(
    rf"[{HAN}\u3001-\u3003\u3008-\u3020\uff01-\uff0f\uff1a-\uff20\uff5b-\uff65]"
)
# Every run of white space except single plain spaces, which are the most and stay unchanged.
_SPACES = compile_lazily(rf"{_SPACE}(?:(?<![!-~]\x20)|(?![!-~])){_SPACE}*")
_HEADING_LENGTH = 40
_INDENT = 2
_STOP = compile_lazily("[。！？；]")
_ENDING = 8  # maximum characters of a full stop with the quotes and brackets after it
_WRAPPED_SHARE = 0.6


def is_chinese(character: str) -> bool:
    """Return whether white space next to *character* is not text."""
    return _CHINESE.match(character) is not None


def unwrap(text: str, *, columns: bool = False) -> Iterator[Edit]:
    """Delete the line breaks inside paragraphs; reduce the others to one line end.

    A break ends a paragraph at a blank line, after sentence-final punctuation, before a heading or
    list mark, after the line of a heading, and next to a line of page furniture. With *columns*, a
    blank line alone does not end a paragraph, because the end of a column leaves one inside a
    sentence.
    """
    width = find_wrap_width(text)
    gaps = [*_gaps(text), (len(text), len(text))]
    line_start = 0
    for (start, end), (next_start, _) in pairwise(gaps):
        before, after, gap = text[line_start:start], text[end:next_start], text[start:end]
        line_start = end
        if not before or not after:
            yield Edit(start, end, "layout")
        elif _ends_paragraph(before, after, gap, columns=columns, width=width):
            yield from _keep_one_line_end(start, gap)
        else:
            yield from _join(text, start, end)


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of white space with a line break, or with a lost one.

    Tabs or an indent after the end of a sentence indicate a lost line break.
    """
    for match in _GAP.finditer(text):
        start, end = match.span()
        gap = match[0]
        if _BREAK.search(gap):
            while start and text[start - 1].isspace():
                start -= 1
            yield start, end
        elif len(gap) > (gap[0] == "\u3000") and ends_sentence(
            text[max(0, start - _ENDING) : start]
        ):
            yield start, end


unwrap_columns = partial(unwrap, columns=True)


def _ends_paragraph(before: str, after: str, gap: str, *, columns: bool, width: int | None) -> bool:
    blank = len(_BREAK.findall(gap)) > 1
    if ends_sentence(before) or find_marker(after) or (blank and not columns):
        return True
    if any(is_furniture(line) and len(line) < (width or math.inf) - 2 for line in (before, after)):
        return True
    if columns and blank and len(before) < (width or 0) - 2 and len(before) <= _HEADING_LENGTH:
        return not before.rstrip().endswith(("，", "、", "；", ","))
    # A heading is a line of its own, and no sentence begins there. A full line of a wrapped
    # text may continue; the indent of a first line may be missing from its characters.
    is_heading = find_marker(before) is not None and len(before) <= _HEADING_LENGTH
    alone = width is None or len(before) < width - 2 - _INDENT
    return is_heading and alone and not _STOP.search(before)


def find_wrap_width(text: str) -> int | None:
    """Return the line width of a hard-wrapped text; None if the text is not wrapped."""
    lengths = [len(line.strip()) for line in _BREAK.split(text) if line.strip()]
    if len(lengths) < 4:
        return None
    width = sorted(lengths)[len(lengths) * 9 // 10]
    full = sum(1 for length in lengths if abs(length - width) <= max(2, width // 20))
    return width if full >= _WRAPPED_SHARE * len(lengths) else None


def _keep_one_line_end(start: int, gap: str) -> Iterator[Edit]:
    found = _BREAK.search(gap)
    kept = start + found.end() - 1 if found else start  # the line feed, if there is one
    if kept > start:
        yield Edit(start, kept, "layout")
    if gap[kept - start] != "\n":
        yield Edit(kept, kept + 1, "line end", "\n")
    if kept + 1 < start + len(gap):
        yield Edit(kept + 1, start + len(gap), "layout")


def _join(text: str, start: int, end: int) -> Iterator[Edit]:
    if _CHINESE.match(text[start - 1]) or _CHINESE.match(text[end]):
        yield Edit(start, end, "wrap")
        return
    yield Edit(start, start + 1, "wrap", " ")
    if end - start > 1:
        yield Edit(start + 1, end, "wrap")


def despace(text: str) -> Iterator[Edit]:
    """Delete white space next to Chinese characters and at line ends; reduce the rest."""
    last = len(text)
    for match in _SPACES.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if start == 0 or end == last or before == "\n" or after == "\n":
            yield Edit(start, end, "layout")
        elif _CHINESE.match(before) or _CHINESE.match(after):
            yield Edit(start, end, "space")
        else:
            if match[0][0] != " ":
                yield Edit(start, start + 1, "space", " ")
            if end - start > 1:
                yield Edit(start + 1, end, "space")
