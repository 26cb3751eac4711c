"""Tables: which column is what, one document a row, in every format and separator."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date

import openpyxl
import pandas as pd
import pytest

from policytext.base.errors import InputWarning, PolicytextError, UnreadableError
from policytext.documents.add.propose import Given, propose_all
from policytext.documents.capture import ReadOptions
from policytext.documents.readers import detect_format, read_capture
from policytext.documents.readers.lib.printed_list import cut_list
from policytext.documents.readers.lib.table_columns import find_columns
from policytext.documents.readers.rows import list_rows
from tests.support.make_captures import assert_covers

Rows = list[dict[str, str]]
LONG = "为加快发展，制定本意见。坚持创新驱动，坚持开放合作，推动各地区各部门落实。"
ROWS = [
    {"省份": "广东", "标题": "关于发展的意见", "日期": "2021-03-01", "正文": LONG},
    {
        "省份": "江苏",
        "标题": "关于改革的意见",
        "日期": "2022-04-01",
        "正文": LONG + "全球，各国",
    },
]


def as_csv(rows: Rows, separator: str = ",", encoding: str = "utf-8") -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode(encoding)


def as_xlsx(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    book.create_sheet("empty", 0)
    sheet = book["Sheet"]
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append([date.fromisoformat(v) if k == "日期" else v for k, v in row.items()])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_parquet(rows: Rows) -> bytes:
    stream = io.BytesIO()
    pd.DataFrame(rows, index=[7, 9]).to_parquet(stream)
    return stream.getvalue()


def as_lines(rows: Rows) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


FORMATS: dict[str, Callable[[], bytes]] = {
    "a.csv": lambda: as_csv(ROWS),
    "b.tsv": lambda: as_csv(ROWS, "\t"),
    "semicolon.csv": lambda: as_csv(ROWS, ";"),
    "bar.csv": lambda: as_csv(ROWS, "|"),
    "gbk.csv": lambda: as_csv(ROWS, ",", "gb18030"),
    "mark.csv": lambda: as_csv(ROWS, ",", "utf-8-sig"),
    "utf-16.csv": lambda: as_csv(ROWS, ",", "utf-16"),
    "a.jsonl": lambda: as_lines(ROWS),
    "lines.json": lambda: as_lines(ROWS),
    "a.xlsx": lambda: as_xlsx(ROWS),
    "a.parquet": lambda: as_parquet(ROWS),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_table_gives_one_document_a_row_with_its_facts(name: str) -> None:
    data = FORMATS[name]()
    found = propose_all(data, name, Given())

    for row, proposal in zip(ROWS, found, strict=True):
        entry = proposal.entry
        assert entry["title"] == row["标题"]
        assert entry["issued"] == row["日期"]
        assert entry["fields"] == {"省份": row["省份"]}
        assert entry["capture"]["field"] == "正文"
        assert not proposal.questions
        options = ReadOptions(row=entry["capture"]["row"], field="正文")
        capture = read_capture(data, name, options)
        assert capture.text == row["正文"]
        spans = list(capture.places.runs(0, len(capture.text)))
        assert_covers([*spans, *((d.start, d.end) for d in capture.dropped)], capture)
    assert len({proposal.id for proposal in found}) == len(ROWS)


def test_the_index_of_a_data_frame_is_neither_text_nor_fact() -> None:
    rows = [{"": str(n), "title": f"甲{n}", "Content": LONG} for n in range(3)]
    (first, *_) = propose_all(as_csv(rows), "a.csv", Given())

    assert first.entry["capture"]["field"] == "Content"
    assert "fields" not in first.entry


def test_a_column_with_a_name_of_its_own_is_found_by_its_length_or_told() -> None:
    rows = [{"province": "甲", "year": f"202{n}.0", "words": LONG, "notes": LONG * 9} for n in "12"]

    assert find_columns(rows, {}).roles == {"text": "notes", "issued": "year"}
    assert find_columns(rows, {"text": "words"}).roles["text"] == "words"
    given = Given(columns={"text": "words", "title": "province"})
    with pytest.warns(InputWarning, match="in 2 of 2 rows, the value of the column notes is too"):
        (first, _) = propose_all(as_csv(rows), "a.csv", given)
    assert (first.entry["title"], first.entry["issued"]) == ("甲", "2021")
    assert "fields" not in first.entry  # the notes are too long for a fact


def test_a_table_without_a_text_or_with_a_wrong_column_says_what_there_is() -> None:
    data = as_csv([{"a": "1", "b": "2"}])

    with pytest.raises(PolicytextError, match=r"No column is clearly the text.*--column: a, b"):
        propose_all(data, "a.csv", Given())
    with pytest.raises(PolicytextError, match="column"):
        propose_all(data, "a.csv", Given(columns={"text": "c"}))


def test_a_column_of_addresses_is_not_the_text_whatever_its_name() -> None:
    rows = [
        {"text": f"https://example.org/{n}/text", "email": f"a{n}@example.org", "summary": LONG}
        for n in range(3)
    ]

    assert find_columns(rows, {}).roles == {"text": "summary"}
    assert "text" not in find_columns([{"text": row["text"]} for row in rows], {}).roles


def test_a_column_of_sentences_is_the_text_even_if_they_are_short() -> None:
    rows = [{"Sentences": f"第{n}条　民法调整平等主体之间的关系。", "kind": "甲"} for n in "一二三"]

    assert find_columns(rows, {}).roles == {"text": "Sentences"}


def test_titles_of_persons_are_not_titles_of_texts() -> None:
    rows = [{"title": "Dr." if n % 2 else "Ing.", "speech": LONG} for n in range(8)]
    debates = [{"title": "Debate on the budget of 2021", "speech": LONG} for n in range(8)]

    assert find_columns(rows, {}).roles == {"text": "speech"}
    assert find_columns(debates, {}).roles == {"text": "speech", "title": "title"}


def test_a_date_may_be_eight_digits() -> None:
    rows = [{"date": "20210305", "text": LONG}, {"date": "20210312.0", "text": LONG}]
    table = as_csv(rows)

    assert [p.entry["issued"] for p in propose_all(table, "a.csv", Given())] == [
        "2021-03-05",
        "2021-03-12",
    ]


def test_an_id_that_is_told_begins_those_of_the_rows() -> None:
    rows = [{"id": "a1", "text": LONG}, {"id": "a2", "text": LONG}]

    assert [p.id for p in propose_all(as_csv(rows), "a.csv", Given())] == ["a1", "a2"]
    assert [p.id for p in propose_all(as_csv(rows), "a.csv", Given(id="notes"))] == [
        "notes-1",
        "notes-2",
    ]


def test_a_value_that_occurs_in_two_rows_is_no_id() -> None:
    rows = [{"id": "a1", "text": LONG}, {"id": "a1", "text": LONG + "另文。"}]
    found = propose_all(as_csv(rows), "t.csv", Given())

    assert [p.id for p in found] == ["t-1", "t-2"]
    assert [p.entry["fields"]["id"] for p in found] == ["a1", "a1"]


def test_the_second_column_of_one_name_has_a_number_in_every_format() -> None:
    data = f"year,text,year\n2021,{LONG},2022\n".encode()

    assert list_rows(data, "csv") == [{"year": "2021", "text": LONG, "year 2": "2022"}]


def test_long_values_of_another_column_are_not_left_out_in_silence() -> None:
    rows = [
        {"text": LONG, "note": "x" * 201, "short": "y"},
        {"text": LONG, "note": "", "short": "z"},
    ]
    with pytest.warns(InputWarning) as warned:
        found = propose_all(as_csv(rows), "a.csv", Given())

    assert [dict(p.entry["fields"]) for p in found] == [{"short": "y"}, {"short": "z"}]
    assert [str(warning.message) for warning in warned] == [
        "a.csv: in 1 of 2 rows, the value of the column note is too long for a field and is left "
        "out; read these texts with --column note."
    ]


def test_a_row_without_text_is_no_document() -> None:
    rows = [{"title": "甲", "text": LONG}, {"title": "乙", "text": ""}]

    with pytest.warns(InputWarning, match="1 of 2 rows have no text"):
        assert len(propose_all(as_csv(rows), "a.csv", Given())) == 1


@pytest.mark.parametrize(
    "paragraphs",
    [["全球", "治理"], ["it's", 'a "b"'], ["a\\b\n", "x\u200b"], ["one"], ['it\'s "both"']],
)
def test_a_list_that_python_printed_is_its_paragraphs(paragraphs: list[str]) -> None:
    cell = repr(paragraphs)

    assert "".join(text for text, _ in cut_list(cell)) == "\n\n".join(paragraphs)
    capture = read_capture(as_csv([{"text": cell}]), "a.csv", ReadOptions(row=1))
    assert capture.text == "\n\n".join(paragraphs)
    assert capture.cuttable == (cell == "['one']")


@pytest.mark.parametrize("cell", ["['a', b]", "['a'", "[1, 2]", "a ['b']", "['a' 'b']", ""])
def test_what_only_looks_like_a_list_is_kept_as_it_is(cell: str) -> None:
    assert cut_list(cell) == []


def test_a_comma_in_the_head_does_not_hide_the_separator() -> None:
    data = "id;place, year;text\n1;甲;乙\n2;丙;丁\n".encode()

    assert list_rows(data, "csv")[1] == {"id": "2", "place, year": "丙", "text": "丁"}


def test_a_list_of_objects_is_a_table_on_request() -> None:
    data = json.dumps([{"text": "甲", "n": 1}, {"text": "乙"}], indent=1).encode()

    assert [row["text"] for row in list_rows(data, "jsonl")] == ["甲", "乙"]
    with pytest.raises(UnreadableError):
        list_rows(data[:-3], "jsonl")


def test_numbers_of_an_object_are_facts_and_lists_in_it_are_named() -> None:
    rows = [
        {"year": 2021, "share": 0.5, "text": LONG, "notes": ["甲乙", {"b": "丙"}], "none": None},
        {"year": 2022, "share": 1, "text": LONG, "notes": [], "none": None},
    ]
    data = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    found = propose_all(data, "a.jsonl", Given())

    assert [p.entry["issued"] for p in found] == ["2021", "2022"]
    assert [p.entry["fields"]["share"] for p in found] == ["0.5", "1"]
    assert "the text of notes is left out (3 letters)" in found[0].hints


def make_book(sheets: dict[str, list[list[str]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_sheets_with_the_same_columns_are_one_table_and_others_are_left_out() -> None:
    head = ["title", "text"]
    data = make_book(
        {
            "说明": [["a", "b"], ["x", "y"]],
            "2021": [["全国政策汇编"], head, ["甲", LONG]],
            "2022": [head, ["乙", LONG], ["丙", LONG]],
        }
    )
    capture = read_capture(data, "a.xlsx", ReadOptions(row=1))

    assert [row["title"] for row in list_rows(data, "xlsx")] == ["甲", "乙", "丙"]
    assert list(map(str, capture.notes)) == ["the sheet 说明 is left out"]


def test_columns_of_one_name_are_numbered() -> None:
    data = make_book({"a": [["text", "note", "note"], [LONG, "x", "y"]]})

    assert list_rows(data, "xlsx") == [{"text": LONG, "note": "x", "note 2": "y"}]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (as_xlsx(ROWS)[:2000], "a.xlsx"),
        (as_parquet(ROWS)[:100], "a.parquet"),
        (b"PAR1" + b"\0" * 50 + b"PAR1", "a"),
        (as_xlsx([{"a": ""}]), "a.xlsx"),
    ],
)
def test_a_broken_or_empty_table_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(UnreadableError):
        list_rows(data, detect_format(data, name))
