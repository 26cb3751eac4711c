"""Verdict cards: the published number, the recount and the passages counted.

Tested in tests/report/formats/test_page.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policytext.claims import Finding, Verdict
from policytext.claims.explain import Explanation
from policytext.claims.findings import format_number
from policytext.claims.model import TermClaim
from policytext.claims.recount import Part
from policytext.counting.concordance import ConcordanceLine, make_line
from policytext.counting.matches import Match
from policytext.documents.document import Document
from policytext.language.messages import Message, Wording, say
from policytext.report.formats.page.views import link_passages, percent
from policytext.report.model import WINDOW, Report

_SHOWN_TERMS = 8
_SHOWN_VALUES = 12
MARKS = {Verdict.confirmed: "✓", Verdict.refuted: "✗", Verdict.unverifiable: "?"}


@dataclass(frozen=True)
class TermBar:
    """A term's share of a recount, and the address of its passages."""

    term: str
    count: int
    width: str
    href: str


@dataclass(frozen=True)
class PartView:
    """Matches behind a number: their role, how many, and their address."""

    role: str
    count: int
    href: str


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
    quote: str
    source: str
    terms: list[TermBar]
    more_terms: int
    lines: list[ConcordanceLine]
    parts: list[PartView]
    explanation: list[str]
    unexpected: str
    notes: tuple[str, ...]


def view_cards(report: Report, t: Wording, keys: dict[str, str]) -> list[CardView]:
    """Return a card for every claim, unexpected verdicts first, else in the order of the files."""
    ranked = sorted(report.findings, key=lambda finding: finding.as_expected)
    return [_view(finding, report, t, keys) for finding in ranked]


def _view(finding: Finding, report: Report, t: Wording, keys: dict[str, str]) -> CardView:
    claim = finding.claim
    stored = _find_document(report, claim.document)
    bars = _bars(finding)
    return CardView(
        id=claim.id,
        verdict=finding.verdict.value,
        mark=MARKS[finding.verdict],
        published=claim.published,
        recounted="–" if finding.recounted is None else format_number(finding.recounted),
        convention=name_convention(finding),
        document=stored.metadata.title if stored else claim.document,
        key=keys.get(claim.document, ""),
        says=_say(finding, report, t),
        quote=claim.source.quote,
        source=_source(finding, report, t),
        terms=bars[:_SHOWN_TERMS],
        more_terms=max(0, len(bars) - _SHOWN_TERMS),
        lines=list(_pick_lines(finding, report)),
        parts=_view_parts(finding),
        explanation=_explain(report.explanations.get(claim.id), t),
        unexpected="" if finding.as_expected else t(f"verdicts.{claim.expect.value}"),
        notes=tuple(note.in_language(t.language) for note in finding.notes),
    )


def _bars(finding: Finding) -> list[TermBar]:
    """Return the terms of a count, each with its passages; items and lengths have no terms."""
    parts = [part for part in parts_of(finding) if not part.role]
    if not isinstance(finding.claim, TermClaim) or len(parts) != 1:
        return []
    counts, part = finding.by_term, parts[0]
    top = max(counts.values(), default=0) or 1
    key, document = set_key(claim_key(finding.claim.id), part), part.matches.document
    return [
        TermBar(term, n, percent(n / top, 2), link_passages(key, document, term) if n else "")
        for term, n in counts.items()
    ]


def _view_parts(finding: Finding) -> list[PartView]:
    return [
        PartView(
            part.role,
            len(part.matches),
            link_passages(set_key(claim_key(finding.claim.id), part), part.matches.document),
        )
        for part in parts_of(finding)
        if len(part.matches)
    ]


def _explain(explanation: Explanation | None, t: Wording) -> list[str]:
    """Return which conventions would give the number, and how strong that evidence is."""
    if explanation is None:
        return []
    published, values = explanation.finding.claim.published, explanation.values
    shown = t("separator").join(format_number(value) for value in values[:_SHOWN_VALUES])
    sentences = [t("explain.tried", n=len(explanation.attempts), values=len(values), shown=shown)]
    for attempt in explanation.explaining[:3]:
        sentences.append(t("explain.comes_out", published=published, by=attempt.convention))
    if not explanation.explaining:
        sentences.append(t("explain.none", published=published))
    said = {"reached": explanation.reached, "n": explanation.nearby, "published": published}
    rate = percent(explanation.chance_rate, 1)
    explained = "explained" if explanation.explaining else "unexplained"
    sentences.append(t("explain.reached", rate=rate, **said))
    sentences.append(t(f"explain.{explanation.strength}_{explained}", published=published))
    return [*sentences, t("explain.never")]


def _find_document(report: Report, name: str) -> Document | None:
    return report.corpus[name] if name in report.corpus else None  # noqa: SIM401


def name_convention(finding: Finding) -> str:
    """Return the convention of the number, and what was counted if not the hits of terms."""
    return ", ".join(filter(None, (finding.convention, finding.claim.counted)))


def parts_of(finding: Finding) -> tuple[Part, ...]:
    """Return the matches behind a finding, by role."""
    return finding.measurement.parts if finding.measurement else ()


def claim_key(claim: str) -> str:
    """Return the key of the matches of a claim in the page's data."""
    return f"claim:{claim}"


def set_key(key: str, part: Part) -> str:
    """Return the key of the matches of one role."""
    return f"{key}:{part.role}" if part.role else key


def _say(finding: Finding, report: Report, t: Wording) -> str:
    """Return the verdict as a sentence; a confirmed exact number needs none."""
    claim = finding.claim
    if finding.verdict is Verdict.confirmed and claim.predicate.kind == "exact":
        return ""
    values = {
        "published": claim.published,
        "recounted": "–" if finding.recounted is None else format_number(finding.recounted),
        "convention": finding.convention,
    }
    if finding.verdict is not Verdict.unverifiable:
        return t(f"cards.{finding.verdict.value}_says", **values)
    return say_unverifiable(finding.reason, t)


def say_unverifiable(reason: Message, t: Wording) -> str:
    """Return as a sentence why a claim cannot be verified, without the recount."""
    return t("cards.unverifiable_says", why=say(reason.value("why"), t.language))


def _source(finding: Finding, report: Report, t: Wording) -> str:
    """Return where the claim was published."""
    source = finding.claim.source
    parts: tuple[str, ...] = (source.outlet, source.title, source.date)
    if source.document and (stored := _find_document(report, source.document)):
        parts = (stored.metadata.issuer, stored.metadata.title, stored.metadata.issued)
    return t("separator").join(filter(None, parts))


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
