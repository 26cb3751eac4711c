"""``add`` and ``compare-editions`` as a user types them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from policytext.cli import run
from policytext.documents.load import load_corpus
from tests.support.make_captures import (
    PLAN_COUNTS,
    PLAN_TITLE,
    make_epub,
    make_mhtml,
    plan_counts,
    plan_docx,
    plan_html,
    plan_page,
    plan_paragraphs,
)
from tests.support.make_pdf import Words, make_pdf

RAW = Path(__file__).resolve().parents[2] / "texts" / "raw"
COMMENTED = """\
# What we hold.
documents:
    - id: old   # the first
      title: 旧文
      issued: "2020"
      capture: {path: raw/old.txt, sha256: SHA}   # as it was taken
"""
CLAIM = """\
claims:
  - {id: c1, kind: count, document: old, terms: [全球], published: "2"}
  - {id: c2, kind: count, document: old, terms: [各国], published: "5", expect: refuted}
"""
OLD = "全球治理与全球合作，各国参与。"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    (folder / "raw").mkdir(parents=True)
    (folder / "claims").mkdir()
    (folder / "raw/old.txt").write_text(OLD, "utf-8")
    digest = hashlib.sha256(OLD.encode()).hexdigest()
    (folder / "manifest.yaml").write_text(COMMENTED.replace("SHA", digest), "utf-8")
    (folder / "claims/all.yaml").write_text(CLAIM, "utf-8")
    return folder


def add(texts: Path, *arguments: str) -> int:
    return run(["--texts", str(texts), "add", *arguments])


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_add_prints_the_entry_the_ledger_and_the_ends_and_writes_nothing(
    texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(texts)

    clip = ["--clip-from", "人工智能是人类发展的新领域", "--clip-to", "(新华社上海7月26日电)"]
    assert add(texts, str(RAW / "action-plan-2025.txt"), *clip) == 0
    out = capsys.readouterr().out
    for expected in (
        "- id: action-plan-2025",
        "title: 人工智能全球治理行动计划",
        'issued: "2025-07-26"',
        "from: 人工智能是人类发展的新领域",
        'to: "(新华社上海7月26日电)"',
        "outside the clip",
        "Left out (",
        "  朋友圈",
        "保持技术和政策沟通。",
    ):
        assert expected in out
    assert snapshot(texts) == before


def test_add_yes_writes_what_load_reads_and_keeps_the_comments(texts: Path, tmp_path: Path) -> None:
    page = tmp_path / "行动计划.html"
    page.write_bytes(plan_page().encode("gbk"))

    assert add(texts, str(page), "--id", "plan", "--issued", "2025-07-26", "--yes") == 0
    manifest = (texts / "manifest.yaml").read_text("utf-8")
    assert manifest.startswith(COMMENTED.split("SHA")[0])
    assert "# as it was taken" in manifest
    document = load_corpus(texts)["plan"]
    assert plan_counts(document) == PLAN_COUNTS
    assert (document.metadata.title, document.metadata.issued) == (
        "人工智能全球治理行动计划",
        "2025-07-26",
    )
    assert (texts / "raw/plan.html").read_bytes() == page.read_bytes()


def test_the_first_capture_of_a_new_folder_makes_its_manifest(tmp_path: Path) -> None:
    assert add(tmp_path / "new", str(RAW / "action-plan-2025.txt"), "--yes") == 0
    assert load_corpus(tmp_path / "new").ids == ("action-plan-2025",)


def test_standard_input_is_a_plain_text(texts: Path) -> None:
    text = "全球治理倡议\n2023年10月20日\n各国应当加强合作，携手应对风险挑战，共同发展。\n"
    command = [sys.executable, "-m", "policytext", "--texts", str(texts)]
    command += ["add", "-", "--id", "typed", "--yes"]

    assert subprocess.run(command, input=text.encode("gbk"), check=False).returncode == 0
    document = load_corpus(texts)["typed"]
    assert document.metadata.title == "全球治理倡议"
    assert document.metadata.issued == "2023-10-20"
    assert "各国应当" in document.text


@pytest.mark.parametrize(
    ("make", "told", "ending"),
    [
        (lambda: plan_page().encode("gbk"), [], ".html"),
        (lambda: make_mhtml(plan_page(charset="utf-8"), "base64"), [], ".mhtml"),
        (plan_docx, [], ".docx"),
        (lambda: make_epub([plan_html()]), [], ".epub"),
        (lambda: make_pdf([[Words(50, 800, "共")]]), ["--title", "无"], ".pdf"),
        (lambda: f"# {PLAN_TITLE}\n\n各国合作。".encode(), ["--format", "markdown"], ".md"),
        (lambda: f"title,text\n{PLAN_TITLE},共\n".encode(), ["--format", "csv"], ".csv"),
    ],
    ids=["html", "mhtml", "docx", "epub", "pdf", "markdown", "csv"],
)
def test_standard_input_of_any_format_is_told_by_what_it_holds(
    texts: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[], bytes],
    told: list[str],
    ending: str,
) -> None:
    (tmp_path / "piped").write_bytes(make())
    with (tmp_path / "piped").open("rb") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert add(texts, "-", "--id", "piped", "--issued", "2025", *told, "--yes") == 0

    (new,) = set(load_corpus(texts).ids) - {"old"}
    assert load_corpus(texts)[new].metadata.capture_path.endswith(ending)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--id", "old"], 2, "is already in the manifest"),
        (["--extractor", "readabilty"], 2, "Did you mean 'readability'"),
        (["--format", "htm"], 2, "Did you mean 'html'"),
        (["--extractor", "all", "--selector", "p"], 2, "exclude each other"),
        (["--selector", "#nothing"], 3, "selects nothing"),
        (["--encoding", "utf-8"], 3, "Byte"),
        (["--id", "../up"], 2, "id"),
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_is_written(
    texts: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    message: str,
) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(plan_page().encode("gbk"))
    before = snapshot(texts)

    assert add(texts, str(page), "--issued", "2025", *arguments, "--yes") == code
    assert message in capsys.readouterr().err
    assert snapshot(texts) == before


def test_extractors_that_disagree_are_shown_and_asked_about(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "<br>".join(plan_paragraphs())
    page = tmp_path / "table.html"
    page.write_text(
        "<html><body><table><tr><td><a href=/>首页</a></td></tr><tr><td><table>"
        f"<tr><td>{PLAN_TITLE}</td></tr><tr><td>{lines}</td></tr></table></td></tr>"
        "<tr><td>版权所有 全球</td></tr></table></body></html>",
        "utf-8",
    )

    assert add(texts, str(page), "--issued", "2025") == 3
    out = capsys.readouterr().out
    assert "trafilatura keeps" in out
    assert "readability keeps" in out
    chosen = ["--extractor", "readability", "--yes"]
    assert add(texts, str(page), "--issued", "2025", *chosen) == 0
    assert plan_counts(load_corpus(texts)["table"]) == PLAN_COUNTS


def test_a_name_of_80_chinese_characters_is_no_trouble(texts: Path, tmp_path: Path) -> None:
    source = tmp_path / ("长" * 80 + ".txt")
    source.write_bytes((RAW / "action-plan-2025.txt").read_bytes())

    assert add(texts, str(source), "--yes") == 0
    (added,) = (name for name in load_corpus(texts).ids if name != "old")
    assert added == ("chang" * 20)[:64]


@pytest.mark.parametrize("field", ["province", "=广东", "province=", " = "])
def test_a_field_is_a_name_and_a_value(
    texts: Path, capsys: pytest.CaptureFixture[str], field: str
) -> None:
    before = snapshot(texts)

    assert add(texts, str(RAW / "action-plan-2025.txt"), "--field", field, "--yes") == 2
    assert "is not NAME=VALUE" in capsys.readouterr().err
    assert snapshot(texts) == before


def test_fields_of_any_name_are_read_as_they_were_given(texts: Path) -> None:
    fields = {"province": "广东", "no": "yes", "a: b": "1", "on": "#"}
    given = [word for name, value in fields.items() for word in ("--field", f"{name}={value}")]

    assert add(texts, str(RAW / "action-plan-2025.txt"), *given, "--yes") == 0
    assert load_corpus(texts)["action-plan-2025"].metadata.fields == fields


def test_update_records_a_changed_capture_and_every_entry_that_shares_it(texts: Path) -> None:
    new = OLD + "共同发展。"
    (texts / "raw/old.txt").write_text(new, "utf-8")

    assert add(texts, "--update", "old") == 0
    assert load_corpus(texts)["old"].text.endswith(new)
    assert "# the first" in (texts / "manifest.yaml").read_text("utf-8")


def test_update_refuses_while_a_claim_that_held_would_stop_holding(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "new.txt"
    new.write_text(OLD.replace("全球合作", "合作"), "utf-8")
    before = snapshot(texts)

    assert add(texts, str(new), "--update", "old") == 1
    assert "c1" in capsys.readouterr().err
    assert snapshot(texts) == before

    new.write_text(OLD + "各国。", "utf-8")
    assert add(texts, str(new), "--update", "old") == 0
    digest = hashlib.sha256(new.read_bytes()).hexdigest()
    assert (texts / f"raw/old-{digest[:8]}.txt").read_bytes() == new.read_bytes()
    assert (texts / "raw/old.txt").read_bytes() == OLD.encode()  # the old capture stays
    assert load_corpus(texts)["old"].metadata.capture_sha256 == digest
    assert "# as it was taken" in (texts / "manifest.yaml").read_text("utf-8")
    new.write_text(OLD + "各国，世界。", "utf-8")
    assert add(texts, str(new), "--update", "old") == 0
    digest = hashlib.sha256(new.read_bytes()).hexdigest()
    assert load_corpus(texts)["old"].metadata.capture_path == f"raw/old-{digest[:8]}.txt"


def test_update_of_an_unknown_document_names_the_nearest(
    texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(texts, "--update", "olds") == 2
    assert "Did you mean 'old'" in capsys.readouterr().err


def test_a_link_that_leads_out_of_the_folder_is_refused(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (texts / "raw/old.txt").unlink()
    (texts / "raw").rmdir()
    (texts / "raw").symlink_to(outside)

    assert add(texts, str(RAW / "action-plan-2025.txt"), "--yes") == 3
    assert "leads out" in capsys.readouterr().err
    assert list(outside.iterdir()) == []


def test_compare_editions_lists_differences_and_verifies_claims_on_both(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(OLD.replace("全球合作", "世界合作"), "utf-8")
    assert add(texts, str(other), "--title", "旧文", "--issued", "2020", "--yes") == 0
    capsys.readouterr()

    assert run(["--texts", str(texts), "compare-editions", "old", "other"]) == 1
    out = capsys.readouterr().out
    assert "Not the same text: 1 differences in words" in out
    assert "Claim c1 (2) on old: confirmed (2), other: refuted (1)." in out
