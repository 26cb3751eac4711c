"""Association: how much more often two words occur together than by chance.

Every measure takes a `Cooccurrence`.  Notation: O = cases with both, R1 = with the node,
C1 = with the collocate, N = all; E = R1 C1 / N, the value expected by chance; O12 = R1 - O,
O21 = C1 - O, O22 = N - R1 - C1 + O.

A score is nan where the node or the collocate does not occur.  Measures that need all four cells
are also nan where the cells are impossible, as when windows overlap and O is above R1.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from policytext.statistics import significance
from policytext.statistics.arithmetic import (
    Floats,
    difference,
    log,
    log2,
    log_quotient,
    nan_unless,
    ratio,
)
from policytext.statistics.contingency import Cooccurrence
from policytext.statistics.effect_size import normal_p
from policytext.statistics.measure import Measure, by_name


def mi(table: Cooccurrence) -> Floats:
    """Count how many times O doubles the value expected by chance (mutual information, MI).

    0 is the value by chance, 1 is twice as often, 10 a thousand times; below 0 the words avoid
    each other.  Strongly favours rare pairs: a pair seen once can be first in the list.

    Notes
    -----
    ``log2(O / E)``.  Zero rule: minus infinity for a pair never seen.

    References
    ----------
    Church & Hanks (1990), Word association norms, mutual information, and lexicography,
    Computational Linguistics 16(1), 22-29.

    Examples
    --------
    *doctors* and *dentists*, Church & Hanks (1990), p. 24:

    >>> round(float(mi(Cooccurrence(8, 1105, 44, 15000000))), 1)
    11.3
    """
    return ratio(_log_of_chance(table), np.log(2))


def mi3(table: Cooccurrence) -> Floats:
    """Favour frequent pairs in mutual information by cubing their count (MI³).

    Higher is stronger; no fixed value corresponds to chance.

    Notes
    -----
    ``log2(O³ / E)``.  Zero rule: minus infinity for a pair never seen.

    References
    ----------
    Daille (1994), Approche mixte pour l'extraction automatique de terminologie.

    Examples
    --------
    >>> float(mi3(Cooccurrence(together=4, node=8, collocate=8, total=64)))
    6.0
    """
    return log2(ratio(table.together**3, table.expected))


def npmi(table: Cooccurrence) -> Floats:
    """Scale mutual information between -1 (never together) and 1 (never apart).

    0 is the value by chance.  Comparable between pairs of different frequency.

    Notes
    -----
    ``ln(O/E) / -ln(O/N)``.  Zero rule: -1 for a pair never seen, the limit.  nan where every
    case has both.

    References
    ----------
    Bouma (2009), Normalized (pointwise) mutual information in collocation extraction,
    GSCL 2009, p. 36.

    Examples
    --------
    >>> npmi(Cooccurrence([10, 1, 0], 10, 10, 100)).round(10).tolist()
    [1.0, 0.0, -1.0]
    """
    score = ratio(_log_of_chance(table), -log_quotient(table.together, table.total))
    never = (table.together == 0) & (table.expected > 0)
    return np.where(never, -1.0, score)


def t_score(table: Cooccurrence) -> Floats:
    """Divide the surplus over chance by its rough standard deviation (t).

    Positive where the pair is seen more often than chance gives.  Favours frequent pairs.  Use
    it to rank: the assumptions of a t-test do not hold for words, so no p-value is offered.

    Notes
    -----
    ``(O - E) / sqrt(O)``.  Zero rule: nan for a pair never seen, whose variance is unknown.

    References
    ----------
    Church, Gale, Hanks & Hindle (1991); Manning & Schütze (1999), section 5.3.1.

    Examples
    --------
    *new companies*, Manning & Schütze, p. 164:

    >>> round(float(t_score(Cooccurrence(8, 15828, 4675, 14307668))), 4)
    0.9999
    """
    seen = nan_unless(table.together > 0, table.together)
    return ratio(table.surplus, np.sqrt(seen))


def dice(table: Cooccurrence) -> Floats:
    """Return the share of the cases of both words in which they occur together (Dice).

    0 is never together, 1 never apart; does not depend on the size of the corpus.

    Notes
    -----
    ``2 O / (R1 + C1)``.

    References
    ----------
    Smadja, McKeown & Hatzivassiloglou (1996), Translating collocations for bilingual
    lexicons, Computational Linguistics 22(1), p. 13.

    Examples
    --------
    >>> round(float(dice(Cooccurrence(130, 3121, 143, 10**6))), 2)
    0.08
    """
    return nan_unless(_occur(table), ratio(2 * table.together, table.node + table.collocate))


def log_dice(table: Cooccurrence) -> Floats:
    """Put `dice` on a logarithmic scale with a maximum of 14 (logDice).

    14 is never apart; one less is half as strong; 7 is 1 in 128 of the cases.  Comparable
    between corpora of any size.

    Notes
    -----
    ``14 + log2(Dice)``.  Zero rule: minus infinity for a pair never seen.

    References
    ----------
    Rychlý (2008), A lexicographer-friendly association score, RASLAN 2008, 6-9.

    Examples
    --------
    >>> float(log_dice(Cooccurrence(together=4, node=8, collocate=8, total=64)))
    13.0
    """
    return 14 + log2(dice(table))


def delta_p_collocate(table: Cooccurrence) -> Floats:
    """Measure how much more likely the collocate is with the node than without it (ΔP).

    Between -1 and 1; 0 is independence.  One direction only: how well the node predicts the
    collocate.

    Notes
    -----
    ``O/R1 - O21/(N - R1)``.

    References
    ----------
    Gries (2013), 50-something years of work on collocations, IJCL 18(1), p. 144.

    Examples
    --------
    *of course*, cells 5610, 168938, 2257, 10233063:

    >>> of_course = Cooccurrence(5610, 5610 + 168938, 5610 + 2257, 10409868)
    >>> round(float(delta_p_collocate(of_course)), 3)
    0.032
    """
    with_node = ratio(table.together, table.node)
    without = ratio(table.collocate - table.together, table.total - table.node)
    return nan_unless(table.possible & _occur(table), difference(with_node, without))


def delta_p_node(table: Cooccurrence) -> Floats:
    """Measure how much more likely the node is with the collocate than without it (ΔP).

    Between -1 and 1; 0 is independence.  One direction only: how well the collocate predicts the
    node.

    Notes
    -----
    ``O/C1 - O12/(N - C1)``.

    References
    ----------
    Gries (2013), 50-something years of work on collocations, IJCL 18(1), p. 144.

    Examples
    --------
    *of course*, cells 5610, 168938, 2257, 10233063:

    >>> of_course = Cooccurrence(5610, 5610 + 168938, 5610 + 2257, 10409868)
    >>> round(float(delta_p_node(of_course)), 3)
    0.697
    """
    return delta_p_collocate(Cooccurrence(table.together, table.collocate, table.node, table.total))


def min_sensitivity(table: Cooccurrence) -> Floats:
    """Return the smaller of the pair's shares in the cases of its two words.

    0 is never together, 1 never apart; high only if each word predicts the other.

    Notes
    -----
    ``min(O/R1, O/C1)``.

    References
    ----------
    Pedersen & Bruce (1996), What to infer from a description, p. 12.

    Examples
    --------
    >>> round(float(min_sensitivity(Cooccurrence(17, 257, 1018, 1300000))), 6)
    0.016699
    """
    return ratio(table.together, nan_unless(_occur(table), np.maximum(table.node, table.collocate)))


def log_likelihood(table: Cooccurrence) -> Floats:
    """Weigh the evidence that two words do not occur independently (G², four cells).

    Positive where they attract each other, negative where they avoid each other; the published
    statistic is the absolute value.

    Notes
    -----
    ``2 Σ O ln(O/E)`` over the four cells, where ``0 ln 0 = 0``.

    References
    ----------
    Dunning (1993), Accurate methods for the statistics of surprise and coincidence,
    Computational Linguistics 19(1), 61-74.

    Examples
    --------
    *the swiss*, cells 110, 2442, 111, 29114:

    >>> round(float(log_likelihood(Cooccurrence(110, 2552, 221, 31777))), 2)
    270.72
    """
    score = significance.log_likelihood_dunning(table.contingency)
    return nan_unless(table.possible, score)


def chi_squared(table: Cooccurrence) -> Floats:
    """Weigh the evidence against independence by squared deviations (χ²).

    Positive where the words attract each other, negative where they avoid each other.
    Unreliable where E is below 5, as it is for most pairs.

    Notes
    -----
    ``N (O O22 - O12 O21)² / [R1 C1 (N-R1) (N-C1)]``.

    References
    ----------
    Manning & Schütze (1999), section 5.3.3.

    Examples
    --------
    *new companies*, p. 169:

    >>> round(float(chi_squared(Cooccurrence(8, 15828, 4675, 14307668))), 2)
    1.55
    """
    return nan_unless(table.possible, significance.chi_squared(table.contingency))


def smoothed_log_odds(table: Cooccurrence) -> Floats:
    """Compare the odds of the collocate with and without the node, in logarithms (λ).

    About 0 for independent words, positive where they attract each other.  quanteda calls it
    lambda for pairs.

    Notes
    -----
    ``ln[(O+½)(O22+½) / ((O12+½)(O21+½))]``.  Zero rule: the half added to each cell.

    References
    ----------
    Blaheta & Johnson (2001), Unsupervised learning of multi-word verbs, 54-60.

    Examples
    --------
    *good ice* in the tests of quanteda: twice, and never apart, in nine pairs.

    >>> round(float(smoothed_log_odds(Cooccurrence(2, 2, 2, 9))), 6)
    4.317488
    """
    both, node_only, collocate_only, neither = _smoothed(table)
    odds = ratio(both * neither, node_only * collocate_only)
    return nan_unless(table.possible & _occur(table), log(odds))


def smoothed_log_odds_z(table: Cooccurrence) -> Floats:
    """Divide `smoothed_log_odds` by its standard deviation (z).

    About 0 for independent words; beyond 1.96 they attract each other at p < .05,
    approximately.  Not for ranking the strongest pairs: between words that are hardly ever
    apart the deviation grows faster than the odds, and z falls again (Hauck & Donner 1977).

    Notes
    -----
    The variance is the sum of ``1/(cell + ½)`` over the four cells.

    References
    ----------
    Blaheta & Johnson (2001), Unsupervised learning of multi-word verbs, 54-60.

    Examples
    --------
    >>> round(float(smoothed_log_odds_z(Cooccurrence(2, 2, 2, 9))), 6)
    2.027787
    """
    variance = np.sum([ratio(1, cell) for cell in _smoothed(table)], axis=0)
    return ratio(smoothed_log_odds(table), np.sqrt(nan_unless(table.possible, variance)))


def _log_of_chance(table: Cooccurrence) -> Floats:
    """Return ln(O/E)."""
    return log_quotient(table.together * table.total, table.node * table.collocate)


def _occur(table: Cooccurrence) -> npt.NDArray[np.bool_]:
    return (table.node > 0) & (table.collocate > 0)


def _smoothed(table: Cooccurrence) -> tuple[Floats, Floats, Floats, Floats]:
    either = table.node + table.collocate - table.together
    return (
        table.together + 0.5,
        table.node - table.together + 0.5,
        table.collocate - table.together + 0.5,
        difference(table.total, either) + 0.5,
    )


def _test(name: str, function: Callable[[Cooccurrence], Floats], source: str) -> Measure:
    return Measure(
        name,
        function,
        "surer that they attract each other",
        source,
        neutral=0.0,
        p_value=lambda table: significance.p_from_chi_squared(function(table)),
    )


_STRONGER = "more often together"
_FROM_NODE = "the node calls more for the collocate"
_FROM_COLLOCATE = "the collocate calls more for the node"

MEASURES = by_name(
    Measure("mi", mi, _STRONGER, "Church & Hanks 1990", "doublings", neutral=0.0),
    Measure("mi3", mi3, _STRONGER, "Daille 1994", "doublings"),
    Measure("npmi", npmi, _STRONGER, "Bouma 2009", neutral=0.0),
    Measure("t_score", t_score, _STRONGER, "Church et al. 1991", neutral=0.0),
    Measure("dice", dice, _STRONGER, "Smadja et al. 1996"),
    Measure("log_dice", log_dice, _STRONGER, "Rychlý 2008", "halvings from 14"),
    Measure("delta_p_collocate", delta_p_collocate, _FROM_NODE, "Gries 2013", neutral=0.0),
    Measure("delta_p_node", delta_p_node, _FROM_COLLOCATE, "Gries 2013", neutral=0.0),
    Measure("min_sensitivity", min_sensitivity, _STRONGER, "Pedersen & Bruce 1996"),
    _test("log_likelihood", log_likelihood, "Dunning 1993"),
    _test("chi_squared", chi_squared, "Pearson 1900"),
    Measure("smoothed_log_odds", smoothed_log_odds, _STRONGER, "Blaheta & Johnson 2001"),
    Measure(
        "smoothed_log_odds_z",
        smoothed_log_odds_z,
        "surer that they attract each other",
        "Blaheta & Johnson 2001",
        p_value=lambda table: normal_p(smoothed_log_odds_z(table)),
    ),
)
