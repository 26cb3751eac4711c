"""Articles, sentence by sentence: the verdict of each count, and what could not be read.

Tested in tests/report/formats/test_page.py.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from policytext.articles.checking import CheckedArticle, CheckedClaim
from policytext.claims import Verdict
from policytext.claims.findings import format_number
from policytext.language.messages import Wording
from policytext.report.formats.page.cards import (
    MARKS,
    name_convention,
    parts_of,
    say_unverifiable,
    set_key,
)
from policytext.report.formats.page.sentences import list_verdicts
from policytext.report.formats.page.texts import write_byline
from policytext.report.formats.page.views import DocumentView, link_passages
from policytext.report.model import Report


@dataclass(frozen=True)
class CountView:
    """One count of an article with its verdict; ``href`` is the address of the passages counted."""

    verdict: str
    mark: str
    what: str
    published: str
    recounted: str
    href: str
    convention: str
    says: str


@dataclass(frozen=True)
class SentenceView:
    """A sentence of an article and the counts it prints."""

    text: str
    counts: list[CountView]


@dataclass(frozen=True)
class ArticleView:
    """An article's section of the page."""

    id: str
    title: str
    byline: str
    says: str
    sentences: list[SentenceView]
    unread: list[tuple[str, str]]
    numbers: str


def view_articles(report: Report, t: Wording) -> list[ArticleView]:
    """Return the articles that were checked."""
    return [_view(report, name, checked, t) for name, checked in report.articles.items()]


def _view(report: Report, name: str, checked: CheckedArticle, t: Wording) -> ArticleView:
    document = report.corpus[name]
    view = DocumentView(0, "", name, document.metadata.title or name, document)
    numbered = list(enumerate(checked.claims))
    sentences = [
        SentenceView(text, [_count(name, number, claim, t) for number, claim in group])
        for text, group in groupby(numbered, key=lambda pair: pair[1].claim.sentence)
    ]
    return ArticleView(
        id=name,
        title=view.title,
        byline=write_byline(view, t),
        says=_summarise(checked, t),
        sentences=sentences,
        unread=[(u.quote, u.reason.in_language(t.language)) for u in checked.extraction.unparsed],
        numbers=_account(checked, t),
    )


def _summarise(checked: CheckedArticle, t: Wording) -> str:
    """Return how many counts of texts the article prints, and their verdicts."""
    if not checked.claims:
        return t("articles.none")
    return t("articles.summary", n=len(checked.claims), held=list_verdicts(checked, t))


def article_key(article: str, number: int) -> str:
    """Return the key of the matches of an article's claim in the page's data."""
    return f"article:{article}:{number + 1}"


def _count(article: str, number: int, checked: CheckedClaim, t: Wording) -> CountView:
    claim, finding = checked.claim, checked.finding
    value = finding.recounted if finding and claim.document else None
    parts = [part for part in parts_of(finding) if len(part.matches)] if finding else []
    href = ""
    if parts and value is not None:
        key = set_key(article_key(article, number), parts[0])
        href = link_passages(key, parts[0].matches.document)
    return CountView(
        verdict=checked.verdict.value,
        mark=MARKS[checked.verdict],
        what=t("separator").join(claim.terms) or claim.item or claim.kind,
        published=claim.published,
        recounted="–" if value is None else format_number(value),
        href=href,
        convention=name_convention(finding) if finding and value is not None else "",
        says=_say(checked, t),
    )


def _say(checked: CheckedClaim, t: Wording) -> str:
    """Return why a count cannot be verified; a verified count needs no sentence."""
    if checked.verdict is not Verdict.unverifiable:
        return ""
    return say_unverifiable(checked.reason, t)


def _account(checked: CheckedArticle, t: Wording) -> str:
    """Return how many numbers of the article were read, could not be read, or are not counts."""
    numbers = checked.extraction.numbers
    total = Counter(number.status for number in numbers)
    other = Counter(number.why for number in numbers if number.why and number.status == "no claim")
    ordered = sorted(other.items(), key=lambda item: item[0].code)
    listed = [f"{why.in_language(t.language)} {n}" for why, n in ordered]
    return t(
        "articles.numbers",
        n=len(numbers),
        read=total["claim"],
        unread=total["unread"],
        other=total["no claim"],
        listed=t("articles.listed", listed=t("separator").join(listed)) if listed else "",
    )
