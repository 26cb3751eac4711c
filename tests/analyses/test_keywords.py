"""Keywords: counts of both sides, the scores of the formulas, and what is said of them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from policytext.analyses.keywords import rank_keywords
from policytext.analyses.ngrams import rank_ngrams
from policytext.analyses.tfidf import rank_tfidf
from policytext.base.errors import PolicytextError
from policytext.base.table import Cell, Table
from policytext.documents.corpus import Corpus
from policytext.matrix.dfm import Dfm, build_dfm, trim_dfm, weight_dfm
from policytext.statistics.keyness import MEASURES
from tests.support.make_documents import make_document

# The two documents of quanteda.textstats' test of keyness.
QUANTEDA = {"d1": "a a a b b c c c c c c d e f g h h", "d2": "a a b c c d d d d e f h"}


def matrix(texts: dict[str, str], language: str = "en") -> Dfm:
    documents = (make_document(t, name=n, language=language) for n, t in texts.items())
    return build_dfm(Corpus(tuple(documents)), scope=("body",))


def row_of(table: Table, feature: str, column: str = "feature") -> dict[str, Cell]:
    return next(record for record in table.records() if record[column] == feature)


def test_the_order_by_the_exact_odds_ratio_is_that_of_quanteda() -> None:
    dfm = matrix(QUANTEDA)
    table = rank_keywords(dfm, target="d1", measure="odds_ratio_conditional", drop_stopwords=False)

    assert table.column("feature") == list("gcbhaefd")


def test_a_row_has_the_counts_rates_and_ranges_of_both_sides() -> None:
    dfm = matrix({"t1": "war war peace", "t2": "war", "r1": "peace talks", "r2": "talks war"})
    row = row_of(rank_keywords(dfm, target=["t1", "t2"], measure="log_ratio"), "war")

    assert (row["target"], row["reference"]) == (3, 1)
    assert (row["target_per_1000"], row["reference_per_1000"]) == (750, 250)
    assert (row["target_range"], row["reference_range"]) == (2, 1)
    assert row["score"] == row["log_ratio"] == pytest.approx(math.log2(3))
    assert row["caution"] == "counts too small"


def test_sizes_count_every_token_whatever_the_list_leaves_out() -> None:
    dfm = trim_dfm(matrix({"t": "war, the war.", "r": "peace, the war."}), min_count=3)
    row = row_of(rank_keywords(dfm, target="t"), "war")

    assert dfm.features == ("war",)
    assert row["target_per_1000"] == 2000 / 5


def test_function_words_punctuation_and_numbers_are_kept_only_on_demand() -> None:
    dfm = matrix({"t": "the war, 2025", "r": "peace"})

    assert set(rank_keywords(dfm, target="t").column("feature")) == {"war", "peace"}
    every = rank_keywords(dfm, target="t", drop_stopwords=False)
    assert set(every.column("feature")) == {"the", "war", ",", "2025", "peace"}


def test_p_values_are_corrected_over_the_features_of_the_list() -> None:
    dfm = matrix({"t": "war " * 30 + "peace", "r": "peace " * 30 + "war"})
    table = rank_keywords(dfm, target="t", correction="bonferroni")

    for row in table.records():
        assert row["p_corrected"] == pytest.approx(min(1.0, 2 * float(row["p"] or 0)))
    assert any("bonferroni over 2 features" in note for note in map(str, table.notes))


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_ranks_and_says_what_higher_means(measure: str) -> None:
    dfm = matrix({"t": "war war war peace", "r": "peace peace war trade"})
    table = rank_keywords(dfm, target="t", measure=measure)
    scores = [float(score) for score in table.column("score") if not math.isnan(float(score or 0))]

    assert len(table) == 3
    assert scores == sorted(scores, reverse=not MEASURES[measure].lowest_first)
    assert MEASURES[measure].source in str(table.notes[0])
    assert measure in table.title


@pytest.mark.parametrize("measure", MEASURES)
def test_against_an_empty_reference_nothing_is_a_number_but_what_is_known(measure: str) -> None:
    dfm = matrix({"t": "war", "r": "，"}, language="zh")
    table = rank_keywords(trim_dfm(dfm), target="t", measure=measure)

    assert row_of(table, "war")["reference_per_1000"] in (None, 0)
    assert row_of(table, "war")["caution"] == "counts too small"


def test_the_rest_in_the_same_language_is_the_reference_by_default() -> None:
    english = make_document("war", name="e", language="en")
    chinese = [make_document(text, name=name) for name, text in (("a", "合作"), ("b", "对话"))]
    table = rank_keywords(build_dfm(Corpus((english, *chinese))), target="a")

    assert any(note.startswith("Reference: b (") for note in map(str, table.notes))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"target": "d3"}, "Unknown document 'd3'"),
        ({"target": []}, "name at least one"),
        ({"target": "d1", "reference": ["d1", "d2"]}, "name it once"),
        ({"target": ["d1", "d2"]}, "nothing to compare 2 documents with"),
        ({"target": "d1", "measure": "log_rati"}, "Did you mean 'log_ratio'"),
        ({"target": "d1", "correction": "bonferoni"}, "Did you mean 'bonferroni'"),
    ],
)
def test_what_makes_no_sense_is_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(PolicytextError, match=message):
        rank_keywords(matrix(QUANTEDA), **options)  # type: ignore[arg-type]


def test_weights_are_refused() -> None:
    with pytest.raises(PolicytextError, match="weights"):
        rank_keywords(weight_dfm(matrix(QUANTEDA)), target="d1")


def test_features_are_listed_by_frequency_then_name_with_their_documents() -> None:
    # The example of quanteda's textstat_frequency.
    dfm = matrix({"d1": "a a b b c d", "d2": "a d d d", "d3": "a a a"})
    table = rank_ngrams(dfm, drop_stopwords=False)

    listed = zip(*(table.column(name) for name in ("feature", "count", "documents")), strict=True)
    assert list(listed) == [("a", 6, 3), ("d", 4, 2), ("b", 2, 1), ("c", 1, 1)]
    assert table.column("per_1000")[0] == 6000 / 13


def test_terms_by_tf_idf_are_ranked_in_each_document() -> None:
    dfm = matrix({"d1": "war war peace", "d2": "peace talks talks talks"})
    table = rank_tfidf(dfm)

    listed = zip(*(table.column(name) for name in ("document", "rank", "feature")), strict=True)
    assert list(listed) == [
        ("d1", 1, "war"),
        ("d1", 2, "peace"),
        ("d2", 1, "talks"),
        ("d2", 2, "peace"),
    ]
    assert "scikit-learn" in str(table.notes[0])


def test_the_named_documents_are_told_apart_from_all() -> None:
    dfm = matrix({"d1": "war peace", "d2": "peace talks"})
    table = rank_tfidf(dfm, documents=["d1"], weighting="tf_idf", top=1)

    assert table.records() == [
        {"document": "d1", "rank": 1, "feature": "war", "count": 1, "documents": 1,
         "tfidf": pytest.approx(np.log(2))},
    ]  # fmt: skip
    assert "tf_idf (Spärck Jones 1972)" in str(table.notes[0])


def test_one_document_and_an_empty_one_are_spoken_of() -> None:
    alone = rank_tfidf(matrix({"d": "war"}))
    assert "the order is that of the counts" in " ".join(map(str, alone.notes))
    nothing = Corpus((make_document("，", name="d", title="，"),))
    assert "Without any token" not in " ".join(map(str, rank_tfidf(build_dfm(nothing)).notes))
