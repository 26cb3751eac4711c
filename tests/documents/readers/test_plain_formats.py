"""Markdown, CSV and JSON Lines: the marks go, every word stays with its bytes."""

from __future__ import annotations

import csv
import io
import json

import pytest

from policytext.base.errors import PolicytextError, UnreadableError
from policytext.documents.capture import ReadOptions
from policytext.documents.readers import read_capture
from tests.support.make_captures import (
    PLAN_COUNTS,
    PLAN_TITLE,
    assert_conserved,
    document_of,
    plan_counts,
    plan_paragraphs,
)

ODD = '全球"治理"，\n各国,合作\t共\\同 𠮷'


def markdown(text: str) -> list[str]:
    return read_capture(text.encode(), "a.md").text.split()


def row(data: bytes, name: str, number: int, field: str | None = None) -> str:
    return read_capture(data, name, ReadOptions(row=number, field=field)).text


def as_csv(rows: list[list[str]], delimiter: str = ",") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode()


def test_the_plan_in_markdown_gives_the_published_counts() -> None:
    paragraphs = [f"## {p}" if len(p) < 20 else f"- **{p[:9]}**{p[9:]}" for p in plan_paragraphs()]
    lines = ["---", "title: 全球", "---", f"# {PLAN_TITLE}", "", *paragraphs, ""]
    document = document_of("\n".join(lines).encode(), "plan.md")

    assert plan_counts(document) == PLAN_COUNTS
    assert_conserved(document)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("全**球**治 _理_ a_b `共`", ["全球治", "理", "a_b", "共"]),
        ("[全球](http://x/全球 '全球')治理", ["全球治理"]),
        ("![全球](全球.png)治理", ["治理"]),
        ("[全球][1]治理\n\n[1]: http://x/全球", ["全球治理"]),
        ("# 全球 #\n治理", ["全球", "治理"]),
        ("全球\n====\n治理", ["全球", "治理"]),
        ("| 全 | 球 |\n|---|:-:|\n| 治 | 理 |", ["全", "球", "治", "理"]),
        ("> 全球\n> 治理", ["全球", "治理"]),
        ("```\n全*球*\n```", ["全*球*"]),
        ("全<br>球<!-- 甲 -->&amp;", ["全球&"]),
        (r"全\*球\* 2 * 3", ["全*球*", "2", "*", "3"]),
        ("全球\n\n---\n\n治理", ["全球", "治理"]),
    ],
)
def test_marks_go_and_words_stay(written: str, words: list[str]) -> None:
    assert markdown(written) == words


def test_a_heading_without_a_blank_line_ends_its_paragraph() -> None:
    document = document_of("# 全\n球治理".encode(), "a.md", title="无")

    assert "全球" not in document.text.replace(document.metadata.title, "")


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_field_is_read_as_the_csv_module_reads_it(delimiter: str) -> None:
    data = as_csv([["id", "text"], ["a", "甲"], ["b", ODD]], delimiter)
    capture = read_capture(data, "a.csv", ReadOptions(row=2))

    assert capture.text.replace("\r\n", "\n") == ODD
    start, end = capture.places.span(2, 3)
    assert data[start:end] == b'""'


def test_rows_of_a_table_are_documents_with_every_byte_accounted_for() -> None:
    data = as_csv([["id", "正文"], ["plan", "\n\n".join(plan_paragraphs())], ["other", "全球"]])
    document = document_of(data, "a.csv", row=1)

    assert plan_counts(document) == PLAN_COUNTS
    assert_conserved(document)
    assert {"another row or field"} <= {d.reason for d in document.dropped}


@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_json_field_is_read_as_the_json_module_reads_it(ascii_only: bool) -> None:
    lines = [{"id": "a", "n": [1, {"text": "x"}], "text": "甲"}, {"text": ODD, "z": None}]
    data = "\n".join(json.dumps(line, ensure_ascii=ascii_only) for line in lines).encode()

    assert row(data, "a.jsonl", 2) == ODD
    assert row(data, "a.jsonl", 1, "id") == "a"
    assert_conserved(document_of(data, "a.jsonl", title="无", row=2))


def test_a_table_without_a_row_or_with_a_wrong_field_says_what_there_is() -> None:
    data = as_csv([["id", "text"], ["a", "甲"]])

    with pytest.raises(PolicytextError, match=r"1 rows: choose one with capture\.row"):
        read_capture(data, "a.csv")
    with pytest.raises(PolicytextError, match="choose one from 1 to 1"):
        row(data, "a.csv", 2)
    with pytest.raises(PolicytextError, match="Did you mean 'text'"):
        row(data, "a.csv", 1, "texts")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b'id,text\na,"b', "a.csv"),
        (b'id,text\na,"b"c\n', "a.csv"),
        (b"id,text\na\n", "a.csv"),
        (b"", "a.csv"),
        (b'{"text": "a"', "a.jsonl"),
        (b'["text"]', "a.jsonl"),
        (b'{"text": "a", "text": "b"}', "a.jsonl"),
        (b'{"text": "\\ud800"}', "a.jsonl"),
        (b'{"text": "\\udc00 \\ud800"}', "a.jsonl"),
    ],
)
def test_a_broken_table_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(UnreadableError):
        row(data, name, 1)
