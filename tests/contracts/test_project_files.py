"""The files for those who use or change the project: READMEs, contributing, citation, forms."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import policytext as pt
from policytext.base.yaml import parse_yaml
from tests.support.examples import pages

ROOT = Path(__file__).resolve().parents[2]


def read(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def test_the_readme_has_at_most_160_lines() -> None:
    assert len(read("README.md").splitlines()) <= 160


def test_both_readmes_show_the_same_commands() -> None:
    def commands(name: str) -> list[str]:
        return re.findall(r"(?m)^\$ (.+)$", read(name))

    assert commands("README.md") == commands("README.zh.md") != []


def test_every_target_the_pages_name_is_in_the_makefile() -> None:
    targets = set(re.findall(r"(?m)^([a-z-]+):", read("Makefile")))
    named = {
        target
        for path in pages()
        for target in re.findall(r"(?:`|^)make ([a-z-]+)", path.read_text("utf-8"), re.MULTILINE)
    }

    assert named >= {"report", "test", "docs", "lint"}
    assert named <= targets


def test_the_files_and_tables_that_contributing_names_exist() -> None:
    text = read("CONTRIBUTING.md")
    source = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    files = [name for name in re.findall(r"`([\w/]+\.(?:py|yaml|md))`", text) if "NAME" not in name]
    tables = re.findall(r"`(_?[A-Z]+(?:_[A-Z]+)*)` (?:in|at)", text)

    places = (ROOT, ROOT / "src" / "policytext")
    assert [f for f in files if not any((place / f).exists() for place in places)] == []
    assert len(tables) >= 9
    assert [t for t in tables if not re.search(rf"(?m)^{t}\b.* = ", source)] == []


# The fields of the citation file that are used, as its format (version 1.2.0) defines them.
CITATION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["cff-version", "message", "title", "authors"],
    "properties": {
        "cff-version": {"const": "1.2.0"},
        "message": {"type": "string", "minLength": 1},
        "type": {"enum": ["software", "dataset"]},
        "title": {"type": "string", "minLength": 1},
        "abstract": {"type": "string", "minLength": 1},
        "version": {"type": "string", "minLength": 1},
        "license": {"const": "MIT"},
        "keywords": {"type": "array", "uniqueItems": True, "items": {"type": "string"}},
        "authors": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["name"],
                "properties": {"name": {"type": "string", "minLength": 1}},
            },
        },
    },
}


def parse(name: str) -> Any:
    source = parse_yaml(read(name), name)
    source.raise_faults()
    return source.data


def test_the_citation_is_valid_and_agrees_with_the_package() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    citation = parse("CITATION.cff")

    jsonschema.validate(citation, CITATION)
    assert citation["version"] == project["version"] == pt.__version__
    assert citation["abstract"] == project["description"]
    assert [author["name"] for author in citation["authors"]] == [
        author["name"] for author in project["authors"]
    ]


FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))


def test_there_is_a_form_for_each_kind_of_report() -> None:
    assert {path.stem for path in FORMS} == {
        "config", "wrong-count", "unreadable-document", "misread-claim", "feature",
    }  # fmt: skip


@pytest.mark.parametrize(
    "path", [p for p in FORMS if p.stem != "config"], ids=lambda path: path.stem
)
def test_an_issue_form_has_what_the_host_needs(path: Path) -> None:
    form = parse(path.relative_to(ROOT).as_posix())
    ids = [part["id"] for part in form["body"]]

    assert form["name"]
    assert form["description"]
    assert len(ids) == len(set(ids))
    for part in form["body"]:
        assert part["type"] in ("textarea", "input", "dropdown", "checkboxes")
        assert part["attributes"]["label"]
        assert part["type"] not in ("dropdown", "checkboxes") or part["attributes"]["options"]
    assert any(part.get("validations", {}).get("required") for part in form["body"])
