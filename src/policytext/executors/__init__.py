"""Executors run one pure function over many chunks: here, in processes, or on a cluster.

Every executor yields the results in the order of the chunks, so that merging them gives the same
bytes. The function and the chunks must be picklable; a module must define the function.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from policytext.base.lookup import look_up
from policytext.executors.background import Run, load_modules, run_here, second_process
from policytext.executors.dask import run_on_dask
from policytext.executors.processes import run_in_processes
from policytext.executors.serial import run_serially

__all__ = [
    "CHUNK_SIZE",
    "EXECUTORS",
    "Execution",
    "Executor",
    "Run",
    "cut_into_chunks",
    "load_modules",
    "run_here",
    "second_process",
]

Chunk = TypeVar("Chunk")
Part = TypeVar("Part")
Item = TypeVar("Item")

CHUNK_SIZE = 1000


class Executor(Protocol):
    """Runs *function* over *chunks* and yields the results in their order."""

    def __call__(
        self,
        function: Callable[[Any], Any],
        chunks: Iterable[Any],
        *,
        workers: int,
        scheduler: str | None,
        prepare: Callable[[], object],
    ) -> Iterator[Any]:
        """Run it."""
        ...


EXECUTORS: dict[str, Executor] = {
    "serial": run_serially,
    "processes": run_in_processes,
    "dask": run_on_dask,
}


def _do_nothing() -> None:
    """Prepare nothing."""


@dataclass(frozen=True)
class Execution:
    """Where work runs: an executor, the number of workers (this process included), a cluster."""

    executor: str = "serial"
    workers: int | None = None
    scheduler: str | None = None

    def run(
        self,
        function: Callable[[Chunk], Part],
        chunks: Iterable[Chunk],
        *,
        prepare: Callable[[], object] = _do_nothing,
    ) -> Iterator[Part]:
        """Yield ``function(chunk)`` for every chunk, in order.

        Each new process calls *prepare* first. This process does not wait for it, because finding
        the chunks may take time as well.
        """
        execute = look_up(EXECUTORS, self.executor, "executor")
        workers = self.workers or os.cpu_count() or 1
        return execute(function, chunks, workers=workers, scheduler=self.scheduler, prepare=prepare)


def cut_into_chunks(
    items: Sequence[Item],
    size: int = CHUNK_SIZE,
    *,
    weigh: Callable[[Item], int] = lambda item: 0,
    heaviest: int = 0,
) -> Iterator[tuple[Item, ...]]:
    """Yield *items* in chunks of *size*; or less, once a chunk weighs *heaviest*."""
    chunk: list[Item] = []
    weight = 0
    for item in items:
        chunk.append(item)
        weight += weigh(item)
        if len(chunk) == size or weight > heaviest > 0:
            yield tuple(chunk)
            chunk, weight = [], 0
    if chunk:
        yield tuple(chunk)
