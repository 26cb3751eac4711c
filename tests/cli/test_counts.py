"""``count``, ``kwic``, ``segment`` and ``outline`` as a user types them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "policytext", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_count_prints_json_with_its_convention() -> None:
    done = run("count", "全球", "国际", "各国", "跨国", "共", "--document",
               "governance-initiative-2023", "--scope", "body", "--format", "json")  # fmt: skip
    table = json.loads(done.stdout)

    assert [row["count"] for row in table["rows"]] == [5, 7, 8, 1, 16]
    assert table["convention"] == "text/each/body"
    assert table["columns"] == ["document", "term", "count", "per_1000", "unit", "convention"]


def test_count_without_a_document_covers_all() -> None:
    rows = json.loads(run("count", "共", "--format", "json").stdout)["rows"]

    assert len(rows) == 8


def test_count_as_csv_reads_back() -> None:
    done = run("count", "共", "--document", "action-plan-2025", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))

    assert rows[0]["count"] == "29"


def test_an_unknown_document_is_named_with_the_nearest_one_and_exits_2() -> None:
    done = run("count", "共", "--document", "action-plan-2024")

    assert done.returncode == 2
    assert "Did you mean 'action-plan-2025'?" in done.stderr
    assert done.stdout == ""


def test_an_unknown_match_is_named_with_the_known_ones_and_exits_2() -> None:
    done = run("count", "共", "--match", "txt")

    assert done.returncode == 2
    assert "Did you mean 'text'?" in done.stderr


def test_an_empty_term_exits_2() -> None:
    assert run("count", " ").returncode == 2


def test_a_store_counts_the_same_with_any_executor(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text("共商共建。" * (number + 1), "utf-8")
    assert run("index", str(tmp_path)).returncode == 0
    store = ["--store", f"{tmp_path}/.policytext", "--format", "json"]
    serial = run("count", "共", "商共", *store)
    beside = run("count", "共", "商共", *store, "--executor", "processes", "--workers", "2")

    assert [row["count"] for row in json.loads(serial.stdout)["rows"]] == [12, 6]
    assert beside.stdout == serial.stdout


def test_kwic_shows_the_node_between_its_contexts() -> None:
    done = run("kwic", "同球共济", "--document", "action-plan-2025", "--format", "json")
    row = json.loads(done.stdout)["rows"][0]

    assert row["left"].endswith("唯有")
    assert row["node"] == "同球共济"
    assert row["right"].startswith(",我们")


def test_segment_prints_tokens_with_offsets_that_cut_the_text() -> None:
    done = run("segment", "governance-initiative-2023", "--format", "json")
    rows = json.loads(done.stdout)["rows"]

    assert rows[0]["start"] == 0
    assert all(row["end"] - row["start"] >= len(row["token"]) for row in rows)
    assert "人工智能" in {row["token"] for row in rows}


def test_outline_prints_the_thirteen_actions() -> None:
    rows = json.loads(run("outline", "action-plan-2025", "--format", "json").stdout)["rows"]

    assert [row["number"] for row in rows] == list(range(1, 14))


def test_a_missing_texts_folder_is_one_clear_line_and_exits_2() -> None:
    done = run("--texts", "no-such-folder", "count", "共")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no-such-folder/manifest.yaml" in done.stderr


def test_help_and_counts_load_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['policytext'] + sys.argv[1:]\n"
        "from policytext.cli import main\n"
        "try: main()\n"
        "finally: print([m for m in ('pandas', 'sklearn', 'matplotlib', 'scipy', 'jieba')"
        " if m in sys.modules], file=sys.stderr)"
    )
    for arguments in (["--help"], ["count", "共"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr.splitlines()[-1] == "[]", done.stderr
