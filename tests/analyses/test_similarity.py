"""Similarity: by hand, and against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon

from policytext.analyses.similarity import (
    SIMILARITIES,
    SimilarityTable,
    measure_similarity,
    order_by_likeness,
)
from policytext.base.errors import PolicytextError
from policytext.documents.corpus import Corpus
from policytext.matrix.dfm import build_dfm
from policytext.statistics.divergence import jensen_shannon
from tests.support.make_documents import make_document


def compare(*texts: str, measure: str) -> SimilarityTable:
    documents = (make_document(t, name=f"d{i}", language="en") for i, t in enumerate(texts))
    dfm = build_dfm(Corpus(tuple(documents)), scope=("body",))
    return measure_similarity(dfm, measure=measure, drop_stopwords=False)


def score(table: SimilarityTable, first: str, second: str) -> float:
    row, column = (table.documents.index(name) for name in (first, second))
    return float(table.matrix[row, column])


def test_jaccard_is_the_share_of_types_in_both() -> None:
    table = compare("one two three", "two three four four", measure="jaccard")

    assert score(table, "d0", "d1") == 2 / 4


def test_cosine_weighs_rare_words_more() -> None:
    # "a" stands in both (idf 1), "b" and "c" in one each (idf ln(3/2) + 1).
    table = compare("a b", "a c", measure="cosine")
    rare = np.log(1.5) + 1

    assert score(table, "d0", "d1") == pytest.approx(1 / (1 + rare**2), rel=1e-15)


@given(st.lists(st.lists(st.sampled_from("abcde"), min_size=1, max_size=9), min_size=2, max_size=5))
def test_jensen_shannon_agrees_with_scipy_and_with_our_formula(texts: list[list[str]]) -> None:
    counts = np.array([[text.count(word) for word in "abcde"] for text in texts])
    table = compare(*map(" ".join, texts), measure="jensen_shannon")

    for i, row in enumerate(counts):
        for j, other in enumerate(counts):
            found = score(table, f"d{i}", f"d{j}")
            assert found == pytest.approx(1 - jensenshannon(row, other, base=2) ** 2, abs=1e-9)
            assert found == pytest.approx(1 - float(jensen_shannon(row, other)), abs=1e-12)


@pytest.mark.parametrize("measure", SIMILARITIES)
def test_a_document_is_like_itself_and_like_one_of_the_same_words(measure: str) -> None:
    table = compare("one two", "two one", "three", measure=measure)

    assert score(table, "d0", "d0") == 1
    assert score(table, "d0", "d1") == pytest.approx(1)
    assert score(table, "d0", "d2") == 0


@pytest.mark.parametrize("measure", SIMILARITIES)
def test_the_matrix_is_its_own_mirror(measure: str) -> None:
    table = compare("a b c d", "b c c", "c d e e e", "a e", measure=measure)

    assert (table.matrix == table.matrix.T).all()
    assert table.columns == ("document", *table.documents)


@pytest.mark.parametrize("measure", SIMILARITIES)
def test_a_document_without_features_is_like_nothing_not_even_itself(measure: str) -> None:
    dfm = build_dfm(
        Corpus((make_document("，。", name="empty"), make_document("合作", name="full"))),
        scope=("body",),
    )
    table = measure_similarity(dfm, measure=measure)

    assert np.isnan(score(table, "empty", "full"))
    assert np.isnan(score(table, "empty", "empty"))
    assert score(table, "full", "full") == 1


def test_like_documents_stand_together() -> None:
    table = compare("a b c", "x y z", "a b d", "x y w", measure="jaccard")

    places = [table.documents.index(name) for name in ("d0", "d2", "d1", "d3")]
    assert abs(places[0] - places[1]) == 1
    assert abs(places[2] - places[3]) == 1


def test_two_documents_keep_their_order() -> None:
    assert order_by_likeness(np.eye(2)) == [0, 1]


def test_an_unknown_measure_is_named_with_the_nearest() -> None:
    with pytest.raises(PolicytextError, match="Did you mean 'cosine'"):
        compare("a", "b", measure="cosin")
