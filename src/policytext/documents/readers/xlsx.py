"""Cut XLSX files into the cells of their rows: the largest sheet, and those with the same columns.

Tested in tests/documents/readers/test_tables.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from policytext.base.errors import UnreadableError
from policytext.documents.capture import CaptureText, ReadOptions
from policytext.documents.readers.lib.office_parts import find_main_part, find_relations, value_of
from policytext.documents.readers.lib.table_columns import number_names
from policytext.documents.readers.lib.values import join_values
from policytext.documents.readers.lib.xml_events import local_name, read_events
from policytext.documents.readers.lib.zip_files import (
    Container,
    open_container,
    refuse_declarations,
)
from policytext.language.messages import Message

_DATE_FORMATS = frozenset({14, 15, 16, 17, 22, 27, 30, 31, 36, 50, 57, 58})
_DATE_CODE = re.compile(r"[yY年]")
_DAY_ZERO = datetime(1899, 12, 30)  # as the format counts from 1 March 1900 on
_MOST_COLUMNS = 1000
_TOP = 10  # rows in which the names of the columns are
Cells = dict[int, str]


def cut_xlsx(data: bytes, options: ReadOptions) -> CaptureText:
    """Return the rows of the sheets that have the columns of the largest one."""
    container = open_container(data)
    refuse_declarations(container)
    main = find_main_part(container, ".xlsx")
    relations = find_relations(container, main)
    kinds = {relation.kind: relation.member for relation in relations.values()}
    strings = list(_read_strings(container, kinds.get("sharedStrings", "")))
    dates = _find_date_styles(container, kinds.get("styles", ""))
    sheets = [
        (value_of(e.attributes, "name"), value_of(e.attributes, "id", space="relationships"))
        for e in read_events(container.read(main), main)
        if e.kind == "start" and local_name(e.name) == "sheet"
    ]
    tables = [
        (name, list(_read_sheet(container, relations[key].member, strings, dates)))
        for name, key in sheets
        if key in relations and relations[key].kind == "worksheet"
    ]
    groups: dict[tuple[str, ...], list[dict[str, str]]] = {}
    heads: dict[str, tuple[str, ...]] = {}
    for name, rows in tables:
        head, body = _cut_head(rows)
        if body:
            heads[name] = tuple(head.values())
            records = groups.setdefault(heads[name], [])
            records += [{head[n]: text for n, text in row.items() if n in head} for row in body]
    if not groups:
        raise UnreadableError("No sheet has a table: a line of names and lines below it.")
    names = max(groups, key=lambda key: _count_characters(groups[key]))
    left_out = [Message("capture_notes.sheet", name=n) for n in heads if heads[n] != names]
    return replace(join_values(names, groups[names], "xlsx"), notes=tuple(left_out))


def _count_characters(records: list[dict[str, str]]) -> int:
    return sum(len(text) for record in records for text in record.values())


def _cut_head(rows: list[Cells]) -> tuple[dict[int, str], list[Cells]]:
    """Return the names of the columns, and the rows below; a title above them is no row."""
    widest = max((len(row) for row in rows[:_TOP]), default=0)
    for index, row in enumerate(rows):
        if 2 * len(row) >= widest and len(row) >= min(2, widest):
            return _name_columns(row), rows[index + 1 :]
    return {}, []


def _name_columns(head: Cells) -> dict[int, str]:
    """Return the names of the columns; the second of one name gets a number."""
    return dict(
        zip(head, number_names(" ".join(text.split()) for text in head.values()), strict=True)
    )


def _read_strings(container: Container, member: str) -> Iterator[str]:
    """Yield the texts that cells refer to by number."""
    if not member:
        return
    pieces: list[str] = []
    silent = within = False
    for event in read_events(container.read(member), member):
        name = local_name(event.name)
        if event.kind == "start":
            silent |= name == "rPh"  # how to read the characters aloud
            within = name == "t"
        elif event.kind == "text" and within and not silent:
            pieces.append(event.text)
        elif event.kind == "end":
            within = False
            silent &= name != "rPh"
            if name == "si":
                yield "".join(pieces)
                pieces.clear()


def _find_date_styles(container: Container, member: str) -> set[int]:
    """Return the styles of cells that are shown as dates."""
    if not member:
        return set()
    own: set[int] = set()
    found: set[int] = set()
    count, inside = 0, False
    for event in read_events(container.read(member), member):
        name = local_name(event.name)
        if event.kind == "start" and name == "numFmt":
            if _DATE_CODE.search(value_of(event.attributes, "formatCode")):
                own.add(int(value_of(event.attributes, "numFmtId") or 0))
        elif name == "cellXfs":
            inside = event.kind == "start"
        elif event.kind == "start" and name == "xf" and inside:
            if int(value_of(event.attributes, "numFmtId") or 0) in _DATE_FORMATS | own:
                found.add(count)
            count += 1
    return found


def _read_sheet(
    container: Container, member: str, strings: list[str], dates: set[int]
) -> Iterator[Cells]:
    """Yield the rows that have a cell, each as texts by column."""
    row: Cells = {}
    column, kind, style, within = -1, "", 0, ""
    pieces: list[str] = []
    for event in read_events(container.read(member), member):
        name = local_name(event.name)
        if event.kind == "start":
            within = name if name in ("v", "t") else ""
            if name == "row":
                row, column = {}, -1
            elif name == "c":
                column = _column_of(value_of(event.attributes, "r"), column + 1)
                kind = value_of(event.attributes, "t")
                style = int(value_of(event.attributes, "s") or 0)
                pieces.clear()
        elif event.kind == "text" and within:
            pieces.append(event.text)
        elif event.kind == "end":
            within = ""
            if name == "c" and pieces and column < _MOST_COLUMNS:
                text = _write("".join(pieces), kind, strings, is_date=style in dates)
                row |= {column: text} if text.strip() else {}
            elif name == "row" and row:
                yield row


def _column_of(reference: str, otherwise: int) -> int:
    """Return the number of a column from a reference such as ``AB12``."""
    letters = re.match(r"[A-Z]{1,3}", reference)
    if letters is None:
        return otherwise
    number = 0
    for letter in letters[0]:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _write(value: str, kind: str, strings: list[str], *, is_date: bool) -> str:
    if kind == "s":
        number = int(value) if value.strip().isdigit() else -1
        if not 0 <= number < len(strings):
            raise UnreadableError("A cell refers to a text that is not there; save it again.")
        return strings[number]
    if kind in ("", "n") and is_date and re.fullmatch(r"\d{1,5}(\.\d+)?", value):
        return (_DAY_ZERO + timedelta(days=int(float(value)))).date().isoformat()
    return value.removesuffix(".0") if kind in ("", "n") else value
