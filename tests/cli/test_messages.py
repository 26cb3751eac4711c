"""Every command typed rightly and wrongly: one clear line, the right exit code, no traceback."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from policytext.cli import app
from policytext.cli import run as run_here
from tests.commands import ROOT, run, without_rights

PLAN, OTHER = "action-plan-2025", "governance-initiative-2023"
LONG = "全" * 86
ODD_NAMES = {
    "Chinese": "没有这个",
    "a space": "no such name",
    "a line break": "no\nsuch",
    "an escape": "no\x1b[31msuch",
    "86 characters": LONG,
    "bytes that are no text": "no\udcffsuch",
    "nothing": "",
    "a dot": ".",
    "another folder": "../..",
    "the root": "/",
    "a percent sign": "100%s{}",
}
# A right call of each command; what stands for a name, a file or a folder is in capitals there.
RIGHT = {
    "tfidf": ["tfidf", "--top", "2"],
    "keywords": ["keywords", "--target", PLAN, "--top", "2"],
    "collocates": ["collocates", "共", "--top", "2"],
    "similarity": ["similarity"],
    "ngrams": ["ngrams", "2", "--top", "2"],
    "diversity": ["diversity", "--document", PLAN],
    "explain": ["explain", "plan-common"],
    "pin": ["pin"],
    "recheck": ["recheck", "findings.json"],
    "schema": ["schema", "claims"],
    "count": ["count", "共"],
    "kwic": ["kwic", "共", "--document", PLAN],
    "families": ["families"],
    "compare": ["compare", PLAN, OTHER],
    "dispersion": ["dispersion", "共"],
    "trends": ["trends"],
    "revision": ["revision", PLAN, OTHER],
    "phrases": ["phrases", PLAN, OTHER],
    "find-claims": ["find-claims", "article.txt"],
    "check": ["check", "article.txt"],
    "segment": ["segment", PLAN],
    "outline": ["outline", PLAN],
    "report": ["report", "--check", "--out", "file"],
    "index": ["index", "corpus"],
    "verify": ["verify"],
    "add": ["add", "article.txt", "--title", "文章", "--issued", "2025", "--id", "art"],
    "compare-editions": ["compare-editions", PLAN, PLAN],
}
# Typed, exit code, and what the one line must say: what, where, what next.
WRONG: list[tuple[list[str], int, list[str]]] = [
    (["nosuch"], 2, ["No such command 'nosuch'.", "See 'policytext -h'."]),
    (["cuont", "共"], 2, ["Did you mean 'count'?"]),
    (["--nosuch"], 2, ["No such option: --nosuch.", "See 'policytext -h'."]),
    (["count"], 2, ["Missing argument 'TERM...'.", "See 'policytext count -h'."]),
    (["count", "共", "--bogus"], 2, ["No such option: --bogus.", "See 'policytext count -h'."]),
    (["count", "共", "--format", "xml"], 2, ["'--format'", "'xml' is not one of 'table', 'csv'"]),
    (["count", "共", "--output"], 2, ["'--output' requires an argument", "See"]),
    (["count", ""], 2, ["A term is empty", "name a word"]),
    (["count", " \u3000\u200b"], 2, ["A term is empty", "name a word"]),
    (["count", "\udcff"], 2, [r"Term '\udcff' holds bytes", "type it as UTF-8"]),
    (["count", "共", "--document", "action-plan-2024"], 2, [f"Did you mean '{PLAN}'?", "Known: "]),
    (["count", "共", "--document", LONG], 2, ["Unknown document '全全", "Known: "]),
    (["count", "共", "--document", "a\nb"], 2, [r"Unknown document 'a\nb'"]),
    (["count", "共", "--match", "txt"], 2, ["Unknown match 'txt'. Did you mean 'text'?", "Known:"]),
    (["count", "共", "--match", ""], 2, ["Unknown match ''", "Known:"]),
    (["count", "共", "--overlap", "all"], 2, ["Unknown overlap 'all'", "Known: each, longest"]),
    (["count", "共", "--scope", "titel"], 2, ["Unknown region 'titel'. Did you mean 'title'?"]),
    (["count", "共", "--scope", ","], 2, ["The scope is empty", "name at least one"]),
    (["count", "共", "--output", "gone/a"], 3, ["gone/a: cannot be written", "make the folder"]),
    (["count", "共", "--output", "empty"], 3, ["empty: cannot be written", "name a file"]),
    (["count", "共", "--output", "file/a"], 3, ["file/a: cannot be written", "inside a folder"]),
    (["count", "共", "--output", LONG], 3, ["cannot be written (File name too long)", "shorter"]),
    (["count", "共", "--store", "empty"], 2, ["empty: no store there", "policytext index"]),
    (["count", "共", "--store", "gone"], 2, ["gone: no store there", "policytext index"]),
    (["count", "共", "--store", "gone", "--document", "x"], 2, ["--document", "leave out"]),
    (["kwic", "共", "--window", "-1"], 2, ["'--window'", "greater than or equal to 0"]),
    (["kwic", "共", "--window", "x"], 2, ["'--window'", "See 'policytext kwic -h'."]),
    (["--texts", "gone", "count", "共"], 2, ["gone/manifest.yaml:1:1", "check the path"]),
    (["--texts", "empty", "count", "共"], 2, ["empty/manifest.yaml:1:1", "check the path"]),
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
    (["check", "junk"], 3, ["junk: Byte", "capture the text anew"]),
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
    (["collocates", " "], 2, ["A term is empty", "name a word"]),
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
    """A folder with the shipped texts, and with everything a user may name by mistake."""
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
    import hashlib

    (folder / "raw").mkdir(parents=True)
    digest = digest or hashlib.sha256(data or b"").hexdigest()
    (folder / "manifest.yaml").write_text(MANIFEST.format(path=path, digest=f"'{digest}'"))
    if data is not None:
        (folder / "raw" / "a.txt").write_bytes(data)


@pytest.fixture
def typed(desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command at the desk, in this process."""

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


def test_every_command_has_a_right_call_here() -> None:
    assert set(RIGHT) == {command.name or "" for command in app.registered_commands}


@pytest.mark.parametrize("name", [name for name in RIGHT if name != "report"])
def test_a_right_call_prints_its_result_on_stdout_and_nothing_else(
    typed: Run, desk: Path, name: str
) -> None:
    if name == "recheck":
        findings = typed(["verify", "--format", "json", "--evidence"]).out
        (desk / "findings.json").write_text(findings, encoding="utf-8")
    done = typed(RIGHT[name])

    reminder = "Nothing is written yet: --yes writes it.\n" if name == "add" else ""
    assert (done.code, done.err) == (0, reminder)
    assert done.out.strip()


@pytest.mark.parametrize("name", [name for name in RIGHT if name not in ("report", "pin", "add")])
@pytest.mark.parametrize("odd", ODD_NAMES.values(), ids=ODD_NAMES)
def test_whatever_is_named_there_is_no_traceback(typed: Run, name: str, odd: str) -> None:
    """Each argument of each command in turn is something a user would hardly mean."""
    if name == "index" and odd in ("/", "../..", ".", ""):
        return  # folders that would be indexed indeed
    for place in range(1, len(RIGHT[name])):
        if RIGHT[name][place].startswith("--"):
            continue
        done = typed([*RIGHT[name][:place], odd, *RIGHT[name][place + 1 :]])

        assert done.code in (0, 2, 3, 4)
        assert (done.code == 0) == (done.err == "")
        assert done.err.count("\n") <= 1
        assert not set(done.err) & {"\x1b", "\r"}
        assert done.code in (0, 4) or done.out == ""


@pytest.mark.parametrize("name", ["count", "kwic", "tfidf", "outline"])
def test_the_last_of_a_flag_given_twice_counts(typed: Run, name: str) -> None:
    once = typed([*RIGHT[name], "--format", "json"])

    assert typed([*RIGHT[name], "--format", "csv", "--format", "json"]) == once


@pytest.mark.parametrize(
    "arguments",
    [
        ["count", "共", "--document", PLAN],
        ["tfidf", "--document", PLAN],
        ["keywords", "--target", PLAN],
        ["keywords", "--target", PLAN, "--reference", OTHER],
    ],
    ids=" ".join,
)
def test_a_document_named_twice_counts_once(typed: Run, arguments: list[str]) -> None:
    assert typed([*arguments, *arguments[-2:]]) == typed(arguments)


def test_files_are_named_as_the_user_likes(typed: Run, desk: Path) -> None:
    for name in ("有 空格.csv", "a\nb.csv", "全" * 80 + ".csv", "-.csv"):
        done = typed(["count", "共", "--format", "csv", f"--output={name}"])

        assert done == (0, "", "")
        assert (desk / name).read_text("utf-8").startswith("document,term,count,per_1000\n")
        (desk / name).unlink()


def test_what_a_table_for_people_shows_does_not_act_on_the_terminal(typed: Run) -> None:
    term = "共\x1b[31m\n\u202e|<b>"
    done = typed(["count", term, "--document", PLAN])
    as_markdown = typed(["count", term, "--document", PLAN, "--format", "md"])

    assert "共[U+001B][31m[U+000A][U+202E]|<b>" in done.out
    assert r"共\[U+001B\]\[31m\[U+000A\]\[U+202E\]\|\<b\>" in as_markdown.out


def test_help_is_the_same_under_both_names_and_on_no_argument(typed: Run) -> None:
    done = typed(["--help"])

    assert done == typed(["-h"])
    assert (done.code, done.err) == (0, "")
    assert all(f"  {name} " in done.out for name in RIGHT)
    assert typed([]) == (2, "", done.out)


@pytest.mark.parametrize("name", RIGHT)
def test_every_command_explains_itself(typed: Run, name: str) -> None:
    done = typed([name, "--help"])

    assert done == typed([name, "-h"])
    assert done.code == 0
    assert done.out.startswith(f"Usage: policytext {name} ")


def test_the_version_is_the_installed_one(typed: Run) -> None:
    from policytext import __version__

    assert typed(["--version"]) == (0, f"policytext {__version__}\n", "")


def test_the_module_is_the_same_command(desk: Path) -> None:
    done = run("count", "共", "--document", PLAN, "--format", "csv", cwd=desk)

    assert done.returncode == 0
    assert done.stdout.decode().splitlines()[1].startswith(f"{PLAN},共,29,")
    assert done.stderr == b""


def test_a_pipe_gets_neither_colour_nor_progress(desk: Path) -> None:
    """Whatever the environment says of terminals."""
    plain = run("segment", PLAN, cwd=desk)
    for variable in ("FORCE_COLOR", "NO_COLOR", "CLICOLOR_FORCE"):
        done = run("segment", PLAN, cwd=desk, env={variable: "1", "TERM": "xterm-256color"})

        assert (done.stdout, done.stderr) == (plain.stdout, b"")
    assert b"\x1b" not in plain.stdout


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
    import subprocess

    from tests.commands import COMMAND

    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], cwd=desk, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 3
    assert done.stderr.decode().count("\n") == 1
    assert "No space left on device" in done.stderr.decode()


def test_a_reader_who_goes_away_is_no_fault_and_changes_no_verdict(desk: Path) -> None:
    from tests.commands import start

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
