"""Ids from the names of files: spelled, valid, and never twice."""

from __future__ import annotations

import random
import re
from itertools import product

import pytest

from policytext.documents.manifest import ID_PATTERN
from policytext.documents.names import make_ids, spell_id
from tests.support.provinces import PROVINCES


def test_every_province_and_year_has_its_own_spelled_id() -> None:
    names = [f"{p}{year}.docx" for p, year in product(PROVINCES, range(2001, 2025))]
    ids = make_ids(names)

    assert len(PROVINCES) == 31
    assert len(set(ids.values())) == 744
    assert all(
        ids[f"{chinese}2021.docx"] == f"{english}-2021" for chinese, english in PROVINCES.items()
    )


@pytest.mark.parametrize(
    "names",
    [
        ["a.txt", "a.docx", "a-docx.txt"],
        ["工作报告.txt", "公作报告.txt"],
        ["x/a.txt", "y/a.txt", "x-a.txt", "a.txt"],
        ["A.txt", "a.txt"],
        ["！！.txt", "《》.txt", "？.txt"],
        ["策" * 80 + "一.txt", "策" * 80 + "二.txt", "策" * 80 + "一.docx"],
        ["отчёт 2021.txt", "доклад 2021.txt"],
        ["é.txt", "e\u0301.txt", "e.txt"],
        ["a", "a.", ".a", "a..txt"],
        ["𠮷.txt", "\udcff.txt", "\n.txt"],
    ],
)
def test_ids_are_valid_and_differ_in_any_order(names: list[str]) -> None:
    ids = make_ids(names)

    assert len(set(ids.values())) == len(names)
    assert all(re.match(ID_PATTERN, made) for made in ids.values()), ids
    for seed in range(5):
        shuffled = random.Random(seed).sample(names, len(names))
        assert make_ids(shuffled) == ids


def test_an_id_that_is_taken_is_not_given_again() -> None:
    taken = {"guangdong-2021", "guangdong-2021-docx"}

    assert make_ids(["广东2021.docx"]) == {"广东2021.docx": "guangdong-2021"}
    assert make_ids(["粤/广东2021.docx"], taken) == {"粤/广东2021.docx": "yue-guangdong-2021"}
    assert make_ids(["广东2021.docx"], taken)["广东2021.docx"] not in taken


def test_one_more_file_never_gives_the_id_of_a_file_to_another() -> None:
    before = make_ids(["a.txt"])
    after = make_ids(["a.docx", "a.txt"])

    assert before["a.txt"] == "a"
    assert "a" not in after.values()


def test_a_file_beside_a_folder_does_not_take_the_id_of_a_file_in_it() -> None:
    assert make_ids(["x/a.txt"]) == {"x/a.txt": "a"}
    assert make_ids(["a.txt", "x/a.txt"]) == {"a.txt": "a-txt", "x/a.txt": "x-a"}


def test_a_name_in_another_script_keeps_its_digits() -> None:
    assert re.fullmatch(r"2021-[0-9a-f]{8}", spell_id("отчёт 2021"))
