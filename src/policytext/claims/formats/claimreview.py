"""Findings as ClaimReview (schema.org) in JSON-LD, for publication.

Tested in tests/claims/test_formats.py.
"""

from __future__ import annotations

import json
from typing import Any

from policytext.base.escape import escape
from policytext.claims.findings import Finding, Findings
from policytext.claims.model import Source, Verdict
from policytext.documents.corpus import Corpus

_RATINGS = {Verdict.confirmed: 5, Verdict.refuted: 1}


def render(findings: Findings, *, evidence: bool = False) -> str:
    """Return a graph of reviews, escaped for use inside a script element."""
    reviews = [_review(finding, findings.corpus) for finding in findings]
    graph = {"@context": "https://schema.org", "@graph": reviews}
    return escape(json.dumps(graph, ensure_ascii=False, indent=1), "script")


def _review(finding: Finding, corpus: Corpus) -> dict[str, Any]:
    claim, source = finding.claim, _complete(finding.claim.source, corpus)
    names = ", ".join(getattr(claim, "terms", ())) or claim.kind
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": finding.verdict.value,
                              "ratingExplanation": str(finding.reason)}  # fmt: skip
    if finding.verdict in _RATINGS:
        rating |= {"ratingValue": _RATINGS[finding.verdict], "bestRating": 5, "worstRating": 1}
    return {
        "@type": "ClaimReview",
        "identifier": claim.id,
        "claimReviewed": source.quote or f"{claim.document}: {names}: {claim.published}",
        "author": {"@type": "Organization", "name": "policytext"},
        "reviewRating": rating,
        "reviewBody": _explain(finding),
        "itemReviewed": _describe_source(source),
    }


def _explain(finding: Finding) -> str:
    convention = f" Convention: {finding.convention}." if finding.convention else ""
    return f"{finding.reason}.{convention}"


def _describe_source(source: Source) -> dict[str, Any]:
    claim: dict[str, Any] = {"@type": "Claim"}
    if source.outlet:
        claim["author"] = {"@type": "Organization", "name": source.outlet}
    if source.date:
        claim["datePublished"] = source.date
    work = {"headline": source.title, "url": source.url}
    if any(work.values()):
        filled = {key: value for key, value in work.items() if value}
        claim["appearance"] = {"@type": "CreativeWork", **filled}
    return claim


def _complete(source: Source, corpus: Corpus) -> Source:
    """Return *source* completed from the manifest entry of its document, if there is one."""
    if source.document is None or source.document not in corpus:
        return source
    about = corpus[source.document].metadata
    known = {"outlet": about.issuer, "date": about.issued, "title": about.title, "url": about.url}
    missing = {key: value for key, value in known.items() if not getattr(source, key)}
    return source.model_copy(update=missing)
