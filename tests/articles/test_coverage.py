"""Every number of an article is accounted for."""

from __future__ import annotations

import re

import pytest

from policytext.articles import find_claims
from tests.articles.evaluate import load_sentences


@pytest.mark.parametrize(
    ("text", "number", "status", "why"),
    [
        ("报告提及“创新”61次。", "61", "claim", ""),
        ("报告提及“改革”几十次，“创新”61次。", "61", "claim", ""),
        ("“改革”“开放”分别出现45次、30次和12次。", "30", "unread", "not as many numbers"),
        ("2025年7月26日发布。", "2025", "no claim", "date or time"),
        ("占国内生产总值的2.68%。", "2.68%", "no claim", "share"),
        ("以120票赞成获得通过。", "120", "no claim", "votes"),
        ("每吨上涨120元。", "120", "no claim", "money"),
        ("根据第21条处理。", "21", "no claim", "ordinal"),
        ("创新成果竞相涌现 [3]", "3", "no claim", "footnote"),
        ("全国共有34个省级行政区。", "34", "no claim", "items that are not a document's"),
        ("The deficit reached 4 percent.", "4", "no claim", "share"),
        ("Oil rose to 81 dollars.", "81", "no claim", "money"),
        ("習近平20大報告提到「創新」61次。", "20", "no claim", "session or congress"),
        ("19屆七中全會公報提到“创新”61次。", "19", "no claim", "session or congress"),
        ("口頭報告約2小時，提到“创新”61次。", "2", "no claim", "date or time"),
        ("报告提到“创新”61次，并出台150多部法规。", "150", "no claim", "something else: 部法"),
    ],
)
def test_a_number_is_a_claim_or_unread_or_something_else(
    text: str, number: str, status: str, why: str
) -> None:
    seen = {n.text: n for n in find_claims(text).numbers}

    assert seen[number].status == status
    assert why in str(seen[number].why or "")


def test_no_arabic_number_passes_in_silence() -> None:
    for example in load_sentences():
        numbers = find_claims(example["text"]).numbers
        covered = {i for n in numbers for i in range(n.start, n.end)}
        digits = {m.start() for m in re.finditer("[0-9０-９]", example["text"])}

        assert digits <= covered, example["text"]


def test_every_number_has_one_fate_and_a_reason_unless_it_is_a_claim() -> None:
    article = "\n".join(example["text"] for example in load_sentences())
    numbers = find_claims(article).numbers
    printed = find_claims(article).to_dict()["numbers"]

    assert all((n.status == "claim") != bool(n.why) for n in numbers)
    assert all(article[n.start : n.end] == n.text for n in numbers)
    assert sum(printed.values()) == len(numbers)
