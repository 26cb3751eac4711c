"""Editions: the same text or not, with every difference at its place."""

from __future__ import annotations

import opencc
import pytest

from policytext.analyses.editions import compare_editions, find_differences, find_editions
from policytext.documents.corpus import Corpus
from tests.support.make_captures import PLAN_TITLE, document_of, plan_page, plan_paragraphs
from tests.support.make_documents import make_document

TEXT = "各国应当加强合作。\n国际社会携手应对挑战，共同发展。\n全球治理要以人为本。"


def differences(first: str, second: str) -> list[tuple[str, str, str]]:
    a, b = make_document(first), make_document(second)
    return [
        (d.kind, a.text[d.first.start : d.first.end], b.text[d.second.start : d.second.end])
        for d in find_differences(a, b)
    ]


def test_copies_that_differ_in_layout_and_script_are_the_same_text() -> None:
    traditional = opencc.OpenCC("s2t").convert(TEXT.replace("\n", "\r\n\r\n　　"))

    assert differences(TEXT, traditional) == []
    note = compare_editions(make_document(TEXT), make_document(traditional)).notes[0]
    assert "are the same text" in str(note)


def test_marks_of_another_width_are_no_difference() -> None:
    assert differences(TEXT, TEXT.replace("，", ",")) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (TEXT.replace("加强", "深化"), [("text", "加强", "深化")]),
        (TEXT.replace("国际社会", ""), [("text", "国际社会", "")]),
        (TEXT.replace("挑战，", "挑战、"), [("punctuation", "，", "、")]),
        (TEXT + "新的一句。", [("text", "", "新的一句。")]),
        (TEXT.split("\n", 1)[1], [("text", "各国应当加强合作。", "")]),
    ],
)
def test_every_difference_is_listed_at_its_place(
    changed: str, expected: list[tuple[str, str, str]]
) -> None:
    assert differences(TEXT, changed) == expected


def test_putting_the_differences_in_makes_one_edition_of_the_other() -> None:
    paragraphs = plan_paragraphs()
    other = "\n".join(p.replace("全球", "世界", 1) for p in [*paragraphs[:4], *paragraphs[6:]])
    first, second = make_document("\n".join(paragraphs)), make_document(other)
    text = first.text
    for found in reversed(find_differences(first, second)):
        new = second.text[found.second.start : found.second.end]
        text = text[: found.first.start] + new + text[found.first.end :]

    assert "".join(text.split()) == "".join(second.text.split())


def test_a_page_and_its_plain_text_are_one_edition() -> None:
    page = document_of(plan_page().encode("gbk"), "page.html")
    plain = document_of("\n".join([PLAN_TITLE, *plan_paragraphs()]).encode(), "plan.txt")

    assert find_differences(page, plain) == []


def test_other_editions_in_a_corpus_are_found_by_title_or_by_text() -> None:
    text = "\n".join(plan_paragraphs())
    first = make_document(text, name="a", title="甲")
    copy = make_document(text.replace("携手", ""), name="b", title="乙")
    namesake = make_document("完全不同的一篇文字。", name="c", title="甲")
    stranger = make_document("完全不同的一篇文字。", name="d", title="丁")
    corpus = Corpus((first, copy, namesake, stranger))

    assert [document.id for document in find_editions(corpus, first)] == ["b", "c"]
