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
    """Rank the features of all documents together by frequency.

    Parameters
    ----------
    dfm : Dfm
        The counts of features by document, all of one language.
    drop_stopwords : bool, default True
        Whether punctuation, numbers and function words are left out of the list. The rates include
        them in either case.

    Returns
    -------
    Table
        A row for each feature, the most frequent first.

        - ``rank``: the rank by ``count``
        - ``feature``: the token or the n-gram of tokens
        - ``count``: the number of times it occurs
        - ``per_1000``: its rate per 1,000 features
        - ``documents``: the number of documents that contain it

    Raises
    ------
    PolicytextError
        *dfm* contains weights in place of counts, or documents in Chinese and in English.

    Examples
    --------
    共商 is 2 of the 5 pairs of neighbouring characters:

    >>> from policytext.documents.corpus import Corpus
    >>> from policytext.documents.document import Document, Metadata, Region
    >>> from policytext.matrix.dfm import build_dfm
    >>> corpus = Corpus((Document("a", Metadata(), "共商共建共商", (Region("body", 0, 6),)),))
    >>> table = rank_ngrams(build_dfm(corpus, unit="characters", ngrams=2), drop_stopwords=False)
    >>> [(row["feature"], row["count"], row["per_1000"]) for row in table.records()][0]
    ('共商', 2, 400.0)
    """
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
