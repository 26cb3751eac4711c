"""What must be certain before a verdict accuses: that of a number which does not reproduce.

The text must be the one that was meant, the words those that were counted, and no other edition or
script of the text, no other way of cutting it, may turn the verdict. Whatever is found here makes
the claim unverifiable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain

from policytext.claims.model import Claim, TermClaim
from policytext.claims.recount import ClaimFaultError, Desk, Measurement, Request
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.documents.simplify import list_writings
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
    said = read_whole_date(source.date)
    if not said and source.document and source.document in corpus:
        said = corpus[source.document].metadata.issued
    for name in claim.documents:
        issued = corpus[name].metadata.issued
        if is_earlier(said, issued):
            return Message("doubts.younger", document=name, issued=issued, said=said)
    return None


def find_doubt(claim: Claim, measurement: Measurement, desk: Desk) -> Message | None:
    """Return why a number that does not reproduce may be right all the same; None without one."""
    return next(filter(None, (doubt(claim, measurement, desk) for doubt in _DOUBTS)), None)


def is_open(claim: TermClaim) -> bool:
    """Tell whether the source's wording leaves the family open: a term, then 等 or "etc."."""
    if claim.open_family is not None:
        return claim.open_family
    quote = "".join(claim.source.quote.split())
    return any(
        after in quote
        for term in claim.terms
        for after in (f"{term}等", f"{term}”等", f"{term}」等", f"{term}，等", f"{term}etc")
    )


def _doubt_words(claim: Claim, measurement: Measurement, desk: Desk) -> Message | None:
    """Doubt a family that the source leaves open, where more words could mend the number."""
    if not isinstance(claim, TermClaim) or not is_open(claim):
        return None
    value = measurement.value
    if value is not None and claim.predicate.side_of(value) not in _MENDED[claim.kind]:
        return None
    return Message("doubts.open_family")


def _doubt_tokens(claim: Claim, measurement: Measurement, desk: Desk) -> Message | None:
    """Doubt a count of tokens that is 0, of terms that do occur in the text."""
    for part in measurement.parts:
        convention = part.matches.convention
        for term in part.matches.terms if not part.matches else ():
            plain = Request(part.matches.document, (term,), replace(convention, match="text"))
            if convention.match == "token" and (found := len(desk.find(plain))):
                return Message(
                    "doubts.no_token",
                    term=term,
                    n=found,
                    document=plain.document,
                    segmenter=convention.segmenter,
                )
    return None


def _doubt_script(claim: Claim, measurement: Measurement, desk: Desk) -> Message | None:
    """Doubt what comes out otherwise where traditional characters are read as simplified ones."""
    for other in _in_other_script(claim, measurement, desk):
        if _reproduces(other, desk):
            return Message("doubts.other_script", convention=other.convention_id)
    return None


def _in_other_script(claim: Claim, measurement: Measurement, desk: Desk) -> Iterator[TermClaim]:
    if isinstance(claim, TermClaim) and _has_two_scripts(claim, measurement, desk):
        own = claim.for_document(desk.document(claim.document))
        yield own.model_copy(update={"simplify": not own.simplify})


def _has_two_scripts(claim: TermClaim, measurement: Measurement, desk: Desk) -> bool:
    if desk.document(claim.document).is_english:
        return False
    held = [_characters_of(desk.document(name)) for name in measurement.documents]
    for part in measurement.parts:
        for term in part.matches.terms:
            others = list_writings(term)
            if not all(map(others.isdisjoint, (term, *held))):
                return True
    return False


def _characters_of(document: Document) -> frozenset[str]:
    return document.derive("characters", lambda: frozenset(document.text))


def _doubt_edition(claim: Claim, measurement: Measurement, desk: Desk) -> Message | None:
    """Doubt what comes out in another edition of the text that is held."""
    for other in _in_other_editions(claim, desk):
        if _reproduces(other, desk):
            return Message("doubts.other_copy", other=other.document, document=claim.document)
    return None


def _in_other_editions(claim: Claim, desk: Desk) -> Iterator[Claim]:
    if not claim.edition:
        document = desk.document(claim.document)
        for other in desk.corpus.by_edition[document.edition_key]:
            if other.id not in claim.documents:
                yield claim.model_copy(update={"document": other.id})


def list_requests(claim: Claim, measurement: Measurement, desk: Desk) -> Iterator[Request]:
    """Yield the searches that `find_doubt` makes for a number that does not reproduce."""
    others = (_in_other_script(claim, measurement, desk), _in_other_editions(claim, desk))
    for other in chain.from_iterable(others):
        yield from other.requests(desk)


def _reproduces(claim: Claim, desk: Desk) -> bool:
    try:
        value = claim.measure(desk).value
    except ClaimFaultError:
        return False  # its anchors are not there
    return value is not None and claim.predicate.admits(value)


_DOUBTS: tuple[Callable[[Claim, Measurement, Desk], Message | None], ...] = (
    _doubt_words,
    _doubt_tokens,
    _doubt_script,
    _doubt_edition,
)
