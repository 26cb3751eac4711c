"""Parts of a store: about a thousand cleaned texts and their feature counts in one Parquet file."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from policytext import __version__
from policytext.cleaning import choose_steps, clean
from policytext.dfm import FeatureCounts, Recipe, count_features
from policytext.errors import UnreadableError
from policytext.readers import read_capture
from policytext.segmenters import build_segmenter

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

_SCHEMA = "policytext/store/1"


@dataclass(frozen=True)
class StoreRecipe:
    """All that decides what a store holds of a capture."""

    segmenter: str = "jieba"
    user_words: tuple[str, ...] = ()
    steps: tuple[str, ...] = field(default_factory=lambda: choose_steps({}))

    @cached_property
    def fingerprint(self) -> str:
        """Name the recipe: schema, version, cleaning steps and segmenter fingerprint."""
        segmenter = build_segmenter(self.segmenter, user_words=self.user_words)
        parts = [_SCHEMA, __version__, *self.steps, segmenter.name, segmenter.fingerprint]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class PartJob(NamedTuple):
    """A chunk of work: files by absolute path, and the recipe."""

    paths: tuple[str, ...]
    recipe: StoreRecipe


class MadePart(NamedTuple):
    """A chunk done: the bytes of a part, its captures' digests in order, and the refused files."""

    part: bytes
    digests: tuple[bytes | None, ...]
    refused: tuple[tuple[str, str], ...]


def make_part(job: PartJob) -> MadePart:
    """Read, clean, segment and count a chunk of files: the map, pure but for reading them."""
    recipe = job.recipe
    texts: list[str] = []
    digests: list[bytes | None] = []
    refused: list[tuple[str, str]] = []
    seen: set[bytes] = set()
    kept: list[bytes] = []
    for path in job.paths:
        try:
            data = Path(path).read_bytes()
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
    counted = count_features(texts, Recipe(segmenter))
    return MadePart(_encode_part(kept, texts, counted, recipe), tuple(digests), tuple(refused))


def _clean(text: str, steps: tuple[str, ...]) -> str:
    return clean(text, steps).text


def _encode_part(
    digests: Sequence[bytes], texts: Sequence[str], counted: FeatureCounts, recipe: StoreRecipe
) -> bytes:
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    counts = counted.counts
    offsets = pa.array(counts.indptr.astype(np.int32))
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    table = pa.table(
        {
            "sha256": pa.array(digests, pa.binary(32)),
            "text": pa.array(encoded, pa.large_binary()),
            "features": pa.ListArray.from_arrays(offsets, pa.array(counts.indices, pa.int32())),
            "counts": pa.ListArray.from_arrays(offsets, pa.array(counts.data, pa.int32())),
        }
    ).replace_schema_metadata(
        {"recipe": recipe.fingerprint, "features": json.dumps(list(counted.features))}
    )
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd", use_dictionary=False, write_statistics=False)
    return stream.getvalue()


def list_parts(folder: Path, recipe: StoreRecipe) -> Iterator[str]:
    """Yield the parts made by *recipe*; others are left alone and never read."""
    import pyarrow.parquet as pq

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
    import pyarrow.parquet as pq

    digests: list[bytes] = pq.read_table(path, columns=["sha256"])["sha256"].to_pylist()
    return digests


def read_part(
    path: Path, recipe: StoreRecipe, columns: list[str] | None = None
) -> tuple[pa.Table, tuple[str, ...]]:
    """Return a part's table and features; refuse one that is not what its name says."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != path.stem:
        raise UnreadableError(f"{path}: the part has changed on disk; remove it and index again.")
    table = pq.read_table(pa.BufferReader(data), columns=columns)
    metadata = table.schema.metadata or {}
    if metadata.get(b"recipe") != recipe.fingerprint.encode():
        raise UnreadableError(f"{path}: a part of another recipe; remove it and index again.")
    return table, tuple(json.loads(metadata[b"features"]))


@dataclass(frozen=True, eq=False)
class PartCounts:
    """The counts of a part: row *i* is ``[offsets[i], offsets[i + 1])`` of the other arrays."""

    digests: tuple[bytes, ...]
    features: tuple[str, ...]
    offsets: npt.NDArray[np.int32]
    indices: npt.NDArray[np.int32]
    counts: npt.NDArray[np.int32]

    def rows(self) -> Iterator[tuple[bytes, int, int]]:
        """Yield the digest of each text and where its row begins and ends."""
        offsets = self.offsets.tolist()
        yield from zip(self.digests, offsets, offsets[1:], strict=False)


def read_counts(path: Path, recipe: StoreRecipe) -> PartCounts:
    """Return the feature counts of a part, without its texts."""
    table, features = read_part(path, recipe, columns=["sha256", "features", "counts"])
    found, counts = table["features"].combine_chunks(), table["counts"].combine_chunks()
    return PartCounts(
        tuple(table["sha256"].to_pylist()),
        features,
        found.offsets.to_numpy(),
        found.values.to_numpy(),
        counts.values.to_numpy(),
    )
