"""The charts of the page in a browser: their links, their size on each screen, their colours."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.report.browser.conftest import Open

Pages = dict[str, Path]


def test_a_mark_of_the_robustness_leads_to_its_family_in_the_concordance(
    open_page: Open, pages: Pages
) -> None:
    page = open_page(pages["zh"]).page
    mark = page.locator("#fig-robustness .wide a").first
    family = mark.get_attribute("href").split("/")[1]
    mark.click()
    page.wait_for_function(
        "(family) => document.querySelector('#kwic-set').value === family", arg=family
    )

    assert page.locator("#kwic li").count() > 0


@pytest.mark.parametrize(("width", "screen"), [(375, "narrow"), (768, "wide"), (1440, "wide")])
def test_text_of_charts_is_never_set_too_small_to_read(
    open_page: Open, pages: Pages, language: str, width: int, screen: str
) -> None:
    page = open_page(pages[language], width=width).page
    sizes = page.evaluate("""() => [...document.querySelectorAll(".chart text")]
      .filter((e) => e.getBoundingClientRect().width)
      .map((e) => [e.closest(".chart").className.split(" ")[1],
        parseFloat(getComputedStyle(e).fontSize)
          * Math.hypot(e.getScreenCTM().b, e.getScreenCTM().d)])""")

    assert len(sizes) > 500
    assert {found for found, _ in sizes} == {screen}
    assert min(size for _, size in sizes) >= 9


def test_charts_take_their_colours_from_the_theme(open_page: Open, pages: Pages) -> None:
    page = open_page(pages["zh"], color_scheme="light").page
    fill = "getComputedStyle(document.querySelector('#fig-tfidf .wide text')).fill"
    light = page.evaluate(fill)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")

    assert light != page.evaluate(fill)
