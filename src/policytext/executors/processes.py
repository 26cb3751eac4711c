"""Run chunks in processes on this machine: this one and newly started ones."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import active_children, get_context
from typing import Any

from policytext.base.errors import UnreadableError

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def run_in_processes(
    function: Callable[[Any], Any],
    chunks: Iterable[Any],
    *,
    workers: int,
    scheduler: str | None,
    prepare: Callable[[], object],
) -> Iterator[Any]:
    """Yield ``function(chunk)`` for every chunk, in order; *scheduler* is ignored.

    The other processes start, and call *prepare*, before the first chunk is requested. This process
    is one of the *workers*, so a short job is done before the others are ready. Only as many chunks
    are in progress as keep the workers busy, so memory does not grow with their number. Processes
    are spawned and not forked, because a fork copies locks in whatever state they are.
    """
    if workers < 2:
        yield from map(function, chunks)
        return
    with open_pool(workers - 1, prepare) as submit:
        ready = submit(_report_ready)
        rest = iter(chunks)
        first = list(islice(rest, 2))
        if len(first) < 2:
            yield from map(function, first)
            return
        given: list[Future[Any]] = []

        def share(work: Callable[[Any], Any], chunk: Any) -> Future[Any]:
            """Give each other process two chunks, one of them in reserve; run the next here."""
            given[:] = [future for future in given if not future.done()]
            if len(given) >= (workers - 1) * (2 if ready.done() else 1):
                return _run_here(work, chunk)
            given.append(submit(work, chunk))
            return given[-1]

        yield from run_in_window(share, function, chain(first, rest), 4 * workers)


def _report_ready() -> None:
    """Do nothing: the task is complete as soon as a process has started and prepared."""


@contextmanager
def open_pool(
    workers: int, prepare: Callable[[], object] | None = None
) -> Iterator[Callable[..., Future[Any]]]:
    """Start *workers*, which call *prepare* first, and yield a function that submits work."""
    others = set(active_children())
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=prepare) as pool:

        def submit(work: Callable[..., Any], *args: Any) -> Future[Any]:
            with uninterrupted(), _single_threaded():
                return pool.submit(work, *args)

        try:
            yield submit
        except BrokenProcessPool:
            raise UnreadableError(
                "A worker process ended unexpectedly (out of memory?). Run fewer workers, "
                "or the serial executor."
            ) from None
        finally:
            # Do not wait for running chunks: workers only compute, and are slow to shut down.
            for process in set(active_children()) - others:
                process.terminate()
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Start processes that ignore Ctrl-C: a terminal sends it to all, and only this one responds.

    Ctrl-C or a request to terminate is delayed until the processes have what they need to start.
    """
    if sys.platform == "win32":
        yield
        return
    old = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        # Another thread can receive a signal that this one blocks; this one still responds to it.
        with _hold_back(signal.SIGTERM), _hold_back(signal.SIGINT):
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, old)


@contextmanager
def _single_threaded() -> Iterator[None]:
    """Start processes without BLAS threads: nothing here needs them, and idle threads spin."""
    unset = [name for name in _THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(unset, "1"))
    try:
        yield
    finally:
        for name in unset:
            del os.environ[name]


@contextmanager
def _hold_back(number: signal.Signals) -> Iterator[None]:
    # Not with the signal mask, which the processes would inherit: this signal ends them.
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    received: list[int] = []
    old = signal.signal(number, lambda number, _frame: received.append(number))
    try:
        yield
    finally:
        signal.signal(number, old)
        if received:
            signal.raise_signal(number)


def _run_here(function: Callable[[Any], Any], chunk: Any) -> Future[Any]:
    """Run it, and keep an error until the results of the earlier chunks have been yielded."""
    future: Future[Any] = Future()
    try:
        future.set_result(function(chunk))
    except Exception as error:  # raised again when the result is taken
        future.set_exception(error)
    return future


def run_in_window(
    submit: Callable[..., Future[Any]],
    function: Callable[[Any], Any],
    chunks: Iterable[Any],
    window: int,
) -> Iterator[Any]:
    """Submit chunks as results are taken, at most *window* ahead; yield in order."""
    under_way: deque[Future[Any]] = deque()
    for chunk in chunks:
        under_way.append(submit(function, chunk))
        while under_way and (under_way[0].done() or len(under_way) >= window):
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()
