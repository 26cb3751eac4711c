"""Exit codes: every row of the table, for every command where it can occur."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.test_calls import PLAN, RIGHT
from tests.support.commands import interrupt, start

# Commands that read nothing of the texts folder, and what they read instead.
WITHOUT_TEXTS = {"schema": None, "recheck": "findings.json", "index": None}
READING = [name for name in RIGHT if name not in WITHOUT_TEXTS]
# `add` begins a folder that is not there, and reads no other capture; nothing here needs a pin.
UNMOVED = [("add", "gone"), ("add", "changed"), ("pin", "changed")]


class Done(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Done]
CLAIM = "claims:\n- {id: x, kind: count, document: action-plan-2025, terms: [共], %s}\n"
TOKEN = "match: token, segmenter: {name: characters, fingerprint: old}, published: '1'"


def prepare(desk: Path) -> None:
    """Write the files that the calls of the table name."""
    for name, what in (
        ("off", "published: '30'"),
        ("gone", "published: '30'"),
        ("pinned", TOKEN),
    ):
        text = CLAIM % what
        if name == "gone":
            text = text.replace(PLAN, "gone").replace(
                "published", "expect: unverifiable, published"
            )
        (desk / f"{name}.yaml").write_text(text, "utf-8")
    (desk / "off.txt").write_text("《人工智能全球治理行动计划》中，“共”字出现30次。\n", "utf-8")
    (desk / "nothing.txt").write_text("今天天气很好。\n", "utf-8")


# What is typed, and the exit code; a call of several commands exits with the last one's.
TABLE: list[tuple[int, list[list[str]]]] = [
    (0, [["verify"]]),
    (1, [["verify", "off.yaml"]]),
    (1, [["check", "off.txt"]]),
    (1, [["pin", "pinned.yaml"]]),
    (1, [["verify", "--format", "json", "--evidence", "--output", "f.json"], ["CHANGE"],
         ["recheck", "f.json"]]),
    (4, [["verify", "none.yaml"]]),
    (4, [["--texts", "bare", "verify"]]),
    (4, [["--texts", "bare", "explain", "x"]]),
    (4, [["--texts", "bare", "pin"]]),
    (4, [["explain", "x", "gone.yaml"]]),
    (4, [["check", "nothing.txt"]]),
    (4, [["verify", "gone.yaml", "--format", "json", "--evidence", "--output", "f.json"],
         ["recheck", "f.json"]]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "calls"), TABLE, ids=lambda v: str(v) if isinstance(v, int)
                         else " ".join(v[-1]))  # fmt: skip
def test_a_call_exits_as_the_table_says(
    typed: Run, desk: Path, code: int, calls: list[list[str]]
) -> None:
    prepare(desk)
    for call in calls:
        if call == ["CHANGE"]:
            text = (desk / "f.json").read_text("utf-8")
            (desk / "f.json").write_text(text.replace('"exact": "共"', '"exact": "公"', 1), "utf-8")
            continue
        done = typed(call)

    assert done.code == code
    assert "Traceback" not in done.err


@pytest.mark.parametrize("name", list(RIGHT))
def test_an_option_there_is_not_is_2_for_every_command(typed: Run, name: str) -> None:
    assert typed([name, "--nosuch"]).code == 2


@pytest.mark.parametrize(
    ("name", "folder", "code"),
    [
        (name, folder, code)
        for folder, code in (("damaged", 2), ("gone", 2), ("changed", 3))
        for name in READING
        if (name, folder) not in UNMOVED
    ],
)
def test_a_texts_folder_in_error_is_2_and_a_changed_capture_3_for_every_command_that_reads_it(
    typed: Run, desk: Path, name: str, folder: str, code: int
) -> None:
    """``changed`` has the shipped manifest, and one byte more in every capture."""
    texts = desk / folder
    if folder == "changed" and not (texts / "claims").is_dir():
        shutil.rmtree(texts)
        shutil.copytree(desk / "texts", texts)
        for capture in (texts / "raw").iterdir():
            capture.write_bytes(capture.read_bytes() + b"\n")
    assert typed(["--texts", folder, *RIGHT[name]]).code == code


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
# Of `add`, which works on the capture before and after it reads the manifest, test_ingest tells.
@pytest.mark.parametrize("name", [*(n for n in READING if n != "add"), "recheck"])
def test_an_interrupted_command_is_130_or_143(tmp_path: Path, name: str, audit: bool) -> None:
    """The first file that the command reads is a pipe without data."""
    pipe = tmp_path / ("findings.json" if name == "recheck" else "manifest.yaml")
    os.mkfifo(pipe)
    (tmp_path / "article.txt").write_text("“共”字出现30次。", "utf-8")
    both = [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
    for number, code in both if audit else [both[len(name) % 2]]:
        process = start("--texts", tmp_path, *RIGHT[name], cwd=tmp_path)
        writer = open_when_read(pipe)
        ended = interrupt(process, number)
        os.close(writer)

        assert (ended, *process.communicate()) == (code, b"", b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["article.txt", pipe.name])


def open_when_read(pipe: Path) -> int:
    """Open *pipe* for writing when it is open for reading."""
    end = time.monotonic() + 30
    while True:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO or time.monotonic() > end:
                raise
        time.sleep(0.02)
