"""Families over time and by group."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policytext.analyses.trends import GROUPINGS, measure_trends
from policytext.base.errors import PolicytextError
from policytext.base.table import Cell, Table
from policytext.counting.convention import Convention
from policytext.counting.lexicon import Family, Lexicon
from policytext.documents.corpus import Corpus
from tests.support.make_documents import make_document

BODY = Convention(scope=("body",))
LEXICON = Lexicon(
    "l",
    (
        Family("talk", (("zh", "对话"),), (("zh", ("对话",)), ("en", ("talks",)))),
        Family("chinese", (), (("zh", ("共",)),)),
    ),
)


def corpus(**dated: tuple[str, str]) -> Corpus:
    return Corpus(
        tuple(
            make_document(text, name=name, issued=issued, title="无题")
            for name, (issued, text) in dated.items()
        )
    )


def rows(table: Table, family: str = "talk") -> list[dict[str, Cell]]:
    return [record for record in table.records() if record["family"] == family]


def test_the_texts_of_a_year_are_added_up() -> None:
    texts = corpus(a=("2023-10-20", "对话。"), b=("2023", "合作对话。"), c=("2025-07", "对话对话"))
    first, second = rows(measure_trends(texts, LEXICON, BODY))

    assert (first["group"], first["documents"], first["count"], first["size"]) == ("2023", 2, 2, 8)
    assert (second["group"], second["per_1000"]) == ("2025", 500)


def test_change_is_the_log_ratio_to_the_group_before() -> None:
    texts = corpus(
        a=("2023", "对话合作合作合作"), b=("2024", "对话合作"), c=("2025", "合作合作合作")
    )
    first, second, third = rows(measure_trends(texts, LEXICON, BODY))

    assert first["change"] is None
    assert second["change"] == pytest.approx(1)  # one in eight, then one in four
    assert float(second["change_low"] or 0) < 1 < float(second["change_high"] or 0)
    assert third["count"] == 0
    assert third["change_low"] is None  # minus infinity: it may have vanished


def test_groups_that_are_not_in_time_have_no_change() -> None:
    texts = corpus(a=("2023", "对话"), b=("2024", "对话"))

    assert [row["change"] for row in rows(measure_trends(texts, LEXICON, BODY, by="role"))] == [
        None
    ]


def test_two_languages_have_rows_of_their_own() -> None:
    english = make_document("Talks.", name="e", language="en", issued="2024", title="No")
    table = measure_trends(Corpus((*corpus(a=("2024", "对话")), english)), LEXICON, BODY)

    assert [(r["unit"], r["count"]) for r in rows(table)] == [("characters", 1), ("words", 1)]
    assert [r["unit"] for r in rows(table, "chinese")] == ["characters"]
    assert any("never compare the two" in note for note in map(str, table.notes))


def test_one_time_is_no_trend_and_no_text_gives_no_row() -> None:
    one = measure_trends(corpus(a=("2024", "对话")), LEXICON, BODY)
    assert "no trend" in str(one.notes[-1])
    assert len(measure_trends(Corpus(), LEXICON)) == 0


@pytest.mark.parametrize("by", GROUPINGS)
def test_a_text_without_the_metadata_has_a_group_too(by: str) -> None:
    (row,) = rows(measure_trends(corpus(a=("2024", "对话")), LEXICON, BODY, by=by))

    assert row["group"]


def test_texts_without_a_date_are_left_out_of_time_and_counted_in_a_note() -> None:
    dated = corpus(
        a=("2023", "对话"), b=("2024", "对话对话"), c=("2025", "对话"), d=("2026", "对话")
    )
    texts = Corpus(
        tuple(
            replace(each, metadata=replace(each.metadata, issued="")) if each.id in "bd" else each
            for each in dated
        )
    )
    table = measure_trends(texts, LEXICON, BODY)

    assert [(row["group"], row["documents"]) for row in rows(table)] == [("2023", 1), ("2025", 1)]
    assert any("2 documents without a date" in str(note) for note in table.notes)
    (all_,) = rows(measure_trends(texts, LEXICON, BODY, by="language"))
    assert all_["documents"] == 4


def test_a_field_of_the_manifest_is_a_grouping() -> None:
    texts = corpus(a=("2023", "对话"), b=("2024", "对话对话"), c=("2025", "合作"))
    fields = {"a": {"province": "广东"}, "b": {"province": "湖南"}, "c": {}}
    told = Corpus(
        tuple(
            replace(each, metadata=replace(each.metadata, fields=fields[each.id])) for each in texts
        )
    )
    found = {
        row["group"]: row["count"]
        for row in rows(measure_trends(told, LEXICON, BODY, by="province"))
    }

    assert found == {"广东": 1, "湖南": 2, "no province": 0}
    with pytest.raises(PolicytextError, match="Did you mean 'province'"):
        measure_trends(told, LEXICON, BODY, by="provinces")


def test_an_unknown_grouping_is_named_with_the_nearest() -> None:
    with pytest.raises(PolicytextError, match="Did you mean 'year'"):
        measure_trends(Corpus(), LEXICON, by="years")
