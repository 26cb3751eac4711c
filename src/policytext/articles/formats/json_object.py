"""A checked article as JSON.

Tested in tests/articles/test_formats.py.
"""

from __future__ import annotations

import json

from policytext.articles.checking import CheckedArticle
from policytext.articles.formats import ArticleFile
from policytext.claims.evidence import list_evidence


def render(checked: CheckedArticle, *, evidence: bool = False, file: ArticleFile) -> str:
    """Return the object; with *evidence*, each claim has the list of its matches."""
    described = checked.to_dict()
    if evidence:
        for claim, entry in zip(checked.claims, described["claims"], strict=True):
            measured = claim.finding.measurement if claim.finding else None
            entry["evidence"] = list_evidence(measured, checked.corpus) if measured else []
    return json.dumps(described, ensure_ascii=False, indent=1)
