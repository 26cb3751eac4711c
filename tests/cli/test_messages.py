"""Every command with invalid arguments: one clear line, the right exit code, no traceback."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.commands import COMMAND, run, start, without_rights

PLAN, OTHER = "action-plan-2025", "governance-initiative-2023"
LONG = "全" * 86


class Done(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Done]


# Typed, exit code, and what the one line must say: what, where, what next.
WRONG: list[tuple[list[str], int, list[str]]] = [
    (["nosuch"], 2, ["No such command 'nosuch'.", "See 'policytext -h'."]),
    (["cuont", "共"], 2, ["Did you mean 'count'?"]),
    (["--nosuch"], 2, ["No such option: --nosuch.", "See 'policytext -h'."]),
    (["count"], 2, ["Missing argument 'TERM...'.", "See 'policytext count -h'."]),
    (["count", "共", "--bogus"], 2, ["No such option: --bogus.", "See 'policytext count -h'."]),
    (["count", "共", "--format", "xml"], 2, ["'--format'", "'xml' is not one of 'table', 'csv'"]),
    (["count", "共", "--output"], 2, ["'--output' requires an argument", "See"]),
    (["count", ""], 2, ["A term is empty", "give a word"]),
    (["count", " \u3000\u200b"], 2, ["A term is empty", "give a word"]),
    (["count", "\udcff"], 2, [r"Term '\udcff' contains bytes", "type it as UTF-8"]),
    (["count", "共", "--document", "action-plan-2024"], 2, [f"Did you mean '{PLAN}'?", "Known: "]),
    (["count", "共", "--document", LONG], 2, ["Unknown document '全全", "Known: "]),
    (["count", "共", "--document", "a\nb"], 2, [r"Unknown document 'a\nb'"]),
    (["count", "共", "--match", "txt"], 2, ["Unknown match 'txt'. Did you mean 'text'?", "Known:"]),
    (["count", "共", "--match", ""], 2, ["Unknown match ''", "Known:"]),
    (["count", "共", "--overlap", "all"], 2, ["Unknown overlap 'all'", "Known: each, longest"]),
    (["count", "共", "--scope", "titel"], 2, ["Unknown region 'titel'. Did you mean 'title'?"]),
    (["count", "共", "--scope", ","], 2, ["The scope is empty", "name at least one"]),
    (["count", "共", "--output", "gone/a"], 3, ["gone/a: cannot be written", "create the folder"]),
    (["count", "共", "--output", "empty"], 3, ["empty: cannot be written", "name a file"]),
    (["count", "共", "--output", "file/a"], 3, ["file/a: cannot be written", "inside a folder"]),
    (["count", "共", "--output", LONG], 3, ["cannot be written (File name too long)", "shorter"]),
    (["count", "共", "--store", "empty"], 2, ["empty: is not a store", "policytext index"]),
    (["count", "共", "--store", "gone"], 2, ["gone: is not a store", "policytext index"]),
    (["count", "共", "--store", "gone", "--document", "x"], 2, ["--document", "leave out"]),
    (["count", "共", "--executor", "processes"], 2, ["--executor", "--store", "leave them out"]),
    (["count", "共", "--store", "gone"], 2, ["gone: is not a store", "policytext index"]),
    (["count", "共", "--store", "s", "--executor", "proceses"], 2, ["Did you mean 'processes'"]),
    (["kwic", "共", "--window", "-1"], 2, ["'--window'", "greater than or equal to 0"]),
    (["kwic", "共", "--window", "x"], 2, ["'--window'", "See 'policytext kwic -h'."]),
    (["--texts", "gone", "count", "共"], 2, ["gone/manifest.yaml:1:1", "check the path"]),
    (["--texts", "empty", "count", "共"], 2, ["empty: contains no texts", "add FILE --yes"]),
    (["--texts", "file", "count", "共"], 2, ["file/manifest.yaml:1:1", "check the path"]),
    (["--texts", LONG, "count", "共"], 2, ["File name too long", "check the path"]),
    (["--texts", "a\nb", "count", "共"], 2, ["a[U+000A]b/manifest.yaml", "check the path"]),
    (["--texts", "damaged", "count", "共"], 2, ["damaged/manifest.yaml:1:1", "mapping"]),
    (["--texts", "changed", "count", "共"], 3, ["raw/a.txt", "has changed", "add --update"]),
    (["--texts", "lost", "count", "共"], 3, ["raw/a.txt: cannot be read"]),
    (["--texts", "linked", "count", "共"], 3, ["raw/a.txt", "leads out of", "copy the file in"]),
    (["--texts", "climbing", "count", "共"], 2, ["leads out of the texts folder", "inside it"]),
    (["--texts", "broken", "count", "共"], 3, ["raw/a.txt: Byte 3 (0xff)", "Declare"]),
    (["verify", "gone.yaml"], 2, ["gone.yaml:1:1: cannot be read", "check the path"]),
    (["verify", "empty"], 2, ["empty:1:1: cannot be read (Is a directory)", "check the path"]),
    (["verify", "file"], 2, ["file:1:1: must be a mapping", "begin with 'claims:'"]),
    (["verify", "junk"], 2, ["junk:1:1: is not UTF-8 at byte 0", "save the file as UTF-8"]),
    (["verify", "article.txt"], 2, ["article.txt:1:1: must be a mapping"]),
    (["verify", "none.yaml"], 4, ["Nothing was checked", "none.yaml"]),
    (["verify", "a\x1b[31m.yaml"], 2, ["a[U+001B][31m.yaml"]),
    (["verify", "\udcff.yaml"], 2, ["[U+DCFF].yaml:1:1: cannot be read"]),
    (["verify", "--format", "xml"], 2, ["Unknown format of findings 'xml'", "Known: text, json"]),
    (["--texts", "bare", "verify"], 4, ["Nothing was checked", "bare/claims"]),
    (["--texts", "gone", "verify"], 2, ["gone/manifest.yaml", "check the path"]),
    (["explain"], 2, ["Missing argument 'ID'", "See 'policytext explain -h'."]),
    (["explain", "plan-comon"], 2, ["Unknown claim 'plan-comon'. Did you mean 'plan-common'?"]),
    (["explain", "plan-common", "gone.yaml"], 2, ["gone.yaml:1:1: cannot be read"]),
    (["schema", "claim"], 2, ["Unknown schema 'claim'. Did you mean 'claims'?", "Known: "]),
    (["recheck", "gone"], 3, ["gone' cannot be re-checked", "No such file"]),
    (["recheck", "empty"], 3, ["empty' cannot be re-checked", "directory"]),
    (["recheck", "file"], 3, ["file' cannot be re-checked"]),
    (["recheck", "junk"], 3, ["junk' cannot be re-checked"]),
    (["recheck", "array.json"], 3, ["array.json' cannot be re-checked"]),
    (["report", "--lang", "fr"], 2, ["Unknown language 'fr'", "Known: zh, en"]),
    (["index", "gone"], 3, ["gone: cannot be read", "check the path"]),
    (["index", "file"], 3, ["file: cannot be read (Not a directory)", "check the path"]),
    (["index", "empty"], 2, ["empty: no file to index", "name a folder of texts"]),
    (
        ["index", "corpus", "--segmenter", "jiebe"],
        2,
        ["Unknown segmenter", "Did you mean 'jieba'?"],
    ),
    (["index", "corpus", "--executor", "cloud"], 2, ["Unknown executor 'cloud'", "Known: serial"]),
    (["index", "corpus", "--workers", "0"], 2, ["'--workers'", "greater than or equal to 1"]),
    (["index", "corpus", "--store", "file"], 3, ["file", "cannot be"]),
    (["find-claims", "gone"], 3, ["gone: cannot be read", "check the path"]),
    (["check", "gone"], 3, ["gone: cannot be read", "check the path"]),
    (["check", "empty"], 3, ["empty: cannot be read (Is a directory)", "check the path"]),
    (["check", "junk"], 3, ["junk: Byte", "capture the text again"]),
    (["keywords"], 2, ["Missing option '--target'", "See 'policytext keywords -h'."]),
    (["keywords", "--target", "x"], 2, ["Unknown document 'x'", "Known: "]),
    (["keywords", "--target", PLAN, "--reference", PLAN], 2, ["in the target and in the ref"]),
    (["keywords", "--target", PLAN, "--measure", "g2"], 2, ["Unknown keyness measure", "Known:"]),
    (["keywords", "--target", PLAN, "--correction", "x"], 2, ["Unknown correction 'x'", "Known:"]),
    (["tfidf", "--weighting", "x"], 2, ["Unknown weighting 'x'", "Known: "]),
    (["tfidf", "--segmenter", "x"], 2, ["Unknown segmenter 'x'", "Known: "]),
    (["tfidf", "--top", "0"], 2, ["'--top'", "greater than or equal to 1"]),
    (["ngrams", "0"], 2, ["greater than or equal to 1", "See 'policytext ngrams -h'."]),
    (["ngrams", "two"], 2, ["See 'policytext ngrams -h'."]),
    (["similarity", "--measure", "x"], 2, ["Unknown similarity measure 'x'", "Known: "]),
    (["collocates", " "], 2, ["A term is empty", "give a word"]),
    (["collocates", "共", "--measure", "x"], 2, ["Unknown association measure 'x'", "Known: "]),
    (["dispersion", "共", "--parts", "x"], 2, ["Unknown kind of part 'x'", "Known: "]),
    (["dispersion", "共", "--measure", "x"], 2, ["Unknown dispersion measure 'x'", "Known: "]),
    (["families", "--lexicon", "x"], 2, ["Unknown lexicon 'x'", "Known: ai-governance"]),
    (["--texts", "bare", "families"], 2, ["one lexicon is needed, and there is none"]),
    (["trends", "--by", "x"], 2, ["Unknown grouping 'x'", "Known: year"]),
    (["compare", PLAN, PLAN], 2, ["compared with itself", "name two documents"]),
    (["compare", PLAN], 2, ["Missing argument", "See 'policytext compare -h'."]),
    (["revision", PLAN, "x"], 2, ["Unknown document 'x'", "Known: "]),
    (["phrases", PLAN, OTHER, "--min-length", "1"], 2, ["greater than or equal to 2"]),
    (["segment", "x"], 2, ["Unknown document 'x'", "Known: "]),
    (["segment", PLAN, "--segmenter", "x"], 2, ["Unknown segmenter 'x'", "Known: "]),
    (["outline", "x"], 2, ["Unknown document 'x'", "Known: "]),
    (["outline", PLAN, "x"], 2, ["Got unexpected extra argument", "See 'policytext outline -h'."]),
]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    WRONG,
    ids=lambda v: " ".join(map(str, v)) if isinstance(v, list) else str(v),
)
def test_a_mistake_is_one_clear_line_on_stderr(
    typed: Run, arguments: list[str], code: int, says: list[str]
) -> None:
    done = typed(arguments)

    assert (done.code, done.out) == (code, "")
    assert done.err.endswith("\n")
    assert done.err.count("\n") == 1
    assert all(part in done.err for part in says), done.err
    assert len(done.err) < 800
    assert not any(sign in done.err for sign in ("Traceback", "Value error", "\x1b"))


def test_what_may_not_be_read_or_written_is_named(desk: Path, tmp_path: Path) -> None:
    before = without_rights()
    texts = tmp_path / "texts"
    shutil.copytree(desk / "texts", texts)
    article = tmp_path / "article.txt"
    article.write_text("x")
    locked = tmp_path / "locked"
    locked.mkdir()
    (locked / "old.csv").write_text("old")
    for path, mode in (
        (texts / "raw" / f"{PLAN}.txt", 0),
        (texts / "claims" / "digest.yaml", 0),
        (article, 0),
        (locked, 0o555),
    ):
        path.chmod(mode)
    for arguments, code, says in (
        (["count", "共", "--document", PLAN], 3, "raw/action-plan-2025.txt: cannot be read"),
        (["verify"], 2, "digest.yaml:1:1: cannot be read (Permission denied)"),
        (["check", article], 3, "article.txt: cannot be read (Permission denied)"),
        (["count", "共", "--document", OTHER, "--output", locked / "old.csv"], 3, "may write to"),
        (["count", "共", "--document", OTHER, "--output", locked / "new.csv"], 3, "may write to"),
    ):
        done = run("--texts", texts, *arguments, before=before)

        assert (done.returncode, done.stdout) == (code, b"")
        assert done.stderr.decode().count("\n") == 1
        assert says in done.stderr.decode()
    assert [path.name for path in locked.iterdir()] == ["old.csv"]
    assert (locked / "old.csv").read_text() == "old"
    locked.chmod(0o755)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [["count", "共"], ["verify"], ["--help"]], ids=" ".join)
def test_a_result_that_could_not_be_printed_is_no_success(desk: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], cwd=desk, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 3
    assert done.stderr.decode().count("\n") == 1
    assert "No space left on device" in done.stderr.decode()


def test_a_reader_who_goes_away_is_no_fault_and_changes_no_verdict(desk: Path) -> None:
    (desk / "wrong.yaml").write_text(
        f"claims:\n- {{id: w, kind: length, document: {PLAN}, published: '1'}}\n"
    )
    for arguments, code in ((["kwic", "的"], 0), (["verify"], 0), (["verify", "wrong.yaml"], 1)):
        process = start(*arguments, cwd=desk)
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()

        assert process.wait(timeout=60) == code
        assert process.stderr.read() == b""
        process.stderr.close()
