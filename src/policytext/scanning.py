"""Scan the texts of a store for many terms in one pass, every hit kept as four numbers.

The convention is ``text/each/body``, as `policytext.counting` defines it; this is the same count
over more text than fits in memory, with numpy arrays in place of lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from policytext.cleaning import fold_text
from policytext.conventions import Convention
from policytext.counting import refuse_odd_terms
from policytext.errors import PolicytextError
from policytext.parts import StoreRecipe, read_part
from policytext.scaling import Execution
from policytext.store import Store
from policytext.table import Table, make_table

SCAN = Convention(scope=("body",))
_SPACES = np.array([c for c in range(0x3001) if chr(c).isspace() and c != 0x0A], dtype=np.uint32)

_SPACE = re.compile(r"[^\S\n]")
_TABLE_LIMIT = 20_000  # characters of all terms together

Integers = npt.NDArray[np.int32]
Columns = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Hits:
    """Hits in texts: which text, which term, and from where to where in the text."""

    texts: Integers
    terms: Integers
    starts: Integers
    ends: Integers

    def __len__(self) -> int:
        return len(self.starts)


class _Job(NamedTuple):
    """A part to scan."""

    path: str
    recipe: StoreRecipe
    terms: tuple[str, ...]
    wanted: frozenset[bytes]


class _Scanned(NamedTuple):
    """A part scanned: its captures' digests, the hits, and how many characters each text has."""

    digests: tuple[bytes, ...]
    hits: Hits
    sizes: Integers


def count_in_store(
    store: Store, terms: Sequence[str], *, execution: Execution | None = None
) -> Table:
    """Count *terms* in every file of *store*: hits, files with a hit, rate per 1,000 characters."""
    if not store.names:
        raise PolicytextError(f"{store.folder}: no store there; make one with 'policytext index'.")
    terms = tuple(dict.fromkeys(terms))
    copies: dict[bytes, int] = {}
    for digest in store.digests:
        copies[digest] = copies.get(digest, 0) + 1
    counts = np.zeros(len(terms), dtype=np.int64)
    files = np.zeros(len(terms), dtype=np.int64)
    size = 0
    seen: set[bytes] = set()
    for part in scan_store(store, terms, execution=execution):
        weights = np.array([0 if d in seen else copies.get(d, 0) for d in part.digests], np.int64)
        seen.update(part.digests)
        hits = part.hits
        counts += np.bincount(hits.terms, weights[hits.texts], len(terms)).astype(np.int64)
        # One number a pair: sorting pairs as such takes as long as the scan itself.
        pairs = np.unique(hits.texts.astype(np.int64) * len(terms) + hits.terms)
        texts, found = np.divmod(pairs, max(1, len(terms)))
        files += np.bincount(found, weights[texts], len(terms)).astype(np.int64)
        size += int(part.sizes @ weights)
    records = [
        {
            "term": term,
            "count": int(counts[i]),
            "documents": int(files[i]),
            "per_1000": 1000 * int(counts[i]) / size if size else None,
        }
        for i, term in enumerate(terms)
    ]
    columns = ("term", "count", "documents", "per_1000")
    title = f"Counts in {len(store.names):,} files"
    return make_table(title, records, columns, convention=SCAN.id)


def scan_store(store: Store, terms: Sequence[str], *, execution: Execution | None = None) -> Any:
    """Yield the hits of *terms* in every part of *store*, in order."""
    wanted = frozenset(store.digests)
    jobs = (
        _Job((store.folder / part).as_posix(), store.recipe, tuple(terms), wanted)
        for part in store.parts
    )
    return (execution or Execution()).run(scan_part, jobs)


def scan_part(job: _Job) -> _Scanned:
    """Scan one part: the map, pure but for reading the part."""
    from pathlib import Path

    table, _ = read_part(Path(job.path), job.recipe)
    digests = tuple(table["sha256"].to_pylist())
    texts = [
        text.decode("utf-8", "surrogatepass") if digest in job.wanted else ""
        for digest, text in zip(digests, table["text"].to_pylist(), strict=True)
    ]
    hits, sizes = scan_texts(texts, job.terms)
    return _Scanned(digests, hits, sizes)


def scan_texts(texts: Sequence[str], terms: Sequence[str]) -> tuple[Hits, Integers]:
    """Return the hits of *terms* in *texts*, and the sizes of the texts without white space."""
    refuse_odd_terms(terms)
    bare = tuple("".join(fold_text(term).split()) for term in terms)
    # Most texts have no white space but line ends: those need no index from character to place.
    spaced = [i for i, text in enumerate(texts) if _SPACE.search(text)]
    plain = sorted(set(range(len(texts))) - set(spaced))
    pieces = [_scan_joined([texts[i] for i in plain], bare, plain)]
    for number in spaced:
        pieces.append(_scan_spaced(texts[number], bare, number))
    columns = np.concatenate(pieces, axis=1)
    # By text, then by place; hits come by their ends, so a stable sort leaves the longer one later.
    order = np.argsort(columns[0] * (1 << 32) + columns[2], kind="stable")
    hits = Hits(*(column[order].astype(np.int32) for column in columns))
    sizes = [len(text) - text.count("\n") for text in texts]
    for number in spaced:
        sizes[number] = len("".join(texts[number].split()))
    return hits, np.array(sizes, dtype=np.int32)


def _scan_joined(texts: Sequence[str], terms: tuple[str, ...], numbers: Sequence[int]) -> Columns:
    begins = np.cumsum([0, *(len(text) + 1 for text in texts)], dtype=np.int64)
    found = _find("\n".join(texts), terms)
    owner = np.searchsorted(begins, found[:, 1], side="right") - 1
    named = np.array(numbers, dtype=np.int64)[owner] if len(found) else owner
    shift = begins[owner]
    return np.stack([named, found[:, 0], found[:, 1] - shift, found[:, 2] - shift])


def _scan_spaced(text: str, terms: tuple[str, ...], number: int) -> Columns:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    index = np.flatnonzero(~np.isin(codes, _SPACES))
    bare = codes[index].tobytes().decode("utf-32-le", "surrogatepass")
    found = _find(bare, terms)
    named = np.full(len(found), number, dtype=np.int64)
    return np.stack([named, found[:, 0], index[found[:, 1]], index[found[:, 2] - 1] + 1])


def _find(text: str, terms: tuple[str, ...]) -> npt.NDArray[np.int32]:
    found = _automaton(terms).find_matches_as_indexes(text, overlapping=True)
    flat = np.fromiter(chain.from_iterable(found), np.int32, 3 * len(found)).reshape(-1, 3)
    return _keep_each(flat, terms)


def _keep_each(flat: npt.NDArray[np.int32], terms: tuple[str, ...]) -> npt.NDArray[np.int32]:
    """Leave out hits that overlap one of the same term before them; few terms can."""
    doubtful = _overlapping_terms(terms)
    if not doubtful:
        return flat
    keep = np.ones(len(flat), dtype=bool)
    for term in doubtful:
        last = -1
        for row in np.flatnonzero(flat[:, 0] == term):
            if flat[row, 1] < last:
                keep[row] = False
            else:
                last = int(flat[row, 2])
    return flat[keep]


@lru_cache(maxsize=8)
def _overlapping_terms(terms: tuple[str, ...]) -> tuple[int, ...]:
    """Return the terms that can overlap themselves: those that begin as they end."""
    return tuple(
        number
        for number, term in enumerate(terms)
        if any(term.startswith(term[cut:]) for cut in range(1, len(term)))
    )


@lru_cache(maxsize=8)
def _automaton(terms: tuple[str, ...]) -> Any:
    from ahocorasick_rs import AhoCorasick, Implementation

    # A full table is the fastest, and too large for a whole dictionary of terms.
    small = sum(map(len, terms)) < _TABLE_LIMIT
    return AhoCorasick(terms, implementation=Implementation.DFA if small else None)
