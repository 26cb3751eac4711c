"""Load a texts folder: manifest and captures in, a corpus of cleaned documents out.

Tested in tests/contracts/test_shipped_texts.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from policytext.base.errors import PolicytextError, UnknownNameError, UnreadableError
from policytext.base.files import read_regular
from policytext.base.lookup import require_list
from policytext.base.yaml import YamlSource
from policytext.documents.assemble import build_document
from policytext.documents.capture import CaptureText, ReadOptions
from policytext.documents.clip import ClipError
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document, make_edition_key
from policytext.documents.manifest import (
    CaptureEntry,
    DocumentEntry,
    has_manifest,
    load_manifest,
    parse_manifest,
)
from policytext.documents.readers import read_capture


def load_corpus(
    folder: str | Path = "texts",
    *,
    ids: Sequence[str] | None = None,
    instead: Mapping[str, bytes] | None = None,
    editions: bool = False,
) -> Corpus:
    """Read the documents of a texts folder, clean them and return them as a corpus.

    Parameters
    ----------
    folder : str or Path, default "texts"
        The folder with ``manifest.yaml`` and the captures it names. Without a manifest, every
        readable file in it and in its sub-folders is a whole text. Its id and title are from its
        name, its date from its name or its text. A file that cannot be read is left out with a
        warning.
    ids : sequence of str, optional
        The ids of the documents to read; all by default.
    instead : mapping of str to bytes, optional
        New contents of files of the folder, by their path inside it. They are used in place of the
        files on disk, to see what a change would do.
    editions : bool, default False
        Whether to read other editions of the texts in *ids* as well.

    Returns
    -------
    Corpus
        The documents, sorted by id.

    Raises
    ------
    FaultyInputError
        The folder is missing, the manifest has faults, or an entry does not fit its capture. All
        faults are reported, each with its line.
    UnknownNameError
        An id is not in the manifest.
    UnreadableError
        A capture cannot be read, or it has changed since its sha256 was recorded. Without a
        manifest: none of the files can be read.
    PolicytextError
        *ids* is a string, or the folder contains no files.

    Examples
    --------
    >>> import policytext as pt
    >>> corpus = pt.load_corpus("texts", ids=["action-plan-2025"])
    >>> corpus.titles
    {'action-plan-2025': '人工智能全球治理行动计划'}
    """
    folder, instead = Path(folder), instead or {}
    ids = None if ids is None else require_list(ids, "ids")
    if "manifest.yaml" in instead:
        shown = (folder / "manifest.yaml").as_posix()
        manifest, source = parse_manifest(instead["manifest.yaml"].decode("utf-8"), shown)
    elif not has_manifest(folder):
        from policytext.documents.unlisted import load_unlisted  # it loads what guesses entries

        return load_unlisted(folder, ids, editions=editions)
    else:
        manifest, source = load_manifest(folder)
    known = [entry.id for entry in manifest.documents]
    for name in ids or ():
        if name not in known:
            raise UnknownNameError("document", name, sorted(known))
    chosen = set(known if ids is None else ids)
    if editions:
        keys = {e.id: make_edition_key(e.title, e.language, e.issued) for e in manifest.documents}
        wanted = {keys[name] for name in chosen}
        chosen |= {name for name, key in keys.items() if key in wanted}
    loader = _Loader(folder, source, instead)
    documents = [
        loader.load(entry, index)
        for index, entry in enumerate(manifest.documents)
        if entry.id in chosen
    ]
    source.raise_faults()
    listed = instead.get("manifest.yaml") or (folder / "manifest.yaml").read_bytes()
    digest = hashlib.sha256(listed).hexdigest()
    inputs = (("manifest.yaml", digest), *sorted(loader.digests.items()))
    return Corpus(tuple(d for d in documents if d), inputs, folder.as_posix())


def list_ids(folder: Path) -> tuple[str, ...]:
    """Return the ids of all documents of a texts folder, without reading their captures."""
    if has_manifest(folder):
        return tuple(entry.id for entry in load_manifest(folder)[0].documents)
    from policytext.documents.unlisted import name_documents

    return tuple(name_documents(folder))


def load_part(folder: Path, ids: Sequence[str]) -> Corpus | None:
    """Read the documents named by *ids*; return None if one of them cannot be read."""
    try:
        return load_corpus(folder, ids=ids)
    except PolicytextError:
        return None


class _Loader:
    """Reads each capture once, even if several documents share it."""

    def __init__(self, folder: Path, source: YamlSource, instead: Mapping[str, bytes]) -> None:
        self.folder, self.source, self.instead = folder, source, instead
        self.digests: dict[str, str] = {}
        self._read: dict[tuple[str, ReadOptions], CaptureText] = {}
        self._fetched: tuple[str, bytes, str] = ("", b"", "")

    def load(self, entry: DocumentEntry, index: int) -> Document | None:
        """Return the document of *entry*; collect the faults of its clip."""
        place: tuple[str | int, ...] = ("documents", index, "capture")
        try:
            capture = self._capture(entry)
            place = ("documents", index, "cleaning")
            document = build_document(entry, capture)
            _refuse_empty(document)
            return document
        except UnreadableError:
            raise
        except ClipError as error:
            self.source.refuse(("documents", index, *error.path), str(error))
        except PolicytextError as error:
            self.source.refuse(place, str(error))
        return None

    def _capture(self, entry: DocumentEntry) -> CaptureText:
        options = read_options(entry.capture)
        key = (entry.capture.path, options)
        if key not in self._read:
            data, digest = self._fetch(entry.capture.path)
            if digest != entry.capture.sha256:
                raise UnreadableError(
                    f"{entry.capture.path}: the capture of {entry.id!r} has changed "
                    f"(sha256 {digest[:12]}…, recorded {entry.capture.sha256[:12]}…). Restore it, "
                    "or record the new one with 'policytext add --update'."
                )
            self.digests[entry.capture.path] = digest
            try:
                self._read[key] = read_capture(data, entry.capture.path, options)
            except UnreadableError as error:
                raise UnreadableError(f"{entry.capture.path}: {error}") from None
        return self._read[key]

    def _fetch(self, name: str) -> tuple[bytes, str]:
        """Return the bytes and digest of a capture; cache the last one, for rows of one table."""
        if self._fetched[0] != name:
            data = self.instead[name] if name in self.instead else read_inside(self.folder, name)
            self._fetched = (name, data, hashlib.sha256(data).hexdigest())
        return self._fetched[1:]


def _refuse_empty(document: Document) -> None:
    """Refuse a capture of which no text was read: counts of it would all be 0."""
    if not document.has_text:
        raise UnreadableError(
            f"{document.metadata.capture_path}: no text of {document.id!r} could be read: the "
            "capture is empty, its text is drawn as pictures, or the clip leaves nothing. Capture "
            "it again as text, or remove the entry."
        )


def read_options(entry: CaptureEntry) -> ReadOptions:
    """Return the options with which *entry* says its capture is read."""
    return ReadOptions(
        format=entry.format,
        encoding=entry.encoding,
        extractor=entry.extractor,
        selector=entry.selector,
        row=entry.row,
        field=entry.field,
    )


def read_inside(folder: Path, name: str) -> bytes:
    """Return the bytes of the file *name* in *folder*; refuse a link to outside the folder."""
    path = folder / name
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            raise UnreadableError(f"{name}: a link that leads out of {folder}; copy the file in.")
        return read_regular(path)
    except OSError as error:
        raise UnreadableError(f"{name}: cannot be read ({error.strerror}).") from None
