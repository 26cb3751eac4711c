"""Two commands at once, or one that was killed: no entry of a manifest is lost."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from policytext.base import lock
from policytext.base.errors import UnreadableError
from policytext.base.lock import NAME, lock_folder
from policytext.cli import run
from policytext.documents.load import load_corpus
from tests.support.commands import start

TEXT = "各国应当加强合作，应对风险挑战，共同发展{}。\n"


def make_files(folder: Path, names: list[str]) -> Path:
    folder.mkdir(parents=True)
    for name in names:
        text = f"关于{name}的报告\n2025年1月1日\n{TEXT.format(name)}"
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def test_two_at_once_lose_no_entry(tmp_path: Path, audit: bool) -> None:
    for number in range(40 if audit else 3):
        here = tmp_path / str(number)
        files = make_files(here / "in", ["first", "second"])
        both = [
            start("--texts", str(here / "texts"), "add", str(files / f"{name}.txt"), "--yes")
            for name in ("first", "second")
        ]

        assert [process.wait(60) for process in both] == [0, 0]
        assert load_corpus(here / "texts").ids == ("first", "second")


def test_two_folders_at_once_with_the_same_names_lose_no_entry(tmp_path: Path) -> None:
    names = ["a", "b", "c"]
    for number in range(3):
        here = tmp_path / str(number)
        both = []
        for side in ("left", "right"):
            folder = make_files(here / side, names)
            for path in folder.iterdir():
                path.write_text(path.read_text("utf-8") + side, "utf-8")
            both.append(start("--texts", str(here / "texts"), "add", str(folder), "--yes"))

        assert [process.wait(60) for process in both] == [0, 0]
        assert set(load_corpus(here / "texts").ids) == {*names, "a-txt", "b-txt", "c-txt"}


def test_a_killed_update_leaves_a_folder_that_can_be_read(tmp_path: Path, audit: bool) -> None:
    texts, chance = tmp_path / "texts", random.Random(7)
    files = make_files(tmp_path / "in", ["a"])
    assert run(["--texts", str(texts), "add", str(files / "a.txt"), "--yes"]) == 0
    for number in range(330 if audit else 4):
        (files / "a.txt").write_text(f"关于a的报告\n{TEXT.format(number)}", "utf-8")
        process = start("--texts", str(texts), "add", "--update", "a", str(files / "a.txt"))
        time.sleep(0.25 + chance.random() / 2)
        process.kill()
        process.wait()

        assert load_corpus(texts).ids == ("a",)


HOLD = """
import sys, time
from pathlib import Path
from policytext.base import lock
if sys.argv[2] == "file":
    lock._lock_itself = lambda folder, stack: None
with lock.lock_folder(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def hold(folder: Path, how: str) -> subprocess.Popen[bytes]:
    """Start a process that holds the lock of *folder*; wait until it does."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, folder, how], stdout=subprocess.PIPE, env=os.environ
    )
    assert process.stdout
    assert process.stdout.readline() == b"held\n"
    return process


@pytest.mark.parametrize("how", ["folder", "file"])
def test_a_lock_is_waited_for_and_that_of_a_dead_process_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    if how == "file":
        monkeypatch.setattr(lock, "_lock_itself", lambda folder, stack: None)
    process = hold(tmp_path, how)
    try:
        with (
            pytest.raises(UnreadableError, match=r"another command .* run this again"),
            lock_folder(tmp_path, 0.1),
        ):
            pass
        assert (tmp_path / NAME).exists() is (how == "file")
    finally:
        process.kill()
        process.wait()
    with lock_folder(tmp_path, 5):
        assert (tmp_path / NAME).exists() is (how == "file")
    assert not list(tmp_path.iterdir())


def test_add_update_and_pin_wait_for_the_lock_and_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = tmp_path / "texts"
    files = make_files(tmp_path / "in", ["a", "b"])
    assert run(["--texts", str(texts), "add", str(files / "a.txt"), "--yes"]) == 0
    (texts / "claims").mkdir()
    (texts / "claims/c.yaml").write_text(
        "claims:\n  - {id: c, kind: count, document: a, terms: [合作], match: token, "
        "published: '1'}\n",
        "utf-8",
    )
    before = {path: path.read_bytes() for path in texts.rglob("*") if path.is_file()}
    monkeypatch.setattr(lock, "WAIT", 0.1)
    process = hold(texts, "folder")
    try:
        for arguments in (
            ["add", str(files / "b.txt"), "--yes"],
            ["add", str(files), "--yes"],
            ["add", "--update", "a", str(files / "b.txt")],
            ["pin"],
        ):
            capsys.readouterr()
            assert run(["--texts", str(texts), *arguments]) == 3
            assert "another command is changing this folder" in capsys.readouterr().err
        assert run(["--texts", str(texts), "add", str(files)]) == 0  # it only looks
    finally:
        process.kill()
        process.wait()
    assert {path: path.read_bytes() for path in texts.rglob("*") if path.is_file()} == before
