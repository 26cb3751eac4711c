"""Explanations: which conventions give a number, and how little that proves."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from policytext.base.errors import NothingCheckedError, UnknownNameError
from policytext.claims import explain_claim, verify_claims
from policytext.claims.explain import Explanation, chance_rate, explain_at, is_open
from policytext.claims.model import TermClaim
from policytext.claims.published import parse_published
from policytext.claims.recount import Desk
from policytext.counting.lexicon import Family, Lexicon
from policytext.documents.corpus import Corpus
from tests.claims.seeded_claims import load_texts, off_by_some, seed_claims
from tests.support.make_claims import make_claims
from tests.support.make_documents import make_document

# 人工智能 stands 4 times: once in the title, twice inside 生成式人工智能.
PLAN = make_document(
    "发展人工智能。\n\n生成式人工智能与生成式人工智能模型。", title="人工智能计划", issuer="新华社"
)
FAMILY = "kind: count, document: doc, terms: [人工智能, 生成式人工智能]"


def explain(text: str, *, lexicons: tuple[Lexicon, ...] = ()) -> Explanation:
    return explain_claim(Corpus((PLAN,)), make_claims(f"- {{id: x, {text}}}"), "x",
                         lexicons=lexicons)  # fmt: skip


def test_the_conventions_that_give_the_number_are_listed_simplest_first() -> None:
    explanation = explain(f"{FAMILY}, published: '3'")

    assert explanation.finding.recounted == 6
    assert [(a.departures, a.convention) for a in explanation.explaining] == [
        (2, "text/longest/body"),  # 人工智能 once, 生成式人工智能 twice
        (2, "token:jieba/each/body"),
        (3, "token:jieba/longest/body"),
    ]


def test_every_value_reached_is_listed_with_what_was_tried() -> None:
    explanation = explain(f"{FAMILY}, published: '9'")

    assert {5, 6, 4, 3} <= set(explanation.values)
    assert len(explanation.attempts) == 8  # two scopes, text and token, each and longest
    assert explanation.explaining == ()


def test_an_explanation_never_turns_a_verdict() -> None:
    claims = make_claims(f"- {{id: x, {FAMILY}, published: '4'}}")
    before = verify_claims(Corpus((PLAN,)), claims).findings[0].verdict
    explanation = explain_claim(Corpus((PLAN,)), claims, "x")

    assert explanation.explaining
    assert explanation.finding.verdict is before
    assert before.value == "refuted"


def test_it_says_how_many_were_tried_how_many_values_and_the_chance_rate() -> None:
    said = list(map(str, explain(f"{FAMILY}, published: '4'").sentences()))

    assert "8 conventions were tried and gave" in said[1]
    assert said[-1].startswith("That proves little")
    assert said[-1].endswith("An explanation never changes a verdict.")


LEXICON = Lexicon("ai", (Family("ai", (), (("zh", ("人工智能", "模型")),)),))


@pytest.mark.parametrize(
    ("more", "grown"),
    [
        ("source: {quote: 人工智能等词5次}", True),
        ("source: {quote: 人工智能5次}", False),
        ("open_family: true", True),
        ("source: {quote: 人工智能等词5次}, open_family: false", False),
    ],
)
def test_a_family_grows_only_where_the_wording_leaves_it_open(more: str, grown: bool) -> None:
    claim = f"kind: count, document: doc, terms: [人工智能], published: '5', {more}"
    explanation = explain(claim, lexicons=(LEXICON,))

    assert any(a.grown_from == "ai/ai" for a in explanation.attempts) is grown
    assert bool(explanation.explaining) is grown


def test_a_quoted_term_before_deng_leaves_the_family_open_too() -> None:
    (claim,) = make_claims(
        "- {id: x, kind: count, document: doc, terms: [合作], published: '1', "
        "source: {quote: “合作”等词1次}}"
    )
    assert isinstance(claim, TermClaim)
    assert is_open(claim)


def test_items_and_lengths_are_explained_too() -> None:
    items = explain("kind: items, document: doc, marker: 一、, published: '2'")
    length = explain("kind: length, document: doc, scope: [body], published: '29'")

    assert items.values == (0,)
    assert length.finding.recounted == 25
    assert {31, 23} <= set(length.values)  # with the title; Chinese characters alone


def test_an_unknown_claim_is_an_error_that_names_the_nearest() -> None:
    claims = make_claims("- {id: plan-global, kind: length, document: doc, published: '1'}")
    with pytest.raises(UnknownNameError, match="Did you mean 'plan-global'"):
        explain_claim(Corpus((PLAN,)), claims, "plan-globe")


def test_without_the_text_there_is_nothing_to_try() -> None:
    claims = make_claims(
        "- {id: x, kind: length, document: gone, published: '1', expect: unverifiable}"
    )
    with pytest.raises(NothingCheckedError, match="the text is not stored: gone"):
        explain_claim(Corpus((PLAN,)), claims, "x")


@pytest.mark.parametrize(
    ("published", "recounted", "values", "rate"),
    [
        ("10", 11, {9, 12}, 2 / 3),  # of 8, 9 and 12; 10 is published, 11 recounted
        ("10", 11, set(), 0),
        ("10", 20, {10}, 0),  # of 8, 9, 11, 12
        ("3", 4, {2}, None),  # no other number is within 20 % of 3
        ("50%", 0, {0.45, 0.58}, 2 / 20),
        ("约100次", 50, {90}, 11 / 40),  # within 5 of 100, so 90 of 85 to 95
    ],
)
def test_the_chance_rate_is_the_share_of_wrong_numbers_nearby(
    published: str, recounted: int, values: set[int], rate: float | None
) -> None:
    predicate = parse_published(published)
    assert chance_rate(predicate, recounted, values) == rate


@pytest.mark.corpora
def test_the_printed_chance_rate_is_the_observed_one(
    corpora: Path, audit: bool, record_property: Callable[[str, object], None]
) -> None:
    corpus, rng = load_texts(corpora), random.Random(7)
    desk = Desk(corpus)
    wanted = 5000 if audit else 100
    observed = printed = 0.0
    drawn = (
        (claim, off_by_some(number, near, rng)) for claim, number, near in seed_claims(corpus, rng)
    )
    wrong = ((claim, number) for claim, number in drawn if number)
    explained = (explain_at(desk, c.model_copy(update={"published": str(n)})) for c, n in wrong)
    with_rate = (e for e in explained if e.chance_rate is not None)
    for explanation in islice(with_rate, wanted):
        assert explanation.finding.verdict.value == "refuted"
        observed += bool(explanation.explaining)
        printed += explanation.chance_rate or 0
    rates = f"{observed / wanted:.2%} explained, {printed / wanted:.2%} printed"
    record_property("figure", f"{wanted} wrong claims: {rates}")

    assert abs(observed - printed) / wanted <= (0.01 if audit else 0.05)
