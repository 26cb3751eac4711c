"""The outline of Chinese official documents, of laws and of English ones."""

from __future__ import annotations

import pytest

from policytext.markers import read_number, write_number
from tests.make_documents import make_document


def outline(text: str) -> list[tuple[str, int | None, str]]:
    return [(item.marker, item.number, item.title) for item in make_document(text).outline]


def test_headings_and_items_of_an_official_document() -> None:
    lines = (
        "序言",
        "一、总体要求",
        "（一）指导思想。坚持。",
        "1. 统筹。",
        "（1）分工。",
        "①落实。",
    )
    text = "\n".join([*lines, "——开放。", "二、保障措施", "结束语"])

    assert outline(text) == [
        ("label", None, "序言"),
        ("一、", 1, "总体要求"),
        ("（一）", 1, "指导思想"),
        ("1.", 1, "统筹"),
        ("（1）", 1, "分工"),
        ("①", 1, "落实"),
        ("——", None, "开放"),
        ("一、", 2, "保障措施"),
        ("label", None, "结束语"),
    ]


def test_parts_chapters_sections_and_articles_of_a_law() -> None:
    text = (
        "第一编 总则\n第一章 一般规定\n第一节 目的\n第一条　为了治理。\n第十二条之一　国家保障。\n"
    )

    assert outline(text) == [
        ("part", 1, "总则"),
        ("chapter", 1, "一般规定"),
        ("section", 1, "目的"),
        ("article", 1, "为了治理"),
        ("article", 12, "国家保障"),
    ]


def test_english_documents_have_parts_and_articles_too() -> None:
    text = (
        "Part II Governance\n\nArticle 3. States shall cooperate.\n\n(a) in research;\n\n"
        "1. First.\n"
    )

    assert [item[:2] for item in outline(text)] == [
        ("part", 2),
        ("article", 3),
        ("(a)", None),
        ("1.", 1),
    ]


def test_a_heading_of_markdown_keeps_its_own_number() -> None:
    assert outline("# 全球治理\n\n## 第一章 总则\n\n各国合作。") == [
        ("#", None, "全球治理"),
        ("chapter", 1, "总则"),
    ]


def test_an_item_reaches_to_the_next_of_its_level_or_a_higher_one() -> None:
    document = make_document("一、甲\n（一）乙。\n（二）丙。\n二、丁\n")
    spans = [document.text[item.start : item.end].split() for item in document.outline]

    assert spans == [
        ["一、甲", "（一）乙。", "（二）丙。"],
        ["（一）乙。"],
        ["（二）丙。"],
        ["二、丁"],
    ]


def test_tabs_behind_a_sentence_stand_for_a_lost_line_break() -> None:
    assert outline("一、回顾\n各国合作。\t\t　二、部署\n全球治理。") == [
        ("一、", 1, "回顾"),
        ("一、", 2, "部署"),
    ]


@pytest.mark.parametrize(("number", "written"), [(10, "十"), (21, "二十一"), (115, "一百一十五")])
def test_numbers_are_written_as_headings_write_them(number: int, written: str) -> None:
    assert write_number(number) == written


def test_every_number_written_reads_back() -> None:
    assert [read_number(write_number(n)) for n in range(1, 1000)] == list(range(1, 1000))
