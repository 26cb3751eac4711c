"""A checked article as text for people.

Tested in tests/cli/test_articles.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from policytext.articles.checking import CheckedArticle, CheckedClaim
from policytext.articles.formats import ArticleFile
from policytext.base.escape import escape
from policytext.claims.evidence import list_evidence
from policytext.documents.corpus import Corpus


def render(checked: CheckedArticle, *, evidence: bool = False, file: ArticleFile) -> str:
    """Return the verdicts, each below its sentence; with *evidence*, every match too."""
    lines: list[str] = []
    sentence = None
    for claim in checked.claims:
        if (claim.paragraph, claim.claim.sentence) != sentence:
            sentence = (claim.paragraph, claim.claim.sentence)
            lines.append(f"¶{claim.paragraph} {' '.join(claim.claim.sentence.split())}")
        said = f"{name_counted(claim)} {claim.claim.published}: {claim.reason}"
        lines.append(f"    {claim.verdict.value:<13} {said}")
        lines += (f"        {hit}" for hit in list_hits(claim, checked.corpus) if evidence)
    for stretch in checked.extraction.unparsed:
        lines.append(f"    could not be read: {stretch.quote} ({stretch.reason})")
    lines.append(summarise(checked))
    return "\n".join(escape(line, "line") for line in lines)


def name_counted(claim: CheckedClaim) -> str:
    """Return what a claim counts: its words, its items, or its kind."""
    return " ".join(claim.claim.terms) or claim.claim.item or claim.claim.kind


def list_hits(claim: CheckedClaim, corpus: Corpus) -> Iterator[str]:
    """Yield every match behind the number of a claim, in its context."""
    measured = claim.finding.measurement if claim.finding and claim.claim.document else None
    for hit in list_evidence(measured, corpus) if measured else ():
        yield f"{hit['document']}: …{hit['prefix']}【{hit['exact']}】{hit['suffix']}…"


def summarise(checked: CheckedArticle) -> str:
    """Return the numbers of claims by verdict, and of the stretches that could not be read."""
    counts = checked.summary
    return (
        f"{counts['claims']} claims: {counts['confirmed']} confirmed, {counts['refuted']} refuted, "
        f"{counts['unverifiable']} unverifiable; {counts['unparsed']} could not be read."
    )
