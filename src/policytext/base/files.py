"""Read files within bounds; write them atomically: a reader sees the old or the new one."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from policytext.base.errors import UnreadableError, UnwritableError

if sys.platform != "win32":  # Windows cannot remove an open file, so it needs no lock
    import fcntl

LARGEST = 256 * 1024 * 1024  # bytes of a file that is read
_BINARY = getattr(os, "O_BINARY", 0)
TEMPORARY = ".policytext-tmp"
_LONGEST = 40  # characters of the name in a temporary name: 120 bytes of Chinese


def read_regular(path: Path) -> bytes:
    """Return the bytes of a file; refuse a device or a pipe, which never ends, and a large file."""
    # Opening a pipe must not wait for its writer.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
    with open(descriptor, "rb") as stream:  # noqa: PTH123 - it is open already
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableError(f"{path}: is no regular file; copy its contents into one.")
        if found.st_size > LARGEST:
            raise UnreadableError(f"{path}: larger than {LARGEST >> 20} MiB; split it.")
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UnreadableError(f"{path}: larger than {LARGEST >> 20} MiB; split it.")
    return data


def write_atomically(path: Path, content: bytes | str) -> None:
    """Replace the file at *path* with *content* in one step.

    Leftovers of interrupted runs in that folder are removed first. If writing fails, the old file
    stays.
    """
    write_all({path: content.encode("utf-8") if isinstance(content, str) else content})


def write_all(files: Mapping[Path, bytes]) -> None:
    """Replace each of *files* in one step; clear up and sync each folder once, not for each file.

    If writing fails, the old file and those that follow stay.
    """
    folders = dict.fromkeys(path.parent for path in files)
    path = None
    try:
        for path in folders:
            _remove_leftovers(path)
        for path, data in files.items():
            _replace(path, data)
    except OSError as error:
        raise UnwritableError(path or "", error) from error
    for folder in folders:
        _sync_folder(folder)


def _replace(path: Path, data: bytes) -> None:
    temporary = path.parent / f".{path.name[:_LONGEST]}.{os.urandom(4).hex()}{TEMPORARY}"
    # The name is bound before the file exists, so that the handler below can always remove it.
    try:
        with os.fdopen(_open_locked(temporary), "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
            temporary.chmod(_mode(path))
            if sys.platform != "win32":  # while the lock is held, so that no other run removes it
                temporary.replace(path)
        if sys.platform == "win32":
            temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777 if path.exists() else 0o644


def _open_locked(temporary: Path) -> int:
    """Create this file and lock it; the lock ends with the process."""
    while True:
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        handle = os.open(temporary, flags, 0o600)
        if sys.platform == "win32":
            return handle
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        if temporary.exists():
            return handle
        os.close(handle)  # another run removed it as a leftover before it was locked


def _remove_leftovers(folder: Path) -> None:
    for leftover in folder.glob(f".*{TEMPORARY}"):
        with contextlib.suppress(OSError), _abandoned(leftover):
            leftover.unlink()


@contextlib.contextmanager
def _abandoned(leftover: Path) -> Iterator[None]:
    """Hold the lock of *leftover*; raise OSError if its writer is still running."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(leftover, os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable, if the system can sync folders."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
