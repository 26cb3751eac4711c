"""Collocates: which positions count, and the scores of the formulas."""

from __future__ import annotations

import math

import pytest

from policytext.analyses.collocates import rank_collocates
from policytext.base.errors import PolicytextError
from policytext.base.table import Cell, Table
from policytext.counting.convention import Convention
from policytext.documents.corpus import Corpus
from policytext.statistics.association import MEASURES
from tests.support.make_documents import make_document

BODY = Convention(scope=("body",))
HANZI = Convention(scope=("body",), segmenter="characters")


def english(*texts: str) -> Corpus:
    names = (f"d{number}" for number in range(len(texts)))
    return Corpus(
        tuple(make_document(t, name=n, language="en") for t, n in zip(texts, names, strict=True))
    )


def row_of(table: Table, collocate: str) -> dict[str, Cell]:
    return next(record for record in table.records() if record["collocate"] == collocate)


def test_words_within_the_window_are_counted_by_side() -> None:
    corpus = english("war peace talks war trade war")
    table = rank_collocates(corpus, "talks", BODY, window=2, drop_stopwords=False)

    # peace and war left, war and trade right; the last war is out of reach
    assert {r["collocate"]: (r["together"], r["left"], r["right"]) for r in table.records()} == {
        "war": (2, 1, 1), "peace": (1, 1, 0), "trade": (1, 0, 1),
    }  # fmt: skip


def test_the_four_cells_are_positions() -> None:
    corpus = english("war peace talks war trade war")
    row = row_of(rank_collocates(corpus, "talks", BODY, window=2, measure="mi"), "war")

    # 4 positions near, 5 that are not the node, 3 of them war: 2 observed, 12/5 expected
    assert row["count"] == 3
    assert row["expected"] == pytest.approx(4 * 3 / 5)
    assert row["score"] == pytest.approx(math.log2(2 / (12 / 5)))


def test_a_position_between_two_nodes_is_one_position() -> None:
    row = row_of(rank_collocates(english("talks war talks"), "talks", BODY), "war")

    assert (row["together"], row["left"], row["right"]) == (1, 1, 1)


def test_windows_end_with_the_paragraph_and_skip_punctuation() -> None:
    corpus = english("war.\n\npeace, talks (trade)")
    table = rank_collocates(corpus, "talks", BODY, window=1)

    assert set(table.column("collocate")) == {"peace", "trade"}


def test_the_node_is_found_as_text_and_is_no_collocate_of_itself() -> None:
    corpus = Corpus((make_document("各国合作。国际合作共赢。", title="无题"),))
    table = rank_collocates(corpus, "合作", HANZI, window=2)

    assert set(table.column("collocate")) == {"国", "际", "共", "赢"}
    assert "2 nodes" in " ".join(map(str, table.notes))


def test_a_node_broken_by_spaces_is_found_with_its_neighbours() -> None:
    corpus = Corpus((make_document("各国 合 作 共赢。", title="无题"),))
    table = rank_collocates(corpus, "合作", HANZI, window=1)

    assert set(table.column("collocate")) == {"国", "共"}


def test_documents_with_the_pair_are_counted() -> None:
    corpus = english("war talks", "talks war war", "war")

    assert row_of(rank_collocates(corpus, "talks", BODY), "war")["documents"] == 2


def test_function_words_and_numbers_are_kept_only_on_demand() -> None:
    corpus = english("the talks of 2025 war")

    assert rank_collocates(corpus, "talks", BODY).column("collocate") == ["war"]
    every = rank_collocates(corpus, "talks", BODY, drop_stopwords=False)
    assert set(every.column("collocate")) == {"the", "of", "2025", "war"}


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_ranks_highest_first(measure: str) -> None:
    corpus = english("war talks war trade peace trade trade law law art")
    scores = rank_collocates(corpus, "talks", BODY, window=2, measure=measure).column("score")

    assert [float(s or 0) for s in scores] == sorted((float(s or 0) for s in scores), reverse=True)


def test_a_node_that_is_nowhere_has_no_collocates_and_the_table_says_so() -> None:
    table = rank_collocates(english("war"), "talks", BODY)

    assert len(table) == 0
    assert str(table.notes[-1]) == "talks does not occur in these texts, so it has no collocates."


def test_documents_in_the_other_language_are_left_out_and_said_to_be() -> None:
    corpus = Corpus((make_document("各国合作", name="c"), *english("cooperation")))

    assert any("Left out" in note for note in map(str, rank_collocates(corpus, "合作").notes))


@pytest.mark.parametrize(
    ("options", "message"),
    [({"window": 0}, "1 or more"), ({"measure": "log_dise"}, "Did you mean 'log_dice'")],
)
def test_what_makes_no_sense_is_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(PolicytextError, match=message):
        rank_collocates(english("war"), "war", **options)  # type: ignore[arg-type]
