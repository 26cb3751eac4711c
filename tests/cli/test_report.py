"""``report`` on the shipped texts, with --check, interrupted, and without a lexicon."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from jsonschema import validate

from policytext.base.errors import UnreadableError
from policytext.claims.schemas import findings_schema
from policytext.cli import report as command
from policytext.documents.load import load_corpus
from policytext.documents.manifest import load_manifest
from policytext.executors import second_process

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = """documents:
  - id: plan
    title: 小计划
    issued: "2025"
    capture:
      path: raw/plan.txt
      sha256: {digest}
"""


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "policytext", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def make_texts(folder: Path, text: str = "全球发展，全球治理。\n") -> Path:
    (folder / "raw").mkdir(parents=True)
    (folder / "raw" / "plan.txt").write_text(text, encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    (folder / "manifest.yaml").write_text(MANIFEST.format(digest=digest), encoding="utf-8")
    return folder


def read(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a small texts folder, without lexicon, claims or report file."""
    folder = tmp_path_factory.mktemp("project")
    make_texts(folder / "texts")
    done = run("report", cwd=folder)
    assert done.returncode == 0, done.stderr
    # It says what it wrote, and in a pipe nothing else.
    assert done.stdout == ""
    assert done.stderr.startswith("Wrote ")
    assert done.stderr.count("\n") == 1
    return folder


def run_on_a_terminal(*arguments: str, cwd: Path) -> str:
    """Return what a run writes to stderr if that is a terminal."""
    main, terminal = os.openpty()
    command = [sys.executable, "-m", "policytext", *arguments]
    with subprocess.Popen(command, cwd=cwd, stderr=terminal, stdout=subprocess.DEVNULL):
        os.close(terminal)
        shown = b""
        with contextlib.suppress(OSError):  # Linux says so that the other end is closed
            while piece := os.read(main, 1 << 16):
                shown += piece
    os.close(main)
    return shown.decode()


def test_a_terminal_shows_the_step_at_work_and_is_left_clean(tmp_path: Path) -> None:
    make_texts(tmp_path / "texts")
    shown = run_on_a_terminal("report", cwd=tmp_path)
    steps, _, last = shown.rpartition("\r\x1b[K")

    names = [step.removesuffix(" …") for step in steps.split("\r\x1b[K") if step]
    assert names[:3] == ["texts", "findings", "terms"]
    assert last.startswith("Wrote ")


def test_check_lists_what_would_differ_and_writes_nothing(written: Path) -> None:
    page = written / "reports" / "index.html"
    original = page.read_bytes()
    page.write_bytes(original.replace("小计划".encode(), "大计划".encode()))
    before = read(written)
    done = run("report", "--check", cwd=written)
    after = read(written)
    page.write_bytes(original)

    # All other files of this second run are the same as those of the first.
    assert done.returncode == 1
    assert done.stdout == "differs: reports/index.html\n"
    assert "run 'policytext report'" in done.stderr
    assert after == before


def test_the_texts_folder_may_be_named_after_the_command(tmp_path: Path) -> None:
    make_texts(tmp_path / "corpus")
    named = run("report", "corpus", cwd=tmp_path)
    checked = run("--texts", "corpus", "report", "--check", cwd=tmp_path)

    assert named.returncode == 0, named.stderr
    assert (tmp_path / "reports" / "index.html").is_file()
    assert (checked.returncode, checked.stdout) == (0, "")


@pytest.mark.parametrize("arguments", [("--lang", "fr"), ("--out", "texts/manifest.yaml")])
def test_usage_errors_exit_2_and_write_nothing(written: Path, arguments: tuple[str, ...]) -> None:
    before = read(written)
    done = run("report", *arguments, cwd=written)

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert read(written) == before


def test_a_changed_capture_exits_3_and_keeps_the_old_report(written: Path) -> None:
    before = read(written / "reports")
    capture = written / "texts" / "raw" / "plan.txt"
    original = capture.read_bytes()
    capture.write_bytes(original + b"x")
    done = run("report", cwd=written)
    capture.write_bytes(original)

    assert done.returncode == 3
    assert read(written / "reports") == before


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_keeps_the_old_report(
    written: Path, number: signal.Signals, code: int
) -> None:
    before = read(written / "reports")
    process = subprocess.Popen(
        [sys.executable, "-m", "policytext", "report"],
        cwd=written,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stderr=subprocess.DEVNULL,
    )
    time.sleep(1.0)
    process.send_signal(number)

    assert process.wait(timeout=60) in (code, 0)  # 0 where it was done already
    assert read(written / "reports") == before
    assert sorted(p.name for p in written.iterdir() if p.name.startswith(".")) == []


def test_the_shipped_report_is_up_to_date(audit: bool) -> None:
    if not audit:
        pytest.skip("part of make check; run with --audit")
    done = run("report", "--check")

    assert (done.returncode, done.stdout) == (0, "")


def test_the_shipped_page_is_small_and_asks_for_nothing() -> None:
    page = (ROOT / "reports" / "index.html").read_text(encoding="utf-8")

    assert len(page.encode()) < 1_500_000
    assert "default-src 'none'" in page


def test_the_shipped_findings_are_what_verify_prints_but_for_the_machines_versions() -> None:
    printed = json.loads(run("verify", "--format", "json", "--evidence").stdout)
    shipped = json.loads((ROOT / "reports" / "findings.json").read_text(encoding="utf-8"))
    validate(shipped, findings_schema())
    machine = {name: printed["tool"][name] for name in ("python", "unicode")}
    printed["tool"] |= {"python": ">=3.11", "unicode": ">=14.0.0"}

    assert machine == {
        "python": platform.python_version(),
        "unicode": unicodedata.unidata_version,
    }
    assert printed.pop("sha256") != shipped.pop("sha256")  # the digest of all the rest
    for finding in (*printed["findings"], *shipped["findings"]):  # in the report's language
        assert finding.pop("reason")
        finding.pop("notes")
    assert list(shipped.items()) == list(printed.items())


def test_the_shipped_findings_stand_up_to_the_lone_re_check() -> None:
    done = run("recheck", "reports/findings.json")

    assert (done.returncode, done.stderr) == (0, "")


def test_167_real_texts_make_a_page_of_bearable_size(
    corpora: Path, tmp_path: Path, audit: bool
) -> None:
    if not audit:
        pytest.skip("the long audit; run with --audit")
    done = run("--texts", str(corpora), "report", "--out", str(tmp_path / "out"))

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "index.html").stat().st_size < 8_500_000


@pytest.fixture
def in_two_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two processes read texts of any size."""
    monkeypatch.setattr(command, "_LARGE", 1)


@pytest.mark.usefixtures("in_two_parts")
def test_texts_read_in_two_parts_are_those_read_in_one() -> None:
    with second_process() as run:
        found = command._load(ROOT / "texts", run)
    expected = load_corpus(ROOT / "texts")

    assert found == expected
    assert [d.offsets for d in found] == [d.offsets for d in expected]
    regions = [(d.id, r.start, r.end) for d in expected for r in d.regions]
    assert len(regions) > len(expected)
    for name, start, end in regions:
        assert found[name].byte_span(start, end) == expected[name].byte_span(start, end)


@pytest.mark.usefixtures("in_two_parts")
@pytest.mark.parametrize("place", [0, -1], ids=["first", "last"])
def test_a_capture_that_has_changed_is_told_of_whichever_part_it_is_in(
    tmp_path: Path, place: int
) -> None:
    folder = tmp_path / "texts"
    shutil.copytree(ROOT / "texts", folder)
    path = load_manifest(folder)[0].documents[place].capture.path
    (folder / path).write_text("另一篇", encoding="utf-8")

    with pytest.raises(UnreadableError, match=f"{path}.*has changed"), second_process() as run:
        command._load(folder, run)
