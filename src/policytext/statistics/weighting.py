"""Weighting: how well a feature distinguishes a document from the others.

Every measure takes `TermCounts` and weights each cell on its own.  A count of 0 always has weight
0, so the stored cells of a sparse matrix are enough.  A weight is nan for a feature that no
document has, and for a relative frequency in a document of size 0.

Notation: tf = count in the document; df = documents with the feature; n = documents.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from policytext.statistics.arithmetic import Floats, floats, log, nan_unless, product, ratio
from policytext.statistics.measure import Measure, by_name


@dataclass(frozen=True, eq=False, init=False)
class TermCounts:
    """Counts of features in documents, with what weighting needs to know about each cell.

    The arrays broadcast against ``count``: for a dense matrix a column of sizes and a row of
    document frequencies; for a sparse one three arrays with an entry per stored cell.

    Parameters
    ----------
    count
        Occurrences of the feature in the document.
    size
        The size of the document.
    document_frequency
        The document frequency: how many documents have the feature.
    documents
        How many documents there are.
    mean_size
        The mean size of all documents.
    """

    count: Floats
    size: Floats
    document_frequency: Floats
    documents: int
    mean_size: float

    def __init__(
        self,
        count: npt.ArrayLike,
        *,
        size: npt.ArrayLike,
        document_frequency: npt.ArrayLike,
        documents: int,
        mean_size: float,
    ) -> None:
        object.__setattr__(self, "count", floats(count))
        object.__setattr__(self, "size", floats(size))
        object.__setattr__(self, "document_frequency", floats(document_frequency))
        object.__setattr__(self, "documents", documents)
        object.__setattr__(self, "mean_size", mean_size)

    @classmethod
    def from_matrix(cls, matrix: npt.ArrayLike) -> TermCounts:
        """Take sizes and document frequencies from a dense matrix with documents as rows.

        >>> counts = TermCounts.from_matrix([[1, 1, 0], [1, 0, 2]])
        >>> counts.size.ravel().tolist(), counts.document_frequency.tolist(), counts.mean_size
        ([2.0, 3.0], [2.0, 1.0, 1.0], 2.5)
        """
        count = floats(matrix)
        size = count.sum(axis=1, keepdims=True)
        return cls(
            count,
            size=size,
            document_frequency=(count > 0).sum(axis=0),
            documents=count.shape[0],
            mean_size=float(ratio(size.sum(), count.shape[0])),
        )

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Whether any document has the feature."""
        return self.document_frequency > 0


def tf_idf(counts: TermCounts) -> Floats:
    """Weigh a count by how few documents share the feature (tf-idf).

    0 where every document has the feature; higher where the document uses it often and others
    do not have it.  Grows with the length of the document.

    Notes
    -----
    ``tf ln(n/df)``.

    References
    ----------
    Spärck Jones (1972), A statistical interpretation of term specificity and its application
    in retrieval; Salton & Buckley (1988).

    Examples
    --------
    >>> tf_idf(TermCounts.from_matrix([[1, 1, 0], [1, 0, 2]])).round(4).tolist()
    [[0.0, 0.6931, 0.0], [0.0, 0.0, 1.3863]]
    """
    return product(counts.count, _idf(counts))


def tf_idf_relative(counts: TermCounts) -> Floats:
    """Weigh a relative frequency by how few documents share the feature (as tidytext does).

    0 where every document has the feature.  Does not grow with the length of the document.

    Notes
    -----
    ``(tf / size) ln(n/df)``.

    References
    ----------
    ``bind_tf_idf`` of the R package tidytext.

    Examples
    --------
    The test of tidytext: *the quick brown fox jumped jumped* and *over the lazy brown dog dog*.

    >>> texts = [[1, 1, 1, 1, 2, 0, 0, 0], [1, 0, 1, 0, 0, 1, 1, 2]]
    >>> tf_idf_relative(TermCounts.from_matrix(texts))[0, :2].round(4).tolist()
    [0.0, 0.1155]
    """
    return product(ratio(counts.count, counts.size), _idf(counts))


def tf_idf_log10(counts: TermCounts) -> Floats:
    """Weigh a count by how few documents share the feature, in decimal logarithms.

    0 where every document has the feature.  The default of quanteda.

    Notes
    -----
    ``tf log10(n/df)``.

    References
    ----------
    ``dfm_tfidf`` of the R package quanteda; Manning, Raghavan & Schütze (2008), section 6.2.

    Examples
    --------
    >>> tf_idf_log10(TermCounts.from_matrix([[3, 1], [0, 1]])).round(4).tolist()
    [[0.9031, 0.0], [0.0, 0.0]]
    """
    return ratio(tf_idf(counts), np.log(10))


def tf_idf_sublinear(counts: TermCounts) -> Floats:
    """Weigh as `tf_idf_log10`, with each further occurrence counting less.

    0 where every document has the feature.

    Notes
    -----
    ``(1 + log10 tf) log10(n/df)``, and 0 where tf is 0.

    References
    ----------
    Manning, Raghavan & Schütze (2008), Introduction to information retrieval, section 6.4.1.

    Examples
    --------
    >>> tf_idf_sublinear(TermCounts.from_matrix([[10, 1], [0, 1]])).round(4).tolist()
    [[0.6021, 0.0], [0.0, 0.0]]
    """
    damped = 1 + np.log10(np.where(counts.count > 0, counts.count, 1))
    weight = product(damped, _idf(counts) / np.log(10))
    return np.where((counts.count > 0) | ~counts.known, weight, 0)


def tf_idf_smooth(counts: TermCounts) -> Floats:
    """Weigh a count as scikit-learn does, before it normalises rows.

    Never 0 for a feature the document has, even if all documents have it.  scikit-learn then
    divides each row by its Euclidean length: do so (`unit_rows`) to compare with it.

    Notes
    -----
    ``tf (ln[(1+n)/(1+df)] + 1)``.

    References
    ----------
    ``TfidfTransformer`` of scikit-learn, ``smooth_idf=True``.

    Examples
    --------
    >>> tf_idf_smooth(TermCounts.from_matrix([[1, 1, 0], [1, 0, 2]])).round(4).tolist()
    [[1.0, 1.4055, 0.0], [1.0, 0.0, 2.8109]]
    """
    smoothed = log(ratio(1 + counts.documents, 1 + counts.document_frequency)) + 1
    return product(counts.count, nan_unless(counts.known, smoothed))


def bm25(counts: TermCounts, *, k1: float = 1.2, b: float = 0.75) -> Floats:
    """Weigh as search engines do: repetition counts less and less, long documents less.

    Never below 0; at most ``k1 + 1`` times the inverse document frequency.

    Parameters
    ----------
    counts
        The counts.
    k1
        How slowly further occurrences lose weight.
    b
        How much the length of the document counts: 0 not at all, 1 fully.

    Notes
    -----
    ``idf tf (k1+1) / (tf + k1 (1 - b + b size/mean))`` with
    ``idf = ln(1 + (n - df + ½)/(df + ½))``, the idf of Lucene, which cannot fall below 0.

    References
    ----------
    Robertson & Zaragoza (2009), The probabilistic relevance framework: BM25 and beyond.

    Examples
    --------
    >>> bm25(TermCounts.from_matrix([[1, 1, 0], [1, 0, 2]])).round(4).tolist()
    [[0.1986, 0.7549, 0.0], [0.1685, 0.0, 0.9023]]
    """
    odds = ratio(
        counts.documents - counts.document_frequency + 0.5, counts.document_frequency + 0.5
    )
    return product(_saturated(counts, k1, b), nan_unless(counts.known, np.log1p(odds)))


def bm25_robertson(counts: TermCounts, *, k1: float = 1.2, b: float = 0.75) -> Floats:
    """Weigh as `bm25` with the original inverse document frequency.

    Below 0 for a feature that more than half of the documents have.

    Parameters
    ----------
    counts, k1, b
        As in `bm25`.

    Notes
    -----
    As `bm25` with ``idf = ln[(n - df + ½)/(df + ½)]``.

    References
    ----------
    Robertson & Spärck Jones (1976); Robertson & Zaragoza (2009).

    Examples
    --------
    >>> weights = bm25_robertson(TermCounts.from_matrix([[1, 1], [1, 0], [0, 0]]))
    >>> weights.round(4).tolist()
    [[-0.3625, 0.3625], [-0.5108, 0.0], [0.0, 0.0]]
    """
    odds = ratio(
        counts.documents - counts.document_frequency + 0.5, counts.document_frequency + 0.5
    )
    weight = product(_saturated(counts, k1, b), nan_unless(counts.known, log(odds)))
    return weight + 0.0  # a count of 0 times a negative idf is 0, not -0


def unit_rows(weights: npt.ArrayLike) -> Floats:
    """Divide each row by its Euclidean length; a row of zeros stays as it is.

    >>> unit_rows([[3, 4], [0, 0]]).tolist()
    [[0.6, 0.8], [0.0, 0.0]]
    """
    rows = floats(weights)
    length = np.sqrt((rows**2).sum(axis=-1, keepdims=True))
    return ratio(rows, np.where(length == 0, 1, length))


def _idf(counts: TermCounts) -> Floats:
    return nan_unless(counts.known, log(ratio(counts.documents, counts.document_frequency)))


def _saturated(counts: TermCounts, k1: float, b: float) -> Floats:
    length = ratio(counts.size, counts.mean_size)
    return ratio(counts.count * (k1 + 1), counts.count + k1 * (1 - b + b * length))


_TELLING = "more typical of the document"

MEASURES = by_name(
    Measure("tf_idf", tf_idf, _TELLING, "Spärck Jones 1972"),
    Measure("tf_idf_relative", tf_idf_relative, _TELLING, "tidytext"),
    Measure("tf_idf_log10", tf_idf_log10, _TELLING, "quanteda"),
    Measure("tf_idf_sublinear", tf_idf_sublinear, _TELLING, "Manning et al. 2008"),
    Measure("tf_idf_smooth", tf_idf_smooth, _TELLING, "scikit-learn"),
    Measure("bm25", bm25, _TELLING, "Robertson & Zaragoza 2009"),
    Measure("bm25_robertson", bm25_robertson, _TELLING, "Robertson & Spärck Jones 1976"),
)
