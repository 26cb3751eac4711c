"""``verify``, ``explain``, ``pin``, ``recheck`` and ``schema`` as a user types them."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from jsonschema import Draft202012Validator, validate
from lxml import etree

from policytext.base.yaml import read_yaml
from policytext.claims import load_claims
from policytext.claims.formats import FINDINGS_FORMATS
from policytext.claims.schemas import findings_schema
from policytext.cli import main
from policytext.segmenters import build_segmenter
from tests.claims.output_schemas import CLAIM_REVIEWS, JUNIT, SARIF
from tests.support.commands import interrupt

ROOT = Path(__file__).resolve().parents[2]
RIGHT = "- {id: right, kind: count, document: doc, terms: [全球], published: '2'}\n"
OTHER = "- {id: other, kind: count, document: doc, terms: [合作], published: '2'}\n"
KNOWN = "- {id: known, kind: length, document: doc, published: '9', expect: refuted}\n"
GONE = "- {id: gone, kind: length, document: gone, published: '9', expect: unverifiable}\n"


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process, from the project's folder."""

    def run(*arguments: str | Path) -> Done:
        monkeypatch.chdir(ROOT)
        monkeypatch.setattr(sys, "argv", ["policytext", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        code = stopped.value.code
        return Done(code if isinstance(code, int) else int(bool(code)), *capsys.readouterr())

    return run


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    for name in ("raw", "claims"):
        (folder / name).mkdir(parents=True)
    data = "全球治理与全球合作。\n".encode()
    (folder / "raw" / "doc.txt").write_bytes(data)
    (folder / "manifest.yaml").write_text(
        "documents:\n- {id: doc, title: 无题, issued: '2025', capture: {path: raw/doc.txt,"
        f" sha256: {hashlib.sha256(data).hexdigest()}}}}}\n",
        encoding="utf-8",
    )
    return folder


def write(texts: Path, claims: str, name: str = "all.yaml") -> Path:
    path = texts / "claims" / name
    path.write_text("claims:\n" + claims if claims else "claims: []\n", encoding="utf-8")
    return path


class TestExitCodes:
    @pytest.mark.parametrize(
        ("claims", "code", "said"),
        [
            (RIGHT + KNOWN + GONE, 0, "3 claims: 1 confirmed, 1 refuted, 1 unverifiable"),
            (RIGHT + OTHER, 1, "does not reproduce under text/each/title+subtitle+body"),
            (RIGHT.replace("terms", "term"), 2, "Did you mean 'terms'?"),
            (RIGHT.replace("document: doc", "document: dog"), 2, "Did you mean 'doc'?"),
            ("", 4, "Nothing was checked: no claims in"),
        ],
    )
    def test_of_a_claims_file(
        self, run: Run, texts: Path, claims: str, code: int, said: str
    ) -> None:
        write(texts, claims)
        done = run("--texts", texts, "verify")

        assert done.returncode == code
        assert said in (done.stdout if code < 2 else done.stderr)
        assert "Traceback" not in done.stderr

    def test_of_a_folder_without_claims(self, run: Run, texts: Path) -> None:
        (texts / "claims").rmdir()

        assert run("--texts", texts, "verify").returncode == 4

    def test_of_a_claims_file_that_is_not_there(self, run: Run, texts: Path) -> None:
        assert run("--texts", texts, "verify", "none.yaml").returncode == 2

    def test_of_a_folder_that_is_not_there(self, run: Run, texts: Path) -> None:
        assert run("--texts", texts / "none", "verify").returncode == 2

    def test_of_a_manifest_with_a_fault(self, run: Run, texts: Path) -> None:
        write(texts, RIGHT)
        (texts / "manifest.yaml").write_text("documents: []\n", encoding="utf-8")

        assert run("--texts", texts, "verify").returncode == 2

    def test_of_an_option_there_is_not(self, run: Run) -> None:
        assert run("verify", "--frmat", "json").returncode == 2
        assert run("verify", "--format", "jsn").returncode == 2

    def test_of_a_capture_that_has_changed(self, run: Run, texts: Path) -> None:
        write(texts, RIGHT)
        (texts / "raw" / "doc.txt").write_text("全球。", encoding="utf-8")
        done = run("--texts", texts, "verify")

        assert done.returncode == 3
        assert "policytext add --update" in done.stderr

    def test_of_a_capture_that_is_not_there(self, run: Run, texts: Path) -> None:
        write(texts, RIGHT)
        (texts / "raw" / "doc.txt").unlink()

        assert run("--texts", texts, "verify").returncode == 3

    @pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    @pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
    def test_of_an_interrupted_run(self, texts: Path, number: int, code: int) -> None:
        pipe, output = texts / "pipe.yaml", texts / "out.txt"
        os.mkfifo(pipe)
        command = ["--texts", str(texts), "verify", str(pipe), "--output", str(output)]
        running = subprocess.Popen([sys.executable, "-m", "policytext", *command])
        writer = os.open(pipe, os.O_WRONLY)  # returns once the file is being read

        assert interrupt(running, number) == code
        os.close(writer)
        assert not output.exists()


def test_findings_are_written_to_a_file_as_a_whole(run: Run, texts: Path, tmp_path: Path) -> None:
    write(texts, RIGHT)
    output = tmp_path / "findings.json"
    done = run("--texts", texts, "verify", "--format", "json", "--evidence", "--output", output)

    assert (done.returncode, done.stdout) == (0, "")
    assert len(json.loads(output.read_text(encoding="utf-8"))["findings"][0]["matches"]) == 2
    assert list(tmp_path.glob(".*")) == []


def test_several_files_are_one_register(run: Run, texts: Path) -> None:
    first, second = write(texts, RIGHT, "a.yaml"), write(texts, KNOWN, "b.yaml")

    assert "2 claims" in run("--texts", texts, "verify", first, second).stdout
    assert "2 claims" in run("--texts", texts, "verify").stdout
    write(texts, RIGHT, "c.yaml")
    done = run("--texts", texts, "verify")
    assert done.returncode == 2
    assert "id 'right' is also at" in done.stderr


def test_recheck_agrees_and_then_finds_a_changed_capture(
    run: Run, texts: Path, tmp_path: Path
) -> None:
    write(texts, RIGHT)
    output = tmp_path / "findings.json"
    run("--texts", texts, "verify", "--format", "json", "--evidence", "--output", output)

    lines = run("recheck", output).stdout.splitlines()
    assert lines[-1] == "2 hits re-checked: all agree."
    assert all(line.startswith("not re-checked: ") for line in lines[:-1])
    moved = texts.rename(tmp_path / "moved")
    assert run("recheck", output).returncode == 3
    assert run("--texts", moved, "recheck", output).returncode == 0
    (moved / "raw" / "doc.txt").write_text("全球治理与环球合作。\n", encoding="utf-8")
    done = run("--texts", moved, "recheck", output)
    assert done.returncode == 1
    assert "the capture has changed" in done.stdout


def test_explain_prints_sentences_and_json(run: Run, texts: Path) -> None:
    write(texts, RIGHT.replace("'2'", "'3'"))
    said = run("--texts", texts, "explain", "right").stdout
    record = json.loads(run("--texts", texts, "explain", "right", "--format", "json").stdout)

    assert "conventions were tried" in said
    assert said.endswith("An explanation never changes a verdict.\n")
    assert record["verdict"] == "refuted"
    assert set(record) >= {"conventions_tried", "distinct_values", "chance_rate", "explained_by"}
    unknown = run("--texts", texts, "explain", "rihgt")
    assert unknown.returncode == 2
    assert "Did you mean 'right'?" in unknown.stderr


def test_explain_of_a_text_that_is_not_held_checks_nothing(run: Run, texts: Path) -> None:
    write(texts, GONE)

    assert run("--texts", texts, "explain", "gone").returncode == 4
    done = run("--texts", texts, "explain", "gone", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (4, {})


@pytest.mark.parametrize("given", ["no files", "an empty list"])
@pytest.mark.parametrize("form", list(FINDINGS_FORMATS))
def test_with_nothing_to_check_every_structured_format_is_whole_and_empty(
    run: Run, texts: Path, tmp_path: Path, form: str, given: str
) -> None:
    if given == "an empty list":
        (texts / "claims" / "all.yaml").write_text("claims: []\n", "utf-8")
    output = tmp_path / "out"
    done = run("--texts", texts, "verify", "--format", form)
    again = run("--texts", texts, "verify", "--format", form, "--evidence", "--output", output)

    assert (done.returncode, again.returncode) == (4, 4)
    assert "Nothing was checked" in done.stderr
    EMPTY[form](done.stdout)
    if form != "text":
        EMPTY[form](output.read_text("utf-8"))


def is_empty_object(text: str) -> None:
    record = json.loads(text)
    validate(record, findings_schema())
    assert record["findings"] == []
    assert set(record["summary"].values()) == {0}


def is_empty_junit(text: str) -> None:
    root = etree.fromstring(text.encode())
    JUNIT.assertValid(root)
    assert {node.get("tests") for node in root.iter("testsuite")} == {"0"}
    assert list(root.iter("testcase")) == []


def is_empty_sarif(text: str) -> None:
    log = json.loads(text)
    validate(log, SARIF)
    assert [run["results"] for run in log["runs"]] == [[]]


def is_empty_claimreview(text: str) -> None:
    graph = json.loads(text)
    validate(graph, CLAIM_REVIEWS)
    assert graph["@graph"] == []


def is_empty_markdown(text: str) -> None:
    first, _, header, rule = text.rstrip("\n").split("\n")
    assert first.startswith("**0 claims: ")
    assert header.count("|") == rule.count("|") == 8


def is_no_annotation(text: str) -> None:
    assert text.startswith("0 claims: ")
    assert "::" not in text


EMPTY: dict[str, Callable[[str], None]] = {
    "text": lambda text: None if text == "" else pytest.fail(text),
    "json": is_empty_object,
    "junit": is_empty_junit,
    "sarif": is_empty_sarif,
    "github": is_no_annotation,
    "md": is_empty_markdown,
    "claimreview": is_empty_claimreview,
}


TOKEN = """- id: block
  kind: count  # a comment that stays
  document: doc
  terms: [全球]
  match: token
  published: "2"
- {id: flow, kind: count, document: doc, terms: [合作], match: token, published: "1"}
- id: named
  kind: count
  document: doc
  terms: [治理]
  match: token
  segmenter: {name: jieba-nohmm}
  published: "1"
- id: nested
  kind: count
  document: doc
  terms: [治理]
  match: "token"
  segmenter:
    name: jieba
  published: "1"
"""


class TestPin:
    def test_records_the_segmenter_of_each_claim_about_tokens_and_nothing_else(
        self, run: Run, texts: Path
    ) -> None:
        path = write(texts, RIGHT + TOKEN)
        before = path.read_text(encoding="utf-8").splitlines()
        done = run("--texts", texts, "pin")

        assert (done.returncode, done.stdout) == (0, "Pinned 4 of 5 claims.\n")
        here = build_segmenter("jieba").fingerprint
        claims = {claim.id: claim for claim in load_claims(path)}
        assert claims["right"].pin is None
        for name in ("block", "flow", "nested"):
            assert claims[name].pin is not None
            assert claims[name].pin.fingerprint == here
        assert claims["named"].pin is not None
        assert claims["named"].pin.fingerprint == build_segmenter("jieba-nohmm").fingerprint
        after = path.read_text(encoding="utf-8").splitlines()
        assert [line for line in before if line not in after] == [
            line for line in before if "flow" in line or "{name: jieba-nohmm}" in line
        ]
        assert run("--texts", texts, "pin").stdout == "Pinned 0 of 5 claims.\n"
        assert run("--texts", texts, "verify").returncode == 0

    def test_refuses_while_a_claim_that_held_would_stop_holding(
        self, run: Run, texts: Path
    ) -> None:
        pinned = (
            "- {id: pinned, kind: count, document: doc, terms: [全球], match: token,"
            " segmenter: {name: jieba, fingerprint: old}, published: '%s'}\n"
        )
        path = write(texts, pinned % 3)
        before = path.read_bytes()
        done = run("--texts", texts, "pin")

        assert done.returncode == 1
        assert "pinned: refuted; does not reproduce" in done.stderr
        assert path.read_bytes() == before
        assert run("--texts", texts, "verify").returncode == 1  # unverifiable under another one
        write(texts, pinned % 2)
        assert run("--texts", texts, "pin").returncode == 0
        assert run("--texts", texts, "verify").returncode == 0


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("manifest", ["texts/manifest.yaml"]),
        ("lexicon", ["texts/lexicons/ai-governance.yaml"]),
        ("claims", ["texts/claims/digest.yaml"]),
        ("report", ["texts/report.yaml"]),
    ],
)
def test_schema_accepts_what_the_program_accepts(run: Run, name: str, files: list[str]) -> None:
    schema = json.loads(run("schema", name).stdout)

    Draft202012Validator.check_schema(schema)
    for file in files:
        validate(read_yaml(ROOT / file).data, schema)


def test_schema_of_claims_refuses_what_the_program_refuses(run: Run, texts: Path) -> None:
    schema = json.loads(run("schema", "claims").stdout)
    for changed in (
        RIGHT.replace("terms", "term"),
        RIGHT.replace("'2'", "2"),
        RIGHT.replace("count", "cuont"),
        RIGHT.replace("kind: count, ", ""),
        RIGHT.replace("[全球]", "[]"),
    ):
        data = read_yaml(write(texts, changed)).data
        assert not Draft202012Validator(schema).is_valid(data), changed


def test_schema_of_findings_describes_what_verify_prints(run: Run, texts: Path) -> None:
    write(texts, RIGHT + KNOWN + GONE)
    printed = run("--texts", texts, "verify", "--format", "json", "--evidence").stdout

    validate(json.loads(printed), json.loads(run("schema", "findings").stdout))


def test_verify_loads_nothing_it_does_not_need(run: Run) -> None:
    code = (
        "import sys\nfrom policytext.cli import build_app\n"
        "build_app('verify')(['verify', '--format', 'json'], standalone_mode=False)\n"
        "heavy = {'pandas', 'numpy', 'sklearn', 'matplotlib', 'jieba', 'rjieba', 'scipy', 'lxml',"
        " 'opencc', 'jinja2', 'junitparser'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stderr.splitlines()[-1] == "[]"
