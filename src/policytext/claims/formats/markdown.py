"""Findings as Markdown, for the summary of a CI job.

Tested in tests/claims/test_formats.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from policytext.base.escape import escape
from policytext.claims.findings import Finding, Findings, format_number
from policytext.claims.formats.text import describe_hits, summarise


def render(findings: Findings, *, evidence: bool = False) -> str:
    """Return a table of all claims, and the matches of those with an unexpected verdict."""
    lines = [f"**{summarise(findings)}**", "", *_table(findings)]
    for finding in findings:
        if evidence or not finding.as_expected:
            lines += ["", *_details(finding, findings, evidence=evidence)]
    return "\n".join(lines)


def _table(findings: Findings) -> Iterator[str]:
    yield "| verdict | as expected | claim | document | published | recounted | convention |"
    yield "|" + " --- |" * 7
    for finding in findings:
        claim = finding.claim
        cells = (
            finding.verdict.value,
            "yes" if finding.as_expected else "**no**",
            _code(claim.id),
            _code(claim.document),
            _code(claim.published),
            "–" if finding.recounted is None else format_number(finding.recounted),
            _code(finding.convention) if finding.convention else "–",
        )
        yield "| " + " | ".join(cells) + " |"


def _details(finding: Finding, findings: Findings, *, evidence: bool) -> Iterator[str]:
    yield f"{_code(finding.claim.id)}: {_code(str(finding.reason))}"
    hits = describe_hits(finding, findings, every=evidence)
    yield from (f"- {_code(line)}" for line in hits)


def _code(text: str) -> str:
    return escape(text, "code")
