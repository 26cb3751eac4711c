"""Which extractor reads a page: the one that loses nothing, else the whole page is read."""

from __future__ import annotations

from policytext.documents.add import Given, propose
from policytext.documents.add.body_lines import Lines
from policytext.documents.add.readings import choose_extractor
from tests.support.make_captures import make_page

PROSE = "各地要建立公路养护的长效机制，落实资金，明确责任，确保公路安全畅通。"
OTHER = "要推广新材料和新工艺，提高桥梁和隧道的检测水平，降低养护的成本。"


def test_the_extractor_that_keeps_all_is_chosen() -> None:
    page = Lines.of(f"首页\n{PROSE}\n{OTHER}\n养护为民")

    assert choose_extractor(page, {"a": f"{PROSE}\n{OTHER}", "b": f"{PROSE}\n{OTHER}\n为民"}) == "b"


def test_the_whole_page_is_read_if_each_loses_something() -> None:
    page = Lines.of(f"{PROSE}\n{OTHER}")

    assert choose_extractor(page, {"a": f"{PROSE}\n养护为民", "b": PROSE}) == "all"
    assert choose_extractor(page, {"a": f"{PROSE}\n甲", "b": f"{PROSE}\n{OTHER}"}) == "all"


def test_marks_of_a_page_do_not_decide() -> None:
    page = Lines.of(f"{PROSE}\n责任编辑：某某")

    assert choose_extractor(page, {"a": PROSE, "b": PROSE}) == "a"
    assert choose_extractor(page, {"a": f"{PROSE}\n养护为民", "b": f"{PROSE}\n打印"}) == "a"


def test_whole_reads_the_whole_page() -> None:
    page = make_page(f"<div>首页</div><article><p>{PROSE}</p><p>{OTHER}</p></article>")
    found = propose(page.encode("gbk"), "p.html", Given(title="养护规划", whole=True))

    assert found.document is not None
    assert found.entry["capture"]["extractor"] == "all"
    assert "首页" in found.document.text
