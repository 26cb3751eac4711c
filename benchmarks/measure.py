"""Measure whole processes: seconds and peak memory, two commands in turn."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"


@dataclass(frozen=True)
class Run:
    """One run of a command: wall seconds and the peak memory of its largest process, in MB."""

    seconds: float
    megabytes: float


def run_once(command: Sequence[str], *, stdin: str = "") -> Run:
    """Run *command* and measure it; a failing command is an error."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdin is not None
    assert process.stderr is not None
    process.stdin.write(stdin.encode())
    process.stdin.close()
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(
            f"{command[:4]} ended with {process.returncode}: {errors.decode()[-800:]}"
        )
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1024)


def python(code: str | None = None, *arguments: str) -> list[str]:
    """Return the command that runs *code* in a fresh Python, or that awaits a script's path."""
    return [sys.executable] if code is None else [sys.executable, "-c", code, *arguments]


def compare(
    job: str,
    peer: str,
    ours: Sequence[str],
    theirs: Sequence[str],
    *,
    n: int,
    goal: str = "",
) -> dict[str, Any]:
    """Run both commands *n* times in turn and return a row of the table."""
    mine, other = [], []
    for _ in range(n):
        mine.append(run_once(ours))
        other.append(run_once(theirs))
    return make_row(job, peer, mine, other, goal=goal)


def make_row(
    job: str,
    peer: str,
    ours: Sequence[Run],
    theirs: Sequence[Run],
    *,
    goal: str = "",
    memory_goal: str = "",
) -> dict[str, Any]:
    """Return a row: medians, and the ratios of times and of peak memories.

    A ratio is the peer's over ours: above 1, ours is faster or smaller. A goal is the least ratio.
    """
    mine = statistics.median(run.seconds for run in ours)
    other = statistics.median(run.seconds for run in theirs)
    my_memory = statistics.median(run.megabytes for run in ours)
    other_memory = statistics.median(run.megabytes for run in theirs)
    return {
        "job": job,
        "peer": peer,
        "ours_seconds_median": mine,
        "peer_seconds_median": other,
        "ratio": other / mine,
        "goal": goal,
        "memory_ratio": other_memory / my_memory,
        "memory_goal": memory_goal,
    }
