"""Titles printed again: lines of a text that are its title or subtitle, whatever the layout."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from policytext.documents.cleaning.edits import Edit
from policytext.documents.document import Span
from policytext.documents.fold import fold_text
from policytext.documents.structure.marks import LINE_BREAK, ends_sentence, is_furniture

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(LINE_BREAK)
_MARKS = 40  # marks and blanks around the letters of a title
_LINES = 6  # lines over which a title is split at most


def keep_letters(text: str) -> str:
    """Return the letters of *text*, Chinese characters among them, and its digits."""
    return "".join(filter(str.isalnum, text))


def read_title(printed: str) -> str:
    """Return what must be the same for a line to be the title *printed*: letters and digits."""
    return keep_letters(fold_text(printed)).casefold()


def find_printed_titles(text: str, titles: Collection[str]) -> Iterator[Span]:
    """Yield the lines of *text*, one or a few in a row, whose letters are one of *titles*.

    Brackets, white space, marks and case aside. A line inside a paragraph of wrapped lines is none:
    what is before it must be a blank line, the end of a sentence, a line of the page or a title.
    """
    titles = [title for title in titles if _may_occur(title, text)]
    if not titles:
        return
    longest = 2 * max(map(len, titles), default=0) + _MARKS
    found = ((Span(*m.span()), m[0]) for m in _LINE.finditer(text))
    # Of a line too long to be a title what it says does not matter.
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
    """Return the letters and digits of *line*, without case."""
    return keep_letters(line).casefold()


def _count_lines(lines: list[str], titles: Collection[str]) -> int:
    """Return how many of *lines* together are a title, 0 where they are none."""
    letters = ""
    for number, line in enumerate(lines, start=1):
        letters += line
        if letters in titles:
            return number
        if not any(title.startswith(letters) for title in titles):
            break
    return 0


def _begins(text: str, above: Span, start: int) -> bool:
    """Tell whether a paragraph ends between the line *above* and *start*."""
    line = text[above.start : above.end]
    blank = len(_BREAK.findall(text, above.end, start)) > 1
    return blank or ends_sentence(line) or is_furniture(line.strip())


def keep_apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield *spans* in order, of those that overlap the first and longest."""
    done = 0
    for start, end in sorted(spans, key=lambda span: (span.start, -span.end)):
        if done <= start < end:
            yield Span(start, end)
            done = end


def leave_out_spans(text: str, *, spans: Sequence[Span], reason: str) -> Iterator[Edit]:
    """Delete *spans*, and of the line ends and blanks around each all but one line end."""
    for start, end in _join_neighbours(text, spans):
        if start and text[start - 1] != "\n" and end < len(text):
            yield Edit(start, start + 1, "line end", "\n")
            if start + 1 < end:
                yield Edit(start + 1, end, reason)
        else:
            yield Edit(start - (start > 0 and end == len(text)), end, reason)


def _join_neighbours(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return *spans* with the white space behind each, those that then meet as one."""
    joined: list[Span] = []
    for start, end in spans:
        while end < len(text) and text[end].isspace():
            end += 1
        if joined and joined[-1].end >= start:
            start = joined.pop().start
        joined.append(Span(start, end))
    return joined
