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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("build_dfm_of_files", "build_dfm_from_folder"),
        ("compare_pair", "compare_documents"),
        ("compare_versions", "list_revisions"),
        ("count_changes", "compare_family_counts"),
        ("find_shared_phrases", "list_shared_phrases"),
        ("rank_by_dispersion", "rank_dispersion"),
        ("rank_features", "rank_ngrams"),
        ("select_content", "remove_stopwords"),
    ],
)
def test_an_old_name_still_works_and_says_the_new_one(old: str, new: str) -> None:
    with pytest.warns(DeprecationWarning, match=f"{old} is now called {new}"):
        assert getattr(policytext, old) is getattr(policytext, new)


@pytest.mark.parametrize(
    ("old", "new"), [("count_in_store", "Store.count"), ("scan_store", "Store.scan")]
)
def test_a_function_of_stores_still_works_and_names_the_method(old: str, new: str) -> None:
    with pytest.warns(DeprecationWarning, match=new):
        assert callable(getattr(policytext, old))


def test_importing_the_package_loads_none_of_its_parts() -> None:
    code = (
        "import sys, policytext\n"
        "print([m for m in sys.modules if m.startswith('policytext.') or m in"
        " ('pandas', 'numpy', 'matplotlib', 'sklearn', 'jieba', 'pydantic')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
