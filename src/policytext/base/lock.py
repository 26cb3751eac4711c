"""A lock on a folder: one command at a time changes its files.

The system's lock on the folder itself ends with its process and leaves nothing behind. Where there
is none, a lock file names the process that made it, so that the file of a dead process is no lock.

Tested in tests/documents/add/test_at_once.py.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from policytext.base.errors import UnreadableError, UnwritableError

if sys.platform != "win32":
    import fcntl

NAME = ".policytext-lock"
WAIT = 60.0  # seconds
_PAUSE = 0.02


@contextlib.contextmanager
def lock_folder(folder: Path, wait: float | None = None) -> Iterator[None]:
    """Hold the lock of *folder*, which is created if it does not exist.

    Wait for another command that holds it, but not longer than *wait* seconds.
    """
    limit = WAIT if wait is None else wait
    with contextlib.ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _wait(folder, limit, stack)
        except OSError as error:
            raise UnwritableError(folder, error) from error
        yield


def _wait(folder: Path, limit: float, stack: contextlib.ExitStack) -> None:
    end = time.monotonic() + limit
    while not _take(folder, stack):
        if time.monotonic() > end:
            raise UnreadableError(
                f"{folder}: another command is changing this folder (waited {limit:g} seconds). "
                "Nothing was written; run this again when it has ended."
            )
        time.sleep(_PAUSE)


def _take(folder: Path, stack: contextlib.ExitStack) -> bool:
    """Try to take the lock, which *stack* releases; return whether it was free."""
    taken = _lock_itself(folder, stack)
    return _make_file(folder / NAME, stack) if taken is None else taken


def _lock_itself(folder: Path, stack: contextlib.ExitStack) -> bool | None:
    """Lock the folder; None if this system or its file system has no such lock."""
    if sys.platform == "win32":
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return False
    except OSError:
        os.close(handle)
        return None
    stack.callback(os.close, handle)
    return True


def _make_file(path: Path, stack: contextlib.ExitStack) -> bool:
    """Create the lock file; remove that of a dead process, and return False if it lives."""
    # Windows removes such a file when its process ends.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_TEMPORARY", 0)
    try:
        handle = os.open(path, flags, 0o644)
    except (FileExistsError, PermissionError):
        if not path.exists():
            raise
        _remove_stale(path)
        return False
    os.write(handle, f"{os.getpid()} {socket.gethostname()}".encode())
    if sys.platform == "win32":
        stack.callback(os.close, handle)
    else:
        os.close(handle)
        stack.callback(path.unlink, missing_ok=True)
    return True


def _remove_stale(path: Path) -> None:
    with contextlib.suppress(OSError, ValueError):
        number, host = path.read_text("utf-8").split(" ", 1)
        if host == socket.gethostname() and not _is_alive(int(number)):
            path.unlink()


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":  # there, signal 0 would end the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
