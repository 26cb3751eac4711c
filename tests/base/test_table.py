"""Tables: ranking, and how cells are written."""

from __future__ import annotations

import csv
import io
import math

import pytest

from policytext.base.table import Cell, Table, format_cell, format_csv, rank_records


def record(name: str, score: float | None, count: int = 1) -> dict[str, Cell]:
    return {"name": name, "score": score, "count": count}


def names(records: list[dict[str, Cell]]) -> list[Cell]:
    return [each["name"] for each in records]


def test_the_highest_score_is_first_unless_the_lowest_is_asked_for() -> None:
    records = [record("a", 1), record("b", 3), record("c", 2)]

    assert names(rank_records(records, "name", "count")) == ["b", "c", "a"]
    assert names(rank_records(records, "name", "count", lowest_first=True)) == ["a", "c", "b"]


def test_equal_scores_are_ranked_by_count_and_then_by_name() -> None:
    records = [record("b", 1, 2), record("a", 1, 2), record("c", 1, 3)]

    assert names(rank_records(records, "name", "count")) == ["c", "a", "b"]


def test_what_is_undefined_comes_last_without_a_rank() -> None:
    ranked = rank_records(
        [record("a", math.nan), record("b", None), record("c", -1)], "name", "count"
    )

    assert names(ranked) == ["c", "a", "b"]
    assert [each["rank"] for each in ranked] == [1, None, None]


def test_the_first_rows_say_how_many_there_were() -> None:
    table = Table("t", ("a",), ((1,), (2,), (3,)), notes=("said",))

    assert table.head(2).notes == ("said", "The first 2 of 3 rows.")
    assert table.head(3) is table


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (None, "–"), (math.nan, "–"), (math.inf, "∞"), (-math.inf, "-∞"), (0.0, "0.000"),
        (0.0004, "4e-04"), (-0.0004, "-4e-04"), (0.0005, "0.001"), (12345, "12,345"),
        (1234.5, "1,234"), (True, "yes"), ("共", "共"),
    ],
)  # fmt: skip
def test_cells_are_written_for_people(cell: Cell, written: str) -> None:
    assert format_cell(cell) == written


def test_a_csv_row_of_one_empty_cell_is_still_a_row() -> None:
    table = Table("", ("n",), ((None,), ("",), (1,)))

    assert list(csv.reader(io.StringIO(format_csv(table)))) == [["n"], [""], [""], ["1"]]
