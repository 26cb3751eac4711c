"""A count is refuted only by the text that the writer can have counted."""

from __future__ import annotations

import pytest

from policytext.articles.checking import CheckedArticle, check_article
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from tests.support.make_documents import make_document

PARTY = {"issuer": "中国共产党全国代表大会", "issued": "2022-10-16"}
SUBTITLE = "——在中国共产党第二十次全国代表大会上的报告"


def _report(text: str, name: str, **entry: object) -> Document:
    title = "高举旗帜" + ("（宣读版）" if entry.get("edition") else "")
    return make_document(text, name=name, title=title, subtitle=SUBTITLE, **PARTY, **entry)


def check(article: str, *documents: Document) -> CheckedArticle:
    return check_article(article, Corpus(documents))


def verdicts(article: str, *documents: Document) -> list[str]:
    return [claim.verdict.value for claim in check(article, *documents).claims]


def test_the_edition_read_out_may_be_the_one_that_was_counted() -> None:
    printed = _report("法治、法治、法治。", "printed")
    spoken = _report("法治。", "spoken", edition="spoken")
    (claim,) = check("二十大报告提到“法治”1次。", printed, spoken).claims

    assert claim.verdict.value == "unverifiable"
    assert "spoken" in str(claim.reason)
    assert verdicts("二十大报告提到“法治”1次。", printed) == ["refuted"]
    assert verdicts("二十大报告提到“法治”2次。", printed, spoken) == ["refuted"]
    assert verdicts("二十大报告提到“法治”3次。", printed, spoken) == ["confirmed"]


def test_words_counted_in_a_translation_are_not_recounted_in_the_original() -> None:
    chinese = make_document("推动全球合作。", name="plan", title="计划", aliases=["Global Plan"])
    english = make_document(
        "Global work.", name="act", title="Global Act", language="en", aliases=["全球法案"]
    )

    assert verdicts("The Global Plan mentions “cooperation” 4 times.", chinese) == ["unverifiable"]
    assert verdicts("《全球法案》提到“工作”4次。", english) == ["unverifiable"]


def test_an_article_in_traditional_characters_counts_the_same_words() -> None:
    plan = make_document("稳中求进，稳定。", name="plan", title="工作计划", aliases=["計劃"])

    assert verdicts("《工作計劃》提到「穩」2次。", plan) == ["confirmed"]
    assert verdicts("《工作計劃》提到「穩」5次。", plan) == ["refuted"]


@pytest.mark.parametrize(
    ("length", "verdict"),
    [(1500, "confirmed"), (1000, "unverifiable"), (1200, "unverifiable"), (1800, "refuted")],
)
def test_a_length_is_refuted_only_if_no_way_of_counting_gives_it(length: int, verdict: str) -> None:
    # 998 different characters and a title of two, every other one followed by a comma or stop.
    text = "".join(chr(0x4E00 + i) + ("，" if i % 2 else "") for i in range(998))
    plan = make_document(f"{text[:-1]}。。", name="plan", title="计划", aliases=["合作计划"])

    assert verdicts(f"《合作计划》全文{length}字。", plan) == [verdict]


def test_a_count_of_another_word_of_the_sentence_refutes_nobody() -> None:
    plan = make_document("合作、合作。创新。", name="plan", title="计划", aliases=["合作计划"])

    assert verdicts("《合作计划》提到“合作”1次，不同于“创新”。", plan) == ["unverifiable"]
    assert verdicts("《合作计划》提到“合作”1次，不同于“竞争”。", plan) == ["refuted"]
    assert verdicts("《合作计划》提到“合作”1次，“创新”1次。", plan) == ["refuted", "confirmed"]


def test_a_longer_word_of_the_article_may_be_the_one_that_was_counted() -> None:
    held = [_report("改革开放。改革。", "printed"), _report("改革。", "spoken", edition="spoken")]
    said = "外界关注改革开放，也谈改革开放。"

    assert verdicts(f"{said}二十大报告提到“改革”4次。", *held) == ["refuted"]
    held[1] = _report("改革开放、" * 4 + "改革。", "spoken", edition="spoken")
    assert verdicts(f"{said}二十大报告提到“改革”4次。", *held) == ["unverifiable"]
    assert verdicts("二十大报告提到“改革”4次。", *held) == ["refuted"]


def test_a_word_without_quotation_marks_refutes_nobody() -> None:
    plan = make_document("合作、合作。", name="plan", title="计划", aliases=["合作计划"])

    assert verdicts("《合作计划》提到合作9次。", plan) == ["unverifiable"]
    assert verdicts("《合作计划》提到合作2次。", plan) == ["confirmed"]


def test_a_count_in_a_paragraph_that_names_no_text_refutes_nobody() -> None:
    plan = make_document("合作、合作。", name="plan", title="计划", aliases=["合作计划"])

    assert verdicts("《合作计划》发布。“合作”一词出现2次。", plan) == ["confirmed"]
    assert verdicts("《合作计划》发布。“合作”一词出现7次。", plan) == ["refuted"]
    assert verdicts("《合作计划》发布。\n\n“合作”一词出现7次。", plan) == ["unverifiable"]
    assert verdicts("《合作计划》发布。\n\n“合作”一词出现2次。", plan) == ["confirmed"]


@pytest.mark.parametrize(
    ("article", "words"),
    [
        ("海盟日前通过的节水行动计划提到“合作”12次。", "节水"),
        ("The EU passed a rivers action plan. The action plan mentions “合作” 12 times.", "rivers"),
        ("日本首相昨天在东京发表讲话。这次演讲提到“合作”9次。", "东京"),
        ("二十大报告发布，17大报告中“合作”出现35次。", "17大"),
    ],
)
def test_a_count_in_another_text_is_unverifiable_with_the_words(article: str, words: str) -> None:
    held = [
        make_document("合作。", name="plan", title="全球合作行动计划", aliases=["action plan"]),
        make_document("合作。", name="talk", title="在年会上的演讲", issuer="习近平"),
        _report("合作。", "cpc20"),
    ]
    (claim,) = [c for c in check(article, *held).claims if c.claim.kind == "count"]

    assert (claim.claim.document, claim.verdict.value) == (None, "unverifiable")
    assert words in str(claim.reason)


def test_a_full_title_declared_below_decides_what_the_headline_means() -> None:
    held = make_document("改革。", name="decision", title="关于深化合作的决定", issued="2024-07-18")
    article = (
        "读懂《决定》\n会议通过《关于推动改革的决定》（以下简称《决定》）。《决定》提到“改革”9次。"
    )
    checked = check_article(article, Corpus((held,)), issued="2014-03-01")

    assert [c.verdict.value for c in checked.claims] == ["unverifiable"]


def test_an_address_is_known_by_its_year_and_its_counts_are_confirmed() -> None:
    held = [
        make_document(text, name=f"sotu{year}", title=f"State of the Union {year}",
                      issued=str(year), language="en", issuer="George W. Bush")
        for year, text in ((2007, "Hope."), (2008, "Liberty and hope. Liberty for all. War."))
    ]  # fmt: skip
    article = (
        "In his 2008 State of the Union address, the president used the word “liberty” 2 times. "
        "The speech mentioned “hope” once and “education” zero times."
    )

    assert set(verdicts(article, *held)) == {"confirmed"}


def test_a_comparison_is_confirmed_or_open_and_never_refuted() -> None:
    plan = make_document("合作、合作、合作。", name="plan", title="港口计划")
    idea = make_document("合作。", name="idea", title="航道倡议")
    article = "《港口计划》提到“合作”3次，比《航道倡议》多{}次。"

    assert verdicts(article.format(2), plan, idea) == ["confirmed", "confirmed"]
    assert verdicts(article.format(1), plan, idea) == ["confirmed", "unverifiable"]
