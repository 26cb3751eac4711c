"""Families written without separators are parted by lexicon or document, or not at all."""

from __future__ import annotations

import pytest

from policytext.articles import find_claims
from policytext.articles.families import RUN_TOGETHER, Vocabulary
from tests.support.make_documents import make_document

PLAN = (
    "全球合作。各国合作，国际交流。跨国交流，跨国合作。国际全球，各国跨国。人工智能好，人工智能强。"
)


def _held(text: str = PLAN) -> Vocabulary:
    return Vocabulary(frozenset(), lambda: text)


def test_the_lexicon_parts_a_run_of_terms() -> None:
    known = Vocabulary(frozenset(["全球", "国际", "各国", "跨国"]))

    assert known.part("全球国际各国跨国") == ["全球", "国际", "各国", "跨国"]


def test_the_document_parts_what_the_lexicon_does_not_know() -> None:
    assert _held().part("全球国际各国跨国") == ["全球", "国际", "各国", "跨国"]
    assert _held().part("合作交流") == ["合作", "交流"]


def test_a_word_of_the_document_is_not_cut() -> None:
    assert _held().part("人工智能") == ["人工智能"]


@pytest.mark.parametrize("run", ["绿色低碳循环", "全球气候"])
def test_what_neither_knows_is_not_parted(run: str) -> None:
    assert _held().part(run) is None
    assert Vocabulary().part(run) is None


def test_two_ways_to_part_a_run_are_none() -> None:
    known = Vocabulary(frozenset(["发展中", "国家", "发展", "中国家"]))

    assert known.part("发展中国家") is None


def test_an_article_about_a_held_document_is_read_with_its_help() -> None:
    plan = make_document(PLAN, title="全球治理行动计划")
    text = "《全球治理行动计划》提及全球国际各国跨国等关键词9次。"

    with_plan, without = find_claims(text, corpus=[plan]), find_claims(text)

    assert with_plan.claims[0].terms == ("全球", "国际", "各国", "跨国")
    assert without.claims == ()
    assert without.unparsed[0].reason == RUN_TOGETHER


def test_the_character_named_behind_a_family_is_what_is_counted() -> None:
    claim = find_claims("《行动计划》中共享共建共同等共字29次。").claims[0]

    assert (claim.terms, claim.open_family) == (("共",), False)


def test_a_group_that_does_not_have_the_words_it_says_is_not_read() -> None:
    extraction = find_claims("“改革”“开放”三个词合计出现87次。")

    assert extraction.claims == ()
    assert str(extraction.unparsed[0].reason) == "it says 3 words and names 2"
