"""The matrix: what becomes a feature, and that chunks and their order change nothing."""

from __future__ import annotations

import pickle
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.base.errors import PolicytextError
from policytext.counting.find import segment_document
from policytext.counting.lexicon import Family, Lexicon
from policytext.documents.corpus import Corpus
from policytext.matrix.dfm import (
    WEIGHTINGS,
    Dfm,
    build_dfm,
    group_dfm,
    remove_stopwords,
    trim_dfm,
    weight_dfm,
)
from policytext.matrix.features import Recipe, count_features, merge_features
from policytext.segmenters import SEGMENTERS, build_segmenter
from tests.support.make_documents import make_document

CHARACTERS = Recipe(build_segmenter("characters"))


def body(*texts: str, **options: object) -> Corpus:
    names = (f"d{number}" for number in range(len(texts)))
    return Corpus(
        tuple(make_document(t, name=n, **options) for t, n in zip(texts, names, strict=True))  # type: ignore[arg-type]
    )


def counts_of(dfm: Dfm, document: str) -> dict[str, int]:
    (row,) = dfm.rows_of([document])
    line = dfm.values[[row]].toarray()[0]
    return {f: int(c) for f, c in zip(dfm.features, line, strict=True) if c}


def test_features_are_counted_by_document() -> None:
    dfm = build_dfm(body("共商共建。", "共享"), segmenter="characters", scope=("body",))

    assert dfm.features == ("。", "享", "共", "商", "建")
    assert counts_of(dfm, "d0") == {"共": 2, "商": 1, "建": 1, "。": 1}
    assert counts_of(dfm, "d1") == {"共": 1, "享": 1}
    assert dfm.sizes.tolist() == [5, 2]


def test_the_convention_and_the_fingerprint_stand_with_the_matrix() -> None:
    dfm = build_dfm(body("共商"), ngrams=2)

    assert dfm.convention == "token:jieba/2-gram/title+subtitle+body"
    assert dfm.segmenter == build_segmenter("jieba").fingerprint


@pytest.mark.parametrize("name", SEGMENTERS)
def test_every_segmenter_gives_the_tokens_that_counting_sees(name: str) -> None:
    text = "推动 AI 全球\n治理2026-01-14，合作。\n\n　各国：共商 3.5%；\n\n共建"
    document = make_document(text, title="治理 倡议", subtitle="全文")
    segmenter = build_segmenter(name)
    counted = Counter(t for t in segment_document(document, segmenter) if not t.isspace())

    dfm = build_dfm(Corpus((document,)), segmenter=segmenter)

    assert counts_of(dfm, "doc") == counted


def test_english_is_cut_into_lower_case_words() -> None:
    dfm = build_dfm(body("Global governance, global talks.", language="en"), scope=("body",))

    assert counts_of(dfm, "d0") == {"global": 2, "governance": 1, "talks": 1, ",": 1, ".": 1}
    assert dfm.convention == "token:words/1-gram/body"


def test_an_n_gram_stays_inside_its_paragraph() -> None:
    dfm = build_dfm(body("共商。\n\n共建", title="计划"), unit="characters", ngrams=2)

    assert dfm.features == ("共商", "共建", "商。", "计划")
    assert dfm.convention.startswith("character/2-gram/")


def test_n_grams_of_tokens_are_joined_by_a_space() -> None:
    dfm = build_dfm(body("one two one two three", language="en"), ngrams=2, scope=("body",))

    assert counts_of(dfm, "d0") == {"one two": 2, "two one": 1, "two three": 1}


def test_the_terms_of_a_lexicon_are_kept_whole() -> None:
    lexicon = Lexicon("l", (Family("f", (), (("zh", ("全球治理倡议",)),)),))
    corpus = body("提出全球治理倡议。")

    assert "全球治理倡议" not in build_dfm(corpus).features
    assert "全球治理倡议" in build_dfm(corpus, lexicon=lexicon).features
    assert build_dfm(corpus, lexicon=lexicon).convention.startswith("token:jieba(l)/")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"ngrams": 0}, "give 1 or more"),
        ({"unit": "token"}, "Did you mean 'tokens'"),
        ({"segmenter": "jiebe"}, "Did you mean 'jieba'"),
        ({"unit": "characters", "segmenter": "jieba"}, "no segmenter"),
        ({"scope": ("bodi",)}, "Did you mean 'body'"),
        (
            {"segmenter": build_segmenter("jieba"), "lexicon": Lexicon("l", ())},
            "already built",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(PolicytextError, match=message):
        build_dfm(body("共"), **options)  # type: ignore[arg-type]


@given(st.lists(st.text("共商建。A 1\n", max_size=12), max_size=8), st.integers(0, 8))
def test_chunks_merge_to_what_all_texts_give_at_once(texts: list[str], cut: int) -> None:
    whole = count_features(texts, CHARACTERS)
    merged = merge_features([count_features(t, CHARACTERS) for t in (texts[:cut], texts[cut:])])

    order = [merged.features.unpack().index(feature) for feature in whole.features.unpack()]
    assert merged.counts[:, order].toarray().tolist() == whole.counts.toarray().tolist()


def test_the_map_and_its_result_travel_to_another_process() -> None:
    recipe = pickle.loads(pickle.dumps(Recipe(build_segmenter("jieba", user_words=["共商共建"]))))
    counted = pickle.loads(pickle.dumps(count_features(["共商共建"], recipe)))

    assert counted.features.unpack() == ["共商共建"]


def test_content_leaves_out_punctuation_numbers_and_function_words_and_keeps_the_sizes() -> None:
    dfm = build_dfm(body("各国的合作，2025年合作和治理。"), scope=("body",))
    kept = remove_stopwords(dfm)

    assert {"的", "，", "2025", "和", "。"} < set(dfm.features)
    assert not {"的", "，", "2025", "和", "。"} & set(kept.features)
    assert {"各国", "合作", "治理"} <= set(kept.features)
    assert kept.sizes.tolist() == dfm.sizes.tolist()


def test_function_words_inside_a_phrase_are_part_of_it() -> None:
    dfm = build_dfm(body("rule of law and order of", language="en"), ngrams=3, scope=("body",))

    assert remove_stopwords(dfm).features == ("law and order", "rule of law")


def test_trimming_keeps_what_is_frequent_in_enough_documents_and_the_sizes() -> None:
    dfm = build_dfm(body("共共商", "共建", "享享"), segmenter="characters", scope=("body",))

    assert trim_dfm(dfm, min_count=2).features == ("享", "共")
    assert trim_dfm(dfm, min_documents=2).features == ("共",)
    assert trim_dfm(dfm, min_documents=2).sizes.tolist() == [3, 2, 2]


def test_groups_add_up() -> None:
    dfm = build_dfm(body("共共商", "共建", "享享"), segmenter="characters", scope=("body",))
    grouped = group_dfm(dfm, {"d0": "x", "d1": "y", "d2": "x"})

    assert grouped.documents == ("x", "y")
    assert counts_of(grouped, "x") == {"共": 2, "商": 1, "享": 2}
    assert grouped.sizes.tolist() == [5, 2]


def test_a_group_of_two_languages_is_refused() -> None:
    english = make_document("words", name="e", language="en")
    dfm = build_dfm(Corpus((english, make_document("共", name="z"))))

    with pytest.raises(PolicytextError, match="cannot be compared"):
        group_dfm(dfm, {"e": "x", "z": "x"})


def test_a_document_without_a_group_is_named() -> None:
    with pytest.raises(PolicytextError, match="Unknown grouped document 'd1'"):
        group_dfm(build_dfm(body("共", "商")), {"d0": "x"})


def test_scikit_learns_weights_are_those_of_its_formula() -> None:
    # "the quick" and "the dog dog": idf of a word in one of two documents is ln(3/2) + 1.
    dfm = build_dfm(body("the quick", "the dog dog", language="en"), scope=("body",))
    rare = np.log(1.5) + 1

    weights = weight_dfm(dfm).values.toarray()

    expected = [[0, rare, 1], [2 * rare, 0, 1]]  # dog, quick, the
    lengths = [[np.hypot(rare, 1)], [np.hypot(2 * rare, 1)]]
    np.testing.assert_allclose(weights, np.array(expected) / lengths, rtol=1e-15)


def test_the_tf_idf_of_tidytext_on_its_own_test_sentences() -> None:
    texts = ("the quick brown fox jumped jumped", "over the lazy brown dog dog")
    dfm = build_dfm(body(*texts, language="en"), scope=("body",))
    weights = weight_dfm(dfm, weighting="tf_idf_relative").values.toarray()

    assert weights[0, dfm.features.index("quick")] == pytest.approx(np.log(2) / 6)
    assert weights[0, dfm.features.index("the")] == 0


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_every_weighting_keeps_the_shape_and_takes_an_empty_corpus(weighting: str) -> None:
    dfm = build_dfm(body("共商", "共建"))

    assert weight_dfm(dfm, weighting=weighting).values.shape == dfm.values.shape
    assert weight_dfm(build_dfm(Corpus()), weighting=weighting).shape == (0, 0)


def test_weights_are_not_taken_for_counts() -> None:
    weighted = weight_dfm(build_dfm(body("共商", "共建")))

    with pytest.raises(PolicytextError, match="sklearn weights"):
        weight_dfm(weighted)
    with pytest.raises(PolicytextError, match="sklearn weights"):
        group_dfm(weighted, {"d0": "x", "d1": "x"})


def test_the_frame_has_documents_as_rows_and_features_as_columns() -> None:
    frame = build_dfm(body("共商", "共建"), segmenter="characters", scope=("body",)).to_frame()

    assert frame.loc["d1", "建"] == 1
    assert frame.shape == (2, 3)


def test_a_notebook_shows_size_and_convention() -> None:
    shown = build_dfm(body("<b>共商"))._repr_html_()

    assert "1 documents" in shown
    assert "token:jieba" in shown
    assert "<b>共" not in shown
