"""Formats of findings, one per file.

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
    """A format: the module with its ``render`` function, and its purpose."""

    module: str
    what: str


# A module is loaded when its format is used, because some libraries load slowly.
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
    """Return *findings* in the format *form*; *evidence* adds every match."""
    name = look_up(FINDINGS_FORMATS, form, "format of findings").module
    render: Callable[..., str] = import_module(f"{__name__}.{name}").render
    return render(findings, evidence=evidence)
