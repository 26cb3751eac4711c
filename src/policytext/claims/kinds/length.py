"""Length: the length of a document (字数) in a given unit.

Tested in tests/claims/test_kinds.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from policytext.claims.model import Claim
from policytext.claims.recount import Desk, Measurement
from policytext.counting.convention import Convention
from policytext.documents.document import Document, Span
from policytext.language.han import HAN_PATTERN
from policytext.language.words import count_words

Unit = Literal["characters", "han", "words"]


class LengthClaim(Claim):
    """The number of characters without white space, of Chinese characters, or of words."""

    kind: Literal["length"] = "length"
    unit: Unit = "characters"

    @property
    def convention_id(self) -> str:
        """The unit and the scope."""
        return f"length:{self.unit}/{'+'.join(Convention(self.scope).scope)}"

    def alternatives(self, document: Document) -> dict[str, tuple[Any, ...]]:
        """Return the other units."""
        return {"unit": ("characters", "words") if document.is_english else ("characters", "han")}

    def measure(self, desk: Desk) -> Measurement:
        """Return the length of the regions in scope."""
        document = desk.document(self.document)
        left_out = desk.left_out.get(self.document, ())
        total = 0
        for region in document.regions:
            if region.name in self.scope:
                for span in _outside(Span(region.start, region.end), left_out):
                    total += measure_text(document.text[span.start : span.end], self.unit)
        names = (self.document,)
        return Measurement(total, self.convention_id, (), names, names, by_length=True)


def measure_text(text: str, unit: Unit) -> int:
    """Return the length of *text* in *unit*."""
    if unit == "words":
        return count_words(text)
    return len(HAN_PATTERN.findall(text)) if unit == "han" else len("".join(text.split()))


def _outside(span: Span, left_out: Iterable[Span]) -> Iterator[Span]:
    """Yield the parts of *span* that are not in *left_out*."""
    start = span.start
    for a, b in sorted(left_out):
        if start < b and a < span.end:
            yield Span(start, max(start, a))
            start = b
    yield Span(start, max(start, span.end))
