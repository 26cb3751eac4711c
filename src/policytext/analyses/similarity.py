"""Similarity of documents, and an order in which similar documents are adjacent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from policytext.base.deprecated import accept_old_keyword
from policytext.base.lookup import look_up
from policytext.base.table import Table
from policytext.language.messages import Message
from policytext.matrix.dfm import WEIGHTINGS, Dfm, remove_stopwords, weight_dfm

Floats = npt.NDArray[np.float64]
# With more documents than this, the best order of the leaves takes too long to find.
_OPTIMAL = 500


@dataclass(frozen=True)
class SimilarityTable(Table):
    """The similarity of every two documents, with similar documents adjacent.

    ``matrix`` has the same numbers in the same order, and ``documents`` has the ids.
    """

    documents: tuple[str, ...] = ()
    matrix: Floats = field(default_factory=lambda: np.zeros((0, 0)), repr=False, compare=False)


@dataclass(frozen=True)
class Similarity:
    """A measure of the similarity of two documents, from 0 to 1."""

    function: Callable[[Dfm], Floats]
    says: str


@accept_old_keyword("content", "drop_stopwords")
def measure_similarity(
    dfm: Dfm, *, measure: str = "cosine", drop_stopwords: bool = True
) -> SimilarityTable:
    """Measure the similarity of every two documents of *dfm*.

    Parameters
    ----------
    dfm : Dfm
        The counts of features by document.
    measure : str, default "cosine"
        ``cosine`` of the tf-idf weights, ``jaccard`` (the share of the features of either document
        that occur in both) or ``jensen_shannon`` (1 minus the divergence in bits).
    drop_stopwords : bool, default True
        Whether punctuation, numbers and function words are left out first.

    Returns
    -------
    SimilarityTable
        A row for each document, in the order of average-linkage clustering, so that similar
        documents are adjacent. ``matrix`` of the result has the same numbers in the same order, and
        ``documents`` has the ids.

        - ``document``: the document's id
        - one column for each document, named by its id: the similarity from 0 (nothing in common)
          to 1 (equal); nan if a document has no features

    Raises
    ------
    PolicytextError
        The cosine is asked of a matrix of weights in place of counts.
    UnknownNameError
        *measure* is unknown.

    References
    ----------
    Lin (1991), Divergence measures based on the Shannon entropy, IEEE Trans. Inf. Theory 37(1).

    Examples
    --------
    The documents have 3 different characters, and 1 occurs in both:

    >>> from policytext.documents.corpus import Corpus
    >>> from policytext.documents.document import Document, Metadata, Region
    >>> from policytext.matrix.dfm import build_dfm
    >>> def make(name, text):
    ...     return Document(name, Metadata(), text, (Region("body", 0, len(text)),))
    >>> dfm = build_dfm(Corpus((make("a", "共商"), make("b", "共建"))), unit="characters")
    >>> table = measure_similarity(dfm, measure="jaccard", drop_stopwords=False)
    >>> [(name, round(a, 2), round(b, 2)) for name, a, b in table.rows]
    [('a', 1.0, 0.33), ('b', 0.33, 1.0)]
    """
    chosen = look_up(SIMILARITIES, measure, "similarity measure")
    kept = remove_stopwords(dfm) if drop_stopwords else dfm
    scores = chosen.function(kept)
    order = order_by_likeness(scores)
    documents = tuple(dfm.documents[i] for i in order)
    matrix = scores[np.ix_(order, order)]
    notes = [
        Message("table_notes.similarity", measure=measure, says=_describe(measure)),
        Message("table_notes.order"),
    ]
    if drop_stopwords:
        notes.append(Message("table_notes.stopwords"))
    if len({language == "en" for language in dfm.languages}) > 1:
        notes.append(Message("table_notes.two_vocabularies"))
    rows = tuple((name, *line) for name, line in zip(documents, matrix.tolist(), strict=True))
    return SimilarityTable(
        "Similarity",
        ("document", *documents),
        rows,
        dfm.convention,
        tuple(notes),
        documents=documents,
        matrix=matrix,
    )


def _cosine(dfm: Dfm) -> Floats:
    # Rows of tf-idf have length 1, so their dot product is the cosine.
    rows = weight_dfm(dfm).values
    return _undefined_where_empty(np.asarray((rows @ rows.T).todense()), dfm)


def _jaccard(dfm: Dfm) -> Floats:
    present = dfm.values.astype(bool).astype(np.int64)
    both = np.asarray((present @ present.T).todense(), dtype=np.float64)
    types = np.diag(both)
    either = types[:, None] + types[None, :] - both
    with np.errstate(invalid="ignore"):
        return _undefined_where_empty(both / either, dfm)


def _jensen_shannon(dfm: Dfm) -> Floats:
    """Return 1 minus the divergence in bits, as a sum over the features that documents share.

    A feature of only one document adds nothing to the sum, so only shared features are read.
    """
    totals = np.asarray(dfm.values.sum(axis=1), dtype=np.float64)
    shares = dfm.values.astype(np.float64)
    shares.data /= np.repeat(totals, np.diff(shares.indptr))
    by_feature = shares.tocsc()
    scores = np.zeros((len(totals), len(totals)))
    for row in range(len(totals)):
        own = slice(*shares.indptr[row : row + 2])
        others = by_feature[:, shares.indices[own]]
        p = np.repeat(shares.data[own], np.diff(others.indptr))
        q = others.data
        shared = (p * np.log2(1 + q / p) + q * np.log2(1 + p / q)) / 2
        scores[row] = np.bincount(others.indices, weights=shared, minlength=len(totals))
    return _undefined_where_empty(np.minimum(scores, 1.0), dfm)


def _undefined_where_empty(scores: Floats, dfm: Dfm) -> Floats:
    empty = np.diff(dfm.values.indptr) == 0
    scores = (scores + scores.T) / 2  # rounding must not make the matrix asymmetric
    np.fill_diagonal(scores, 1.0)
    scores[empty, :] = np.nan
    scores[:, empty] = np.nan
    return scores


SIMILARITIES: dict[str, Similarity] = {
    "cosine": Similarity(_cosine, f"the cosine of {WEIGHTINGS['sklearn']}"),
    "jaccard": Similarity(_jaccard, "the share of the features of either that occur in both"),
    "jensen_shannon": Similarity(
        _jensen_shannon, "1 - Jensen-Shannon divergence of the relative frequencies, in bits"
    ),
}


def _describe(measure: str) -> Message:
    if measure == "cosine":
        return Message("weightings.cosine", weighting=Message("weightings.sklearn"))
    return Message(f"weightings.{measure}")


def order_by_likeness(scores: Floats) -> list[int]:
    """Return an order of the rows of *scores* in which similar rows are adjacent."""
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    if len(scores) < 3:
        return list(range(len(scores)))
    distances = 1.0 - np.nan_to_num(scores, nan=0.0)
    np.fill_diagonal(distances, 0.0)
    condensed = np.clip(squareform(distances, checks=False), 0.0, None)
    tree = linkage(condensed, method="average", optimal_ordering=len(scores) <= _OPTIMAL)
    return [int(leaf) for leaf in leaves_list(tree)]
