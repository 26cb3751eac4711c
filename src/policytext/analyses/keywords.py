"""Keywords: the features that are more frequent in a target than in a reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from policytext.analyses.notes import describe_score
from policytext.analyses.thresholds import LEFT_OUT
from policytext.base.deprecated import accept_old_keyword
from policytext.base.errors import PolicytextError
from policytext.base.lookup import look_up
from policytext.base.table import Cell, Table
from policytext.documents.languages import require_one_language
from policytext.language.messages import Message
from policytext.matrix.dfm import (
    Dfm,
    remove_stopwords,
    require_counts,
    select_features,
)
from policytext.statistics import Contingency, Measure
from policytext.statistics.arithmetic import ratio
from policytext.statistics.corrections import CORRECTIONS
from policytext.statistics.intervals import EFFECT_INTERVALS
from policytext.statistics.keyness import MEASURES

SMALL_COUNTS = "counts too small"
SIDES = ("target", "reference")
_TEST = "log_likelihood_dunning"  # the source of p for a measure that is not a test
_EFFECT = "log_ratio"  # the source of the interval for a measure without one
_PRIOR = "the prior is the counts of both sides together"
_FAMILY = "interval at 95% after Bonferroni over the features listed"
_VARIANTS = {
    "simple_maths": "rates per million, plus 1",
    "log_odds_dirichlet": _PRIOR,
    "log_odds_dirichlet_z": _PRIOR,
    "lrc": _FAMILY,
    "lockwords": _FAMILY,
}
_KEYWORDS = (
    "rank", "feature", "target", "reference", "target_per_1000", "reference_per_1000", "score",
    "log_ratio", "low", "high", "p", "p_corrected", "target_range", "reference_range", "caution",
)  # fmt: skip
_NAMED = 12  # documents that a note names; it only counts the others
_Rows = list[int]


@accept_old_keyword("content", "drop_stopwords")
def rank_keywords(
    dfm: Dfm,
    *,
    target: str | Sequence[str],
    reference: str | Sequence[str] | None = None,
    measure: str = "log_likelihood_rayson",
    correction: str = "benjamini_hochberg",
    drop_stopwords: bool = True,
) -> Table:
    """Rank features by how much more frequent they are in the target than in the reference.

    Parameters
    ----------
    dfm : Dfm
        The counts of features by document.
    target : str or sequence of str
        The id of the target document, or of several.
    reference : str or sequence of str, optional
        The ids to compare with; by default all other documents in the target's language.
    measure : str, default "log_likelihood_rayson"
        The keyness measure; ``policytext.statistics.keyness.MEASURES`` has all of them with their
        sources.
    correction : str, default "benjamini_hochberg"
        The correction for many tests: ``benjamini_hochberg``, ``bonferroni`` or ``holm``.
    drop_stopwords : bool, default True
        Whether punctuation, numbers and function words are left out of the list. The sizes of both
        sides include them in either case.

    Returns
    -------
    Table
        A row for each feature of either side.

        - ``rank``: the rank by ``score``
        - ``feature``: the feature
        - ``target``, ``reference``: its count on each side
        - ``target_per_1000``, ``reference_per_1000``: its rates per 1,000 tokens
        - ``score``: the keyness; a note gives the measure, its source and its unit
        - ``log_ratio``: the number of doublings from the reference to the target; a count of 0 is
          taken as 0.5
        - ``low``, ``high``: the 95% interval of the measure if it has one, else of ``log_ratio``
        - ``p``: the p-value of the measure, or of Dunning's log-likelihood test if it has none
        - ``p_corrected``: ``p`` after *correction* over the features listed
        - ``target_range``, ``reference_range``: the number of documents of each side that contain
          it
        - ``caution``: ``counts too small`` where fewer than 5 occurrences are expected on one side

    Raises
    ------
    PolicytextError
        A side has no document, a document is on both sides, the sides differ in language, or *dfm*
        contains weights in place of counts.
    UnknownNameError
        *measure*, *correction* or the id of a document is unknown.

    References
    ----------
    Rayson & Garside (2000), Comparing corpora using frequency profiling.
    Hardie (2014), Log Ratio: an informal introduction.

    Examples
    --------
    开 is 2 of 4 characters in the target and 1 of 4 in the reference, which is one doubling:

    >>> from policytext.documents.corpus import Corpus
    >>> from policytext.documents.document import Document, Metadata, Region
    >>> from policytext.matrix.dfm import build_dfm
    >>> def make(name, text):
    ...     return Document(name, Metadata(), text, (Region("body", 0, len(text)),))
    >>> dfm = build_dfm(Corpus((make("a", "开开放放"), make("b", "开放放放"))), unit="characters")
    >>> table = rank_keywords(dfm, target="a", measure="log_ratio")
    >>> [(row["feature"], row["target"], row["log_ratio"]) for row in table.records()][0]
    ('开', 2, 1.0)
    """
    chosen = look_up(MEASURES, measure, "keyness measure")
    look_up(CORRECTIONS, correction, "correction")
    require_counts(dfm)
    ours, theirs = _choose_sides(dfm, target, reference)
    kept = remove_stopwords(dfm) if drop_stopwords else dfm
    kept, table, ranges = _tabulate(kept, ours, theirs)
    scores = {**_score(table, chosen, correction), **ranges}
    rows = _rank(kept.features, scores, lowest_first=chosen.lowest_first)
    notes = [*_explain(chosen, correction, len(rows)), *_describe_sides(dfm, ours, theirs)]
    if drop_stopwords:
        notes.append(LEFT_OUT)
    title = f"Keywords of {_name(dfm, ours)} against {_name(dfm, theirs)}, by {measure}"
    return Table(title, _KEYWORDS, rows, dfm.convention, tuple(notes))


def _rank(
    features: Sequence[str], scores: dict[str, npt.ArrayLike], *, lowest_first: bool
) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows in the order of ``rank_records``, with arrays because there are many."""
    score = np.asarray(scores["score"], dtype=float)
    undefined = np.isnan(score)
    by_name = np.empty(len(features), dtype=int)
    by_name[sorted(range(len(features)), key=features.__getitem__)] = np.arange(len(features))
    score = np.where(undefined, 0.0, score if lowest_first else -score)
    order = np.lexsort((by_name, -np.asarray(scores["target"]), score, undefined))
    defined = len(features) - int(undefined.sum())
    columns: dict[str, Sequence[Cell]] = {
        "rank": [n if n <= defined else None for n in range(1, len(features) + 1)],
        "feature": [features[place] for place in order],
        **{name: np.asarray(values)[order].tolist() for name, values in scores.items()},
    }
    return tuple(zip(*(columns[name] for name in _KEYWORDS), strict=True))


def _choose_sides(
    dfm: Dfm, target: str | Sequence[str], reference: str | Sequence[str] | None
) -> tuple[_Rows, _Rows]:
    ours = dfm.rows_of([target] if isinstance(target, str) else target)
    if not ours:
        raise PolicytextError("No target: name at least one document.")
    if reference is None:
        languages = {dfm.languages[row] == "en" for row in ours}
        others = [row for row in range(len(dfm.documents)) if row not in ours]
        theirs = [row for row in others if (dfm.languages[row] == "en") in languages]
    else:
        theirs = dfm.rows_of([reference] if isinstance(reference, str) else reference)
    if not theirs:
        raise PolicytextError(
            f"There is nothing to compare {_name(dfm, ours)} with: keywords need a second document "
            "in its language."
        )
    if both := set(ours) & set(theirs):
        name = dfm.documents[min(both)]
        raise PolicytextError(f"{name!r} is in the target and in the reference; name it once.")
    require_one_language((dfm.languages[row] for row in (*ours, *theirs)), "target and reference")
    return ours, theirs


def _tabulate(
    dfm: Dfm, ours: _Rows, theirs: _Rows
) -> tuple[Dfm, Contingency, dict[str, npt.NDArray[np.int64]]]:
    """Return the features of either side, their counts and their document frequencies."""
    kept = select_features(dfm, np.flatnonzero(dfm.feature_frequencies([*ours, *theirs])))
    sizes = int(dfm.sizes[ours].sum()), int(dfm.sizes[theirs].sum())
    table = Contingency(kept.feature_frequencies(ours), kept.feature_frequencies(theirs), *sizes)
    ranges = {
        "target_range": kept.document_frequencies(ours),
        "reference_range": kept.document_frequencies(theirs),
    }
    return kept, table, ranges


def _score(table: Contingency, measure: Measure, correction: str) -> dict[str, npt.ArrayLike]:
    test = measure.p_value or MEASURES[_TEST].p_value
    p = test(table) if test else table.count * np.nan
    bounded = measure.name if measure.name in EFFECT_INTERVALS else _EFFECT
    low, high = EFFECT_INTERVALS[bounded](table)
    return {
        "target": table.target.astype(int),
        "reference": table.reference.astype(int),
        "target_per_1000": ratio(1000 * table.target, table.target_size),
        "reference_per_1000": ratio(1000 * table.reference, table.reference_size),
        "score": measure(table),
        "log_ratio": MEASURES[_EFFECT](table),
        "low": low,
        "high": high,
        "p": p,
        "p_corrected": CORRECTIONS[correction](p),
        "caution": np.where(table.too_small(), SMALL_COUNTS, ""),
    }


def _explain(measure: Measure, correction: str, features: int) -> list[Message]:
    tested = measure.name if measure.p_value else _TEST
    bounded = measure.name if measure.name in EFFECT_INTERVALS else _EFFECT
    return [
        describe_score(measure, variant=_VARIANTS.get(measure.name, "")),
        Message("table_notes.half"),
        Message(
            "table_notes.keyness_tests",
            bounded=bounded,
            tested=tested,
            correction=correction,
            n=features,
        ),
        Message("table_notes.small_counts"),
    ]


def _describe_sides(dfm: Dfm, ours: _Rows, theirs: _Rows) -> Iterator[Message]:
    for side, rows in zip(SIDES, (ours, theirs), strict=True):
        names = [dfm.documents[row] for row in rows[:_NAMED]]
        tokens, more = int(dfm.sizes[rows].sum()), len(rows) - _NAMED
        if more > 0:
            yield Message(f"table_notes.{side}_more", documents=names, tokens=tokens, n=more)
        else:
            yield Message(f"table_notes.{side}", documents=names, tokens=tokens)
        if not tokens:
            yield Message(f"table_notes.no_{side}")


def _name(dfm: Dfm, rows: _Rows) -> str:
    return dfm.documents[rows[0]] if len(rows) == 1 else f"{len(rows)} documents"
