"""What must be certain before a verdict accuses: that of a number which does not reproduce.

The text must be the one that was meant, the words those that were counted, and no other edition or
script of the text, no other way of cutting it, may turn the verdict. Whatever is found here makes
the claim unverifiable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from policytext.claims.model import Claim, TermClaim
from policytext.claims.recount import ClaimFaultError, Desk, Measurement, Request
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.documents.simplify import find_ambiguous
from policytext.language.dates import is_earlier, read_whole_date
from policytext.language.messages import Message

# On which side of the published number a recount must be for more words to be able to mend it:
# -1 below, 1 above. Kinds without terms are not in the table.
_MENDED: dict[str, tuple[int, ...]] = {
    "count": (-1,),
    "share": (-1,),
    "comparison": (-1, 1),
    "rank": (1,),
    "first-mention": (-1,),
}


def find_younger_text(claim: Claim, corpus: Corpus) -> Message | None:
    """Return why the claim cannot be about a text: it was issued after the claim was published."""
    source = claim.source
    if not (source.date or source.document):
        return None
    said = read_whole_date(source.date)
    if not said and source.document and source.document in corpus:
        said = corpus[source.document].metadata.issued
    for name in claim.documents:
        issued = corpus[name].metadata.issued
        if is_earlier(said, issued):
            return Message("doubts.younger", document=name, issued=issued, said=said)
    return None


def find_doubt(
    claim: Claim, measurement: Measurement, desk: Desk, others: Iterable[Claim] | None = None
) -> Message | None:
    """Return why a number that does not reproduce may be right all the same; None without one.

    *others* is what `list_others` returns, where that is known already.
    """
    if others is None:
        others = list_others(claim, measurement, desk)
    return (
        _doubt_words(claim, measurement)
        or _doubt_tokens(measurement, desk)
        or _doubt_text(claim, others, desk)
    )


def list_others(claim: Claim, measurement: Measurement, desk: Desk) -> list[Claim]:
    """Return the claim as it is for the other script, and for other editions, of its text."""
    return [*_in_other_script(claim, measurement, desk), *_in_other_editions(claim, desk)]


def is_open(claim: TermClaim) -> bool:
    """Tell whether the source's wording leaves the family open: a term, then 等 or "etc."."""
    if claim.open_family is not None:
        return claim.open_family
    if not claim.source.quote:
        return False
    quote = "".join(claim.source.quote.split())
    return any(
        after in quote
        for term in claim.terms
        for after in (f"{term}等", f"{term}”等", f"{term}」等", f"{term}，等", f"{term}etc")
    )


def _doubt_words(claim: Claim, measurement: Measurement) -> Message | None:
    """Doubt a family that the source leaves open, where more words could mend the number."""
    if not isinstance(claim, TermClaim) or not is_open(claim):
        return None
    value = measurement.value
    if value is not None and claim.predicate.side_of(value) not in _MENDED[claim.kind]:
        return None
    return Message("doubts.open_family")


def _doubt_tokens(measurement: Measurement, desk: Desk) -> Message | None:
    """Doubt a count of tokens that is 0, of terms that do occur in the text."""
    for part in measurement.parts:
        convention = part.matches.convention
        if convention.match != "token" or part.matches:
            continue
        for term in part.matches.terms:
            plain = Request(part.matches.document, (term,), replace(convention, match="text"))
            if found := len(desk.find(plain)):
                return Message(
                    "doubts.no_token",
                    term=term,
                    n=found,
                    document=plain.document,
                    segmenter=convention.segmenter,
                )
    return None


def _doubt_text(claim: Claim, others: Iterable[Claim], desk: Desk) -> Message | None:
    """Doubt what comes out in another edition that is held, or in the other script.

    Traditional characters are read there as simplified ones, or are not.
    """
    for other in others:
        if not _reproduces(other, desk):
            continue
        if other.document == claim.document:
            return Message("doubts.other_script", convention=other.convention_id)
        return Message("doubts.other_copy", other=other.document, document=claim.document)
    return None


def _in_other_script(claim: Claim, measurement: Measurement, desk: Desk) -> Iterator[TermClaim]:
    if isinstance(claim, TermClaim) and _has_two_scripts(claim, measurement, desk):
        own = claim.for_document(desk.document(claim.document))
        yield own.model_copy(update={"simplify": not own.simplify})


def _has_two_scripts(claim: TermClaim, measurement: Measurement, desk: Desk) -> bool:
    if desk.document(claim.document).is_english:
        return False
    ambiguous = [_find_ambiguous(desk.document(name)) for name in measurement.documents]
    for part in measurement.parts:
        letters = "".join(part.matches.terms)
        if not all(characters.isdisjoint(letters) for characters in ambiguous):
            return True
    return False


def _find_ambiguous(document: Document) -> frozenset[str]:
    return document.derive("ambiguous", lambda: find_ambiguous(document.text))


def _in_other_editions(claim: Claim, desk: Desk) -> Iterator[Claim]:
    if claim.edition:
        return
    editions = desk.corpus.by_edition[desk.document(claim.document).edition_key]
    if len(editions) > 1:
        named = claim.documents
        for other in editions:
            if other.id not in named:
                yield claim.model_copy(update={"document": other.id})


def _reproduces(claim: Claim, desk: Desk) -> bool:
    try:
        value = claim.measure(desk).value
    except ClaimFaultError:
        return False  # its anchors are not there
    return value is not None and claim.predicate.admits(value)
