"""Formats of findings: a format a file.

Tested in tests/claims/test_formats.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from policytext.base.lookup import look_up
from policytext.claims.findings import Findings


@dataclass(frozen=True)
class FindingsFormat:
    """A format: the module whose ``render`` writes it, and what it is for."""

    module: str
    what: str


# A module loads when its format is asked for: some need a library that takes its time.
FINDINGS_FORMATS: dict[str, FindingsFormat] = {
    "text": FindingsFormat("text", "for people: verdict, number, reason, two concordance lines"),
    "json": FindingsFormat("json_object", "everything, for programs"),
    "junit": FindingsFormat("junit", "JUnit XML, for the test report of a CI"),
    "sarif": FindingsFormat("sarif", "SARIF 2.1, for code scanning"),
    "github": FindingsFormat("github", "annotations of GitHub Actions"),
    "md": FindingsFormat("markdown", "Markdown, for a job summary"),
    "claimreview": FindingsFormat("claimreview", "ClaimReview JSON-LD, for publication"),
}


def render_findings(findings: Findings, form: str, *, evidence: bool = False) -> str:
    """Return *findings* in the format called *form*; *evidence* adds every match."""
    name = look_up(FINDINGS_FORMATS, form, "format of findings").module
    render: Callable[..., str] = import_module(f"{__name__}.{name}").render
    return render(findings, evidence=evidence)
