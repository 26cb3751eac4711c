"""Reading is cheap where there is nothing to read, and bounded everywhere."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.articles import find_claims
from policytext.documents.load import load_corpus
from policytext.segmenters import build_segmenter

ALPHABET = (
    '报告提及“”创新次处61，。、等关键词首比去年多的倍一二十万字《》「」（） \nthe said "times 3%�?'
)


@pytest.fixture(scope="module")
def prose() -> str:
    """The shipped policy texts, in which nothing is counted."""
    corpus = load_corpus(Path(__file__).resolve().parents[2] / "texts")
    return "\n".join(d.text for d in corpus if not d.id.startswith("digest"))


def test_prose_without_claims_gives_none_and_takes_less_time_than_segmenting(
    audit: bool, prose: str
) -> None:
    size = 1_000_000 if audit else 250_000
    prose *= size // len(prose.encode()) + 1
    segmenter = build_segmenter("jieba-reference")
    segmenter.cut("预热")
    find_claims("报告提及“创新”3次。")

    start = time.process_time()
    extraction = find_claims(prose)
    reading = time.process_time() - start
    start = time.process_time()
    segmenter.cut(prose)
    segmenting = time.process_time() - start

    assert extraction.claims == ()
    assert reading < segmenting


REPEATED = [
    *("次", "一", "在", "“", '"', "《", "提及", "报告", "1", "的次数", "多达", "等", "二〇"),
    *("一百万亿", "由去年的3次", "times ", "twice ", "the report ", "forty-five ", "?", "\n"),
]


@pytest.mark.parametrize("unit", REPEATED)
def test_no_repetition_costs_the_square_of_its_length(unit: str) -> None:
    start = time.process_time()
    find_claims(unit * (20_000 // len(unit)))

    assert time.process_time() - start < 2


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    extraction = find_claims(text)

    for found in (*extraction.claims, *extraction.unparsed):
        assert text[found.start : found.end] == found.quote


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_unicode_can_be_read(text: str) -> None:
    find_claims(text)
