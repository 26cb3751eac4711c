"""Explanations: which conventions give a number, and how little that proves."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from policytext.base.errors import NothingCheckedError, UnknownNameError
from policytext.claims import explain_claim, verify_claims
from policytext.claims.certainty import is_open
from policytext.claims.explain import Explanation, count_reached, explain_at
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
    assert said[-2] == "That proves little."
    assert said[-1] == "An explanation never changes a verdict."


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
    ("published", "recounted", "values", "reached", "nearby"),
    [
        ("10", 11, {9, 12}, 2, 4),  # of 8, 9, 10 and 12; 11 is recounted
        ("10", 11, {9, 10, 11, 12, 40}, 3, 4),
        ("10", 11, set(), 0, 4),
        ("10", 20, {10}, 1, 5),  # of 8 to 12
        ("10", None, {10}, 1, 5),
        ("10", 10, {10}, 1, 5),  # the published number is one of them, recounted or not
        ("10", 10, {9}, 1, 5),
        ("3", 4, {3}, 1, 1),  # no other number is within 20 % of 3
        ("3", 4, {2}, 0, 1),
        ("0", 4, {3}, 0, 1),
        ("1,300", 1280, set(range(1280, 1300)), 19, 520),  # 1040 to 1560, without 1280
        ("50%", 0, {0.45, 0.58}, 2, 21),  # 40 to 60 %
        ("约100次", 50, {90}, 11, 41),  # of 80 to 120, within 5 of 90
    ],
)
def test_of_the_numbers_nearby_the_published_one_is_counted_and_the_recounted_one_is_not(
    published: str, recounted: int | None, values: set[int], reached: int, nearby: int
) -> None:
    predicate = parse_published(published)
    assert count_reached(predicate, recounted, values) == (reached, nearby)


@pytest.mark.parametrize(
    ("reached", "nearby", "strength"),
    [
        (0, 40, "strong"),
        (1, 40, "strong"),
        (1, 8, "strong"),
        (1, 7, "some"),
        (2, 40, "some"),
        (7, 40, "some"),
        (8, 40, "little"),
        (40, 40, "little"),
        (0, 1, "some"),
        (1, 1, "little"),
    ],
)
def test_one_of_many_is_strong_and_many_of_many_prove_little(
    reached: int, nearby: int, strength: str
) -> None:
    explained = explain(f"{FAMILY}, published: '4'")
    found = replace(explained, reached=reached, nearby=nearby)

    assert found.strength == strength
    assert found.chance_rate == pytest.approx(reached / nearby)
    assert found.to_dict()["strength"] == strength
    sentences = [str(sentence) for sentence in found.sentences()]
    (at,) = (n for n, s in enumerate(sentences) if f"reach {reached} of the {nearby} number" in s)
    words = {"strong": "strong evidence", "some": "some evidence", "little": "proves little"}
    assert [word for word in words.values() if word in sentences[at + 1]] == [words[strength]]


def test_a_number_that_is_explained_is_among_those_that_are_reached() -> None:
    """Under ``each``, 人工智能 and 生成式人工智能 give 5 in the body; the recount is 6."""
    explanation = explain(f"{FAMILY}, published: '5'")

    assert explanation.finding.recounted == 6
    assert explanation.explaining
    assert (explanation.reached, explanation.nearby) == (2, 2)  # 4 and 5 of 4, 5 and 6
    assert explanation.to_dict()["numbers_reached"] == 2
    assert explanation.to_dict()["chance_rate"] == 1.0
    assert explanation.to_dict()["sentences"] == list(map(str, explanation.sentences()))


def test_what_is_not_explained_is_said_to_be_counted_in_none_of_these_ways() -> None:
    said = " ".join(map(str, explain(f"{FAMILY}, published: '60'").sentences()))

    assert "reach 0 of the 25 numbers within ±20 % of 60, itself included (0.0%)" in said
    assert "strong evidence that 60 was counted in none of these ways" in said


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
    for explanation in islice(explained, wanted):
        assert explanation.finding.verdict.value == "refuted"
        observed += bool(explanation.explaining)
        printed += explanation.chance_rate
    rates = f"{observed / wanted:.2%} explained, {printed / wanted:.2%} printed"
    record_property("figure", f"{wanted} wrong claims: {rates}")

    assert abs(observed - printed) / wanted <= (0.01 if audit else 0.05)
