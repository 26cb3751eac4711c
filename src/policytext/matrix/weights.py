"""Weights that replace the counts of a document-feature matrix.

Tested in tests/matrix/test_dfm.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from policytext.statistics.weighting import MEASURES, TermCounts

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from policytext.matrix.dfm import Dfm


def weigh_sklearn(dfm: Dfm) -> csr_array:
    """Return the weights that scikit-learn's TfidfTransformer gives by default."""
    from scipy.sparse import csr_array
    from sklearn.feature_extraction.text import TfidfTransformer

    counts = dfm.values.astype(np.float64)
    # scikit-learn refuses a matrix without rows or columns.
    return csr_array(TfidfTransformer().fit_transform(counts)) if counts.nnz else counts


def weigh_cells(dfm: Dfm, weighting: str) -> csr_array:
    """Return the weights of the measure called *weighting*, computed from each count."""
    weights = dfm.values.astype(np.float64)
    cells = TermCounts(
        weights.data,
        size=np.repeat(dfm.sizes, np.diff(weights.indptr)),
        document_frequency=dfm.document_frequencies()[weights.indices],
        documents=len(dfm.documents),
        mean_size=float(dfm.sizes.mean()) if len(dfm.sizes) else 0.0,
    )
    weights.data = MEASURES[weighting](cells)
    return weights
