"""Propose a manifest entry for a capture: what was found, and what a person must decide.

Tested in tests/cli/test_add.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from policytext.base.errors import PolicytextError
from policytext.base.lookup import look_up
from policytext.documents.add.body_lines import Lines, find_body, guess_clip, is_unclear, place_in
from policytext.documents.add.guess import (
    guess_date,
    guess_issuer,
    guess_language,
    guess_source,
    guess_title,
)
from policytext.documents.assemble import ExtractorsDisagreeError, build_document
from policytext.documents.capture import CaptureText, ReadOptions
from policytext.documents.cleaning import STEPS
from policytext.documents.clip import ClipError
from policytext.documents.document import Document
from policytext.documents.manifest import DocumentEntry
from policytext.documents.names import read_date_of_name, read_stem, spell_id
from policytext.documents.readers import READERS, detect_format, read_capture
from policytext.documents.readers.lib.encodings import DETECTED, label_of_codec
from policytext.documents.readers.lib.table_columns import (
    Columns,
    find_columns,
    read_date_cell,
)
from policytext.documents.readers.rows import TABLES, list_rows
from policytext.language.dates import read_whole_date
from policytext.language.messages import Message

# Elements that contain the text on sites with many policy documents.
CONTAINERS = (
    "#js_content",
    "#UCAP-CONTENT",
    "#detailContent",
    "#zoom",
    "#Zoom",
    "#artibody",
    ".TRS_Editor",
    ".pages_content",
    ".rm_txt_con",
    ".article-content",
    "article",
)
TYPED = "standard-input"  # the name of a text from standard input
_UNCLEAR = "where the text begins and ends is not clear; write a clip"
_DISAGREE = "the extractors disagree: choose capture.extractor or capture.selector"


@dataclass(frozen=True)
class Given:
    """Values that the person who adds a capture gives in place of a guess."""

    id: str = ""
    title: str = ""
    issued: str = ""
    issuer: str = ""
    edition: str = ""
    options: ReadOptions = field(default_factory=ReadOptions)
    fields: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """A proposed entry. ``questions`` lists what a person must decide before it can be added.

    ``choices`` has the extractors' texts if they disagree; ``hints`` lists what may need a look.
    """

    data: bytes
    entry: Mapping[str, Any]
    document: Document | None = None
    questions: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)

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
    """Propose an entry for the file *name*; for a table, one for each row."""
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
    filled = (n for n, row in enumerate(rows, 1) if row.get(columns.roles["text"], "").strip())
    return [
        propose(data, name, _given_by_row(given, columns, rows[number - 1], number, name))
        for number in filled
    ]


def _given_by_row(
    given: Given, columns: Columns, row: Mapping[str, str], number: int, name: str
) -> Given:
    found = columns.describe(row)
    stem = read_stem(name)
    identifier = _make_id(found.get("id", ""), "") or f"{spell_id(stem)[:56]}-{number}"
    issued = read_date_cell(found.get("issued", "")) or read_date_of_name(stem)
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
    """Propose an entry for one text of the file *name*."""
    capture = read_capture(data, name, given.options)
    entry, questions = _describe(data, name, capture, given)
    hints = [*map(str, capture.notes), *_find_missing(entry, name)]
    texts = _try_extractors(entry, capture)
    if texts:
        options = _find_container(data, name, given, texts)
        if options is None:
            asked = (*questions, _DISAGREE)
            return Proposal(data, entry, None, asked, tuple(hints), texts)
        capture = read_capture(data, name, options)
        hints.append(f"the text is the element {options.selector}")
        entry, questions = _describe(data, name, capture, replace(given, options=options))
    document, trouble = _try(entry, capture)
    if trouble and "clip" in entry:
        entry.pop("clip")
        document, trouble = _try(entry, capture)
        questions.append(_UNCLEAR)
    questions += [trouble] if trouble else []
    if document is not None:
        hints += _find_hints(document)
        questions += _doubt_title(document, given)
    return Proposal(data, entry, document, tuple(questions), tuple(hints))


def _find_container(
    data: bytes, name: str, given: Given, texts: Mapping[str, str]
) -> ReadOptions | None:
    """Return options for reading a page by the element that contains the text on such sites."""
    longest = max(len(text) for text in texts.values())
    for selector in CONTAINERS:
        options = replace(given.options, selector=selector)
        try:
            found = read_capture(data, name, options)
        except PolicytextError:
            continue
        kept = sum(end - start for start, end in found.mains["selector"])
        if 2 * kept > longest:
            return options
    return None


def _try_extractors(entry: Mapping[str, Any], capture: CaptureText) -> dict[str, str]:
    """Return the texts of extractors that disagree; empty if they agree."""
    if len(capture.mains) < 2:
        return {}
    try:
        build_document(_validate(entry), capture)
    except ExtractorsDisagreeError as error:
        return error.texts
    except (PolicytextError, ValueError):
        # The guessed entry gives no text; whether the extractors agree does not depend on it.
        plain = {"id": "x", "title": "x", "capture": _NO_CAPTURE}
        return {} if entry == plain else _try_extractors(plain, capture)
    return {}


def _validate(entry: Mapping[str, Any]) -> DocumentEntry:
    return DocumentEntry.model_validate(entry)


_NO_CAPTURE = {"path": "x", "sha256": "0" * 64}


def _describe(
    data: bytes, name: str, capture: CaptureText, given: Given
) -> tuple[dict[str, Any], list[str]]:
    """Return the entry, with its keys in the manifest's order, and what is missing in it."""
    spans = next(iter(capture.mains.values()), ((0, len(capture.text)),))
    text = "\n".join(capture.text[start:end] for start, end in spans)
    lines, page = Lines.of(text), Lines.of(capture.text)
    body = find_body(lines, chosen=bool(capture.mains))
    place = place_in(page, lines, body) if body[0] < body[1] else (0, 0)
    title, subtitle = guess_title(page, place[0], capture.title)
    title, subtitle = (given.title, "") if given.title else (title, subtitle)
    issued = read_whole_date(given.issued) if given.issued else guess_date(page, place)
    if not (issued or given.issued or given.options.row):
        issued = read_date_of_name(read_stem(name))
    typed = name in (TYPED, given.id)
    questions = ["no title was found; give it with --title"] if typed and not title else []
    if given.issued and not issued:
        questions.append(f"{given.issued!r} is not a date; give it with --issued")
    if not capture.mains and is_unclear(lines, body):
        questions.append(_UNCLEAR)
    source = guess_source(page, place)
    stem = spell_id(read_stem(name))
    held_as = stem if given.options.row else given.id or stem
    entry: dict[str, Any] = {
        "id": given.id or stem,
        "title": title or _title_of_name(name, given.options.row),
        "subtitle": subtitle,
        "issuer": given.issuer or guess_issuer(page, place, title),
        "issued": issued,
        "edition": given.edition,
        "language": guess_language(text),
        "fields": dict(given.fields),
        "capture": {
            **_describe_capture(data, held_as + _suffix(name, capture.format), given, capture),
            **({"source": source} if source else {}),
        },
    }
    clip = {} if capture.format in TABLES else guess_clip(lines, body)
    if capture.mains:
        clip.pop("from", None)  # an extractor knows better where an article begins
    if clip:
        entry["clip"] = clip
    return {key: value for key, value in entry.items() if value}, questions


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


def _doubt_title(document: Document, given: Given) -> Iterator[str]:
    """Ask about a guessed title that is inside the text itself: it would be counted twice."""
    title, body = document.region("title"), document.region("body")
    if given.title or not title or title.found or not body:
        return
    if document.text[title.start : title.end] in document.text[body.start : body.end]:
        yield "the title was found inside the text only; give it with --title"


def _find_hints(document: Document) -> Iterator[str]:
    for damage in document.damage:
        yield f"{damage.kind}: {damage.what}"
    title = document.region("title")
    if title and not title.found:
        yield "the title does not occur in the capture"
    text = _uncleaned_body(document)
    for name, step in STEPS.items():
        edits = [] if step.default or name == "columns" else list(step.step(text))
        if edits:
            first = text[edits[0].start : edits[0].end].strip()[:30]
            count = sum(edit.end - edit.start for edit in edits)
            yield f"cleaning {{{name}: true}} would drop {count} characters ({step.what}): {first}"


def _uncleaned_body(document: Document) -> str:
    """Return the body with the capture's own lines; for a page, only its main text."""
    body, capture = document.region("body"), document.capture
    if body is None or capture is None or body.start == body.end:
        return ""
    if capture.mains:
        return document.text[body.start : body.end]
    last = max(document.list_sources(body.end - 1, body.end))
    return capture.text[document.offsets[body.start] : last + 1]
