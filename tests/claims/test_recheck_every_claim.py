"""The re-check agrees with honest findings, and with no lie about a claim of any kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.claims.lying import (
    IDS,
    add_up,
    finding,
    honest,
    recheck,
)

# What cannot be verified, and what has no hits.
OPEN = ("partial", "edition", "gone", "young", "open", "no-mark", "no-token")
BARE = ("none", "gone", "length", "han", "words", "no-mark", "no-token")


def test_honest_findings_of_every_kind_and_format_pass(tmp_path: Path) -> None:
    data = honest()

    assert data["summary"]["as_expected"] == len(IDS) >= 30
    assert {f["kind"] for f in data["findings"]} == {
        "count", "items", "length", "first-mention", "share", "comparison", "rank"
    }  # fmt: skip
    assert {d["format"] for d in data["documents"].values()} == {"plain", "html", "docx", "pdf"}
    assert recheck(data, tmp_path) == []


# --- a lie about every claim ---------------------------------------------------------------------


@pytest.mark.parametrize("name", [n for n in IDS if n not in OPEN])
def test_another_verdict_is_refused(name: str, tmp_path: Path) -> None:
    data = honest()
    one = finding(data, name)
    one["verdict"] = {"confirmed": "refuted", "refuted": "confirmed"}[one["verdict"]]
    add_up(data)

    assert any(f.startswith(f"claim {name}: ") for f in recheck(data, tmp_path))


@pytest.mark.parametrize("verdict", ["confirmed", "refuted"])
@pytest.mark.parametrize("name", OPEN)
def test_a_verdict_on_what_cannot_be_verified_is_refused(
    name: str, verdict: str, tmp_path: Path
) -> None:
    data = honest()
    finding(data, name)["verdict"] = verdict
    add_up(data)

    assert any(f.startswith(f"claim {name}: ") for f in recheck(data, tmp_path))


@pytest.mark.parametrize("name", IDS)
def test_another_number_is_refused(name: str, tmp_path: Path) -> None:
    data = honest()
    one = finding(data, name)
    one["recounted"] = (one["recounted"] or 0) + 1

    assert any(f.startswith(f"claim {name}: ") for f in recheck(data, tmp_path))


@pytest.mark.parametrize("name", IDS)
def test_another_published_number_is_refused(name: str, tmp_path: Path) -> None:
    data = honest()
    one = finding(data, name)
    one["published"] = one["claim"]["published"] = "至少0次"
    one["verdict"] = "unverifiable" if one["recounted"] is None else "confirmed"
    add_up(data)

    assert any("the claims are not those of" in fault for fault in recheck(data, tmp_path))


@pytest.mark.parametrize("name", [n for n in IDS if n not in (*BARE, "token")])
def test_a_hit_left_out_is_refused(name: str, tmp_path: Path) -> None:
    data = honest()
    one = finding(data, name)
    one["matches"].pop(0)
    add_up(data)

    assert any(
        "0 hits are listed that do not count, and 1 that" in f for f in recheck(data, tmp_path)
    )


@pytest.mark.parametrize("name", [n for n in IDS if n not in BARE])
def test_a_hit_listed_twice_is_refused(name: str, tmp_path: Path) -> None:
    data = honest()
    one = finding(data, name)
    one["matches"].append(one["matches"][0])
    add_up(data)

    assert any("1 hits are listed that do not count" in f for f in recheck(data, tmp_path))


@pytest.mark.parametrize("name", [n for n in IDS if n != "gone"])
def test_a_claim_left_out_is_refused(name: str, tmp_path: Path) -> None:
    data = honest()
    data["findings"].remove(finding(data, name))
    add_up(data)

    assert any("the claims are not those of" in fault for fault in recheck(data, tmp_path))


@pytest.mark.parametrize("name", ["wrong", "share-off", "rank-off"])
def test_a_refuted_number_that_is_called_unverifiable_is_refused(name: str, tmp_path: Path) -> None:
    data = honest()
    assert finding(data, name)["verdict"] == "refuted"
    finding(data, name)["verdict"] = "unverifiable"
    add_up(data)

    assert any(f.startswith(f"claim {name}: ") for f in recheck(data, tmp_path))
