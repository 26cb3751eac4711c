"""Findings as workflow commands of GitHub Actions: annotations on the lines of the claims.

Tested in tests/claims/test_formats.py.
"""

from __future__ import annotations

from policytext.base.escape import escape
from policytext.claims.findings import Finding, Findings
from policytext.claims.formats.text import summarise
from policytext.claims.model import Place

MOST = 10  # GitHub shows at most so many annotations per step


def render(findings: Findings, *, evidence: bool = False) -> str:
    """Return an error for each of the first ten unexpected verdicts, and the number of others."""
    unexpected = [finding for finding in findings if not finding.as_expected]
    lines = [_annotate(finding) for finding in unexpected[:MOST]]
    if len(unexpected) > MOST:
        lines.append(f"{len(unexpected) - MOST} more claims did not get the expected verdict.")
    return "\n".join([*lines, summarise(findings)])


def _annotate(finding: Finding) -> str:
    title = f"{finding.claim.id} {finding.verdict.value}"
    message = f"{finding.reason}. Expected: {finding.claim.expect.value}."
    return annotate("error", title, message, finding.place)


def annotate(level: str, title: str, message: str, place: Place | None) -> str:
    """Return the workflow command for an annotation: an error, a warning or a notice."""
    keys = {"title": title}
    if place:
        keys = {"file": place.file, "line": str(place.line), "col": str(place.column), **keys}
    properties = ",".join(f"{key}={escape(value, 'property')}" for key, value in keys.items())
    return f"::{level} {properties}::{escape(message, 'github')}"
