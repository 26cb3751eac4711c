"""What the page shows, worked out of a report: cells, bars and ticks ready for the template."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from policytext.corpus import Document
from policytext.renderers.wording import Wording
from policytext.report import Report

HEAT_LEVELS = 9
FEW_DOCUMENTS = 8  # up to here documents stand across the heatmap, beyond it down
MANY_DOCUMENTS = 12  # beyond it, what is drawn for each document is drawn for the first ones


@dataclass(frozen=True)
class DocumentView:
    """A document as the page names it: by a letter (a number beyond Z) and its title."""

    index: int
    key: str
    id: str
    title: str
    document: Document


@dataclass(frozen=True)
class FamilyView:
    """A family of terms as the page names it."""

    id: str
    label: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class CellView:
    """A count of one family in one document, with its rate and its shade."""

    document: DocumentView
    family: FamilyView
    count: int | None
    rate: float | None
    level: int
    width: str
    convention: str


def view_documents(report: Report) -> list[DocumentView]:
    """Return the compared documents with their letters."""
    return [
        DocumentView(i, document_key(i, len(report.documents)), d.id, d.metadata.title or d.id, d)
        for i, d in enumerate(report.documents)
    ]


def document_key(index: int, count: int) -> str:
    """Return a letter for the document, or its number where letters do not suffice."""
    return ascii_uppercase[index] if count <= len(ascii_uppercase) else str(index + 1)


def view_families(report: Report, language: str) -> list[FamilyView]:
    """Return the families in the order of the lexicon."""
    return [
        FamilyView(
            f.id,
            f.label(language),
            tuple(
                dict.fromkeys(t for d in report.documents for t in f.terms_in(d.metadata.language))
            ),
        )
        for f in report.lexicon.families
    ]


def view_grid(
    report: Report, documents: list[DocumentView], families: list[FamilyView]
) -> dict[tuple[str, str], CellView]:
    """Return a cell for every document and family; the shade is the rate's share of the highest."""
    top = max((row.per_1000 or 0.0 for row in report.rates.values()), default=0.0)
    grid = {}
    for document in documents:
        for family in families:
            row = report.rates[document.id, family.id]
            share = (row.per_1000 or 0.0) / top if top else 0.0
            grid[document.id, family.id] = CellView(
                document=document,
                family=family,
                count=row.count,
                rate=row.per_1000,
                level=min(HEAT_LEVELS, 1 + int(share * HEAT_LEVELS)) if row.count else 0,
                width=f"{100 * share:.2f}",
                convention=row.convention,
            )
    return grid


def by_mean_rate(
    grid: dict[tuple[str, str], CellView],
    documents: list[DocumentView],
    families: list[FamilyView],
) -> list[FamilyView]:
    """Return the families, the densest over all documents first."""

    def mean(family: FamilyView) -> float:
        rates = [grid[d.id, family.id].rate for d in documents]
        known = [rate for rate in rates if rate is not None]
        return sum(known) / len(known) if known else 0.0

    return sorted(families, key=lambda family: (-mean(family), family.id))


def draw_ticks(starts: list[int], length: int) -> str:
    """Return an SVG path with one tick a hit, on a line 1,000 wide."""
    if not length:
        return ""
    places = sorted({round(1000 * start / length, 1) for start in starts})
    return "".join(f"M{place:g} 0v10" for place in places)


def percent(share: Any) -> str:
    """Write a share as a percentage; an undefined one as a dash."""
    return "–" if share is None else f"{100 * share:.1f} %"


@dataclass(frozen=True)
class HeatView:
    """The heatmap as rows and columns: documents across while they are few, else down."""

    columns: list[dict[str, str]]
    rows: list[dict[str, Any]]


def view_heat(
    grid: dict[tuple[str, str], CellView],
    documents: list[DocumentView],
    families: list[FamilyView],
) -> HeatView:
    """Return the heatmap, the longer list going down the page."""
    heads = [{"badge": d.key, "label": d.title} for d in documents]
    names = [{"badge": "", "label": f.label} for f in families]
    if len(documents) <= FEW_DOCUMENTS:
        rows = [
            names[i] | {"cells": [grid[d.id, f.id] for d in documents]}
            for i, f in enumerate(families)
        ]
        return HeatView(heads, rows)
    rows = [
        heads[i] | {"cells": [grid[d.id, f.id] for f in families]} for i, d in enumerate(documents)
    ]
    return HeatView(names, rows)


@dataclass(frozen=True)
class LineView:
    """One family's hits along one document."""

    family: FamilyView
    count: int
    path: str
    label: str


@dataclass(frozen=True)
class StripView:
    """Where in a document each family stands."""

    document: DocumentView
    sections: str
    lines: list[LineView]


def view_strip(
    report: Report, view: DocumentView, families: list[FamilyView], t: Wording
) -> StripView:
    """Return the lines of every family that occurs in the document, and its sections."""
    length = len(view.document.text)
    sections = [item.start for item in view.document.outline]
    lines = []
    for family in families:
        found = report.matches[view.id, family.id]
        if len(found):
            label = t("positions.label", family=family.label, key=view.key, n=len(found))
            path = draw_ticks(list(found.starts), length)
            lines.append(LineView(family, len(found), path, label))
    return StripView(view, draw_ticks(sections, length), lines)
