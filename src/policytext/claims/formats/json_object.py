"""Findings as one JSON object, for programs."""

from __future__ import annotations

import json
import platform
import unicodedata
from typing import Any

from policytext import __version__
from policytext.claims.evidence import list_evidence
from policytext.claims.findings import Finding, Findings, plain_number
from policytext.claims.formats.escaping import escape_json
from policytext.corpus import Corpus

SCHEMA = "policytext/findings/1"


def render(findings: Findings, *, evidence: bool = False) -> str:
    """Return the object; with *evidence*, every finding lists its matches."""
    return escape_json(
        json.dumps(describe(findings, evidence=evidence), ensure_ascii=False, indent=1)
    )


def describe(findings: Findings, *, evidence: bool = False) -> dict[str, Any]:
    """Return the object as plain data."""
    return {
        "schema": SCHEMA,
        "tool": describe_tool(findings),
        "inputs": [{"path": path, "sha256": digest} for path, digest in findings.inputs],
        "summary": findings.summary,
        "findings": [
            _describe_finding(finding, findings.corpus, evidence=evidence) for finding in findings
        ],
    }


def describe_tool(findings: Findings) -> dict[str, Any]:
    """Return what decides a recount besides its inputs."""
    return {
        "name": "policytext",
        "version": __version__,
        "python": platform.python_version(),
        "unicode": unicodedata.unidata_version,
        "segmenters": dict(findings.segmenters),
    }


def _describe_finding(finding: Finding, corpus: Corpus, *, evidence: bool) -> dict[str, Any]:
    claim = finding.claim
    record: dict[str, Any] = {
        "id": claim.id,
        "document": claim.document,
        "kind": claim.kind,
        "verdict": finding.verdict.value,
        "expected": claim.expect.value,
        "published": claim.published,
        "recounted": plain_number(finding.recounted),
        "convention": finding.convention,
        "by_term": finding.by_term,
        "reason": finding.reason,
        "notes": list(finding.notes),
        "source": claim.source.model_dump(exclude_defaults=True),
    }
    if evidence and finding.measurement:
        record["matches"] = list(list_evidence(finding.measurement, corpus))
    elif evidence:
        record["matches"] = []
    return record
