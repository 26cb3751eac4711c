"""Replace a folder's files as a whole: a reader sees the old ones or the new, never a mixture."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from policytext.base.errors import UnreadableError
from policytext.base.files import TEMPORARY, write_atomically

if sys.platform != "win32":
    import fcntl

_ENDING = ".policytext-new"
_HERE = -100  # AT_FDCWD: paths are relative to the working folder
_SWAP = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS


def replace_folder(
    folder: Path, files: Mapping[str, bytes], *, owned: Callable[[str], bool]
) -> None:
    """Make *files* the contents of *folder* in one step.

    The new folder is created next to the old one and the two are swapped, so a killed run leaves
    the old one complete. Files are replaced one by one if the file system cannot swap folders, or
    if the folder contains a file that must stay: one that is neither in *files* nor *owned*.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists() and not _can_change_places(folder, files, owned):
        _replace_one_by_one(folder, files, owned)
        return
    with _staged(folder, files) as stage, _locked(folder.parent):
        _remove_leftovers(folder, keep=stage)
        if not folder.exists():
            stage.rename(folder)
            return
        stage.chmod(folder.stat().st_mode & 0o777)
        if not _swap(stage, folder):
            _replace_one_by_one(folder, files, owned)


def _can_change_places(
    folder: Path, files: Mapping[str, bytes], owned: Callable[[str], bool]
) -> bool:
    """Return whether all files in *folder* may be replaced, and its parent is writable."""
    # The folder may be the user's own, with other work in it: never swap that away.
    ours = {*files, *(str(parent) for name in files for parent in PurePosixPath(name).parents)}
    return os.access(folder.parent, os.W_OK) and all(
        name in ours or owned(name) or name.endswith(TEMPORARY) for name in _list_names(folder)
    )


def _list_names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@contextlib.contextmanager
def _staged(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """Write *files* into a new folder next to *folder*; on exit, remove what is at its path."""
    prefix = f".{folder.name[:40]}."
    with contextlib.ExitStack() as stack:
        # Create and lock it at once; otherwise another run could remove it as a leftover.
        with _locked(folder.parent):
            stage = Path(tempfile.mkdtemp(prefix=prefix, suffix=_ENDING, dir=folder.parent))
            stack.callback(shutil.rmtree, stage, ignore_errors=True)
            stack.enter_context(_locked(stage))
        stage.chmod(0o755)
        for name, content in files.items():
            path = stage / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        yield stage


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder until the process ends; do nothing if it cannot be locked."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _remove_leftovers(folder: Path, keep: Path) -> None:
    """Remove the leftovers of killed runs next to *folder*; a running one holds its lock."""
    for leftover in folder.parent.glob(f".{folder.name[:40]}.*{_ENDING}"):
        if leftover != keep and not _is_locked(leftover):
            shutil.rmtree(leftover, ignore_errors=True)


def _is_locked(folder: Path) -> bool:
    if sys.platform == "win32":
        return False
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return True  # already removed, or owned by another user
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def _swap(one: Path, other: Path) -> bool:
    """Swap two folders in one step; return whether the system could."""
    library: Any = ctypes.CDLL(None) if sys.platform != "win32" else None
    paths = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        return bool(library.renameat2(_HERE, paths[0], _HERE, paths[1], _SWAP) == 0)
    if hasattr(library, "renamex_np"):
        return bool(library.renamex_np(*paths, _SWAP) == 0)
    return False


def _replace_one_by_one(
    folder: Path, files: Mapping[str, bytes], owned: Callable[[str], bool]
) -> None:
    for name, content in files.items():
        path = folder / name
        if not path.parent.resolve().is_relative_to(folder):
            raise UnreadableError(
                f"{path.parent}: is a link that leads out of {folder}; remove it."
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    for name in _list_names(folder):
        if name not in files and owned(name):
            (folder / name).unlink()
