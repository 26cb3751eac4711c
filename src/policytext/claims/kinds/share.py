"""Share: the matches of some terms divided by those of others.

Tested in tests/claims/test_kinds.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from policytext.claims.model import TermClaim, Terms
from policytext.claims.recount import Desk, Measurement, Part, Request


class ShareClaim(TermClaim):
    """The number of matches of ``terms`` divided by that of ``of``."""

    kind: Literal["share"] = "share"
    of: Terms

    @property
    def counted_by(self) -> str:
        """The computation: the share."""
        return "share by "

    @property
    def term_lists(self) -> dict[str, tuple[str, ...]]:
        """The lists of terms, including those of the whole."""
        return {**super().term_lists, "of": self.of}

    def requests(self, desk: Desk) -> Iterable[Request]:
        """Yield the searches for the part and for the whole."""
        yield self.request(self.document, self.terms)
        yield Request(self.document, self.of, self.convention)

    def measure(self, desk: Desk) -> Measurement:
        """Return the share; it is undefined if the whole has no match."""
        part, whole = (desk.find(request) for request in self.requests(desk))
        value = Fraction(len(part), len(whole)) if len(whole) else None
        parts = (Part("", part), Part("of", whole))
        return Measurement(
            value, self.name_convention((part, whole)), parts, relies=(self.document,)
        )
