"""The message where there is no manifest, or no text, says what to do next."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from policytext.base.errors import FaultyInputError
from policytext.cli import run
from policytext.documents.manifest import load_manifest, parse_manifest


def test_a_folder_without_a_manifest_says_how_to_take_a_text_in(tmp_path: Path) -> None:
    with pytest.raises(FaultyInputError) as raised:
        load_manifest(tmp_path)

    said = str(raised.value)
    assert len(said.splitlines()) == 1
    assert f"'policytext --texts {tmp_path.as_posix()} add FILE --yes'" in said


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(FaultyInputError, match=r"nor does the folder .*/nowhere; check the path"):
        load_manifest(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("", ""),
        (" \n\u200b\n", ""),
        ("……\n——\n", ""),
        ("通知\n各国合作。\n", ", clip: {from: 通知, to: 各国}"),
    ],
    ids=["no bytes", "white space", "marks", "clip"],
)
def test_an_entry_whose_capture_gives_no_text_is_refused_when_it_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, more: str
) -> None:
    data = text.encode("utf-8")
    (tmp_path / "a.txt").write_bytes(data)
    entry = f"{{path: a.txt, sha256: {hashlib.sha256(data).hexdigest()}}}{more}"
    (tmp_path / "manifest.yaml").write_text(
        f"documents:\n- {{id: a, title: 通知, capture: {entry}}}\n", "utf-8"
    )

    assert run(["--texts", str(tmp_path), "count", "合作"]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "a.txt: no text of 'a' could be read" in said.err


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ('""', 'is empty; write "2025" or "2025-07-26", or delete the line'),
        ("", "is empty; write text in quotes, or delete the line"),
        ('"summer"', '\'summer\' is not a date; write "2025" or "2025-07-26"'),
        ("2025", "must be text, not 2025; put it in quotes"),
    ],
    ids=["empty text", "nothing", "no date", "a number"],
)
def test_an_empty_or_wrong_date_is_an_error_with_its_place(written: str, what: str) -> None:
    manifest = f"""\
documents:
  - id: a1
    title: 甲
    issued: {written}
    capture: {{path: a.txt, sha256: {"a" * 64}}}
"""
    with pytest.raises(FaultyInputError) as raised:
        parse_manifest(manifest, "m.yaml")

    assert str(raised.value) == f"m.yaml:4:5: documents[0].issued: {what}"


def test_a_text_without_a_date_has_no_line_for_it() -> None:
    manifest = f"documents: [{{id: a1, title: 甲, capture: {{path: a, sha256: {'a' * 64}}}}}]"

    assert parse_manifest(manifest, "m.yaml")[0].documents[0].issued == ""
