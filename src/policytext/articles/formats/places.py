"""Places of an article: the line and column of a claim in its file.

Tested in tests/articles/test_formats.py.
"""

from __future__ import annotations

from policytext.articles.checking import CheckedArticle, CheckedClaim
from policytext.articles.formats import ArticleFile
from policytext.claims.model import Place


def place_of(claim: CheckedClaim, checked: CheckedArticle, file: ArticleFile) -> Place | None:
    """Return the place of the number of *claim*; the first line if the file has no lines."""
    if not file.name:
        return None
    if not file.lined:
        return Place(file.name, 1, 1)
    text, start = checked.text, claim.claim.number_start
    line = text.count("\n", 0, start)
    return Place(file.name, line + 1, start - (text.rfind("\n", 0, start) + 1) + 1)
