"""Read tables with one text per row: CSV, TSV, and JSON Lines.

Tested in tests/documents/readers/test_plain_formats.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from policytext.base.errors import PolicytextError, UnreadableError
from policytext.base.lookup import look_up
from policytext.documents.capture import CaptureText, Dropped, ReadOptions
from policytext.documents.readers.lib.byte_text import Collector, byte_offsets
from policytext.documents.readers.lib.encodings import (
    choose_encoding,
    decode_exactly,
    refuse_damage,
)

_TEXT_FIELDS = ("text", "content", "body", "正文", "内容", "全文", "文本")
_OUTSIDE = "another row or field"
_ESCAPE = re.compile(r'\\(?:(["\\/bfnrt])|u([0-9a-fA-F]{4}))')
_MEANINGS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_STRING = re.compile(r'"((?:[^"\\\x00-\x1f]|\\.)*)"')
_SPACE = re.compile(r"[ \t\r\n]*")


class Cell(NamedTuple):
    """A field of a row: where its value is in the page, and whether it is in quotes."""

    start: int
    end: int
    quoted: bool


class Rows(NamedTuple):
    """A table: the page, the bytes of its characters, and its rows as fields by name."""

    page: str
    offsets: Sequence[int]
    rows: tuple[dict[str, Cell], ...]
    encoding: str


def read_csv(data: bytes, options: ReadOptions) -> CaptureText:
    """Read one field of one row of a CSV or TSV file."""
    return _read_row(_cut_csv(data, options.encoding), len(data), options, "csv")


def read_jsonl(data: bytes, options: ReadOptions) -> CaptureText:
    """Read one field of one line of a JSON Lines file."""
    return _read_row(_cut_jsonl(data, options.encoding), len(data), options, "jsonl")


def list_rows(data: bytes, form: str, encoding: str | None = None) -> list[dict[str, str]]:
    """Return the rows of a table as plain text, for a preview."""
    table = (_cut_csv if form == "csv" else _cut_jsonl)(data, encoding)
    return [
        {
            name: "".join(t for t, _, _ in _characters(table, cell, form))
            for name, cell in row.items()
        }
        for row in table.rows
    ]


def _read_row(table: Rows, size: int, options: ReadOptions, form: str) -> CaptureText:
    if options.row is None:
        raise PolicytextError(
            f"The file contains {len(table.rows)} rows: choose one with capture.row (from 1)."
        )
    if not 1 <= options.row <= len(table.rows):
        raise PolicytextError(f"capture.row {options.row}: choose one from 1 to {len(table.rows)}.")
    row = table.rows[options.row - 1]
    name = options.field or next((name for name in _TEXT_FIELDS if name in row), "")
    cell = look_up(row, name, "capture.field")
    collected = Collector()
    for text, start, end in _characters(table, cell, form):
        collected.add(text, start, end)
    text, places = "".join(collected.text), collected.places(table.offsets)
    refuse_damage(text, places)
    first, last = table.offsets[cell.start], table.offsets[cell.end]
    dropped = [
        Dropped(0, first, "another row or field"),
        Dropped(last, size, "another row or field"),
    ]
    return CaptureText(
        text,
        places,
        size,
        form,
        table.encoding,
        dropped=tuple(d for d in dropped if d.start < d.end),
    )


def _characters(table: Rows, cell: Cell, form: str) -> Iterator[tuple[str, int, int]]:
    """Yield the text of a cell: plain stretches, and the meaning of escapes."""
    if form == "jsonl":
        yield from _read_json_string(table.page, cell.start, cell.end)
        return
    done = cell.start
    while cell.quoted and (at := table.page.find('""', done, cell.end)) >= 0:
        yield table.page[done:at], done, at
        yield '"', at, at + 2
        done = at + 2
    yield table.page[done : cell.end], done, cell.end


def _read_json_string(page: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    done = start
    high: tuple[int, int] | None = None
    for match in _ESCAPE.finditer(page, start, end):
        if high and match.start() != done:
            break
        yield page[done : match.start()], done, match.start()
        done = match.end()
        code = int(match[2], 16) if match[2] else ord(_MEANINGS.get(match[1], match[1]))
        if 0xD800 <= code < 0xDC00 and high is None:
            high = code, match.start()
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high[0] - 0xD800) << 10) + code - 0xDC00
            yield chr(code), high[1], match.end()
            high = None
            continue
        if high or 0xD800 <= code < 0xE000:
            break
        yield chr(code), match.start(), match.end()
    else:
        if high is None:
            yield page[done:end], done, end
            return
    raise UnreadableError(f"Character {done}: half of a surrogate pair; save the file again.")


def _decode(data: bytes, encoding: str | None) -> tuple[str, Sequence[int], str]:
    choice = choose_encoding(data, encoding)
    page, places = decode_exactly(data, choice.codec, choice.mark)
    return page, byte_offsets(page, places), choice.codec


@lru_cache(maxsize=2)
def _cut_csv(data: bytes, encoding: str | None) -> Rows:
    page, offsets, codec = _decode(data, encoding)
    head = page[: page.find("\n")]
    delimiter = max("\t,;", key=head.count)
    records = list(_cut_records(page, delimiter))
    if not records:
        raise UnreadableError("The table is empty; its first line must name the fields.")
    names = [page[cell.start : cell.end].strip() for cell in records[0]]
    if len(set(names)) < len(names):
        raise UnreadableError("Two fields of the table have the same name; rename one.")
    rows = []
    for number, record in enumerate(records[1:], 1):
        if len(record) != len(names):
            place = offsets[record[0].start]
            raise UnreadableError(
                f"Byte {place}: row {number} has {len(record)} fields, the first line names "
                f"{len(names)}."
            )
        rows.append(dict(zip(names, record, strict=True)))
    return Rows(page, offsets, tuple(rows), codec)


def _cut_records(page: str, delimiter: str) -> Iterator[list[Cell]]:
    """Yield the records of a CSV file by RFC 4180; skip blank lines."""
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    quoted = re.compile(r'"((?:[^"]|"")*)"')
    at, record = 0, []
    while at < len(page):
        match = quoted.match(page, at)
        if page[at] == '"' and match is None:
            raise UnreadableError(f"Character {at}: a quote is not closed; save it again.")
        match = match or plain.match(page, at)
        assert match is not None
        is_quoted = match.re is quoted
        record.append(Cell(*match.span(1 if is_quoted else 0), is_quoted))
        at = match.end()
        if page.startswith(delimiter, at):
            at += 1
            if at == len(page):
                record.append(Cell(at, at, False))
            continue
        end = re.compile(r"\r\n|\n|\r|\Z").match(page, at)
        if end is None:
            raise UnreadableError(f"Character {at}: text after a closing quote; save it again.")
        at = end.end()
        if len(record) > 1 or record[0].start < record[0].end:
            yield record
        record = []
    if record:
        yield record


@lru_cache(maxsize=2)
def _cut_jsonl(data: bytes, encoding: str | None) -> Rows:
    page, offsets, codec = _decode(data, encoding)
    rows = []
    for line in re.finditer(r"[^\n]+", page):
        if line[0].strip():
            rows.append(_cut_object(page, line.start(), line.end(), offsets))
    return Rows(page, offsets, tuple(rows), codec)


def _cut_object(page: str, start: int, end: int, offsets: Sequence[int]) -> dict[str, Cell]:
    """Return the text fields of the object in ``page[start:end]``."""
    line = page[start:end]
    try:
        pairs = json.loads(line, object_pairs_hook=list)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"Byte {offsets[start]}: is not a JSON object ({error}).") from None
    if not isinstance(pairs, list) or not line.lstrip().startswith("{"):
        raise UnreadableError(f"Byte {offsets[start]}: is not a JSON object.")
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise UnreadableError(f"Byte {offsets[start]}: a key occurs twice in one object.")
    return dict(_cut_pairs(page, start, pairs))


def _cut_pairs(
    page: str, start: int, pairs: list[tuple[str, object]]
) -> Iterator[tuple[str, Cell]]:
    decoder = json.JSONDecoder()
    at = page.index("{", start) + 1
    for name, value in pairs:
        _, at = decoder.raw_decode(page, _skip(page, at))
        at = _skip(page, _skip(page, at) + 1)  # the colon
        if isinstance(value, str):
            match = _STRING.match(page, at)
            assert match is not None
            yield name, Cell(*match.span(1), True)
        _, at = decoder.raw_decode(page, at)
        at = _skip(page, at) + 1  # the comma, or the end


def _skip(page: str, at: int) -> int:
    match = _SPACE.match(page, at)
    assert match is not None
    return match.end()
