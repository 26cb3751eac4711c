"""The rules of the house: what the source may not use, how long things may be, what is pinned."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = sorted((ROOT / "src").rglob("*.py"))
PYTHON = [*SOURCE, *sorted((ROOT / "tests").rglob("*.py")), *(ROOT / "benchmarks").glob("*.py")]
TREES = {path: ast.parse(path.read_text("utf-8"), str(path)) for path in PYTHON}
Function = ast.FunctionDef | ast.AsyncFunctionDef
# What runs or builds more than data from what it is given.
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "yaml"}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "input", "breakpoint"}
FORBIDDEN_METHODS = {"read_pickle", "to_pickle", "unsafe_load", "full_load", "system", "popen"}
# Where inputs and outputs of a run stand; none of them says on which machine it was.
ELSEWHERE = re.compile(r"(?<![\w.])/(?:work|home|root|tmp|Users|private|mnt|var)/|[A-Z]:\\Users")


def nodes(kind: type[ast.AST], paths: list[Path]) -> Iterator[tuple[str, ast.AST]]:
    for path in paths:
        for node in ast.walk(TREES[path]):
            if isinstance(node, kind):
                line = getattr(node, "lineno", 1)
                yield f"{path.relative_to(ROOT).as_posix()}:{line}", node


def functions(paths: list[Path]) -> Iterator[tuple[str, Function]]:
    for place, node in nodes(ast.FunctionDef, paths):
        assert isinstance(node, ast.FunctionDef)
        yield f"{place} {node.name}", node


def body_length(function: Function) -> int:
    first = function.body[0]
    described = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    body = function.body[1:] if described else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_nothing_that_runs_what_it_reads_is_used() -> None:
    found = []
    for place, node in nodes(ast.AST, SOURCE):
        if isinstance(node, ast.Import):
            names = {alias.name.split(".")[0] for alias in node.names}
            found += [(place, name) for name in names & FORBIDDEN_MODULES]
        elif isinstance(node, ast.ImportFrom):
            names = {(node.module or "").split(".")[0]}
            # Of the XML parsers only the one that tells of declarations, so that they are refused.
            allowed = node.module in ("xml.parsers", "xml.etree")
            found += [(place, "xml")] * (names == {"xml"} and not allowed)
            found += [(place, name) for name in names & FORBIDDEN_MODULES]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found += [(place, node.func.id)] * (node.func.id in FORBIDDEN_CALLS)
        elif isinstance(node, ast.Attribute):
            found += [(place, node.attr)] * (node.attr in FORBIDDEN_METHODS)
        elif isinstance(node, ast.keyword):
            shell = node.arg in ("shell", "allow_pickle") and getattr(node.value, "value", True)
            found += [(place, str(node.arg))] * bool(shell)
    assert found == []


def test_element_tree_writes_xml_and_parses_none() -> None:
    users, writing = set(), {"Element", "SubElement", "tostring"}
    for path in SOURCE:
        for node in ast.walk(TREES[path]):
            if isinstance(node, ast.ImportFrom) and node.module == "xml.etree":
                assert [(alias.name, alias.asname) for alias in node.names] == [
                    ("ElementTree", "ET")
                ]
                users.add(path)
            assert getattr(node, "module", "") != "xml.etree.ElementTree", path
    for path in users:
        used = {
            node.attr
            for node in ast.walk(TREES[path])
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "ET"
        }
        assert used <= writing, path
    assert users


def test_every_requirement_is_pinned_with_hashes_and_names_no_host() -> None:
    text = (ROOT / "constraints.txt").read_text("utf-8")
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n", "", text).strip())

    assert len(entries) > 50
    for entry in entries:
        assert re.match(r"[\w.\-\[\],]+==[\w.!+]+( ;[^\n]*)? \\\n", entry), entry[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry[:80]
    assert "://" not in text
    assert not re.search(r"(?m)^\s*(-i|-f|--index|--extra-index|--find-links|--trusted)", text)


def test_every_dependency_is_among_the_pinned_ones() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    groups += project["project"]["optional-dependencies"].values()
    names = {re.split(r"[<>=\[ ;]", each)[0] for group in groups for each in group}
    pinned = set(
        re.findall(r"(?m)^([\w.\-]+)(?:\[[^\]]*\])?==", (ROOT / "constraints.txt").read_text())
    )

    assert names <= pinned


def test_the_set_up_of_both_commands_checks_the_hashes() -> None:
    made = (ROOT / "Makefile").read_text("utf-8")
    installs = [line for line in made.splitlines() if " install " in line]

    assert installs
    assert all("--require-hashes" in line or "-e ." in line for line in installs)


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc", "base", "core"])
def test_no_module_is_called_by_a_name_that_says_nothing(name: str) -> None:
    assert [path for path in PYTHON if path.stem == name] == []


ONE_FILE = "recheck.py"  # it is copied about alone, and cannot be split


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in PYTHON}

    assert {path.name for path, n in lengths.items() if n > 400} == {ONE_FILE}


def test_functions_are_short() -> None:
    lengths = {place: body_length(node) for place, node in functions(SOURCE)}

    assert {place: n for place, n in lengths.items() if n > 60} == {}
    assert median(lengths.values()) <= 10
    assert sorted(lengths.values())[len(lengths) * 9 // 10] <= 35


def test_functions_take_at_most_six_parameters() -> None:
    """A command is another matter: each of its parameters is an option that users asked for."""
    many = {}
    for place, node in functions(SOURCE):
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        names = [each.arg for each in arguments if each.arg not in ("self", "cls")]
        if "/cli/" not in place and len(names) > 6:
            many[place] = len(names)
    assert many == {}


def test_everything_public_says_what_it_does() -> None:
    silent = [path.name for path in SOURCE if not ast.get_docstring(TREES[path])]
    for path in SOURCE:
        classes = [node for node in TREES[path].body if isinstance(node, ast.ClassDef)]
        for owner in (TREES[path], *(each for each in classes if not each.name.startswith("_"))):
            silent += [
                f"{path.name} {node.name}"
                for node in owner.body
                if isinstance(node, ast.ClassDef | ast.FunctionDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ]
    assert silent == []


def test_nothing_committed_names_a_folder_of_a_machine_or_a_registry() -> None:
    hosts = re.compile(
        r"pypi\.org|pythonhosted|npmjs|anaconda\.org/|mirrors?\.[a-z]+\.", re.IGNORECASE
    )
    found = []
    for path in _committed():
        text = path.read_bytes().decode("utf-8", "ignore")
        name = path.relative_to(ROOT).as_posix()
        if path != Path(__file__):
            found += [f"{name}: {hit[0]}" for hit in hosts.finditer(text)]
        if name.split("/")[0] in ("reports", "src", "notebooks", "docs", "README.md", "Makefile"):
            found += [f"{name}: {hit[0]}" for hit in ELSEWHERE.finditer(text)]
    assert found == []


def _committed() -> list[Path]:
    """Return the files of the project that are text, captures aside."""
    endings = {".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".json", ".html", ".csv", ".svg"}
    places = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in ("src", "tests", "reports", "benchmarks", "notebooks", "docs", ".ci", ".github"):
        places += (ROOT / folder).rglob("*")
    places += [*(ROOT / "texts").glob("*.yaml"), *(ROOT / "texts").glob("*/*.yaml")]
    return [p for p in places if p.is_file() and (p.suffix in endings or p.name == "Makefile")]


def test_importing_the_package_loads_nothing_heavy() -> None:
    import subprocess
    import sys

    heavy = {
        "pandas", "sklearn", "matplotlib", "scipy", "jieba", "rjieba", "numpy", "lxml", "pyarrow",
        "opencc", "distributed", "trafilatura", "pydantic", "typer", "rich", "ruamel",
    }  # fmt: skip
    light = heavy - {"pydantic", "ruamel", "typer"}
    for statement, forbidden in (
        ("import policytext", heavy),
        ("import policytext.__main__", heavy),
        ("import policytext.cli", heavy - {"typer", "pydantic"}),
        ("from policytext.cli import run; run(['--help'])", light - {"pydantic"}),
        ("from policytext.cli import run; run(['count', '共'])", light),
        ("from policytext.cli import run; run(['verify'])", light),
        ("from policytext.cli import run; run(['outline', 'action-plan-2025'])", light),
    ):
        code = f"{statement}\nimport sys; print(*sys.modules, file=sys.stderr)"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
        )
        loaded = {name.split(".")[0] for name in done.stderr.split()}

        assert loaded & forbidden == set(), statement


@pytest.mark.parametrize("path", SOURCE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_has_a_test_file_of_its_name_or_names_the_file_that_tests_it(path: Path) -> None:
    inside = path.relative_to(ROOT / "src" / "policytext")
    name = inside.parent.name if path.stem == "__init__" else path.stem.lstrip("_")
    named = re.findall(
        r"(?m)^Tested in (tests/[\w/]+\.py)\.$", ast.get_docstring(TREES[path]) or ""
    )
    # Of a module that lies flat, the test is in the folder of what it is about.
    folder = inside.parent if inside.parent.name else Path("*")
    own = [*(ROOT / "tests").glob(f"{folder}/test_{name}.py")]
    only_imports = path.stem == "__init__" and not any(
        isinstance(node, ast.FunctionDef | ast.ClassDef) for node in TREES[path].body
    )

    # One of the two and not both, so that a line goes when a file of the name comes.
    assert len(named) == (0 if own or only_imports else 1)
    assert all((ROOT / each).exists() for each in named)
