"""Trends: how the emphasis on families changes over time, or differs by group."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from policytext.analyses.notes import name_units
from policytext.base.lookup import look_up
from policytext.base.table import Cell, Table, make_table
from policytext.counting.convention import DEFAULT, Convention
from policytext.counting.count import convention_for, measure_size
from policytext.counting.lexicon import Lexicon
from policytext.counting.matches import match_families
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.language.messages import Message
from policytext.statistics import Contingency
from policytext.statistics.effect_size import log_ratio
from policytext.statistics.intervals import interval_log_ratio, poisson

Floats = npt.NDArray[np.float64]
SMALL = 5  # a count below this says little
UNDATED = "undated"
_COLUMNS = (
    "family", "label", "group", "unit", "documents", "count", "size", "per_1000", "low", "high",
    "change", "change_low", "change_high", "caution",
)  # fmt: skip


def _year(document: Document) -> str:
    return document.metadata.issued[:4] or UNDATED


def _month(document: Document) -> str:
    issued = document.metadata.issued
    return issued[:7] if len(issued) >= 7 else f"{issued or UNDATED} (no month)"


def _metadata(name: str) -> Callable[[Document], str]:
    return lambda document: getattr(document.metadata, name) or f"no {name}"


GROUPINGS: dict[str, Callable[[Document], str]] = {
    "year": _year,
    "month": _month,
    **{name: _metadata(name) for name in ("issuer", "role", "edition", "language")},
}
_IN_TIME = ("year", "month")


def measure_trends(
    corpus: Corpus,
    lexicon: Lexicon,
    convention: Convention = DEFAULT,
    *,
    by: str = "year",
    level: float = 0.95,
) -> Table:
    """Rate every family in each group of documents: *by* year or issuer, say.

    Over time, ``change`` is the log ratio to the group before: 1 where the rate has doubled.
    """
    group_of = look_up(GROUPINGS, by, "grouping")
    declared = replace(convention, nested_scope=lexicon.nested_scope)
    records: list[dict[str, Cell]] = []
    for english in (False, True):
        groups: dict[str, list[Document]] = {}
        for document in corpus:
            if document.is_english is english:
                groups.setdefault(group_of(document), []).append(document)
        if groups:
            records += _rate(groups, lexicon, declared, level=level, in_time=by in _IN_TIME)
    order = {family.id: place for place, family in enumerate(lexicon.families)}
    records.sort(key=lambda record: order[str(record["family"])])
    notes = list(_explain(records, level, in_time=by in _IN_TIME))
    return make_table(f"Families by {by}", records, _COLUMNS, convention=declared.id, notes=notes)


def _rate(
    groups: dict[str, list[Document]],
    lexicon: Lexicon,
    convention: Convention,
    *,
    level: float,
    in_time: bool,
) -> Iterator[dict[str, Cell]]:
    """Yield the records of the documents of one language."""
    names = sorted(groups)
    english = groups[names[0]][0].is_english
    counted = [[_count(d, lexicon, convention) for d in groups[name]] for name in names]
    counts = np.array([np.sum([families for families, _ in group], axis=0) for group in counted])
    sizes = np.array([sum(size for _, size in group) for group in counted])
    for number, family in enumerate(lexicon.families):
        if not family.terms_in("en" if english else "zh"):
            continue
        own = counts[:, number]
        low, high = poisson(own, sizes, level=level)
        changes = _changes(own, sizes, level) if in_time else np.full((3, len(names)), np.nan)
        for place, name in enumerate(names):
            dated = not name.startswith(UNDATED)
            yield {
                "family": family.id,
                "label": family.label(),
                "group": name,
                "unit": "words" if english else "characters",
                "documents": len(groups[name]),
                "count": int(own[place]),
                "size": int(sizes[place]),
                "per_1000": 1000 * int(own[place]) / int(sizes[place]) if sizes[place] else None,
                "low": 1000 * float(low[place]),
                "high": 1000 * float(high[place]),
                "change": float(changes[0, place]) if dated else None,
                "change_low": float(changes[1, place]) if dated else None,
                "change_high": float(changes[2, place]) if dated else None,
                "caution": f"fewer than {SMALL}" if own[place] < SMALL else "",
            }


def _count(document: Document, lexicon: Lexicon, convention: Convention) -> tuple[list[int], int]:
    own = convention_for(document, convention)
    found = match_families(document, lexicon.terms_in(document.metadata.language), own)
    return [len(matches) for matches in found.values()], measure_size(document, own)


def _changes(counts: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64], level: float) -> Floats:
    """Return the log ratio of each group to the one before it, and its bounds."""
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
