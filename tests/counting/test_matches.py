"""Matches: whose they are, what they are called, and what is said of terms that have none.

Which places match is tested in test_count.py.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from dataclasses import replace
from typing import Any

import pytest

from policytext.base.errors import PolicytextError
from policytext.counting.convention import Convention
from policytext.counting.matches import (
    Match,
    explain_absence,
    find_matches,
    find_script_note,
    find_token_note,
    match_families,
    refuse_odd_terms,
    refuse_wildcards,
    split_by_term,
    total,
)
from policytext.segmenters import build_segmenter
from tests.support.make_documents import make_document

BODY = Convention(("body",), "text")
TOKENS = Convention(("body",), "token")
WORDS = Convention(("body",), "word")
LONGEST = Convention(("body",), "text", "longest")
PLAN = make_document("合作共赢，全球合作。", name="plan")


def test_a_match_names_its_document_its_family_its_term_and_its_place() -> None:
    found = find_matches(PLAN, ["全球", "合作"], BODY, family="world")

    assert [PLAN.text[match.start : match.end] for match in found] == ["合作", "全球", "合作"]
    first = PLAN.text.index("合作")
    assert next(iter(found)) == Match("plan", "world", "合作", first, first + 2)
    assert found.family == "world"
    assert find_matches(PLAN, ["全球"]).family == ""


def test_the_terms_are_split_each_under_its_own_name() -> None:
    split = split_by_term(find_matches(PLAN, ["全球", "合作"], BODY, family="world"))

    assert [(one.document, one.family, one.terms, len(one)) for one in split] == [
        ("plan", "全球", ("全球",), 1),
        ("plan", "合作", ("合作",), 2),
    ]
    assert [one.by_term for one in split] == [{"全球": 1}, {"合作": 2}]
    assert total(split) == 3


def test_columns_that_do_not_fit_each_other_are_an_error_and_never_cut_short() -> None:
    found = find_matches(PLAN, ["合作", "全球"], BODY)
    short = replace(found, places=found.places[:1])
    for reading in (lambda: split_by_term(short), lambda: short.by_term):
        with pytest.raises(ValueError, match="zip"):
            reading()
    with pytest.raises(ValueError, match="zip"):
        refuse_wildcards([short])
    uneven = replace(found, terms=("合作",), places=((array("i", [0, 4]), array("i", [2])),))
    with pytest.raises(ValueError, match="zip"):
        list(uneven)


@pytest.mark.parametrize("convention", [BODY, LONGEST])
def test_candidates_with_more_starts_than_ends_are_an_error(
    convention: Convention, monkeypatch: pytest.MonkeyPatch
) -> None:
    uneven = {"合作": (array("i", [0, 1, 2]), array("i", [2]))}
    monkeypatch.setattr("policytext.counting.matches.find_candidates", lambda *_: uneven)
    with pytest.raises(ValueError, match="zip"):
        find_matches(PLAN, ["合作"], convention)


class Halves:
    """Cuts every two characters; no segmenter of that name is shipped."""

    name, fingerprint = "halves", "halves 1"

    def cut(self, text: str) -> list[str]:
        return re.findall(".{1,2}", text, re.DOTALL)


def test_the_segmenter_that_is_given_cuts_and_is_named() -> None:
    # The text begins with the title, 无题, and a line end.
    document = make_document("三全球治理", title="无题")
    by_halves = find_matches(document, ["全球"], TOKENS, segmenter=Halves())
    by_characters = find_matches(document, ["全"], TOKENS, segmenter=build_segmenter("characters"))

    assert document.text.index("全") % 2 == 0
    assert (len(by_halves), by_halves.convention.segmenter) == (1, "halves")
    assert (len(by_characters), by_characters.convention.segmenter) == (1, "characters")


def test_a_segmenter_with_words_of_its_own_is_named_by_its_fingerprint() -> None:
    knowing = build_segmenter("jieba", user_words=["全球合作"])
    found = find_matches(PLAN, ["全球合作", "全球"], TOKENS, segmenter=knowing)
    digest = hashlib.sha256(knowing.fingerprint.encode()).hexdigest()

    assert found.by_term == {"全球合作": 1, "全球": 0}
    assert found.convention == replace(TOKENS, segmenter=f"jieba@{digest[:8]}")


def test_a_segmenter_is_not_named_where_nothing_is_cut() -> None:
    found = find_matches(PLAN, ["全球"], BODY, segmenter=Halves())

    assert (len(found), found.convention) == (1, BODY)


@pytest.mark.parametrize("convention", [WORDS, Convention(("body",), "text", simplify=True)])
@pytest.mark.parametrize(
    ("text", "term", "count"),
    [("共共共", "共共", 1), ("共共共共", "共共", 2), ("共共共共共共共", "共共共", 2)],
)
def test_no_hit_of_a_term_overlaps_another_of_it(
    convention: Convention, text: str, term: str, count: int
) -> None:
    assert len(find_matches(make_document(text), [term], convention)) == count


def test_the_first_hit_may_be_at_the_very_beginning_of_the_text() -> None:
    title = Convention(("title",), "word")
    document = make_document("Nothing.", title="the the the", language="en")
    (match,) = find_matches(document, ["the the"], title)

    assert (match.start, match.end) == (0, 7)
    longest = replace(title, overlap="longest")
    assert [m.start for m in find_matches(document, ["the"], longest)] == [0, 4, 8]


def test_of_two_terms_that_read_alike_the_first_has_the_hit() -> None:
    assert find_matches(PLAN, ["全 球", "全球"], LONGEST).by_term == {"全 球": 1, "全球": 0}
    assert find_matches(PLAN, ["全球", "全 球"], LONGEST).by_term == {"全球": 1, "全 球": 0}


def test_a_hit_that_overlaps_a_dropped_one_of_its_term_counts() -> None:
    """甲共 takes the first 共; of the two places of 共共 the second is free."""
    found = find_matches(make_document("甲共共共"), ["甲共", "共共"], LONGEST)

    assert found.by_term == {"甲共": 1, "共共": 1}


def test_terms_that_touch_both_count() -> None:
    document = make_document("全球合作")

    assert find_matches(document, ["全球", "合作"], LONGEST).by_term == {"全球": 1, "合作": 1}


@pytest.mark.parametrize("call", [find_matches, lambda d, t: match_families(d, {"": t})])
def test_a_string_of_terms_is_named_in_the_message(call: Any) -> None:
    with pytest.raises(PolicytextError) as raised:
        call(PLAN, "合作")
    assert str(raised.value).startswith("terms is the string '合作', which")


ABSENT = "Term {!r} does not occur: * and ? are not wildcards here; {}."
OWN_TERM = "give each form as a separate term"
PREFIX = "to find words that begin with {0!r}, search for {0!r} with match prefix"
TEXT = "to find every occurrence of {0!r}, search for {0!r} with match text"


@pytest.mark.parametrize(
    ("term", "how"),
    [
        ("FOX*", PREFIX.format("FOX")),
        ("*XX", PREFIX.format("XX")),
        ("fox? ", PREFIX.format("fox")),
        ("国际*", TEXT.format("国际")),
        ("? *", OWN_TERM),
        ("国*际", OWN_TERM),
        ("f?x", OWN_TERM),
    ],
)
def test_a_wildcard_is_refused_with_what_to_ask_for(term: str, how: str) -> None:
    with pytest.raises(PolicytextError) as raised:
        find_matches(PLAN, [term])
    assert str(raised.value) == ABSENT.format(term, how)


def test_a_star_that_occurs_in_one_of_several_texts_is_no_wildcard() -> None:
    star, plain = make_document("甲*乙。"), make_document("甲乙。")
    found = [match_families(d, {"": ["甲*"]})[""] for d in (star, plain, plain)]

    refuse_wildcards(found)
    refuse_wildcards(reversed(found))
    refuse_wildcards([found[0], found[0]])
    with pytest.raises(PolicytextError):
        refuse_wildcards(found[1:])


EMPTY = "A term is empty or contains only white space; give a word."
NO_TEXT = (
    "Term {!r} contains bytes that are not valid text; type it as UTF-8, under a locale such as"
    " C.UTF-8."
)


def test_terms_that_no_text_can_have_are_refused() -> None:
    for terms, message in (
        (["全球", " \u3000"], EMPTY),
        (["全球", "\udcff合", "\udcfe"], NO_TEXT.format("\udcff合")),
        (["\ud800"], NO_TEXT.format("\ud800")),
        (["\udfff"], NO_TEXT.format("\udfff")),
    ):
        with pytest.raises(PolicytextError) as raised:
            refuse_odd_terms(terms)
        assert str(raised.value) == message
    refuse_odd_terms(["全球", "\ud7ff", "\ue000"])  # beside those that are no characters
    refuse_odd_terms([])


MIXED = make_document("國際合作，國際組織，全球治理。", name="mixed")
SCRIPT = "'国际' does not occur in mixed, but in the other script '國際' does 2 times."


def test_a_term_that_occurs_in_the_other_script_is_said_to() -> None:
    assert str(find_script_note(MIXED, "国际", Convention())) == SCRIPT
    assert str(explain_absence(MIXED, "国际", BODY)) == SCRIPT
    one = make_document("Open AI國際", name="one")
    assert str(find_script_note(one, "Open AI国际", BODY)) == (
        "'Open AI国际' does not occur in one, but in the other script 'Open AI國際' does once."
    )


@pytest.mark.parametrize(
    ("document", "term", "convention"),
    [
        (MIXED, "国会", BODY),
        (MIXED, "國", BODY),  # which the text has as it is written
        (MIXED, "plan", BODY),
        (MIXED, "国际", Convention(("body",), "text", simplify=True)),
        (make_document("國內，實際。"), "国际", BODY),
        (make_document("合作。", title="國際"), "国际", BODY),
    ],
)
def test_a_term_that_does_not_occur_in_the_other_script_is_not_said_to(
    document: Any, term: str, convention: Convention
) -> None:
    assert find_script_note(document, term, convention) is None
    assert explain_absence(document, term, convention) is None


def test_a_term_that_is_never_one_token_is_said_to_occur_under_tokens_alone() -> None:
    characters = replace(TOKENS, segmenter="characters")
    said = "'合作' occurs 2 times in plan, but never as one token of characters."

    assert str(find_token_note(PLAN, "合作", characters)) == said
    assert str(explain_absence(PLAN, "合作", characters)) == said
    assert find_token_note(PLAN, "国际", characters) is None
    assert find_token_note(PLAN, "合作", BODY) is None
    assert str(explain_absence(MIXED, "际", characters)) == (
        "'际' does not occur in mixed, but in the other script '際' does 2 times."
    )
