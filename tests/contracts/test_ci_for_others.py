"""What other projects run in their CI: the action, the hook, the line for pytest."""

from __future__ import annotations

import re
import textwrap
import tomllib
from pathlib import Path
from typing import Any

import pytest

from policytext.base.yaml import parse_yaml
from policytext.claims.load import read_source

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
IN_CI = README.partition("\n## In CI\n")[2].partition("\n## ")[0]


def read(name: str) -> Any:
    source = parse_yaml((ROOT / name).read_text(encoding="utf-8"), name)
    source.raise_faults()
    return source.data


def test_the_action_runs_verify_and_takes_inputs_as_variables_only() -> None:
    action = read("action.yml")
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]

    assert action["runs"]["using"] == "composite"
    assert any(re.search(r"verify .*--format github", script) for script in scripts)
    assert not any("${{" in script for script in scripts)


def test_the_last_command_of_the_action_decides_whether_the_build_fails() -> None:
    (*_, last) = read("action.yml")["runs"]["steps"]

    assert last["run"].splitlines()[-1].endswith("--format github")


def test_the_hook_runs_a_command_that_is_there() -> None:
    (hook,) = read(".pre-commit-hooks.yaml")
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]

    command, subcommand = hook["entry"].split()
    assert command in scripts
    assert subcommand == "verify"
    assert hook["pass_filenames"] is False


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "docs/how-to/claims-file.md"])
def test_the_claims_of_a_page_are_claims(name: str) -> None:
    from policytext.claims import CLAIM_KINDS

    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.findall(r"(?ms)^ *```yaml[^\n]*\n( *claims:.*?)^ *```", text)
    assert blocks
    for block in blocks:
        source = parse_yaml(textwrap.dedent(block), name)
        claims = read_source(source, CLAIM_KINDS)
        source.raise_faults()
        assert all(claims)


def test_the_line_for_pytest_holds_here(monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", IN_CI, re.DOTALL)
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    exec(code, names)

    names["test_published_counts_hold"]()


def test_every_kind_of_claim_is_documented() -> None:
    from policytext.claims import CLAIM_KINDS

    formats = (ROOT / "docs" / "reference" / "file-formats.md").read_text(encoding="utf-8")
    example = (ROOT / "docs" / "how-to" / "claims-file.md").read_text(encoding="utf-8")
    assert [kind for kind in CLAIM_KINDS if f"| `{kind}` |" not in formats] == []
    assert [kind for kind in CLAIM_KINDS if f"kind: {kind} " not in example] == []
