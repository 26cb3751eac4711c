"""Verdict cards: what was published, what a recount gives, and the passages to judge by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policytext.claims import Finding, Verdict
from policytext.claims.desk import Part
from policytext.claims.findings import format_number
from policytext.concordance import ConcordanceLine, make_line
from policytext.corpus import Document
from policytext.counting import Match
from policytext.renderers.wording import Wording
from policytext.report import WINDOW, Report

_SHOWN_TERMS = 8
MARKS = {Verdict.confirmed: "✓", Verdict.refuted: "✗", Verdict.unverifiable: "?"}


@dataclass(frozen=True)
class TermBar:
    """A term's share of a recount."""

    term: str
    count: int
    width: str


@dataclass(frozen=True)
class CardView:
    """One claim and its finding, ready for the page."""

    id: str
    verdict: str
    mark: str
    published: str
    recounted: str
    convention: str
    document: str
    key: str
    says: str
    reason: str
    quote: str
    source: str
    terms: list[TermBar]
    more_terms: int
    lines: list[ConcordanceLine]
    parts: list[tuple[str, str, int]]
    unexpected: str
    notes: tuple[str, ...]


def view_cards(report: Report, t: Wording, keys: dict[str, str]) -> list[CardView]:
    """Return a card for every claim, those that do not hold first."""
    order = list(Verdict)
    ranked = sorted(
        report.findings,
        key=lambda f: (f.as_expected, -order.index(f.verdict) if not f.as_expected else 0),
    )
    return [_view(finding, report, t, keys) for finding in ranked]


def _view(finding: Finding, report: Report, t: Wording, keys: dict[str, str]) -> CardView:
    claim = finding.claim
    held = _held(report, claim.document)
    counts = [(term, n) for term, n in finding.by_term.items()]
    top = max((n for _, n in counts), default=0)
    shown = counts if claim.kind == "count" else []
    return CardView(
        id=claim.id,
        verdict=finding.verdict.value,
        mark=MARKS[finding.verdict],
        published=claim.published,
        recounted="–" if finding.recounted is None else format_number(finding.recounted),
        convention=finding.convention,
        document=held.metadata.title if held else claim.document,
        key=keys.get(claim.document, ""),
        says=_say(finding, report, t),
        reason=finding.reason,
        quote=claim.source.quote,
        source=_source(finding, report, keys),
        terms=[
            TermBar(term, n, f"{100 * n / top:.2f}" if top else "0")
            for term, n in shown[:_SHOWN_TERMS]
        ],
        more_terms=max(0, len(shown) - _SHOWN_TERMS),
        lines=list(_pick_lines(finding, report)),
        parts=[
            (set_key(claim.id, part), part.matches.document, len(part.matches))
            for part in parts_of(finding)
        ],
        unexpected="" if finding.as_expected else t(f"verdicts.{claim.expect.value}"),
        notes=finding.notes,
    )


def _held(report: Report, name: str) -> Document | None:
    return next((document for document in report.corpus if document.id == name), None)


def parts_of(finding: Finding) -> tuple[Part, ...]:
    """Return the matches behind a finding, by role."""
    return finding.measurement.parts if finding.measurement else ()


def set_key(claim: str, part: Part) -> str:
    """Return the name under which the page keeps the matches of a claim."""
    return f"claim:{claim}:{part.role}" if part.role else f"claim:{claim}"


def _say(finding: Finding, report: Report, t: Wording) -> str:
    """Return the verdict as a sentence in the reader's language."""
    claim = finding.claim
    values = {
        "published": claim.published,
        "recounted": "–" if finding.recounted is None else format_number(finding.recounted),
        "convention": finding.convention,
    }
    if finding.verdict is not Verdict.unverifiable:
        return t(f"cards.{finding.verdict.value}_says", **values)
    if any(name not in report.corpus for name in claim.documents):
        return t("cards.not_held")
    return t("cards.unverifiable_says", **values)


def _source(finding: Finding, report: Report, keys: dict[str, str]) -> str:
    source = finding.claim.source
    if source.document and source.document in report.corpus:
        meta = report.corpus[source.document].metadata
        return " · ".join(filter(None, (meta.issuer, meta.title, meta.issued)))
    return " · ".join(filter(None, (source.outlet, source.title, source.date)))


def _pick_lines(finding: Finding, report: Report) -> Iterator[ConcordanceLine]:
    """Yield two hits in context: the first, and the first of another term or else the middle."""
    matches = [match for part in parts_of(finding) if not part.role for match in part.matches]
    for match in _pick(matches):
        yield make_line(report.corpus[match.document], match, window=WINDOW)


def _pick(matches: list[Match]) -> list[Match]:
    if len(matches) < 3:
        return matches
    first = next((m for m in matches if m.start > matches[0].start + 40), matches[1])
    others = (m for m in matches if m.term != first.term and m.start > first.start)
    return [first, next(others, matches[max(2, len(matches) // 2)])]
