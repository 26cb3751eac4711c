"""The report as a value: its numbers are those of the analyses, and every one has its hits."""

from __future__ import annotations

from pathlib import Path

import pytest

from policytext.base.errors import UnknownNameError
from policytext.claims import ClaimSet
from policytext.counting.count import count_families
from policytext.report.build import build_report, locate_inputs
from policytext.report.model import DERIVED, FEW_DRAWN, MOST_DRAWN
from policytext.report.spec import ReportSpec
from tests.support.make_documents import make_document
from tests.support.make_reports import make_lexicon, make_report, small_report


def test_counts_are_those_of_the_hand_counted_texts() -> None:
    rates = small_report().rates

    assert rates["plan", "global"].count == 4  # 全球 3, 各国 1
    assert rates["plan", "development"].count == 2
    assert rates["essay", "global"].count == 1
    assert rates["essay", "development"].count == 3
    assert rates["essay", "common"].count == 2
    assert rates["essay", "sovereignty"].count == 0


def test_counts_equal_those_of_a_plain_count_over_the_same_texts() -> None:
    report = small_report()
    plain = count_families(report.corpus, make_lexicon())

    counted = {(row[0], row[1]): row[2] for row in plain.rows}
    assert {key: rate.count for key, rate in report.rates.items()} == counted


def test_every_count_has_exactly_its_hits() -> None:
    report = small_report()

    assert {key: len(found) for key, found in report.matches.items()} == {
        key: rate.count for key, rate in report.rates.items()
    }
    assert len(list(report.lines())) == report.hits


def test_telling_words_are_followed_to_as_many_tokens_as_they_count() -> None:
    report = small_report()

    for row in report.tables["tfidf"].records():
        assert len(report.words[str(row["document"]), str(row["feature"])]) == row["count"]
    for row in report.tables["keyness"].records():
        assert len(report.words[str(row["document"]), str(row["feature"])]) == row["target"]


def test_documents_keep_the_order_of_the_report_file() -> None:
    assert [document.id for document in small_report().documents] == ["plan", "essay"]
    documents = [row["document"] for row in small_report().tables["families"].records()]
    assert documents == ["plan"] * 4 + ["essay"] * 4


def test_a_document_that_is_not_there_is_named() -> None:
    corpus = small_report().corpus
    with pytest.raises(UnknownNameError, match=r"in report\.yaml 'plam'\. Did you"):
        build_report(corpus, ReportSpec(documents=("plam",)))
    with pytest.raises(UnknownNameError, match=r"document in report\.yaml 'gone'"):
        build_report(corpus, ReportSpec(articles=("gone",)))


def test_a_text_only_claims_are_about_is_kept_beside_those_compared() -> None:
    report = make_report(
        make_document("全球。", name="a"),
        make_document("发展，发展。", name="b"),
        documents=("a",),
        claims='- {id: x, kind: count, document: b, terms: [发展], published: "2"}',
    )

    assert [document.id for document in report.documents] == ["a"]
    assert [document.id for document in report.others] == ["b"]
    assert report.findings.as_expected


def test_without_a_lexicon_the_families_are_the_words_the_texts_share_most() -> None:
    texts = ("经济建设，经济改革，社会建设。", "经济发展，经济建设。", "天地经济。")
    documents = [make_document(t, name=f"d{n}", title="天地") for n, t in enumerate(texts)]
    corpus = make_report(*documents).corpus
    report = build_report(corpus, ReportSpec(), None)

    assert report.lexicon.name == DERIVED
    assert [family.label() for family in report.lexicon.families] == ["经济", "天地", "建设"]
    assert report.rates["d0", "word-01"].count == 2  # 经济建设，经济改革


def test_only_claims_that_do_not_come_out_are_explained() -> None:
    explained = small_report().explanations

    assert list(explained) == ["plan-development"]
    assert explained["plan-development"].explaining == ()


def test_the_article_a_claim_is_quoted_from_is_read_for_counts() -> None:
    quoting = make_document("《小计划》提及“全球”3次，提及“发展”9次。", name="news", title="新闻")
    plan = make_document("全球，全球，全球发展。", name="plan", title="小计划")
    report = make_report(
        plan,
        quoting,
        documents=("plan",),
        claims="- {id: x, kind: count, document: plan, terms: [全球], published: '3',"
        " source: {document: news}}",
    )

    assert [claim.verdict.value for claim in report.articles["news"].claims] == [
        "confirmed",
        "refuted",
    ]


def test_many_documents_are_compared_and_the_first_are_drawn() -> None:
    documents = [make_document(f"全球{n}。", name=f"d{n:02d}") for n in range(MOST_DRAWN + 3)]
    report = make_report(*documents)

    assert len(report.documents) == MOST_DRAWN + 3
    assert len(report.drawn) == FEW_DRAWN
    assert len(report.tables["families"]) == 4 * (MOST_DRAWN + 3)


def test_inputs_are_named_from_the_texts_folder_wherever_it_lies(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    spec = ReportSpec(inputs=((f"{folder.as_posix()}/report.yaml", "0" * 64),))
    corpus = small_report().corpus
    report = locate_inputs(folder, build_report(corpus, spec, make_lexicon(), ClaimSet()))

    assert ("texts/report.yaml", "0" * 64) in report.inputs


def test_progress_names_each_step_once() -> None:
    steps: list[str] = []
    corpus = small_report().corpus
    build_report(corpus, ReportSpec(), make_lexicon(), progress=steps.append)

    assert len(steps) == len(set(steps)) > 2
