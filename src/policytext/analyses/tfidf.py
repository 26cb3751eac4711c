"""Tf-idf: the features that tell each document apart.

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
    """Rank the features of each document, or of *documents*, by how well they tell it apart.

    It is told apart from all documents of *dfm*. With *drop_stopwords*, punctuation, numbers and
    function words are left out before weighting.
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
