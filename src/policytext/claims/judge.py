"""Judge claims: recount all of them and decide the verdict of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from policytext.base.errors import (
    Fault,
    FaultyInputError,
    NothingCheckedError,
    PolicytextError,
    did_you_mean,
    find_nearest,
)
from policytext.base.lookup import require_list
from policytext.claims.certainty import find_doubt, find_younger_text, list_others
from policytext.claims.completeness import Soundness, examine, leave_out
from policytext.claims.findings import Finding, Findings, format_number
from policytext.claims.model import Claim, ClaimSet, Verdict
from policytext.claims.recount import (
    ClaimFaultError,
    Desk,
    Measurement,
    without_collecting,
)
from policytext.counting.matches import explain_absence, refuse_wildcards
from policytext.documents.corpus import Corpus
from policytext.documents.document import Damage, Span
from policytext.language.messages import Message
from policytext.segmenters.protocol import Segmenter

_OUTCOMES = {True: "reproduces", False: "does_not_reproduce"}
_MANY = 1000  # above so many claims, terms are not compared with those of other claims


class _Measured(NamedTuple):
    """A recount, whether the published number admits it, and if not, `list_others`."""

    measurement: Measurement
    admitted: bool
    others: Sequence[Claim]


def verify_claims(
    corpus: Corpus,
    claims: ClaimSet | Iterable[Claim],
    *,
    known: Collection[str] = (),
    segmenters: Mapping[str, Segmenter] | None = None,
) -> Findings:
    """Recount every claim in *corpus* and judge it under the convention it declares.

    Parameters
    ----------
    corpus : Corpus
        The documents in which the claims are recounted.
    claims : ClaimSet or iterable of Claim
        The claims, usually from `load_claims`.
    known : collection of str, default ()
        Ids of documents that exist but are not in *corpus*. A claim about one of them is
        unverifiable. A document that is neither here nor in *corpus* is a fault, unless the claim
        expects to be unverifiable.
    segmenters : mapping of str to Segmenter, optional
        Segmenters to use, by name, instead of the built-in ones.

    Returns
    -------
    Findings
        A finding for each claim, in their order: the verdict (confirmed, refuted or unverifiable),
        the recounted number, the reason and every match. ``as_expected`` is True if every verdict
        is the one its claim expects. Its table has the columns ``id``, ``document``, ``kind``,
        ``verdict``, ``expected``, ``published``, ``recounted``, ``convention`` and ``reason``.

    Raises
    ------
    NothingCheckedError
        There are no claims. Verifying nothing must not look like a success.
    FaultyInputError
        A claim names an unknown document, or does not fit its document; all are reported.

    Examples
    --------
    >>> import policytext as pt
    >>> claims = pt.load_claims("texts/claims")
    >>> findings = pt.verify_claims(pt.load_corpus("texts"), claims)
    >>> for finding in list(findings)[:3]:
    ...     print(finding.claim.published, finding.recounted, finding.verdict)
    45 45 confirmed
    21 21 confirmed
    29 29 confirmed
    >>> findings.as_expected
    True
    """
    claims = claims if isinstance(claims, ClaimSet) else ClaimSet(tuple(claims))
    if not claims:
        raise NothingCheckedError("Nothing was checked: there are no claims.")
    return judge_claims(corpus, claims, known=known, segmenters=segmenters)


def judge_claims(
    corpus: Corpus,
    claims: ClaimSet | Iterable[Claim],
    *,
    known: Collection[str] = (),
    segmenters: Mapping[str, Segmenter] | None = None,
) -> Findings:
    """Do what `verify_claims` does, but return no findings if there are no claims."""
    claims = claims if isinstance(claims, ClaimSet) else ClaimSet(tuple(claims))
    refuse_unknown(claims, {*corpus.ids, *require_list(known, "known")})
    desk = Desk(corpus, segmenters=segmenters)
    with without_collecting():
        findings = _judge_all(claims, desk)
        if len(claims) <= _MANY:
            findings = [_suggest_terms(finding, claims, desk) for finding in findings]
    inputs = tuple(dict.fromkeys((*corpus.located_inputs, *claims.inputs)))
    return Findings(tuple(findings), inputs, desk.fingerprints, corpus)


def _judge_all(claims: ClaimSet, desk: Desk) -> list[Finding]:
    """Return the findings on all *claims*."""
    measured = _measure_all(claims, desk)
    findings, faults = [], []
    for number, claim in enumerate(claims):
        try:
            finding = judge(claim, desk, measured.get(number))
        except ClaimFaultError as error:
            faults.append(claims.fault(claim, error.path, error.what))
        else:
            findings.append(finding.at(claims.origins.get(claim.id)))
    if faults:
        raise FaultyInputError(faults)
    return findings


def _measure_all(claims: ClaimSet, desk: Desk) -> dict[int, _Measured]:
    """Return the recount of each claim whose documents are stored, by the number of the claim.

    Each document is searched once per convention.
    """
    held = {number: claim for number, claim in enumerate(claims) if _is_held(claim, desk)}
    desk.prepare(request for claim in held.values() for request in claim.requests(desk))
    measured = {}
    for number, claim in held.items():
        with suppress(ClaimFaultError):  # reported when the claim is judged
            measured[number] = _measure(claim, desk)
    others = (other for each in measured.values() for other in each.others)
    desk.prepare(request for other in others for request in other.requests(desk))
    return measured


def _measure(claim: Claim, desk: Desk) -> _Measured:
    measurement = claim.measure(desk)
    admitted = _admits(claim, measurement)
    others = [] if admitted else list_others(claim, measurement, desk)
    return _Measured(measurement, admitted, others)


def _suggest_terms(finding: Finding, claims: ClaimSet, desk: Desk) -> Finding:
    """Add notes on the terms of a refuted claim that do not occur: their other form, or a typo."""
    if finding.verdict is not Verdict.refuted:
        return finding
    claim, counts = finding.claim, finding.by_term
    absent = [term for term, count in counts.items() if not count]
    known = {term for other in claims for term in getattr(other, "terms", ()) if term not in counts}
    notes = tuple(_explain_zero(term, claim, desk, sorted(known)) for term in absent)
    return replace(finding, notes=(*finding.notes, *notes))


def _explain_zero(term: str, claim: Claim, desk: Desk, known: Sequence[str]) -> Message:
    convention = getattr(claim, "convention", None)
    note = convention and explain_absence(desk.document(claim.document), term, convention)
    if note:
        return note
    values = {"term": term, "document": claim.document}
    meant = find_nearest(term, known)
    if meant is None:
        return Message("finding_notes.absent", **values)
    return Message("finding_notes.absent_meant", meant=meant, **values)


def refuse_unknown(claims: ClaimSet, known: Collection[str]) -> None:
    """Raise the faults of all claims that name an unknown document."""
    faults: list[Fault] = []
    ordered = sorted(known)
    for claim in claims:
        named = claim.named_documents if claim.expect is not Verdict.unverifiable else ()
        source = claim.source.document
        for path, name in (*named, *(((("source", "document"), source),) if source else ())):
            if name not in known:
                hint = did_you_mean(name, ordered)
                what = f"no document {name!r} in the manifest.{hint} Name one that exists"
                faults.append(claims.fault(claim, path, what))
    if faults:
        raise FaultyInputError(faults)


def judge(claim: Claim, desk: Desk, measured: _Measured | None = None) -> Finding:
    """Return the finding on *claim*, only under the convention that it declares.

    *measured* is its recount, if it is already known.
    """
    if not measured and (missing := [name for name in claim.documents if name not in desk]):
        return _unverifiable(claim, Message("doubts.not_stored", documents=missing), None)
    claim.refuse_terms(desk)
    measurement, admitted, others = measured or _measure(claim, desk)
    if claim.has_wildcards:
        _refuse_wildcards(measurement)
    doubt = (
        _other_edition(claim, desk)
        or find_younger_text(claim, desk.corpus)
        or _other_segmenter(claim, desk)
        or measurement.doubt
    )
    if doubt:
        return _unverifiable(claim, doubt, measurement)
    sound = {name: examine(desk.document(name), claim.scope) for name in measurement.documents}
    if unchecked := tuple(filter(None, (each.unchecked for each in sound.values()))):
        return _unverifiable(claim, unchecked, measurement)
    gaps = _gaps(measurement, sound)
    if gaps:
        return _judge_part(claim, measurement, gaps)
    turned = _turned_by_leaving_out(claim, measurement, sound, desk)
    if not turned and not admitted:
        turned = find_doubt(claim, measurement, desk, others)
    if turned:
        return _unverifiable(claim, turned, measurement)
    notes = measurement.notes + tuple(n for name in measurement.relies for n in sound[name].lost)
    verdict = Verdict.confirmed if admitted else Verdict.refuted
    reason = _with_numbers(_OUTCOMES[admitted], claim, measurement)
    return Finding(claim, verdict, reason, measurement, notes)


def _refuse_wildcards(measurement: Measurement) -> None:
    try:
        refuse_wildcards(part.matches for part in measurement.parts)
    except PolicytextError as error:
        raise ClaimFaultError(("terms",), str(error)) from None


def judge_on_copy(claim: Claim, desk: Desk) -> Finding:
    """Return the finding on a claim that was written for another copy of its document.

    If the copy lacks the anchors, the claim is unverifiable and not faulty.
    """
    try:
        return judge(claim, desk)
    except ClaimFaultError as error:
        return _unverifiable(claim, Message("doubts.misplaced", what=error.what), None)


def _is_held(claim: Claim, desk: Desk) -> bool:
    return all(name in desk for name in claim.documents)


def _other_edition(claim: Claim, desk: Desk) -> Message | None:
    held = desk.document(claim.document).metadata.edition
    if not claim.edition or claim.edition == held:
        return None
    stored = held or Message("doubts.unnamed_edition")
    return Message("doubts.other_edition", stored=stored, claimed=claim.edition)


def _other_segmenter(claim: Claim, desk: Desk) -> Message | None:
    if claim.pin is None or not claim.pin.fingerprint:
        return None
    here = desk.segmenter(claim.pin.name).fingerprint
    if here == claim.pin.fingerprint:
        return None
    pinned = claim.pin.fingerprint
    return Message("doubts.other_segmenter", name=claim.pin.name, here=here, pinned=pinned)


def _gaps(measurement: Measurement, sound: Mapping[str, Soundness]) -> dict[str, Message]:
    """Return, by id, why documents that the number relies on are incomplete."""
    gaps = {}
    for name in measurement.relies:
        gap = sound[name].heading_gap if measurement.by_headings else sound[name].gap
        if gap:
            gaps[name] = gap
    return gaps


def _judge_part(claim: Claim, measurement: Measurement, gaps: Mapping[str, Message]) -> Finding:
    """Judge by an incomplete text: it can only confirm a lower bound."""
    predicate, value = claim.predicate, measurement.value
    only_lower = predicate.low is not None and predicate.high is None
    raised_only = all(name in measurement.grows for name in gaps)
    why = tuple(gaps.values())
    if only_lower and raised_only and value is not None and predicate.admits(value):
        counted = _with_numbers("reproduces", claim, measurement)
        reason = Message("verdict_reasons.lower_bound", reason=counted, why=why)
        return Finding(claim, Verdict.confirmed, reason, measurement, measurement.notes)
    return _unverifiable(claim, why, measurement)


def _turned_by_leaving_out(
    claim: Claim, measurement: Measurement, sound: Mapping[str, Soundness], desk: Desk
) -> Message | None:
    """Return a message if leaving out doubtful passages would change the verdict."""
    for name, soundness in sound.items():
        touched = [
            damage
            for damage in soundness.doubtful
            if measurement.touches(name, damage.start, damage.end)
        ]
        if not touched or _stays_on_its_side(claim, measurement, desk, name, touched):
            continue
        for left_out, spans in leave_out(touched):
            other = claim.measure(desk.without({name: spans}))
            if _admits(claim, other) != _admits(claim, measurement):
                what = [damage.what for damage in left_out]
                return Message("doubts.would_change", document=name, damage=what)
    return None


def _stays_on_its_side(
    claim: Claim, measurement: Measurement, desk: Desk, name: str, touched: Sequence[Damage]
) -> bool:
    """Return whether the number stays below, within or above the admitted range.

    The number can only grow with the text, so one recount without all passages is enough.
    """
    if name not in measurement.grows or measurement.value is None:
        return False
    spans = [Span(damage.start, damage.end) for damage in touched]
    least = claim.measure(desk.without({name: spans})).value
    side = claim.predicate.side_of
    return least is not None and side(least) == side(measurement.value)


def _admits(claim: Claim, measurement: Measurement) -> bool:
    return measurement.value is not None and claim.predicate.admits(measurement.value)


def _with_numbers(outcome: str, claim: Claim, measurement: Measurement) -> Message:
    """Return the outcome of the recount with the recounted and the published number."""
    said = Message(f"verdict_reasons.{outcome}", convention=measurement.convention)
    if measurement.value is None:
        return Message("verdict_reasons.undefined", reason=said)
    return Message(
        "verdict_reasons.with_numbers",
        outcome=said,
        recounted=format_number(measurement.value),
        published=claim.published,
    )


def _unverifiable(
    claim: Claim, why: Message | tuple[Message, ...], measurement: Measurement | None
) -> Finding:
    reason = Message("verdict_reasons.unverifiable", why=why)
    if measurement is not None and measurement.value is not None:
        recounted = format_number(measurement.value)
        reason = Message("verdict_reasons.unverifiable_with", why=why, recounted=recounted)
    notes = measurement.notes if measurement else ()
    return Finding(claim, Verdict.unverifiable, reason, measurement, notes)


def would_stop_holding(
    before: Corpus, after: Corpus, claims: ClaimSet, *, known: Collection[str] = ()
) -> list[tuple[Finding, Finding]]:
    """Return the claims whose verdict is as expected in *before* but not in *after*."""
    old = verify_claims(before, claims, known={*known, *after.ids})
    new = verify_claims(after, claims, known={*known, *before.ids})
    return [
        (was, now)
        for was, now in zip(old.findings, new.findings, strict=True)
        if was.as_expected and not now.as_expected
    ]
