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
_HERE = -100  # AT_FDCWD: paths are meant from the working folder
_SWAP = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS


def replace_folder(
    folder: Path, files: Mapping[str, bytes], *, owned: Callable[[str], bool]
) -> None:
    """Make *files* the content of *folder* in one step.

    The new folder is made beside the old one and the two change places, so that a run that is
    killed leaves the old one whole. Where a file system cannot do that, or where the folder holds
    what is neither one of *files* nor *owned* and must stay, files are replaced one by one.
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
    """Tell whether all that *folder* holds is ours to replace, and its parent may be written to."""
    # A working folder with all a user has in it must not be exchanged under their feet.
    ours = {*files, *(str(parent) for name in files for parent in PurePosixPath(name).parents)}
    return os.access(folder.parent, os.W_OK) and all(
        name in ours or owned(name) or name.endswith(TEMPORARY) for name in _list_names(folder)
    )


def _list_names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@contextlib.contextmanager
def _staged(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """Write *files* into a new folder beside *folder*; what is there in the end is removed."""
    prefix = f".{folder.name[:40]}."
    with contextlib.ExitStack() as stack:
        # Made and locked at once, or another run would take it for a leftover.
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
    """Hold the lock of a folder; it dies with the process. Without such locks, go on."""
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
    """Remove what runs that were killed left beside *folder*; a living one holds its lock."""
    for leftover in folder.parent.glob(f".{folder.name[:40]}.*{_ENDING}"):
        if leftover != keep and not _is_locked(leftover):
            shutil.rmtree(leftover, ignore_errors=True)


def _is_locked(folder: Path) -> bool:
    if sys.platform == "win32":
        return False
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return True  # gone already, or not ours to remove
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def _swap(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; tell whether the system could."""
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
            raise UnreadableError(f"{path.parent}: a link that leads out of {folder}; remove it.")
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    for name in _list_names(folder):
        if name not in files and owned(name):
            (folder / name).unlink()
