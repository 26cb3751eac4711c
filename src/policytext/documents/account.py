"""Runs of characters of a capture that are not text, merged so that each is dropped once.

Tested in tests/documents/readers/test_conservation.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

OUTSIDE = "outside the clip"
Run = tuple[int, int, str]  # characters of the capture's text, and why they are dropped


def leave_out_runs(runs: Iterable[Run], start: int, end: int) -> Iterator[Run]:
    """Yield *runs* without the parts inside ``[start, end)``."""
    for first, last, reason in runs:
        if first < min(last, start):
            yield first, min(last, start), reason
        if max(first, end) < last:
            yield max(first, end), last, reason


def list_rest(taken: Sequence[tuple[int, int]], size: int) -> Iterator[Run]:
    """Yield the runs of the capture's text that are neither headline nor part of a region."""
    done = 0
    for start, end in [*sorted(taken), (size, size)]:
        if done < start:
            yield done, start, OUTSIDE
        done = end


def list_once(runs: Iterable[Run], held: set[int]) -> Iterator[Run]:
    """Yield the characters of *runs* without repetition, except those that are kept.

    One letter of a ligature may be kept and another dropped.
    """
    seen = set(held)
    for first, last, reason in runs:
        for source in range(first, last):
            if source not in seen:
                seen.add(source)
                yield source, source + 1, reason


def merge_runs(runs: Sequence[Run]) -> Iterator[Run]:
    """Join neighbouring runs with the same reason."""
    held: Run | None = None
    for run in runs:
        if held and held[1] == run[0] and held[2] == run[2]:
            held = (held[0], run[1], run[2])
            continue
        if held:
            yield held
        held = run
    if held:
        yield held
