"""A store for texts that outgrow memory: cleaned texts and feature counts, in Parquet.

A store is a folder of parts and an index. A part contains up to a thousand texts, each under the
sha256 of its capture. Its name is the sha256 of its own bytes, and its metadata gives the recipe it
was made by (reader, cleaning steps, segmenter fingerprint). A part of another recipe, or with bytes
that do not match its name, is never used. The index records the capture of each file when it was
last read. A part is complete or absent, so an interrupted run can be resumed.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import time
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from policytext.base.errors import PolicytextError
from policytext.base.files import write_atomically
from policytext.documents.document import Document, Metadata, Region
from policytext.executors import CHUNK_SIZE, Execution, cut_into_chunks
from policytext.segmenters import build_segmenter
from policytext.store._parquet import make_binary, make_integers, read_integers, read_table
from policytext.store.parts import (
    MadePart,
    PartJob,
    StoreRecipe,
    list_parts,
    make_part,
    read_digests,
    read_part_texts,
)

if TYPE_CHECKING:
    from policytext.base.table import Table
    from policytext.matrix.dfm import Dfm
    from policytext.store._part_scan import ScannedPart

Longs = npt.NDArray[np.int64]

# What shows that a file has changed, without reading it.
_STATE = ("size", "modified", "changed", "inode")
_SIGNED = (1 << 63) - 1  # some file systems use larger inode numbers than a column can store

# A part ends after so many bytes, however few its files: workers share out the parts, and each
# keeps one in memory.
_LARGE = 8_000_000

# A file that changed this shortly before the index was written may have changed again since. Its
# times do not show that, so it is read again.
_RACY_NS = 2_000_000_000


@dataclass(frozen=True)
class IndexSummary:
    """What a run of `index_folder` did: numbers of files and parts.

    ``refused`` lists the files that could not be read safely, each with the reason.
    """

    files: int
    read: int
    processed: int
    reused: int
    parts: int
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class Store:
    """A store as its index describes it, with its files sorted by name.

    ``states`` has a row per file: its size, the times it was modified and changed, its inode.
    """

    folder: Path
    recipe: StoreRecipe
    names: tuple[str, ...]
    digests: tuple[bytes, ...]
    states: Longs = field(repr=False)
    parts: tuple[str, ...] = ()
    written: int = 0

    def count(self, terms: Sequence[str], *, execution: Execution | None = None) -> Table:
        """Count *terms* in all files together, under the convention ``text/each/body``.

        The table has the columns ``term``, ``count``, ``documents`` (the files with the term),
        ``per_1000`` (matches per 1,000 characters), ``unit`` and ``convention``.
        """
        from policytext.store.scan import count_in_store

        return count_in_store(self, terms, execution=execution)

    def scan(
        self, terms: Sequence[str], *, execution: Execution | None = None
    ) -> Iterator[ScannedPart]:
        """Yield every match of *terms*, part by part, as arrays."""
        from policytext.store.scan import scan_store

        return scan_store(self, terms, execution=execution)

    def build_dfm(self) -> Dfm:
        """Return the document-feature matrix of all files, one row per file."""
        from policytext.store.store_matrix import build_store_dfm

        return build_store_dfm(self)

    def rows_by_digest(self) -> dict[bytes, list[int]]:
        """Return the rows of the files with each capture; files may be identical."""
        rows: dict[bytes, list[int]] = {}
        for row, digest in enumerate(self.digests):
            rows.setdefault(digest, []).append(row)
        return rows

    def iterate_documents(self) -> Iterator[Document]:
        """Yield every file as a document with one body, a part in memory at a time.

        Its offsets lead to the cleaned text only. To follow a text to its bytes, put it into a
        texts folder.
        """
        rows = self.rows_by_digest()
        for part in self.parts:
            for digest, text in zip(*read_part_texts(self.folder / part, self.recipe), strict=True):
                for row in rows.pop(digest, ()):
                    yield Document(
                        self.names[row], Metadata(), text, (Region("body", 0, len(text)),)
                    )


def index_folder(
    source: str | Path,
    store: str | Path,
    *,
    recipe: StoreRecipe | None = None,
    execution: Execution | None = None,
    chunk_size: int = CHUNK_SIZE,
) -> tuple[Store, IndexSummary]:
    """Create a store of the files under *source*, or bring it up to date.

    Only new or changed files are read, and only captures not yet in the store are processed.

    Parameters
    ----------
    source : str or Path
        The folder of texts, with its subfolders. Hidden files and links are skipped.
    store : str or Path
        The folder of the store; it is created if it does not exist.
    recipe : StoreRecipe, optional
        The segmenter, its user words and the cleaning steps; ``jieba`` and all steps by default.
    execution : Execution, optional
        Where the work runs; in this process by default.
    chunk_size : int, default 1000
        The most files in one part of the store.

    Returns
    -------
    Store
        The store, with the files that could be read.
    IndexSummary
        How many files were found, read, processed and reused; and the files that were refused.

    Raises
    ------
    PolicytextError
        There is no file under *source*.
    UnknownNameError
        The segmenter or the executor is unknown.
    OSError
        *source* does not exist, or the store cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import policytext as pt
    >>> with tempfile.TemporaryDirectory() as name:
    ...     (Path(name) / "note.txt").write_text("共商共建共享。", encoding="utf-8")
    ...     store, summary = pt.index_folder(name, Path(name) / "store")
    ...     print(summary.processed, store.count(["共"]).column("count"))
    7
    1 [3]
    """
    source, store = Path(source), Path(store)
    recipe = recipe or StoreRecipe()
    build_segmenter(recipe.segmenter, user_words=recipe.user_words)  # rejects an unknown name
    names, states = _list_files(source, store)
    if not names:
        raise PolicytextError(f"{source}: no file to index; name a folder of texts.")
    store.mkdir(parents=True, exist_ok=True)
    run = _IndexRun(source, names, states, open_store(store, recipe))
    missing = run.skip_held(run.list_fresh())
    chunks = list(cut_into_chunks(missing, chunk_size, weigh=run.size, heaviest=_LARGE))
    jobs = (PartJob(tuple(map(run.path, chunk)), recipe) for chunk in chunks)
    for chunk, made in zip(chunks, (execution or Execution()).run(make_part, jobs), strict=True):
        run.keep(chunk, made)
    return run.finish()


class _IndexRun:
    """The state of one indexing run; a file is identified by its row in the list of names."""

    def __init__(self, source: Path, names: Sequence[str], states: Longs, old: Store) -> None:
        self.source, self.names, self.states, self.old = source, names, states, old
        self.parts = list(list_parts(old.folder, old.recipe))
        self.held: set[bytes] = set()
        self.digests: list[bytes | None] = [None] * len(names)
        self.refused: list[tuple[str, str]] = []
        self.read = self.processed = 0
        for part in self.parts:
            self.held.update(read_digests(old.folder / part))

    def path(self, row: int) -> str:
        """Return the path of a file."""
        return f"{self.source}{os.sep}{self.names[row]}"

    def size(self, row: int) -> int:
        """Return the bytes of a file."""
        return int(self.states[row, 0])

    def list_fresh(self) -> list[int]:
        """Return the files that have changed by their times, or that the store does not contain.

        The others are assumed to be unchanged.
        """
        settled = self.old.written - _RACY_NS
        known = {name: row for row, name in enumerate(self.old.names)}
        before = np.array([known.get(name, -1) for name in self.names], dtype=np.int64)
        same = before >= 0
        same[same] = (self.old.states[before[same]] == self.states[same]).all(axis=1)
        same &= self.states[:, 1:3].max(axis=1) < settled
        fresh = []
        for row, (old, unchanged) in enumerate(zip(before.tolist(), same.tolist(), strict=True)):
            if unchanged and self.old.digests[old] in self.held:
                self.digests[row] = self.old.digests[old]
            else:
                fresh.append(row)
        self.read = len(fresh)
        return fresh

    def skip_held(self, fresh: list[int]) -> list[int]:
        """Return the files whose captures the store lacks; an earlier run may have added some."""
        if not self.held:
            return fresh
        missing = []
        for row in fresh:
            digest = _hash_file(self.path(row))
            if digest in self.held:
                self.digests[row] = digest
            else:
                missing.append(row)
        return missing

    def keep(self, rows: Sequence[int], made: MadePart) -> None:
        """Write a finished part and record its captures."""
        self.refused += made.refused
        for row, digest in zip(rows, made.digests, strict=True):
            self.digests[row] = digest
        kept = [digest for digest in made.digests if digest is not None]
        self.processed += len(kept)
        if kept:
            name = f"{hashlib.sha256(made.part).hexdigest()}.parquet"
            write_atomically(self.old.folder / name, made.part)
            self.parts.append(name)

    def finish(self) -> tuple[Store, IndexSummary]:
        """Write the index and return the store with a summary."""
        kept = [row for row, digest in enumerate(self.digests) if digest is not None]
        store = Store(
            self.old.folder,
            self.old.recipe,
            tuple(self.names[row] for row in kept),
            tuple(digest for digest in self.digests if digest is not None),
            self.states[kept],
            tuple(sorted(set(self.parts))),
            time.time_ns(),
        )
        if self.read or store.names != self.old.names or store.parts != self.old.parts:
            _write_index(store)
        refused = ((os.path.relpath(path, self.source), why) for path, why in self.refused)
        return store, IndexSummary(
            files=len(self.names),
            read=self.read,
            processed=self.processed,
            reused=len(kept) - self.processed,
            parts=len(store.parts),
            refused=tuple(sorted(refused)),
        )


def open_store(folder: str | Path, recipe: StoreRecipe | None = None) -> Store:
    """Open the store in *folder*.

    Parameters
    ----------
    folder : str or Path
        The folder of the store.
    recipe : StoreRecipe, optional
        The recipe the store must have been made by; ``jieba`` and all cleaning steps by default.

    Returns
    -------
    Store
        The store; an empty one if there is none in *folder* or if its recipe differs.

    Raises
    ------
    UnknownNameError
        The segmenter of *recipe* is unknown.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import policytext as pt
    >>> with tempfile.TemporaryDirectory() as name:
    ...     (Path(name) / "note.txt").write_text("共商共建共享。", encoding="utf-8")
    ...     made, summary = pt.index_folder(name, Path(name) / "store")
    ...     print(pt.open_store(Path(name) / "store").names, pt.open_store(name).names)
    7
    ('note.txt',) ()
    """
    folder, recipe = Path(folder), recipe or StoreRecipe()
    empty = Store(folder, recipe, (), (), np.zeros((0, len(_STATE)), np.int64))
    try:
        table = read_table(folder / "index.parquet")
    except (OSError, ValueError):
        return empty
    metadata = table.schema.metadata or {}
    if metadata.get(b"recipe") != recipe.fingerprint.encode():
        return empty
    states = [read_integers(table[name].combine_chunks()) for name in _STATE]
    return Store(
        folder,
        recipe,
        tuple(os.fsdecode(name) for name in table["name"].to_pylist()),
        tuple(table["sha256"].to_pylist()),
        np.stack(states, axis=1),
        tuple(json.loads(metadata[b"parts"])),
        int(metadata[b"written"]),
    )


def _write_index(store: Store) -> None:
    columns = {
        "name": make_binary([os.fsencode(name) for name in store.names]),
        "sha256": make_binary(store.digests, 32),
        **{name: make_integers(store.states[:, i]) for i, name in enumerate(_STATE)},
    }
    table = pa.Table.from_arrays(list(columns.values()), names=list(columns))
    table = table.replace_schema_metadata(
        {
            "recipe": store.recipe.fingerprint,
            "parts": json.dumps(store.parts),
            "written": str(store.written),
        }
    )
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd", use_dictionary=False, write_statistics=False)
    write_atomically(store.folder / "index.parquet", stream.getvalue())


def _list_files(source: Path, store: Path) -> tuple[list[str], Longs]:
    """Return the files under *source*, sorted by name, and their states; skip links and *store*."""
    inner = store.resolve()
    names: list[str] = []
    states = array("q")
    stack = [(source, "")]
    while stack:
        folder, prefix = stack.pop()
        if folder.resolve() == inner:
            continue
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.is_symlink():
                    continue
                if entry.is_dir():
                    stack.append((Path(entry.path), f"{prefix}{entry.name}/"))
                elif entry.is_file():
                    found = entry.stat()
                    times = (found.st_mtime_ns, found.st_ctime_ns)
                    states.extend((found.st_size, *times, found.st_ino & _SIGNED))
                    names.append(prefix + entry.name)
    order = sorted(range(len(names)), key=names.__getitem__)
    return [names[i] for i in order], np.array(states).reshape(-1, len(_STATE))[order]


def _hash_file(path: str) -> bytes:
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()
