"""A trie finds every place of every term, as ``str.find`` does one by one."""

from __future__ import annotations

import random

import pytest

from policytext.store import _trie as trie
from policytext.store._text_arrays import encode_units
from policytext.store._trie import TermTrie, find_overlapping


def find_one_by_one(text: str, terms: list[str]) -> list[tuple[int, int, int]]:
    found = []
    for number, term in enumerate(terms):
        at = text.find(term)
        while at >= 0:
            found.append((at, len(term), number))
            at = text.find(term, at + 1)
    return sorted(found)


def find_with_trie(text: str, terms: list[str]) -> list[tuple[int, int, int]]:
    places, numbers = TermTrie(terms).find(encode_units(text + "\0"))
    found = zip(places.tolist(), numbers.tolist(), strict=True)
    return [(place, len(terms[number]), number) for place, number in found]


@pytest.fixture(params=["a table", "a sorted list"])
def lookup(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Walk a small trie by its table, a large one by a sorted list of its steps."""
    if request.param == "a sorted list":
        monkeypatch.setattr(trie, "_TABLE_LIMIT", 0)


@pytest.mark.usefixtures("lookup")
def test_random_terms_are_found_where_they_stand() -> None:
    draw = random.Random(5)
    characters = "共商全球人工智能AI\n\U00020000"
    for _ in range(300):
        terms = list({"".join(draw.choices(characters, k=draw.randrange(1, 5))) for _ in range(9)})
        text = "".join(draw.choices(characters, k=draw.randrange(80)))

        assert find_with_trie(text, terms) == find_one_by_one(text, terms)


@pytest.mark.usefixtures("lookup")
def test_terms_stand_across_the_edges_of_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trie, "_BLOCK", 4)
    text = "人工智能治理人工智能安全治"
    terms = ["人工智能", "智能治理", "能", "治", "安全治", "全治理"]

    assert find_with_trie(text, terms) == find_one_by_one(text, terms)


@pytest.mark.usefixtures("lookup")
def test_no_term_and_no_text_are_no_place() -> None:
    assert find_with_trie("全球", []) == []
    assert find_with_trie("", ["全球", "共"]) == []


def test_a_lone_surrogate_is_no_half_of_a_character() -> None:
    assert find_with_trie("\ud840\udc00", ["\U00020000"]) == []
    assert find_with_trie("\ud840\udc00\U00020000", ["\U00020000"]) == [(2, 1, 0)]


def test_pairs_of_the_same_number_are_told_apart() -> None:
    """Every character of the plane behind every other: far more pairs than there are numbers."""
    text = "".join(map(chr, range(0x4E00, 0x9FFF)))
    terms = ["一丁", "龥龦", "丁一"]

    assert find_with_trie(text * 2, terms) == find_one_by_one(text * 2, terms)


def test_terms_that_begin_as_they_end_can_overlap_themselves() -> None:
    assert list(find_overlapping(["共", "共共", "共商共", "共商", "人人有人"])) == [1, 2, 4]
