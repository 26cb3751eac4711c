"""What waits while worker processes are being started."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading

import pytest

from policytext.executors.processes import uninterrupted

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")

ASKED_TO_END_WITHIN = """
import os, signal, subprocess, sys
from policytext.executors.processes import uninterrupted

signal.signal(signal.SIGTERM, lambda number, frame: sys.exit("ended"))
with uninterrupted():
    os.kill(os.getpid(), signal.SIGTERM)
    child = subprocess.run([sys.executable, "-c", {child!r}])
    print("the worker has what it needs", child.returncode, flush=True)
print("never reached")
"""
ENDS_ITSELF = "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"


def test_an_end_asked_for_while_workers_start_waits_until_they_have():
    script = ASKED_TO_END_WITHIN.format(child="pass")
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)

    assert run.stdout == b"the worker has what it needs 0\n"
    assert (run.returncode, run.stderr) == (1, b"ended\n")


def test_a_worker_can_be_ended_by_the_signal_that_its_starter_holds_back():
    script = ASKED_TO_END_WITHIN.format(child=ENDS_ITSELF)
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)

    assert run.stdout == f"the worker has what it needs {-signal.SIGTERM}\n".encode()


def test_outside_the_main_thread_starting_sets_no_handler():
    failures: list[BaseException] = []

    def start() -> None:
        try:
            with uninterrupted():
                pass
        except ValueError as error:
            failures.append(error)

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()

    assert not failures
