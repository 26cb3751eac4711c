"""Render a report as JSON: all of it for programs, and the findings with their evidence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from policytext.claims.formats import render_findings
from policytext.display import escape_hidden
from policytext.report import Report

SCHEMA = "policytext/report/1"


def render(report: Report, language: str) -> Mapping[str, bytes]:
    """Return ``report.json``, and what ``verify --format json --evidence`` prints."""
    text = escape_hidden(json.dumps(describe(report, language), ensure_ascii=False, indent=1))
    findings = render_findings(report.findings, "json", evidence=True)
    return {
        "report.json": (text + "\n").encode("utf-8"),
        "findings.json": (findings + "\n").encode("utf-8"),
    }


def describe(report: Report, language: str) -> dict[str, Any]:
    """Return the report as plain data."""
    return {
        "schema": SCHEMA,
        "title": report.spec.title(language),
        "language": language,
        "inputs": [{"path": path, "sha256": digest} for path, digest in report.inputs],
        "documents": [document.id for document in report.documents],
        "tables": {name: table.to_dict() for name, table in report.tables.items()},
        "cautions": [
            {key: value for key, value in asdict(caution).items() if value not in ("", None)}
            for caution in report.cautions
        ],
    }
