"""Read tables with one text per row: CSV, TSV, and JSON Lines.

Tested in tests/documents/readers/test_plain_formats.py.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from policytext.base.errors import PolicytextError, UnreadableError
from policytext.base.lookup import look_up
from policytext.documents.capture import CaptureText, Dropped, ExplicitBytes, ReadOptions
from policytext.documents.readers.lib.byte_text import Collector, byte_offsets
from policytext.documents.readers.lib.encodings import (
    choose_encoding,
    decode_exactly,
    refuse_damage,
)
from policytext.documents.readers.lib.printed_list import MEANINGS, cut_list
from policytext.documents.readers.lib.sandbox import read_apart
from policytext.documents.readers.lib.table_columns import find_columns, number_names
from policytext.language.messages import Message

_OUTSIDE = "another row or field"
_SEPARATORS = ",\t;|"
_ESCAPE = re.compile(r'\\(?:(["\\/bfnrt])|u([0-9a-fA-F]{4}))')
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
    return read_row(data, "csv", options)


def read_jsonl(data: bytes, options: ReadOptions) -> CaptureText:
    """Read one field of one line of a JSON Lines file, or of one object of a list."""
    return read_row(data, "jsonl", options)


def read_xlsx(data: bytes, options: ReadOptions) -> CaptureText:
    """Read one cell of one row of the largest sheet, or of one with the same columns."""
    return read_row(data, "xlsx", options)


def read_parquet(data: bytes, options: ReadOptions) -> CaptureText:
    """Read one value of one row of a Parquet file."""
    return read_row(data, "parquet", options)


# The functions that cut a whole table into cells, each in a process with limits.
TABLES = {
    "csv": "rows:cut_csv",
    "jsonl": "rows:cut_jsonl",
    "xlsx": "xlsx:cut_xlsx",
    "parquet": "parquet:cut_parquet",
}


@lru_cache(maxsize=2)
def _cut(data: bytes, form: str, encoding: str | None) -> CaptureText:
    """Return a whole table: its text is all cells; ``mains`` is where those of a column are."""
    function = f"policytext.documents.readers.{TABLES[form]}"
    return read_apart(function, data, ReadOptions(encoding=encoding))


def list_rows(data: bytes, form: str, encoding: str | None = None) -> list[dict[str, str]]:
    """Return the rows of a table as plain text, for a preview."""
    table = _cut(data, form, encoding)
    rows: list[dict[str, str]] = [{} for _ in range(_count_rows(table))]
    for name, spans in table.mains.items():
        for row, (start, end) in zip(rows, spans, strict=True):
            if start >= 0:
                row[name] = table.text[start:end]
    return rows


def _count_rows(table: CaptureText) -> int:
    return len(next(iter(table.mains.values()), ()))


def read_row(data: bytes, form: str, options: ReadOptions) -> CaptureText:
    """Return the text of one cell: the row and the column that *options* name."""
    table = _cut(data, form, options.encoding)
    count = _count_rows(table)
    if options.row is None:
        raise PolicytextError(
            f"The file contains {count} rows: choose one with capture.row (from 1)."
        )
    if not 1 <= options.row <= count:
        raise PolicytextError(f"capture.row {options.row}: choose one from 1 to {count}.")
    cells = {
        name: spans[options.row - 1]
        for name, spans in table.mains.items()
        if spans[options.row - 1][0] >= 0
    }
    name = options.field or find_columns(list_rows(data, form, options.encoding), {}).roles.get(
        "text", ""
    )
    start, end = look_up(cells, name, "capture.field")
    assert isinstance(table.places, ExplicitBytes)
    starts, ends = table.places.starts[start:end], table.places.ends[start:end]
    parts = cut_list(table.text[start:end]) or [(table.text[start:end], None)]
    collected = Collector()
    for text, at in parts:
        if at is None:
            collected.add_sized(text, 0, [1] * len(text))
        else:
            collected.add(text, *at)
    text = "".join(collected.text)
    places = ExplicitBytes(
        [starts[i] if i < len(starts) else ends[-1] for i in collected.starts],
        [ends[i - 1] if i else starts[0] for i in collected.ends],
    )
    refuse_damage(text, places)
    return CaptureText(
        text,
        places,
        table.size,
        form,
        table.encoding,
        dropped=tuple(_leave_out(places, table.size)),
        notes=table.notes,
        unit=table.unit,
        cuttable=len(parts) == 1 and table.cuttable,
    )


def _leave_out(places: ExplicitBytes, size: int) -> Iterator[Dropped]:
    """Yield what is not in the cell."""
    done = 0
    for start, end in zip(places.starts, places.ends, strict=True):
        if start > done:
            yield Dropped(done, start, _OUTSIDE if not done else "list in a cell")
        done = max(done, end)
    if done < size:
        yield Dropped(done, size, _OUTSIDE)


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
        code = int(match[2], 16) if match[2] else ord(MEANINGS.get(match[1], match[1]))
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


def cut_csv(data: bytes, options: ReadOptions) -> CaptureText:
    """Cut a CSV or TSV file into cells."""
    page, offsets, codec = _decode(data, options.encoding)
    records = _choose_records(page)
    names = number_names([page[cell.start : cell.end].strip() for cell in records[0]])
    rows = []
    for number, record in enumerate(records[1:], 1):
        if len(record) != len(names):
            place = offsets[record[0].start]
            raise UnreadableError(
                f"Byte {place}: row {number} has {len(record)} fields, the first line names "
                f"{len(names)}. Correct the row, or save the table again."
            )
        rows.append(dict(zip(names, record, strict=True)))
    return _join(Rows(page, offsets, tuple(rows), codec), len(data), "csv", names)


def _choose_records(page: str) -> list[list[Cell]]:
    """Return the records by the separator that gives all of them the same number of fields."""
    head = page[: page.find("\n")] if "\n" in page else page
    likely = sorted((c for c in _SEPARATORS if c in head), key=head.count, reverse=True)
    found: list[list[list[Cell]]] = []
    refusal: UnreadableError | None = None
    for separator in likely or [","]:
        try:
            records = list(_cut_records(page, separator))
        except UnreadableError as error:
            refusal = refusal or error
            continue
        found.append(records)
        if records and all(len(record) == len(records[0]) for record in records):
            return records
    if not found and refusal:
        raise refusal
    if not found[0]:
        raise UnreadableError("The table is empty; its first line must name the fields.")
    return found[0]


def _join(table: Rows, size: int, form: str, names: Sequence[str]) -> CaptureText:
    """Return a table as one text of all its cells, with the place of each."""
    collected = Collector()
    spans: dict[str, list[tuple[int, int]]] = {name: [] for name in names}
    for row in table.rows:
        for name in names:
            begun = len(collected)
            for text, start, end in _characters(table, row[name], form) if name in row else ():
                collected.add(text, start, end)
            spans[name].append((begun, len(collected)) if name in row else (-1, -1))
    return CaptureText(
        "".join(collected.text),
        collected.places(table.offsets),
        size,
        form,
        table.encoding,
        mains={name: tuple(places) for name, places in spans.items()},
    )


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


def cut_jsonl(data: bytes, options: ReadOptions) -> CaptureText:
    """Cut a JSON Lines file, or a list of objects, into the values that are text or numbers.

    Lists and objects within an object are left out, with a note.
    """
    page, offsets, codec = _decode(data, options.encoding)
    nested: Counter[str] = Counter()
    rows = [_cut_object(page, start, end, offsets, nested) for start, end in _objects(page)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    table = _join(Rows(page, offsets, tuple(rows), codec), len(data), "jsonl", names)
    notes = [
        Message("capture_notes.element", name=name, n=count)
        for name, count in nested.items()
        if count
    ]
    return replace(table, notes=tuple(notes))


def _objects(page: str) -> Iterator[tuple[int, int]]:
    """Yield where the objects of a file are: one a line, or the items of one list."""
    if not re.match(r"\s*\[", page):
        for line in re.finditer(r"[^\n]+", page):
            if line[0].strip():
                yield line.span()
        return
    decoder, at = json.JSONDecoder(), _skip(page, page.index("[") + 1)
    while page[at : at + 1] != "]":
        try:
            _, end = decoder.raw_decode(page, at)
        except (ValueError, RecursionError) as error:
            raise UnreadableError(f"Character {at}: is not JSON ({error}).") from None
        yield at, end
        at = _skip(page, end)
        if page[at : at + 1] == ",":
            at = _skip(page, at + 1)


def _cut_object(
    page: str, start: int, end: int, offsets: Sequence[int], nested: Counter[str]
) -> dict[str, Cell]:
    """Return the fields of the object in ``page[start:end]``; count letters in *nested* values."""
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
    nested.update({name: _count_letters(value) for name, value in pairs if _is_nested(value)})
    return dict(_cut_pairs(page, start, pairs))


def _is_nested(value: object) -> bool:
    """Return whether a value of an object is a list or an object."""
    return isinstance(value, list)  # an object is read as a list of pairs


def _count_letters(value: object) -> int:
    """Return the number of letters in the strings within *value*, aside from names."""
    if isinstance(value, tuple):
        return _count_letters(value[1])
    if isinstance(value, list):
        return sum(map(_count_letters, value))
    return sum(map(str.isalpha, value)) if isinstance(value, str) else 0


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
        begun = at
        _, at = decoder.raw_decode(page, at)
        if isinstance(value, int | float):
            yield name, Cell(begun, at, False)
        at = _skip(page, at) + 1  # the comma, or the end


def _skip(page: str, at: int) -> int:
    match = _SPACE.match(page, at)
    assert match is not None
    return match.end()
