"""``add`` and ``compare-editions``: copies, interruptions and dates."""

# ruff: noqa: F811

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from policytext.cli import run
from tests.cli.test_add import RAW, add, snapshot, texts  # noqa: F401
from tests.support.commands import interrupt

ANCHORED = """\
claims:
  - {id: c1, kind: count, document: old, terms: [全球], published: "2"}
  - id: list
    kind: items
    document: old
    marker: 、
    between: {from: 遵循, to: 的原则}
    published: 三项
"""
LISTED = "全球治理与全球合作，遵循公平、开放、普惠的原则，投入72亿元。"


def compare_with(
    texts: Path, tmp_path: Path, copy: str, *arguments: str, claims: str = ANCHORED
) -> int:
    """Store LISTED as ``old`` and *copy* as ``other``, and compare them."""
    for name, text in (("old", LISTED), ("other", copy)):
        (texts / f"raw/{name}.txt").write_text(text, "utf-8")
    entries = "".join(
        f"- {{id: {name}, title: 旧文, issued: '2020', capture: {{path: raw/{name}.txt, "
        f"sha256: {hashlib.sha256(text.encode()).hexdigest()}}}}}\n"
        for name, text in (("old", LISTED), ("other", copy))
    )
    (texts / "manifest.yaml").write_text(f"documents:\n{entries}", "utf-8")
    (texts / "claims/all.yaml").write_text(claims, "utf-8")
    return run(["--texts", str(texts), "compare-editions", "old", "other", *arguments])


def test_the_same_text_in_two_copies_exits_0(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare_with(texts, tmp_path, LISTED.replace("，", "，\n", 1)) == 0
    assert "old and other are the same text." in capsys.readouterr().out


def test_a_claim_whose_anchor_one_copy_lacks_is_unverifiable_there_and_all_is_listed(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = LISTED.replace("遵循", "坚持").replace("72亿", "24亿")

    assert compare_with(texts, tmp_path, copy, "--format", "json") == 1
    table = json.loads(capsys.readouterr().out)
    assert [(row["first"], row["second"]) for row in table["rows"]] == [
        ("遵循", "坚持"),
        ("72亿", "24亿"),
    ]
    said = "\n".join(table["notes"])
    assert "Claim c1 (2) on old: confirmed (2), other: confirmed (2)." in said
    assert "Claim list (三项) on old: confirmed (3), other: unverifiable (" in said
    assert "occurs not at all" in said


def test_a_claim_whose_anchor_neither_copy_has_is_unverifiable_on_both(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = ANCHORED.replace("遵循", "尊重")

    assert compare_with(texts, tmp_path, LISTED, claims=claims) == 0
    out = capsys.readouterr().out
    assert "Claim list (三项) on old: unverifiable (" in out
    assert "other: unverifiable (" in out


def test_the_help_says_how_it_exits(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare-editions", "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Exit 0 if they are the same text, 1 if they differ" in said


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter there")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_add_leaves_everything_as_it_was(
    texts: Path, number: signal.Signals, code: int
) -> None:
    before = snapshot(texts)
    command = [sys.executable, "-m", "policytext", "--texts", str(texts), "add", "-", "--yes"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdin is not None
    process.stdin.write(b"x" * 500_000)  # more than a pipe holds: it returns when add is reading
    process.stdin.flush()

    assert interrupt(process, number) == code
    assert snapshot(texts) == before
    process.stdin.close()


def test_a_full_disk_keeps_the_old_manifest_and_does_not_exit_0(
    texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(texts)

    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    assert add(texts, str(RAW / "action-plan-2025.txt"), "--yes") == 3
    assert snapshot(texts) == before


@pytest.mark.parametrize("date", ["2024-02-30", "2024-13-01", "2024-13", "yesterday"])
def test_an_impossible_date_is_refused_and_nothing_is_written(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], date: str
) -> None:
    source = tmp_path / "a.txt"
    source.write_text(
        "国家合作规划\n\n各部门要坚持创新发展，推动国际合作，促进全球治理。\n", "utf-8"
    )
    before = (texts / "manifest.yaml").read_bytes()

    assert add(texts, str(source), "--issued", date, "--yes") == 2
    assert "is not a calendar date" in capsys.readouterr().err
    assert (texts / "manifest.yaml").read_bytes() == before


def test_an_impossible_date_in_the_text_is_not_taken(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a.txt"
    text = (
        "国家合作规划\n\n各部门要坚持创新发展，推动国际合作，促进全球治理。\n二〇二四年二月三十日\n"
    )
    source.write_text(text, "utf-8")

    assert add(texts, str(source), "--yes") == 0
    assert "no date was found" in capsys.readouterr().out


def test_an_impossible_date_of_a_row_is_asked_about_and_the_other_rows_are_read(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text(
        "id,title,date,text\na1,甲,2024-02-30,全球。\nb2,乙,2024年2月3日,各国。\n", "utf-8"
    )

    assert add(texts, str(rows), "--yes") == 2
    shown = capsys.readouterr()
    assert "a1: '2024-02-30' is not a date; give it with --issued" in shown.err
    assert 'issued: "2024-02-03"' in shown.out
