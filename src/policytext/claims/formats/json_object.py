"""Findings as one JSON object, for programs.

Tested in tests/claims/test_formats.py.
"""

from __future__ import annotations

import hashlib
import json
import platform
import unicodedata
from pathlib import Path
from typing import Any

from policytext import __version__
from policytext.base.escape import escape
from policytext.claims.findings import Finding, Findings, plain_number
from policytext.claims.formats.captures import describe_document, list_folds, list_simplified
from policytext.claims.model import TermClaim
from policytext.claims.recount import Desk
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.documents.manifest import has_manifest, load_manifest

SCHEMA = "policytext/findings/1"


def render(findings: Findings, *, evidence: bool = False) -> str:
    """Return the object; with *evidence*, every finding lists its matches."""
    return escape(write_json(describe(findings, evidence=evidence), levels=4), "json")


def write_json(value: Any, *, levels: int, margin: str = "") -> str:
    """Return *value* as JSON: the outer *levels* with one item per line, the rest on one line.

    Each match is one line. This takes a tenth of the time of indenting everything.
    """
    if not levels or not value or not isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    inner = f"{margin} "
    if isinstance(value, list):
        items = [write_json(item, levels=levels - 1, margin=inner) for item in value]
    else:
        items = [
            f"{json.dumps(key, ensure_ascii=False)}: "
            + write_json(item, levels=levels - 1, margin=inner)
            for key, item in value.items()
        ]
    opening, closing = "[]" if isinstance(value, list) else "{}"
    lines = f",\n{inner}".join(items)
    return f"{opening}\n{inner}{lines}\n{margin}{closing}"


def describe(findings: Findings, *, evidence: bool = False, language: str = "en") -> dict[str, Any]:
    """Return the object as plain data; reasons and notes are in *language*."""
    record: dict[str, Any] = {
        "schema": SCHEMA,
        "tool": describe_tool(findings),
        "inputs": [{"path": path, "sha256": digest} for path, digest in findings.inputs],
        "summary": findings.summary,
        "findings": [_describe_finding(finding, language) for finding in findings],
    }
    if evidence:
        evidence_of_each = zip(findings, record["findings"], findings.list_evidence(), strict=True)
        for finding, described, matches in evidence_of_each:
            claim, doubts = _describe_claim(finding), list(finding.doubts)
            described |= {"claim": claim, "doubts": doubts, "matches": matches}
        record |= _describe_captures(findings)
        record["sha256"] = sha256_of(record)
    return record


def sha256_of(record: dict[str, Any]) -> str:
    """Return the digest of *record* as canonical JSON."""
    whole = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def _describe_captures(findings: Findings) -> dict[str, Any]:
    """Return the data for the independent re-check: captures, and characters read as others."""
    claims = [finding.claim for finding in findings]
    desk = Desk(findings.corpus)
    used = {name for f in findings if f.measurement for name in f.measurement.documents}
    # Texts without a match are needed too: they prove a first mention.
    held = [finding.claim for finding in findings if finding.measurement]
    used |= {request.document for claim in held for request in claim.requests(desk)}
    documents = [document for document in findings.corpus if document.id in used]
    terms = [term for c in claims if isinstance(c, TermClaim) for term in (*c.terms, *c.minus)]
    measured = (finding.measurement for finding in findings if finding.measurement)
    simplify = any(part.matches.convention.simplify for m in measured for part in m.parts)
    return {
        "texts": findings.corpus.folder,
        "manifest": _read_manifest(findings.corpus),
        "folds": list_folds(documents, terms),
        "simplified": list_simplified([*(d.text for d in documents), *terms]) if simplify else {},
        "documents": {document.id: describe_document(document) for document in documents},
    }


def _read_manifest(corpus: Corpus) -> list[Any]:
    """Return the entries of the manifest as they are in its file; none for texts of no folder."""
    if not corpus.folder:
        return []
    folder = Path(corpus.folder)
    if not has_manifest(folder):
        return [_describe_unlisted(document) for document in corpus]
    entries: list[Any] = load_manifest(folder)[1].data["documents"]
    return entries


def _describe_unlisted(document: Document) -> dict[str, Any]:
    """Return the entry that a document of a folder without a manifest would have."""
    about = document.metadata
    return {
        "id": document.id,
        "title": about.title,
        **({"issued": about.issued} if about.issued else {}),
        "language": about.language,
        "capture": {"path": about.capture_path, "sha256": about.capture_sha256},
    }


def _describe_claim(finding: Finding) -> dict[str, Any]:
    """Return the claim as its file says it: the keys that were given, in their order."""
    if finding.given is not None:
        return dict(finding.given)
    claim = finding.claim
    given = claim.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return {"id": claim.id, "kind": claim.kind, **given}


def describe_tool(findings: Findings) -> dict[str, Any]:
    """Return the versions on which a recount depends."""
    return {
        "name": "policytext",
        "version": __version__,
        "python": platform.python_version(),
        "unicode": unicodedata.unidata_version,
        "segmenters": dict(findings.segmenters),
    }


def _describe_finding(finding: Finding, language: str) -> dict[str, Any]:
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
        **({"counted": finding.claim.counted} if finding.claim.counted else {}),
        "by_term": finding.by_term,
        "reason": finding.reason.in_language(language),
        "notes": [note.in_language(language) for note in finding.notes],
        "source": claim.source.model_dump(exclude_defaults=True),
    }
    if isinstance(claim, TermClaim):
        record |= {"terms": list(claim.terms), "minus": list(claim.minus)}
    return record
