import numpy as np
import pytest

from policytext.statistics import Contingency, Cooccurrence


def test_counts_and_sizes_take_one_shape() -> None:
    table = Contingency([1, 2, 3], 5, 100, [[200], [300]])

    assert table.target.shape == table.reference_size.shape == (2, 3)


def test_what_is_expected_adds_up_to_what_occurs(tables: Contingency, testable: np.ndarray) -> None:
    expected = np.add(*tables.expected)[testable]

    np.testing.assert_allclose(expected, tables.count[testable], rtol=1e-14)


def test_the_surplus_is_zero_exactly_where_the_rates_are_equal() -> None:
    # 1/3 and 3/9 as floats would do; 7/49 and 3/21 need not.
    assert Contingency([1, 7], [3, 3], [3, 49], [9, 21]).surplus.tolist() == [0, 0]


def test_a_count_above_its_size_has_no_number_of_other_tokens() -> None:
    target, reference = Contingency([3, 1], [1, 1], 2, 5).others

    np.testing.assert_array_equal(target, [np.nan, 1])
    np.testing.assert_array_equal(reference, [np.nan, 4])


@pytest.mark.parametrize("wrong", [-1, np.nan])
def test_what_is_no_count_is_refused_by_name(wrong: float) -> None:
    with pytest.raises(ValueError, match="reference_size must be a count of 0 or more"):
        Contingency(1, 1, 10, wrong)
    with pytest.raises(ValueError, match="collocate must be a count"):
        Cooccurrence(1, 1, wrong, 10)


def test_small_counts_are_told_by_the_smaller_expected_count() -> None:
    # The word is expected 5 times in a tenth of both texts from 50 occurrences on.
    table = Contingency([4, 5, 0, 0], [45, 45, 0, 50], 100, [900, 900, 900, 0])

    assert table.too_small().tolist() == [True, False, True, True]
    assert table.too_small(expected=4).tolist() == [False, False, True, True]


def test_a_pair_is_a_comparison_of_cases_with_the_node_and_without() -> None:
    table = Cooccurrence(together=8, node=13, collocate=32, total=31777).contingency

    assert (table.target, table.reference) == (8, 24)
    assert [float(others) for others in table.others] == [5, 31740]


def test_more_pairs_than_nodes_are_not_possible() -> None:
    assert Cooccurrence([5, 4, 4], [4, 4, 4], [9, 9, 9], [20, 20, 8]).possible.tolist() == [
        False,
        True,
        False,
    ]
