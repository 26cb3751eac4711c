"""Tables for charts: of made-up numbers, of any size down to none."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from policytext.base.table import Cell, Table, make_table

Counts = dict[tuple[str, str], int]
RATES = ("document", "family", "count", "per_1000", "low", "high", "unit")


def make_rates(cells: dict[tuple[str, str], int | None], *, size: int = 1000) -> Table:
    """Return the table of counts in texts of *size* characters, with a made-up interval."""
    records: list[dict[str, Cell]] = []
    for (document, family), count in cells.items():
        rate = None if count is None else 1000 * count / size
        records.append(
            {
                "document": document,
                "family": family,
                "count": count,
                "per_1000": rate,
                "low": None if rate is None else rate / 2,
                "high": None if rate is None else rate * 2 + 1,
                "unit": "characters",
            }
        )
    return make_table("Families", records, RATES, convention="text/each/body")


def make_table_for(chart: str, documents: list[str], families: list[str]) -> Table:
    """Return a table *chart* can draw of made-up numbers, of any size down to none."""
    pairs = list(product(documents, families))
    counts = {pair: number * 7 % 23 for number, pair in enumerate(pairs)}
    if chart in ("heatmap", "bars", "profile"):
        return make_rates(dict(counts))
    return _MAKERS[chart](documents, families, counts)


def _positions(documents: list[str], families: list[str], counts: Counts) -> Table:
    rows = [
        (document, family, hit * 40 if counts[document, family] else None, 1000)
        for document, family in counts
        for hit in range(max(counts[document, family], 1))
    ]
    return Table("Positions", ("document", "family", "position", "length"), tuple(rows))


def _tfidf(documents: list[str], families: list[str], counts: Counts) -> Table:
    rows = [(d, f, count / 23, count) for (d, f), count in counts.items()]
    return Table("Terms", ("document", "feature", "tfidf", "count"), tuple(rows))


def _similarity(documents: list[str], families: list[str], counts: Counts) -> Table:
    size = len(documents)
    rows = [
        (document, *(1 - abs(line - position) / max(size, 1) for position in range(size)))
        for line, document in enumerate(documents)
    ]
    return Table("Similarity", ("document", *documents), tuple(rows))


def _keyness(documents: list[str], families: list[str], counts: Counts) -> Table:
    rows = []
    for (document, family), count in counts.items():
        ratio = (count - 11) / 3
        high = float("inf") if count == 22 else ratio + 1
        rows.append((document, family, ratio, ratio - 1, high))
    return Table("Keyness", ("document", "feature", "log_ratio", "low", "high"), tuple(rows))


def _trends(documents: list[str], families: list[str], counts: Counts) -> Table:
    rows = [
        (family, f"{2000 + documents.index(document)}", count, float(count), count / 2, count * 2.0)
        for (document, family), count in counts.items()
    ]
    return Table("Trends", ("family", "group", "count", "per_1000", "low", "high"), tuple(rows))


def _robustness(documents: list[str], families: list[str], counts: Counts) -> Table:
    known = len(documents) > 1
    rows = [
        (family, 8, 1 - number / 50 if known else None, 8 - number % 9, 8 if known else None)
        for number, family in enumerate(families)
    ]
    columns = ("family", "conventions", "agreement", "same_order", "first_kept")
    return Table("Robustness", columns, tuple(rows))


_MAKERS: dict[str, Callable[..., Table]] = {
    "positions": _positions,
    "tfidf": _tfidf,
    "similarity": _similarity,
    "keyness": _keyness,
    "trends": _trends,
    "robustness": _robustness,
}
