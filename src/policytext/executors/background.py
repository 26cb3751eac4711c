"""A second process beside this one: what it is asked for early is there when it is needed."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import Any, Protocol, TypeVar

from policytext.executors.processes import open_pool

Result = TypeVar("Result")
Later = Callable[[], Result]  # gives the result, and waits for it where need be


class Ask(Protocol):
    """Asks for ``function(*args)``, which must be picklable, and returns what gives its result."""

    def __call__(self, function: Callable[..., Result], *args: Any) -> Later[Result]:
        """Ask for it."""
        ...


def do_later(function: Callable[..., Result], *args: Any) -> Later[Result]:
    """Ask nobody: the work is done here, when its result is needed."""
    return partial(function, *args)


@contextmanager
def work_beside(*modules: str) -> Iterator[Ask]:
    """Start a process that works beside this one, if there is a processor for it.

    It loads *modules* while this one goes on.
    """
    if (os.cpu_count() or 1) < 2:
        yield do_later
        return
    with open_pool(1, partial(_get_ready, modules)) as submit:
        submit(_report_ready)  # a pool starts its processes with the first task

        def ask(function: Callable[..., Result], *args: Any) -> Later[Result]:
            try:
                return partial(_take, submit(function, *args), function, args)
            except BrokenProcessPool:
                return do_later(function, *args)

        yield ask


def _get_ready(modules: Iterable[str]) -> None:
    gc.disable()  # one report, then the end: looking for cycles would take a fifth of its time
    for module in modules:
        import_module(module)


def _report_ready() -> None:
    """Do nothing: it is done when the process has started."""


def _take(future: Future[Result], function: Callable[..., Result], args: tuple[Any, ...]) -> Result:
    """Return the result; what has not been begun yet, or got lost, is done here."""
    try:
        return function(*args) if future.cancel() else future.result()
    except BrokenProcessPool:  # out of memory?
        return function(*args)
