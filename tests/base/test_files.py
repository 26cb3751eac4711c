"""A file is the old one or the whole new one, whatever interrupts its writing."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from policytext.base.errors import UnreadableError
from policytext.base.files import LARGEST, read_regular, write_atomically

SPAWN = multiprocessing.get_context("spawn")


def _write_forever(path: Path, letter: str) -> None:
    while True:
        write_atomically(path, letter * 200_000)


def _write_once(path: Path, letter: str) -> None:
    write_atomically(path, letter * 200_000)


def _is_whole(path: Path) -> bool:
    content = path.read_text()
    return len(content) == 200_000 and len(set(content)) == 1


def test_a_new_file_and_a_replaced_one_hold_just_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "报告.md"
    write_atomically(path, "甲乙")
    write_atomically(path, b"\xff\x00")
    assert path.read_bytes() == b"\xff\x00"
    assert [p.name for p in tmp_path.iterdir()] == ["报告.md"]


def test_the_mode_of_a_replaced_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, "new")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failed_write_keeps_the_old_file_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "a"
    path.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, call, fail) if call == "fsync" else (Path, call, fail)))
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, "new")
    assert [p.name for p in tmp_path.iterdir()] == ["a"]
    assert path.read_text() == "old"


@pytest.mark.skipif(os.name == "nt", reason="locks are those of POSIX")
def test_an_end_right_after_the_temporary_file_was_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*_: object) -> None:
        assert len(list(tmp_path.iterdir())) == 1
        raise SystemExit(143)

    monkeypatch.setattr("policytext.base.files.fcntl.flock", end)
    with pytest.raises(SystemExit):
        write_atomically(tmp_path / "table.csv", "new")

    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_writer_left_is_gone_after_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "a"
    for number in range(6):
        write_atomically(path, "z" * 200_000)
        writer = SPAWN.Process(target=_write_forever, args=(path, "ab"[number % 2]))
        writer.start()
        _wait(lambda: path.read_text()[0] != "z")
        time.sleep(0.003 * number)
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        assert _is_whole(path)
    (tmp_path / ".a.00000000.policytext-tmp").write_text("of a run long gone")
    write_atomically(tmp_path / "b", "b")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]


def test_eight_processes_leave_one_valid_winner(tmp_path: Path) -> None:
    path = tmp_path / "a"
    writers = [SPAWN.Process(target=_write_once, args=(path, letter)) for letter in "abcdefgh"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 8
    assert _is_whole(path)
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def _wait(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition() and time.monotonic() < end:
        time.sleep(0.002)
    assert condition()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such devices")
def test_a_pipe_a_device_a_folder_and_a_large_file_are_refused_at_once(tmp_path: Path) -> None:
    pipe, large = tmp_path / "pipe", tmp_path / "large"
    os.mkfifo(pipe)
    with large.open("wb") as stream:
        stream.truncate(LARGEST + 1)

    for path, what in ((pipe, "regular"), (Path("/dev/zero"), "regular"), (large, "256 MiB")):
        with pytest.raises(UnreadableError, match=what):
            read_regular(path)
    with pytest.raises(OSError, match="directory"):
        read_regular(tmp_path)
    (tmp_path / "a").write_bytes(b"abc")
    assert read_regular(tmp_path / "a") == b"abc"
