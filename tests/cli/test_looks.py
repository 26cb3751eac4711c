"""``damage`` as a user types it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from policytext.cli import run

PROSE = "各国应当加强合作，共同推进全球治理，改革全球治理体系。\n"
TEXTS = {
    "whole": f"一、甲\n{PROSE}二、乙\n国际社会要携手应对风险挑战，促进共同发展。\n",
    "cut": f"一、甲\n{PROSE}三、丙\n国际社会要携手应对风险挑战，\n",
}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    lines = ["documents:"]
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        capture = f"capture: {{path: {name}.txt, sha256: {digest}}}"
        lines.append(f"  - {{id: {name}, title: 无题, issued: '2025', {capture}}}")
    (tmp_path / "manifest.yaml").write_text("\n".join(lines), "utf-8")
    return tmp_path


def test_damage_lists_every_doubtful_place_of_every_text(
    texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--texts", str(texts), "damage", "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)

    assert [(row["document"], row["kind"]) for row in printed["rows"]] == [
        ("cut", "hole in numbering"),
        ("cut", "cut end"),
    ]
    assert printed["notes"] == ["1 of 2 texts look damaged."]


def test_damage_of_one_document_alone(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--texts", str(texts), "damage", "--document", "whole"]) == 0
    assert "0 of 1 texts look damaged." in capsys.readouterr().out
