"""Formulas of corpus linguistics: arrays in, arrays out; they know nothing of documents.

=================  ====================================  =====================================
module             its ``MEASURES`` take                 and answer
=================  ====================================  =====================================
``keyness``        a `Contingency`                       what is more frequent here than there
``dispersion``     counts and sizes of parts             how evenly a feature is spread
``distances``      positions and the size of the text    the same, without parts
``association``    a `Cooccurrence`                      which words go together
``diversity``      tokens in order                       how varied a vocabulary is
``weighting``      `TermCounts`                          how telling a feature is of a document
``divergence``     the counts of two texts               how different two texts are
=================  ====================================  =====================================

``intervals``, ``corrections`` and ``permutation`` say how far to trust them.
Everywhere undefined is nan, never 0, and numpy warns of nothing.
"""

from policytext.statistics.contingency import Contingency, Cooccurrence
from policytext.statistics.measure import Measure

__all__ = ["Contingency", "Cooccurrence", "Measure"]
