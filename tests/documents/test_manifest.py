"""The manifest: a date is one of the calendar, and may be left out."""

from __future__ import annotations

import pytest

from policytext.base.errors import FaultyInputError
from policytext.documents.manifest import parse_manifest

ENTRY = """\
documents:
  - id: plan
    title: 计划
{issued}    capture: {{path: raw/plan.txt, sha256: "{sha}"}}
"""


def manifest(issued: str) -> str:
    return ENTRY.format(issued=f"    issued: {issued}\n" if issued else "", sha="0" * 64)


@pytest.mark.parametrize("issued", ['"2025-02-30"', '"2025-13"', '"2025-13-01"', '"0000"'])
def test_an_impossible_date_is_a_fault_with_file_line_and_column(issued: str) -> None:
    with pytest.raises(FaultyInputError) as caught:
        parse_manifest(manifest(issued), "texts/manifest.yaml")

    (fault,) = caught.value.faults
    assert (fault.file, fault.line, fault.column) == ("texts/manifest.yaml", 4, 5)
    assert fault.path == "documents[0].issued"
    assert "is not a date of the calendar" in fault.what


@pytest.mark.parametrize(
    ("issued", "held"), [('"2025"', "2025"), ('"2024-02-29"', "2024-02-29"), ("", "")]
)
def test_a_year_alone_or_no_date_is_allowed(issued: str, held: str) -> None:
    parsed, _ = parse_manifest(manifest(issued), "manifest.yaml")

    assert parsed.documents[0].issued == held
