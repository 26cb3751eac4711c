"""The document-feature matrix of a store, assembled from the counts in its parts.

Tested in tests/store/test_index.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from policytext.counting.convention import DEFAULT_SCOPE
from policytext.matrix.dfm import Dfm
from policytext.matrix.features import make_matrix
from policytext.matrix.packing import Vocabulary
from policytext.segmenters import build_segmenter
from policytext.store.parts import read_counts

if TYPE_CHECKING:
    from policytext.store.index import Store

Longs = npt.NDArray[np.int64]


class _Taken(NamedTuple):
    """What a matrix uses of a part: its texts ``held``, their ``rows``, the ``columns``."""

    held: Longs
    rows: Longs
    columns: npt.NDArray[np.int32]


def build_store_dfm(store: Store) -> Dfm:
    """Return the document-feature matrix of all files of *store*, one row per file.

    The parts are read twice, first for the features and the sizes of the rows, so that the
    matrix is allocated once and filled in place.
    """
    features, lengths, taken = _survey(store)
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    indices = np.empty(ends[-1], dtype=np.int32)
    values = np.empty(ends[-1], dtype=np.int32)
    sizes = np.zeros(len(store.names), dtype=np.int64)
    for part, (held, rows, columns) in zip(store.parts, taken, strict=True):
        _, counted = read_counts(store.folder / part, store.recipe)
        cells = _list_cells(counted.offsets[held], lengths[rows])
        places = _list_cells(ends[rows], lengths[rows])
        indices[places] = columns[counted.indices[cells]]
        values[places] = counted.values[cells]
        sizes[rows] = counted.sizes[held]
    counts = make_matrix(values, indices, ends, (len(store.names), len(features)))
    counts.sort_indices()
    segmenter = build_segmenter(store.recipe.segmenter, user_words=store.recipe.user_words)
    return Dfm(
        documents=store.names,
        languages=("zh",) * len(store.names),
        features=features,
        values=counts,
        sizes=sizes,
        convention=f"token:{segmenter.name}/1-gram/{'+'.join(DEFAULT_SCOPE)}",
        segmenter=segmenter.fingerprint,
    )


def _survey(store: Store) -> tuple[tuple[str, ...], Longs, list[_Taken]]:
    """Return all features, how many each file has, and what to use of each part."""
    vocabulary = Vocabulary()
    lengths = np.zeros(len(store.names), dtype=np.int64)
    taken, used = [], [np.zeros(0, np.int32)]
    wanted = store.rows_by_digest()
    for part in store.parts:
        digests, counted = read_counts(store.folder / part, store.recipe)
        # A part may contain captures of files that no longer exist.
        pairs = [(i, row) for i, digest in enumerate(digests) for row in wanted.pop(digest, ())]
        held, rows = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        lengths[rows] = np.diff(counted.offsets)[held]
        columns = vocabulary.number(counted.features)
        cells = _list_cells(counted.offsets[held], lengths[rows])
        used.append(columns[np.unique(counted.indices[cells])])
        taken.append(_Taken(held, rows, columns))
    words = vocabulary.seal().unpack()
    order = sorted(np.unique(np.concatenate(used)).tolist(), key=words.__getitem__)
    ranks = np.full(len(words), -1, dtype=np.int32)
    ranks[order] = np.arange(len(order))
    ranked = [_Taken(held, rows, ranks[columns]) for held, rows, columns in taken]
    return tuple(words[number] for number in order), lengths, ranked


def _list_cells(starts: Longs, lengths: Longs) -> Longs:
    """Return the places of runs that begin at *starts*, one run after another."""
    behind = np.cumsum(lengths)
    cells: Longs = np.repeat(starts - (behind - lengths), lengths) + np.arange(lengths.sum())
    return cells
