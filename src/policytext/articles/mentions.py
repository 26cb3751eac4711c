"""The document that each claim of a sentence is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from policytext.articles.found import FoundClaim
from policytext.articles.identify import Identifier, Identity, Mention
from policytext.articles.marks import Mark
from policytext.articles.references import plain
from policytext.articles.sentences import Sentence
from policytext.documents.document import Document
from policytext.language.messages import Message

__all__ = ["Resolution", "Resolver", "governing", "plain", "settle"]


class Resolution(NamedTuple):
    """The id of the document, or None, and how it was found or why not."""

    document: str | None
    note: Message


_ISSUED = re.compile("(?:发布|印发|出台|公布|发表|通过|下发|颁布)的(?=《)")


@dataclass
class Resolver:
    """Resolves the mentions of one article; ``issued`` is the date of the article."""

    documents: Sequence[Document]
    text: str
    issued: str | None

    @cached_property
    def identifier(self) -> Identifier:
        """What decides which text a name means."""
        return Identifier(self.documents, self.text, self.issued)

    def names_before(self, place: int) -> bool:
        """Return whether a document is named before *place*."""
        return any(mention.start < place for mention in self.identifier.mentions)

    def resolve(self, mention: str | None, place: int) -> Resolution:
        """Return the document of *mention* at *place*; without a mention, the one named last."""
        if not self.documents:
            return Resolution(None, Message("resolutions.no_corpus"))
        return _resolution(self.identifier.identify(self._find(mention, place), place))

    def _find(self, words: str | None, place: int) -> Mention | None:
        """Return the mention with these *words* nearest to *place*."""
        if words is None:
            return None
        before = self.text.rfind(words, 0, place + len(words))
        start = before if before >= 0 else self.text.find(words, place)
        return Mention(start, start + len(words), words) if start >= 0 else Mention(-1, -1, words)


def _resolution(identity: Identity) -> Resolution:
    return Resolution(identity.document, identity.note)


def governing(sentence: Sentence, claim: FoundClaim) -> str | None:
    """Return the mention, within its sentence, of the document a claim is about."""
    place = claim.number_start - sentence.start
    named = [mark for mark in sentence.marks if mark.kind == "D"]
    before = [mark for mark in named if mark.start <= place]
    year = _year_beside(sentence, place)
    if year and (claim.form in ("carried", "up-from") or not named):
        return year
    itself = [mark for mark in sentence.marks if mark.kind == "d" and mark.start <= place]
    after = [mark for mark in named if not re.search("[；;]", sentence.text[place : mark.start])]
    chosen = before[-1:] or itself[-1:] or after[:1]
    if not chosen:
        return None
    mention: str = chosen[0].parts["doc"]
    return mention.strip()


def _year_beside(sentence: Sentence, place: int) -> str | None:
    """Return the year next to the number: 今年出现87次, 去年为5次, 31 last year."""
    marks: list[Mark] = [mark for mark in sentence.marks if mark.kind not in "wh"]
    index = next((i for i, mark in enumerate(marks) if mark.start <= place < mark.end), None)
    if index is None:
        return None
    previous = [mark for mark in marks[max(index - 3, 0) : index] if mark.kind not in "Vfs"]
    following = [mark for mark in marks[index + 1 : index + 3] if mark.text not in ("in",)]
    beside = previous[-1:] + (following[:1] if sentence.language.name == "en" else [])
    for mark in beside:
        if mark.kind == "T":
            return mark.text.strip().removeprefix("in ")
    return None


def settle(claim: FoundClaim, sentence: Sentence, resolver: Resolver) -> FoundClaim:
    """Return *claim* with the document it is about, and the one it compares with."""
    if claim.resolution:  # it is known to be about a document that is not named
        return claim
    mention = claim.document_mention or governing(sentence, claim)
    # The document compared with is not the subject, even if it was named last.
    place = claim.start if mention or not claim.other_mention else sentence.start
    found = resolver.resolve(mention, place)
    claim = replace(claim, document_mention=mention, document=found.document, resolution=found.note)
    if claim.other_mention:
        other = resolver.resolve(_ISSUED.sub("", claim.other_mention), claim.start)
        claim = replace(claim, other_document=other.document)
    return claim
