"""The values that the template prints: names, cells and the addresses of passages.

Tested in tests/report/formats/test_page.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase
from urllib.parse import quote

from policytext.documents.document import Document
from policytext.report.model import FamilyRate, Report

FEW_DOCUMENTS = 8  # with more documents, they are the rows of the table of rates


@dataclass(frozen=True)
class DocumentView:
    """A document as the page names it: by a letter (or a number after Z) and its title."""

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
    """A count of one family in one document, with its rate and the address of its passages."""

    document: DocumentView
    family: FamilyView
    rate: FamilyRate
    href: str


Grid = dict[tuple[str, str], CellView]


def view_documents(report: Report) -> list[DocumentView]:
    """Return the compared documents with their letters, then those that only claims are about."""
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


def view_families(report: Report, language: str, order: Sequence[str] = ()) -> list[FamilyView]:
    """Return the families in *order*, then the others in the order of the lexicon."""
    languages = {document.metadata.language for document in report.documents}
    views = {
        family.id: FamilyView(
            family.id,
            family.label(language),
            tuple(dict.fromkeys(t for la in sorted(languages) for t in family.terms_in(la))),
        )
        for family in report.lexicon.families
    }
    return [views[name] for name in dict.fromkeys((*order, *views))]


def view_grid(report: Report, documents: list[DocumentView], families: list[FamilyView]) -> Grid:
    """Return a cell for every document and family."""
    return {
        (document.id, family.id): CellView(
            document,
            family,
            report.rates[document.id, family.id],
            link_passages(family.id, document.id),
        )
        for document in documents
        for family in families
    }


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
    """The head of a row or column: a document with its badge, or a family with its terms."""

    badge: str
    label: str
    href: str = ""
    terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class RatesView:
    """Rates and counts as rows and columns; few documents are columns, many are rows."""

    columns: list[HeadView]
    rows: list[tuple[HeadView, list[CellView]]]


def view_rates(grid: Grid, documents: list[DocumentView], families: list[FamilyView]) -> RatesView:
    """Return the table of all rates."""
    heads = [HeadView(d.key, d.title, f"#doc-{d.id}") for d in documents]
    names = [HeadView("", f.label, terms=f.terms) for f in families]
    if len(documents) <= FEW_DOCUMENTS:
        cells = [[grid[d.id, f.id] for d in documents] for f in families]
        return RatesView(heads, list(zip(names, cells, strict=True)))
    cells = [[grid[d.id, f.id] for f in families] for d in documents]
    return RatesView(names, list(zip(heads, cells, strict=True)))
