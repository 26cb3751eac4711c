"""Count: how often terms occur in a document.

Tested in tests/claims/test_kinds.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from policytext.claims.model import TermClaim
from policytext.claims.recount import Desk, Measurement, Part, Request


class CountClaim(TermClaim):
    """The number of matches of the terms, without those inside matches of ``minus``."""

    kind: Literal["count"] = "count"

    def requests(self, desk: Desk) -> Iterable[Request]:
        """Yield the only search."""
        yield self.request(self.document, self.terms)

    def measure(self, desk: Desk) -> Measurement:
        """Return the number of matches."""
        matches = desk.find(self.request(self.document, self.terms))
        names = (self.document,)
        return Measurement(
            len(matches), matches.convention.id, (Part("", matches),), relies=names, grows=names
        )
