"""Render a report as JSON: all of it for programs, and the findings with their evidence.

Tested in tests/report/formats/test_formats.py.
"""

from __future__ import annotations

import json
from typing import Any

from policytext.base.escape import escape
from policytext.claims import Findings
from policytext.claims.formats import json_object
from policytext.executors import Run
from policytext.language.messages import load_wording, say
from policytext.report.cautions import Caution
from policytext.report.in_language import speak
from policytext.report.model import Report

SCHEMA = "policytext/report/1"
# The versions the tool needs, in place of those it ran on: the oldest Python and its Unicode.
INTERPRETER = {"python": ">=3.11", "unicode": ">=14.0.0"}


def render(report: Report, language: str, run: Run) -> list[tuple[str, bytes]]:
    """Return ``report.json``, and ``findings.json`` with all the evidence."""
    text = escape(json.dumps(describe(report, language), ensure_ascii=False, indent=1), "json")
    findings = _write_findings(report.findings, language)
    return [
        ("report.json", (text + "\n").encode("utf-8")),
        ("findings.json", (findings + "\n").encode("utf-8")),
    ]


def _write_findings(findings: Findings, language: str) -> str:
    """Return the output of ``verify --format json --evidence`` in *language*, with other versions.

    It has the versions that the tool needs, so that the bytes are the same on every Python.
    """
    record = json_object.describe(findings, evidence=True, language=language)
    record["tool"] |= INTERPRETER
    del record["sha256"]  # a digest of all the rest, which has changed
    record["sha256"] = json_object.sha256_of(record)
    return escape(json_object.write_json(record, levels=4), "json")


def describe(report: Report, language: str) -> dict[str, Any]:
    """Return the report as plain data; its sentences are in *language*."""
    t = load_wording(language)
    tables = {name: speak(name, table, report, t) for name, table in report.tables.items()}
    return {
        "schema": SCHEMA,
        "title": report.spec.title(language),
        "language": language,
        "inputs": [{"path": path, "sha256": digest} for path, digest in report.inputs],
        "documents": [document.id for document in report.documents],
        "tables": {name: table.to_dict() for name, table in tables.items()},
        "cautions": [_describe_caution(caution, language) for caution in report.cautions],
    }


def _describe_caution(caution: Caution, language: str) -> dict[str, Any]:
    record = {
        "kind": caution.kind,
        "document": caution.document,
        "what": say(caution.what, language),
        "start": caution.start,
        "count": caution.count,
    }
    return {key: value for key, value in record.items() if value not in ("", None)}
