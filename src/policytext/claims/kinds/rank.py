"""Rank: the place of terms among others by their number of matches.

Tested in tests/claims/test_kinds.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Self

from pydantic import model_validator

from policytext.claims.model import PublishedPlace, TermClaim, Terms, refuse_doubles
from policytext.claims.recount import Desk, Measurement, Part, Request
from policytext.language.messages import Message


class RankClaim(TermClaim):
    """The rank of ``terms``, counted together, among rivals that are counted separately."""

    kind: Literal["rank"] = "rank"
    among: Terms
    published: PublishedPlace = "首位"

    @model_validator(mode="after")
    def _check_rivals(self) -> Self:
        refuse_doubles(self.among, self.match, simplify=self.simplify)
        return self

    @property
    def counted_by(self) -> str:
        """The computation: the rank."""
        return "rank by "

    @property
    def term_lists(self) -> dict[str, tuple[str, ...]]:
        """The lists of terms, including the rivals."""
        return {**super().term_lists, "among": self.among}

    @property
    def rivals(self) -> tuple[str, ...]:
        """The rivals without the terms themselves."""
        return tuple(term for term in self.among if term not in self.terms)

    def requests(self, desk: Desk) -> Iterable[Request]:
        """Yield the searches for the terms and for each rival."""
        yield self.request(self.document, self.terms)
        for rival in self.rivals:
            yield self.request(self.document, (rival,))

    def measure(self, desk: Desk) -> Measurement:
        """Return 1 plus the number of rivals with more matches."""
        own, *others = (desk.find(request) for request in self.requests(desk))
        value = 1 + sum(len(other) > len(own) for other in others)
        level = [rival for rival, other in zip(self.rivals, others, strict=True)
                 if len(other) == len(own)]  # fmt: skip
        notes = (Message("finding_notes.as_many", terms=level),) if level else ()
        parts = (Part("", own), *(Part("among", other) for other in others))
        names = (self.document,)
        how = self.name_convention((own, *others))
        return Measurement(value, how, parts, names, notes=notes)
