"""The run-time dependencies: each is explained, each is used, and nothing else is imported."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PAGE = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
# Needed although no line of ours imports them: other packages do, or only their data is read.
NOT_IMPORTED = {"brotli", "jieba", "lxml-html-clean"}


def name_of(requirement: str) -> str:
    """Return the normal form of the name in a requirement."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~\[ ;]", requirement)[0]).lower()


DECLARED = {name_of(each) for each in PROJECT["dependencies"]}
EXTRAS = {name_of(each) for extra in PROJECT["optional-dependencies"].values() for each in extra}


def list_imported() -> set[str]:
    """Return the distributions of all imports in the package, those inside functions too."""
    modules: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                modules.add(str(node.module).split(".")[0])
    modules -= {*sys.stdlib_module_names, "policytext"}
    owners = packages_distributions()
    return {name_of(owner) for module in modules for owner in owners.get(module, [module])}


def test_every_dependency_has_a_row_that_says_what_it_is_for() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \|$", PAGE, re.MULTILINE)

    assert [name for name, _ in rows] == sorted(DECLARED)
    assert all(len(purpose.split()) > 2 for _, purpose in rows)


def test_every_extra_is_explained() -> None:
    for extra, requirements in PROJECT["optional-dependencies"].items():
        assert f"`policytext[{extra}]`" in PAGE
        assert all(f"`{name_of(each)}`" in PAGE for each in requirements)


def test_every_import_is_of_a_declared_dependency() -> None:
    assert list_imported() - DECLARED - EXTRAS == set()


def test_every_dependency_is_imported_or_said_to_be_needed_by_another() -> None:
    assert DECLARED - list_imported() == NOT_IMPORTED
