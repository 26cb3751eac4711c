"""Web pages: the article and nothing else, every byte of the page kept or dropped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policytext.base.errors import PolicytextError, UnreadableError
from policytext.documents.assemble import ExtractorsDisagreeError, build_document
from policytext.documents.capture import ReadOptions
from policytext.documents.manifest import DocumentEntry
from policytext.documents.readers import read_capture
from tests.support.make_captures import (
    PLAN_COUNTS,
    PLAN_TITLE,
    assert_conserved,
    document_of,
    make_mhtml,
    make_page,
    plan_counts,
    plan_page,
    plan_paragraphs,
)

ALL = ReadOptions(extractor="all")
SENTENCE = "全球治理，各国合作。"
ARTICLE = f"<p>{SENTENCE * 20}</p>"


def shown(page: str) -> str:
    """The text a page shows, without any choice of an article."""
    return read_capture(page.encode(), "page.html", ReadOptions(extractor="all")).text


def test_a_gbk_page_with_57_links_beside_the_article_gives_the_published_counts() -> None:
    document = document_of(plan_page().encode("gbk"), "page.html")

    assert plan_counts(document) == PLAN_COUNTS
    assert_conserved(document)
    title = document.region("title")
    assert title is not None
    assert title.found


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "binary"])
def test_a_page_saved_as_one_file_gives_the_published_counts(encoding: str) -> None:
    document = document_of(make_mhtml(plan_page(charset="utf-8"), encoding), "page.mhtml")

    assert plan_counts(document) == PLAN_COUNTS
    assert_conserved(document)


def test_bytes_of_quoted_printable_are_those_of_the_file() -> None:
    data = make_mhtml(make_page(ARTICLE, charset="utf-8"), "quoted-printable")
    document = document_of(data, "page.mhtml", title="无")
    place = document.text.index("全球")
    span = document.byte_span(place, place + 2)

    assert span is not None
    assert data[slice(*span)].replace(b"=\r\n", b"") == b"=E5=85=A8=E7=90=83"


def test_old_tables_make_the_extractors_disagree_and_one_must_be_chosen() -> None:
    lines = "<br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{p}" for p in plan_paragraphs())
    links = "".join(f"<tr><td><a href=/{i}>全球合作{i}</a></td></tr>" for i in range(57))
    data = make_page(
        f"<table><tr><td colspan=2><a href=/>首页</a></td></tr><tr><td><table>{links}</table></td>"
        f"<td><table><tr><td>{PLAN_TITLE}</td></tr><tr><td class=text>{lines}</td></tr></table>"
        "</td></tr><tr><td colspan=2>版权所有 全球</td></tr></table>"
    ).encode("gbk")

    with pytest.raises(ExtractorsDisagreeError, match=r"trafilatura keeps .* readability keeps"):
        document_of(data, "page.html")
    for choice in ({"extractor": "readability"}, {"selector": "td.text"}):
        document = document_of(data, "page.html", **choice)
        assert plan_counts(document) == PLAN_COUNTS
        assert_conserved(document)


def test_extractors_that_keep_as_many_other_letters_disagree() -> None:
    capture = read_capture("<p>全球合作2024</p><p>国际交流2025</p>".encode(), "a.html", ALL)
    first, second = capture.text.index("全球"), capture.text.index("国际")
    apart = replace(capture, mains={"a": ((first, first + 8),), "b": ((second, second + 8),)})
    entry = DocumentEntry.model_validate(
        {"id": "x", "title": "无", "issued": "2025", "capture": {"path": "x", "sha256": "0" * 64}}
    )

    with pytest.raises(ExtractorsDisagreeError, match=r"a keeps 8 letters .* b keeps 8 letters"):
        build_document(entry, apart)
    same = replace(capture, mains={"a": ((first, first + 8),), "b": ((first, first + 8),)})
    assert build_document(entry, same).text.endswith("全球合作2024")


def test_a_page_of_wechat_is_read_by_its_selector() -> None:
    sections = "".join(
        f'<section><p style="text-indent:2em"><span leaf="">{p}</span></p></section>'
        for p in plan_paragraphs()
    )
    page = make_page(
        f'<div id="img-content"><h1 id="activity-name">{PLAN_TITLE}</h1><div id="js_content" '
        f'style="visibility: hidden; opacity: 0;">{sections}</div></div><p>微信扫一扫 全球</p>',
        charset="utf-8",
    )
    document = document_of(page.encode(), "page.html", selector="#js_content")

    assert plan_counts(document) == PLAN_COUNTS


def test_a_selector_that_selects_nothing_or_is_none_is_an_error() -> None:
    data = make_page(ARTICLE, charset="utf-8").encode()

    with pytest.raises(UnreadableError, match="selects nothing"):
        document_of(data, "page.html", selector="#content")
    with pytest.raises(PolicytextError, match=r"capture\.selector 'p>>'"):
        document_of(data, "page.html", selector="p>>")


def test_a_character_between_two_tags_each_is_found_across_them() -> None:
    spans = "".join(f"<span>{character}</span>" for character in SENTENCE)
    page = make_page(f"<p>{spans}</p>" + ARTICLE)
    document = document_of(page.encode("gbk"), "page.html", title="无")

    assert document.text.count("全球治理") == 21


def test_blocks_and_cells_part_words_and_inline_tags_do_not() -> None:
    assert shown("<p>全<b>球</b></p>").strip() == "全球"
    assert shown("<td>全</td><td>球</td>").split() == ["全", "球"]
    assert shown("全<br>球").split() == ["全", "球"]


def test_entities_are_characters_with_the_bytes_of_the_reference() -> None:
    data = b"<p>&#20840;&#x7403; a&amp;b&nbspc &notit; &hellip;</p>"
    capture = read_capture(data, "page.html", ReadOptions(extractor="all"))

    assert capture.text.strip() == "全球 a&b\u00a0c ¬it; …"
    assert capture.places.span(0, 1) == (3, 11)


def test_what_a_browser_does_not_show_is_no_text() -> None:
    page = (
        "<p hidden>甲</p><div style='display: none'>乙<div>丙</div></div><!-- 丁 -->"
        "<script>'戊'</script><style>己</style><template>庚</template>全球"
    )
    assert shown(page).strip() == "全球"


@pytest.mark.parametrize(
    "hidden",
    [
        "<p class='x off'>甲</p>", "<p id=gone>乙</p>", "<small>丙</small>", "<b class=off>丁</b>",
        "<del>己</del>", "<s>庚</s>", "<strike>辛</strike>",
        "<p style='text-decoration: underline line-through'>壬</p>", "<i class='a line'>癸</i>",
    ],
)  # fmt: skip
def test_what_a_style_sheet_hides_or_is_struck_out_is_no_text(hidden: str) -> None:
    sheet = """/* .on{display:none} */ @import url(x.css); @media print { .on, p { display: none } }
        h1, .off { color: red; display : NONE } #gone{display:none} small{visibility:hidden}
        i.line{text-decoration:line-through} .on .off2, .on:hover {display:none}"""
    page = f"<style>{sheet}</style>全{hidden}<b class='on off2'>球</b>"
    capture = read_capture(page.encode(), "page.html", ALL)

    assert "".join(capture.text.split()) == "全球"
    assert {"hidden", "struck out"} & {dropped.reason for dropped in capture.dropped}


def test_the_last_rule_and_the_style_of_an_element_decide() -> None:
    sheet = "<style>.a{display:none}.b{display:none}.b{display:block}</style>"

    assert shown(f"{sheet}<i class=a style='display:inline'>全</i><i class=b>球</i>") == "全球"


def test_pinyin_set_over_characters_is_dropped_as_ruby() -> None:
    page = "<ruby>全<rp>(</rp><rt>quán</rt><rp>)</rp>球<rt>qiú</rt></ruby>"

    assert shown(page) == "全球"


def test_a_hidden_element_that_is_never_closed_hides_nothing() -> None:
    assert shown("<p hidden>全球").strip() == "全球"


def test_a_greater_than_sign_in_an_attribute_ends_no_tag() -> None:
    assert shown("<p title=\"a>b\" data-x='<p>'>全球</p>").strip() == "全球"


@pytest.mark.parametrize(
    "page",
    [
        "<script>x</script><p>x</p><script>var a = '全球';",
        "<p>x</p><!-- 全球",
        '<p>x</p><a href="x>全球</a>',
        "<p>x</p><textarea>全球",
        "<!DOCTYPE html [<!ENTITY t '全球'>]><p>&t;</p>",
        "<plaintext>全球",
    ],
)
def test_markup_that_hides_the_rest_of_a_page_is_refused_with_the_byte(page: str) -> None:
    with pytest.raises(UnreadableError, match=r"Byte \d+"):
        shown(page)


def test_a_lost_character_is_refused_and_one_in_a_script_is_not() -> None:
    with pytest.raises(UnreadableError, match=r"U\+FFFD"):
        shown("<p>全\ufffd球</p>")
    assert shown("<script>'\ufffd'</script>全球") == "全球"


def test_text_nested_deeper_than_a_parser_goes_is_kept_or_refused() -> None:
    deep = "<html><body>" + "<div>" * 3000 + f"<p>{SENTENCE}</p>" + "</div>" * 3000 + ARTICLE

    with pytest.raises(UnreadableError, match="ERR_RESOURCE_LIMIT"):
        read_capture(deep.encode(), "page.html")
    assert shown(deep).count("全球") == 21


def test_text_nested_300_deep_is_not_lost_in_silence() -> None:
    deep = "<html><body>" + "<div>" * 300 + ARTICLE + "</div>" * 300

    try:
        document = document_of(deep.encode(), "page.html", title="无")
    except UnreadableError:
        return
    assert document.text.count("全球") == 20


def test_the_declared_label_of_a_page_is_read_as_browsers_do() -> None:
    page = make_page(f"<p>朱镕基 全球 {SENTENCE * 20}</p>", charset="gb2312")

    assert "朱镕基" in read_capture(page.encode("gb18030"), "page.html").text


def test_a_page_that_is_not_in_its_declared_encoding_is_refused() -> None:
    page = make_page(ARTICLE, charset="utf-8")

    with pytest.raises(UnreadableError, match=r"Byte \d+ \(0x.*utf-8"):
        read_capture(page.encode("gbk"), "page.html")
