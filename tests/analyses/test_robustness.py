"""Robustness: the grid of conventions, and how an order of documents fares in it."""

from __future__ import annotations

import numpy as np
import pytest

from policytext.analyses.robustness import RateGrid, measure_rates, measure_robustness
from policytext.counting.convention import Convention
from policytext.counting.lexicon import Family, Lexicon
from policytext.segmenters import build_segmenter
from tests.support.make_documents import make_document

LEXICON = Lexicon("l", (Family("f", (), (("zh", ("合作",)), ("en", ("cooperation",)))),))


def grid(*rates: list[float]) -> RateGrid:
    """A grid of one family: a convention a list, a document a number."""
    return RateGrid(tuple(map(str, range(len(rates)))), np.array(rates)[:, :, None])


def test_an_order_that_holds_everywhere() -> None:
    result = measure_robustness(grid([3, 2, 1], [9, 5, 4]), 0)

    assert (result.pairs, result.agreement, result.same_order) == (3, 1, 2)
    assert (result.firsts, result.first_kept) == ((0,), 2)


def test_one_pair_of_three_turns() -> None:
    result = measure_robustness(grid([3, 2, 1], [3, 1, 2]), 0)

    assert result.agreement == pytest.approx(2 / 3)
    assert (result.same_order, result.first_kept) == (1, 2)


def test_a_tie_under_another_convention_is_no_agreement() -> None:
    assert measure_robustness(grid([2, 1], [1, 1]), 0).agreement == 0


def test_documents_with_equal_rates_are_no_pair() -> None:
    result = measure_robustness(grid([2, 2, 1], [1, 2, 3]), 0)

    assert result.pairs == 2
    assert result.firsts == (0, 1)


def test_a_rate_that_is_not_defined_is_in_no_pair() -> None:
    assert measure_robustness(grid([2, np.nan, 1], [2, np.nan, 1]), 0).pairs == 1


def test_without_any_pair_nothing_is_claimed() -> None:
    result = measure_robustness(grid([1, 1], [1, 2]), 0)

    assert np.isnan(result.agreement)
    assert (result.pairs, result.same_order, result.firsts) == (0, 0, ())


def test_equal_rates_share_the_better_rank() -> None:
    assert grid([1, 3, 3, np.nan]).ranks[0, :3, 0].tolist() == [3, 1, 1]


def test_the_declared_convention_comes_first_and_each_choice_is_tried_both_ways() -> None:
    documents = [make_document("合作社的合作。", name=n, title="合作") for n in "ab"]
    declared = Convention(scope=("body",), match="token", segmenter="characters")
    rates = measure_rates(documents, LEXICON, declared, build_segmenter("jieba"))

    assert rates.conventions[0] == "token:characters/each/body per 1,000 characters"
    assert len(set(rates.conventions)) == 8
    by_name = dict(zip(rates.conventions, rates.rates[:, 0, 0].tolist(), strict=True))
    assert by_name["text/each/body per 1,000 characters"] == 2000 / 7
    assert by_name["text/each/title+subtitle+body per 1,000 characters"] == 3000 / 9
    # jieba: 合作社 的 合作, of which one is the term
    assert by_name["token:characters/each/body per 1,000 tokens"] == 1000 / 3


def test_english_is_matched_by_words_only_and_sized_in_words_or_characters() -> None:
    document = make_document("No cooperation.", name="e", title="Talks", language="en")
    rates = measure_rates([document], LEXICON, Convention(match="word"), build_segmenter("jieba"))

    assert [name.rpartition(" ")[2] for name in rates.conventions] == [
        "words", "characters", "words", "characters",
    ]  # fmt: skip
    assert rates.rates[2:, 0, 0].tolist() == [1000 / 2, 1000 / 14]
