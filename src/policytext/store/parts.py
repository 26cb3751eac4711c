"""Parts of a store: up to a thousand cleaned texts and their feature counts in one Parquet file.

Tested in tests/store/test_index.py.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from policytext import __version__
from policytext.base.errors import UnreadableError
from policytext.matrix.features import FeatureCounts, Recipe, count_features
from policytext.matrix.packing import Packing
from policytext.store._parquet import (
    make_binary,
    make_lists,
    make_texts,
    read_integers,
    read_table,
    read_texts,
)
from policytext.store._text_arrays import Texts, encode_texts

_SCHEMA = "policytext/store/4"


def _choose_steps() -> tuple[str, ...]:
    from policytext.documents.cleaning import choose_steps

    return choose_steps({})


@dataclass(frozen=True)
class StoreRecipe:
    """Everything that decides what a store contains of a capture."""

    segmenter: str = "jieba"
    user_words: tuple[str, ...] = ()
    steps: tuple[str, ...] = field(default_factory=_choose_steps)

    @cached_property
    def fingerprint(self) -> str:
        """Name the recipe: schema, version, cleaning steps and segmenter fingerprint."""
        from policytext.segmenters import build_segmenter

        segmenter = build_segmenter(self.segmenter, user_words=self.user_words)
        parts = [_SCHEMA, __version__, *self.steps, segmenter.name, segmenter.fingerprint]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class PartJob(NamedTuple):
    """A chunk of work: absolute paths of files, and the recipe."""

    paths: tuple[str, ...]
    recipe: StoreRecipe


class MadePart(NamedTuple):
    """A finished chunk: the bytes of a part, the digests of its captures, the refused files."""

    part: bytes
    digests: tuple[bytes | None, ...]
    refused: tuple[tuple[str, str], ...]


def make_part(job: PartJob) -> MadePart:
    """Read, clean, segment and count a chunk of files: the map, pure but for reading them."""
    from policytext.documents.fold import drop_idle_space
    from policytext.documents.readers import read_capture
    from policytext.segmenters import build_segmenter

    recipe = job.recipe
    texts: list[str] = []
    digests: list[bytes | None] = []
    refused: list[tuple[str, str]] = []
    seen: set[bytes] = set()
    kept: list[bytes] = []
    for path in job.paths:
        try:
            with io.FileIO(path) as stream:  # takes half the time of opening a Path
                data = stream.read()
            text = _clean(read_capture(data, path).text, recipe.steps)
        except (UnreadableError, OSError) as error:
            refused.append((path, str(error)))
            digests.append(None)
            continue
        digest = hashlib.sha256(data).digest()
        digests.append(digest)
        if digest not in seen:
            seen.add(digest)
            kept.append(digest)
            texts.append(text)
    segmenter = build_segmenter(recipe.segmenter, user_words=recipe.user_words)
    counted = count_features([drop_idle_space(text) for text in texts], Recipe(segmenter))
    return MadePart(_encode_part(kept, texts, counted, recipe), tuple(digests), tuple(refused))


def _clean(text: str, steps: tuple[str, ...]) -> str:
    from policytext.documents.cleaning import clean

    return clean(text, steps).text


def _encode_part(
    digests: Sequence[bytes], texts: Sequence[str], counted: FeatureCounts, recipe: StoreRecipe
) -> bytes:
    encoded = encode_texts(texts)
    columns = {
        "sha256": make_binary(digests, 32),
        "text": make_texts(encoded),
        "features": make_lists(counted.offsets, counted.indices),
        "counts": make_lists(counted.offsets, counted.values),
    }
    features = json.dumps(counted.features.unpack(), ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )
    table = pa.Table.from_arrays(list(columns.values()), names=list(columns))
    metadata = {
        "recipe": recipe.fingerprint,
        "features": features,
        "width": str(encoded.units.itemsize),  # bytes per character of a text
    }
    table = table.replace_schema_metadata(metadata)
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd", use_dictionary=False, write_statistics=False)
    return stream.getvalue()


def list_parts(folder: Path, recipe: StoreRecipe) -> Iterator[str]:
    """Yield the parts made by *recipe*; other parts are never read or changed."""
    for path in sorted(folder.glob("*.parquet")):
        if len(path.stem) == 64:
            try:
                metadata = pq.read_schema(path).metadata or {}
            except (OSError, ValueError):
                continue
            if metadata.get(b"recipe") == recipe.fingerprint.encode():
                yield path.name


def read_digests(path: Path) -> list[bytes]:
    """Return the digests of the captures in a part, in order."""
    digests: list[bytes] = read_table(path, ["sha256"])["sha256"].to_pylist()
    return digests


def _read_part(path: Path, recipe: StoreRecipe, columns: list[str]) -> pa.Table:
    """Return *columns* of a part, each in one piece; refuse a part that does not match its name."""
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != path.stem:
        raise UnreadableError(f"{path}: the part has changed on disk; remove it and index again.")
    table = read_table(data, columns)
    if (table.schema.metadata or {}).get(b"recipe") != recipe.fingerprint.encode():
        raise UnreadableError(f"{path}: the part has another recipe; remove it and index again.")
    return table.combine_chunks()


def read_part_texts(path: Path, recipe: StoreRecipe) -> tuple[tuple[bytes, ...], Texts]:
    """Return the texts of a part and the digests of their captures."""
    table = _read_part(path, recipe, ["sha256", "text"])
    width = int(table.schema.metadata[b"width"])
    return tuple(table["sha256"].to_pylist()), read_texts(table["text"].chunk(0), width)


class PartCounts(NamedTuple):
    """The counts of a part, and the digests of the captures they belong to."""

    digests: tuple[bytes, ...]
    counted: FeatureCounts


def read_counts(path: Path, recipe: StoreRecipe) -> PartCounts:
    """Return the feature counts of a part, without its texts."""
    table = _read_part(path, recipe, ["sha256", "features", "counts"])
    found, counts = table["features"].chunk(0), table["counts"].chunk(0)
    features = json.loads(table.schema.metadata[b"features"].decode("utf-8", "surrogatepass"))
    packing = Packing()
    counted = FeatureCounts(
        packing.seal(packing.pack(features)),
        read_integers(found.offsets),
        read_integers(found.values),
        read_integers(counts.values),
    )
    return PartCounts(tuple(table["sha256"].to_pylist()), counted)
