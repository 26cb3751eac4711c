"""Findings as JUnit XML: a claim is a test case."""

from __future__ import annotations

from typing import Any

from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite

from policytext.base.escape import escape
from policytext.claims.findings import Finding, Findings
from policytext.claims.formats.text import describe_hits
from policytext.claims.model import Verdict


def render(findings: Findings, *, evidence: bool = False) -> str:
    """Return the report: a claim whose verdict is not the expected one fails."""
    suite: Any = TestSuite("policytext verify")
    for finding in findings:
        suite.add_testcase(_make_case(finding, findings, evidence=evidence))
    suite.update_statistics()  # of no claims, too
    report: Any = JUnitXml("policytext")
    report.add_testsuite(suite)
    written: bytes = report.tostring()
    return written.decode("utf-8")


def _make_case(finding: Finding, findings: Findings, *, evidence: bool) -> TestCase:
    case = TestCase(finding.claim.id, finding.claim.document)
    if finding.place:
        case._elem.set("file", escape(finding.place.file, "line"))
        case._elem.set("line", str(finding.place.line))
    reason = escape(finding.reason, "line")
    if not finding.as_expected:
        expected = f"{finding.verdict.value}, expected {finding.claim.expect.value}"
        case.result = [Failure(f"{expected}: {reason}", finding.verdict.value)]
    elif finding.verdict is Verdict.unverifiable:
        case.result = [Skipped(reason)]
    case.system_out = "\n".join((reason, *describe_hits(finding, findings, every=evidence)))
    return case
