"""First mention: no earlier text of the corpus contains the term.

Tested in tests/claims/test_kinds.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from policytext.claims.model import Ids, Path, PublishedPlace, TermClaim
from policytext.claims.recount import Desk, Measurement, Part, Request
from policytext.counting.matches import Matches
from policytext.documents.document import Document
from policytext.language.dates import is_earlier
from policytext.language.messages import Message


class FirstMentionClaim(TermClaim):
    """The document is the first that contains the terms, or the *n*th if n is published.

    Earlier texts are those of the same language with an earlier date; ``among`` restricts them.
    """

    kind: Literal["first-mention"] = "first-mention"
    among: Ids | None = None
    published: PublishedPlace = "首次"

    @property
    def named_documents(self) -> tuple[tuple[Path, str], ...]:
        """The document and those in ``among``."""
        others = tuple((("among",), name) for name in self.among or ())
        return ((("document",), self.document), *others)

    @property
    def needs_whole_corpus(self) -> bool:
        """Whether every document of the corpus is needed."""
        return self.among is None

    @property
    def counted_by(self) -> str:
        """The computation: the place among the texts that contain the terms."""
        return "first mention by "

    def requests(self, desk: Desk) -> Iterable[Request]:
        """Yield the searches in the document and in all texts that may be earlier."""
        yield self.request(self.document, self.terms)
        for document, _ in self._others(desk):
            yield self.request(document.id, self.terms)

    def measure(self, desk: Desk) -> Measurement:
        """Return the place by date among the texts with the terms; 0 if this text has none."""
        own = desk.find(self.request(self.document, self.terms))
        earlier: list[Matches] = []
        unclear: list[Matches] = []
        without: list[str] = []
        looked_at = [own]
        others = list(self._others(desk))
        for document, certain in others:
            matches = desk.find(self.request(document.id, self.terms))
            looked_at.append(matches)
            if not matches:
                without.append(document.id)
            else:
                (earlier if certain else unclear).append(matches)
        value = 1 + len(earlier) if own else 0
        parts = (Part("", own), *(Part("earlier", matches) for matches in (*earlier, *unclear)))
        return Measurement(
            value,
            self.name_convention(looked_at),
            parts,
            relies=tuple(without) if self._is_open(value) else () if own else (self.document,),
            notes=(Message("finding_notes.earlier_texts", n=sum(sure for _, sure in others)),),
            doubt=_doubt(others, unclear) if self._is_open(value) else None,
        )

    def _is_open(self, value: int) -> bool:
        """Return whether one more earlier text with the terms could still change the verdict."""
        high = self.predicate.high
        return value > 0 and (high is None or value <= high)

    def _others(self, desk: Desk) -> Iterator[tuple[Document, bool]]:
        """Yield the texts that are or may be earlier, each with whether that is certain."""
        own = desk.document(self.document)
        for document in desk.corpus:
            named = self.among is None or document.id in self.among
            same = document.metadata.language[:2] == own.metadata.language[:2]
            if document.id != own.id and named and same:
                certain = is_earlier(document.metadata.issued, own.metadata.issued)
                if certain is not False:
                    yield document, bool(certain)


def _doubt(others: list[tuple[Document, bool]], unclear: list[Matches]) -> Message | None:
    if unclear:
        names = [matches.document for matches in unclear]
        return Message("doubts.date_unclear", documents=names)
    return None if any(certain for _, certain in others) else Message("doubts.no_earlier")
