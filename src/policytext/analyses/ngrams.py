"""N-grams: the features of all documents together, ranked by frequency."""

from __future__ import annotations

from policytext.analyses.thresholds import LEFT_OUT
from policytext.base.table import Cell, Table, make_table, rank_records
from policytext.documents.languages import require_one_language
from policytext.matrix.dfm import (
    Dfm,
    require_counts,
    select_content,
)


def rank_features(dfm: Dfm, *, content: bool = True) -> Table:
    """Rank the features of all documents together by how often they stand in them."""
    require_counts(dfm)
    require_one_language(dfm.languages, "one list of features")
    kept = select_content(dfm) if content else dfm
    size = int(dfm.sizes.sum())
    counted = zip(kept.features, kept.frequencies().tolist(), kept.ranges().tolist(), strict=True)
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
    notes = [f"per_1000 is per 1,000 of all {size:,}; documents: how many have the feature."]
    if content:
        notes.append(LEFT_OUT)
    ranked = rank_records(records, "feature", "count")
    return make_table("Features", ranked, columns, convention=dfm.convention, notes=notes)
