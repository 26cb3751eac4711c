"""Parts: where they begin and end, how large they are, what begins in them."""

from __future__ import annotations

import pytest

from policytext.analyses.parts import count_in_parts, measure_part, split_parts
from policytext.base.errors import PolicytextError
from policytext.documents.corpus import Corpus
from tests.support.make_documents import make_document

SCOPE = ("title", "body")
TEXT = "导言。\n\n一、合作\n\n各国合作。\n\n二、治理\n\n全球治理。\n\n共商。"
DOCUMENT = make_document(TEXT, title="计划")


def texts(kind: str) -> list[str]:
    parts = split_parts(Corpus((DOCUMENT,)), kind, SCOPE)
    return [document.text[span.start : span.end].strip() for document, span in parts]


def test_paragraphs_are_parts_and_the_title_is_one() -> None:
    assert texts("paragraphs") == [
        "计划", "导言。", "一、合作", "各国合作。", "二、治理", "全球治理。", "共商。",
    ]  # fmt: skip


def test_sections_begin_at_the_highest_headings_and_what_stands_before_is_one() -> None:
    assert [part.split("\n")[0] for part in texts("sections")] == ["计划", "一、合作", "二、治理"]


def test_a_document_without_headings_is_one_section() -> None:
    parts = split_parts(Corpus((make_document("合作。"),)), "sections", SCOPE)

    assert len(parts) == 1


def test_the_sizes_of_parts_add_up_to_the_document() -> None:
    for kind in ("documents", "sections", "paragraphs"):
        parts = split_parts(Corpus((DOCUMENT,)), kind, SCOPE)

        assert sum(measure_part(part, SCOPE) for part in parts) == DOCUMENT.measure(SCOPE)


def test_what_lies_outside_the_scope_is_no_part() -> None:
    parts = split_parts(Corpus((DOCUMENT,)), "paragraphs", ("title",))

    assert [measure_part(part, ("title",)) for part in parts] == [2]


def test_english_parts_are_measured_in_words() -> None:
    document = make_document("Global talks on job-training.", language="en", title="Two words")
    (part,) = split_parts(Corpus((document,)), "documents", SCOPE)

    assert measure_part(part, ("body",)) == 4


def test_a_match_counts_in_the_part_it_begins_in() -> None:
    parts = split_parts(Corpus((DOCUMENT,)), "paragraphs", SCOPE)
    first = [span.start for _, span in parts]

    assert count_in_parts(parts, {"doc": [first[1], first[3], first[3] + 2]}) == [
        0,
        1,
        0,
        2,
        0,
        0,
        0,
    ]


def test_an_unknown_kind_is_named_with_the_known_ones() -> None:
    with pytest.raises(PolicytextError, match="Known: documents, sections, paragraphs"):
        split_parts(Corpus(), "pages", SCOPE)
