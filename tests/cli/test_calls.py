"""Every command with valid arguments, and with unlikely names."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from policytext import __version__
from policytext.cli import MODULES, build_app, list_commands
from tests.support.commands import run

PLAN, OTHER = "action-plan-2025", "governance-initiative-2023"
ODD_NAMES = {
    "Chinese": "没有这个",
    "a space": "no such name",
    "a line break": "no\nsuch",
    "an escape": "no\x1b[31msuch",
    "86 characters": "全" * 86,
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
    "damage": ["damage"],
    "report": ["report", "--check", "--out", "file"],
    "index": ["index", "corpus"],
    "verify": ["verify"],
    "add": ["add", "article.txt", "--title", "文章", "--issued", "2025", "--id", "art"],
    "compare-editions": ["compare-editions", PLAN, PLAN],
}


class Done(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Done]


def test_every_command_has_a_right_call_here() -> None:
    assert set(RIGHT) == {command.name or "" for command in build_app().registered_commands}


def test_each_module_registers_the_commands_the_table_says_it_has() -> None:
    for commands in MODULES.values():
        registered = build_app(next(iter(commands))).registered_commands
        assert [command.name for command in registered] == list(commands)


def test_the_list_of_commands_is_what_the_commands_say_of_themselves() -> None:
    full = CliRunner().invoke(build_app(), ["--help"]).output

    assert CliRunner().invoke(list_commands(), ["--help"]).output == full
    for command in build_app().registered_commands:
        listed = {k: v for commands in MODULES.values() for k, v in commands.items()}
        said = inspect.getdoc(command.callback) or ""
        assert listed[command.name or ""] == said.split("\n\n")[0].replace("\n", " ")


@pytest.mark.parametrize("name", [name for name in RIGHT if name != "report"])
def test_a_right_call_prints_its_result_on_stdout_and_nothing_else(
    typed: Run, desk: Path, name: str
) -> None:
    if name == "recheck":
        findings = typed(["verify", "--format", "json", "--evidence"]).out
        (desk / "findings.json").write_text(findings, encoding="utf-8")
    done = typed(RIGHT[name])

    reminder = "Nothing was written; use --yes to write it.\n" if name == "add" else ""
    assert (done.code, done.err) == (0, reminder)
    assert done.out.strip()


@pytest.mark.parametrize("name", [name for name in RIGHT if name not in ("report", "pin", "add")])
@pytest.mark.parametrize("odd", ODD_NAMES.values(), ids=ODD_NAMES)
def test_whatever_is_named_there_is_no_traceback(typed: Run, name: str, odd: str) -> None:
    """Replace each argument of each command in turn by an unlikely value."""
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
        assert (desk / name).read_text("utf-8").startswith("document,term,count,per_1000,")
        (desk / name).unlink()


def test_what_a_table_for_people_shows_does_not_act_on_the_terminal(typed: Run) -> None:
    term = "共\x1b[31m\n\u202e|<b>"
    done = typed(["count", term, "--document", PLAN])
    as_markdown = typed(["count", term, "--document", PLAN, "--format", "md"])

    assert "共[U+001B][31m[U+000A][U+202E]|<b>" in done.out
    assert r"共\[U+001B\]\[31m \[U+202E\]\|\<b\>" in as_markdown.out


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
    assert typed(["--version"]) == (0, f"policytext {__version__}\n", "")


def test_the_module_is_the_same_command(desk: Path) -> None:
    done = run("count", "共", "--document", PLAN, "--format", "csv", cwd=desk)

    assert done.returncode == 0
    assert done.stdout.decode().splitlines()[1].startswith(f"{PLAN},共,29,")
    assert done.stderr == b""


def test_a_pipe_gets_neither_colour_nor_progress(desk: Path) -> None:
    """The output does not depend on the terminal settings of the environment."""
    plain = run("segment", PLAN, cwd=desk)
    for variable in ("FORCE_COLOR", "NO_COLOR", "CLICOLOR_FORCE"):
        done = run("segment", PLAN, cwd=desk, env={variable: "1", "TERM": "xterm-256color"})

        assert (done.stdout, done.stderr) == (plain.stdout, b"")
    assert b"\x1b" not in plain.stdout
