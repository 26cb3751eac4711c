"""Run chunks in processes of this machine, each started afresh."""

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

    No more chunks are under way than keep the workers busy, so that memory does not grow with
    their number. Processes are spawned, not forked: a fork would copy locks in any state.
    """
    with open_pool(workers) as submit:
        yield from run_in_window(submit, function, chunks, 2 * workers)


@contextmanager
def open_pool(
    workers: int, prepare: Callable[[], object] | None = None
) -> Iterator[Callable[..., Future[Any]]]:
    """Start *workers*, each of which calls *prepare* first, and give what submits work to them."""
    others = set(active_children())
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=prepare) as pool:

        def submit(work: Callable[..., Any], *args: Any) -> Future[Any]:
            with uninterrupted():
                return pool.submit(work, *args)

        try:
            yield submit
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
