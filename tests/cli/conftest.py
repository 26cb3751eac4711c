"""A folder with every file that a command can name, and a way to run commands there."""

from __future__ import annotations

import hashlib
import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from policytext.cli import run as run_here
from tests.support.commands import ROOT

MANIFEST = """
documents:
- {{id: a, title: 题, issued: '2025', capture: {{path: {path}, sha256: {digest}}}}}
"""


class Done(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped texts, and with files that are named by mistake."""
    desk = tmp_path_factory.mktemp("桌 面")
    shutil.copytree(ROOT / "texts", desk / "texts")
    for name in ("empty", "corpus", "bare", "damaged"):
        (desk / name).mkdir()
    (desk / "file").touch()
    (desk / "junk").write_bytes(bytes(range(240, 127, -1)))
    (desk / "array.json").write_text("[]")
    (desk / "none.yaml").write_text("claims: []\n")
    (desk / "article.txt").write_text("《人工智能全球治理行动计划》中，“共”字出现29次。\n")
    (desk / "corpus" / "文 章.txt").write_text("全球治理\n")
    for name in ("manifest.yaml", "raw"):
        copy = shutil.copytree if name == "raw" else shutil.copy
        copy(desk / "texts" / name, desk / "bare" / name)  # type: ignore[operator]
    (desk / "damaged" / "manifest.yaml").touch()
    _make_texts(desk / "changed", b"other", "0" * 64)
    _make_texts(desk / "lost", None)
    _make_texts(desk / "linked", None)
    (desk / "linked" / "raw" / "a.txt").symlink_to(desk / "article.txt")
    _make_texts(desk / "climbing", None, path="../article.txt")
    _make_texts(desk / "broken", b"abc\xff\xff\xff")
    return desk


def _make_texts(
    folder: Path, data: bytes | None, digest: str | None = None, path: str = "raw/a.txt"
) -> None:
    (folder / "raw").mkdir(parents=True)
    digest = digest or hashlib.sha256(data or b"").hexdigest()
    (folder / "manifest.yaml").write_text(MANIFEST.format(path=path, digest=f"'{digest}'"))
    if data is not None:
        (folder / "raw" / "a.txt").write_bytes(data)


@pytest.fixture
def typed(desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in that folder, in this process."""

    def typed(arguments: list[str]) -> Done:
        monkeypatch.chdir(desk)
        # A terminal's streams are bytes below; what the process cannot encode must show here too.
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace") for _ in "12")
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        code = run_here(arguments)
        out.flush()
        err.flush()
        texts = [stream.buffer.getvalue().decode() for stream in (out, err)]
        return Done(code, *texts)

    return typed
