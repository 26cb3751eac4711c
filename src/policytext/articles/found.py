"""The results of reading an article: claims, stretches that could not be read, numbers.

Tested in tests/articles/test_articles.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from policytext.articles.coverage import NumberSeen, account_for_numbers
from policytext.base.table import Result, Table
from policytext.language.messages import Message

FoundKind = Literal["count", "items", "length", "first-mention", "share", "comparison", "rank"]
Relation = Literal["more", "fewer", "times"]
SCHEMA = "policytext/extraction/1"


@dataclass(frozen=True)
class FoundClaim:
    """A statement of an article about what a document says, as printed.

    ``text[start:end] == quote`` in the article; ``[number_start, number_end)`` is the number.
    ``document`` is the id of the document, None if no document or several of the corpus match;
    ``resolution`` says how it was found, or why it was not. A comparison or share compares the
    terms with ``other_terms`` or ``other_mention``. ``item`` is what an ``items`` claim counts,
    ``unit`` the unit of a ``length``. ``certain`` is False if the terms have no quotation marks, so
    that their borders are a guess.
    """

    quote: str
    start: int
    end: int
    kind: FoundKind
    terms: tuple[str, ...]
    published: str
    number_start: int
    number_end: int
    form: str
    sentence: str = ""
    open_family: bool = False
    document_mention: str | None = None
    document: str | None = None
    resolution: Message | None = None
    match: str | None = None
    item: str | None = None
    unit: str | None = None
    relation: Relation | None = None
    other_terms: tuple[str, ...] = ()
    other_mention: str | None = None
    other_document: str | None = None
    certain: bool = True
    evidence: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the claim as ``find-claims --format json`` prints it."""
        always = {
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "kind": self.kind,
            "terms": list(self.terms),
            "open_family": self.open_family,
            "document_mention": self.document_mention,
            "published": self.published,
            "document": self.document,
            "resolution": str(self.resolution or ""),
            "sentence": self.sentence,
        }
        given = {
            "match": self.match,
            "item": self.item,
            "unit": self.unit,
            "relation": self.relation,
            "other_terms": list(self.other_terms),
            "other_mention": self.other_mention,
            "other_document": self.other_document,
        }
        return always | {key: value for key, value in given.items() if value}


@dataclass(frozen=True)
class Unparsed:
    """A stretch that looks like a count and could not be read, with the reason."""

    quote: str
    start: int
    end: int
    reason: Message
    sentence: str = ""

    def to_note(self) -> Message:
        """Return the note that a table gives about the stretch."""
        quote, reason = self.quote, self.reason
        return Message("article_reasons.could_not_be_read", quote=quote, reason=reason)

    def to_dict(self) -> dict[str, Any]:
        """Return the stretch as ``find-claims --format json`` prints it."""
        return {
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "reason": str(self.reason),
            "sentence": self.sentence,
        }


@dataclass(frozen=True)
class Extraction(Result):
    """Everything read from the article ``text``, in its order."""

    text: str = field(default="", repr=False)
    claims: tuple[FoundClaim, ...] = ()
    unparsed: tuple[Unparsed, ...] = ()

    @cached_property
    def numbers(self) -> tuple[NumberSeen, ...]:
        """Every number of the article, with its status."""
        read = [(claim.number_start, claim.number_end) for claim in self.claims]
        unread = {(stretch.start, stretch.end): stretch.reason for stretch in self.unparsed}
        return account_for_numbers(self.text, read, unread)

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``find-claims --format json`` prints."""
        counted = dict.fromkeys(("claim", "unread", "no claim"), 0)
        for number in self.numbers:
            counted[number.status] += 1
        return {
            "schema": SCHEMA,
            "claims": [claim.to_dict() for claim in self.claims],
            "unparsed": [stretch.to_dict() for stretch in self.unparsed],
            "numbers": counted,
        }

    def to_table(self) -> Table:
        """Return the claims as a table."""
        columns = ("kind", "terms", "published", "document", "document_mention", "quote")
        rows = tuple(
            (c.kind, " ".join(c.terms), c.published, c.document, c.document_mention, c.quote)
            for c in self.claims
        )
        notes = tuple(stretch.to_note() for stretch in self.unparsed)
        return Table("Count claims found", columns, rows, notes=notes)
