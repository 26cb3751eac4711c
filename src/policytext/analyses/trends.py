"""Trends: how the emphasis on families changes over time, or differs by group."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from policytext.analyses.notes import name_units
from policytext.analyses.thresholds import SMALL, SMALL_COUNT
from policytext.base.lookup import look_up
from policytext.base.table import Cell, Table, make_table
from policytext.counting.convention import DEFAULT, Convention
from policytext.counting.count import measure_size, name_unit
from policytext.counting.lexicon import Lexicon
from policytext.counting.matches import Matches, list_met, match_families, refuse_wildcards
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.language.messages import Message
from policytext.statistics import Contingency
from policytext.statistics.effect_size import log_ratio
from policytext.statistics.intervals import interval_log_ratio, poisson

Floats = npt.NDArray[np.float64]
_COLUMNS = (
    "family", "label", "group", "unit", "documents", "count", "size", "per_1000", "low", "high",
    "change", "change_low", "change_high", "caution", "convention",
)  # fmt: skip


def _year(document: Document) -> str:
    return document.metadata.issued[:4]


def _month(document: Document) -> str:
    issued = document.metadata.issued
    return issued[:7] if len(issued) >= 7 else f"{issued} (no month)"


def _metadata(name: str) -> Callable[[Document], str]:
    return lambda document: getattr(document.metadata, name) or f"no {name}"


GROUPINGS: dict[str, Callable[[Document], str]] = {
    "year": _year,
    "month": _month,
    **{name: _metadata(name) for name in ("issuer", "role", "edition", "language")},
}
_IN_TIME = ("year", "month")


def _choose_grouping(corpus: Corpus, by: str) -> Callable[[Document], str]:
    """Return the grouping *by*, which may be the name of a field of the manifest."""
    names = sorted({name for document in corpus for name in document.metadata.fields})
    fields = {name: _field(name) for name in names}
    return look_up({**fields, **GROUPINGS}, by, "grouping")


def _field(name: str) -> Callable[[Document], str]:
    return lambda document: document.metadata.fields.get(name) or f"no {name}"


def measure_trends(
    corpus: Corpus,
    lexicon: Lexicon,
    convention: Convention = DEFAULT,
    *,
    by: str = "year",
    level: float = 0.95,
) -> Table:
    """Measure the rate of every family over time, or by another grouping of the documents.

    Chinese and English documents are never added up: a group with both has two rows. Documents
    without a date are left out of groups in time, and a note says how many.

    Parameters
    ----------
    corpus : Corpus
        The documents to group.
    lexicon : Lexicon
        The families to count. A family without terms in a language has no rows for it.
    convention : Convention, default Convention()
        How to count; by default Chinese as text and English as whole words.
    by : str, default "year"
        The grouping: ``year``, ``month``, ``issuer``, ``role``, ``edition``, ``language``, or the
        name of a field of the documents.
    level : float, default 0.95
        The confidence level of the intervals.

    Returns
    -------
    Table
        A row for each family and group, in the order of the lexicon.

        - ``family``, ``label``: the family's id and label
        - ``group``: the year, month or other group
        - ``unit``: what the rate refers to, ``characters`` or ``words``
        - ``documents``: the number of documents in the group
        - ``count``: the number of matches in all of them
        - ``size``: the size of their scopes together, in the unit
        - ``per_1000``: the rate per 1,000 of the unit
        - ``low``, ``high``: the exact Poisson interval of the rate
        - ``change``: the number of doublings since the previous group (log ratio); None for the
          first group, and where groups are not in time
        - ``change_low``, ``change_high``: the exact interval of ``change``
        - ``caution``: ``fewer than 5`` if the count is too small to rely on
        - ``convention``: the ids of the conventions of the group

    Raises
    ------
    PolicytextError
        A term with ``*`` or ``?`` does not occur in any document.
    UnknownNameError
        *by* is not a grouping.

    References
    ----------
    Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28, 437-442.
    Hardie (2014), Log Ratio: an informal introduction.

    Examples
    --------
    >>> from policytext.counting.lexicon import build_lexicon
    >>> from policytext.documents.corpus import Corpus
    >>> from policytext.documents.document import Document, Metadata, Region
    >>> def make(name, text):
    ...     return Document(name, Metadata(issued=name), text, (Region("body", 0, len(text)),))
    >>> corpus = Corpus((make("2023", "合作发展"), make("2025", "合作合作")))
    >>> table = measure_trends(corpus, build_lexicon({"合作": ["合作"]}))
    >>> [(row["group"], row["count"], row["change"]) for row in table.records()]
    [('2023', 1, None), ('2025', 2, 1.0)]
    """
    group_of = _choose_grouping(corpus, by)
    dated = corpus.subset(lambda document: bool(document.metadata.issued))
    chosen = dated if by in _IN_TIME else corpus
    declared = replace(convention, nested_scope=lexicon.nested_scope)
    found: list[Matches] = []
    records: list[dict[str, Cell]] = []
    for english in (False, True):
        groups: dict[str, list[Document]] = {}
        for document in chosen:
            if document.is_english is english:
                groups.setdefault(group_of(document), []).append(document)
        if groups:
            counted = {name: _match(group, lexicon, declared) for name, group in groups.items()}
            found += (m for group in counted.values() for own in group for m in own)
            records += _rate(
                groups, counted, lexicon, declared, level=level, in_time=by in _IN_TIME
            )
    refuse_wildcards(found)
    order = {family.id: place for place, family in enumerate(lexicon.families)}
    records.sort(key=lambda record: order[str(record["family"])])
    notes = list(_explain(records, level, in_time=by in _IN_TIME))
    if len(chosen) < len(corpus):
        notes.append(Message("table_notes.left_out_undated", n=len(corpus) - len(chosen)))
    return make_table(
        f"Families by {by}", records, _COLUMNS, convention=list_met(found), notes=notes
    )


def _rate(
    groups: dict[str, list[Document]],
    found: dict[str, list[list[Matches]]],
    lexicon: Lexicon,
    convention: Convention,
    *,
    level: float,
    in_time: bool,
) -> Iterator[dict[str, Cell]]:
    """Yield the records of the documents of one language."""
    names = sorted(groups)
    english = groups[names[0]][0].is_english
    counts = np.array(
        [np.sum([[len(m) for m in own] for own in found[name]], axis=0) for name in names]
    )
    sizes = np.array([sum(measure_size(d, convention) for d in groups[name]) for name in names])
    met = [list_met(m for own in found[name] for m in own) for name in names]
    for number, family in enumerate(lexicon.families):
        if not family.terms_in("en" if english else "zh"):
            continue
        own = counts[:, number]
        low, high = poisson(own, sizes, level=level)
        changes = _changes(own, sizes, level) if in_time else np.full((3, len(names)), np.nan)
        for place, name in enumerate(names):
            yield {
                "family": family.id,
                "label": family.label(),
                "group": name,
                "unit": name_unit(groups[name][0]),
                "documents": len(groups[name]),
                "count": int(own[place]),
                "size": int(sizes[place]),
                "per_1000": 1000 * int(own[place]) / int(sizes[place]) if sizes[place] else None,
                "low": 1000 * float(low[place]),
                "high": 1000 * float(high[place]),
                "change": float(changes[0, place]),
                "change_low": float(changes[1, place]),
                "change_high": float(changes[2, place]),
                "caution": SMALL_COUNT if own[place] < SMALL else "",
                "convention": met[place],
            }


def _match(
    documents: list[Document], lexicon: Lexicon, convention: Convention
) -> list[list[Matches]]:
    """Return for each document the matches of every family."""
    terms = {d.metadata.language: lexicon.terms_in(d.metadata.language) for d in documents}
    return [
        list(match_families(document, terms[document.metadata.language], convention).values())
        for document in documents
    ]


def _changes(counts: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64], level: float) -> Floats:
    """Return the log ratio of each group to the previous one, and its interval."""
    table = Contingency(counts[1:], counts[:-1], sizes[1:], sizes[:-1])
    changes = np.stack([log_ratio(table), *interval_log_ratio(table, level=level)])
    return np.concatenate([np.full((3, 1), np.nan), changes], axis=1)


def _explain(records: list[dict[str, Cell]], level: float, *, in_time: bool) -> Iterator[Message]:
    if not records:
        yield Message("table_notes.no_counts")
        return
    units = sorted({str(record["unit"]) for record in records})
    yield Message("table_notes.group_rates", unit=name_units(units), level=level)
    if len(units) > 1:
        yield Message("table_notes.never_compare")
    if in_time:
        yield Message("table_notes.change")
        if len({record["group"] for record in records}) == 1:
            yield Message("table_notes.one_time")
