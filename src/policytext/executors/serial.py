"""Run chunk after chunk in this process.

Tested in tests/executors/test_executors.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any


def run_serially(
    function: Callable[[Any], Any],
    chunks: Iterable[Any],
    *,
    workers: int,
    scheduler: str | None,
    prepare: Callable[[], object],
) -> Iterator[Any]:
    """Yield ``function(chunk)`` for every chunk; the other arguments are ignored."""
    return map(function, chunks)
