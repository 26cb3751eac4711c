"""Formulas of corpus linguistics: arrays in, arrays out, independent of documents.

=================  ====================================  =====================================
module             its ``MEASURES`` take                 and measure
=================  ====================================  =====================================
``keyness``        a `Contingency`                       what is more frequent in a target
``dispersion``     counts and sizes of parts             how evenly a feature is spread
``distances``      positions and the size of the text    the same, without parts
``association``    a `Cooccurrence`                      which words occur together
``diversity``      tokens in order                       how varied a vocabulary is
``weighting``      `TermCounts`                          how typical a feature is of a document
``divergence``     the counts of two texts               how different two texts are
=================  ====================================  =====================================

``intervals``, ``corrections`` and ``permutation`` show how far to trust the scores.
An undefined score is nan, never 0, and numpy gives no warning for it.
"""

from policytext.statistics.contingency import Contingency, Cooccurrence
from policytext.statistics.measure import Measure

__all__ = ["Contingency", "Cooccurrence", "Measure"]
