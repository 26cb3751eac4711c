"""N-grams: the features of all documents together, ranked by frequency.

Tested in tests/analyses/test_keywords.py.
"""

from __future__ import annotations

from policytext.analyses.thresholds import LEFT_OUT
from policytext.base.deprecated import accept_old_keyword
from policytext.base.table import Cell, Table, make_table, rank_records
from policytext.documents.languages import require_one_language
from policytext.language.messages import Message
from policytext.matrix.dfm import (
    Dfm,
    remove_stopwords,
    require_counts,
)


@accept_old_keyword("content", "drop_stopwords")
def rank_ngrams(dfm: Dfm, *, drop_stopwords: bool = True) -> Table:
    """Rank the features of all documents together by how often they stand in them."""
    require_counts(dfm)
    require_one_language(dfm.languages, "one list of features")
    kept = remove_stopwords(dfm) if drop_stopwords else dfm
    size = int(dfm.sizes.sum())
    counted = zip(
        kept.features,
        kept.feature_frequencies().tolist(),
        kept.document_frequencies().tolist(),
        strict=True,
    )
    records: list[dict[str, Cell]] = [
        {
            "feature": feature,
            "score": count,
            "count": count,
            "per_1000": 1000 * count / size,
            "documents": documents,
        }
        for feature, count, documents in counted
    ]
    columns = ("rank", "feature", "count", "per_1000", "documents")
    notes = [Message("table_notes.features", n=size)]
    if drop_stopwords:
        notes.append(LEFT_OUT)
    ranked = rank_records(records, "feature", "count")
    return make_table("Features", ranked, columns, convention=dfm.convention, notes=notes)
