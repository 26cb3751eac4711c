"""Sentences that say what a chart shows, worked out of its numbers."""

from __future__ import annotations

from policytext.renderers.views import CellView, DocumentView, FamilyView
from policytext.renderers.wording import Wording
from policytext.report import Report

Grid = dict[tuple[str, str], CellView]


def describe_cell(cell: CellView, t: Wording) -> str:
    """Return one count in words: family, document, count, rate, convention."""
    return t(
        "cell",
        family=cell.family.label,
        key=cell.document.key,
        title=cell.document.title,
        n=cell.count,
        rate=t.number(cell.rate, 2),
        convention=cell.convention,
    )


def write_deck(report: Report, t: Wording, grid: Grid) -> str:
    """Return the sentence under the page's title."""
    return t("deck", n=len(report.documents), families=len(report.lexicon))


def write_summary(report: Report, t: Wording) -> str:
    """Return how many of the published counts hold."""
    summary = dict(report.findings.summary)
    return t("cards.summary", n=summary.pop("claims"), **summary)


def describe_charts(
    report: Report,
    t: Wording,
    grid: Grid,
    documents: list[DocumentView],
    families: list[FamilyView],
) -> dict[str, str]:
    """Return a sentence for every chart of the page."""
    return {
        "heatmap": _heatmap(t, grid),
        "bars": _bars(t, grid, documents, families),
        "positions": _positions(report, t, documents, families),
    }


def _heatmap(t: Wording, grid: Grid) -> str:
    known = [cell for cell in grid.values() if cell.rate]
    if not known:
        return t("says.nothing")
    top = max(known, key=lambda c: (c.rate or 0, c.family.id, c.document.id))
    leaders: dict[str, int] = {}
    for document in {c.document.id: None for c in known}:
        own = [c for c in known if c.document.id == document]
        first = max(own, key=lambda c: (c.rate or 0, c.family.id))
        leaders[first.family.label] = leaders.get(first.family.label, 0) + 1
    name, n = max(leaders.items(), key=lambda item: (item[1], item[0]))
    return t(
        "says.heatmap",
        family=top.family.label,
        key=top.document.key,
        rate=t.number(top.rate),
        leader=name,
        n=n,
        total=len({c.document.id for c in grid.values()}),
    )


def _bars(t: Wording, grid: Grid, documents: list[DocumentView], families: list[FamilyView]) -> str:
    """Name the family whose rates lie furthest apart, and the two texts they lie between."""
    spreads = []
    for family in families:
        cells = [c for d in documents if (c := grid[d.id, family.id]).rate is not None]
        if len(cells) > 1:
            low = min(cells, key=lambda c: (c.rate or 0, c.document.id))
            high = max(cells, key=lambda c: (c.rate or 0, c.document.id))
            spreads.append(((high.rate or 0) - (low.rate or 0), family.id, low, high))
    if not spreads:
        return t("says.nothing")
    _, _, low, high = max(spreads, key=lambda s: s[:2])
    return t(
        "says.bars",
        family=low.family.label,
        low=t.number(low.rate),
        low_key=low.document.key,
        high=t.number(high.rate),
        high_key=high.document.key,
    )


def _positions(
    report: Report, t: Wording, documents: list[DocumentView], families: list[FamilyView]
) -> str:
    """Name the family that stands most one-sidedly in one third of one text."""
    best: tuple[float, str, str, int, int, int] | None = None
    for document in documents:
        size = len(document.document.text)
        for family in families:
            starts = report.matches[document.id, family.id].starts
            if len(starts) < 10 or not size:
                continue
            thirds = [0, 0, 0]
            for start in starts:
                thirds[min(2, 3 * start // size)] += 1
            third = max(range(3), key=lambda i: thirds[i])
            entry = (
                thirds[third] / len(starts),
                family.label,
                document.key,
                third,
                thirds[third],
                len(starts),
            )
            best = max(best, entry) if best else entry
    if best is None:
        return t("says.nothing")
    _, label, key, third, n, total = best
    return t(
        "says.positions", family=label, key=key, third=t(f"thirds.{third}"), part=n, total=total
    )
