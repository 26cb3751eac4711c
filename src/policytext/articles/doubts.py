"""Doubts about the verdict on a claim of an article, besides those about any claim.

A writer is not refuted by another copy, edition or translation of the text than the one used.

Tested in tests/articles/test_doubts.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policytext.articles.found import FoundClaim
from policytext.articles.holdings import Holdings
from policytext.base.errors import PolicytextError
from policytext.claims import Claim, Finding, Verdict, verify_claims
from policytext.documents.corpus import Corpus
from policytext.language.han import HAN_PATTERN
from policytext.language.messages import Message


def find_article_doubt(
    claim: FoundClaim, finding: Finding, corpus: Corpus, holdings: Holdings
) -> Message | None:
    """Return why the finding on *claim* does not decide about it; None if it does."""
    if finding.verdict is Verdict.unverifiable:
        return None
    if _is_other_language(claim, corpus):
        return Message("resolutions.other_language", document=finding.claim.document)
    if finding.verdict is Verdict.confirmed:
        return None
    for other in (*_copies(claim, finding, holdings), *_lengths(finding)):
        if _reproduces(other, corpus):
            return _name(other, finding)
    return _between_lengths(finding, corpus)


def _is_other_language(claim: FoundClaim, corpus: Corpus) -> bool:
    """Return whether the words were counted in a translation of the text."""
    if not claim.terms or claim.document is None or claim.document not in corpus:
        return False
    chinese = [bool(HAN_PATTERN.search(term)) for term in claim.terms]
    if corpus[claim.document].is_english:
        return any(chinese)
    # An article in Chinese may count AI or 5G in a Chinese text.
    outside = claim.sentence
    for term in claim.terms:
        outside = outside.replace(term, "")
    return not any(chinese) and len(HAN_PATTERN.findall(outside)) < 2


def _copies(claim: FoundClaim, finding: Finding, holdings: Holdings) -> Iterator[Claim]:
    """Yield the claim for the other held copies of its text."""
    work = holdings.work_of(finding.claim.document)
    words = "字" if work is None or not work.documents[0].is_english else "word"
    for name in work.in_language(words) if work else ():
        if name != finding.claim.document:
            yield finding.claim.model_copy(update={"document": name})


def _lengths(finding: Finding) -> Iterator[Claim]:
    """Yield a claim about a length in the other units: the press does not say which it counts."""
    if finding.claim.kind == "length":
        for unit in ("characters", "han", "words"):
            yield finding.claim.model_copy(update={"unit": unit})


def _reproduces(claim: Claim, corpus: Corpus) -> bool:
    return _verdict(claim, corpus) is Verdict.confirmed


def _verdict(claim: Claim, corpus: Corpus) -> Verdict | None:
    finding = _verify(claim, corpus)
    return finding.verdict if finding else None


def _verify(claim: Claim, corpus: Corpus) -> Finding | None:
    try:
        return next(iter(verify_claims(corpus, [claim])))
    except PolicytextError:
        return None


def _name(other: Claim, finding: Finding) -> Message:
    own = finding.claim.document
    if other.document != own:
        return Message("doubts.other_copy", other=other.document, document=own)
    return Message("doubts.other_unit", convention=other.convention_id)


def _between_lengths(finding: Finding, corpus: Corpus) -> Message | None:
    """Doubt a length between those that the ways of counting give."""
    others: Iterable[Finding | None] = (_verify(c, corpus) for c in _lengths(finding))
    values = [other.recounted for other in others if other and other.recounted is not None]
    sides = {finding.claim.predicate.side_of(value) for value in values}
    if len(sides) < 2:
        return None
    low, high = min(values), max(values)
    return Message("doubts.between_units", low=int(low), high=int(high))
