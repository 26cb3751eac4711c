"""Killed, interrupted, out of room: an output is the old one or the whole new one."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from policytext.base.errors import UnreadableError
from policytext.base.files import write_atomically
from policytext.base.folders import replace_folder
from tests.support.commands import COMMAND, ROOT, run, start

SPAWN = multiprocessing.get_context("spawn")
PLAN = "action-plan-2025"
NAMES = ["index.html", "report.md", *(f"charts/{n:02}.svg" for n in range(20))]
SIZE = 20_000


def _files(letter: str) -> dict[str, bytes]:
    return {name: letter.encode() * SIZE for name in NAMES}


def _is_ours(name: str) -> bool:
    return name.startswith("charts/")


def _replace_forever(folder: Path) -> None:
    while True:
        for letter in "ab":
            replace_folder(folder, _files(letter), owned=_is_ours)


def _replace_once(folder: Path, letter: str) -> None:
    replace_folder(folder, _files(letter), owned=_is_ours)


def _letter_of(folder: Path) -> str:
    """Return the letter that all files of *folder* are made of; there are just those."""
    found = {path.relative_to(folder).as_posix(): path.read_text() for path in _files_in(folder)}
    assert sorted(found) == sorted(NAMES)
    assert {len(text) for text in found.values()} == {SIZE}
    (letter,) = {letter for text in found.values() for letter in set(text)}
    return letter


def _files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_killed_run_leaves_the_old_report_or_the_new_one_and_the_next_run_clears_up(
    tmp_path: Path, audit: bool
) -> None:
    folder = tmp_path / "reports"
    chance = random.Random(13)
    for _ in range(150 if audit else 8):
        replace_folder(folder, _files("z"), owned=_is_ours)
        writer = SPAWN.Process(target=_replace_forever, args=(folder,))
        writer.start()
        end = time.monotonic() + 30
        while (folder / NAMES[0]).read_text()[0] == "z" and time.monotonic() < end:
            time.sleep(0.002)
        time.sleep(chance.random() / 20)
        writer.kill()
        writer.join()

        assert _letter_of(folder) in "ab"
    replace_folder(folder, _files("c"), owned=_is_ours)
    assert _letter_of(folder) == "c"
    assert [path.name for path in tmp_path.iterdir()] == ["reports"]


def test_eight_runs_at_once_leave_the_report_of_one(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    writers = [SPAWN.Process(target=_replace_once, args=(folder, letter)) for letter in "abcdefgh"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert [writer.exitcode for writer in writers] == [0] * 8
    assert _letter_of(folder) in "abcdefgh"
    assert [path.name for path in tmp_path.iterdir()] == ["reports"]


def test_what_is_not_the_reports_stays_and_its_folder_is_not_exchanged(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    (folder / "empty").mkdir(parents=True)
    (folder / "notes.txt").write_text("mine")
    (folder / "charts").mkdir()
    (folder / "charts" / "old.svg").write_text("left over")
    before = folder.stat().st_ino
    replace_folder(folder, _files("a"), owned=_is_ours)

    assert folder.stat().st_ino == before
    assert (folder / "notes.txt").read_text() == "mine"
    assert (folder / "empty").is_dir()
    assert sorted(p.name for p in (folder / "charts").iterdir())[-1] == "19.svg"
    (folder / "notes.txt").unlink()
    (folder / "empty").rmdir()
    replace_folder(folder, _files("b"), owned=_is_ours)
    assert _letter_of(folder) == "b"
    assert folder.stat().st_ino != before


def test_nothing_is_written_through_a_link_that_leads_out(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "reports"
    outside.mkdir()
    folder.mkdir()
    (folder / "charts").symlink_to(outside)
    (folder / "mine").touch()
    with pytest.raises(UnreadableError, match="leads out of"):
        replace_folder(folder, _files("a"), owned=_is_ours)
    assert list(outside.iterdir()) == []
    (folder / "mine").unlink()
    replace_folder(folder, _files("b"), owned=_is_ours)
    assert _letter_of(folder) == "b"
    assert list(outside.iterdir()) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, or a skip that says why there is none."""
    place = tmp_path / "disk"
    place.mkdir()
    made = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", place], check=False, capture_output=True
    )
    if not made or made.returncode:
        pytest.skip("a small disk cannot be mounted here: it takes root")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk_keeps_the_old_output(small_disk: Path) -> None:
    old, folder = small_disk / "old.csv", small_disk / "reports"
    old.write_text("old")
    few = dict.fromkeys(NAMES, b"a" * 1000)
    replace_folder(folder, few, owned=_is_ours)
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 8192))
    before = {path: path.read_bytes() for path in _files_in(small_disk)}
    for call in (
        lambda: write_atomically(old, "n" * 100_000),
        lambda: write_atomically(small_disk / "new.csv", "n" * 100_000),
        lambda: replace_folder(folder, _files("b"), owned=_is_ours),
    ):
        with pytest.raises(OSError, match="No space left on device"):
            call()
        assert {path: path.read_bytes() for path in _files_in(small_disk)} == before
    done = run("kwic", "的", "--output", old)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.decode() == (
        f"{old}: cannot be written (No space left on device); free some space and run again.\n"
    )
    done = run("index", "texts/raw", "--store", small_disk / "store", "--executor", "serial")
    assert done.returncode == 3
    assert done.stderr.count(b"\n") == 1
    assert {path: path.read_bytes() for path in _files_in(small_disk)} == before


def test_a_disk_that_may_only_be_read_is_named(small_disk: Path) -> None:
    (small_disk / "old.csv").write_text("old")
    replace_folder(small_disk / "reports", {"a": b"a"}, owned=_is_ours)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)

    with pytest.raises(OSError, match="Read-only file system"):
        replace_folder(small_disk / "reports", {"a": b"b"}, owned=_is_ours)
    done = run("count", "共", "--output", small_disk / "old.csv")
    assert done.returncode == 3
    assert done.stderr.decode().endswith("choose a place you may write to.\n")
    assert (small_disk / "old.csv").read_text() == "old"
    assert (small_disk / "reports" / "a").read_text() == "a"


def test_a_file_grown_too_large_keeps_the_old_one(tmp_path: Path) -> None:
    old = tmp_path / "old.csv"
    old.write_text("old")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    done = subprocess.run(
        [*COMMAND, "kwic", "的", "--output", old],
        cwd=ROOT, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, preexec_fn=limit,
        check=False, capture_output=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.decode() == (
        f"{old}: cannot be written (File too large); free some space and run again.\n"
    )
    assert old.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["old.csv"]


@pytest.mark.parametrize("call", ["fsync", "rename,renameat,renameat2"])
def test_a_system_call_that_fails_keeps_the_old_file(tmp_path: Path, call: str) -> None:
    inject = ("strace", "-f", "-qq", "-o", "/dev/null", f"-einject={call}:error=EIO:when=1")
    if not shutil.which("strace") or subprocess.run([*inject, "true"], check=False).returncode:
        pytest.skip("no strace that can make system calls fail")
    old = tmp_path / "old.csv"
    old.write_text("old")
    done = run(
        "count", "共", "--document", PLAN, "--output", old,
        before=inject, env={"PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.decode().startswith(f"{old}: cannot be written (Input/output error); ")
    assert old.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["old.csv"]


def test_eight_commands_writing_one_file_leave_one_valid_winner(tmp_path: Path) -> None:
    path = tmp_path / "共.csv"
    terms = "共同全球合作国际"
    running = [
        start("count", term, "--document", PLAN, "--format", "csv", "--output", path)
        for term in terms
    ]
    assert [process.wait(timeout=120) for process in running] == [0] * 8
    for process in running:
        process.communicate()
    header, row = path.read_text("utf-8").splitlines()
    assert header == "document,term,count,per_1000,unit,convention"
    assert row.split(",")[1] in terms
    assert [left.name for left in tmp_path.iterdir()] == [path.name]


LONG = [
    ["report", "--out", "out"],
    ["tfidf", "--output", "out"],
    ["similarity", "--format", "csv", "--output", "out"],
    ["verify", "--format", "json", "--evidence", "--output", "out"],
    ["trends", "--output", "out"],
    ["index", "raw", "--store", "out"],
    ["index", "raw", "--store", "out", "--executor", "serial"],
    ["find-claims", "raw/digest-2025-2026.txt", "--format", "json", "--output", "out"],
]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["INT", "TERM"])
@pytest.mark.parametrize("arguments", LONG, ids=" ".join)
def test_a_signal_at_any_time_ends_the_command_and_leaves_no_part_of_an_output(
    tmp_path: Path, audit: bool, arguments: list[str], number: signal.Signals
) -> None:
    shutil.copytree(ROOT / "texts" / "raw", tmp_path / "raw")
    chance = random.Random(f"{arguments} {number}")
    for round_ in range(12 if audit else 1):
        process = start("--texts", ROOT / "texts", *arguments, cwd=tmp_path, new_session=True)
        time.sleep(chance.uniform(0.1, 0.4 + 0.4 * (round_ % 6)))
        # Ctrl-C reaches every process of the terminal, `kill` the one.
        if round_ % 2:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
        out, err = process.communicate(timeout=60)

        # Done already, or so nearly that Python has taken our handlers off.
        done = process.returncode in (0, -number)
        assert done or (process.returncode, err) == (128 + number, b"")
        assert done or not out or out.endswith(b"\n")  # nothing is printed, or all of it was
        # A signal that comes when all is written, and before Python ends, leaves it whole.
        whole = done or _is_whole(tmp_path / "out", arguments)
        assert _leftovers(tmp_path, whole=whole) == []
        _assert_group_is_gone(process.pid)


def _is_whole(out: Path, arguments: list[str]) -> bool:
    """Return whether what lies at *out* is what an undisturbed run writes."""
    if not out.is_file() and not (out / "index.html").exists():
        return False

    def read() -> dict[str, bytes]:
        files = [out] if out.is_file() else [path for path in out.rglob("*") if path.is_file()]
        return {path.name: path.read_bytes() for path in files}

    found = read()
    start("--texts", ROOT / "texts", *arguments, cwd=out.parent).communicate(timeout=120)
    return read() == found


def _leftovers(folder: Path, *, whole: bool) -> list[str]:
    """Return what a run left that is neither an input nor a whole output."""
    out = folder / "out"
    left = [path.name for path in folder.iterdir() if path.name not in ("raw", "out")]
    if out.is_dir():  # a store is whole at every moment, a report is there or is not
        left += [path.name for path in out.iterdir() if path.name.startswith(".")]
        left += [] if whole or not (out / "index.html").exists() else ["index.html"]
        shutil.rmtree(out)
    elif out.exists():
        left += [] if whole else ["out"]
        out.unlink()
    return left


def _assert_group_is_gone(group: int) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.killpg(group, signal.SIGKILL)
    pytest.fail("a process of the command is still there")
