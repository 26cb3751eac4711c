"""Dispersion without parts: how evenly the occurrences are spaced in a text.

Every measure takes ``positions``, the places of the occurrences counted from 0, and ``size``,
the length of the text in the same unit.  The text is read as a ring: the distance after the last
occurrence ends at the first.  A score is nan where the feature does not occur.

Notation: d = the distances, f of them, which add up to the size N.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from policytext.statistics.arithmetic import Floats, floats, nan_unless, ratio
from policytext.statistics.measure import Measure, by_name

_SAVICKY = "Savický & Hlaváčová 2002"


def arf(positions: npt.ArrayLike, size: int) -> Floats:
    """Count the occurrences, but those in a cluster nearly as one (average reduced frequency).

    Equals the frequency if the occurrences are evenly spaced; near 1 if all of them are in one
    place.

    Notes
    -----
    ``Σ min(d, v) / v`` with ``v = N/f``.

    References
    ----------
    Savický & Hlaváčová (2002), Measures of word commonness, Journal of Quantitative
    Linguistics 9(3), 215-231.

    Examples
    --------
    Five occurrences in 20 tokens, evenly spaced and in one place:

    >>> float(arf([0, 4, 8, 12, 16], 20)), float(arf([0, 1, 2, 3, 4], 20))
    (5.0, 2.0)
    """
    distances = _distances(positions, size)
    spacing = ratio(size, distances.size)
    return nan_unless(distances.size, ratio(np.minimum(distances, spacing).sum(), spacing))


def awt(positions: npt.ArrayLike, size: int) -> Floats:
    """Measure the average distance from a place to the next occurrence (average waiting time).

    The lower, the more frequent and the more evenly spaced; ``N / (2 AWT - 1)`` is an adjusted
    frequency.

    Notes
    -----
    ``½ (1 + Σ d² / N)``.

    References
    ----------
    Savický & Hlaváčová (2002), Measures of word commonness, Journal of Quantitative
    Linguistics 9(3), 215-231.

    Examples
    --------
    >>> float(awt([0, 4, 8, 12, 16], 20)), float(awt([0, 1, 2, 3, 4], 20))
    (2.5, 7.0)
    """
    distances = _distances(positions, size)
    return nan_unless(distances.size, 0.5 * (1 + ratio((distances**2).sum(), size)))


def ald(positions: npt.ArrayLike, size: int) -> Floats:
    """Average the logarithm of the distance over all places (average logarithmic distance).

    The lower, the more frequent and the more evenly spaced; ``N / 10^ALD`` is an adjusted
    frequency.

    Notes
    -----
    ``Σ d log10 d / N``.

    References
    ----------
    Savický & Hlaváčová (2002), Measures of word commonness, Journal of Quantitative
    Linguistics 9(3), 215-231.

    Examples
    --------
    >>> round(float(ald([0, 10, 20], 30)), 6), round(float(ald([0, 1, 2], 30)), 3)
    (1.0, 1.351)
    """
    distances = _distances(positions, size)
    return nan_unless(distances.size, ratio((distances * np.log10(distances)).sum(), size))


def _distances(positions: npt.ArrayLike, size: int) -> Floats:
    """Return the distance from each occurrence to the next, from the last to the first."""
    places = np.sort(floats(positions).ravel())
    if places.size and not (places[0] >= 0 and places[-1] < size):
        raise ValueError(f"positions must be from 0 to {size - 1}, not {places[[0, -1]].tolist()}")
    distances = np.diff(places, append=places[:1] + size)
    if np.any(distances == 0):
        raise ValueError("positions must differ from each other")
    return floats(distances)


MEASURES = by_name(
    Measure("arf", arf, "more frequent and more evenly spaced", _SAVICKY, "occurrences"),
    Measure("awt", awt, "longer to wait", _SAVICKY, "tokens", lowest_first=True),
    Measure("ald", ald, "longer to wait", _SAVICKY, "log10 tokens", lowest_first=True),
)
