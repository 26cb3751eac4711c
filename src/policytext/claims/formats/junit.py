"""Findings as JUnit XML: a claim is a test case.

Tested in tests/claims/test_formats.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET  # writes only: nothing is parsed with it

from policytext.base.escape import escape
from policytext.claims.findings import Finding, Findings
from policytext.claims.formats.text import describe_hits
from policytext.claims.model import Verdict


def render(findings: Findings, *, evidence: bool = False) -> str:
    """Return the report: a claim with an unexpected verdict is a failed test."""
    cases = [_make_case(finding, findings, evidence=evidence) for finding in findings]
    report = ET.Element("testsuites", {"name": "policytext"})
    suite = ET.SubElement(report, "testsuite", {"name": "policytext verify", **_tally(cases)})
    suite.extend(cases)
    return ET.tostring(report, encoding="unicode")


def _tally(cases: Sequence[ET.Element]) -> dict[str, str]:
    """Return the attributes of the suite with the numbers of cases; the time is always 0."""
    failures = sum(case.find("failure") is not None for case in cases)
    skipped = sum(case.find("skipped") is not None for case in cases)
    counts = {"tests": len(cases), "errors": 0, "failures": failures, "skipped": skipped, "time": 0}
    return {name: str(count) for name, count in counts.items()}


def _make_case(finding: Finding, findings: Findings, *, evidence: bool) -> ET.Element:
    case = ET.Element("testcase", {"name": finding.claim.id, "classname": finding.claim.document})
    if finding.place:
        file = escape(finding.place.file, "line")
        case.attrib |= {"file": file, "line": str(finding.place.line)}
    reason = escape(str(finding.reason), "line")
    verdict = finding.verdict.value
    if not finding.as_expected:
        message = f"{verdict}, expected {finding.claim.expect.value}: {reason}"
        ET.SubElement(case, "failure", {"message": message, "type": verdict})
    elif finding.verdict is Verdict.unverifiable:
        ET.SubElement(case, "skipped", {"message": reason})
    hits = describe_hits(finding, findings, every=evidence)
    ET.SubElement(case, "system-out").text = "\n".join((reason, *hits))
    return case
