"""An article's counts, recounted against texts one can count by eye."""

from __future__ import annotations

from policytext.articles.checking import CheckedArticle, check_article, read_article
from policytext.claims import Verdict
from policytext.documents.corpus import Corpus
from policytext.report.cautions import find_cautions
from tests.support.make_documents import make_document

PLAN = "一、共商。全球合作，共建共享。\n二、创新。全球治理，各国参与。"


def check(article: str) -> CheckedArticle:
    aliases = ["Action Plan on Governance"]
    document = make_document(PLAN, name="plan", title="行动计划", aliases=aliases)
    return check_article(article, Corpus((document,)))


def verdicts(article: str) -> list[tuple[str, str]]:
    return [(c.claim.published, c.verdict.value) for c in check(article).claims]


def test_a_count_that_reproduces_is_confirmed() -> None:
    assert verdicts("《行动计划》提及“全球”2次。") == [("2", "confirmed")]


def test_a_count_that_does_not_is_refuted_with_the_recount() -> None:
    (claim,) = check("《行动计划》提及“全球”5次。").claims

    assert claim.verdict is Verdict.refuted
    assert claim.to_dict()["recounted"] == 2
    assert claim.to_dict()["convention"] == "text/each/title+subtitle+body"


def test_a_text_that_is_not_held_is_unverifiable_and_named() -> None:
    (claim,) = check("《工作报告》提到“全球”2次。").claims

    assert claim.verdict is Verdict.unverifiable
    assert "工作报告" in str(claim.reason)


def test_a_family_left_open_is_not_refuted_by_the_words_it_names() -> None:
    assert verdicts("《行动计划》提及“全球”“各国”等关键词9次。") == [("9", "unverifiable")]
    assert verdicts("《行动计划》提及“全球”“各国”等关键词3次。") == [("3", "confirmed")]


def test_a_family_left_open_is_refuted_where_fewer_were_published() -> None:
    assert verdicts("《行动计划》提及“全球”“各国”等关键词1次。") == [("1", "refuted")]


def test_headings_read_off_the_document_confirm_and_never_refute() -> None:
    assert verdicts("《行动计划》提出2项行动。") == [("2", "confirmed")]
    assert verdicts("《行动计划》提出7项行动。") == [("7", "unverifiable")]


def test_an_article_without_a_claim_has_none() -> None:
    checked = check("会议于2025年7月26日举行，140多个国家参加。")

    assert checked.claims == ()
    assert checked.summary["claims"] == 0


def test_offsets_are_of_the_article_as_it_was_captured() -> None:
    article = "导语。\r\n《行动计划》提\u200b及“全\r\n球”２次。"
    (claim,) = read_article(article, [make_document(PLAN, title="行动计划")]).claims

    assert article[claim.number_start : claim.number_end] == "２"
    assert claim.terms == ("全球",)


def test_paragraphs_are_counted_from_one() -> None:
    assert [c.paragraph for c in check("前言。\n《行动计划》提及“全球”2次。").claims] == [2]


def test_an_english_article_about_a_chinese_text_is_checked_in_the_texts_own_words() -> None:
    article = (
        "What the plan says, by the numbers\n\n"
        "The Action Plan on Governance lists two actions.\n"
        'The word "全球" appears 2 times in the plan, and "合作" once.\n'
        'The plan never mentions "军事".\n'
    )

    assert verdicts(article) == [
        ("two", "confirmed"), ("2", "confirmed"), ("once", "confirmed"), ("never", "confirmed"),
    ]  # fmt: skip


def test_of_two_chinese_documents_of_a_kind_an_english_article_means_neither_for_certain() -> None:
    plans = [
        make_document(PLAN, name=name, title=f"{name}行动计划", aliases=["action plan"])
        for name in ("a", "b")
    ]
    (claim,) = check_article('The action plan mentions "全球" twice.', Corpus(tuple(plans))).claims

    assert claim.verdict is Verdict.unverifiable
    assert "2 documents fit" in str(claim.reason)


def test_a_headline_is_no_part_of_the_sentence_under_it() -> None:
    (claim,) = check("各地热议行动计划\n\n《行动计划》提及“全球”2次。").claims

    assert claim.claim.sentence == "《行动计划》提及“全球”2次。"


def test_a_text_that_is_younger_than_the_article_is_not_the_one_it_counts() -> None:
    plan = make_document("推动全球合作。", name="plan", title="行动计划", issued="2025-07-26")
    corpus = Corpus((plan,))
    article = "《行动计划》中，“全球”出现3次。"
    verdicts = {
        issued: [c.verdict for c in check_article(article, corpus, issued=issued).claims]
        for issued in (None, "2025-07-01", "2025-07-26", "2025", "2025-08-01")
    }

    assert verdicts.pop("2025-07-01") == [Verdict.unverifiable]
    assert set(map(tuple, verdicts.values())) == {(Verdict.refuted,)}


def test_a_count_with_wide_commas_is_read_whole_and_a_range_is_not_read_as_its_end() -> None:
    corpus = Corpus((make_document("推动全球合作。", name="plan", title="行动计划"),))
    published = [
        claim.claim.published
        for text in ("《行动计划》提及“全球”1，300次。", "《行动计划》提及“全球”13-15次。")
        for claim in check_article(text, corpus).claims
    ]

    assert published == ["1，300"]


def test_a_passage_printed_twice_that_would_turn_the_verdict_makes_it_unverifiable() -> None:
    passage = "各地应当加强城市绿化，保护河流湖泊，推动园林建设，共享发展成果，让市民生活更加美好。"
    text = f"开展绿化。\n{passage}\n重视教育，安全第一，人民至上。\n{passage}\n全文结束了。"
    document = make_document(text, name="plan", title="行动计划")
    judged = {
        published: check_article(f"《行动计划》提及“绿化”{published}次。", Corpus((document,)))
        .claims[0]
        .verdict.value
        for published in (1, 2, 3, 4)
    }

    assert judged == {1: "refuted", 2: "unverifiable", 3: "unverifiable", 4: "refuted"}
    (caution,) = (c for c in find_cautions([document], []) if c.kind == "repeated paragraph")
    assert caution.what.startswith("各地应当")


def test_a_title_printed_twice_is_counted_once() -> None:
    text = "城市绿化规划\n\n《城市绿化规划》\n\n加强绿化。"
    document = make_document(text, name="plan", title="城市绿化规划")
    (claim,) = check_article("《城市绿化规划》提及“绿化”2次。", Corpus((document,))).claims

    assert claim.verdict is Verdict.confirmed
