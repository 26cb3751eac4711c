"""A report's folder is replaced as a whole, whatever happens on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from policytext.base import folders
from policytext.base.folders import replace_folder

OLD = {f"tables/{n}.csv": b"old" for n in range(40)}
NEW = {f"tables/{n}.csv": b"new" for n in range(40)}
# Replaces a folder again and again until it is killed.
REPLACE = """
import sys
from pathlib import Path
from policytext.base.folders import replace_folder
while True:
    for word in (b"old", b"new"):
        files = {f"tables/{n}.csv": word for n in range(40)}
        replace_folder(Path(sys.argv[1]), files, owned=lambda name: name.startswith("tables/"))
"""


def replace(folder: Path, files: Mapping[str, bytes]) -> None:
    replace_folder(folder, files, owned=lambda name: name.startswith("tables/"))


def read(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(params=["swapped", "one by one"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be made, on a system that can swap folders and on one that cannot."""
    if request.param == "one by one":
        monkeypatch.setattr(folders, "_swap", lambda one, other: False)
    return tmp_path / "parent" / "reports"


def test_a_new_folder_is_made_with_its_parents(folder: Path) -> None:
    replace(folder, NEW)

    assert read(folder) == NEW


def test_the_new_files_take_the_place_of_the_old(folder: Path) -> None:
    replace(folder, OLD)
    replace(folder, {"tables/1.csv": b"new", "index.html": b"page"})

    assert read(folder) == {"tables/1.csv": b"new", "index.html": b"page"}


def test_what_is_not_owned_stays(folder: Path) -> None:
    replace(folder, OLD)
    (folder / "notes").mkdir()
    (folder / "notes" / "mine.txt").write_text("mine")
    (folder / "link").symlink_to("notes/mine.txt")
    replace(folder, NEW)

    assert read(folder) == {**NEW, "notes/mine.txt": b"mine", "link": b"mine"}
    assert (folder / "link").is_symlink()


def test_nothing_is_left_beside_the_folder(folder: Path) -> None:
    replace(folder, OLD)
    replace(folder, NEW)

    assert [path.name for path in folder.parent.iterdir()] == ["reports"]


def test_a_link_to_a_folder_is_followed_and_kept(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "reports").symlink_to("real")
    replace(tmp_path / "reports", NEW)

    assert (tmp_path / "reports").is_symlink()
    assert read(tmp_path / "real") == NEW


def test_a_fault_on_the_way_keeps_the_old_files(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace(folder, OLD)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace(folder, NEW)
    assert read(folder) == OLD
    assert [path.name for path in folder.parent.iterdir()] == ["reports"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_killed_run_leaves_one_version_whole_and_the_next_removes_its_leavings(
    tmp_path: Path, audit: bool
) -> None:
    target = tmp_path / "reports"
    for kill in range(100 if audit else 12):
        process = subprocess.Popen([sys.executable, "-c", REPLACE, str(target)])
        deadline = time.monotonic() + 20
        while not target.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.02 + 0.0037 * kill)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert read(target) in (OLD, NEW)
    replace(target, NEW)

    assert [path.name for path in tmp_path.iterdir()] == ["reports"]


def test_eight_processes_at_once_leave_one_valid_winner(tmp_path: Path) -> None:
    target = tmp_path / "reports"
    code = REPLACE.replace("while True:", "for _ in range(3):")
    started = [subprocess.Popen([sys.executable, "-c", code, str(target)]) for _ in range(8)]

    assert [process.wait(timeout=120) for process in started] == [0] * 8
    assert read(target) == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["reports"]
