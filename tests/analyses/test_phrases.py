"""Phrases two texts have in common, with their places in both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.analyses.phrases import list_shared_phrases
from policytext.base.errors import PolicytextError
from policytext.base.table import Cell
from tests.support.make_documents import make_document


def shared(source: str, text: str, length: int = 4, language: str = "zh") -> list[dict[str, Cell]]:
    documents = (
        make_document(t, name=n, title=heading, language=language)
        for t, n, heading in ((source, "source", "甲"), (text, "text", "乙"))
    )
    return list_shared_phrases(*documents, min_length=length).records()


def test_a_quotation_is_found_whole_with_its_places() -> None:
    source = make_document("我们要推动全球治理，促进合作。", name="s", title="甲")
    text = make_document("文章说：推动全球治理促进合作的意义重大。", name="t", title="乙")
    (row,) = list_shared_phrases(source, text).records()

    assert row["length"] == 10
    assert row["phrase"] == "推动全球治理促进合作"
    assert source.text[int(row["source_start"] or 0) : int(row["source_end"] or 0)] == (
        "推动全球治理，促进合作"
    )
    assert text.text[int(row["start"] or 0) : int(row["end"] or 0)] == row["phrase"]


def test_the_longest_phrase_at_a_place_is_taken_wherever_it_stands() -> None:
    (row,) = shared("共商共建共享。共商共建共享共赢。", "应共商共建共享共赢。")

    assert row["phrase"] == "共商共建共享共赢"
    assert row["in_source"] == 1


def test_how_often_it_stands_in_the_source_is_counted() -> None:
    (row,) = shared("共商共建。另外，共商共建。", "应共商共建。")

    assert row["in_source"] == 2
    assert row["source_start"] == 2  # after the title and its line end


def test_the_longest_come_first() -> None:
    rows = shared("共商共建。推动全球治理。", "全球治理，又共商共建；再推动全球治理。")

    assert [row["length"] for row in rows] == [6, 4, 4]


def test_a_phrase_does_not_run_across_a_paragraph() -> None:
    assert shared("共商。\n\n共建。", "共商共建。") == []
    assert shared("共商共建。", "共商。\n\n共建。") == []


def test_case_does_not_matter_and_english_is_counted_in_words() -> None:
    (row,) = shared(
        "The Global governance of AI matters.", "On global Governance of ai.", 3, language="en"
    )

    assert (row["length"], row["phrase"]) == (4, "global Governance of ai")


def test_what_is_shorter_than_asked_for_is_left_out() -> None:
    assert shared("共商共建。", "共商共享。", length=4) == []


def test_the_share_of_the_text_is_told() -> None:
    source = make_document("共商共建。", name="s", title="甲")
    text = make_document("应共商共建吗。", name="t", title="乙")
    table = list_shared_phrases(source, text, min_length=4)

    assert "4 of the 7 characters of t (57.1%) occur in them." in list(map(str, table.notes))


@given(st.text("共商建", min_size=1, max_size=30), st.text("共商建", min_size=1, max_size=30))
def test_every_phrase_stands_in_both_and_cannot_be_longer(source: str, text: str) -> None:
    for row in shared(f"始{source}终", f"起{text}止", 2):
        phrase, start = str(row["phrase"]), int(row["start"] or 0)
        own, other = f"乙\n起{text}止", f"甲\n始{source}终"
        assert own[start : start + len(phrase)] == phrase
        assert phrase in other
        assert own[start : start + len(phrase) + 1] not in other


def test_two_languages_share_no_phrase() -> None:
    with pytest.raises(PolicytextError, match="two texts"):
        list_shared_phrases(make_document("共"), make_document("one", language="en"))
    with pytest.raises(PolicytextError, match="2 or more"):
        shared("共", "共", 1)
