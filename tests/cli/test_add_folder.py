"""``add`` of a folder as a user types it."""

from __future__ import annotations

import hashlib
import os
from itertools import product
from pathlib import Path

import pytest

from policytext.cli import run
from policytext.counting.matches import find_matches
from policytext.documents.add import write as add_module
from policytext.documents.load import load_corpus
from tests.support.make_captures import make_docx
from tests.support.provinces import PROVINCES

RAW = Path(__file__).resolve().parents[2] / "texts" / "raw"
MANIFEST = """\
documents:
  - {id: old, title: 旧文, issued: "2020", capture: {path: raw/old.txt, sha256: SHA}}
"""
OLD = "全球治理与全球合作，各国参与。"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    (folder / "raw").mkdir(parents=True)
    (folder / "raw/old.txt").write_text(OLD, "utf-8")
    digest = hashlib.sha256(OLD.encode()).hexdigest()
    (folder / "manifest.yaml").write_text(MANIFEST.replace("SHA", digest), "utf-8")
    return folder


def add(texts: Path, *arguments: str) -> int:
    return run(["--texts", str(texts), "add", *arguments])


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_folder_gives_a_summary_of_what_needs_a_person(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / ".hidden").write_text("x", "utf-8")
    (folder / "plan.txt").write_bytes((RAW / "action-plan-2025.txt").read_bytes())
    (folder / "sub/rows.csv").write_text(
        "id,title,date,text\na1,甲,2020-01-01,全球。\nb2,乙,2021-01-01,各国。\n", "utf-8"
    )
    (folder / "undated.docx").write_bytes(make_docx("<w:p><w:r><w:t>全球</w:t></w:r></w:p>"))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")

    assert add(texts, str(folder), "--yes") == 3
    out = capsys.readouterr().out
    assert "4 written; 0 need a decision; 1 cannot be read." in out
    assert "a look: " in out
    corpus = load_corpus(texts)
    assert corpus.ids == ("a1", "b2", "old", "plan", "undated")
    assert corpus["undated"].metadata.issued == ""
    assert len(find_matches(corpus["b2"], ["各国"])) == 1


def test_a_folder_of_500_files_is_taken_in_one_go(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: None)  # a disk may take seconds for so many
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(500):
        text = f"全球治理报告第{number}号\n2025年1月1日\n各国应当加强合作，应对挑战{number}。\n"
        (folder / f"report-{number}.txt").write_text(text, "utf-8")

    assert add(texts, str(folder), "--yes") == 0
    assert len(load_corpus(texts)) == 501


@pytest.mark.slow
def test_744_word_files_of_31_provinces_are_taken_in_by_one_command(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    written: list[Path] = []
    write = add_module.write_atomically
    monkeypatch.setattr(
        add_module, "write_atomically", lambda path, data: (written.append(path), write(path, data))
    )
    folder = tmp_path / "工作报告"
    for province, year in product(PROVINCES, range(2001, 2025)):
        (folder / str(year)).mkdir(parents=True, exist_ok=True)
        lines = (f"{year}年政府工作报告", f"坚持发展，推动合作，{province}人民共同努力{year}。")
        body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
        (folder / str(year) / f"{province}{year}.docx").write_bytes(make_docx(body))

    assert add(texts, str(folder), "--field", "kind=report", "--yes") == 0
    corpus = load_corpus(texts)
    assert len(corpus) == 745
    assert written == [texts / "manifest.yaml"]  # once, not for each file
    for chinese, english in PROVINCES.items():
        for year in (2001, 2024):
            document = corpus[f"{english}-{year}"]
            assert f"{chinese}人民" in document.text
            assert document.metadata.issued == str(year)
            assert document.metadata.fields == {"kind": "report"}
    before = snapshot(texts)
    assert add(texts, str(folder), "--yes") == 0
    assert snapshot(texts) == before


def test_ids_never_clash_with_those_in_the_manifest_or_with_files_in_the_way(
    texts: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    (folder / "x").mkdir(parents=True)
    text = "全球治理报告\n2025年1月1日\n各国应当加强合作，应对风险挑战{}。\n"
    for number, name in enumerate(("old.txt", "x/old.txt", "a.txt", "a.md", "b.txt")):
        (folder / name).write_text(text.format(number), "utf-8")
    (texts / "raw/b.txt").write_text("in the way", "utf-8")

    assert add(texts, str(folder), "--yes") == 0
    corpus = load_corpus(texts)
    assert corpus["old"].text.endswith(OLD)
    assert set(corpus.ids) == {"old", "old-txt", "x-old", "a-txt", "a-md", "b-txt"}
    assert (texts / "raw/b.txt").read_text("utf-8") == "in the way"


def test_the_first_manifest_of_a_folder_says_what_is_no_longer_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "bare"
    folder.mkdir()
    (folder / "a.txt").write_text("各国应当加强合作，应对风险挑战，共同发展。\n", "utf-8")
    plan = str(RAW / "action-plan-2025.txt")

    assert add(folder, plan, "--yes") == 0
    assert "its 1 other files are no longer read" in capsys.readouterr().err
    assert add(folder, str(folder), "--yes") == 0
    assert load_corpus(folder).ids == ("a", "action-plan-2025")


def test_a_folder_that_is_added_again_brings_only_what_is_new(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    text = "全球治理报告\n2025年1月1日\n各国应当加强合作，应对风险挑战，共同发展。\n"
    (folder / "first.txt").write_text(text, "utf-8")
    (folder / "rows.csv").write_text("id,title,date,text\na1,甲,2020-01-01,全球。\n", "utf-8")
    assert add(texts, str(folder), "--yes") == 0
    (folder / "second.txt").write_text(text + "国际社会要携手合作。", "utf-8")
    (folder / "third.txt").write_text(text + "国际社会要携手合作。", "utf-8")
    capsys.readouterr()

    assert add(texts, str(folder), "--yes") == 2  # the third needs a person
    out = capsys.readouterr().out
    assert "2 already in the corpus; 1 written; 1 need a decision; 0 cannot be read." in out
    assert "already in the corpus, as second" in out.splitlines()[-2]
    assert load_corpus(texts).ids == ("a1", "first", "old", "second")


def test_several_files_and_folders_are_added_at_once(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("one", "two", "three"):
        (folder / f"{name}.txt").write_text(f"{name}：全球治理与全球合作。", "utf-8")
    alone = tmp_path / "two.txt"
    alone.write_text("各国共同参与，各国共享。", "utf-8")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")

    assert add(texts, str(folder), str(alone), str(broken), "--yes") == 3  # the others go in
    assert "4 written; 0 need a decision; 1 cannot be read." in capsys.readouterr().out
    corpus = load_corpus(texts)
    assert sum(len(find_matches(document, ["全球"])) for document in corpus) == 2 + 2 * 3
    assert sum(len(find_matches(document, ["各国"])) for document in corpus) == 1 + 2


def test_what_one_text_alone_can_have_is_refused_of_several(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for file in files:
        file.write_text("全球治理。", "utf-8")
    before = snapshot(texts)

    for given in (("--id", "one"), ("--title", "题"), ("-",), ("--update", "old")):
        assert add(texts, *map(str, files), *given, "--yes") == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert snapshot(texts) == before


def test_the_language_can_be_told(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mixed.txt"
    file.write_text("全球 global governance of trade and growth", "utf-8")

    assert add(texts, str(file), "--language", "english") == 2
    assert "zh-Hant" in capsys.readouterr().err
    assert add(texts, str(file), "--language", "zh-Hant", "--yes") == 0
    assert load_corpus(texts)["mixed"].metadata.language == "zh-Hant"


def test_a_file_that_is_not_there_is_named_and_the_others_go_in(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, lost = tmp_path / "a.txt", tmp_path / "lost.txt"
    file.write_text("全球治理。", "utf-8")

    assert add(texts, str(file), str(lost), "--yes") == 3
    out = capsys.readouterr().out
    assert f"{lost}: cannot be read (No such file or directory)." in out
    assert "1 written; 0 need a decision; 1 cannot be read." in out
