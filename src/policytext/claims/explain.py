"""Explain a claim: which other conventions give its number, and how little that proves.

With enough conventions, almost any number can be reached. So an explanation never changes a
verdict, and it reports the share of nearby numbers that the conventions reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import product
from math import ceil, floor
from typing import TYPE_CHECKING, Any, Literal

from policytext.base.errors import NothingCheckedError
from policytext.base.lookup import look_up
from policytext.base.table import Result, Table, make_table
from policytext.claims.certainty import is_open
from policytext.claims.findings import Finding, format_number, plain_number
from policytext.claims.judge import judge
from policytext.claims.model import Claim, ClaimSet, TermClaim, read_as
from policytext.claims.published import Predicate
from policytext.claims.recount import ClaimFaultError, Desk, Number
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.documents.regions import REGIONS, RegionName
from policytext.language.messages import Message

if TYPE_CHECKING:
    from policytext.counting.lexicon import Lexicon

Strength = Literal["strong", "some", "little"]
AROUND = Fraction(1, 5)
_MANY = 8  # with fewer numbers nearby, reaching only one of them is not strong evidence
_SCOPES: tuple[tuple[RegionName, ...], ...] = (
    ("title", "subtitle", "body"),
    ("body",),
    ("title", "body"),
    ("title", "subtitle", "body", "annex"),
    ("body", "annex"),
)


@dataclass(frozen=True)
class Attempt:
    """A convention that was tried, its number, and how many settings differ from the claim."""

    convention: str
    terms: tuple[str, ...]
    grown_from: str
    value: Number | None
    gives_it: bool
    departures: int


@dataclass(frozen=True)
class Explanation(Result):
    """All conventions tried on one claim, those most similar to the declared one first.

    ``nearby`` is the number of values within ±20 % of the published one, including that one and
    excluding the recount. ``reached`` is the number of these that the other conventions give. If
    they reach 0 or 1 of many, that is strong evidence; if they reach many, it proves little.
    """

    finding: Finding
    attempts: tuple[Attempt, ...]
    reached: int
    nearby: int

    @property
    def chance_rate(self) -> float:
        """The share of the nearby numbers that the conventions reach."""
        return self.reached / self.nearby

    @property
    def strength(self) -> Strength:
        """How strong the evidence is: ``strong``, ``some`` or ``little``."""
        if self.reached <= 1 and self.nearby >= _MANY:
            return "strong"
        return "some" if self.chance_rate < AROUND else "little"

    @property
    def explaining(self) -> tuple[Attempt, ...]:
        """The attempts that give the published number, simplest first."""
        return tuple(attempt for attempt in self.attempts if attempt.gives_it)

    @property
    def values(self) -> tuple[Number, ...]:
        """The distinct values that the conventions gave, sorted."""
        return tuple(sorted({a.value for a in self.attempts if a.value is not None}))

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation as one JSON object."""
        claim = self.finding.claim
        return {
            "schema": "policytext/explanation/1",
            "id": claim.id,
            "document": claim.document,
            "published": claim.published,
            "verdict": self.finding.verdict.value,
            "convention": self.finding.convention,
            "recounted": plain_number(self.finding.recounted),
            "conventions_tried": len(self.attempts),
            "distinct_values": len(self.values),
            "values": [plain_number(value) for value in self.values],
            "chance_rate": self.chance_rate,
            "numbers_reached": self.reached,
            "numbers_nearby": self.nearby,
            "strength": self.strength,
            "sentences": [str(sentence) for sentence in self.sentences()],
            "explained_by": [_describe(attempt) for attempt in self.explaining],
            "attempts": [_describe(attempt) for attempt in self.attempts],
        }

    def to_table(self) -> Table:
        """Return the attempts as a table."""
        columns = ("convention", "terms", "value", "gives_it", "departures")
        records = [
            {
                **{name: getattr(attempt, name) for name in columns},
                "value": plain_number(attempt.value) if attempt.value is not None else None,
                "terms": ", ".join(attempt.terms),
            }
            for attempt in self.attempts
        ]
        return make_table(f"Explanation of {self.finding.claim.id}", records, columns,
                          notes=tuple(self.sentences()))  # fmt: skip

    def sentences(self) -> Iterator[Message]:
        """Yield the sentences of the explanation, in reading order."""
        claim, finding = self.finding.claim, self.finding
        verdict = Message(f"verdict_names.{finding.verdict.value}")
        yield Message("explanation.verdict", claim=claim.id, verdict=verdict, reason=finding.reason)
        yield Message(
            "explanation.tried",
            n=len(self.attempts),
            distinct=len(self.values),
            values=[format_number(value) for value in self.values],
        )
        others = [attempt for attempt in self.explaining if attempt.departures]
        if not others:
            yield Message("explanation.none", published=claim.published)
        for attempt in others:
            values = {"published": claim.published, "convention": attempt.convention}
            if attempt.grown_from:
                yield Message("explanation.comes_out_grown", family=attempt.grown_from, **values)
            else:
                yield Message("explanation.comes_out", **values)
        yield Message(
            "explain.reached",
            reached=self.reached,
            n=self.nearby,
            published=claim.published,
            rate=f"{self.chance_rate:.1%}",
        )
        explained = "explained" if self.explaining else "unexplained"
        yield Message(f"explain.{self.strength}_{explained}", published=claim.published)
        yield Message("explain.never")


def _describe(attempt: Attempt) -> dict[str, Any]:
    return {
        "convention": attempt.convention,
        "terms": list(attempt.terms),
        "grown_from": attempt.grown_from,
        "value": None if attempt.value is None else plain_number(attempt.value),
        "departures": attempt.departures,
    }


def explain_claim(
    corpus: Corpus, claims: ClaimSet, name: str, *, lexicons: Sequence[Lexicon] = ()
) -> Explanation:
    """Recount one claim under other plausible conventions; its verdict does not change.

    Parameters
    ----------
    corpus : Corpus
        The documents, including those that the claim names.
    claims : ClaimSet
        The claims, usually from `load_claims`.
    name : str
        The id of the claim.
    lexicons : sequence of Lexicon, default ()
        If the quote of the claim leaves the list of terms open (等), families of these lexicons
        that share a term with the claim are tried as well.

    Returns
    -------
    Explanation
        The conventions tried (``attempts``), those that give the published number
        (``explaining``), and how strong that is as evidence (``strength``). Its table has the
        columns ``convention``, ``terms``, ``value``, ``gives_it`` and ``departures`` (how many
        settings differ from the declared ones).

    Raises
    ------
    UnknownNameError
        There is no claim with this id.
    NothingCheckedError
        A document that the claim names is not in *corpus*.

    Examples
    --------
    >>> import policytext as pt
    >>> plan = pt.load_corpus("texts", ids=["action-plan-2025"])
    >>> explanation = pt.explain_claim(plan, pt.load_claims("texts/claims"), "plan-global")
    >>> explanation.finding.recounted, explanation.explaining[0].departures
    (45, 0)
    """
    claim = look_up({claim.id: claim for claim in claims}, name, "claim")
    return explain_at(Desk(corpus), claim, lexicons=lexicons)


def explain_at(desk: Desk, claim: Claim, *, lexicons: Sequence[Lexicon] = ()) -> Explanation:
    """Try other conventions on *claim*; *desk* caches the searches for the next claim."""
    missing = [name for name in claim.documents if name not in desk]
    if missing:
        raise NothingCheckedError(
            f"Nothing to try: {Message('doubts.not_stored', documents=missing)}."
        )
    finding = judge(claim, desk)
    document = desk.document(claim.document)
    variants = list(_vary_all(claim, document, lexicons))
    desk.prepare(r for variant, _ in variants for r in variant.requests(desk))
    settled = claim.for_document(document)
    tried = (_try(variant, grown, settled, desk) for variant, grown in variants)
    attempts = [attempt for attempt in tried if attempt]
    attempts.sort(key=lambda attempt: attempt.departures)
    others = {a.value for a in attempts if a.value is not None and a.departures}
    reached = count_reached(claim.predicate, finding.recounted, others)
    return Explanation(finding, tuple(attempts), *reached)


def _try(variant: Claim, grown: str, declared: Claim, desk: Desk) -> Attempt | None:
    try:
        measurement = variant.measure(desk)
    except ClaimFaultError:
        return None  # the anchors of a list are outside this scope
    value = measurement.value
    terms = variant.terms if isinstance(variant, TermClaim) else ()
    gives_it = value is not None and declared.predicate.admits(value)
    own = variant.for_document(desk.document(variant.document))
    departures = sum(
        getattr(own, key) != getattr(declared, key) for key in type(declared).model_fields
    )
    return Attempt(measurement.convention, terms, grown, value, gives_it, departures)


def _vary_all(
    claim: Claim, document: Document, lexicons: Sequence[Lexicon]
) -> Iterator[tuple[Claim, str]]:
    """Yield the claim under every convention, then with larger families.

    The declared convention comes first.
    """
    yield from ((variant, "") for variant in _vary(claim, document))
    if isinstance(claim, TermClaim) and is_open(claim):
        for name, terms in _grow(claim, document, lexicons):
            grown = claim.model_copy(update={"terms": terms})
            yield from ((variant, name) for variant in _vary(grown, document))


def _vary(claim: Claim, document: Document) -> Iterator[Claim]:
    own = claim.for_document(document)
    keys = {"scope": _scopes(claim.scope, document), **claim.alternatives(document)}
    options = {
        key: tuple(dict.fromkeys((getattr(own, key), *values))) for key, values in keys.items()
    }
    for values in product(*options.values()):
        variant = own.model_copy(update=dict(zip(options, values, strict=True)))
        # An unchanged claim keeps match None, because two documents may need different ones.
        yield claim if variant == own else variant


def _scopes(
    declared: tuple[RegionName, ...], document: Document
) -> Iterator[tuple[RegionName, ...]]:
    """Yield the scopes that differ in the regions that the document has."""
    present = {region.name for region in document.regions}
    seen = {frozenset(present & set(declared))}
    for scope in _SCOPES:
        regions = frozenset(present & set(scope))
        if regions and regions not in seen:
            seen.add(regions)
            yield tuple(name for name in REGIONS if name in scope)


def _grow(
    claim: TermClaim, document: Document, lexicons: Sequence[Lexicon]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the terms of the claim joined with each lexicon family that shares a term."""
    declared = claim.convention.for_document(document)
    read_by = partial(read_as, match=declared.match, simplify=declared.simplify)
    own = {read_by(term): term for term in claim.terms}
    for lexicon in lexicons:
        for name, terms in lexicon.terms_in(document.metadata.language).items():
            read = {read_by(term): term for term in terms}
            if own.keys() & read.keys() and read.keys() - own.keys():
                yield f"{lexicon.name}/{name}", (*own.values(), *(
                    term for key, term in read.items() if key not in own))  # fmt: skip


def count_reached(
    predicate: Predicate, recounted: Number | None, values: Iterable[Number]
) -> tuple[int, int]:
    """Return how many of the numbers near the published one are in *values*, and how many exist.

    The published number is included. The recounted number is excluded if it differs, because it
    needs no explanation.
    """
    step = _step(predicate)
    first = ceil(predicate.value * (1 - AROUND) / step)
    last = floor(predicate.value * (1 + AROUND) / step)
    near, published = range(first, last + 1), {round(predicate.value / step)}
    right: set[int] = set()
    if recounted is not None:
        right = _admitting(recounted, predicate, near, step) - published
    nearby = {*near, *published} - right
    reached = {n for value in values for n in _admitting(value, predicate, near, step)}
    return len(reached & nearby), len(nearby)


def _admitting(value: Number, predicate: Predicate, near: range, step: Fraction) -> set[int]:
    """Return the numbers of *near*, in steps, that would admit *value* if printed the same way."""
    if predicate.kind == "exact" and predicate.low != predicate.high:
        return {floor(value / step + Fraction(1, 2))}  # the number to which it rounds
    # A number printed as n admits v if and only if the one printed as p admits v - n + p.
    return {n for n in near if predicate.admits(value - n * step + predicate.value)}


def _step(predicate: Predicate) -> Fraction:
    """Return the distance between neighbouring numbers of the same printed precision."""
    if predicate.low is not None and predicate.high is not None and predicate.kind == "exact":
        return (predicate.high - predicate.low) or Fraction(1, 100)
    share = 2 if predicate.value < 1 else 0
    return Fraction(1, 10 ** (predicate.decimals + share))
