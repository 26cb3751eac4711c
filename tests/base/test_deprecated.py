"""Old names work for one release, and say the new one."""

from __future__ import annotations

import numpy as np
import pytest

import policytext as pt
from tests.support.make_documents import make_document

CORPUS = pt.Corpus((make_document("全球的合作。", name="a"), make_document("全球治理。", name="b")))


def test_the_old_keyword_means_the_new_one() -> None:
    dfm = pt.build_dfm(CORPUS)

    with pytest.warns(DeprecationWarning, match=r"rank_ngrams\(content=\) is now called drop_stop"):
        old = pt.rank_ngrams(dfm, content=False)

    assert old == pt.rank_ngrams(dfm, drop_stopwords=False)
    assert len(old) > len(pt.rank_ngrams(dfm))


def test_the_old_names_of_a_matrix_mean_the_new_ones() -> None:
    dfm = pt.build_dfm(CORPUS)

    with pytest.warns(DeprecationWarning, match=r"Dfm.counts is now called Dfm.values"):
        assert (dfm.counts != dfm.values).nnz == 0
    with pytest.warns(DeprecationWarning, match="feature_frequencies"):
        assert np.array_equal(dfm.frequencies(), dfm.feature_frequencies())
    with pytest.warns(DeprecationWarning, match="document_frequencies"):
        assert np.array_equal(dfm.ranges(), dfm.document_frequencies())
