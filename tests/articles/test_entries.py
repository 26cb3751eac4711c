"""Found claims become entries of a claims file."""

from __future__ import annotations

from pathlib import Path

import pytest

from policytext.articles import as_claim_entry, find_claims, rivals, to_claims_yaml
from policytext.articles.entries import Entry
from policytext.claims import CLAIM_KINDS, load_claims
from policytext.claims.load import read_claims
from policytext.documents.corpus import Corpus
from tests.support.make_documents import make_document

OLD = make_document("改革。", name="old", title="2024年政府工作报告", issued="2024")
NEW = make_document(
    "遵循公平、开放、创新的基本原则。\n一、改革\n改革改革。\n二、创新\n三、开放",
    name="new",
    title="2025年政府工作报告",
    issued="2025",
)
CORPUS = Corpus((OLD, NEW))


def _entry(text: str, number: int = 0) -> Entry:
    extraction = find_claims("2025年政府工作报告" + text, corpus=CORPUS, issued="2025-03-05")
    claim = extraction.claims[number]
    return as_claim_entry(claim, "x", corpus=CORPUS, among=rivals(extraction, claim))


def _keys(text: str, number: int = 0) -> dict[str, object]:
    mapping = _entry(text, number).mapping
    assert mapping is not None
    return {k: v for k, v in mapping.items() if k not in ("id", "source", "document")}


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        (
            "提及“改革”“开放”等词3次。",
            0,
            {"kind": "count", "terms": ["改革", "开放"], "published": "3", "open_family": True},
        ),
        (
            "首次提出“创新”。",
            0,
            {"kind": "first-mention", "terms": ["创新"], "published": "首次"},
        ),
        (
            "中“改革”出现3次，比去年多2次。",
            1,
            {
                "kind": "comparison", "terms": ["改革"], "published": "2",
                "by": "difference", "than": {"document": "old"},
            },
        ),
        (
            "中“改革”出现3次，是“创新”的3倍。",
            1,
            {
                "kind": "comparison", "terms": ["改革"], "published": "3倍",
                "by": "ratio", "than": {"terms": ["创新"]},
            },
        ),
        (
            "中“创新”出现次数比“改革”少2次。",
            0,
            {
                "kind": "comparison", "terms": ["改革"], "published": "2",
                "by": "difference", "than": {"terms": ["创新"]},
            },
        ),
        (
            "中“改革”的出现次数超过“创新”。",
            0,
            {
                "kind": "comparison", "terms": ["改革"], "published": ">0",
                "by": "difference", "than": {"terms": ["创新"]},
            },
        ),
        (
            "中“改革”（3次）位列第一，“创新”（2次）。",
            1,
            {"kind": "rank", "terms": ["改革"], "published": "第一", "among": ["创新"]},
        ),
        (
            "中“改革”占“创新”的三成。",
            0,
            {"kind": "share", "terms": ["改革"], "published": "三成", "of": ["创新"]},
        ),
        ("全文约1.9万字。", 0, {"kind": "length", "published": "约1.9万"}),
        ("共三章。", 0, {"kind": "items", "published": "三", "marker": "第X章"}),
        (
            "提出三大原则。",
            0,
            {
                "kind": "items", "published": "三", "marker": "、",
                "between": {"from": "遵循", "to": "的基本原则"},
            },
        ),
        ("提出三项任务。", 0, {"kind": "items", "published": "三", "marker": "一、"}),
    ],
)  # fmt: skip
def test_each_kind_has_the_keys_of_its_kind(
    text: str, number: int, expected: dict[str, object]
) -> None:
    assert _keys(text, number) == expected


def test_headings_taken_for_the_items_are_a_guess_that_can_only_confirm() -> None:
    assert not _entry("提出三项任务。").certain
    assert _entry("共三章。").certain


def test_what_no_claims_file_can_say_is_no_entry() -> None:
    assert str(_entry("中“改革”出现次数位列第一。").why) == "it names no rivals to rank"
    assert _entry("中“改革”出现3次，出现次数比去年增长20%。", 1).mapping is None


def test_words_of_an_english_text_are_matched_as_words() -> None:
    claim = find_claims("The report mentions jobs 31 times.").claims[0]

    assert as_claim_entry(claim, "x").mapping == {
        "id": "x",
        "kind": "count",
        "document": "not-held",
        "terms": ["jobs"],
        "match": "word",
        "published": "31",
        "expect": "unverifiable",
        "note": "The report: no corpus to look it up in",
        "source": {"quote": "mentions jobs 31 times"},
    }


def test_the_file_loads_and_names_what_was_left_out(tmp_path: Path) -> None:
    text = (
        "2025年政府工作报告提及“改革”3次，“创新: #1”出现次。《决定》提及“真: 1”5次。"
        "“开放”出现5次，出现次数比去年增长20%。"
    )
    written = to_claims_yaml(find_claims(text, corpus=CORPUS), corpus=CORPUS, prefix="a")
    path = tmp_path / "found.yaml"
    path.write_text(written, encoding="utf-8")

    claims = load_claims(path)

    assert [(c.id, c.document, c.published) for c in claims] == [
        ("a-001", "new", "3"),
        ("a-002", "not-held", "5"),
        ("a-003", "not-held", "5"),
    ]
    assert "# not read, the digits are missing: “创新: #1”出现次" in written
    assert "# left out, a growth in per cent is not a difference or a multiple" in written


def test_no_claims_make_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "found.yaml"
    path.write_text(to_claims_yaml(find_claims("无。")), encoding="utf-8")

    assert not read_claims([path], CLAIM_KINDS)


def test_what_an_article_holds_and_yaml_does_not_allow_is_written_by_its_number(
    tmp_path: Path,
) -> None:
    text = "报告提及“创\uffff新\x7f”45次。"
    path = tmp_path / "claims.yaml"
    path.write_text(to_claims_yaml(find_claims(text)), encoding="utf-8")

    assert [claim.published for claim in load_claims(path)] == ["45"]
