"""Divide and take logarithms so that undefined values are nan, without warnings.

Tested in tests/statistics/test_effect_size.py.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def floats(values: npt.ArrayLike) -> Floats:
    """Return *values* as an array of float64."""
    return np.asarray(values, dtype=np.float64)


def ratio(numerator: npt.ArrayLike, denominator: npt.ArrayLike) -> Floats:
    """Divide: 0/0 is nan, x/0 is infinite.

    >>> ratio([1, 1, 0], [4, 0, 0]).tolist()
    [0.25, inf, nan]
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.divide(floats(numerator), floats(denominator))


def log(values: npt.ArrayLike) -> Floats:
    """Take the natural logarithm: minus infinity for 0, nan for less."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(floats(values))


def log2(values: npt.ArrayLike) -> Floats:
    """Take the logarithm to base 2: minus infinity for 0, nan for less."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log2(floats(values))


def log_quotient(numerator: npt.ArrayLike, denominator: npt.ArrayLike) -> Floats:
    """Take the natural logarithm of a quotient, exact even if the quotient is nearly 1.

    Such a quotient has lost the digits that matter. The difference of numerator and denominator
    has not, if both are whole numbers.

    >>> float(log_quotient(10**9 + 1, 10**9))
    9.999999995e-10
    """
    quotient = ratio(numerator, denominator)
    excess = ratio(difference(numerator, denominator), denominator)
    near = (quotient > 0.5) & (quotient < 2)
    return np.where(near, np.log1p(np.where(near, excess, 0)), log(quotient))


def difference(left: npt.ArrayLike, right: npt.ArrayLike) -> Floats:
    """Subtract: inf - inf is nan."""
    with np.errstate(invalid="ignore"):
        return np.subtract(floats(left), floats(right))


def product(left: npt.ArrayLike, right: npt.ArrayLike) -> Floats:
    """Multiply: 0 times infinity is nan."""
    with np.errstate(invalid="ignore", over="ignore"):
        return np.multiply(floats(left), floats(right))


def nan_unless(condition: npt.ArrayLike, values: npt.ArrayLike) -> Floats:
    """Return *values* where *condition* is true and nan elsewhere."""
    return np.where(condition, floats(values), np.nan)
