"""Shell completion: the scripts for the shells, and the completions."""

from __future__ import annotations

import pytest

from policytext.cli import COMPLETION, MODULES
from tests.support.commands import run


def ask(shell: str, typed: str, word: int) -> list[str]:
    done = run(
        env={COMPLETION: f"complete_{shell}", "COMP_WORDS": typed, "COMP_CWORD": str(word)},
    )
    assert done.returncode == 0
    return done.stdout.decode().split()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_script(shell: str) -> None:
    done = run(env={COMPLETION: f"source_{shell}"})

    assert done.returncode == 0
    assert f"{COMPLETION}=complete_{shell}" in done.stdout.decode()


def test_commands_are_completed() -> None:
    assert ask("bash", "policytext comp", 1) == ["compare", "compare-editions"]
    assert set(ask("bash", "policytext ", 1)) == {name for c in MODULES.values() for name in c}


def test_options_and_their_choices_are_completed() -> None:
    assert ask("bash", "policytext count --exec", 2) == ["--executor"]
    assert ask("bash", "policytext count --format ", 3) == ["table", "csv", "json", "md"]
