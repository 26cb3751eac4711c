"""Repeated titles: lines of a text that are its title or subtitle, in any layout."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from policytext.documents.cleaning.edits import Edit
from policytext.documents.document import Span
from policytext.documents.fold import fold_text
from policytext.documents.structure.marks import LINE_BREAK, ends_sentence, is_furniture

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(LINE_BREAK)
_MARKS = 40  # maximum marks and blanks around the letters of a title
_LINES = 6  # maximum lines of a title


def keep_letters(text: str) -> str:
    """Return the letters and digits of *text*, including Chinese characters."""
    return "".join(filter(str.isalnum, text))


def read_title(printed: str) -> str:
    """Return the letters and digits of the title *printed*, which identify it."""
    return keep_letters(fold_text(printed)).casefold()


def find_printed_titles(text: str, titles: Collection[str]) -> Iterator[Span]:
    """Yield the lines of *text*, one or several in a row, whose letters are one of *titles*.

    Brackets, white space, punctuation and case are ignored. A line inside a wrapped paragraph is
    not a title: it must follow a blank line, the end of a sentence, page furniture or a title.
    """
    titles = [title for title in titles if _may_occur(title, text)]
    if not titles:
        return
    longest = 2 * max(map(len, titles), default=0) + _MARKS
    found = ((Span(*m.span()), m[0]) for m in _LINE.finditer(text))
    # A line that is too long for a title need not be read.
    lines = [(span, read_line(line) if len(line) < longest else line) for span, line in found]
    lines = [line for line in lines if line[1]]
    number, done = 0, 0
    while number < len(lines):
        count = _count_lines([letters for _, letters in lines[number : number + _LINES]], titles)
        start = lines[number][0].start
        if count and (number == 0 or done == number or _begins(text, lines[number - 1][0], start)):
            yield Span(start, lines[number + count - 1][0].end)
            done = number + count
        number += count or 1


def _may_occur(title: str, text: str) -> bool:
    """Tell whether *text* has the letters of *title* in a row: quicker than looking at each line.

    Letters with case are not looked for: casefolding may turn one into two.
    """
    if title.upper() != title.lower():
        return True
    return re.search(r"[\W_]*".join(map(re.escape, title)), text) is not None


def read_line(line: str) -> str:
    """Return the letters and digits of *line* in lower case."""
    return keep_letters(line).casefold()


def _count_lines(lines: list[str], titles: Collection[str]) -> int:
    """Return how many of *lines* together are a title; 0 if they are not one."""
    letters = ""
    for number, line in enumerate(lines, start=1):
        letters += line
        if letters in titles:
            return number
        if not any(title.startswith(letters) for title in titles):
            break
    return 0


def _begins(text: str, above: Span, start: int) -> bool:
    """Return whether a paragraph ends between the line *above* and *start*."""
    line = text[above.start : above.end]
    blank = len(_BREAK.findall(text, above.end, start)) > 1
    return blank or ends_sentence(line) or is_furniture(line.strip())


def keep_apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield *spans* in order; of overlapping ones, only the first and longest."""
    done = 0
    for start, end in sorted(spans, key=lambda span: (span.start, -span.end)):
        if done <= start < end:
            yield Span(start, end)
            done = end


def leave_out_spans(text: str, *, spans: Sequence[Span], reason: str) -> Iterator[Edit]:
    """Delete *spans* with the white space around each, except one line end."""
    for start, end in _join_neighbours(text, spans):
        if start and text[start - 1] != "\n" and end < len(text):
            yield Edit(start, start + 1, "line end", "\n")
            if start + 1 < end:
                yield Edit(start + 1, end, reason)
        else:
            yield Edit(start - (start > 0 and end == len(text)), end, reason)


def _join_neighbours(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return *spans* with the white space after each; merge those that meet."""
    joined: list[Span] = []
    for start, end in spans:
        while end < len(text) and text[end].isspace():
            end += 1
        if joined and joined[-1].end >= start:
            start = joined.pop().start
        joined.append(Span(start, end))
    return joined
