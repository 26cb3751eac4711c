"""Articles: what is read across sentences, and what is not."""

from __future__ import annotations

import pytest

from policytext.articles import find_claims
from policytext.base.errors import UnknownNameError
from tests.support.make_documents import make_document


def _read(text: str) -> list[tuple[str, ...]]:
    return [(*c.terms, c.published) for c in find_claims(text).claims]


def test_the_json_object_has_the_keys_of_the_contract() -> None:
    printed = find_claims("《行动计划》提及全球等关键词45次。报告中“合作”出现次。").to_dict()
    claim, unread = printed["claims"][0], printed["unparsed"][0]

    assert {"quote", "start", "end", "kind", "terms", "open_family"} < set(claim)
    assert (claim["document_mention"], claim["published"]) == ("《行动计划》", "45")
    assert (claim["kind"], claim["terms"], claim["open_family"]) == ("count", ["全球"], True)
    assert unread["reason"] == "the digits are missing"
    assert {"quote", "start", "end", "reason"} < set(unread)


def test_a_language_can_be_told_or_is_told_by_the_script() -> None:
    text = "The report mentions jobs 31 times.\n报告提及“就业”31次。"

    assert _read(text) == [("jobs", "31"), ("就业", "31")]
    assert [c.terms for c in find_claims(text, language="en").claims] == [("jobs",)]


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match=r"Unknown language 'fr'\. Known: zh, en"):
        find_claims("The report mentions jobs 31 times.", language="fr")


def test_offsets_are_those_of_the_article_also_beyond_the_bmp() -> None:
    text = "𠮷𠮷。报告提及“创新”61次。"
    claim = find_claims(text).claims[0]

    assert text[claim.start : claim.end] == claim.quote == "提及“创新”61次"


def test_a_clause_without_a_subject_goes_on_about_the_words_before() -> None:
    text = "“改革”在2010年的报告中出现65次，2009年为71次，2007年为74次。"

    assert [(c.published, c.document_mention) for c in find_claims(text).claims] == [
        ("65", "2010年的报告"),
        ("71", "2009年"),
        ("74", "2007年"),
    ]


def test_what_is_counted_in_a_part_or_in_several_documents_is_not_read() -> None:
    text = "仅在第三部分，“改革”就出现了25次。两份文件合计提及“安全”120次。"
    extraction = find_claims(text)

    assert extraction.claims == ()
    assert [str(u.reason) for u in extraction.unparsed] == [
        "it counts a part of the document",
        "it counts several documents together",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“神舟十二号”发射前曾出现3次故障。",
        "他一生获得“金球奖”7次。",
        "该剧在“黄金档”播出45集，收视率位列第一。",
        "报告指出，我国拥有六大原则性优势、13项专利。",
        "这是报告第三次提到“创新”。",
        "He has been named “Man of the Year” three times.",
        "The speech was interrupted by applause 79 times.",
    ],
)
def test_counts_of_things_are_no_claims(text: str) -> None:
    assert find_claims(text).claims == ()


def test_what_is_left_out_of_a_count_is_not_what_is_counted() -> None:
    text = "“社会”出现319次，若不计“社会主义”，则为154次；“改革”出现5次，“开放”3次，二者合计8次。"
    extraction = find_claims(text)

    assert [(c.terms, c.published) for c in extraction.claims] == [
        (("社会",), "319"),
        (("改革",), "5"),
        (("开放",), "3"),
    ]
    assert [u.quote for u in extraction.unparsed] == ["为154次", "合计8次"]


def test_an_earlier_count_without_a_year_is_about_no_known_document() -> None:
    plan = make_document("改革。", title="行动计划")
    claims = find_claims("《行动计划》中“改革”从31次降至2次。", corpus=[plan]).claims

    assert [(c.published, c.document) for c in claims] == [("31", None), ("2", "doc")]


def test_a_denial_is_no_count() -> None:
    claims = find_claims('The speech did not mention "Iraq" once.').claims

    assert [(c.terms, c.published) for c in claims] == [(("Iraq",), "not")]


def test_words_that_are_not_quoted_must_be_in_the_document() -> None:
    plan = make_document("全球治理，数字治理。", title="行动计划")

    read = find_claims("《行动计划》提及治理2次，提及治理数字3次。", corpus=[plan])

    assert [c.terms for c in read.claims] == [("治理",)]
    assert "not in the document" in str(read.unparsed[0].reason)


def test_a_newspaper_is_no_document() -> None:
    claim = find_claims("《中国日报》统计发现，“创新”出现61次。").claims[0]

    assert claim.document_mention is None


def test_an_empty_article_has_nothing() -> None:
    assert find_claims("").to_dict()["claims"] == []
    assert find_claims(" \n\n ").numbers == ()


def test_claims_show_as_a_table() -> None:
    table = find_claims("报告提及“创新”61次，“合作”出现次。").to_table()

    assert table.column("terms") == ["创新"]
    assert list(map(str, table.notes)) == [
        "could not be read: “合作”出现次 (the digits are missing)"
    ]
