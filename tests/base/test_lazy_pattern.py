"""Patterns that are compiled at their first use."""

from __future__ import annotations

import copy
import pickle
import re

import pytest

from policytext.base.lazy_pattern import compile_lazily


def test_it_behaves_as_the_pattern() -> None:
    lazy, plain = compile_lazily("(a+)b", re.IGNORECASE), re.compile("(a+)b", re.IGNORECASE)
    assert lazy.sub("-", "xAAbab") == plain.sub("-", "xAAbab") == "x--"
    assert [m.span() for m in lazy.finditer("xAAbab")] == [(1, 4), (4, 6)]
    assert lazy.pattern == "(a+)b"
    assert lazy.flags == plain.flags


def test_it_is_compiled_at_its_first_use() -> None:
    lazy = compile_lazily("(")
    with pytest.raises(re.error):
        lazy.search("")


def test_it_is_compiled_once() -> None:
    lazy = compile_lazily("a")
    assert lazy.search == lazy.search


def test_it_can_be_copied_and_pickled() -> None:
    lazy = compile_lazily("a+")
    for other in (copy.copy(lazy), pickle.loads(pickle.dumps(lazy))):
        assert other.fullmatch("aa")
    assert lazy.search("a")
    assert pickle.loads(pickle.dumps(lazy)).search("a")
