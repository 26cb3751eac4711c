import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from policytext.statistics.corrections import CORRECTIONS

THEIRS = {"benjamini_hochberg": "fdr_bh", "bonferroni": "bonferroni", "holm": "holm"}


@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_correction_is_that_of_statsmodels_to_twelve_digits(name: str) -> None:
    random = np.random.default_rng(6)
    for size in (1, 2, 10, 1000):
        p_values = random.random(size) ** 3
        p_values[: size // 5] = p_values[-1]  # ties
        theirs = multipletests(p_values, method=THEIRS[name])[1]

        np.testing.assert_allclose(CORRECTIONS[name](p_values), theirs, rtol=1e-12)


@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_test_that_could_not_be_made_is_not_counted(name: str) -> None:
    correct = CORRECTIONS[name]
    with_gaps = correct([0.01, np.nan, 0.04, np.nan, 0.02])

    assert np.isnan(with_gaps).tolist() == [False, True, False, True, False]
    assert with_gaps[[0, 2, 4]].tolist() == correct([0.01, 0.04, 0.02]).tolist()


@pytest.mark.parametrize("name", CORRECTIONS)
def test_shape_and_order_stay_and_none_gets_smaller(name: str) -> None:
    p_values = np.array([[0.2, 0.001, 1.0], [0.03, 0.03, 0.0]])
    adjusted = CORRECTIONS[name](p_values)

    assert adjusted.shape == p_values.shape
    assert np.all((p_values <= adjusted) & (adjusted <= 1))
    assert np.all(np.diff(adjusted.ravel()[np.argsort(p_values, axis=None)]) >= 0)


@pytest.mark.parametrize("name", CORRECTIONS)
def test_none_and_nothing_but_nan_are_left_alone(name: str) -> None:
    assert CORRECTIONS[name]([]).shape == (0,)
    assert np.isnan(CORRECTIONS[name]([np.nan, np.nan])).all()


def test_the_strict_ones_are_stricter() -> None:
    p_values = np.random.default_rng(9).random(50)
    hochberg, bonferroni, holm = (correct(p_values) for correct in CORRECTIONS.values())

    assert np.all((hochberg <= holm) & (holm <= bonferroni))


@pytest.mark.parametrize("name", CORRECTIONS)
def test_what_is_no_p_value_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        CORRECTIONS[name]([0.5, 1.5])
