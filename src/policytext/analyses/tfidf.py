"""Tf-idf: the features that distinguish each document from the others.

Tested in tests/analyses/test_keywords.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from policytext.base.deprecated import accept_old_keyword
from policytext.base.table import Cell, Table, make_table
from policytext.language.messages import Message
from policytext.matrix.dfm import (
    Dfm,
    remove_stopwords,
    weight_dfm,
)
from policytext.statistics.weighting import MEASURES


@accept_old_keyword("content", "drop_stopwords")
def rank_tfidf(
    dfm: Dfm,
    *,
    documents: Sequence[str] | None = None,
    weighting: str = "sklearn",
    top: int = 20,
    drop_stopwords: bool = True,
) -> Table:
    """Rank the features of each document by how strongly they distinguish it from the others.

    Parameters
    ----------
    dfm : Dfm
        The counts of features by document.
    documents : sequence of str, optional
        The ids of the documents to list; by default all. The weights use all documents of *dfm* in
        either case.
    weighting : str, default "sklearn"
        The weighting. ``sklearn`` is count × (ln((1 + n) / (1 + df)) + 1), divided by the Euclidean
        length of the document. ``policytext.matrix.dfm.WEIGHTINGS`` has all of them.
    top : int, default 20
        The number of features of each document.
    drop_stopwords : bool, default True
        Whether punctuation, numbers and function words are left out before weighting.

    Returns
    -------
    Table
        At most *top* rows for each document, the highest weight first.

        - ``document``: the document's id
        - ``rank``: the rank within the document
        - ``feature``: the feature
        - ``count``: its count in the document
        - ``documents``: the number of documents that contain it
        - ``tfidf``: the weight

    Raises
    ------
    PolicytextError
        *dfm* contains weights in place of counts, or *documents* is one string.
    UnknownNameError
        *weighting* or the id of a document is unknown.

    References
    ----------
    Spärck Jones (1972), A statistical interpretation of term specificity.

    Examples
    --------
    With the plain weighting a feature of every document weighs 0:

    >>> from policytext.documents.corpus import Corpus
    >>> from policytext.documents.document import Document, Metadata, Region
    >>> from policytext.matrix.dfm import build_dfm
    >>> def make(name, text):
    ...     return Document(name, Metadata(), text, (Region("body", 0, len(text)),))
    >>> dfm = build_dfm(Corpus((make("a", "开开放"), make("b", "创放"))), unit="characters")
    >>> table = rank_tfidf(dfm, documents=["a"], weighting="tf_idf", drop_stopwords=False)
    >>> [(row["feature"], row["count"], round(row["tfidf"], 3)) for row in table.records()]
    [('开', 2, 1.386), ('放', 1, 0.0)]
    """
    rows = range(len(dfm.documents)) if documents is None else dfm.rows_of(documents)
    kept = remove_stopwords(dfm) if drop_stopwords else dfm
    weighted = weight_dfm(kept, weighting=weighting)
    columns = ("document", "rank", "feature", "count", "documents", "tfidf")
    ranges = kept.document_frequencies()
    records = [record for row in rows for record in _rank_row(kept, weighted, ranges, row, top)]
    notes = [Message("table_notes.tfidf", weighting=_describe(weighting), n=len(dfm.documents))]
    if drop_stopwords:
        notes.append(Message("table_notes.stopwords_of_weights"))
    if len(dfm.documents) == 1:
        notes.append(Message("table_notes.one_document"))
    empty = [dfm.documents[row] for row in rows if not dfm.sizes[row]]
    if empty:
        notes.append(Message("table_notes.empty", documents=empty))
    return make_table("Terms by tf-idf", records, columns, convention=dfm.convention, notes=notes)


def _describe(weighting: str) -> Message:
    if weighting == "sklearn":
        return Message("weightings.sklearn")
    source = MEASURES[weighting].source
    return Message("weightings.measure", name=weighting, source=source)


def _rank_row(
    dfm: Dfm, weighted: Dfm, ranges: npt.NDArray[np.int64], row: int, top: int
) -> Iterator[dict[str, Cell]]:
    cells = slice(*weighted.values.indptr[row : row + 2])
    columns, weights = weighted.values.indices[cells], weighted.values.data[cells]
    counts = dfm.values[[row]].toarray()[0]
    # The features are sorted, so their column breaks ties by name.
    order = np.lexsort((columns, -counts[columns], -weights))[:top]
    for rank, cell in enumerate(order, start=1):
        yield {
            "document": dfm.documents[row],
            "rank": rank,
            "feature": dfm.features[columns[cell]],
            "count": int(counts[columns[cell]]),
            "documents": int(ranges[columns[cell]]),
            "tfidf": float(weights[cell]),
        }
