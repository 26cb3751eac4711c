from collections import Counter

import numpy as np
import pytest
from scipy.stats import hypergeom

from policytext.statistics import diversity as d


@pytest.fixture(scope="module")
def texts() -> list[list[int]]:
    """Two hundred texts of words that thin out as real ones do."""
    random = np.random.default_rng(5)
    return [
        random.zipf(random.uniform(1.3, 3), random.integers(2, 400)).tolist() for _ in range(200)
    ]


def test_measures_of_types_and_tokens_are_their_formulas(texts: list[list[int]]) -> None:
    for tokens in texts:
        types, size = len(set(tokens)), len(tokens)
        assert d.ttr(tokens) == types / size
        assert d.herdan_c(tokens) == pytest.approx(np.emath.logn(size, types), rel=1e-12)
        assert d.guiraud_r(tokens) == pytest.approx(types / size**0.5, rel=1e-12)
        assert d.cttr(tokens) == pytest.approx(types / (2 * size) ** 0.5, rel=1e-12)


def test_the_moving_average_is_that_of_all_windows(texts: list[list[int]]) -> None:
    for tokens in texts:
        for window in (1, 7, len(tokens)):
            if window > len(tokens):
                continue
            starts = range(len(tokens) - window + 1)
            ratios = [len(set(tokens[start : start + window])) / window for start in starts]
            assert d.mattr(tokens, window=window) == pytest.approx(np.mean(ratios), rel=1e-12)


def test_the_segments_leave_out_the_rest() -> None:
    tokens = [*"aabbccabc", "new"]

    assert d.msttr(tokens, segment=3) == pytest.approx((2 / 3 + 2 / 3 + 3 / 3) / 3)


def test_yules_measures_are_chances_of_drawing_one_type_twice(texts: list[list[int]]) -> None:
    for tokens in texts:
        counts, size = Counter(tokens).values(), len(tokens)
        same = sum(count * (count - 1) for count in counts)
        assert d.yule_k(tokens) == pytest.approx(1e4 * same / size**2, rel=1e-12)
        squares = sum(count**2 for count in counts)
        if same:
            expected = len(counts) ** 2 / (squares - len(counts))
            assert d.yule_i(tokens) == pytest.approx(expected, rel=1e-12)


def test_hd_d_is_the_sum_of_hypergeometric_chances(texts: list[list[int]]) -> None:
    for tokens in texts:
        if len(tokens) < 42:
            continue
        absent = hypergeom.pmf(0, len(tokens), list(Counter(tokens).values()), 42)
        assert d.hd_d(tokens) == pytest.approx(np.sum(1 - absent) / 42, rel=1e-10)


def test_hd_d_of_the_whole_text_is_its_type_token_ratio(texts: list[list[int]]) -> None:
    for tokens in texts:
        assert d.hd_d(tokens, sample=len(tokens)) == pytest.approx(float(d.ttr(tokens)), rel=1e-12)


def test_mtld_counts_factors_and_what_is_left_in_part() -> None:
    # a b a: 2/3 ends a factor; then c d e c has 3/4 left: (1 - 3/4)/(1 - 0.72) of one.
    forwards = 7 / (1 + 0.25 / 0.28)
    # c e d c has 3/4, a 4/5, b 5/6, a 5/7 ends a factor; nothing is left.
    backwards = 7 / 1

    assert d.mtld(list("abacdec")) == pytest.approx((forwards + backwards) / 2)


def test_mtld_ends_a_factor_below_the_threshold_not_at_it() -> None:
    # a b c a stands at 3/4; d lifts it to 4/5, the share (1 - 4/5)/(1 - 3/4) of a factor.
    assert d.mtld(list("abcad"), threshold=0.75) == pytest.approx(5 / 0.8)


def test_mtld_of_a_text_repeated_in_fives_is_a_factor_every_seven_tokens() -> None:
    """The hundred tokens of Wordless's test: 14 factors forwards, and backwards as many."""
    assert d.mtld(["this", "is", "a", "sentence", "."] * 20) == pytest.approx(100 / 14)


def test_a_text_without_repetition_has_no_mtld_and_no_yules_i() -> None:
    assert np.isnan(d.mtld(list("abcdef")))
    assert np.isnan(d.yule_i(list("abcdef")))
    assert d.yule_k(list("abcdef")) == 0


@pytest.mark.parametrize(
    ("measure", "long_enough"),
    [(d.mattr, 100), (d.msttr, 100), (d.hd_d, 42), (d.herdan_c, 2), (d.ttr, 1), (d.yule_k, 1)],
)
def test_a_text_that_is_too_short_has_no_score(measure: d.Measure, long_enough: int) -> None:
    assert np.isnan(measure(["a"] * (long_enough - 1)))
    assert not np.isnan(measure(["a"] * long_enough))


def test_length_lowers_the_plain_ratio_and_hardly_the_others() -> None:
    random = np.random.default_rng(1)
    long = random.zipf(1.6, 4000).tolist()
    short = long[:1000]

    assert d.ttr(long) < 0.7 * d.ttr(short)
    for stable in (d.mattr, d.msttr, d.hd_d, d.yule_k):
        assert float(stable(long)) == pytest.approx(float(stable(short)), rel=0.1)


def test_chinese_tokens_and_characters_are_tokens_alike() -> None:
    assert d.ttr("人工智能与人工智慧") == 6 / 9
    assert d.ttr(["人工智能", "与", "人工智能"]) == 2 / 3


def test_a_size_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="window must be 1 or more"):
        d.mattr(["a"], window=0)
    with pytest.raises(ValueError, match="threshold must be between 0 and 1"):
        d.mtld(["a"], threshold=1)
