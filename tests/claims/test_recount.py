"""The desk: each search made once, hits inside others left out, stretches that matter."""

from __future__ import annotations

import gc
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from policytext.claims import recount
from policytext.claims.recount import (
    ClaimFaultError,
    Desk,
    Measurement,
    Part,
    Request,
    drop_inside,
    without_collecting,
)
from policytext.counting.convention import Convention
from policytext.counting.find import make_places
from policytext.counting.matches import Matches, find_matches
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document, Span
from policytext.segmenters import build_segmenter
from tests.support.make_documents import make_document

BODY = Convention(("body",), "text")
LONGEST = Convention(("body",), "text", "longest")
TOKENS = Convention(("body",), "token", segmenter="characters")
# The body begins at 3: 无题 and a line end are before it.
PLAN = make_document("国际合作，国内合作，国。", name="plan")
OTHER = make_document("国际组织。", name="other")


def make_desk(**segmenters: Any) -> Desk:
    return Desk(Corpus((PLAN, OTHER)), segmenters=segmenters)


def make_matches(*places: Sequence[tuple[int, int]], document: str = "plan") -> Matches:
    terms = tuple("甲乙丙"[: len(places)])
    return Matches(document, "f", terms, BODY, tuple(map(make_places, places)))


def spans(matches: Matches) -> list[tuple[int, int]]:
    return [(match.start, match.end) for match in matches]


THREE = [(0, 2), (4, 6), (8, 10)]


@pytest.mark.parametrize(
    ("left_out", "kept"),
    [
        ([], THREE),
        ([(0, 2)], THREE[1:]),
        ([(1, 10)], THREE[:1]),
        ([(4, 5), (5, 6), (1, 3), (7, 9)], THREE),  # none of them has a whole hit
        ([(8, 12), (0, 3)], [(4, 6)]),
        ([(0, 20), (3, 4)], []),
        ([(3, 6)], [(0, 2), (8, 10)]),
        ([(4, 6), (4, 5)], [(0, 2), (8, 10)]),
    ],
)
def test_a_hit_inside_a_stretch_is_dropped_and_one_that_only_touches_it_is_not(
    left_out: list[tuple[int, int]], kept: list[tuple[int, int]]
) -> None:
    assert spans(drop_inside(make_matches(THREE), left_out)) == kept
    both = drop_inside(make_matches(THREE[:1], THREE[1:]), iter(left_out))
    assert (spans(both), both.terms) == (kept, ("甲", "乙"))


def test_columns_that_do_not_fit_each_other_are_an_error_and_never_cut_short() -> None:
    uneven = Matches("plan", "f", ("甲",), BODY, ((array("i", [0, 4]), array("i", [2])),))
    with pytest.raises(ValueError, match="zip"):
        drop_inside(uneven, [])


def test_a_hit_of_one_character_at_the_very_beginning_stays() -> None:
    assert spans(drop_inside(make_matches([(0, 1)]), [])) == [(0, 1)]
    assert spans(drop_inside(make_matches([(0, 1)]), [(1, 5)])) == [(0, 1)]
    assert spans(drop_inside(make_matches([(0, 1)]), [(0, 1)])) == []


@pytest.mark.parametrize(
    ("document", "start", "end", "touched"),
    [
        ("plan", 4, 5, True),
        ("plan", 0, 4, False),  # it ends where the first hit begins
        ("plan", 5, 20, False),
        ("plan", 0, 30, True),
        ("plan", 4, 4, False),
        ("plan", 20, 21, True),
        ("other", 4, 5, False),
        ("other", 7, 9, True),
        ("third", 0, 99, False),
    ],
)
def test_a_stretch_touches_a_number_where_a_hit_begins_in_it(
    document: str, start: int, end: int, touched: bool
) -> None:
    parts = (
        Part("", make_matches([(4, 6)], [(20, 22)])),
        Part("of", make_matches([(8, 9)], document="other")),
    )
    assert Measurement(1, "c", parts).touches(document, start, end) is touched
    assert Measurement(1, "c", parts, by_length=True).touches(document, start, end)
    assert not Measurement(1, "c").touches(document, start, end)


def test_a_measurement_names_its_documents_and_counts_the_thing_itself() -> None:
    parts = (
        Part("", make_matches([(4, 6)], [(20, 22)])),
        Part("", make_matches([(8, 9), (9, 10)], document="other")),
        Part("of", make_matches([(8, 9)], document="third")),
    )
    measurement = Measurement(3, "c", parts, relies=("zero", "plan"))

    assert measurement.documents == ("zero", "plan", "other", "third")
    assert measurement.by_term == {"甲": 3, "乙": 1}


def test_a_fault_of_a_claim_has_its_place_and_its_words() -> None:
    fault = ClaimFaultError(("between", "start"), "it does not occur")

    assert (fault.path, fault.what) == (("between", "start"), "it does not occur")
    assert str(fault) == "it does not occur"


def test_the_desk_holds_the_documents_of_the_corpus() -> None:
    desk = make_desk()

    assert "plan" in desk
    assert "gone" not in desk
    assert desk.document("other") is OTHER
    assert desk.corpus.ids == ("other", "plan")  # in order


def test_hits_that_are_hits_of_other_terms_or_inside_them_are_left_out() -> None:
    desk = make_desk()

    assert len(desk.find(Request("plan", ("国",), BODY))) == 3
    assert len(desk.find(Request("plan", ("国",), BODY, ("国际",)))) == 2
    assert len(desk.find(Request("plan", ("国",), BODY, ("国际", "国内")))) == 1
    assert len(desk.find(Request("plan", ("国", "合作"), BODY, ("合作，国",)))) == 1
    assert len(desk.find(Request("other", ("国",), BODY, ("国际",)))) == 0


def test_stretches_that_are_left_out_are_as_if_they_were_not_there() -> None:
    desk = make_desk()
    request = Request("plan", ("合作",), BODY)
    first = PLAN.text.index("合作")
    without = desk.without({"plan": [Span(first, first + 2)]})

    assert [match.start for match in desk.find(request)] == [first, first + 5]
    assert [match.start for match in without.find(request)] == [first + 5]
    assert len(without.find(Request("other", ("国际",), BODY))) == 1
    assert len(desk.without({"plan": []}).find(request)) == 2
    assert len(desk.find(request)) == 2


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, set[tuple[str, ...]], Any]]:
    """The searches that are made: document, convention, families, segmenter."""
    made: list[tuple[str, str, set[tuple[str, ...]], Any]] = []
    match_families = recount.match_families

    def watch(
        document: Document, families: Mapping[str, Any], convention: Convention, *, segmenter: Any
    ) -> dict[str, Matches]:
        made.append((document.id, convention.id, set(families.values()), segmenter))
        return match_families(document, families, convention, segmenter=segmenter)

    monkeypatch.setattr(recount, "match_families", watch)
    return made


def test_each_search_is_made_once_and_all_of_a_text_at_once(searches: list[Any]) -> None:
    desk = make_desk()
    requests = [
        Request("plan", ("国",), BODY, ("国际", "国内")),
        Request("plan", ("合作",), BODY),
        Request("plan", ("合作",), LONGEST),
        Request("other", ("合作",), BODY),
        Request("gone", ("合作",), BODY),
        Request("plan", ("合作",), BODY),
    ]
    desk.prepare(requests)

    assert searches == [
        ("plan", "text/each/body", {("国",), ("国际", "国内"), ("合作",)}, None),
        ("plan", "text/longest/body", {("合作",)}, None),
        ("other", "text/each/body", {("合作",)}, None),
    ]
    assert [len(desk.find(request)) for request in requests[:4]] == [1, 2, 2, 0]
    found = desk.find(requests[1])
    desk.prepare(requests[1:4])
    assert desk.find(requests[1]) is found
    assert desk.without({}).find(requests[1]) is found
    assert len(searches) == 3


def test_what_is_asked_for_first_is_searched_then(searches: list[Any]) -> None:
    desk = make_desk()

    assert len(desk.find(Request("plan", ("国际",), BODY))) == 1
    assert len(desk.find(Request("plan", ("国际",), BODY))) == 1
    assert searches == [("plan", "text/each/body", {("国际",)}, None)]


def test_tokens_are_cut_by_the_segmenter_that_was_given_or_is_built_once() -> None:
    given = build_segmenter("characters")
    desk = make_desk(characters=given)

    assert desk.segmenter("characters") is given
    assert desk.segmenter("jieba") is desk.segmenter("jieba")
    assert desk.segmenter("jieba").name == "jieba"
    assert desk.fingerprints == (
        ("characters", given.fingerprint),
        ("jieba", build_segmenter("jieba").fingerprint),
    )
    assert make_desk().fingerprints == ()


def test_only_tokens_need_a_segmenter(searches: list[Any]) -> None:
    given = build_segmenter("characters")
    desk = make_desk(characters=given)
    desk.find(Request("plan", ("国",), TOKENS))
    desk.find(Request("plan", ("国",), BODY))

    assert [made[3] for made in searches] == [given, None]
    assert desk.find(Request("plan", ("国",), TOKENS)).convention == TOKENS


@pytest.mark.parametrize("collecting", [True, False])
def test_the_collector_is_as_it_was_after_a_pause(collecting: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        with without_collecting():
            assert not gc.isenabled()
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if was else gc.disable)()


def test_the_desk_counts_as_everybody_counts() -> None:
    found = make_desk().find(Request("plan", ("国", "合作"), BODY))

    assert spans(found) == spans(find_matches(PLAN, ["国", "合作"], BODY))
    assert found.by_term == {"国": 3, "合作": 2}
