"""Doubts about the verdict on a claim of an article, besides those about any claim.

A writer is not refuted by another copy, edition or translation of the text than the one used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from policytext.articles import names
from policytext.articles.found import FoundClaim
from policytext.articles.holdings import Holdings
from policytext.articles.references import fold, zh
from policytext.base.errors import PolicytextError
from policytext.claims import Claim, Finding, Verdict, verify_claims
from policytext.documents.corpus import Corpus
from policytext.language.han import HAN, HAN_PATTERN
from policytext.language.messages import Message


def find_article_doubt(
    claim: FoundClaim,
    finding: Finding,
    corpus: Corpus,
    holdings: Holdings,
    *,
    text: str = "",
    counted: Container[str] = (),
) -> Message | None:
    """Return why the finding on *claim* does not decide about it; None if it does.

    *text* is the article; *counted* are the words that the sentence counts one by one.
    """
    if finding.verdict is Verdict.unverifiable:
        return None
    if _is_other_language(claim, corpus):
        return Message("resolutions.other_language", document=finding.claim.document)
    if finding.verdict is Verdict.confirmed:
        return None
    if claim.terms and not claim.certain:
        return Message("article_doubts.unmarked", terms=list(claim.terms))
    if claim.kind == "comparison":  # a third of those that are read are right
        return Message("article_doubts.compared")
    if _is_carried_far(claim):
        return Message("article_doubts.carried_far")
    for other in (*_copies(claim, finding, holdings), *_lengths(finding)):
        if _reproduces(other, corpus):
            return _name(other, finding)
    for term, other in _other_words(claim, finding):
        if term not in counted and _reproduces(other, corpus):
            return Message("article_doubts.other_word", term=term)
    for term in _longer_words(claim, fold(text)):
        longer = finding.claim.model_copy(update={"terms": (term,), "simplify": None})
        for other in (longer, *_copies(claim, replace(finding, claim=longer), holdings)):
            if _reproduces(other, corpus):
                return Message("article_doubts.longer_word", term=term, document=other.document)
    return _between_lengths(finding, corpus)


_QUOTED = re.compile('[“「『"‘]([^“”「」『』"‘’]{1,20})[”」』"’]')


def _longer_words(claim: FoundClaim, folded: str) -> list[str]:
    """Return the words of the article that begin with the counted one: 改革开放.

    Only those that the article uses more than once, for any two characters follow a word.
    """
    if claim.kind != "count" or len(claim.terms) != 1:
        return []
    term = fold(claim.terms[0])
    if not re.fullmatch(f"[{HAN}]{{2,4}}", term):
        return []
    found = Counter(re.findall(f"(?=({re.escape(term)}[{HAN}]{{2}}))", folded))
    return [word for word, times in found.items() if times > 1]


def _other_words(claim: FoundClaim, finding: Finding) -> Iterator[tuple[str, Claim]]:
    """Yield the claim for each other word that its sentence sets off, and each person it names."""
    if finding.claim.kind != "count":
        return
    folded = fold(claim.sentence)
    named = [word for speaker in names.SPEAKERS for word in zh(speaker.zh) if word in folded]
    for term in dict.fromkeys((*_QUOTED.findall(claim.sentence), *named)):
        if term.strip() and term not in claim.terms:
            changed = {"terms": (term,), "simplify": fold(term) != term.lower() or None}
            yield term, finding.claim.model_copy(update=changed)


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


def _is_carried_far(claim: FoundClaim) -> bool:
    """Return whether the text was last named in an earlier paragraph: another may be meant."""
    notes = claim.resolution.value("notes") if claim.resolution else None
    said = notes if isinstance(notes, tuple) else (claim.resolution,)
    codes = [note.code for note in said if isinstance(note, Message)]
    return claim.document_mention is None and "resolutions.spoken_of_before" in codes


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
    return Message("article_doubts.other_unit", convention=other.convention_id)


def _between_lengths(finding: Finding, corpus: Corpus) -> Message | None:
    """Doubt a length between those that the ways of counting give."""
    others: Iterable[Finding | None] = (_verify(c, corpus) for c in _lengths(finding))
    values = [other.recounted for other in others if other and other.recounted is not None]
    sides = {finding.claim.predicate.side_of(value) for value in values}
    if len(sides) < 2:
        return None
    low, high = min(values), max(values)
    return Message("article_doubts.between_units", low=int(low), high=int(high))
