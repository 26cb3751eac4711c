"""The names a notebook uses."""

from __future__ import annotations

import subprocess
import sys

import pytest

import policytext


@pytest.mark.parametrize("name", policytext.__all__)
def test_every_public_name_loads(name: str) -> None:
    assert getattr(policytext, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'load_corpse'"):
        _ = policytext.load_corpse


def test_importing_the_package_loads_none_of_its_parts() -> None:
    code = (
        "import sys, policytext\n"
        "print([m for m in sys.modules if m.startswith('policytext.') or m in"
        " ('pandas', 'numpy', 'matplotlib', 'sklearn', 'jieba', 'pydantic')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
