"""Tables for charts: rows by document and item, their order and the names to show.

Tested in tests/charts/test_contract.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf
from typing import Any

from policytext.base.errors import PolicytextError
from policytext.base.table import Table
from policytext.charts.drawing import Mark
from policytext.charts.words import (
    Language,
    Names,
    format_exact,
    format_rate,
    quote_document,
    quote_term,
    say,
)


def check_columns(table: Table, needed: Sequence[str], chart: str) -> None:
    """Refuse a table without a column that the chart needs."""
    missing = [name for name in needed if name not in table.columns]
    if missing:
        raise PolicytextError(
            f"The chart {chart!r} needs the columns {', '.join(needed)}; the table "
            f"{table.title!r} has no {', '.join(missing)}. Columns: {', '.join(table.columns)}."
        )


@dataclass(frozen=True)
class Row:
    """A row of the table, with its number; an undefined number is None."""

    number: int
    cells: dict[str, Any]

    @property
    def interval(self) -> tuple[float, float] | None:
        """The values of low and high; if only one is defined, the other is infinite."""
        low, high = self.get("low"), self.get("high")
        if low is None and high is None:
            return None
        return -inf if low is None else low, inf if high is None else high

    def get(self, name: str) -> Any:
        """Return the cell in the column *name*, or None."""
        return self.cells.get(name)

    def say(self, column: str) -> str:
        """Return as text the exact value in *column*, its interval and the count."""
        ends = f" [{self.interval[0]:.2f}, {self.interval[1]:.2f}]" if self.interval else ""
        count = self.get("count")
        often = "" if count is None else f" ({count:,})"
        return format_exact(self.get(column)) + ends.replace("inf", "∞") + often


@dataclass(frozen=True)
class Grid:
    """The rows of a table by document and item (a family or a term)."""

    table: Table
    item: str
    document_names: Names = None
    item_names: Names = None

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the table in its order."""
        columns = self.table.columns
        lines = ([None if cell != cell else cell for cell in line] for line in self.table.rows)
        return [
            Row(number, dict(zip(columns, line, strict=True))) for number, line in enumerate(lines)
        ]

    @cached_property
    def _cells(self) -> dict[tuple[str, str], Row]:
        return {(row.get("document"), row.get(self.item)): row for row in self.rows}

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """The documents in the order of the table."""
        return tuple(dict.fromkeys(row.get("document") for row in self.rows))

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The families or terms in the order of the table."""
        return tuple(dict.fromkeys(row.get(self.item) for row in self.rows))

    def cell(self, document: str, item: str) -> Row | None:
        """Return the row of *item* in *document*."""
        return self._cells.get((document, item))

    def value(self, document: str, item: str, column: str = "per_1000") -> float | None:
        """Return a number, None where it is undefined."""
        row = self.cell(document, item)
        return row.get(column) if row else None

    def values(self, column: str = "per_1000") -> list[float]:
        """Return every defined number of *column*."""
        return [row.get(column) for row in self.rows if row.get(column) is not None]

    def ranked(self, column: str = "per_1000") -> tuple[str, ...]:
        """Return the items by their mean over the documents, the highest first."""
        means = {item: self._mean(item, column) for item in self.items}
        return tuple(sorted(self.items, key=lambda item: (-means[item], self.items.index(item))))

    def _mean(self, item: str, column: str) -> float:
        known = [v for d in self.documents if (v := self.value(d, item, column)) is not None]
        return sum(known) / len(known) if known else -1.0

    def document_name(self, document: str | None) -> str:
        """Return the name to show for *document*; it is empty if the table has no documents."""
        return (self.document_names or {}).get(document, document) if document else ""

    def item_name(self, item: str) -> str:
        """Return the name to show for *item*."""
        return (self.item_names or {}).get(item, item)

    def mark(self, row: Row, column: str = "per_1000") -> Mark:
        """Return the mark of *row*, with its names and its exact value."""
        names = self.document_name(row.get("document")), self.item_name(row.get(self.item))
        name = " · ".join(filter(None, names))
        return Mark(row.number, f"{name}: {row.say(column)}")

    def quote_document(self, row: Row, language: Language) -> str:
        """Return the title of the row's document in quotation marks."""
        return quote_document(self.document_name(row.get("document")), language)

    def quote_item(self, row: Row) -> str:
        """Return the row's family or term in quotation marks."""
        return quote_term(self.item_name(row.get(self.item)))

    def say_rate(self, row: Row, language: Language) -> str:
        """Return a rate in words, with the count behind it: ``每千字 17.3 次（共 45 次）``."""
        rate, count = format_rate(row.get("per_1000")), row.get("count")
        unit = say(language, "words" if row.get("unit") == "words" else "characters")
        if count is None:
            return say(language, "rate", unit=unit, rate=rate)
        times = say(language, "times", n=count)
        return say(language, "rate_counted", unit=unit, rate=rate, times=times)

    def unit(self, language: Language) -> str:
        """Return the unit of the rates, with a warning if the table has two units."""
        units = set(map(str, self.table.column("unit"))) if "unit" in self.table.columns else set()
        if len(units) > 1:
            return say(language, "per_both")
        return say(language, "per_words" if units == {"words"} else "per_characters")


def read_rates(table: Table, chart: str, documents: Names = None, families: Names = None) -> Grid:
    """Return the grid of a table of rates by document (or group) and family (or term)."""
    item = "term" if "term" in table.columns else "family"
    if "group" in table.columns and "document" not in table.columns:
        table = _name_groups(table)
    check_columns(table, ("document", item, "per_1000"), chart)
    return Grid(table, item, documents, families)


def _name_groups(table: Table) -> Table:
    """Return *table* with its groups as documents; a group with two units becomes two."""
    mixed = "unit" in table.columns and len(set(table.column("unit"))) > 1
    columns = tuple("document" if name == "group" else name for name in table.columns)
    place = columns.index("document")
    rows = []
    for line, record in zip(table.rows, table.records(), strict=True):
        name = f"{record['group']} ({record['unit']})" if mixed else record["group"]
        rows.append((*line[:place], name, *line[place + 1 :]))
    return replace(table, columns=columns, rows=tuple(rows))
