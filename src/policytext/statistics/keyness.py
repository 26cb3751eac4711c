"""Keyness: which features are more frequent in a target than in a reference.

``MEASURES`` contains every measure of evidence and of effect size, each a function of a
`Contingency`.  The caller decides which two sizes are compared (tokens, characters).

Tested in tests/contracts/test_measures.py.
"""

from policytext.statistics import effect_size, significance
from policytext.statistics.measure import Measure

MEASURES: dict[str, Measure] = {**significance.MEASURES, **effect_size.MEASURES}
