"""The page as people use it: offline, by mouse, by keyboard, on a phone, on paper."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from policytext.charts import CHARTS
from tests.report.browser.conftest import Open

Pages = dict[str, Path]
OPEN_DRAWER = "#drawer[open]"  # which opens when the address has changed, so a moment after a click
OPEN_ALL = "document.querySelectorAll('details').forEach((d) => { d.open = true; })"
# Opens every number of the page and returns those whose passages are not as many as it says.
FOLLOW_NUMBERS = """async () => {
  const wrong = [];
  const links = [...document.querySelectorAll(
    "a.num[href^='#passages/'], .chart.wide a[href^='#passages/']")];
  const ofMark = (link) =>
    link.getAttribute("aria-label").match(/(?:\\(|: )([\\d,]+)\\)?$/)?.[1] ?? "";
  for (const link of links) {
    const shown = (link.matches(".num") ? (link.querySelector("small") ?? link).textContent
      : ofMark(link)).replace(/,/g, "");
    if (!/^\\d+$/.test(shown)) continue;
    const address = link.getAttribute("href");
    if (decodeURI(location.hash) !== decodeURI(address)) {
      const changed = new Promise((done) => addEventListener("hashchange", done, { once: true }));
      location.hash = address;
      await changed;
    }
    const title = document.querySelector("#drawer-title").firstChild.textContent;
    const count = title.match(/(\\d+)\\D*$/)[1];
    if (count !== shown) wrong.push(`${address}: ${shown}, ${title}`);
  }
  document.querySelector("#drawer").close();
  return [links.length, wrong];
}"""

# The numbers in charts, tables and cards that neither lead anywhere nor stand beside one that does.
# In a row whose count is 0, or was never made, there are no passages to lead to.
UNLINKED_NUMBERS = """() => {
  const cells = [...document.querySelectorAll(
    ".versus .recounted, .terms .num, .parts .num, .bars .num, .rates td, "
    + ".data td.r, .figures, .facts dd")];
  const none = (text) => ["0", "–"].includes(text.trim());
  const counted = (row) => {
    const column = row.closest(".data")?.querySelector("td:has(a.num)")?.cellIndex;
    const count = row.cells?.[column] ?? row.querySelector(".num, .figures");
    return !none(count?.lastChild.textContent ?? "");
  };
  const leads = (e) => e.closest("a") || e.querySelector("a")
    || e.closest("tr, li")?.querySelector("a.num");
  const numbers = cells.filter((e) => /[0-9]/.test(e.textContent)
    && !e.closest("#table-similarity") && (!e.closest("tr, li") || counted(e.closest("tr, li"))));
  const unlinked = numbers.filter((e) => !leads(e));
  return { linked: numbers.length - unlinked.length,
    unlinked: unlinked.map((e) => e.closest("tr, li, div").textContent.trim()) };
}"""


def text(page: Any, selector: str) -> str:
    return " ".join(page.locator(selector).first.inner_text().split())


def test_the_page_opens_offline_without_a_fault(
    open_page: Open, pages: Pages, language: str
) -> None:
    page = open_page(pages[language]).page

    assert page.locator("main > section").count() == 8
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0


def test_every_character_shown_is_in_the_fonts_the_page_carries(
    open_page: Open, pages: Pages, language: str
) -> None:
    page = open_page(pages[language]).page
    page.evaluate(OPEN_ALL)
    source = pages[language].read_text(encoding="utf-8")
    carried: set[int] = set()
    for data in re.findall(r"font/woff2;base64,([A-Za-z0-9+/=]+)", source):
        carried |= set(TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap())
    shown = set(page.evaluate("document.body.innerText + document.title"))
    shown |= set(page.evaluate("JSON.stringify(JSON.parse(document.querySelector('#data').text))"))

    assert len(shown) > 500
    assert {c for c in shown if ord(c) not in carried and not c.isspace()} == set()


@pytest.mark.parametrize(
    "selector", ["h1", ".deck", ".about", ".rates .terms", ".chart text", ".kwic .r", ".text p"]
)
def test_text_is_set_in_the_carried_fonts(open_page: Open, pages: Pages, selector: str) -> None:
    page = open_page(pages["zh"]).page
    page.evaluate(OPEN_ALL)
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]

    assert fonts
    assert all(font["isCustomFont"] for font in fonts), fonts


def test_every_number_leads_to_as_many_passages_as_it_says(open_page: Open, pages: Pages) -> None:
    page = open_page(pages["zh"]).page
    count, wrong = page.evaluate(FOLLOW_NUMBERS)

    assert count > 500
    assert wrong == []


def test_every_number_of_a_chart_table_or_card_leads_somewhere(
    open_page: Open, pages: Pages, language: str
) -> None:
    page = open_page(pages[language]).page
    page.evaluate(OPEN_ALL)
    found = page.evaluate(UNLINKED_NUMBERS)

    assert found["linked"] > 1000
    assert found["unlinked"] == []


@pytest.mark.parametrize(
    "number",
    [
        *(f"#fig-{name} .wide a" for name in CHARTS if name not in ("robustness", "trends")),
        ".card .meter",
        "#table-families tbody td:nth-child(5)",
    ],
)
def test_the_numbers_and_marks_beside_a_count_open_its_passages(
    open_page: Open, pages: Pages, number: str
) -> None:
    page = open_page(pages["zh"]).page
    page.evaluate(OPEN_ALL)
    page.locator(number).first.click()
    page.wait_for_selector(OPEN_DRAWER)

    assert page.locator("#drawer li").count() > 0


def test_a_click_on_a_number_opens_its_passages_and_a_passage_opens_the_text(
    open_page: Open, pages: Pages
) -> None:
    page = open_page(pages["zh"]).page
    page.locator("#claim-plan-global .recounted a").click()
    page.wait_for_selector(OPEN_DRAWER)

    assert text(page, "#drawer-title").startswith("plan-global 45 处")
    assert text(page, "#drawer-convention") == "text/each/title+subtitle+body"
    assert page.locator("#drawer li").count() == 45
    page.locator("#drawer li a").nth(1).click()
    mark = page.locator("#doc-action-plan-2025 mark.here")
    assert mark.inner_text() == "国际"
    assert not page.locator("#drawer").is_visible()
    assert mark.evaluate("(m) => { const b = m.getBoundingClientRect(); return b.top > 0 "
                         "&& b.bottom < innerHeight; }")  # fmt: skip


def test_a_term_of_a_card_opens_only_its_own_passages(open_page: Open, pages: Pages) -> None:
    page = open_page(pages["en"]).page
    page.locator("#claim-plan-global .terms a").nth(2).click()
    page.wait_for_selector(OPEN_DRAWER)

    assert text(page, "#drawer-title").startswith("各国: 7")
    assert set(page.locator("#drawer li a").all_inner_texts()) == {"各国"}


def test_an_address_with_passages_opens_them_at_once(open_page: Open, pages: Pages) -> None:
    page = open_page(pages["zh"], hash_="#passages/common/action-plan-2025").page

    assert text(page, "#drawer-title").startswith("共 29 处")


def test_the_concordance_filters_sorts_and_turns_its_pages(open_page: Open, pages: Pages) -> None:
    page = open_page(pages["zh"]).page
    assert text(page, "#kwic-shown") == "891 处"
    page.locator("#kwic-set").select_option("common")
    page.locator("#kwic-doc").select_option("action-plan-2025")
    assert text(page, "#kwic-shown") == "29 处"
    page.locator("#kwic-sort").select_option("right")
    rights = page.locator("#kwic .r").all_inner_texts()
    assert rights == sorted(rights)
    page.locator("#kwic-sort").select_option("left")
    lefts = [left[::-1] for left in page.locator("#kwic .l").all_inner_texts()]
    assert lefts == sorted(lefts)
    page.locator("#kwic-region").select_option("title")
    assert text(page, "#kwic-shown") == "0 处"
    page.locator("#kwic-region").select_option("")
    page.locator("#kwic-filter").fill("共同把握")
    assert text(page, "#kwic-shown") == "1 处"
    page.locator("#kwic-filter").fill("")
    page.locator("#kwic-set").select_option("")
    page.locator("#kwic-doc").select_option("")
    page.locator("#kwic-pager .next").click()
    assert text(page, "#kwic-pager .page").startswith("第 2 页")


def test_a_table_sorts_filters_and_is_copied(open_page: Open, pages: Pages) -> None:
    seen = open_page(pages["en"], permissions=["clipboard-read", "clipboard-write"])
    page = seen.page
    table = page.locator("#table-families")
    table.locator("summary").click()
    table.locator("th button", has_text="count").click()
    counts = [int(c) for c in table.locator("tbody td:nth-child(4)").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    assert table.locator("th[aria-sort='descending']").inner_text().startswith("count")
    table.locator("th button", has_text="count").click()
    assert int(table.locator("tbody td:nth-child(4)").first.inner_text()) == min(counts)
    table.locator(".filter").fill("sovereignty")
    assert table.locator("tbody tr").count() == 5
    assert table.locator(".shown").inner_text() == "5 of 90 rows"
    table.locator(".copy").click()
    table.locator(".shown", has_text="Copied").wait_for()  # the clipboard takes its time
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert len(copied) == 6
    assert "sovereignty" in copied[-1]


def test_the_theme_is_the_systems_until_it_is_chosen(open_page: Open, pages: Pages) -> None:
    page = open_page(pages["en"], color_scheme="dark").page
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    page.locator("#theme").click()
    light = page.evaluate(paper)
    page.locator("#theme").click()

    assert dark != light
    assert page.evaluate(paper) == dark
    assert text(page, "#theme") == "dark"
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert text(page, "#theme") == "dark"


def test_families_are_highlighted_one_at_a_time(open_page: Open, pages: Pages) -> None:
    page = open_page(pages["zh"], hash_="#doc-action-plan-2025").page
    document = page.locator("#doc-action-plan-2025")
    document.locator("mark").first.wait_for()
    every = document.locator("mark").count()
    document.locator(".chips button", has_text="主权").click()

    assert every > 100
    assert document.locator("mark").all_inner_texts() == ["主权", "主权"]
    document.locator(".chips button", has_text="主权").click()
    assert document.locator("mark").count() == every


def test_the_keyboard_alone_reaches_a_number_its_passages_and_back(
    open_page: Open, pages: Pages
) -> None:
    page = open_page(pages["zh"]).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.recounted') !== null"):
            break
    address = page.evaluate("document.activeElement.hash")
    page.keyboard.press("Enter")
    page.wait_for_selector(OPEN_DRAWER)
    assert page.evaluate("document.activeElement.id") == "drawer-title"
    page.keyboard.press("Escape")
    page.wait_for_selector("#drawer", state="hidden")
    assert page.evaluate("document.activeElement.hash") == address


def test_a_hint_gives_exact_values_on_hover_and_focus(open_page: Open, pages: Pages) -> None:
    page = open_page(pages["en"]).page
    page.evaluate(OPEN_ALL)
    number = page.locator(".rates td a.num").first
    number.hover()
    assert "per 1,000 characters (95% interval" in text(page, "#tip")
    page.mouse.move(0, 0)
    number.focus()
    assert "text/each/title+subtitle+body" in text(page, "#tip")
    mark = page.locator("#fig-bars .wide a").first
    mark.hover()
    assert text(page, "#tip").endswith("· global: 17.27 [12.60, 23.11] (45)")
    page.mouse.move(0, 0)
    mark.focus()
    assert "17.27" in text(page, "#tip")
