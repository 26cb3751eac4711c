"""Propose a manifest entry for a capture: what was found, and what a person must decide.

Tested in tests/cli/test_add.py.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from policytext.base.errors import InputWarning, PolicytextError, UnreadableError
from policytext.base.lookup import look_up
from policytext.documents.add.body_lines import Lines, find_body, guess_clip, place_in
from policytext.documents.add.dates import guess_dates
from policytext.documents.add.guess import (
    guess_issuer,
    guess_language,
    guess_source,
    guess_title,
)
from policytext.documents.add.hints import find_hints
from policytext.documents.add.readings import choose_extractor, find_container, list_disagreeing
from policytext.documents.add.remaking import make_readable
from policytext.documents.add.surroundings import find_surroundings
from policytext.documents.assemble import build_document
from policytext.documents.capture import CaptureText, ReadOptions
from policytext.documents.clip import ClipError
from policytext.documents.document import Document
from policytext.documents.manifest import DocumentEntry
from policytext.documents.names import read_date_of_name, read_stem, spell_id
from policytext.documents.readers import (
    READERS,
    OldOfficeError,
    detect_format,
    read_capture,
)
from policytext.documents.readers.lib.encodings import DETECTED, label_of_codec
from policytext.documents.readers.lib.scan import RECOGNISED, ScanError
from policytext.documents.readers.lib.table_columns import (
    Columns,
    find_columns,
    read_date_cell,
)
from policytext.documents.readers.rows import TABLES, list_rows
from policytext.language.dates import read_whole_date
from policytext.language.messages import Message

_DATE = re.compile(r"\d{4}\D\d{1,2}\D\d{1,2}")  # asked about where there is no such day
TYPED = "standard-input"  # the name of a text from standard input
_UNCLEAR = "where the text begins and ends is not clear, so all of it is kept"
_ALL = "all"
_PAGES = ("html", "mhtml", "xhtml")  # what has menus around its text
_DISAGREE = (
    "the extractors disagree; {} keeps all that the other keeps, and all prose of the page",
    "the extractors disagree, and each leaves out lines that may be text, so all of it is read",
)
_CONVERTED = "the capture is the file as another program has converted it; compare the two"
_NO_TEXT = (
    "no text could be read: it is empty, its text is drawn as pictures or outlines, or a script "
    "loads it; save it as text, or run it through OCR"
)


@dataclass(frozen=True)
class Given:
    """Values that the person who adds a capture gives in place of a guess.

    ``original`` is the sha256 of the file that the capture was made from, which is not given.
    """

    id: str = ""
    title: str = ""
    issued: str = ""
    issuer: str = ""
    edition: str = ""
    options: ReadOptions = field(default_factory=ReadOptions)
    fields: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False
    clip: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    original: str = ""
    language: str = ""


@dataclass(frozen=True)
class Proposal:
    """A proposed entry. ``questions`` lists what a person must decide before it can be added.

    ``choices`` has the extractors' texts if they disagree; ``hints`` lists what may need a look.
    ``doubtful`` lists lines that are kept but may belong to the page; ``supposed`` is the clip that
    leaves them out.
    """

    data: bytes
    entry: Mapping[str, Any]
    document: Document | None = None
    questions: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    doubtful: tuple[str, ...] = ()
    supposed: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id of the entry."""
        return str(self.entry["id"])

    def rename(self, identifier: str) -> Proposal:
        """Return the proposal with another id; the capture of a table keeps its name."""
        entry = {**self.entry, "id": identifier}
        capture = entry["capture"]
        if "row" not in capture:
            suffix = capture["path"].removeprefix(f"raw/{self.id}")
            entry["capture"] = {**capture, "path": f"raw/{identifier}{suffix}"}
        document = self.document and replace(self.document, id=identifier)
        return replace(self, entry=entry, document=document)


def propose_all(data: bytes, name: str, given: Given) -> list[Proposal]:
    """Propose an entry for the file *name*; for a table, one for each row.

    The text of scanned pages is recognised first, and an old Office file is converted, where a
    program for it is installed.
    """
    try:
        return _propose_each(data, name, given)
    except (ScanError, OldOfficeError) as refusal:
        remade, remade_name = make_readable(refusal, data, name)
    return _propose_each(remade, remade_name, replace(given, original=_digest(data)))


def _propose_each(data: bytes, name: str, given: Given) -> list[Proposal]:
    form = given.options.format or detect_format(data, name)
    if form not in TABLES or given.options.row is not None:
        return [propose(data, name, given)]
    rows = list_rows(data, form, given.options.encoding)
    known = list(dict.fromkeys(column for row in rows for column in row))
    for column in given.columns.values():
        look_up(dict.fromkeys(known), column, "column")
    columns = find_columns(rows, given.columns)
    if "text" not in columns.roles:
        names = ", ".join(filter(None, known))
        raise PolicytextError(f"No column is clearly the text; name it with --column: {names}.")
    filled = [n for n, row in enumerate(rows, 1) if row.get(columns.roles["text"], "").strip()]
    if empty := len(rows) - len(filled):
        said = f"{name}: {empty} of {len(rows)} rows have no text and are left out."
        warnings.warn(said, InputWarning, stacklevel=2)
    texts = [rows[number - 1] for number in filled]
    if "id" in columns.roles and not _are_ids([row[columns.roles["id"]] for row in texts]):
        columns = columns.without_ids()
    for column, count in columns.count_left_out(texts).items():
        said = (
            f"{name}: in {count} of {len(texts)} rows, the value of the column {column} is too "
            f"long for a field and is left out; read these texts with --column {column}."
        )
        warnings.warn(said, InputWarning, stacklevel=2)
    return [
        propose(data, name, _given_by_row(given, columns, rows[number - 1], number, name))
        for number in filled
    ]


def _are_ids(values: list[str]) -> bool:
    """Return whether each of *values* is the id of one row only."""
    made = [_make_id(value, "") for value in values]
    return len({*made, ""}) == len(made) + 1


def _given_by_row(
    given: Given, columns: Columns, row: Mapping[str, str], number: int, name: str
) -> Given:
    found = columns.describe(row)
    stem = read_stem(name)
    beginning = given.id or spell_id(stem)
    identifier = f"{beginning[:56]}-{number}"
    if not given.id:
        identifier = _make_id(found.get("id", ""), identifier)
    cell = found.get("issued", "").strip()
    issued = read_date_cell(cell) or (cell if _DATE.match(cell) else read_date_of_name(stem))
    return replace(
        given,
        id=identifier,
        title=given.title or found.get("title", ""),
        issued=given.issued or issued,
        issuer=given.issuer or found.get("issuer", ""),
        fields={**columns.list_facts(row), **given.fields},
        options=replace(given.options, row=number, field=columns.roles["text"]),
    )


def propose(data: bytes, name: str, given: Given) -> Proposal:
    """Propose an entry for one text of the file *name*; refuse a file without any text."""
    capture, given, choices, hints = _read(data, name, given)
    page = _describe(data, name, capture, given)
    entry, questions = page.entry, list(page.questions)
    document, trouble = _try(entry, capture)
    if trouble and "clip" in entry and not given.clip:
        entry.pop("clip")
        document, trouble = _try(entry, capture)
        hints.append(_UNCLEAR)
    questions += [trouble] if trouble else []
    hints += [_CONVERTED] if given.original and "ocr" not in entry["capture"] else []
    if document is not None:
        if not document.has_text:
            _refuse_empty(given)
            questions.append(_NO_TEXT)
        hints += [*_find_missing(entry, name), *page.hints, *find_hints(document)]
    return Proposal(
        data,
        entry,
        document,
        tuple(questions),
        tuple(hints),
        choices,
        page.doubtful,
        page.supposed,
    )


def _read(
    data: bytes, name: str, given: Given
) -> tuple[CaptureText, Given, Mapping[str, str], list[str]]:
    """Read a capture; if extractors disagree about a page, choose what loses no text.

    Return it with the options chosen, the texts of extractors that disagree, and hints.
    """
    if given.whole and not (given.options.extractor or given.options.selector):
        given = replace(given, options=replace(given.options, extractor=_ALL))
    capture = read_capture(data, name, given.options)
    entry = _describe(data, name, capture, given).entry
    texts = list_disagreeing(entry, capture)
    hints: list[str] = []
    if texts:
        options = find_container(data, name, given.options, texts)
        if options is not None:
            hints.append(f"the text is the element {options.selector}")
            texts = {}
        else:
            chosen = choose_extractor(Lines.of(capture.text), texts)
            hints.append(_DISAGREE[chosen == _ALL].format(chosen))
            options = replace(given.options, extractor=chosen)
        given = replace(given, options=options)
        capture = read_capture(data, name, options)
    return capture, given, texts, [*map(str, capture.notes), *hints]


def _refuse_empty(given: Given) -> None:
    """Refuse a file without text; an empty row of a table leaves the other rows as they are."""
    if given.options.row is None:
        raise UnreadableError(f"{_NO_TEXT}.")


def _validate(entry: Mapping[str, Any]) -> DocumentEntry:
    return DocumentEntry.model_validate(entry)


@dataclass(frozen=True)
class _Page:
    """What a page says about its text: the entry, and what is missing or doubtful in it."""

    entry: dict[str, Any]
    questions: tuple[str, ...]
    hints: tuple[str, ...]
    doubtful: tuple[str, ...] = ()
    supposed: Mapping[str, str] = field(default_factory=dict)


def _describe(data: bytes, name: str, capture: CaptureText, given: Given) -> _Page:
    """Return the entry, with its keys in the manifest's order, and what is missing in it."""
    spans = next(iter(capture.mains.values()), ((0, len(capture.text)),))
    text = "\n".join(capture.text[start:end] for start, end in spans)
    lines, page = Lines.of(text), Lines.of(capture.text)
    body = find_body(lines, chosen=bool(capture.mains))
    place = place_in(page, lines, body) if body[0] < body[1] else (0, 0)
    title, subtitle = _find_title(page, place[0], capture)
    title, subtitle = (given.title, "") if given.title else (title, subtitle)
    dates = guess_dates(page, place)
    issued = read_whole_date(given.issued) if given.issued else dates.issued
    if not (issued or given.issued or given.options.row):
        issued = read_date_of_name(read_stem(name))
    typed = name in (TYPED, given.id)
    questions = ["no title was found; give it with --title"] if typed and not title else []
    if given.issued and not issued:
        questions.append(f"{given.issued!r} is not a date; give it with --issued")
    hints = [] if given.issued else list(dates.hints)
    adopted = {"adopted": dates.adopted} if dates.adopted and not given.issued else {}
    source = guess_source(page, place)
    stem = spell_id(read_stem(name))
    held_as = stem if given.options.row else given.id or stem
    clip, doubtful, supposed = _propose_clip(lines, page, body, (title, subtitle), capture, given)
    hints += [_UNCLEAR] if doubtful else []
    entry: dict[str, Any] = {
        "id": given.id or stem,
        "title": title or _title_of_name(name, given.options.row),
        "subtitle": subtitle,
        "issuer": given.issuer or guess_issuer(page, place, title),
        "issued": issued,
        "edition": given.edition,
        "language": given.language or guess_language(text),
        "fields": {**adopted, **given.fields},
        "capture": {
            **_describe_capture(data, held_as + _suffix(name, capture.format), given, capture),
            **({"source": source} if source else {}),
        },
        "clip": clip,
    }
    entry = {key: value for key, value in entry.items() if value}
    return _Page(entry, tuple(questions), tuple(hints), doubtful, supposed)


def _find_title(page: Lines, start: int, capture: CaptureText) -> tuple[str, str]:
    """Return title and subtitle; the title that an XML file names is the title of its text."""
    if capture.format == "xml" and capture.title:
        return capture.title, ""
    return guess_title(page, start, capture.title, page=capture.format in _PAGES)


def _propose_clip(
    lines: Lines,
    page: Lines,
    body: tuple[int, int],
    titles: tuple[str, str],
    capture: CaptureText,
    given: Given,
) -> tuple[Mapping[str, str], tuple[str, ...], Mapping[str, str]]:
    """Return the clip, the lines that are kept in doubt, and the clip that leaves these out."""
    if given.clip or given.whole or capture.format in TABLES:
        return given.clip, (), {}
    found = find_surroundings(lines.texts, body, titles)
    clip = guess_clip(lines, page, (found.start, found.end))
    supposed = guess_clip(lines, page, found.supposed) if found.supposed else {}
    return clip, found.doubtful, supposed


# The rows of a table have one capture, which may be large.
@lru_cache(maxsize=1)
def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _describe_capture(
    data: bytes, held_as: str, given: Given, capture: CaptureText
) -> dict[str, Any]:
    options = given.options
    detected = Message(f"encoding_choices.{DETECTED}")
    guessed = any(note.value("how") == detected for note in capture.notes)
    told = {
        "format": options.format,
        "encoding": options.encoding
        or (guessed and capture.encoding != "utf-8" and label_of_codec(capture.encoding)),
        "extractor": options.extractor,
        "selector": options.selector,
        "row": options.row,
        "field": options.field,
        "ocr": any(note.code == RECOGNISED for note in capture.notes) and "unchecked",
        "original": given.original,
    }
    return {
        "path": f"raw/{held_as}",
        "sha256": _digest(data),
        **{key: value for key, value in told.items() if value},
    }


def _suffix(name: str, form: str) -> str:
    endings = READERS[form].endings
    return next((e for e in endings if name.lower().endswith(e)), endings[0])


def _make_id(text: str, otherwise: str) -> str:
    """Return *text* as an id, or *otherwise* if it is too short for one."""
    made = spell_id(text) if text else ""
    return made if len(made) >= 2 else otherwise


def _title_of_name(name: str, row: int | None) -> str:
    return read_stem(name) + (f" {row}" if row else "")


def _find_missing(entry: Mapping[str, Any], name: str) -> Iterator[str]:
    if entry["title"] == _title_of_name(name, entry["capture"].get("row")):
        yield "the title is the name of the file; give another with --title"
    if not entry.get("issued"):
        yield "no date was found; give it with --issued"


def _try(entry: Mapping[str, Any], capture: CaptureText) -> tuple[Document | None, str]:
    try:
        return build_document(_validate(entry), capture), ""
    except (ClipError, PolicytextError) as error:
        return None, str(error)
    except ValueError as error:
        return None, f"the entry is not valid: {error}"
