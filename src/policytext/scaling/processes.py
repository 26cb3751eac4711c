"""Run chunks in processes of this machine: in this one, and in others started afresh."""

from __future__ import annotations

import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from typing import Any

from policytext.errors import UnreadableError


def run_in_processes(
    function: Callable[[Any], Any],
    chunks: Iterable[Any],
    *,
    workers: int,
    scheduler: str | None,
) -> Iterator[Any]:
    """Yield ``function(chunk)`` for every chunk, in order; *scheduler* means nothing here.

    This process is one of the *workers*, so that a short job is done before the others would be
    ready. No more chunks are under way than keep them busy, so that memory does not grow with
    their number. Processes are spawned, not forked: a fork would copy locks in any state.
    """
    if workers < 2:
        yield from map(function, chunks)
        return
    others = set(active_children())
    with ProcessPoolExecutor(workers - 1, mp_context=get_context("spawn")) as pool:

        def submit(work: Callable[[Any], Any], chunk: Any) -> Future[Any]:
            with uninterrupted():
                return pool.submit(work, chunk)

        try:
            yield from _run_with_others(submit, function, chunks, workers)
        except BrokenProcessPool:
            raise UnreadableError(
                "A worker process ended before its time (out of memory?). Run fewer workers, "
                "or the serial executor."
            ) from None
        except BaseException:
            # Nobody waits for what is under way; workers only compute.
            for process in set(active_children()) - others:
                process.terminate()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Start processes that Ctrl-C leaves alone: it reaches all of a terminal, and one answers.

    An end that is asked for meanwhile waits until they have what they need to begin.
    """
    if sys.platform == "win32":
        yield
        return
    old = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with _hold_back(signal.SIGTERM):
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, old)


@contextmanager
def _hold_back(number: signal.Signals) -> Iterator[None]:
    # Not by the mask, which the processes would inherit: this is the signal they are ended by.
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


def _run_with_others(
    submit: Callable[..., Future[Any]],
    function: Callable[[Any], Any],
    chunks: Iterable[Any],
    workers: int,
) -> Iterator[Any]:
    """Give the others a chunk to do and one to go on with, do the next here; yield in order."""
    under_way: deque[Future[Any]] = deque()
    for chunk in chunks:
        busy = sum(not future.done() for future in under_way)
        if busy < 2 * (workers - 1):
            under_way.append(submit(function, chunk))
        else:
            under_way.append(_run_here(function, chunk))
        while under_way and (under_way[0].done() or len(under_way) > 4 * workers):
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def _run_here(function: Callable[[Any], Any], chunk: Any) -> Future[Any]:
    """Run it, and keep an error until those of the chunks before have had their turn."""
    future: Future[Any] = Future()
    try:
        future.set_result(function(chunk))
    except Exception as error:  # the caller is told what it is
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
        if len(under_way) >= window:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()
