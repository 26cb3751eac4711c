"""The page's HTML before any script runs: sections in order, numbers with their passages."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import pytest
from lxml import html

from policytext.language.messages import load_wording
from policytext.report.formats.page import figures
from policytext.report.formats.page.views import view_documents, view_families, view_grid
from policytext.report.spec import SECTIONS
from tests.support.make_documents import make_document
from tests.support.make_reports import make_report, render_page, small_files, small_report


@lru_cache(maxsize=2)
def page(language: str = "zh") -> Any:
    return html.document_fromstring(small_files(language)["index.html"].decode())


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def test_sections_stand_in_order_and_the_bar_leads_to_each(language: str) -> None:
    sections = page(language).xpath("//main/section/@id")

    assert tuple(sections) == SECTIONS
    assert page(language).xpath("//nav//a/@href") == [f"#{name}" for name in sections]


def test_every_address_of_a_passage_names_a_set_and_a_document_there_is() -> None:
    addresses = {a for a in page().xpath("//@href") if a.startswith("#passages/")}
    sets = {"global", "development", "common", "sovereignty", "words"}
    claims = {"claim:plan-global", "claim:plan-development", "claim:plan-items"}
    articles = {"article:essay:1"}

    assert len(addresses) > 20
    for address in addresses:
        key, document = address.split("/")[1:3]
        assert key.replace("%3A", ":") in sets | claims | articles
        assert document in {"plan", "essay"}


def test_ids_are_unique_and_labels_point_to_them(language: str) -> None:
    ids = page(language).xpath("//@id")

    assert len(ids) == len(set(ids))
    assert set(page(language).xpath("//@aria-labelledby")) <= set(ids)


def test_a_card_shows_published_recounted_convention_terms_and_two_passages() -> None:
    (card,) = page().xpath("//article[@id='claim-plan-global']")

    assert text_of(card.xpath(".//*[@class='published']")[0]) == "公布4"
    assert text_of(card.xpath(".//*[@class='recounted']")[0]) == "重数4"
    assert "text/each/title+subtitle+body" in text_of(card.xpath(".//p[@class='convention']")[0])
    terms = [text_of(item) for item in card.xpath(".//ul[contains(@class, 'terms')]/li")]
    assert terms == ["全球3", "各国1"]
    assert len(card.xpath(".//ul[@class='quotes']/li")) == 2


def test_a_card_that_does_not_reproduce_is_explained() -> None:
    (card,) = page("en").xpath("//article[@id='claim-plan-development']")
    explanation = text_of(card.xpath(".//details")[0])

    assert "does not reproduce" in text_of(card)
    assert "None of them gives 3" in explanation
    # No number but 3 itself is within ±20 % of 3.
    assert "reach 0 of the 1 number within ±20 % of 3, itself included (0.0%)" in explanation
    assert "some evidence that 3 was counted in none of these ways" in explanation
    assert "An explanation never changes a verdict" in explanation


def test_a_card_of_a_text_that_is_not_held_gives_no_number() -> None:
    (card,) = page("en").xpath("//article[@id='claim-lost']")

    assert text_of(card.xpath(".//*[@class='recounted']")[0]) == "recounted–"
    assert "the text is not stored" in text_of(card)


def test_the_heatmap_holds_rate_and_count_of_every_pair() -> None:
    rows = page().xpath("//figure[@id='fig-heatmap']//tbody/tr")
    cells = {row.xpath("string(th)"): [text_of(c) for c in row.xpath("td")] for row in rows}

    # 4 hits in 小计划 and 22 characters more, without white space: 4 / 25.
    size = small_report().corpus["plan"].length
    assert cells["全球性"][0] == f"{4000 / size:.1f}4"
    assert cells["主权"] == ["0.00", "0.00"]


def test_every_number_of_the_heatmap_says_what_it_is() -> None:
    labels = page("en").xpath("//figure[@id='fig-heatmap']//a[@class='num']/@aria-label")

    assert len(labels) == 8
    assert all("text/each/title+subtitle+body" in label for label in labels)
    assert any(label.startswith("global in A, 小计划: 4 times, ") for label in labels)


def test_a_table_of_words_links_only_numbers_with_as_many_passages() -> None:
    for row in page().xpath("//*[@id='table-tfidf']//tbody/tr"):
        assert row.xpath("count(.//a)") == 1


def test_damage_and_parts_are_warned_of() -> None:
    warnings = [text_of(item) for item in page().xpath("//ul[@class='cautions']/li")]

    assert any(line.startswith("B不完整") for line in warnings)
    assert any("不足 5 次" in line for line in warnings)


def test_the_method_names_every_input_with_its_digest() -> None:
    report = small_report()
    block = text_of(page().xpath("//pre[@class='block']")[0])

    assert report.inputs
    for path, digest in report.inputs:
        assert f"{digest} {path}" in block


def test_sections_left_out_of_the_report_file_are_not_on_the_page() -> None:
    report = make_report(make_document("全球。", title="题"), sections=("method", "emphasis"))
    root = html.document_fromstring(render_page(report))

    assert root.xpath("//main/section/@id") == ["method", "emphasis"]


def test_no_clock_stands_in_the_page() -> None:
    assert not re.search(r"20\d\d-\d\d-\d\dT|\d\d:\d\d:\d\d", small_files()["index.html"].decode())


def test_english_and_chinese_texts_have_shades_of_their_own() -> None:
    report = make_report(
        make_document("全球" + "天" * 98, name="zh", title="题"),
        make_document("global " * 3, name="en", title="Title", language="en"),
    )
    documents, families = view_documents(report), view_families(report, "en")
    grid = view_grid(report, documents, families)

    assert grid["zh", "global"].level == grid["en", "global"].level == 9


@pytest.mark.parametrize(
    ("top", "ticks"),
    [(0, [0]), (1, [0, 0.5, 1]), (30, [0, 10, 20, 30]), (4.1, [0, 2, 4]), (100, [0, 50, 100])],
)
def test_axes_have_round_ticks(top: float, ticks: list[float]) -> None:
    assert figures.choose_ticks(top) == pytest.approx(ticks)


def test_strokes_stand_where_the_hits_are() -> None:
    assert figures.draw_strokes([0, 50, 50, 99], 100) == "M0 0v1M500 0v1M990 0v1"
    assert figures.draw_strokes([], 0) == ""


def test_telling_words_stand_in_the_order_of_their_scores(language: str) -> None:
    report, t = small_report(), load_wording(language)
    for view in figures.view_tfidf(report, view_documents(report), t):
        scores = [float(word.value) for word in view.words]
        assert scores == sorted(scores, reverse=True)
