"""The builds of press passages are consistent with their own text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policytext.base.yaml import read_yaml

BUILDS = Path(__file__).parent / "builds"
SIDES = ("train", "test")
KINDS = {"count", "length", "items", "rank", "share", "ratio", "difference", "first-mention"}
MARKS = {"quotes", "none", "table-cell", "bold", "other"}
LAYOUTS = {"prose", "list", "headline", "table"}


def entries(side: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = read_yaml(BUILDS / f"{side}.yaml").data
    return loaded


@pytest.mark.parametrize("side", SIDES)
def test_every_label_occurs_in_its_text(side: str) -> None:
    missing = []
    for entry in entries(side):
        context = entry["text"] + "\n" + entry.get("title", "")
        for claim in entry["claims"]:
            words = [claim["number"]]
            outside = [*claim["terms"], *claim["document"].split("…")]
            missing += [(entry["id"], word) for word in words if word not in entry["text"]]
            missing += [(entry["id"], word) for word in outside if word not in context]
        missing += [(entry["id"], n) for n in entry["negatives"] if n not in entry["text"]]
    assert missing == []


@pytest.mark.parametrize("side", SIDES)
def test_every_field_has_a_known_value(side: str) -> None:
    for entry in entries(side):
        assert entry["language"] in {"zh", "zh-Hant", "en"}, entry["id"]
        assert entry["layout"] in LAYOUTS, entry["id"]
        assert {claim["kind"] for claim in entry["claims"]} <= KINDS, entry["id"]
        assert {claim["marked"] for claim in entry["claims"]} <= MARKS, entry["id"]
        assert entry["claims"] or entry["negatives"], entry["id"]


def test_no_identifier_occurs_twice() -> None:
    identifiers = [entry["id"] for side in SIDES for entry in entries(side)]
    assert len(identifiers) == len(set(identifiers))


def test_no_outlet_is_on_both_sides() -> None:
    train, test = ({entry["group"] for entry in entries(side)} for side in SIDES)
    assert not train & test
