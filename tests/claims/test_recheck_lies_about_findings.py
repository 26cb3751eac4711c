"""Lies about hits, findings and inputs: none may pass; what is taken on trust is named."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from policytext import recheck as module
from tests.claims.lying import (
    Data,
    Lies,
    add_up,
    finding,
    folder,
    honest,
    recheck,
)
from tests.claims.recheck_texts import sign

LIES = lie = Lies()


# --- lies about hits and findings ----------------------------------------------------------------


@lie
def a_hit_is_in_another_place(data: Data) -> None:
    first, second = finding(data, "each")["matches"][:2]
    first.update(byte_start=second["byte_start"] + 2, byte_end=second["byte_end"] + 2)


@lie
def a_hit_is_in_another_region(data: Data) -> None:
    finding(data, "each")["matches"][0]["region"] = "body"


@lie
def a_hit_is_exactly_something_else(data: Data) -> None:
    finding(data, "each")["matches"][0]["exact"] = "环球"


@lie
def a_hit_has_other_words_before_it(data: Data) -> None:
    finding(data, "each")["matches"][-1]["prefix"] = "反对"


@lie
def a_hit_has_other_words_behind_it(data: Data) -> None:
    finding(data, "each")["matches"][0]["suffix"] = "变暖"


@lie
def a_hit_is_longer_than_it_is(data: Data) -> None:
    finding(data, "each")["matches"][0]["end"] += 1


@lie
def a_hit_begins_elsewhere(data: Data) -> None:
    for key in ("start", "end"):
        finding(data, "each")["matches"][-1][key] -= 30


@lie
def a_hit_of_a_pdf_is_made_up(data: Data) -> None:
    one = finding(data, "pdf")
    one["matches"].append({**one["matches"][0], "start": 3, "end": 7})


@lie
def a_hit_has_a_role_that_hides_it(data: Data) -> None:
    for hit in finding(data, "wrong")["matches"]:
        hit["role"] = "of"
    finding(data, "wrong")["recounted"] = 0
    add_up(data)


@lie
def a_word_inside_a_word_is_a_hit(data: Data) -> None:
    one = finding(data, "over")
    raw = (folder() / "raw" / "speech.txt").read_bytes()
    at = raw.index(b"jobless")
    hit = {**one["matches"][0], "byte_start": at, "byte_end": at + 3}
    one["matches"][0] = hit


@lie
def a_hit_names_another_text(data: Data) -> None:
    finding(data, "each")["matches"][0]["document"] = "earlier"


@lie
def a_hit_has_another_term(data: Data) -> None:
    finding(data, "each")["matches"][0]["term"] = "国际"
    add_up(data)


@lie
def by_term_is_something_else(data: Data) -> None:
    finding(data, "each")["by_term"]["全球"] += 1


@lie
def tokens_are_made_up(data: Data) -> None:
    one = finding(data, "token")
    one["matches"] += finding(data, "each")["matches"][:1]
    add_up(data)


@lie
def fewer_tokens_and_the_old_number(data: Data) -> None:
    finding(data, "token")["matches"].pop()
    add_up(data)


@lie
def a_claim_has_fewer_terms(data: Data) -> None:
    one = finding(data, "each")
    one["terms"] = one["claim"]["terms"] = ["全球", "国际"]
    one["matches"] = [hit for hit in one["matches"] if hit["term"] != "人工智能"]
    del one["by_term"]["人工智能"]
    one["recounted"] = len(one["matches"])
    one["verdict"] = "refuted"
    add_up(data)


@lie
def a_claim_has_another_scope(data: Data) -> None:
    one = finding(data, "each")
    one["claim"]["scope"], one["convention"] = ["body"], "text/each/body"
    one["matches"] = [hit for hit in one["matches"] if hit["region"] == "body"]
    one["recounted"], one["verdict"] = len(one["matches"]), "refuted"
    add_up(data)


@lie
def a_claim_is_about_another_text(data: Data) -> None:
    one = finding(data, "gone")
    one["document"] = one["claim"]["document"] = "law-2031"


@lie
def a_claim_of_a_text_that_is_here_is_unverifiable(data: Data) -> None:
    one = finding(data, "each")
    one["document"] = one["claim"]["document"] = "law-2031"
    one.update(verdict="unverifiable", recounted=None, matches=[], by_term={})
    add_up(data)


@lie
def a_claim_subtracts_something(data: Data) -> None:
    one = finding(data, "each")
    one["minus"] = one["claim"]["minus"] = ["人工智能"]


@lie
def a_claim_matches_otherwise(data: Data) -> None:
    finding(data, "each")["convention"] = "token:jieba/each/title+subtitle+body"


@lie
def an_unheard_of_way_of_counting(data: Data) -> None:
    finding(data, "each")["convention"] = "texts/each/title+subtitle+body"


@lie
def another_overlap(data: Data) -> None:
    finding(data, "longest")["convention"] = "text/each/title+subtitle+body"


@lie
def another_unit_of_length(data: Data) -> None:
    finding(data, "length")["convention"] = "length:han/title+subtitle+body"


@lie
def an_unheard_of_kind(data: Data) -> None:
    one = finding(data, "each")
    one["kind"] = one["claim"]["kind"] = "counts"


@lie
def an_unheard_of_key(data: Data) -> None:
    finding(data, "each")["checked"] = True


@lie
def an_unheard_of_key_of_a_hit(data: Data) -> None:
    finding(data, "each")["matches"][0]["likely"] = 1


@lie
def an_unheard_of_schema(data: Data) -> None:
    data["schema"] = "policytext/findings/9"


@lie
def a_source_that_said_something_else(data: Data) -> None:
    finding(data, "block")["source"]["quote"] = "合作、发展等词9次"


@lie
def another_verdict_is_expected(data: Data) -> None:
    finding(data, "wrong")["expected"] = "confirmed"
    add_up(data)


@lie
def a_finding_is_there_twice(data: Data) -> None:
    data["findings"].append(copy.deepcopy(finding(data, "each")))
    add_up(data)


@lie
def findings_are_in_another_order(data: Data) -> None:
    data["findings"].reverse()


@lie
def another_summary(data: Data) -> None:
    data["summary"].update(confirmed=data["summary"]["claims"], refuted=0)


@lie
def the_manifest_is_no_input(data: Data) -> None:
    data["inputs"] = [item for item in data["inputs"] if "manifest" not in item["path"]]


@lie
def a_capture_is_no_input(data: Data) -> None:
    data["inputs"] = [item for item in data["inputs"] if "plan.txt" not in item["path"]]


@lie
def a_file_of_claims_was_another_one(data: Data) -> None:
    data["inputs"][-1]["sha256"] = "0" * 64


@lie
def a_rank_is_another_one(data: Data) -> None:
    one = finding(data, "rank")
    one["matches"] = [hit for hit in one["matches"] if hit["term"] != "全球"]
    one["recounted"], one["verdict"] = 3, "refuted"
    add_up(data)


@lie
def an_earlier_text_has_the_term(data: Data) -> None:
    one = finding(data, "first")
    one.update(recounted=2, verdict="refuted")
    add_up(data)


@lie
def a_refuted_number_is_doubted_without_a_reason(data: Data) -> None:
    one = finding(data, "wrong")
    one["verdict"], one["doubts"] = "unverifiable", ["partial"]
    add_up(data)


@lie
def a_refuted_number_is_doubted_for_an_unheard_of_reason(data: Data) -> None:
    one = finding(data, "wrong")
    one["verdict"], one["doubts"] = "unverifiable", ["a hunch"]
    add_up(data)


@lie
def a_number_is_doubted_for_damage_that_is_not_there(data: Data) -> None:
    one = finding(data, "wrong")
    one["verdict"], one["doubts"] = "unverifiable", ["damaged"]
    add_up(data)


@lie
def a_number_that_reproduces_comes_out_elsewhere(data: Data) -> None:
    one = finding(data, "each")
    one["verdict"], one["doubts"] = "unverifiable", ["other_copy"]
    add_up(data)


@lie
def a_refuted_number_comes_out_in_an_edition_that_is_not_here(data: Data) -> None:
    one = finding(data, "wrong")
    one["verdict"], one["doubts"] = "unverifiable", ["other_copy"]
    add_up(data)


@lie
def a_confirmed_number_has_a_reason_for_doubt(data: Data) -> None:
    finding(data, "each")["doubts"] = ["other_script"]


@lie
def what_cannot_be_verified_has_no_reason(data: Data) -> None:
    finding(data, "young")["doubts"] = []


@lie
def what_cannot_be_verified_has_another_reason(data: Data) -> None:
    finding(data, "young")["doubts"] = ["open_family"]


@lie
def a_text_that_is_here_is_not_stored(data: Data) -> None:
    finding(data, "young")["doubts"] = ["not_stored"]


@lie
def a_key_of_a_claim_is_inside_another(data: Data) -> None:
    one = finding(data, "block")
    one["claim"]["source"]["published"] = one["claim"].pop("published")


@lie
def two_terms_are_one(data: Data) -> None:
    one = finding(data, "none")
    one["terms"] = one["claim"]["terms"] = ["气", "候"]
    one["by_term"] = {"气": 0, "候": 0}


@pytest.mark.parametrize("name", list(LIES))
def test_a_lie_is_refused(name: str, tmp_path: Path) -> None:
    data = honest()
    LIES[name](data)

    assert recheck(data, tmp_path) != []


def test_there_are_enough_lies() -> None:
    assert len(LIES) >= 30


def test_what_is_taken_on_trust_is_named(tmp_path: Path) -> None:
    path = tmp_path / "findings.json"
    path.write_text(sign(honest()), "utf-8")
    trusted = "\n".join(module.recheck(path).unchecked)

    for words in (
        "wording of reasons",
        "pdf: that its words",
        "letters in no paragraph",
        "another script or edition",
    ):
        assert words in trusted


def test_tokens_that_are_not_listed_are_named(tmp_path: Path) -> None:
    data = honest()
    one = finding(data, "token")
    one["matches"].pop()
    one["recounted"], one["verdict"] = 1, "refuted"
    add_up(data)
    path = tmp_path / "findings.json"
    path.write_text(sign(data), "utf-8")
    done = module.recheck(path)

    assert any("claim token: that 1 of 2 places do not count" in what for what in done.unchecked)


def test_claims_of_no_file_are_named(tmp_path: Path) -> None:
    data = honest()
    data["inputs"] = [item for item in data["inputs"] if "claims" not in item["path"]]
    path = tmp_path / "findings.json"
    path.write_text(sign(data), "utf-8")
    done = module.recheck(path)

    assert done.faults == []
    assert any("the claims are those of a file" in what for what in done.unchecked)
