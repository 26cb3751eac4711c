"""The same inputs are the same bytes: over hash seeds, locales, time zones, folders, processes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.commands import ROOT, run

PLAN, OTHER = "action-plan-2025", "governance-initiative-2023"
COMMANDS = [
    ["verify", "--format", "json", "--evidence"],
    ["verify", "--format", "sarif"],
    ["explain", "plan-common", "--format", "json"],
    ["count", "共", "全球", "--format", "csv"],
    ["kwic", "全球", "--format", "json"],
    ["families", "--format", "json"],
    ["compare", PLAN, OTHER, "--format", "json"],
    ["dispersion", "共", "全球", "--format", "json"],
    ["trends", "--format", "json"],
    ["revision", PLAN, OTHER, "--format", "json"],
    ["phrases", PLAN, OTHER, "--format", "json"],
    ["tfidf", "--format", "json"],
    ["keywords", "--target", PLAN, "--format", "json"],
    ["collocates", "全球", "--format", "json"],
    ["similarity", "--format", "json"],
    ["ngrams", "--format", "md"],
    ["diversity", "--format", "table"],
    ["find-claims", "texts/raw/digest-2025-2026.txt", "--format", "json"],
    ["check", "texts/raw/digest-2025-2026.txt", "--format", "json"],
    ["index", "texts/raw", "--store", "store", "--format", "json"],
    ["outline", PLAN],
    ["segment", OTHER, "--format", "csv"],
    ["schema", "claims"],
]
# Runs every command in one process, for loading the libraries takes most of the time.
DRIVER = """
import json, sys
from policytext.cli import run
for number, arguments in enumerate(json.loads(sys.argv[1])):
    code = run([*arguments, "--output", f"{number:02}.out"])
    assert code in (0, 1), (arguments, code)
sys.exit(run(["report", "--out", "reports"]))
"""
# What a folder lists first is no order; here it is the reverse of what tests have elsewhere.
REVERSED = """
import os
real_scandir, real_listdir = os.scandir, os.listdir
class Reversed:
    def __init__(self, path): self.entries = sorted(real_scandir(path), key=lambda e: e.name)[::-1]
    def __iter__(self): return iter(self.entries)
    def __next__(self): return self.entries.pop(0)
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass
os.scandir = lambda path=".": Reversed(path)
os.listdir = lambda path=".": sorted(real_listdir(path))[::-1]
"""
PLAIN = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC", "OMP_NUM_THREADS": "1"}
OTHERS = {
    "all of it at once": {
        "PYTHONHASHSEED": "4242", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
        "TZ": "America/St_Johns", "OMP_NUM_THREADS": "4", "reversed": "yes", "NO_COLOR": "1",
        "PYTHONIOENCODING": "ascii", "COLUMNS": "20", "PYTHONWARNINGS": "ignore",
    },
    "hash seed 1": {"PYTHONHASHSEED": "1"},
    "hash seed random": {"PYTHONHASHSEED": "random"},
    "locale C": {"LC_ALL": "C"},
    "locale C without UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "locale POSIX": {"LC_ALL": "POSIX"},
    "a locale there is not": {"LC_ALL": "zh_CN.GBK"},
    "time zone of Shanghai": {"TZ": "Asia/Shanghai"},
    "two threads": {"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"},
    "folders listed in reverse": {"reversed": "yes"},
}  # fmt: skip


def make_all(place: Path, environment: Mapping[str, str]) -> dict[str, bytes]:
    """Run everything in a copy of the texts at *place*; return the outputs by name."""
    shutil.copytree(ROOT / "texts", place / "texts")
    variables = {**os.environ, **PLAIN, **environment}
    if variables.pop("reversed", ""):
        (place / "site").mkdir()
        (place / "site" / "sitecustomize.py").write_text(REVERSED)
        variables["PYTHONPATH"] = os.pathsep.join(
            filter(None, (str(place / "site"), variables.get("PYTHONPATH")))
        )
    # One argument that is ASCII: what a locale makes of others is another matter.
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, json.dumps(COMMANDS)],
        cwd=place, env=variables, check=False, capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    outputs = [*place.glob("*.out"), *(p for p in (place / "reports").rglob("*") if p.is_file())]
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in outputs}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return make_all(tmp_path_factory.mktemp("plain"), {})


def test_the_same_inputs_are_the_same_bytes(
    audit: bool, plain: dict[str, bytes], tmp_path: Path
) -> None:
    """All differences at once; each by itself in ``make audit``."""
    assert len(plain) > len(COMMANDS) + 20
    for number, name in enumerate(OTHERS if audit else [next(iter(OTHERS))]):
        made = make_all(tmp_path / f"别处 another folder {number}", OTHERS[name])

        assert sorted(made) == sorted(plain)
        assert [file for file in made if made[file] != plain[file]] == [], name


def test_the_folder_may_be_named_from_anywhere(tmp_path: Path) -> None:
    """What a file is called in an output is as the user called it, the rest is the same."""
    shutil.copytree(ROOT / "texts", tmp_path / "texts")
    inner = tmp_path / "a"
    inner.mkdir()
    said = []
    for texts, cwd in (("texts", tmp_path), ("../texts", inner), (tmp_path / "texts", ROOT)):
        done = run("--texts", texts, "verify", "--format", "json", "--evidence", cwd=cwd)
        named = json.dumps(str(texts))[1:-1].encode()
        record = json.loads(done.stdout.replace(named, b"texts"))
        said.append({name: record[name] for name in record if name != "sha256"})

    assert said[0] == said[1] == said[2]


def test_no_output_names_a_folder_of_this_machine(plain: dict[str, bytes]) -> None:
    here = [str(path).encode() for path in (ROOT, Path.home(), Path(sys.prefix))]

    for name, content in plain.items():
        assert not any(path in content for path in here if len(path) > 3), name
