"""When an article was written, and the years and sessions that it names.

Tested in tests/articles/test_identify.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from policytext.articles import names
from policytext.articles.references import (
    Reference,
    as_congress_report,
    fold,
    refer,
    tokenise,
)
from policytext.language.han import HAN_PATTERN

_DATELINE = re.compile(r"((?:19|20)\d{2})[-年/.](\d{1,2})[-月/.](\d{1,2})日?")
SENTENCE_ENDS = re.compile(r"[。！？!?\n\u2029]|\.(?=\s)")
CLAUSE_ENDS = re.compile(r"[。！？!?\n\u2029，,；;：:（(]|\.(?=\s)")
_TIMES = "|".join(
    (
        *sorted(names.THIS_YEAR, key=len, reverse=True),
        r"(?:19|20)\d\d(?=年|\D{0,3}\d)年?",
        r"第?(?:1\d|2[0-5]|十[一二三四五六七八九]|二十[一二三四五]?)大(?=时|上|的|中|则|没|出|只|仅|提|共|为|有|$)",
        r"第?(?:1\d|2[0-5]|十[一二三四五六七八九]|二十[一二三四五]?)届[一二三四五六七1-7]中全会(?=时|上|的|则|没|出|只|仅|提|共|为|有|$)",
    )
)
TIME_FIRST = re.compile(
    rf"\s*[而但则在于比较与和从至到却]{{0,2}}\s*(?P<time>{_TIMES})(?!以来|之后|前)"
)
TIME_LEAD = re.compile(
    rf"[\s“\"]*(?:in|during|for|at|在|而|但|到)?\s*(?P<time>{_TIMES}|(?:19|20)\d\d(?=[,，]))"
    r"(?:时|的时候)?[,，](?!以来)"
)
TIME_AFTER = re.compile(
    r"[a-z0-9,.]+(?: times)? (?:(?:in|for) )?(?P<time>(?:19|20)\d\d\b|last year|the year before"
    r"|a year earlier|the previous year)"
)


@dataclass(frozen=True)
class ArticleTime:
    """The times of the article *text*; *issued* is its date, else a dateline gives the year."""

    text: str
    issued: str

    @cached_property
    def sessions(self) -> frozenset[tuple[str, int, int]]:
        """All sessions that the article names."""
        tokens = tokenise(fold(self.text), chinese=bool(HAN_PATTERN.search(self.text)))
        return refer(tokens, "").sessions

    @cached_property
    def year(self) -> int | None:
        """The year of the article: as given, else of its first dateline."""
        if self.issued[:4].isdigit():
            return int(self.issued[:4])
        match = _DATELINE.search(self.text[:600])
        return int(match[1]) if match else None

    def with_year(self, reference: Reference) -> Reference:
        """Return *reference* with "last year" as a year, and with the plenums' congress."""
        if reference.shift is not None and (year := self.year):
            reference = replace(reference, year=year + reference.shift, shift=None)
        partial = [s for s in reference.sessions if s[0] == "plenum" and not s[1]]
        if partial and (congress := self._congress_of(partial[0][2], reference.year)):
            sessions = {s for s in reference.sessions if s not in partial}
            sessions.add(("plenum", congress, partial[0][2]))
            reference = replace(reference, sessions=frozenset(sessions))
        return as_congress_report(reference)

    def _congress_of(self, plenum: int, year: int | None) -> int:
        """Return the congress whose committee met for a plenum that is named by its number."""
        said = {
            session[1]
            for session in self.sessions
            if session[0] == "plenum" and session[2] == plenum and session[1]
        }
        if len(said) == 1:
            return said.pop()
        dated = [s for s in names.SESSIONS if s.plenum == plenum]
        if year:
            found = [s.congress for s in dated if s.closed.startswith(str(year))]
            return found[0] if len(found) == 1 else 0
        if len(self.issued) < len("2025-07"):
            return 0
        before = [s for s in dated if s.closed[:7] <= self.issued[:7]]
        last = max(before, key=lambda s: s.closed, default=None)
        recent = last and _months(self.issued) - _months(last.closed) <= 3
        return (
            last.congress if last and recent and last.congress in (said or {last.congress}) else 0
        )


def _months(date: str) -> int:
    return int(date[:4]) * 12 + int(date[5:7])
