"""Docstrings of public functions: numpydoc sections that fit the signature, and examples that run.

That every public name has a docstring at all is tested in test_house.py.
"""

from __future__ import annotations

import builtins
import doctest
import inspect
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import policytext as pt
from policytext.base import errors
from tests.contracts.test_docs import TABLES, documented

ROOT = Path(__file__).resolve().parents[2]
FUNCTIONS: dict[str, Callable[..., Any]] = {
    name: getattr(pt, name) for name in pt._HOMES if not inspect.isclass(getattr(pt, name))
}
SECTIONS = ("Parameters", "Returns", "Raises", "Notes", "References", "Examples")
# A value of one of these types may be one that the function refuses: an unknown name, a file.
REFUSABLE = re.compile(r"\b(str|Path|Sequence|Iterable|Collection|Mapping)\b")
# Functions that accept every value of such a type.
NEVER_RAISE: set[str] = set()

# Until their docstrings are written.
WRITTEN = sorted(FUNCTIONS)
# Other results, such as Findings, have a table too.
RETURNING_TABLES = set(FUNCTIONS) & set(TABLES)


@cache
def sections(name: str) -> dict[str, str]:
    """Return the sections of a docstring by their heading; the summary has the heading ``""``."""
    text = inspect.getdoc(FUNCTIONS[name]) or ""
    parts = re.split(r"(?m)^(\w+)\n-{3,}\n", text)
    return dict(zip(["", *parts[1::2]], parts[::2], strict=True))


def entries(section: str) -> dict[str, str]:
    """Return the entries of a section: names at the margin, with the text indented below them."""
    parts = re.split(r"(?m)^(\S.*)\n", section)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("name", WRITTEN)
def test_the_sections_are_those_of_numpydoc_in_their_order(name: str) -> None:
    headings = list(sections(name))[1:]

    assert headings == [each for each in SECTIONS if each in headings]
    assert "Examples" in headings


@pytest.mark.parametrize("name", WRITTEN)
def test_the_parameters_are_those_of_the_signature_with_type_and_default(name: str) -> None:
    parameters = inspect.signature(FUNCTIONS[name]).parameters.values()
    heads = [each.partition(" : ") for each in entries(sections(name).get("Parameters", ""))]

    assert [head for head, _, _ in heads] == [each.name for each in parameters]
    for (_, _, kind), parameter in zip(heads, parameters, strict=True):
        assert kind, parameter.name
        # "default 20" or "optional", where there is a default; neither where there is none.
        has_default = parameter.default is not parameter.empty
        assert bool(re.search(", (default .+|optional)$", kind)) == has_default, parameter.name


@pytest.mark.parametrize("name", WRITTEN)
def test_every_entry_has_a_description(name: str) -> None:
    found = sections(name)
    described = [entries(found.get(each, "")) for each in ("Parameters", "Returns", "Raises")]

    assert [head for each in described for head, text in each.items() if not text.strip()] == []


@pytest.mark.parametrize("name", WRITTEN)
def test_the_return_value_is_described(name: str) -> None:
    annotation = inspect.signature(FUNCTIONS[name]).return_annotation

    assert ("Returns" in sections(name)) == (annotation not in (None, "None"))


@pytest.mark.parametrize("name", [name for name in WRITTEN if name in RETURNING_TABLES])
def test_the_columns_of_a_returned_table_are_named(name: str) -> None:
    named = re.findall(r"``(\w+)``", sections(name)["Returns"])

    assert [column for column in documented()[name] if column not in named] == []


@pytest.mark.parametrize("name", WRITTEN)
def test_a_function_that_can_refuse_a_value_says_with_which_error(name: str) -> None:
    function = FUNCTIONS[name]
    parameters = inspect.signature(function).parameters.values()
    refusable = any(REFUSABLE.search(str(each.annotation)) for each in parameters)
    raised = list(entries(sections(name).get("Raises", "")))

    assert bool(raised) or not refusable or name in NEVER_RAISE
    for kind in raised:
        error = getattr(errors, kind, None) or getattr(builtins, kind, None)
        assert inspect.isclass(error), kind
        assert issubclass(error, Exception), kind


@pytest.mark.parametrize("name", WRITTEN)
def test_the_examples_run_in_the_folder_of_the_project(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    function = FUNCTIONS[name]
    module = import_module(function.__module__)
    tests = doctest.DocTestFinder(recurse=False).find(
        function, name, module=module, globs={**vars(module)}
    )
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    printed: list[str] = []
    monkeypatch.chdir(ROOT)

    results = [runner.run(each, out=printed.append) for each in tests]

    assert sum(each.attempted for each in results) > 0
    assert sum(each.failed for each in results) == 0, "".join(printed)
