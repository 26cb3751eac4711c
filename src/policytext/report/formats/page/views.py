"""What the page shows, worked out of a report: names, cells and passages ready for the template."""

from __future__ import annotations

from dataclasses import dataclass, field
from string import ascii_uppercase
from urllib.parse import quote

from policytext.documents.document import Document
from policytext.report.model import FamilyRate, Report

HEAT_LEVELS = 9
FEW_DOCUMENTS = 8  # up to here documents stand across the heatmap, beyond it down


@dataclass(frozen=True)
class DocumentView:
    """A document as the page names it: by a letter (a number beyond Z) and its title."""

    index: int
    key: str
    id: str
    title: str
    document: Document = field(repr=False)
    compared: bool = True


@dataclass(frozen=True)
class FamilyView:
    """A family of terms as the page names it."""

    id: str
    label: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class CellView:
    """A count of one family in one document, with its rate, its shade and its passages."""

    document: DocumentView
    family: FamilyView
    rate: FamilyRate
    level: int
    share: float
    href: str


Grid = dict[tuple[str, str], CellView]


def view_documents(report: Report) -> list[DocumentView]:
    """Return the compared documents with their letters, then those only claims are about."""
    every = (*report.documents, *report.others)
    return [
        DocumentView(
            index=index,
            key=ascii_uppercase[index] if len(every) <= len(ascii_uppercase) else str(index + 1),
            id=document.id,
            title=document.metadata.title or document.id,
            document=document,
            compared=index < len(report.documents),
        )
        for index, document in enumerate(every)
    ]


def view_families(report: Report, language: str) -> list[FamilyView]:
    """Return the families in the order of the lexicon."""
    languages = {document.metadata.language for document in report.documents}
    return [
        FamilyView(
            family.id,
            family.label(language),
            tuple(dict.fromkeys(t for la in sorted(languages) for t in family.terms_in(la))),
        )
        for family in report.lexicon.families
    ]


def view_grid(report: Report, documents: list[DocumentView], families: list[FamilyView]) -> Grid:
    """Return a cell for every document and family; the shade is the rate's share of the highest.

    Chinese and English rates have different units, so each has its own highest.
    """
    top: dict[bool, float] = {}
    for (name, _), row in report.rates.items():
        english = report.corpus[name].is_english
        top[english] = max(top.get(english, 0.0), row.per_1000 or 0.0)
    grid = {}
    for document in documents:
        highest = top.get(document.document.is_english, 0.0)
        for family in families:
            row = report.rates[document.id, family.id]
            share = (row.per_1000 or 0.0) / highest if highest else 0.0
            level = min(HEAT_LEVELS, 1 + int(share * HEAT_LEVELS)) if row.count else 0
            href = link_passages(family.id, document.id)
            grid[document.id, family.id] = CellView(document, family, row, level, share, href)
    return grid


def by_mean_rate(
    grid: Grid, documents: list[DocumentView], families: list[FamilyView]
) -> list[FamilyView]:
    """Return the families, the densest over all documents first."""

    def mean(family: FamilyView) -> float:
        shares = [grid[document.id, family.id].share for document in documents]
        return sum(shares) / len(shares) if shares else 0.0

    return sorted(families, key=lambda family: (-mean(family), family.id))


def link_passages(key: str, document: str, term: str = "") -> str:
    """Return the address of the passages of a set in a document, or those of one term of it."""
    parts = (key, document, term) if term else (key, document)
    return "#passages/" + "/".join(quote(part, safe="") for part in parts)


def link_concordance(key: str) -> str:
    """Return the address of the passages of a set in all documents."""
    return f"#concordance/{quote(key, safe='')}"


def link_text(document: str, start: int) -> str:
    """Return the address of a place in a document's text."""
    return f"#text/{quote(document, safe='')}/{start}"


def percent(share: float | None, digits: int = 1) -> str:
    """Write a share as a percentage; an undefined one as a dash."""
    return "–" if share is None else f"{100 * share:.{digits}f}%"


@dataclass(frozen=True)
class HeadView:
    """The head of a row or column: a badge, where it is a document, and a name."""

    badge: str
    label: str
    href: str = ""


@dataclass(frozen=True)
class HeatView:
    """The heatmap as rows and columns: documents across while they are few, else down."""

    columns: list[HeadView]
    rows: list[tuple[HeadView, list[CellView]]]


def view_heat(grid: Grid, documents: list[DocumentView], families: list[FamilyView]) -> HeatView:
    """Return the heatmap, the longer list going down the page."""
    heads = [HeadView(d.key, d.title, f"#doc-{d.id}") for d in documents]
    names = [HeadView("", f.label) for f in families]
    if len(documents) <= FEW_DOCUMENTS:
        cells = [[grid[d.id, f.id] for d in documents] for f in families]
        return HeatView(heads, list(zip(names, cells, strict=True)))
    cells = [[grid[d.id, f.id] for f in families] for d in documents]
    return HeatView(names, list(zip(heads, cells, strict=True)))
