"""The page's HTML before any script runs: sections in order, numbers with their passages."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lxml import html
from matplotlib.text import Text

from policytext.base.escape import escape
from policytext.charts import CHARTS
from policytext.report.formats.charts import list_charts
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


def test_the_table_of_rates_holds_rate_and_count_of_every_pair() -> None:
    rows = page().xpath("//details[@class='rates']//tbody/tr")
    cells = {row.xpath("string(th)"): [text_of(c) for c in row.xpath("td")] for row in rows}

    # 4 hits in 小计划 and 22 characters more, without white space: 4 / 25.
    size = small_report().corpus["plan"].length
    assert cells["全球性 全球，各国"][0] == f"{4000 / size:.1f} 4"
    assert cells["主权"] == ["0.0 0", "0.0 0"]


def test_every_number_of_the_table_of_rates_says_what_it_is() -> None:
    labels = page("en").xpath("//details[@class='rates']//a[@class='num']/@aria-label")

    assert len(labels) == 8
    assert all("text/each/title+subtitle+body" in label for label in labels)
    assert any(label.startswith("global in A, 小计划: 4 times, ") for label in labels)


def test_the_page_shows_every_chart_with_the_title_and_the_sentence_of_the_files(
    language: str,
) -> None:
    charts = list_charts(small_report(), language)
    figures = page(language).xpath("//section[@id='emphasis']/figure")
    markdown = small_files(language)["report.md"].decode()

    assert [figure.get("id") for figure in figures] == [f"fig-{chart.name}" for chart in charts]
    for figure, chart in zip(figures, charts, strict=True):
        drawn = CHARTS[chart.name].draw(chart.table, **chart.options)
        assert text_of(figure.xpath(".//h3")[0]).endswith(drawn.title)
        assert f"### {escape(drawn.title, 'markdown')}" in markdown
        assert text_of(figure.xpath(".//p[@class='says']")[0]) == chart.describe().strip()
        assert escape(chart.describe(), "markdown") in markdown


def test_a_chart_of_the_page_has_the_marks_and_words_of_its_file_on_either_screen() -> None:
    for chart in list_charts(small_report(), "zh"):
        figure = CHARTS[chart.name].draw(chart.table, **chart.options)
        expected = sorted(mark.row for mark in figure.marks.values())
        words = {t for text in figure.findobj(Text) if (t := text.get_text().strip())}
        for screen in ("wide", "narrow"):
            (svg,) = page().xpath(
                f"//figure[@id='fig-{chart.name}']/div[@class='chart {screen}']/svg"
            )
            assert sorted(int(row) for row in svg.xpath(".//@data-row")) == expected
        (svg,) = page().xpath(f"//figure[@id='fig-{chart.name}']/div[@class='chart wide']/svg")
        shown = {t for text in svg.xpath(".//text") if (t := text_of(text))}
        assert shown | {figure.title} == {" ".join(word.split()) for word in words}


def test_a_mark_of_a_chart_leads_to_the_passages_of_its_row() -> None:
    (heatmap,) = (c for c in list_charts(small_report(), "zh") if c.name == "heatmap")
    rows = heatmap.table.records()
    (svg,) = page().xpath("//figure[@id='fig-heatmap']/div[@class='chart wide']/svg")
    links = {int(a.xpath("string(*/@data-row)")): a.get("href") for a in svg.xpath(".//a")}

    assert links == {
        number: f"#passages/{row['family']}/{row['document']}"
        for number, row in enumerate(rows)
        if row["count"]
    }
    assert all(svg.xpath(".//a/@aria-label"))


def test_of_many_texts_page_files_and_sentences_show_the_same_few() -> None:
    documents = [make_document(f"全球{n}。", name=f"d{n:02d}", title=f"题{n}") for n in range(14)]
    report = make_report(*documents)
    chosen = {document.id for document in report.drawn}
    charts = {chart.name: chart for chart in list_charts(report, "zh")}

    assert len(chosen) == 6
    for name in ("heatmap", "bars", "profile", "positions", "tfidf", "similarity"):
        assert set(charts[name].table.column("document")) == chosen, name
    assert set(charts["similarity"].table.columns) == {"document", *chosen}
    assert "全部 6 份文本" in charts["heatmap"].describe()


def test_the_chart_of_keywords_shows_every_row_of_their_table() -> None:
    report = make_report(
        make_document("全球发展" * 3 + "创新。", name="a", title="甲"),
        make_document("安全发展" * 4 + "。", name="b", title="乙"),
    )
    (chart,) = (c for c in list_charts(report, "zh") if c.name == "keyness")
    figure = CHARTS["keyness"].draw(chart.table, **chart.options)
    rows = {n for n, row in enumerate(report.tables["keyness"].records()) if row["log_ratio"]}

    assert len(rows) > 2
    assert {mark.row for mark in figure.marks.values()} == rows


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
