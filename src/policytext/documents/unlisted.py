"""A folder without a manifest: each readable file in it is a whole text.

Ids and titles come from the names of the files, dates from the names or the texts. Nothing is
clipped. A title that is only the name of a file is no text, so it is not counted.
"""

from __future__ import annotations

import hashlib
import re
import shlex
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from policytext.base.errors import (
    InputWarning,
    PolicytextError,
    UnknownNameError,
    UnreadableError,
)
from policytext.base.files import read_regular
from policytext.documents.add.body_lines import Lines, find_body
from policytext.documents.add.dates import guess_dates
from policytext.documents.add.guess import guess_language
from policytext.documents.assemble import ExtractorsDisagreeError, build_document
from policytext.documents.capture import CaptureText, ReadOptions
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.documents.manifest import DocumentEntry
from policytext.documents.names import make_ids, make_titles, read_date_of_name, read_stem
from policytext.documents.readers import detect_format, read_capture
from policytext.documents.readers.rows import TABLES
from policytext.language.messages import Message

_SETTINGS = (".yaml", ".yml")  # lexicons, claims and the report file
_OURS = {"lexicons", "claims"}
_REPORT = {"index.html", "report.json", "findings.json"}  # what a folder with a report contains


def list_captures(folder: Path) -> list[str]:
    """Return the files in *folder* and its sub-folders that may be captures, sorted.

    Hidden files, settings, the lock files of office programs and earlier reports are none. Nor are
    the scripts, pictures and frames of a page that a browser saved in a folder beside it.
    """
    reports = {path.parent for path in folder.rglob("index.html") if _is_report(path.parent)}
    names = []
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        hidden = any(part.startswith((".", "~$")) for part in inside.parts)
        ours = inside.parts[0] in _OURS or path.suffix.lower() in _SETTINGS
        apart = reports.isdisjoint(path.parents) and not _belongs_to_page(folder, inside)
        # Links to folders, pipes and devices are listed too, so that each is named.
        if not hidden and not ours and apart and (path.is_symlink() or not path.is_dir()):
            names.append(inside.as_posix())
    return sorted(names)


def _belongs_to_page(folder: Path, inside: Path) -> bool:
    """Return whether a file is a part of a page, in the folder that a browser saved with it."""
    return inside.suffix.lower() not in _NO_PARTS and any(
        (folder / part).with_name(page[1] + ending).is_file()
        for part in inside.parents
        if (page := _BESIDE_PAGE.fullmatch(part.name))
        for ending in _PAGES
    )


# "Save as: complete" names it in the language of the browser.
_BESIDE_PAGE = re.compile(r"(.+)(?:[_.-]files|_file|[_-]Dateien|_fichiers|_archivos|\.fld|_文件)")
_NO_PARTS = frozenset(
    (".pdf", ".docx", ".doc", ".wps", ".xlsx", ".xls", ".pptx", ".ppt", ".odt", ".rtf", ".epub")
)
_PAGES = (".html", ".htm", ".shtml", ".xhtml")


def _is_report(folder: Path) -> bool:
    return all((folder / name).is_file() for name in _REPORT)


def name_documents(folder: Path) -> dict[str, str]:
    """Return the file of each document of *folder*, by its id."""
    return {made: name for name, made in make_ids(list_captures(folder)).items()}


def load_unlisted(
    folder: Path, ids: Sequence[str] | None = None, *, editions: bool = False
) -> Corpus:
    """Read every file of *folder*, or those named by *ids*, each as a whole text.

    A file that cannot be read is left out with an InputWarning; one that is named by its id is
    refused. With *editions*, files with the same title are read as well.
    """
    files = name_documents(folder)
    if not files:
        raise PolicytextError(_explain_empty(folder))
    for name in ids or ():
        if name not in files:
            raise UnknownNameError("document", name, sorted(files))
    chosen = set(files if ids is None else ids)
    if editions:
        titles = make_titles(files.values())
        wanted = {titles[files[name]] for name in chosen}
        chosen |= {name for name, file in files.items() if titles[file] in wanted}
    read = read_unlisted(folder, files, sorted(chosen))
    for name in ids or ():
        if name in read.refusals:
            raise UnreadableError(read.refusals[name])
    return join_unlisted(folder, [read])


@dataclass(frozen=True)
class ReadFiles:
    """The documents that were read, and by id why others were not."""

    documents: tuple[Document, ...]
    refusals: Mapping[str, str]


def read_unlisted(folder: Path, files: Mapping[str, str], ids: Sequence[str]) -> ReadFiles:
    """Read those of *files* that *ids* name; two processes may read a part each."""
    titles, documents, refusals = make_titles(files.values()), [], {}
    for identifier in ids:
        file = files[identifier]
        try:
            documents.append(_read(folder, file, identifier, titles[file]))
        except PolicytextError as error:
            refusals[identifier] = f"{file}: {error}"
    return ReadFiles(tuple(documents), refusals)


def join_unlisted(folder: Path, parts: Sequence[ReadFiles]) -> Corpus:
    """Return the documents of all *parts* as a corpus; warn of the files that were not read."""
    documents = [document for part in parts for document in part.documents]
    unread = [why for part in parts for why in part.refusals.values()]
    if not documents and unread:
        raise UnreadableError(_explain_unread(folder, unread))
    for what in unread:
        warnings.warn(f"Left out: {what}", InputWarning, stacklevel=4)
    about = (document.metadata for document in documents)
    inputs = sorted((each.capture_path, each.capture_sha256) for each in about)
    return Corpus(tuple(documents), tuple(inputs), folder.as_posix())


def _explain_empty(folder: Path) -> str:
    return (
        f"{folder}: contains no texts. Put files into it (Word, PDF, web pages, plain text), or "
        f"take one in with 'policytext --texts {folder.as_posix()} add FILE --yes'."
    )


def _explain_unread(folder: Path, unread: Sequence[str]) -> str:
    if len(unread) == 1:
        return f"{folder}: its only file cannot be read. {unread[0]}"
    return f"{folder}: none of its {len(unread)} files can be read. The first is {unread[0]}"


def _read(folder: Path, file: str, identifier: str, title: str) -> Document:
    """Return the whole text of *file*."""
    data = read_listed(folder, file)
    if detect_format(data, file) in TABLES:
        path = shlex.quote((folder / file).as_posix())
        raise UnreadableError(
            "A table, which may have a text in each row: take them in with 'policytext --texts NEW "
            f"add {path} --yes'."
        )
    capture = read_capture(data, file)
    try:
        return _build(data, file, identifier, title, capture)
    except ExtractorsDisagreeError:
        capture = read_capture(data, file, ReadOptions(extractor="all"))
        notes = (*capture.notes, Message("capture_notes.whole_page"))
        return _build(data, file, identifier, title, replace(capture, notes=notes))


def read_listed(folder: Path, file: str) -> bytes:
    """Return the bytes of a file in *folder*; refuse a link that leads out of it, and a device."""
    path = folder / file
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            raise UnreadableError(f"A link that leads out of {folder}; copy the file in.")
        return read_regular(path)
    except OSError as error:
        raise UnreadableError(f"Cannot be read ({error.strerror}).") from None


def _build(data: bytes, file: str, identifier: str, title: str, capture: CaptureText) -> Document:
    spans = next(iter(capture.mains.values()), ((0, len(capture.text)),))
    text = "\n".join(capture.text[start:end] for start, end in spans)
    if not text.strip():
        raise UnreadableError("Contains no text.")
    issued = _guess_date(read_stem(file), text)
    entry = {
        "id": identifier,
        "title": title,
        **({"issued": issued} if issued else {}),
        "language": guess_language(text),
        "capture": {"path": file, "sha256": hashlib.sha256(data).hexdigest()},
    }
    try:
        checked = DocumentEntry.model_validate(entry)
    except ValueError:
        raise UnreadableError("The name of the file is not valid; rename it.") from None
    return build_document(checked, capture, named=True)


def _guess_date(stem: str, text: str) -> str:
    """Return the date in the name; the text may only make it more precise, or give one instead."""
    lines = Lines.of(text)
    named, found = read_date_of_name(stem), guess_dates(lines, find_body(lines)).issued
    return found if found.startswith(named) else named
