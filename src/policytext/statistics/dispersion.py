"""Dispersion over parts: how evenly a feature is spread over parts of any sizes.

Every measure takes ``counts``, an array whose last axis is the parts, and ``sizes``, one number
per part, and returns one score for each row of counts.  Parts of size 0 are left out.  A score
is nan where the feature does not occur (an absent feature is not "perfectly even") and where
fewer than two parts are left; only the two counts of parts need no second part.

Notation: v = counts, f their sum; s = the shares of the parts in the whole; p = v / size, the
rates in the parts; n = the number of parts.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from policytext.statistics.arithmetic import Floats, floats, log2, nan_unless, ratio
from policytext.statistics.measure import Measure, by_name


def dp(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> Floats:
    """Measure how far the feature's distribution is from that of the text (Gries's DP).

    0 is perfectly even: each part has the share of occurrences expected from its size.  Near 1,
    all occurrences are in one small part.  DP is the share of occurrences that would have to
    move to make the distribution even.

    Notes
    -----
    ``½ Σ |v/f - s|``.

    References
    ----------
    Gries (2008), Dispersions and adjusted frequencies in corpora, IJCL 13(4), 403-437.

    Examples
    --------
    The toy corpus of Gries (2008), *i* once in the first of five parts:

    >>> round(float(dp([1, 0, 0, 0, 0], [9, 10, 10, 10, 11])), 2)
    0.82
    """
    v, s = _shares(counts, sizes)
    return _even(s, 0.5 * np.abs(v - s).sum(axis=-1))


def dp_norm(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> Floats:
    """Scale `dp` so that its maximum is 1 for any division into parts (DPnorm).

    0 is perfectly even, 1 all occurrences in the smallest part.

    Notes
    -----
    ``DP / (1 - min s)``.

    References
    ----------
    Lijffijt & Gries (2012), Correction to "Dispersions and adjusted frequencies in corpora",
    IJCL 17(1), 147-149.

    Examples
    --------
    Lijffijt & Gries (2012), p. 148:

    >>> round(float(dp_norm([2, 1, 0], [1, 1, 1])), 2)
    0.5
    """
    _, s = _shares(counts, sizes)
    return ratio(dp(counts, sizes), 1 - np.min(s, initial=1))


def juilland_d(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> Floats:
    """Measure how little the rates of the parts vary (Juilland's D).

    1 is perfectly even, 0 all occurrences in one part.  With many parts it is near 1 for nearly
    all features; prefer `dp` then.

    Notes
    -----
    ``1 - (sd/mean) / sqrt(n - 1)`` of the rates p, with the population's standard deviation.

    References
    ----------
    Juilland & Chang-Rodríguez (1964), Frequency dictionary of Spanish words.

    Examples
    --------
    Carroll (1970), p. 14, equal parts:

    >>> round(float(juilland_d([0, 4, 3, 2, 1], [1, 1, 1, 1, 1])), 4)
    0.6464
    """
    p = _rates(counts, sizes)
    mean = _mean(p)
    deviation = np.sqrt(_mean((p - mean[..., None]) ** 2))
    return _even(p, 1 - ratio(deviation, mean * np.sqrt(max(p.shape[-1] - 1, 0))))


def carroll_d2(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> Floats:
    """Measure the uncertainty about which part an occurrence is from (Carroll's D₂).

    1 is perfectly even, 0 all occurrences in one part.

    Notes
    -----
    ``H / ln n`` with H the entropy of ``p / Σp``.

    References
    ----------
    Carroll (1970), An alternative to Juilland's usage coefficient for lexical frequencies.

    Examples
    --------
    Carroll (1970), p. 13, equal parts:

    >>> round(float(carroll_d2([2, 1, 1, 1, 0], [1, 1, 1, 1, 1])), 4)
    0.8277
    """
    p = _rates(counts, sizes)
    shares = ratio(p, p.sum(axis=-1, keepdims=True))
    entropy = -_sum_of_x_log2(shares, shares)
    return _even(p, ratio(entropy, log2(p.shape[-1])))


def rosengren_s(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> Floats:
    """Measure evenness by the square of a sum of roots (Rosengren's S).

    1 is perfectly even; all occurrences in one part give that part's share of the text.

    Notes
    -----
    ``(Σ sqrt(s v))² / f``; with equal parts it is also Zhang's distributional consistency.

    References
    ----------
    Rosengren (1971), The quantitative concept of language and its relation to the structure of
    frequency dictionaries.

    Examples
    --------
    Gries (2008), p. 407, equal parts:

    >>> round(float(rosengren_s([1, 2, 3, 4, 5], [1, 1, 1, 1, 1])), 3)
    0.937
    """
    v, s = _shares(counts, sizes)
    return _even(s, np.sqrt(s * v).sum(axis=-1) ** 2)


def kld(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> Floats:
    """Measure, in bits, how badly the sizes of the parts predict the occurrences (KLD).

    0 is perfectly even; there is no upper bound.

    Notes
    -----
    ``Σ (v/f) log2[(v/f) / s]``, where ``0 log 0 = 0``.

    References
    ----------
    Gries (2020), Analyzing dispersion, in A practical handbook of corpus linguistics, 99-118.

    Examples
    --------
    The toy corpus of Gries (2008), *i* once in the first of five parts:

    >>> round(float(kld([1, 0, 0, 0, 0], [9, 10, 10, 10, 11])), 3)
    2.474
    """
    v, s = _shares(counts, sizes)
    return _even(s, np.maximum(_sum_of_x_log2(v, ratio(v, s)), 0))


def kld_norm(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> Floats:
    """Scale `kld` between 0 and 1.

    0 is perfectly even; 1 is never reached.

    Notes
    -----
    ``KLD / (1 + KLD)``, from odds to probability.

    References
    ----------
    Gries (2024), Frequency, dispersion, association, and keyness, p. 90.

    Examples
    --------
    ALLEMAND in ten parts (Lyne 1985, as in the README of tlda):

    >>> counts = [2, 0, 1, 1, 3, 0, 3, 0, 0, 0]
    >>> sizes = [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930]
    >>> round(float(kld_norm(counts, sizes)), 7)
    0.5334922
    """
    divergence = kld(counts, sizes)
    return ratio(divergence, 1 + divergence)


def da(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> Floats:
    """Measure how little any two parts differ in rate, on average (D_A).

    1 is perfectly even, 0 all occurrences in one part.

    Notes
    -----
    ``1 - mean |p_i - p_j| / (2 mean p)`` over all pairs of parts.

    References
    ----------
    Burch, Egbert & Biber (2017), Measuring and interpreting lexical dispersion in corpus
    linguistics, JRDS 3(2), 189-216.

    Examples
    --------
    ALLEMAND in ten parts (Lyne 1985, as in the README of tlda):

    >>> counts = [2, 0, 1, 1, 3, 0, 3, 0, 0, 0]
    >>> sizes = [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930]
    >>> round(float(da(counts, sizes)), 6)
    0.308164
    """
    p = np.sort(_rates(counts, sizes), axis=-1)
    n = p.shape[-1]
    # In ascending order the i-th is the larger of i pairs and the smaller of n - 1 - i.
    differences = (p * (2 * np.arange(n) - n + 1)).sum(axis=-1)
    mean = ratio(differences, n * (n - 1) / 2)
    return _even(p, 1 - ratio(mean, 2 * _mean(p)))


def part_range(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> Floats:
    """Count the parts in which the feature occurs (range).

    Ignores how often it occurs in them, and how large they are.

    References
    ----------
    Keniston (1920), Common words in Spanish, Hispania 3(2), 85-96.

    Examples
    --------
    >>> part_range([[1, 2, 3, 4, 5], [1, 0, 0, 0, 0]], [9, 10, 10, 10, 11]).tolist()
    [5.0, 1.0]
    """
    p = _rates(counts, sizes)
    occurs = (p > 0).sum(axis=-1)
    return nan_unless(occurs > 0, occurs)


def part_range_relative(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> Floats:
    """Return the share of the parts in which the feature occurs (relative range).

    1 means that it occurs in all of them.

    Notes
    -----
    `part_range` divided by n.

    References
    ----------
    Keniston (1920), Common words in Spanish, Hispania 3(2), 85-96.

    Examples
    --------
    >>> float(part_range_relative([2, 0, 1, 1, 3, 0, 3, 0, 0, 0], [8000] * 10))
    0.5
    """
    return ratio(part_range(counts, sizes), _rates(counts, sizes).shape[-1])


def _parts(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return counts and sizes of the parts that have a size."""
    v, size = np.atleast_1d(floats(counts)), np.atleast_1d(floats(sizes))
    if size.ndim != 1 or v.shape[-1] != size.shape[0]:
        raise ValueError(f"sizes must be one number for each of {v.shape[-1]} parts")
    if not (np.all(v >= 0) and np.all(size >= 0)):
        raise ValueError("counts and sizes must be 0 or more")
    if np.any(v[..., size == 0]):
        raise ValueError("a part of size 0 can have no occurrence")
    return v[..., size > 0], size[size > 0]


def _shares(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> tuple[Floats, Floats]:
    v, size = _parts(counts, sizes)
    return ratio(v, v.sum(axis=-1, keepdims=True)), ratio(size, size.sum())


def _rates(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> Floats:
    v, size = _parts(counts, sizes)
    return ratio(v, size)


def _mean(parts: Floats) -> Floats:
    """Return the mean over the parts, nan without a warning if there are none."""
    return ratio(parts.sum(axis=-1), parts.shape[-1])


def _even(parts: Floats, score: Floats) -> Floats:
    """Return *score* if there are parts to be even over, else nan."""
    return nan_unless(parts.shape[-1] > 1, score)


def _sum_of_x_log2(x: Floats, y: Floats) -> Floats:
    """Return Σ x log2 y over the parts, where 0 log 0 = 0."""
    return floats(np.where(x == 0, 0, x * log2(np.where(x == 0, 1, y))).sum(axis=-1))


_UNEVEN, _EVEN = "less evenly spread", "more evenly spread"

MEASURES = by_name(
    Measure("dp", dp, _UNEVEN, "Gries 2008", neutral=0.0, lowest_first=True),
    Measure("dp_norm", dp_norm, _UNEVEN, "Lijffijt & Gries 2012", neutral=0.0, lowest_first=True),
    Measure("juilland_d", juilland_d, _EVEN, "Juilland & Chang-Rodríguez 1964", neutral=1.0),
    Measure("carroll_d2", carroll_d2, _EVEN, "Carroll 1970", neutral=1.0),
    Measure("rosengren_s", rosengren_s, _EVEN, "Rosengren 1971", neutral=1.0),
    Measure("kld", kld, _UNEVEN, "Gries 2020", "bits", neutral=0.0, lowest_first=True),
    Measure("kld_norm", kld_norm, _UNEVEN, "Gries 2024", neutral=0.0, lowest_first=True),
    Measure("da", da, _EVEN, "Burch, Egbert & Biber 2017", neutral=1.0),
    Measure("range", part_range, "in more parts", "Keniston 1920", "parts"),
    Measure("range_relative", part_range_relative, "in more of the parts", "Keniston 1920"),
)
