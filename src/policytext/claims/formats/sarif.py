"""Findings as SARIF 2.1.0: a result for each claim with an unexpected verdict.

Tested in tests/claims/test_formats.py.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import islice
from typing import Any
from urllib.parse import quote

from policytext import __version__
from policytext.base.escape import escape
from policytext.claims.evidence import list_evidence
from policytext.claims.findings import Finding, Findings
from policytext.claims.model import Verdict
from policytext.documents.corpus import Corpus

_RULES = {
    Verdict.confirmed: "A published count reproduces, although it was not expected to.",
    Verdict.refuted: "A published count does not reproduce under its declared convention.",
    Verdict.unverifiable: "A published count cannot be verified with the stored text.",
}
_HITS = 2


def render(findings: Findings, *, evidence: bool = False) -> str:
    """Return the log; each result links to its claim and to matches in the captures."""
    results = [
        _describe(finding, findings.corpus, evidence=evidence)
        for finding in findings
        if not finding.as_expected
    ]
    return write_log("claim", _RULES, results)


def write_log(prefix: str, rules: Mapping[Verdict, str], results: list[dict[str, Any]]) -> str:
    """Return the log with *results*, whose rules are called after *prefix* and the verdict."""
    described = [
        {"id": f"{prefix}-{verdict.value}", "shortDescription": {"text": text}}
        for verdict, text in rules.items()
    ]
    driver = {"name": "policytext", "version": __version__, "rules": described}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints",
                  "results": results}],
    }  # fmt: skip
    return escape(json.dumps(log, ensure_ascii=False, indent=1), "json")


def _describe(finding: Finding, corpus: Corpus, *, evidence: bool) -> dict[str, Any]:
    text = f"{finding.claim.id}: {finding.reason}. Expected: {finding.claim.expect.value}."
    result: dict[str, Any] = {
        "ruleId": f"claim-{finding.verdict.value}",
        "level": "error",
        "message": {"text": plain(text)},
        "partialFingerprints": {"claim/v1": finding.claim.id},
    }
    if finding.place:
        region = {"startLine": finding.place.line, "startColumn": finding.place.column}
        result["locations"] = [locate(finding.place.file, region)]
    return result | relate(finding, corpus, evidence=evidence)


def relate(finding: Finding, corpus: Corpus, *, evidence: bool) -> dict[str, Any]:
    """Return the places of the matches in the captures: two, or with *evidence* every one."""
    hits = list_evidence(finding.measurement, corpus) if finding.measurement else iter(())
    found = (hit for hit in hits if hit["byte_start"] is not None)
    related = [_locate_hit(hit, corpus) for hit in islice(found, None if evidence else _HITS)]
    return {"relatedLocations": related} if related else {}


def locate(path: str, region: dict[str, Any] | None) -> dict[str, Any]:
    """Return a place in a file; without *region*, the whole file."""
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(path)}}
    return {"physicalLocation": {**place, "region": region} if region else place}


def _locate_hit(hit: dict[str, Any], corpus: Corpus) -> dict[str, Any]:
    path = f"{corpus.folder}/{corpus[hit['document']].metadata.capture_path}"
    start, end = hit["byte_start"], hit["byte_end"]
    place = locate(path, {"byteOffset": start, "byteLength": end - start})
    line = f"…{hit['prefix']}【{hit['exact']}】{hit['suffix']}…"
    return {**place, "message": {"text": plain(line)}}


def plain(text: str) -> str:
    """Return *text* escaped so that viewers do not turn brackets into links."""
    return escape(text, "line").replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
