"""Count many terms in the texts of a store, part by part, here or in other processes.

The convention is ``text/each/body``, as in `policytext.counting.count`. This is the same count over
more text than fits in memory, with numpy arrays instead of lists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from policytext.base.errors import PolicytextError
from policytext.base.lookup import require_list
from policytext.counting.convention import Convention
from policytext.executors import Execution

# Nothing heavy is imported at the top, so that other processes start before this one has loaded
# what it needs itself.
if TYPE_CHECKING:
    from policytext.base.table import Table
    from policytext.store._part_scan import PartScan, ScannedPart, TalliedPart
    from policytext.store._text_arrays import Longs
    from policytext.store.index import Store

Found = TypeVar("Found")

SCAN = Convention(scope=("body",), match="text")


def count_in_store(
    store: Store | str | Path, terms: Sequence[str], *, execution: Execution | None = None
) -> Table:
    """Count *terms* in every file of *store*: matches, files, rate per 1,000 characters.

    A store given as its folder is opened while other processes start.
    """
    scan = _Scan(store, terms)
    counts: Longs | int = 0
    files: Longs | int = 0
    size = 0
    for part in scan.run(_tally_part, execution):
        # A text that is in two parts is counted in the first.
        own = part.add_up([scan.copies.pop(digest, 0) for digest in part.digests], len(scan.terms))
        counts, files, size = counts + own.counts, files + own.files, size + own.size
    assert not isinstance(counts, int)
    assert not isinstance(files, int)

    records = [
        {
            "term": term,
            "count": count,
            "documents": documents,
            "per_1000": 1000 * count / size if size else None,
            "unit": "characters",
            "convention": SCAN.id,
        }
        for term, count, documents in zip(scan.terms, counts.tolist(), files.tolist(), strict=True)
    ]
    from policytext.base.table import make_table
    from policytext.counting.matches import explain_wildcard

    for term, count in zip(scan.terms, counts.tolist(), strict=True):
        if not count and ("*" in term or "?" in term):
            raise PolicytextError(explain_wildcard(term))
    names = scan.store.names
    title = f"Counts in {len(names):,} files" if len(names) > 1 else "Counts in one file"
    columns = ("term", "count", "documents", "per_1000", "unit", "convention")
    return make_table(title, records, columns, convention=SCAN.id)


def scan_store(
    store: Store | str | Path, terms: Sequence[str], *, execution: Execution | None = None
) -> Iterator[ScannedPart]:
    """Return every match of *terms* in *store*, part by part, as arrays.

    A text is identified by the sha256 of its capture, as in `Store.digests`, and occurs once. Texts
    whose files no longer exist are left out.
    """
    return _scan_parts(_Scan(store, terms), execution)


def _scan_parts(scan: _Scan, execution: Execution | None) -> Iterator[ScannedPart]:
    for part in scan.run(_scan_part, execution):
        yield part.keep([bool(scan.copies.pop(digest, 0)) for digest in part.digests])


class _Scan:
    """The terms to find, and the store to search."""

    def __init__(self, store: Store | str | Path, terms: Sequence[str]) -> None:
        self.terms = tuple(dict.fromkeys(require_list(terms, "terms")))
        self._named = store

    @cached_property
    def store(self) -> Store:
        """The store, opened on first use."""
        from policytext.store.index import open_store

        store = open_store(self._named) if isinstance(self._named, str | Path) else self._named
        if not store.names:
            raise PolicytextError(
                f"{store.folder}: is not a store; make one with 'policytext index'."
            )
        return store

    @cached_property
    def copies(self) -> Counter[bytes]:
        """How many files have the same capture."""
        return Counter(self.store.digests)

    def run(
        self, function: Callable[[PartScan], Found], execution: Execution | None
    ) -> Iterator[Found]:
        """Yield the result of *function* for each part."""
        prepare = partial(import_module, "policytext.store._part_scan")
        return (execution or Execution()).run(function, self._list_parts(), prepare=prepare)

    def _list_parts(self) -> Iterator[PartScan]:
        from policytext.counting.matches import refuse_odd_terms
        from policytext.store._part_scan import PartScan

        refuse_odd_terms(self.terms)
        for part in self.store.parts:
            path = (self.store.folder / part).as_posix()
            yield PartScan(path, self.store.recipe, self.terms)


def _scan_part(job: PartScan) -> ScannedPart:
    from policytext.store._part_scan import scan_part

    return scan_part(job)


def _tally_part(job: PartScan) -> TalliedPart:
    from policytext.store._part_scan import tally_part

    return tally_part(job)
