"""Check an article: read its count claims and recount each in the texts of the corpus."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from policytext.articles.blocks import PARAGRAPH_END
from policytext.articles.doubts import find_article_doubt
from policytext.articles.entries import NO_DOCUMENT, Entry, as_claim_entry, rivals
from policytext.articles.found import Extraction, FoundClaim, Unparsed
from policytext.articles.holdings import Holdings
from policytext.base.errors import PolicytextError
from policytext.base.table import Result, Table
from policytext.base.yaml import YamlSource
from policytext.claims import CLAIM_KINDS, Finding, Verdict, verify_claims
from policytext.claims.findings import format_number
from policytext.claims.load import make_claim
from policytext.counting.lexicon import Lexicon
from policytext.documents.cleaning import clean
from policytext.documents.corpus import Corpus
from policytext.language.messages import Message

SCHEMA = "policytext/check/1"
_ARTICLE_STEPS = ("hyphens", "ignorable", "fold", "compose", "unwrap")


@dataclass(frozen=True)
class CheckedClaim:
    """A claim of an article with its verdict; ``finding`` is None if nothing was recounted."""

    claim: FoundClaim
    verdict: Verdict
    reason: Message
    paragraph: int
    finding: Finding | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the claim as ``check --format json`` prints it."""
        finding = self.finding
        return {
            **self.claim.to_dict(),
            "paragraph": self.paragraph,
            "verdict": self.verdict.value,
            "reason": str(self.reason),
            "recounted": _number(finding.recounted) if finding else None,
            "convention": finding.convention if finding else None,
            "by_term": finding.by_term if finding else {},
        }


@dataclass(frozen=True)
class CheckedArticle(Result):
    """An article with the verdicts of its claims, in order, and what could not be read."""

    text: str
    extraction: Extraction
    claims: tuple[CheckedClaim, ...]
    corpus: Corpus

    @property
    def summary(self) -> dict[str, int]:
        """The number of claims of each verdict, and of the stretches that could not be read."""
        counts = {verdict.value: 0 for verdict in Verdict}
        for claim in self.claims:
            counts[claim.verdict.value] += 1
        return {"claims": len(self.claims), **counts, "unparsed": len(self.extraction.unparsed)}

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``check --format json`` prints."""
        extraction = self.extraction.to_dict()
        return {
            "schema": SCHEMA,
            "summary": self.summary,
            "claims": [claim.to_dict() for claim in self.claims],
            "unparsed": extraction["unparsed"],
            "numbers": extraction["numbers"],
        }

    def to_html(self, language: str | None = None, *, evidence: bool = False) -> str:
        """Return the article as a page with verdict, recount and passages in its margin.

        The page is in *language* (``zh`` or ``en``), by default in that of the article. With
        *evidence*, every passage is shown.
        """
        from policytext.articles.formats import ArticleFile
        from policytext.articles.formats.html import render

        return render(self, evidence=evidence, file=ArticleFile(), language=language)

    def to_table(self, language: str = "en") -> Table:
        """Return the claims as a table with one row per claim; the reasons are in *language*."""
        columns = ("paragraph", "verdict", "published", "recounted", "terms", "document",
                   "convention", "reason", "sentence")  # fmt: skip
        rows = tuple(
            (
                c.paragraph,
                c.verdict.value,
                c.claim.published,
                _number(c.finding.recounted) if c.finding else None,
                " ".join(c.claim.terms),
                c.claim.document,
                c.finding.convention if c.finding else None,
                c.reason.in_language(language),
                c.claim.sentence,
            )
            for c in self.claims
        )
        notes = tuple(stretch.to_note() for stretch in self.extraction.unparsed)
        return Table("The article's counts, recounted", columns, rows, notes=notes)


def check_article(
    text: str,
    corpus: Corpus,
    *,
    lexicon: Lexicon | Iterable[str] | None = None,
    issued: str | None = None,
) -> CheckedArticle:
    """Find the claims of counts in the article *text* and recount each in *corpus*.

    A claim that cannot be recounted is unverifiable, with the reason. Two kinds of claims are never
    refuted: one with an open list of words (等) whose count is higher than the recount, and one of
    items whose marks were taken from the document.

    Parameters
    ----------
    text : str
        The article as it was captured; line breaks within a paragraph are joined.
    corpus : Corpus
        The documents that the article may be about.
    lexicon : Lexicon, or iterable of str, optional
        Terms that split words written without separators; those of the documents are used too.
    issued : str, optional
        The date of the article, such as ``2025-07-26``, to resolve "this year". A document issued
        later cannot be the one that the article counts.

    Returns
    -------
    CheckedArticle
        The claims with their verdicts, and the passages that could not be read. As a table, a row
        for each claim:

        - ``paragraph``: the paragraph of the article, from 1
        - ``verdict``: ``confirmed``, ``refuted`` or ``unverifiable``
        - ``published``: the number as printed
        - ``recounted``: the number found; None if there is none
        - ``terms``: the words counted
        - ``document``: the document's id; None if it could not be resolved
        - ``convention``: the id of the convention
        - ``reason``: the reason for the verdict
        - ``sentence``: the sentence of the article

    Raises
    ------
    PolicytextError
        *lexicon* is one string.

    Examples
    --------
    >>> from policytext.documents.corpus import Corpus
    >>> from policytext.documents.document import Document, Metadata, Region
    >>> plan = Document("plan", Metadata(title="行动计划"), "合作与合作", (Region("body", 0, 5),))
    >>> checked = check_article("《行动计划》提及“合作”3次。", Corpus((plan,)))
    >>> [(claim.verdict.value, claim.finding.recounted) for claim in checked.claims]
    [('refuted', 2)]
    """
    extraction = read_article(text, corpus, lexicon=lexicon, issued=issued)
    entries = [
        as_claim_entry(
            claim,
            f"claim-{number}",
            corpus=corpus,
            among=rivals(extraction, claim),
            source={"date": issued} if issued else None,
        )
        for number, claim in enumerate(extraction.claims, start=1)
    ]
    findings = _verify(entries, corpus)
    checked = tuple(
        _judge(claim, entry, findings.get(f"claim-{number}"), text)
        for number, (claim, entry) in enumerate(zip(extraction.claims, entries, strict=True), 1)
    )
    checked = _doubted(checked, corpus, text)
    return CheckedArticle(text, extraction, checked, corpus)


def _doubted(
    checked: tuple[CheckedClaim, ...], corpus: Corpus, text: str
) -> tuple[CheckedClaim, ...]:
    """Return the claims; those with a reason for doubt are unverifiable."""
    if all(claim.verdict is Verdict.unverifiable for claim in checked):
        return checked
    holdings, counted = Holdings.of(tuple(corpus)), _counted_beside(checked)
    result = []
    for one in checked:
        finding = one.finding if one.verdict is not Verdict.unverifiable else None
        beside = counted.get((one.claim.document, one.claim.sentence), set())
        doubt = finding and find_article_doubt(
            one.claim, finding, corpus, holdings, text=text, counted=beside
        )
        if finding and doubt:
            shown = _shown(finding)
            reason = Message("verdict_reasons.unverifiable_with", why=doubt, recounted=shown)
            one = replace(one, verdict=Verdict.unverifiable, reason=reason)
        result.append(one)
    return tuple(result)


def _counted_beside(checked: Iterable[CheckedClaim]) -> dict[tuple[str | None, str], set[str]]:
    """Return the words that each sentence counts one by one, by document and sentence."""
    counted: dict[tuple[str | None, str], set[str]] = {}
    for claim in (one.claim for one in checked):
        if len(claim.terms) == 1:
            counted.setdefault((claim.document, claim.sentence), set()).add(claim.terms[0])
    return counted


def read_article(
    text: str,
    corpus: Iterable[Any] | None = None,
    *,
    lexicon: Lexicon | Iterable[str] | None = None,
    issued: str | None = None,
) -> Extraction:
    """Find the count claims of an article as it was captured: wrapped, with stray characters.

    Offsets refer to *text* itself, whatever cleaning removes before it is read.
    """
    from policytext.articles import find_claims

    draft = clean(text, _ARTICLE_STEPS)
    # The remaining line ends are those of paragraphs, headlines included.
    paragraphs = draft.text.replace("\n", PARAGRAPH_END)
    found = find_claims(paragraphs, corpus=corpus, lexicon=lexicon, issued=issued)

    def back(start: int, end: int) -> tuple[int, int]:
        return draft.sources[start], draft.source_end(end - 1) if end > start else end

    claims, unparsed = [], []
    for claim in found.claims:
        start, end = back(claim.start, claim.end)
        first, last = back(claim.number_start, claim.number_end)
        claims.append(replace(claim, start=start, end=end, number_start=first, number_end=last))
    for stretch in found.unparsed:
        start, end = back(stretch.start, stretch.end)
        unparsed.append(Unparsed(stretch.quote, start, end, stretch.reason, stretch.sentence))
    return Extraction(text, tuple(claims), tuple(unparsed))


def _verify(entries: Iterable[Entry], corpus: Corpus) -> dict[str, Finding]:
    """Return the finding of every entry that is a claim, by the claim's id."""
    findings: dict[str, Finding] = {}
    for entry in entries:
        if entry.mapping is None:
            continue
        source = YamlSource("article", {"claims": [entry.mapping]})
        claim = make_claim(entry.mapping, CLAIM_KINDS, source, ("claims", 0))
        if claim is None:
            continue
        try:
            (findings[claim.id],) = verify_claims(corpus, [claim])
        except PolicytextError:
            continue  # its anchors do not occur: the claim is not recounted
    return findings


def _judge(claim: FoundClaim, entry: Entry, finding: Finding | None, text: str) -> CheckedClaim:
    paragraph = text.count("\n", 0, claim.start) + 1
    if finding is None:
        why = entry.why or Message("article_reasons.uncertain")
        return CheckedClaim(claim, Verdict.unverifiable, _unverifiable(why), paragraph)
    verdict, reason = finding.verdict, finding.reason
    if claim.document is None:
        reason = _unverifiable(_name_unresolved(claim))
    elif verdict is Verdict.refuted and not entry.certain:
        verdict = Verdict.unverifiable
        values = {"items": entry.why, "recounted": _shown(finding)}
        reason = _unverifiable(Message("article_reasons.not_meant", **values))
    return CheckedClaim(claim, verdict, reason, paragraph, finding)


def _shown(finding: Finding) -> str:
    return "–" if finding.recounted is None else format_number(finding.recounted)


def _unverifiable(why: Message | str) -> Message:
    return Message("verdict_reasons.unverifiable", why=why)


def _name_unresolved(claim: FoundClaim) -> Message | str:
    """Return the document as the article names it, and why it could not be identified."""
    mention = claim.document_mention or NO_DOCUMENT
    if claim.resolution is None:
        return mention
    return Message("article_reasons.unresolved", mention=mention, resolution=claim.resolution)


def _number(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
