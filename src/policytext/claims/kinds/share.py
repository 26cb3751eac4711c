"""Share: what part of the hits of one family another has.

Tested in tests/claims/test_kinds.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from policytext.claims.model import TermClaim, Terms
from policytext.claims.recount import Desk, Measurement, Part, Request


class ShareClaim(TermClaim):
    """So large a part: the hits of ``terms``, divided by the hits of ``of``."""

    kind: Literal["share"] = "share"
    of: Terms

    @property
    def counted_by(self) -> str:
        """What is made of the two counts."""
        return "share by "

    @property
    def term_lists(self) -> dict[str, tuple[str, ...]]:
        """The lists of terms, that of the whole too."""
        return {**super().term_lists, "of": self.of}

    def requests(self, desk: Desk) -> Iterable[Request]:
        """Yield the searches for the part and for the whole."""
        yield self.request(self.document, self.terms)
        yield Request(self.document, self.of, self.convention)

    def measure(self, desk: Desk) -> Measurement:
        """Return the share; it is undefined where the whole has no hit."""
        part, whole = (desk.find(request) for request in self.requests(desk))
        value = Fraction(len(part), len(whole)) if len(whole) else None
        parts = (Part("", part), Part("of", whole))
        return Measurement(
            value, self.name_convention((part, whole)), parts, relies=(self.document,)
        )
