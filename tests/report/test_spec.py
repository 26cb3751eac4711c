"""The report file: what it may say, and what a texts folder without one means."""

from __future__ import annotations

from pathlib import Path

import pytest

from policytext.base.errors import FaultyInputError
from policytext.report.spec import SECTIONS, load_spec


def make_folder(folder: Path, report: str | None) -> Path:
    (folder / "lexicons").mkdir()
    (folder / "claims").mkdir()
    for name in ("lexicons/b.yaml", "lexicons/a.yaml", "claims/two.yaml", "claims/one.yaml"):
        (folder / name).write_text("x")
    if report is not None:
        (folder / "report.yaml").write_text(report, encoding="utf-8")
    return folder


def test_without_a_report_file_everything_in_the_folder_is_taken(tmp_path: Path) -> None:
    spec = load_spec(make_folder(tmp_path, None))

    assert spec.documents is None
    assert spec.lexicon == tmp_path / "lexicons" / "a.yaml"
    assert [path.name for path in spec.claims] == ["one.yaml", "two.yaml"]
    assert spec.sections == SECTIONS
    assert spec.title("zh") == ""


def test_a_report_file_chooses_and_orders(tmp_path: Path) -> None:
    spec = load_spec(
        make_folder(
            tmp_path,
            "title: {zh: 用词}\ndocuments: [b, a]\nlexicon: lexicons/b.yaml\n"
            "claims: [claims/two.yaml]\narticles: []\nsections: [method, findings]\n",
        )
    )

    assert spec.documents == ("b", "a")
    assert spec.lexicon == tmp_path / "lexicons" / "b.yaml"
    assert [path.name for path in spec.claims] == ["two.yaml"]
    assert spec.articles == ()
    assert spec.sections == ("method", "findings")
    assert spec.title("en") == "用词"  # any title is better than none
    assert [Path(path).name for path, _ in spec.inputs] == ["report.yaml"]


@pytest.mark.parametrize(
    ("report", "said"),
    [
        ("titel: x\n", r"report.yaml:1:1: titel: unknown key 'titel'. Did you mean 'title'\?"),
        ("sections: [findngs]\n", r"1:12: sections\[0\]: unknown value 'findngs'. Did you mean"),
        ("sections: [method, method]\n", r"1:20: sections\[1\]: 'method' is duplicated; keep one"),
        ("documents: [a, a]\n", r"1:16: documents\[1\]: 'a' is duplicated; keep one"),
        ("documents: []\n", "documents: "),
        ("lexicon: lexicons/c.yaml\n", "1:1: lexicon: 'lexicons/c.yaml' is not a file"),
        ("claims: [../claims.yaml]\n", r"1:10: claims\[0\]: '../claims.yaml' leads out"),
    ],
)
def test_faults_name_line_column_and_what_to_do(tmp_path: Path, report: str, said: str) -> None:
    with pytest.raises(FaultyInputError, match=said):
        load_spec(make_folder(tmp_path, report))


def test_all_faults_are_reported_together(tmp_path: Path) -> None:
    with pytest.raises(FaultyInputError) as caught:
        load_spec(make_folder(tmp_path, "lexicon: nowhere.yaml\nclaims: [a.yaml, b.yaml]\n"))

    assert len(caught.value.faults) == 3
