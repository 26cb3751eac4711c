"""A thousand tables of counts, with every edge that real texts have."""

from __future__ import annotations

import numpy as np
import pytest

from policytext.statistics import Contingency, Cooccurrence

# target, reference, target size, reference size
EDGES = [
    (0, 0, 100, 200),  # in neither text
    (0, 5, 100, 200),  # absent from the target
    (5, 0, 100, 200),  # absent from the reference
    (0, 5, 0, 200),  # an empty target
    (5, 0, 100, 0),  # one document, nothing to compare it with
    (0, 0, 0, 0),
    (5, 5, 100, 100),  # equal corpora
    (5, 10, 100, 200),  # equal rates
    (1, 1, 1, 1),
    (100, 200, 100, 200),  # nothing but the feature
    (100, 20, 100, 200),  # nothing else in the target
    (20, 200, 100, 200),  # nothing else in the reference
    (100, 0, 100, 200),
    (0, 200, 100, 200),
    (1, 0, 1, 1),
    (101, 5, 100, 200),  # more hits than tokens, as nested terms can give
]


def random_rows(seed: int = 20250726, how_many: int = 1000) -> np.ndarray:
    """Tables of all scales: from a few words to corpora of a million."""
    random = np.random.default_rng(seed)
    rows = how_many - len(EDGES)
    sizes = np.round(10 ** random.uniform(0.5, 6, (rows, 2)))
    rates = 10 ** random.uniform(-5, -0.3, (rows, 1)) * 10 ** random.normal(0, 0.3, (rows, 2))
    counts = random.binomial(sizes.astype(int), np.minimum(rates, 1))
    return np.vstack([EDGES, np.hstack([counts, sizes])]).astype(float)


@pytest.fixture(scope="session")
def tables() -> Contingency:
    """A thousand comparisons."""
    return Contingency(*random_rows().T)


@pytest.fixture(scope="session")
def testable(tables: Contingency) -> np.ndarray:
    """Which of them have no empty margin and no count above its size."""
    return tables.comparable & (np.add(*tables.others) > 0)


@pytest.fixture(scope="session")
def pairs() -> Cooccurrence:
    """A thousand co-occurrences, those with more pairs than cases left out."""
    together, only, node, rest = random_rows(seed=7).T
    return Cooccurrence(
        np.minimum(together, node), node, np.minimum(together, node) + only, node + rest
    )
