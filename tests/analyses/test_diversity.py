"""Diversity of documents: the tokens the formulas see."""

from __future__ import annotations

import pytest

from policytext.analyses.diversity import measure_diversity
from policytext.documents.corpus import Corpus
from policytext.statistics.diversity import MEASURES
from tests.support.make_documents import make_document


def test_the_tokens_are_those_of_the_text_without_punctuation() -> None:
    document = make_document("B a, b a. b A b a!", language="en", title="b")
    (row,) = measure_diversity(Corpus((document,)), scope=("body",)).records()

    assert (row["tokens"], row["types"], row["ttr"]) == (8, 2, 0.25)
    assert row["guiraud_r"] == pytest.approx(2 / 8**0.5)
    assert row["mattr"] is None  # the text is shorter than its window


def test_chinese_is_measured_by_the_segmenter_named() -> None:
    corpus = Corpus((make_document("共商共建。", title="无题"),))
    table = measure_diversity(corpus, segmenter="characters", scope=("body",))

    assert (table.records()[0]["tokens"], table.records()[0]["types"]) == (4, 3)
    assert table.convention == "token:characters/1-gram/body"


def test_every_measure_has_its_column_and_its_source() -> None:
    table = measure_diversity(Corpus())

    assert set(MEASURES) < set(table.columns)
    for measure in MEASURES.values():
        assert any(measure.source in note for note in map(str, table.notes))
