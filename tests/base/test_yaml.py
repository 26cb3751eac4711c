"""YAML is read strictly, and every fault has its place."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policytext.base.errors import FaultyInputError
from policytext.base.yaml import parse_yaml, write_scalar
from policytext.counting.lexicon import LexiconFile


def fault_of(text: str) -> str:
    with pytest.raises(FaultyInputError) as raised:
        parse_yaml(text, "x.yaml").validate(LexiconFile)
    return str(raised.value)


@pytest.mark.parametrize(
    ("text", "place", "character"),
    [
        ("题: 全球\n甲乙: 丙\x01\n", "2:6", "U+0001"),
        ("a: b\n全\x7f", "2:2", "U+007F"),
        ("\0", "1:1", "U+0000"),
        ("全球\U00020000: \uffff", "1:6", "U+FFFF"),
    ],
)
def test_a_character_that_yaml_does_not_allow_has_its_line_and_column(
    text: str, place: str, character: str
) -> None:
    assert fault_of(text) == (
        f"x.yaml:{place}: contains a character YAML does not allow ({character}); remove it"
    )


@pytest.mark.parametrize("key", ["terms[zh]", "familiesEntry", "[", "titel"])
def test_whatever_an_unknown_key_looks_like_it_is_named(key: str) -> None:
    said = fault_of(f"families: [{{id: a, terms: {{zh: [全]}}}}]\n'{key}': x\n")

    assert said.startswith(f"x.yaml:2:1: {key}: unknown key '{key}'.")
    assert said.endswith("Known keys: families, nested_scope, title")


@example(["A?"])
@given(st.recursive(st.text() | st.integers() | st.booleans(), lambda s: st.lists(s, max_size=4)))
def test_what_is_written_is_read_as_the_same_value(value: object) -> None:
    # A surrogate is no text, and YAML takes no byte-order mark inside a file.
    if not re.search("[\ud800-\udfff]", repr(value)):
        assert parse_yaml(f"a: {write_scalar(value)}\n", "x.yaml").data == {"a": value}
