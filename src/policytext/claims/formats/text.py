"""Findings as text for people."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from policytext.claims.evidence import list_evidence
from policytext.claims.findings import Finding, Findings, format_number
from policytext.claims.formats.escaping import show
from policytext.corpus import Corpus

_LINES = 2


def render(findings: Findings, *, evidence: bool = False) -> str:
    """Return each finding as verdict, number, reason and two hits; with *evidence*, all hits."""
    lines = [
        line
        for finding in findings
        for line in _describe(finding, findings.corpus, None if evidence else _LINES)
    ]
    return "\n".join([*lines, summarise(findings)])


def _describe(finding: Finding, corpus: Corpus, limit: int | None) -> Iterator[str]:
    claim = finding.claim
    value = "–" if finding.recounted is None else format_number(finding.recounted)
    unexpected = "" if finding.as_expected else f"  (expected: {claim.expect.value})"
    head = f"{finding.verdict.value:<13} {claim.id}: {value} recounted, {claim.published} published"
    yield show(head + unexpected)
    yield show(f"    {finding.reason}.")
    for note in finding.notes:
        yield show(f"    note: {note}.")
    hits = list_evidence(finding.measurement, corpus) if finding.measurement else iter(())
    for hit in islice(hits, limit):
        yield show(f"    {hit['document']}: …{hit['prefix']}【{hit['exact']}】{hit['suffix']}…")


def summarise(findings: Findings) -> str:
    """Return the last line: how many claims of each verdict, and how many as expected."""
    summary = findings.summary
    counts = ", ".join(f"{summary[v]} {v}" for v in ("confirmed", "refuted", "unverifiable"))
    return f"{summary['claims']} claims: {counts}; {summary['as_expected']} as expected."
