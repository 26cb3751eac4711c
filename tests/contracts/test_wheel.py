"""The wheel alone: built, installed by pip in an empty environment, and used outside the checkout.

``make wheel`` runs this with the newest pip; ``make audit`` with the oldest that must work, too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from policytext.cli import MODULES
from tests.support.make_captures import PLAN_COUNTS, plan_page

ROOT = Path(__file__).resolve().parents[2]
_BIN = "Scripts" if sys.platform == "win32" else "bin"
NEWEST, OLDEST = "pip", "pip==23.0.1"
# What the installed package must not see of the environment that tests it.
_OF_PYTHON = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")
# Every module but the one that needs an extra: none may need what only developers have.
_IMPORT_ALL = """
import importlib, pkgutil, policytext
for module in pkgutil.walk_packages(policytext.__path__, "policytext."):
    if module.name not in ("policytext.__main__", "policytext.executors.dask"):
        importlib.import_module(module.name)
print(policytext.__file__)
"""


class Installed(NamedTuple):
    """An environment that has nothing but the wheel, and a folder with a copy of the texts."""

    environment: Path
    desk: Path

    def run(self, program: str, *arguments: str | Path) -> str:
        """Return the stdout of a program of the environment; it must end well."""
        done = execute(self.environment / _BIN / program, *arguments, cwd=self.desk)
        assert done.returncode == 0, f"{program} {arguments}: {done.stdout}{done.stderr}"
        return done.stdout


def execute(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in _OF_PYTHON}
    return subprocess.run(
        command, cwd=cwd, env=environment, check=False, capture_output=True, encoding="utf-8"
    )


def build_wheel(folder: Path) -> Path:
    done = execute(
        sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel


def make_environment(folder: Path, pip: str) -> Path:
    """Return the Python of an empty environment with *pip*; skip where no index answers."""
    execute(sys.executable, "-m", "venv", folder, cwd=folder.parent)
    python = folder / _BIN / "python"
    fetch = ("install", "--quiet", "--force-reinstall", "--retries", "1", "--timeout", "20", pip)
    done = execute(python, "-m", "pip", *fetch, cwd=folder.parent)
    if done.returncode:
        pytest.skip(f"no network: {pip} cannot be fetched, so the wheel was not installed")
    return python


def install(desk: Path, pip: str) -> Installed:
    python = make_environment(desk / "environment", pip)
    wheel = build_wheel(desk / "wheel")
    done = execute(python, "-m", "pip", "install", "--quiet", wheel, cwd=desk)
    assert done.returncode == 0, done.stderr
    shutil.copytree(ROOT / "texts", desk / "corpus")
    return Installed(desk / "environment", desk)


@pytest.mark.slow
@pytest.mark.parametrize("pip", [NEWEST, OLDEST])
def test_the_wheel_alone_gives_every_command(
    pip: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    option = "--wheel" if pip == NEWEST else "--audit"
    if not (request.config.getoption(option) or request.config.getoption("--audit")):
        pytest.skip(f"installs the wheel by {pip}, which takes a minute; run with {option}")
    if pip == OLDEST and sys.version_info >= (3, 12):
        pytest.skip(f"{pip} does not run on Python 3.12 or newer")
    assert not tmp_path.is_relative_to(ROOT)
    installed = install(tmp_path, pip)

    assert_every_module_needs_the_wheel_alone(installed)
    assert_help_lists_the_commands(installed)
    assert_report_makes_the_committed_files(installed)
    assert_verify_finds_every_verdict_as_expected(installed)
    assert_readers_find_the_article_of_a_page(installed)


def assert_every_module_needs_the_wheel_alone(installed: Installed) -> None:
    place = Path(installed.run("python", "-c", _IMPORT_ALL).strip())

    assert place.is_relative_to(installed.environment)
    installed.run("python", "-m", "pip", "check")


def assert_help_lists_the_commands(installed: Installed) -> None:
    printed = installed.run("policytext", "--help")

    for names in MODULES.values():
        assert all(f"\n  {name} " in printed for name in names)


def assert_report_makes_the_committed_files(installed: Installed) -> None:
    installed.run("policytext", "report", "corpus")
    made, committed = installed.desk / "reports", ROOT / "reports"

    names = {path.relative_to(committed) for path in committed.rglob("*") if path.is_file()}
    assert {path.relative_to(made) for path in made.rglob("*") if path.is_file()} == names
    # A CSV file is counts alone: no path, and nothing that a newer library draws otherwise.
    tables = [name for name in names if name.suffix == ".csv"]
    assert tables
    for name in tables:
        assert (made / name).read_bytes() == (committed / name).read_bytes(), name


def assert_verify_finds_every_verdict_as_expected(installed: Installed) -> None:
    printed = installed.run("policytext", "--texts", "corpus", "verify", "--format", "junit")

    assert "<testcase" in printed
    assert "<failure" not in printed


def assert_readers_find_the_article_of_a_page(installed: Installed) -> None:
    """Both extractors read it: of 57 links beside the article, each with its words, none counts."""
    page = installed.desk / "page.html"
    page.write_text(plan_page(charset="utf-8"), encoding="utf-8")
    texts = ("--texts", "corpus")
    installed.run("policytext", *texts, "add", page, "--issued", "2025", "--id", "page", "--yes")
    command = ("count", "共", "--document", "page", "--format", "csv")
    (row,) = installed.run("policytext", *texts, *command).splitlines()[1:]

    assert row.split(",")[:3] == ["page", "共", str(PLAN_COUNTS[2])]
