"""A checked article as workflow commands of GitHub Actions: annotations on its lines.

Tested in tests/articles/test_formats.py.
"""

from __future__ import annotations

from policytext.articles.checking import CheckedArticle, CheckedClaim
from policytext.articles.formats import ArticleFile
from policytext.articles.formats.places import place_of
from policytext.articles.formats.text import name_counted, summarise
from policytext.claims import Verdict
from policytext.claims.formats.github import MOST, annotate

_LEVELS = {Verdict.refuted: "error", Verdict.unverifiable: "notice"}


def render(checked: CheckedArticle, *, evidence: bool = False, file: ArticleFile) -> str:
    """Return an error for each refuted claim, a notice for each that cannot be verified."""
    lines = []
    for verdict, level in _LEVELS.items():
        claims = [claim for claim in checked.claims if claim.verdict is verdict]
        lines += [_annotate(claim, level, checked, file) for claim in claims[:MOST]]
        if len(claims) > MOST:
            lines.append(f"{len(claims) - MOST} more claims are {verdict.value}.")
    return "\n".join([*lines, summarise(checked)])


def _annotate(claim: CheckedClaim, level: str, checked: CheckedArticle, file: ArticleFile) -> str:
    title = f"{name_counted(claim)} {claim.claim.published}: {claim.verdict.value}"
    return annotate(level, title, f"{claim.reason}.", place_of(claim, checked, file))
