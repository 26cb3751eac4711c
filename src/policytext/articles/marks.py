"""Marks: a sentence as a row of marks, and term groups made of them.

Kinds of mark: ``Q`` quoted term, ``Z`` broken quotation mark, ``u`` stretch that could be a term
without quotation marks, ``x`` other text, ``G`` group of terms, ``w`` word noun (一词, 两个词),
``e`` 等 or "such as", ``c`` "and", ``h`` "keyword"; ``V`` verb before or after its term, ``v``
verb only after it, ``f`` frequency noun, ``g`` respectively, ``k`` each, ``F`` for the first time,
``0`` never; ``N`` number of times, ``n`` bare number, ``%`` share, ``I`` items, ``L`` length,
``R`` rank, ``A`` change, ``B`` baseline, ``C`` change against a baseline, ``X`` multiple, ``P``
from so many to so many, ``z`` makes up, ``>`` more often than; ``D`` document, ``d`` the text
itself, ``T`` year; ``r`` footnote; and ``,`` ``:`` ``(`` ``)`` ``.`` as they are.

Tested in tests/articles/test_articles.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from policytext.language.messages import Message


class Row(NamedTuple):
    """The pattern of a kind of mark; ``needs`` are characters, one of which every match has."""

    kind: str
    pattern: re.Pattern[str]
    needs: frozenset[str] = frozenset()


Rows = tuple[Row, ...]


@dataclass(frozen=True)
class Mark:
    """A stretch of a sentence and what it is; ``parts`` are the named parts of its pattern."""

    kind: str
    start: int
    end: int
    text: str
    parts: dict[str, str] = field(default_factory=dict, compare=False)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Group(Mark):
    """Terms that are counted together.

    ``open_family`` is True after 等, ``quoted`` if all terms are in quotation marks. ``only`` is
    the term named after 等 (等共字), ``size`` the number of terms the article gives, ``trouble``
    the reason why it cannot be read.
    """

    terms: tuple[str, ...] = ()
    open_family: bool = False
    quoted: bool = True
    size: int | None = None
    match: str | None = None
    trouble: Message | None = None


def tag(text: str, rows: Rows, *, original: str) -> list[Mark]:
    """Return the marks of *text* in order; an earlier row wins over a later one.

    Text that no row matches becomes ``u`` if it could be a term, else ``x``. The words of a mark
    are taken from *original*, of which *text* is a fold of the same length.
    """
    taken = bytearray(len(text))
    marks = []
    characters = set(text)
    for kind, pattern, needs in rows:
        if needs and needs.isdisjoint(characters):
            continue
        place = 0
        while match := pattern.search(text, place):
            start, end = match.span()
            # If an earlier row has matched a part of it, a shorter match may still fit next to it.
            place = start + 1
            if start < end and not any(taken[start:end]) and _is_proper(match, original):
                taken[start:end] = b"\x01" * (end - start)
                marks.append(_mark(kind, match, original))
                place = end
    marks.extend(_rest(taken, original))
    return sorted(marks, key=lambda mark: mark.start)


def _is_proper(match: re.Match[str], original: str) -> bool:
    """Return whether a mark that must be a proper name is written like one."""
    if not match.groupdict().get("proper"):
        return True
    return all(word[0].isupper() for word in original[slice(*match.span("proper"))].split())


def _mark(kind: str, match: re.Match[str], original: str) -> Mark:
    spans = {name: match.span(name) for name in match.groupdict() if match[name] is not None}
    parts = {name: original[start:end] for name, (start, end) in spans.items()}
    return Mark(kind, *match.span(), original[match.start() : match.end()], parts, spans)


_WORDLIKE = re.compile(r"[^\W_](?:[\w+·’'\-/ ]{0,38}[\w+])?")


def _rest(taken: bytearray, original: str) -> Iterable[Mark]:
    for match in re.finditer(rb"\x00+", taken):
        start, end = match.span()
        piece = original[start:end]
        start, end = (
            start + len(piece) - len(piece.lstrip()),
            end - len(piece) + len(piece.rstrip()),
        )
        if start < end:
            kind = "u" if _WORDLIKE.fullmatch(original[start:end]) else "x"
            yield Mark(kind, start, end, original[start:end])
