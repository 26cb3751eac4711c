"""Run other programs on a file that is added: they recognise or convert what no reader can read.

Readers run in a process that may start no other, so these run before a file is read.

Tested in tests/documents/add/test_conversion.py.
"""

from __future__ import annotations

import os
import subprocess

from policytext.base.errors import UnreadableError

_SECONDS = 600


def run_program(name: str, *command: str) -> str:
    """Return what a program prints; refuse the file if it fails."""
    # Several threads of one page are slower than one where other programs run.
    settings = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=settings,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnreadableError(f"{name} failed ({error}).") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
        raise UnreadableError(f"{name} failed ({said or done.returncode}).")
    return done.stdout.decode("utf-8", "replace")
