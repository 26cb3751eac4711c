"""The grammar of one language: its words, its forms, its ways to name a document.

Tested in tests/articles/test_articles.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from policytext.articles.marks import Rows
from policytext.language.messages import Message


@dataclass(frozen=True)
class Form:
    """A way to print a count, as a pattern over the kinds of a sentence's nodes.

    ``t`` names the terms, ``n`` the number and ``ns`` a row of numbers. ``needs`` is what else must
    be present: a named ``document``; a ``verb`` of mentioning, or of ``saying`` if the words are
    quoted; a document ``beside`` the term; an earlier count (``counted``) or earlier terms
    (``before``), perhaps of another ``year``; a ``listing`` of words, with a ``colon``; a ``row``
    of words with numbers in brackets; nothing that makes it a count of things (``alone``).
    ``missing`` is the reason why a stretch of this form cannot be read.
    """

    name: str
    pattern: re.Pattern[str]
    needs: str = ""
    missing: Message | None = None


@dataclass(frozen=True)
class Language:
    """The grammar of one language, as data.

    ``fold`` returns a text of the same length that the patterns are written for. ``cues`` is a
    cheap pre-filter, because running the grammar is expensive: a sentence is read only if both
    patterns of a pair match.
    """

    name: str
    fold: Callable[[str], str]
    rows: Callable[[], Rows]
    cues: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    groups: re.Pattern[str]
    forms: tuple[Form, ...]
    exact: re.Pattern[str]
    follows: re.Pattern[str]
    lead_in: re.Pattern[str]
    no_term: re.Pattern[str]
    listing: re.Pattern[str]
    textual: re.Pattern[str]
    reported: re.Pattern[str]
    left_out: re.Pattern[str]
    lays_out: re.Pattern[str]
    item_verbs: re.Pattern[str]
    issued: re.Pattern[str]
    saying: re.Pattern[str]
    mentions: re.Pattern[str]
    leads: re.Pattern[str]
    goes_on: re.Pattern[str]
    joins: re.Pattern[str]
    not_a_character: frozenset[str]
    fewer: re.Pattern[str]
    elsewhere: tuple[tuple[re.Pattern[str], Message], ...]
    longest_term: int

    def is_cued(self, folded: str, start: int, end: int) -> bool:
        """Return whether ``folded[start:end]`` contains a cue for a claim."""
        return any(
            one.search(folded, start, end) and other.search(folded, start, end)
            for one, other in self.cues
        )
