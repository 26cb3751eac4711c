"""The command line for tests: in this process, in one of its own, or without a root's rights."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "policytext")
# Root may read and write everything; without these two it is held to the permissions of files.
_RIGHTS = "-dac_override,-dac_read_search"
_WITHOUT = ("setpriv", "--bounding-set", _RIGHTS, "--inh-caps", _RIGHTS, "--")


def start(
    *arguments: str | Path,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    before: tuple[str, ...] = (),
    new_session: bool = False,
) -> subprocess.Popen[bytes]:
    """Start the command line with *env* added, behind the command *before*."""
    return subprocess.Popen(
        [*before, *COMMAND, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=new_session,
    )


def run(
    *arguments: str | Path,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    before: tuple[str, ...] = (),
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line to its end."""
    process = start(*arguments, cwd=cwd, env=env, before=before)
    out, err = process.communicate(timeout=300)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


@lru_cache(maxsize=1)
def without_rights() -> tuple[str, ...]:
    """Return the command that runs another held to the permissions of files, or skip."""
    if os.name != "posix":
        pytest.skip("permissions of files are tested on POSIX systems")
    if os.geteuid() != 0:
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("root, and no setpriv to drop its rights with")
    if subprocess.run([*_WITHOUT, "true"], check=False, capture_output=True).returncode:
        pytest.skip("root, and its rights cannot be dropped here")
    return _WITHOUT


def interrupt(process: subprocess.Popen[bytes], number: int) -> int:
    """End a command that waits for input by a signal, and return its exit code.

    It is sent again if it came in the instant before a read that then waits for ever.
    """
    for _ in range(10):
        time.sleep(0.2)
        process.send_signal(number)
        with suppress(subprocess.TimeoutExpired):
            return process.wait(timeout=5)
    raise AssertionError("it does not end")
