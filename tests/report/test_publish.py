"""``report --check``: what is drift, and what is only another release of a library."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from policytext.base.errors import PolicytextError
from policytext.report.publish import list_differences, publish
from tests.support.make_reports import small_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds the small report."""
    publish(tmp_path / "reports", small_files())
    return tmp_path / "reports"


def differences(folder: Path, files: Mapping[str, bytes] | None = None) -> list[str]:
    found = list_differences(folder, files or small_files())
    return [line.replace(f"{folder.as_posix()}/", "") for line in found]


def edit(path: Path, old: bytes, new: bytes) -> None:
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))


def test_a_report_just_written_does_not_differ(folder: Path) -> None:
    assert differences(folder) == []


def test_an_empty_folder_misses_everything(tmp_path: Path) -> None:
    assert differences(tmp_path) == [f"missing: {name}" for name in sorted(small_files())]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("index.html", "小计划".encode(), "小计画".encode()),
        ("report.md", "小计划".encode(), "小计画".encode()),
        ("tables/families.csv", b",4,", b",5,"),
        ("findings.json", b'"recounted": 4', b'"recounted": 5'),
        ("report.xlsx", b"PK", b"KP"),
        ("charts/heatmap.svg", b'data-digest="', b'data-digest="0'),
        ("charts/heatmap.png", b"policytext-data", b"policytext-dat0"),
    ],
)
def test_a_changed_file_differs(folder: Path, name: str, old: bytes, new: bytes) -> None:
    edit(folder / name, old, new)

    assert differences(folder) == [f"differs: {name}"]


def test_a_missing_file_and_one_left_over_are_told_apart(folder: Path) -> None:
    (folder / "report.md").unlink()
    (folder / "charts" / "pie.svg").write_text("<svg/>")
    (folder / "notes.txt").write_text("mine")

    assert differences(folder) == ["missing: report.md", "left over: charts/pie.svg"]


def test_a_chart_drawn_another_way_from_the_same_data_is_no_drift(folder: Path) -> None:
    for name in ("charts/heatmap.svg", "charts/heatmap.png"):
        path = folder / name
        path.write_bytes(path.read_bytes() + b"\n")

    assert differences(folder) == []


def test_another_font_or_another_python_is_no_drift(folder: Path) -> None:
    page = folder / "index.html"
    page.write_bytes(re.sub(rb"base64,[A-Za-z0-9+/=]{100}", b"base64,", page.read_bytes()))
    found = json.loads((folder / "findings.json").read_text("utf-8"))
    found["tool"]["unicode"] = "99.0.0"
    (folder / "findings.json").write_text(json.dumps(found, ensure_ascii=False), "utf-8")

    assert differences(folder) == []


def test_a_workbook_packed_otherwise_is_no_drift_and_one_that_says_otherwise_is(
    folder: Path,
) -> None:
    path = folder / "report.xlsx"
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    original = path.read_bytes()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    assert path.read_bytes() != original
    assert differences(folder) == []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as book:
        for name, content in parts.items():
            book.writestr(name, content.replace(b"plan", b"plane"))
    assert differences(folder) == ["differs: report.xlsx"]
    path.write_bytes(original[: len(original) // 2])
    assert differences(folder) == ["differs: report.xlsx"]


def test_another_style_is_drift(folder: Path) -> None:
    edit(folder / "index.html", b"--paper:", b"--papier:")

    assert differences(folder) == ["differs: index.html"]


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file")

    with pytest.raises(PolicytextError, match=r"reports is not a folder; name another with --out"):
        publish(tmp_path / "reports", small_files())
