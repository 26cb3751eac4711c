"""The message where there is no manifest says what to do next."""

from __future__ import annotations

from pathlib import Path

import pytest

from policytext.base.errors import FaultyInputError
from policytext.documents.manifest import load_manifest


def test_a_folder_without_a_manifest_says_how_to_take_a_text_in(tmp_path: Path) -> None:
    with pytest.raises(FaultyInputError) as raised:
        load_manifest(tmp_path)

    said = str(raised.value)
    assert len(said.splitlines()) == 1
    assert f"'policytext --texts {tmp_path.as_posix()} add FILE --yes'" in said


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(FaultyInputError, match=r"nor does the folder .*/nowhere; check the path"):
        load_manifest(tmp_path / "nowhere")
