"""Findings as text for people.

Tested in tests/claims/test_formats.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from policytext.base.escape import escape
from policytext.claims.evidence import list_evidence
from policytext.claims.findings import Finding, Findings, format_number

_LINES = 2


def render(findings: Findings, *, evidence: bool = False) -> str:
    """Return the verdict, number, reason and two matches of each finding; all with *evidence*."""
    lines = [line for f in findings for line in _describe(f, findings, every=evidence)]
    return "\n".join([*lines, summarise(findings), *_list_unexpected(findings)])


def _list_unexpected(findings: Findings) -> Iterator[str]:
    """Yield a line for each unexpected verdict; they come last, where they are visible."""
    for finding in findings:
        if not finding.as_expected:
            at = f" ({finding.place.file}:{finding.place.line})" if finding.place else ""
            said = f"{finding.verdict.value}, not {finding.claim.expect.value}"
            yield _show(f"Not as expected: {finding.claim.id}{at}: {said}.")


def _describe(finding: Finding, findings: Findings, *, every: bool) -> Iterator[str]:
    claim = finding.claim
    value = "–" if finding.recounted is None else format_number(finding.recounted)
    unexpected = "" if finding.as_expected else f"  (expected: {claim.expect.value})"
    head = f"{finding.verdict.value:<13} {claim.id}: {value} recounted, {claim.published} published"
    yield _show(head + unexpected)
    # The line above has both numbers already.
    yield _show(f"    {finding.reason.value('outcome') or finding.reason}.")
    if len(finding.by_term) > 1:
        yield _show("    " + ", ".join(f"{term} {n}" for term, n in finding.by_term.items()))
    for note in finding.notes:
        yield _show(f"    note: {note}")
    for line in describe_hits(finding, findings, every=every):
        yield f"    {line}"


def describe_hits(finding: Finding, findings: Findings, *, every: bool = False) -> Iterator[str]:
    """Yield the first two matches behind a number, or every one, each in its context."""
    if finding.measurement is None:
        return
    hits = list_evidence(finding.measurement, findings.corpus)
    for hit in islice(hits, None if every else _LINES):
        yield _show(f"{hit['document']}: …{hit['prefix']}【{hit['exact']}】{hit['suffix']}…")


def summarise(findings: Findings) -> str:
    """Return the numbers of claims by verdict and of verdicts that are as expected."""
    summary = findings.summary
    counts = ", ".join(f"{summary[v]} {v}" for v in ("confirmed", "refuted", "unverifiable"))
    claims = "1 claim" if len(findings) == 1 else f"{len(findings)} claims"
    return f"{claims}: {counts}; {summary['as_expected']} as expected."


def _show(text: str) -> str:
    return escape(text, "line")
