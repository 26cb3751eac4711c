"""A checked article as SARIF 2.1.0: a result for each claim that is not confirmed.

Tested in tests/articles/test_formats.py.
"""

from __future__ import annotations

from typing import Any

from policytext.articles.checking import CheckedArticle, CheckedClaim
from policytext.articles.formats import ArticleFile
from policytext.articles.formats.places import place_of
from policytext.articles.formats.text import name_counted
from policytext.claims import Verdict
from policytext.claims.formats.sarif import locate, plain, relate, write_log

_RULES = {
    Verdict.refuted: "A count that the article prints does not reproduce.",
    Verdict.unverifiable: "A count that the article prints cannot be verified with the held texts.",
}
_LEVELS = {Verdict.refuted: "error", Verdict.unverifiable: "note"}


def render(checked: CheckedArticle, *, evidence: bool = False, file: ArticleFile) -> str:
    """Return the log; each result links to its number and to matches in the captures."""
    results = [
        _describe(claim, checked, file, evidence=evidence)
        for claim in checked.claims
        if claim.verdict in _RULES
    ]
    return write_log("article-count", _RULES, results)


def _describe(
    claim: CheckedClaim, checked: CheckedArticle, file: ArticleFile, *, evidence: bool
) -> dict[str, Any]:
    text = f"{name_counted(claim)} {claim.claim.published}: {claim.reason}."
    result: dict[str, Any] = {
        "ruleId": f"article-count-{claim.verdict.value}",
        "level": _LEVELS[claim.verdict],
        "message": {"text": plain(text)},
    }
    place = place_of(claim, checked, file)
    if place:
        region = {"startLine": place.line, "startColumn": place.column}
        result["locations"] = [locate(place.file, region if file.lined else None)]
    if claim.finding and claim.claim.document:
        result |= relate(claim.finding, checked.corpus, evidence=evidence)
    return result
