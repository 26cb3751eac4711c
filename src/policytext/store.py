"""A store for texts that outgrow memory: cleaned texts and feature counts, in Parquet.

A store is a folder of parts and an index. A part holds about a thousand texts, each under the
sha256 of its capture, and is named by the sha256 of its own bytes; it says in its metadata by which
recipe (reader, cleaning steps, segmenter fingerprint) it was made, and a part of another recipe, or
whose bytes are not what its name says, is never used. The index says which file was which capture
when it was last looked at. Parts are whole or absent, so an interrupted run goes on where it was.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from policytext.conventions import DEFAULT_SCOPE
from policytext.corpus import Document, Metadata, Region
from policytext.dfm import Dfm
from policytext.errors import PolicytextError
from policytext.files import write_atomically
from policytext.parts import (
    MadePart,
    PartCounts,
    PartJob,
    StoreRecipe,
    list_parts,
    make_part,
    read_counts,
    read_digests,
    read_part,
)
from policytext.scaling import Execution, cut_into_chunks
from policytext.segmenters import build_segmenter

# A file changed this shortly before the index was written may have changed again since: its times
# cannot tell, so it is read again.
_RACY_NS = 2_000_000_000


class FileState(NamedTuple):
    """What tells that a file has changed, without reading it."""

    size: int
    modified: int
    changed: int
    inode: int


@dataclass(frozen=True)
class IndexSummary:
    """What a run of `index_folder` did. ``refused`` are files no text could be vouched for."""

    files: int
    read: int
    processed: int
    reused: int
    parts: int
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Store:
    """A store as its index describes it: files in order of their names."""

    folder: Path
    recipe: StoreRecipe
    names: tuple[str, ...]
    digests: tuple[bytes, ...]
    states: tuple[FileState, ...] = field(repr=False)
    parts: tuple[str, ...] = ()
    written: int = 0

    def build_dfm(self) -> Dfm:
        """Return the document-feature matrix of all files, a row a file.

        The parts are read twice, first for the features and the sizes of rows, so that the matrix
        is filled where it will stay.
        """
        import numpy as np
        from scipy.sparse import csr_array

        features, lengths = self._survey()
        ordered = sorted(features)
        columns = {feature: number for number, feature in enumerate(ordered)}
        ends = np.cumsum([0, *(lengths[digest] for digest in self.digests)])
        indices = np.empty(ends[-1], dtype=np.int32)
        data = np.empty(ends[-1], dtype=np.int32)
        rows = self._rows_by_digest()
        for part in self._read_parts():
            own = np.array([columns.get(f, -1) for f in part.features], dtype=np.int32)
            mapped = own[part.indices]
            for digest, start, end in part.rows():
                for row in rows.pop(digest, ()):
                    kept = mapped[start:end] >= 0
                    place = slice(ends[row], ends[row + 1])
                    indices[place] = mapped[start:end][kept]
                    data[place] = part.counts[start:end][kept]
        counts = csr_array((data, indices, ends), shape=(len(self.names), len(ordered)))
        counts.sort_indices()
        segmenter = build_segmenter(self.recipe.segmenter, user_words=self.recipe.user_words)
        return Dfm(
            documents=self.names,
            languages=("zh",) * len(self.names),
            features=tuple(ordered),
            counts=counts,
            sizes=np.asarray(counts.sum(axis=1), dtype=np.int64),
            convention=f"token:{segmenter.name}/1-gram/{'+'.join(DEFAULT_SCOPE)}",
            segmenter=segmenter.fingerprint,
        )

    def _survey(self) -> tuple[set[str], dict[bytes, int]]:
        """Return all features that are no white space, and of each capture how many it has."""
        import numpy as np

        features: set[str] = set()
        lengths: dict[bytes, int] = {}
        held = set(self.digests)
        for part in self._read_parts():
            wanted = np.array([not feature.isspace() for feature in part.features], dtype=bool)
            features.update(f for f, want in zip(part.features, wanted, strict=True) if want)
            kept = wanted[part.indices]
            for digest, start, end in part.rows():
                if digest in held:
                    lengths[digest] = int(kept[start:end].sum())
        return features, lengths

    def _read_parts(self) -> Iterator[PartCounts]:
        for name in self.parts:
            yield read_counts(self.folder / name, self.recipe)

    def _rows_by_digest(self) -> dict[bytes, list[int]]:
        rows: dict[bytes, list[int]] = {}
        for row, digest in enumerate(self.digests):
            rows.setdefault(digest, []).append(row)
        return rows

    def iterate_documents(self) -> Iterator[Document]:
        """Yield every file as a document with one body, a part in memory at a time.

        Its offsets lead to the cleaned text only; a text that must be followed to its bytes
        belongs into a texts folder.
        """
        rows = self._rows_by_digest()
        for part in self.parts:
            table, _ = read_part(self.folder / part, self.recipe)
            held = zip(table["sha256"].to_pylist(), table["text"].to_pylist(), strict=True)
            for digest, encoded in held:
                text = encoded.decode("utf-8", "surrogatepass")
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
    chunk_size: int = 1000,
) -> tuple[Store, IndexSummary]:
    """Bring the store in folder *store* up to date with the files under *source*.

    Only files that are new or changed are read, only captures that are not yet held are processed.
    """
    source, store = Path(source), Path(store)
    recipe = recipe or StoreRecipe()
    build_segmenter(recipe.segmenter, user_words=recipe.user_words)  # no such name? Say so here.
    files = list(_list_files(source, store))
    if not files:
        raise PolicytextError(f"{source}: no file to index; name a folder of texts.")
    store.mkdir(parents=True, exist_ok=True)
    old = open_store(store, recipe)
    known = dict(zip(old.names, zip(old.digests, old.states, strict=True), strict=True))
    run = _IndexRun(store, recipe, old)
    fresh = [(name, state) for name, state in files if not run.is_unchanged(state, known.get(name))]
    jobs = [
        PartJob(tuple(str(source / name) for name, _ in chunk), recipe)
        for chunk in cut_into_chunks(run.skip_held(source, fresh), chunk_size)
    ]
    for job, made in zip(jobs, (execution or Execution()).run(make_part, jobs), strict=True):
        run.keep(job, made)
    return run.finish(source, files, fresh, known)


class _IndexRun:
    """What one run of indexing gathers."""

    def __init__(self, folder: Path, recipe: StoreRecipe, old: Store) -> None:
        self.folder, self.recipe, self.old = folder, recipe, old
        self.parts = list(list_parts(folder, recipe))
        self.held: set[bytes] = set()
        self.digests: dict[str, bytes] = {}
        self.refused: dict[str, str] = {}
        self.processed = 0
        for part in self.parts:
            self.held.update(read_digests(folder / part))

    def is_unchanged(self, state: FileState, known: tuple[bytes, FileState] | None) -> bool:
        """Tell whether the file is what the index says, by its times, and its text is held."""
        if known is None or known[1] != state or known[0] not in self.held:
            return False
        return max(state.modified, state.changed) < self.old.written - _RACY_NS

    def skip_held(
        self, source: Path, fresh: Sequence[tuple[str, FileState]]
    ) -> list[tuple[str, FileState]]:
        """Return the files whose captures are not held; a run that went before may hold some."""
        if not self.held:
            return list(fresh)
        missing = []
        for name, state in fresh:
            digest = _hash_file(source / name)
            if digest in self.held:
                self.digests[str(source / name)] = digest
            else:
                missing.append((name, state))
        return missing

    def keep(self, job: PartJob, made: MadePart) -> None:
        """Write a finished part, and remember what is in it."""
        self.refused.update(made.refused)
        kept = [digest for digest in made.digests if digest is not None]
        self.processed += len(kept)
        for path, digest in zip(job.paths, made.digests, strict=True):
            if digest is not None:
                self.digests[path] = digest
        if kept:
            name = f"{hashlib.sha256(made.part).hexdigest()}.parquet"
            write_atomically(self.folder / name, made.part)
            self.parts.append(name)
            self.held.update(kept)

    def finish(
        self,
        source: Path,
        files: Sequence[tuple[str, FileState]],
        fresh: Sequence[tuple[str, FileState]],
        known: dict[str, tuple[bytes, FileState]],
    ) -> tuple[Store, IndexSummary]:
        """Write the index and return the store with a summary."""
        read = {name for name, _ in fresh}
        entries = []
        for name, state in files:
            digest = self.digests.get(str(source / name)) if name in read else known[name][0]
            if digest is not None:
                entries.append((name, digest, state))
        parts = tuple(dict.fromkeys(sorted(self.parts)))
        names = tuple(name for name, _, _ in entries)
        digests = tuple(digest for _, digest, _ in entries)
        states = tuple(state for _, _, state in entries)
        store = Store(self.folder, self.recipe, names, digests, states, parts, time.time_ns())
        if fresh or names != self.old.names or parts != self.old.parts:
            _write_index(store)
        refused = ((os.path.relpath(path, source), why) for path, why in self.refused.items())
        summary = IndexSummary(
            files=len(files),
            read=len(fresh),
            processed=self.processed,
            reused=len(names) - self.processed,
            parts=len(parts),
            refused=tuple(sorted(refused)),
        )
        return store, summary


def open_store(folder: str | Path, recipe: StoreRecipe | None = None) -> Store:
    """Return the store in *folder*; an empty one where there is none, or one of another recipe."""
    import pyarrow.parquet as pq

    folder, recipe = Path(folder), recipe or StoreRecipe()
    empty = Store(folder, recipe, (), (), ())
    try:
        table = pq.read_table(folder / "index.parquet")
    except (OSError, ValueError):
        return empty
    metadata = table.schema.metadata or {}
    if metadata.get(b"recipe") != recipe.fingerprint.encode():
        return empty
    columns = [table[name].to_pylist() for name in FileState._fields]
    states = tuple(FileState(*values) for values in zip(*columns, strict=True))
    return Store(
        folder,
        recipe,
        tuple(os.fsdecode(name) for name in table["name"].to_pylist()),
        tuple(table["sha256"].to_pylist()),
        states,
        tuple(json.loads(metadata[b"parts"])),
        int(metadata[b"written"]),
    )


def _write_index(store: Store) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns: dict[str, Any] = {
        "name": pa.array([os.fsencode(name) for name in store.names], pa.binary()),
        "sha256": pa.array(store.digests, pa.binary(32)),
    }
    for index, name in enumerate(FileState._fields):
        columns[name] = pa.array([state[index] for state in store.states], pa.int64())
    table = pa.table(columns).replace_schema_metadata(
        {
            "recipe": store.recipe.fingerprint,
            "parts": json.dumps(store.parts),
            "written": str(store.written),
        }
    )
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd")
    write_atomically(store.folder / "index.parquet", stream.getvalue())


def _list_files(source: Path, store: Path) -> Iterator[tuple[str, FileState]]:
    """Yield the files under *source*, in order of their names; links and the store are left out."""
    inner = store.resolve()
    found = []
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
                    status = entry.stat()
                    state = FileState(
                        status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
                    )
                    found.append((prefix + entry.name, state))
    yield from sorted(found)


def _hash_file(path: Path) -> bytes:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()
