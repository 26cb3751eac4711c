"""The page on screens of every width, on paper, without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from policytext.report.formats.page import data as page_data
from tests.report.browser.conftest import Open
from tests.report.browser.test_page import OPEN_ALL, Pages
from tests.report.formats.test_hostile import hostile_report
from tests.support.make_documents import make_document
from tests.support.make_reports import make_report, render_page


@pytest.mark.parametrize("width", [375, 768, 1920])
def test_nothing_is_wider_than_the_screen(
    open_page: Open, pages: Pages, language: str, width: int
) -> None:
    page = open_page(pages[language], width=width).page
    page.evaluate(OPEN_ALL)
    page.wait_for_timeout(100)
    wide = page.evaluate("""() => [...document.querySelectorAll("main *")].filter((e) => {
      const box = e.getBoundingClientRect();
      return box.width && box.right > innerWidth + 1
        && !e.closest(".scroll, .chart, .bar nav, pre, svg, .kwic");
    }).map((e) => e.tagName + "." + e.className).slice(0, 5)""")

    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert wide == []


def test_the_page_prints_with_its_findings_charts_and_tables(open_page: Open, pages: Pages) -> None:
    page = open_page(pages["zh"]).page
    paper = pypdfium2.PdfDocument(page.pdf(format="A4"))
    printed = "".join(sheet.get_textpage().get_text_range() for sheet in paper)

    assert 5 < len(paper) < 40
    for wanted in (
        "人工智能治理文本的用词",
        "重数相符",
        "各文本用词的轻重",
        "text/each/title+subtitle+body",
    ):
        assert wanted in printed
    assert "随系统" not in printed  # the bar on top is for the screen


def test_paper_is_white_whatever_the_screen_is(open_page: Open, pages: Pages) -> None:
    page = open_page(pages["zh"], color_scheme="dark").page
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    sheet = pypdfium2.PdfDocument(page.pdf(format="A4", print_background=True))[0]
    shades = sheet.render().to_pil().convert("L").histogram()

    assert sum(shades[200:]) > 0.8 * sum(shades)


def test_without_scripts_charts_and_cards_can_be_read(chromium: Any, pages: Pages) -> None:
    context = chromium.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(pages["en"].as_uri())

    assert page.locator("#claim-plan-global").is_visible()
    assert page.locator("#fig-heatmap .wide a").first.is_visible()
    assert "Without scripts" in page.locator("noscript").inner_text()
    context.close()


def test_hostile_strings_do_nothing_in_a_browser(open_page: Open, tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text(render_page(hostile_report(), "en"), encoding="utf-8")
    page = open_page(path).page
    page.evaluate(OPEN_ALL)
    page.locator("#fig-heatmap .wide a").first.click()
    page.keyboard.press("Escape")
    page.locator("#kwic-filter").fill("<script>")

    assert page.evaluate("window.hit") is None
    assert page.locator("script").count() == 3
    assert page.locator("main iframe, main img, main object, main form[action]").count() == 0
    assert page.evaluate("[...document.links].every((a) => a.protocol === 'file:')")


def test_gzipped_data_are_what_the_browser_works_on(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "全球\u3000𠀀发展，“全球治理”。\n" * 3
    report = make_report(make_document(body, title="甲<乙>&丙"))
    plain, packed = tmp_path / "plain.html", tmp_path / "packed.html"
    plain.write_text(render_page(report), encoding="utf-8")
    monkeypatch.setattr(page_data, "PACK_OVER", 0)
    packed.write_text(render_page(report), encoding="utf-8")
    pages = [open_page(path, hash_="#passages/global/doc").page for path in (plain, packed)]
    lines = [page.locator("#drawer li").all_inner_texts() for page in pages]

    assert "全球" not in packed.read_text(encoding="utf-8").split('id="data">')[1]
    assert len(lines[0]) == 6
    assert lines[1] == lines[0]


def test_a_page_of_nothing_opens(open_page: Open, tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text(render_page(make_report()), encoding="utf-8")

    assert open_page(path).page.locator("h1").inner_text() == "小报告"
