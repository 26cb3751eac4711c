"""A folder without a manifest: every readable file is a whole text."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from policytext.base.errors import (
    InputWarning,
    PolicytextError,
    UnknownNameError,
    UnreadableError,
)
from policytext.cli import report, run
from policytext.documents.load import list_ids, load_corpus
from policytext.documents.readers.rows import TABLES
from tests.support.make_captures import PLAN_TITLE, make_docx, plan_paragraphs

ROWS = "本文结束后。未经许可，任何单位不得使用该标志。"


def write_docx(path: Path, *paragraphs: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in paragraphs)
    path.write_bytes(make_docx(body))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eight Word files with nothing else."""
    texts = tmp_path / "texts"
    for number, name in enumerate(("广东", "山西", "陕西", "湖南", "北京", "上海", "西藏", "云南")):
        report = f"{name}政府工作报告"
        dated = f"（2021年1月{number + 10}日在{name}人民代表大会上）"
        body = "坚持高质量发展，扩大开放合作。" * (number + 1)
        write_docx(texts / f"{name}2021.docx", report, dated, body, "推进人工智能治理。", ROWS)
    return texts


def test_ids_titles_and_dates_are_from_the_names_and_the_texts(folder: Path) -> None:
    corpus = load_corpus(folder)

    assert sorted(list_ids(folder)) == list(corpus.ids)
    assert set(corpus.ids) == {
        "guangdong-2021", "shanxi-2021", "shaanxi-2021", "hunan-2021", "beijing-2021",
        "shanghai-2021", "xizang-2021", "yunnan-2021",
    }  # fmt: skip
    about = corpus["guangdong-2021"].metadata
    assert (about.title, about.language) == ("广东2021", "zh")
    assert about.issued in ("2021", "2021-01-10")  # the text may only make the year more precise


def test_nothing_is_clipped_and_the_name_of_the_file_is_not_counted(folder: Path) -> None:
    text = load_corpus(folder)["guangdong-2021"].text

    assert text.startswith("广东政府工作报告\n")
    assert text.endswith(ROWS)
    assert text.count("广东") == 2  # the headline and the line below it


def test_a_report_needs_nothing_else(folder: Path, tmp_path: Path) -> None:
    assert run(["report", str(folder), "--out", str(tmp_path / "out")]) == 0
    assert "广东2021" in (tmp_path / "out/index.html").read_text("utf-8")
    assert sorted(path.suffix for path in folder.iterdir()) == [".docx"] * 8
    assert run(["report", str(folder), "--out", str(tmp_path / "out"), "--check"]) == 0


def test_a_report_inside_the_folder_is_not_read_as_a_text(folder: Path) -> None:
    assert run(["report", str(folder), "--out", str(folder / "reports")]) == 0
    assert len(load_corpus(folder)) == 8


def test_subfolders_are_read_and_hidden_files_are_not(folder: Path) -> None:
    write_docx(folder / "旧/广东2021.docx", "旧的报告。")
    write_docx(folder / ".trash/x.docx", "删去的报告。")
    write_docx(folder / "~$广东2021.docx", "临时文件。")
    corpus = load_corpus(folder)

    assert len(corpus) == 9
    assert corpus["jiu-guangdong-2021"].metadata.title == "旧/广东2021"
    assert "guangdong-2021" not in corpus  # which of the two it means is not clear


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "broken.docx").write_bytes(b"PK\x03\x04" + bytes(99))
    (folder / "photo.png").write_bytes(bytes(range(128, 256)) * 9)
    (folder / "blank.txt").write_text(" \n")
    (folder / "table.csv").write_text("text,title\nabc,def\n")

    with pytest.warns(InputWarning) as met:
        assert len(load_corpus(folder)) == 8
    assert len(met) == 4
    assert run(["--texts", str(folder), "count", "发展"]) == 0
    said = capsys.readouterr()
    assert said.err.count("\n") == 4
    for name in ("broken.docx", "photo.png", "blank.txt", "table.csv"):
        assert f"Left out: {name}: " in said.err
    assert said.out.count("-2021") == 8


def test_a_file_named_by_its_id_must_be_readable(folder: Path) -> None:
    (folder / "broken.docx").write_bytes(b"PK\x03\x04" + bytes(99))

    with pytest.raises(UnreadableError, match=r"^broken\.docx: "):
        load_corpus(folder, ids=["broken"])
    with pytest.raises(UnknownNameError, match="guangdong-2021"):
        load_corpus(folder, ids=["guangdong-2012"])
    assert load_corpus(folder, ids=["beijing-2021"], editions=True).ids == ("beijing-2021",)


@pytest.mark.parametrize(("files", "says"), [(1, "its only file"), (3, "none of its 3 files")])
def test_a_folder_of_unreadable_files_is_one_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: int, says: str
) -> None:
    for number in range(files):
        (tmp_path / f"{number}.docx").write_bytes(b"PK\x03\x04" + bytes(99))

    assert run(["report", str(tmp_path)]) == 3
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert says in said


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PolicytextError, match=r"Put files into it .* add FILE --yes"):
        load_corpus(tmp_path)


def test_a_link_out_of_the_folder_is_left_out(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("秘密。")
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")

    with pytest.warns(InputWarning, match="leads out of"):
        assert "a" not in load_corpus(folder)


def test_a_page_on_which_extractors_disagree_is_read_whole(tmp_path: Path) -> None:
    lines = "<br>".join(plan_paragraphs())
    (tmp_path / "table.html").write_text(
        "<html><body><table><tr><td><a href=/>首页</a></td></tr><tr><td><table>"
        f"<tr><td>{PLAN_TITLE}</td></tr><tr><td>{lines}</td></tr></table></td></tr>"
        "<tr><td>版权所有 全球</td></tr></table></body></html>",
        "utf-8",
    )
    document = load_corpus(tmp_path)["table"]

    assert document.text.startswith("首页\n")
    assert document.text.endswith("\n版权所有全球")
    assert document.capture is not None
    assert "capture_notes.whole_page" in [note.code for note in document.capture.notes]


CLAIM = """\
claims:
  - {id: c1, kind: count, document: guangdong-2021, terms: [发展], published: "1"}
"""


def test_findings_in_such_a_folder_are_rechecked(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "claims").mkdir()
    (folder / "claims/all.yaml").write_text(CLAIM, "utf-8")
    command = ["--texts", str(folder), "verify", "--format", "json", "--evidence"]
    assert run(command) == 0
    out = capsys.readouterr().out
    (match,) = json.loads(out)["findings"][0]["matches"]
    assert (match["exact"], match["region"]) == ("发展", "body")
    (tmp_path / "findings.json").write_text(out, "utf-8")
    script = Path(__file__).resolve().parents[2] / "src/policytext/recheck.py"
    done = subprocess.run(
        [sys.executable, script, tmp_path / "findings.json", folder],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    assert "those of a manifest, for there is none" in done.stdout


PAGE = f"<html><body><p>{ROWS}</p><p>各国应当加强合作，共同发展。</p></body></html>"


@pytest.mark.parametrize("beside", ["notice_files", "notice.files"])
def test_the_folder_that_a_browser_saves_with_a_page_has_no_texts(
    tmp_path: Path, beside: str
) -> None:
    texts = tmp_path / "texts"
    (texts / beside / "deep").mkdir(parents=True)
    (texts / "notice.html").write_text(PAGE, "utf-8")
    for name in ("script.js", "frame.html", "deep/style.css"):
        (texts / beside / name).write_text(PAGE, "utf-8")
    (texts / "other_files").mkdir()  # beside no page
    (texts / "other_files/letter.txt").write_text(ROWS, "utf-8")

    write_docx(texts / beside / "annex.docx", ROWS)  # no part of a page

    assert set(list_ids(texts)) == {"notice", "letter", "annex"}
    assert run(["--texts", str(tmp_path / "new"), "add", str(texts), "--yes"]) == 0
    assert load_corpus(tmp_path / "new").ids == ("annex", "letter", "notice")
    assert run(["--texts", str(tmp_path / "one"), "add", str(texts / "notice.html"), "--yes"]) == 0


@pytest.mark.parametrize("form", sorted(TABLES))
def test_each_table_is_named_with_the_way_to_take_it_in(tmp_path: Path, form: str) -> None:
    rows = pd.DataFrame({"标题": ["甲", "乙"], "正文": [ROWS, ROWS * 2]})
    path = tmp_path / f"rows.{form}"
    write = {
        "csv": lambda: rows.to_csv(path, index=False),
        "jsonl": lambda: rows.to_json(path, orient="records", lines=True, force_ascii=False),
        "xlsx": lambda: rows.to_excel(path, index=False),
        "parquet": lambda: rows.to_parquet(path, index=False),
    }
    write[form]()
    (tmp_path / "letter.txt").write_text(ROWS, "utf-8")

    with pytest.warns(InputWarning, match=f"^Left out: rows.{form}: .*policytext --texts NEW add"):
        assert load_corpus(tmp_path).ids == ("letter",)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
def test_pipes_devices_and_links_to_elsewhere_are_named_and_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts, outside = tmp_path / "texts", tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(ROWS, "utf-8")
    texts.mkdir()
    (texts / "a.txt").write_text(ROWS, "utf-8")
    (texts / "inside.txt").symlink_to(texts / "a.txt")
    (texts / "link.txt").symlink_to(outside / "secret.txt")
    (texts / "folder").symlink_to(outside)
    (texts / "gone.txt").symlink_to(texts / "nowhere.txt")
    (texts / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(texts / "pipe.txt")
    named = {"link.txt", "folder", "gone.txt", "zero.txt", "pipe.txt"}

    with pytest.warns(InputWarning) as met:
        assert load_corpus(texts).ids == ("a", "inside")
    assert {str(each.message).split(": ")[1] for each in met} == named

    assert run(["--texts", str(tmp_path / "new"), "add", str(texts), "--yes"]) == 3
    out = capsys.readouterr().out
    assert "1 written; 1 need a decision; 5 cannot be read." in out
    assert load_corpus(tmp_path / "new").ids == ("a",)


def test_a_large_folder_is_read_in_two_parts_as_in_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "beijing.docx").write_bytes(b"PK\x03\x04" + bytes(99))
    (folder / "zhejiang.docx").write_bytes(b"PK\x03\x04" + bytes(99))
    calls: list[list[str]] = []

    def run_there(function: Any, *arguments: Any) -> Iterator[Any]:
        calls.append(arguments[-1][0])
        return iter(pickle.loads(pickle.dumps(list(map(function, *arguments)))))

    monkeypatch.setattr(report, "_LARGE", 100)
    with pytest.warns(InputWarning) as met:
        there = report._load(folder, run_there)
    with pytest.warns(InputWarning) as met_here:
        here = load_corpus(folder)

    assert len(calls[0]) > 1
    assert (there.ids, there.inputs, len(there)) == (here.ids, here.inputs, 8)
    assert [document.text for document in there] == [document.text for document in here]
    assert sorted(str(each.message) for each in met) == sorted(
        str(each.message) for each in met_here
    )
