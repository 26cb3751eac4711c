"""Translate the sentences in the tables of a report; keys and ids do not change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from policytext.articles.checking import CheckedArticle
from policytext.base.table import Cell, Table
from policytext.language.messages import Message, Wording
from policytext.report.model import Report


def speak(name: str, table: Table, report: Report, t: Wording) -> Table:
    """Return the table *name* with title, reasons, cautions and notes in the language of *t*."""
    if name == "findings":
        table = report.findings.to_table(t.language)
    elif name == "articles":
        table = list_checked(report.articles, t.language)
    said = replace(table.in_language(t.language), title=t.get(f"tables.{name}", table.title))
    return translate(said, {"reason": _words("reasons", t), "caution": _words("values", t)})


def translate(table: Table, words: Mapping[str, Callable[[Cell], Cell]]) -> Table:
    """Return *table* with each function of *words* applied to the cells of its column."""
    if not words.keys() & set(table.columns):
        return table
    ways = [words.get(column, _same) for column in table.columns]
    rows = (tuple(way(cell) for way, cell in zip(ways, row, strict=True)) for row in table.rows)
    return replace(table, rows=tuple(rows))


def list_checked(articles: Mapping[str, CheckedArticle], language: str = "en") -> Table:
    """Return the claims of all articles, with a row for each claim."""
    tables = {name: article.to_table(language) for name, article in articles.items()}
    columns = next(iter(tables.values())).columns
    rows = tuple((name, *row) for name, table in tables.items() for row in table.rows)
    notes = tuple(
        Message("article_reasons.of_article", article=name, note=stretch.to_note())
        for name, article in articles.items()
        for stretch in article.extraction.unparsed
    )
    return Table("Articles", ("article", *columns), rows, notes=notes)


def _words(section: str, t: Wording) -> Callable[[Cell], Cell]:
    return lambda cell: t.get(f"{section}.{cell}", str(cell)) if cell else cell


def _same(cell: Cell) -> Cell:
    return cell
