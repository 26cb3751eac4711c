"""Replace a folder's files as a whole: a reader sees the old ones or the new, never a mixture."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from policytext.files import write_atomically

if sys.platform != "win32":
    import fcntl

_ENDING = ".policytext-new"
_HERE = -100  # AT_FDCWD: paths are meant from the working folder
_SWAP = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS


def replace_folder(
    folder: Path, files: Mapping[str, bytes], *, owned: Callable[[str], bool]
) -> None:
    """Make *files* the content of *folder* in one step.

    What stands there and is not *owned* stays. The new folder is made beside the old one and the
    two change places, so that a run that is killed leaves the old one whole. Where a file system
    cannot do that, files are replaced one by one.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _staged(folder, files) as stage, _locked(folder.parent):
        _remove_leftovers(folder, keep=stage)
        if not folder.exists():
            stage.rename(folder)
        else:
            kept = [name for name in _list_files(folder) if name not in files and not owned(name)]
            for name in kept:
                (stage / name).parent.mkdir(parents=True, exist_ok=True)
                os.link(folder / name, stage / name, follow_symlinks=False)
            stage.chmod(folder.stat().st_mode & 0o777)
            if not _swap(stage, folder):
                _replace_one_by_one(folder, files, set(kept))


def _list_files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    )


@contextlib.contextmanager
def _staged(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """Write *files* into a new folder beside *folder*; what is there in the end is removed."""
    name = f".{folder.name[:40]}."
    stage = Path(tempfile.mkdtemp(prefix=name, suffix=_ENDING, dir=folder.parent))
    try:
        with _locked(stage):
            stage.chmod(0o755)
            for name, content in files.items():
                path = stage / name
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("wb") as stream:
                    stream.write(content)
                    stream.flush()
                    os.fsync(stream.fileno())
            yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


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


def _replace_one_by_one(folder: Path, files: Mapping[str, bytes], kept: set[str]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    for name in _list_files(folder):
        if name not in files and name not in kept:
            (folder / name).unlink()
