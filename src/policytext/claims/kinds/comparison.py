"""Comparison: by how much, or how many times, one count exceeds another.

Tested in tests/claims/test_kinds.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from policytext.claims.model import Path, Term, TermClaim, refuse_doubles
from policytext.claims.recount import Desk, Measurement, Part, Request
from policytext.documents.manifest import Identifier


class Other(BaseModel):
    """The other side of a comparison: other terms, another document, or both."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)

    document: Identifier | None = None
    terms: Annotated[tuple[Term, ...] | None, Field(min_length=1, strict=False)] = None


class ComparisonClaim(TermClaim):
    """A exceeds B by n, or is n times B: ``terms`` in ``document`` compared with ``than``."""

    kind: Literal["comparison"] = "comparison"
    than: Other
    by: Literal["difference", "ratio"] = "difference"

    @model_validator(mode="after")
    def _check_other(self) -> Self:
        if self.than.document is None and self.than.terms is None:
            raise ValueError("than names neither a document nor terms; add one")
        refuse_doubles(self.than.terms or (), self.match, simplify=self.simplify)
        return self

    @property
    def named_documents(self) -> tuple[tuple[Path, str], ...]:
        """Both documents."""
        own: tuple[tuple[Path, str], ...] = ((("document",), self.document),)
        other = self.than.document
        return (*own, (("than", "document"), other)) if other else own

    @property
    def counted_by(self) -> str:
        """The computation: ``difference by`` or ``ratio by``."""
        return f"{self.by} by "

    @property
    def term_lists(self) -> dict[str, tuple[str, ...]]:
        """The lists of terms, including those of the other side."""
        return {**super().term_lists, "than": self.than.terms or ()}

    def requests(self, desk: Desk) -> Iterable[Request]:
        """Yield the searches for both sides."""
        yield self.request(self.document, self.terms)
        other = self.than.document or self.document
        yield self.request(other, self.than.terms or self.terms)

    def measure(self, desk: Desk) -> Measurement:
        """Return the difference or the ratio; a ratio to 0 is undefined."""
        ours, theirs = (desk.find(request) for request in self.requests(desk))
        value: int | Fraction | None = len(ours) - len(theirs)
        if self.by == "ratio":
            value = Fraction(len(ours), len(theirs)) if len(theirs) else None
        parts = (Part("", ours), Part("than", theirs))
        relies = tuple(dict.fromkeys((ours.document, theirs.document)))
        grows = (ours.document,) if ours.document != theirs.document else ()
        how = self.name_convention((ours, theirs))
        return Measurement(value, how, parts, relies, grows)
