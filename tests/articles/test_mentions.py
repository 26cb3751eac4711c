"""Mentions mean documents by title, short title, date and what was said before."""

from __future__ import annotations

import pytest

from policytext.articles import find_claims
from policytext.articles.references import plain
from policytext.documents.document import Document
from tests.support.make_documents import make_document


def _held(name: str, title: str, issued: str, **entry: object) -> Document:
    return make_document("改革创新。", name=name, title=title, issued=issued, **entry)


CORPUS = [
    _held("plan", "人工智能全球治理行动计划", "2025-07-26", aliases=["行动计划"]),
    _held("initiative", "全球人工智能治理倡议", "2023-10-20", aliases=["倡议"]),
    _held("gwr2024", "2024年政府工作报告", "2024-03-05"),
    _held("gwr2025", "2025年政府工作报告", "2025-03-05"),
    _held(
        "cpc20",
        "高举中国特色社会主义伟大旗帜",
        "2022-10-16",
        subtitle="——在中国共产党第二十次全国代表大会上的报告",
    ),
    _held("fyp15", "中共中央关于制定国民经济和社会发展第十五个五年规划的建议", "2025-10-23"),
    _held("law", "中华人民共和国数据安全法", "2021-06-10"),
    _held("essay", "《人工智能全球治理行动计划》解读", "2025-08-01", role="commentary"),
    make_document(
        "Reform.", name="sotu", title="State of the Union 2011", issued="2011", language="en"
    ),
]


def _meant(text: str, issued: str | None = None) -> list[str | None]:
    return [c.document for c in find_claims(text, corpus=CORPUS, issued=issued).claims]


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("《人工智能全球治理行动计划》提及“创新”3次。", "plan"),
        ("《行动计划》提及“创新”3次。", "plan"),
        ("《倡议》提及“创新”3次。", "initiative"),
        ("2024年政府工作报告提及“创新”3次。", "gwr2024"),
        ("二〇二四年政府工作报告提及“创新”3次。", "gwr2024"),
        ("2025年《政府工作报告》提及“创新”3次。", "gwr2025"),
        ("二十大报告提及“创新”3次。", "cpc20"),
        ("党的二十大报告提及“创新”3次。", "cpc20"),
        ("在“十五五”规划建议中，“创新”被提及61次。", "fyp15"),
        ("《数据安全法》提及“创新”3次。", "law"),
        ("《全球人工智能治理倡議》提及「創新」3次。", "initiative"),
    ],
)
def test_a_document_is_known_by_title_short_title_and_year(text: str, document: str) -> None:
    assert _meant(text) == [document]


@pytest.mark.parametrize(
    ("issued", "document"), [("2025-03-06", "gwr2025"), ("2024-03-06", "gwr2024"), (None, None)]
)
def test_this_year_is_the_year_of_the_article(issued: str | None, document: str | None) -> None:
    assert _meant("今年的政府工作报告提及“创新”3次。", issued) == [document]


def test_a_dateline_gives_the_year_of_the_article() -> None:
    text = "新华社北京2025年3月5日电 今年的政府工作报告提及“创新”3次，去年为2次。"

    assert _meant(text) == ["gwr2025", "gwr2024"]


def test_a_bare_name_means_no_text_only_because_it_is_held() -> None:
    claim = find_claims("政府工作报告提及“创新”3次。", corpus=CORPUS[2:3]).claims[0]

    assert claim.document is None
    assert str(claim.resolution) == (
        "'政府工作报告' does not say which text, and the article does not identify it"
    )


def test_an_unknown_document_is_said_to_be_unknown() -> None:
    claim = find_claims("《网络安全法》提及“创新”3次。", corpus=CORPUS).claims[0]

    assert claim.document is None
    assert str(claim.resolution) == "no document of the corpus is called '《网络安全法》'"


def test_what_was_said_before_decides_what_the_document_is() -> None:
    text = "《全球人工智能治理倡议》发布。文件提及“创新”3次。该文件使用“改革”一词2次。"

    assert _meant(text) == ["initiative", "initiative"]


def test_a_claim_without_a_document_is_about_the_one_named_last() -> None:
    claim = find_claims("《行动计划》发布。“创新”一词出现3次。", corpus=CORPUS).claims[0]

    assert (claim.document_mention, claim.document) == (None, "plan")
    assert str(claim.resolution).startswith("the text named last: 《行动计划》")


def test_a_short_title_keeps_the_meaning_of_its_first_use() -> None:
    text = (
        "《人工智能全球治理行动计划》发布。《行动计划》务实。美国发布《赢得竞赛：美国行动计划》。"
        "《行动计划》提及“创新”3次。"
    )

    assert _meant(text) == ["plan"]


def test_a_short_title_of_a_document_that_is_not_held_means_no_other() -> None:
    text = "美国发布《赢得竞赛：美国行动计划》。《行动计划》提及“创新”3次。"

    assert _meant(text) == [None]


def test_an_unheld_document_named_last_is_not_passed_over() -> None:
    text = "《行动计划》发布。美国发布《芯片法案》。该文件提及“创新”3次。"

    assert _meant(text) == [None]


def test_commentary_is_no_document_a_short_title_means() -> None:
    assert _meant("《行动计划》提及“创新”3次。") == ["plan"]


def test_an_english_article_names_its_documents_too() -> None:
    text = 'The 2011 State of the Union mentioned "jobs" 31 times.'

    assert _meant(text) == ["sotu"]


def test_a_comparison_knows_both_documents() -> None:
    text = "2025年政府工作报告提及“创新”3次，比2024年政府工作报告多1次。"
    comparison = find_claims(text, corpus=CORPUS).claims[1]

    assert (comparison.document, comparison.other_document) == ("gwr2025", "gwr2024")


def test_what_a_comparison_is_made_with_is_not_what_it_is_about() -> None:
    text = (
        "《人工智能全球治理行动计划》提及“创新”3次。"
        "与2023年发布的《全球人工智能治理倡议》相比，“改革”一词增加了2次。"
    )
    comparison = find_claims(text, corpus=CORPUS).claims[1]

    assert (comparison.document, comparison.other_document) == ("plan", "initiative")


def test_without_a_corpus_nothing_is_resolved() -> None:
    claim = find_claims("《行动计划》提及“创新”3次。").claims[0]

    assert (claim.document, str(claim.resolution)) == (
        None,
        "no corpus to look it up in",
    )


def test_titles_are_compared_without_marks_and_in_simplified_characters() -> None:
    assert plain("《「十五五」 規劃 建議》") == "十五五规划建议"
