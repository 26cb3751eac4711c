"""The outline of Chinese official documents, of laws and of English ones."""

from __future__ import annotations

import pytest

from policytext.language.heading_numbers import read_number, write_number
from tests.support.make_documents import make_document


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


def test_occasion_signature_and_annex_are_labels_and_no_items_of_a_list() -> None:
    text = (
        "——2019年3月5日在第十三届全国人民代表大会第二次会议上\n各位代表：\n——开放。\n合作。\n"
        "国务院\n2025年8月21日\n\n附件1\n（新华社北京8月26日电）"
    )

    assert outline(text) == [
        ("label", None, "——2019年3月5日在第十三届全国人民代表大会第二次会议上"),
        ("——", None, "开放"),
        ("label", None, "国务院2025年8月21日"),
        ("label", None, "附件1"),
        ("label", None, "（新华社北京8月26日电）"),
    ]


def test_a_date_that_ends_an_early_paragraph_is_no_signature() -> None:
    assert outline("会期到2025年8月21日\n\n合作。\n全球治理。\n各国合作。") == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.1 总体要求\n1.2 基本原则\n1.2.1 合作", [1, 2, 1]),
        ("1.1 Scope\n\n1.2 Terms", [1, 2]),
        ("1.5万亿元。\n3.5 percent of it.\n2.4亿人。", []),
    ],
)
def test_numbers_with_points_are_headings_and_amounts_are_not(
    text: str, numbers: list[int]
) -> None:
    assert [number for marker, number, _ in outline(text) if marker == "1.1"] == numbers


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
    assert [read_number(write_number(n)) for n in range(1, 10_000)] == list(range(1, 10_000))
