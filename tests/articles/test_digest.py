"""The shipped digest: every statement about a text is found, and nothing false is."""

from __future__ import annotations

from pathlib import Path

import pytest

from policytext.articles import FoundClaim, find_claims, to_claims_yaml
from policytext.claims import load_claims, verify_claims
from policytext.documents.corpus import Corpus
from policytext.documents.load import load_corpus

TEXTS = Path(__file__).resolve().parents[2] / "texts"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(TEXTS)


@pytest.fixture(scope="module")
def article(corpus: Corpus) -> str:
    """The whole page, as it was captured."""
    return (TEXTS / corpus["digest-plan-reading-2025"].metadata.capture_path).read_text("utf-8")


def _row(claim: FoundClaim) -> tuple[object, ...]:
    return (claim.kind, " ".join(claim.terms) or claim.item, claim.published, claim.document)


def test_the_whole_page_gives_every_statement_with_its_document(
    corpus: Corpus, article: str
) -> None:
    assert [_row(claim) for claim in find_claims(article, corpus=corpus).claims] == [
        ("count", "创新", "61", None),
        ("items", "行动", "6", None),
        ("items", "原则", "六", "action-plan-2025"),
        ("items", "具体行动", "十三", "action-plan-2025"),
        ("count", "全球 国际 各国 跨国", "45", "action-plan-2025"),
        ("count", "合作 交流", "21", "action-plan-2025"),
        ("count", "共", "29", "action-plan-2025"),
        ("items", "倡议", "十一", "governance-initiative-2023"),
    ]


def test_what_the_page_leaves_open_is_open(corpus: Corpus, article: str) -> None:
    families = {c.published: c.open_family for c in find_claims(article, corpus=corpus).claims}

    assert (families["45"], families["21"], families["29"]) == (True, True, False)


def test_a_quoted_word_that_goes_on_is_said_to_be_unread(corpus: Corpus, article: str) -> None:
    unread = find_claims(article, corpus=corpus).unparsed

    assert [u.quote for u in unread] == ['首次提出"人工智能+"全球合作']


@pytest.mark.parametrize("number", ["80%", "十", "四"])
def test_shares_rankings_and_principles_of_no_document_are_no_claims(
    corpus: Corpus, article: str, number: str
) -> None:
    seen = [n for n in find_claims(article, corpus=corpus).numbers if n.text == number]

    assert seen
    assert {n.status for n in seen} == {"no claim"}


def test_what_is_held_is_confirmed_and_the_rest_cannot_be_verified(
    corpus: Corpus, article: str, tmp_path: Path
) -> None:
    path = tmp_path / "found.yaml"
    extraction = find_claims(article, corpus=corpus)
    path.write_text(to_claims_yaml(extraction, corpus=corpus), encoding="utf-8")

    findings = verify_claims(corpus, load_claims(path)).findings

    assert [(f.claim.published, str(f.verdict)) for f in findings] == [
        ("61", "unverifiable"),
        ("6", "unverifiable"),
        *[(number, "confirmed") for number in ("六", "十三", "45", "21", "29", "十一")],
    ]
