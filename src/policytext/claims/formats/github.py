"""Findings as workflow commands of GitHub Actions: annotations on the lines of the claims.

Tested in tests/claims/test_formats.py.
"""

from __future__ import annotations

from policytext.base.escape import escape
from policytext.claims.findings import Finding, Findings
from policytext.claims.formats.text import summarise

_MOST = 10  # GitHub shows at most so many annotations per step


def render(findings: Findings, *, evidence: bool = False) -> str:
    """Return an error for each of the first ten unexpected verdicts, and the number of others."""
    unexpected = [finding for finding in findings if not finding.as_expected]
    lines = [_annotate(finding) for finding in unexpected[:_MOST]]
    if len(unexpected) > _MOST:
        lines.append(f"{len(unexpected) - _MOST} more claims did not get the expected verdict.")
    return "\n".join([*lines, summarise(findings)])


def _annotate(finding: Finding) -> str:
    keys = {"title": f"{finding.claim.id} {finding.verdict.value}"}
    if finding.place:
        keys = {
            "file": finding.place.file,
            "line": str(finding.place.line),
            "col": str(finding.place.column),
            **keys,
        }
    properties = ",".join(f"{key}={escape(value, 'property')}" for key, value in keys.items())
    message = f"{finding.reason}. Expected: {finding.claim.expect.value}."
    return f"::error {properties}::{escape(message, 'github')}"
