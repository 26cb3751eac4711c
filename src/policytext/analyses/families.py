"""Emphasis: compare the families of a lexicon across documents, and test the order found.

A document stresses a family more than another does if its rate is higher. Rates are per 1,000
characters in Chinese and per 1,000 words in English; ranks are given within each of the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from policytext.analyses.notes import name_units
from policytext.analyses.robustness import RateGrid, measure_rates, measure_robustness
from policytext.analyses.thresholds import SMALL, SMALL_COUNT
from policytext.base.table import Cell, Table, make_table
from policytext.counting.convention import DEFAULT, Convention
from policytext.counting.count import measure_size, name_unit
from policytext.counting.lexicon import Lexicon
from policytext.counting.matches import Matches, list_met, match_families, refuse_wildcards
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.language.messages import Message
from policytext.segmenters import build_segmenter
from policytext.segmenters.protocol import Segmenter
from policytext.statistics.intervals import poisson

_COLUMNS = (
    "family", "label", "document", "unit", "count", "size", "per_1000", "low", "high",
    "rank", "best_rank", "worst_rank", "caution", "convention",
)  # fmt: skip
_ROBUSTNESS = (
    "family", "label", "unit", "documents", "pairs", "conventions", "agreement", "same_order",
    "first", "first_kept",
)  # fmt: skip
_Record = dict[str, Cell]


@dataclass(frozen=True)
class FamilyComparison(Table):
    """The rates of families by documents, with every match that was counted.

    ``robustness`` has a row for each family: how much of the order of documents stays the same
    under other conventions.
    """

    matches: tuple[Matches, ...] = field(default=(), repr=False)
    robustness: Table = field(default_factory=lambda: Table("", (), ()), repr=False)


@dataclass(frozen=True)
class _Group:
    """Documents whose rates have one unit, counted under the declared and other conventions."""

    documents: tuple[Document, ...]
    conventions: tuple[Convention, ...]
    matches: tuple[dict[str, Matches], ...]
    grid: RateGrid

    @property
    def unit(self) -> str:
        return name_unit(self.documents[0])


def compare_families(
    corpus: Corpus,
    lexicon: Lexicon,
    convention: Convention = DEFAULT,
    *,
    segmenter: Segmenter | None = None,
    level: float = 0.95,
) -> FamilyComparison:
    """Compare how much each document stresses each family of *lexicon*.

    Documents are ranked by rate within their language. They are ranked again under other
    conventions, which shows how far the order depends on the way of counting.

    Parameters
    ----------
    corpus : Corpus
        The documents to compare.
    lexicon : Lexicon
        The families to count, each by its terms in the document's language.
    convention : Convention, default Convention()
        How to count; by default Chinese as text and English as whole words.
    segmenter : Segmenter, optional
        The segmenter of the conventions that match tokens; by default the one that *convention*
        names.
    level : float, default 0.95
        The confidence level of the intervals.

    Returns
    -------
    FamilyComparison
        A table with a row for each family and document, in the order of the lexicon. ``matches`` of
        the result are the matches that were counted. ``robustness`` is a table with a row for each
        family that shows how much of the order of documents remains under the other conventions.

        - ``family``, ``label``: the family's id and label
        - ``document``: the document's id
        - ``unit``: what the rate refers to, ``characters`` or ``words``
        - ``count``: the number of matches; None if the family has no term in the language
        - ``size``: the size of the scope, in the unit
        - ``per_1000``: the rate per 1,000 of the unit
        - ``low``, ``high``: the exact Poisson interval of the rate
        - ``rank``: the rank of the document, 1 for the highest rate
        - ``best_rank``, ``worst_rank``: its best and worst rank under all conventions tried
        - ``caution``: ``fewer than 5`` if the count is too small to rely on
        - ``convention``: the id of the convention

    Raises
    ------
    PolicytextError
        A term with ``*`` or ``?`` does not occur in any document.
    UnknownNameError
        *convention* names an unknown segmenter.

    References
    ----------
    Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28, 437-442.

    Examples
    --------
    >>> from policytext.counting.lexicon import build_lexicon
    >>> from policytext.documents.corpus import Corpus
    >>> from policytext.documents.document import Document, Metadata, Region
    >>> def make(name, text):
    ...     return Document(name, Metadata(), text, (Region("body", 0, len(text)),))
    >>> corpus = Corpus((make("a", "合作合作"), make("b", "合作发展")))
    >>> table = compare_families(corpus, build_lexicon({"合作": ["合作"]}))
    >>> [(row["document"], row["count"], row["per_1000"], row["rank"]) for row in table.records()]
    [('a', 2, 500.0, 1), ('b', 1, 250.0, 2)]
    """
    segmenter = segmenter or build_segmenter(convention.segmenter)
    declared = replace(convention, nested_scope=lexicon.nested_scope)
    groups = [_count(documents, lexicon, declared, segmenter) for documents in _by_unit(corpus)]
    records = [record for group in groups for record in _compare(group, lexicon, level)]
    place = {family.id: number for number, family in enumerate(lexicon.families)}
    records.sort(key=lambda record: place[str(record["family"])])
    robust = [record for group in groups for record in _summarise(group, lexicon)]
    notes = _explain(groups, level)
    found = tuple(m for group in groups for found in group.matches for m in found.values())
    refuse_wildcards(found)
    met = list_met(found)
    robustness = make_table(
        "Robustness", robust, _ROBUSTNESS, convention=met, notes=_list_conventions(groups)
    )
    sentences = (*notes, *robustness.notes, *filter(None, map(_say, robust)))
    table = make_table("Emphasis", records, _COLUMNS, convention=met, notes=sentences)
    return FamilyComparison(
        **{name: getattr(table, name) for name in Table.__dataclass_fields__},
        matches=found,
        robustness=robustness,
    )


def _by_unit(corpus: Corpus) -> Iterator[tuple[Document, ...]]:
    for english in (False, True):
        if documents := tuple(d for d in corpus if d.is_english is english):
            yield documents


def _count(
    documents: tuple[Document, ...], lexicon: Lexicon, declared: Convention, segmenter: Segmenter
) -> _Group:
    matches = tuple(
        match_families(d, lexicon.terms_in(d.metadata.language), declared, segmenter=segmenter)
        for d in documents
    )
    grid = measure_rates(documents, lexicon, declared, segmenter)
    own = tuple(declared.for_document(document) for document in documents)
    return _Group(documents, own, matches, grid)


def _compare(group: _Group, lexicon: Lexicon, level: float) -> Iterator[_Record]:
    sizes = list(map(measure_size, group.documents, group.conventions))
    for number, family in enumerate(lexicon.families):
        counts = [len(found[family.id]) for found in group.matches]
        low, high = poisson(counts, sizes, level=level)
        ranks = group.grid.ranks[:, :, number]
        for row, document in enumerate(group.documents):
            rate = group.grid.rates[0, row, number]
            known = bool(family.terms_in(document.metadata.language))
            defined = known and sizes[row] > 0
            tried = ranks[~np.isnan(ranks[:, row]), row]
            yield {
                "family": family.id,
                "label": family.label(),
                "document": document.id,
                "unit": group.unit,
                "count": counts[row] if known else None,
                "size": sizes[row],
                "per_1000": float(rate) if defined else None,
                "low": 1000 * float(low[row]) if defined else None,
                "high": 1000 * float(high[row]) if defined else None,
                "rank": int(ranks[0, row]) if defined else None,
                "best_rank": int(tried.min()) if defined else None,
                "worst_rank": int(tried.max()) if defined else None,
                "caution": SMALL_COUNT if known and counts[row] < SMALL else "",
                "convention": group.conventions[row].id,
            }


def _summarise(group: _Group, lexicon: Lexicon) -> Iterator[_Record]:
    for number, family in enumerate(lexicon.families):
        result = measure_robustness(group.grid, number)
        yield {
            "family": family.id,
            "label": family.label(),
            "unit": group.unit,
            "documents": int((~np.isnan(group.grid.rates[0, :, number])).sum()),
            "pairs": result.pairs,
            "conventions": len(group.grid.conventions),
            "agreement": None if np.isnan(result.agreement) else result.agreement,
            "same_order": result.same_order if result.pairs else None,
            "first": " ".join(group.documents[row].id for row in result.firsts) or None,
            "first_kept": result.first_kept if result.firsts else None,
        }


def _explain(groups: list[_Group], level: float) -> list[Message]:
    if not groups:
        return [Message("table_notes.no_documents")]
    units = [group.unit for group in groups]
    notes = [
        Message("table_notes.rates", unit=name_units(units)),
        Message("table_notes.poisson", level=level),
    ]
    if len(units) > 1:
        notes.append(Message("table_notes.two_languages"))
    if any(len(group.documents) == 1 for group in groups):
        notes.append(Message("table_notes.alone"))
    return notes


def _list_conventions(groups: list[_Group]) -> list[Message]:
    return [
        Message(
            "table_notes.conventions",
            unit=name_units([group.unit]),
            conventions="; ".join(group.grid.conventions),
        )
        for group in groups
        if len(group.documents) > 1
    ]


def _say(record: _Record) -> Message | None:
    """Return the sentence on one family's robustness; None if no two documents differ in rate."""
    if not record["pairs"]:
        return None
    names = ("agreement", "pairs", "same_order", "first", "first_kept")
    return Message(
        "table_notes.robustness",
        family=record["label"],
        unit=name_units([str(record["unit"])]),
        n=record["conventions"],
        **{name: record[name] for name in names},
    )
