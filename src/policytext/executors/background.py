"""Run jobs in a second process and collect their results later."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import Any, Protocol, TypeVar

from policytext.executors.processes import open_pool

Result = TypeVar("Result")


class Run(Protocol):
    """Runs a function over arguments, as ``map`` does: yields the results in order.

    With a second process, the jobs start there at once. A module must define the function; the
    arguments and results must be picklable.
    """

    def __call__(
        self, function: Callable[..., Result], *arguments: Iterable[Any]
    ) -> Iterator[Result]:
        """Run it."""
        ...


def run_here(function: Callable[..., Result], *arguments: Iterable[Any]) -> Iterator[Result]:
    """Run *function* in this process, each job when its result is taken."""
    return map(function, *arguments)


@contextmanager
def second_process(*modules: str) -> Iterator[Run]:
    """Start a second process if there is a processor for it; yield a function that runs jobs in it.

    It loads *modules* while this process goes on.
    """
    if (os.cpu_count() or 1) < 2:
        yield run_here
        return
    with open_pool(1, partial(_prepare, modules)) as submit:
        submit(load_modules, ())  # the first job makes the pool start its process

        def run(function: Callable[..., Result], *arguments: Iterable[Any]) -> Iterator[Result]:
            jobs = [partial(function, *each) for each in zip(*arguments, strict=True)]
            return _collect(jobs, [_submit(submit, job) for job in jobs])

        yield run


def load_modules(names: Iterable[str]) -> None:
    """Import the modules called *names*."""
    for name in names:
        import_module(name)


def _prepare(modules: Iterable[str]) -> None:
    gc.disable()  # it ends after one report; collecting cycles would take a fifth of its time
    load_modules(modules)


def _submit(submit: Callable[..., Future[Any]], job: Callable[[], Result]) -> Future[Result] | None:
    """Return the future of *job*; None if the second process is lost."""
    try:
        return submit(job)
    except BrokenProcessPool:
        return None


def _collect(
    jobs: Sequence[Callable[[], Result]], futures: Sequence[Future[Result] | None]
) -> Iterator[Result]:
    """Yield the results in order; jobs that have not started run here, last first."""
    here: dict[int, Result] = {}
    for number in reversed(range(len(jobs))):
        future = futures[number]
        if future is None or future.cancel():
            here[number] = jobs[number]()
    for number, (job, future) in enumerate(zip(jobs, futures, strict=True)):
        if number in here or future is None:
            yield here[number]
            continue
        try:
            yield future.result()
        except BrokenProcessPool:  # out of memory?
            yield job()
