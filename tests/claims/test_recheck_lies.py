"""Lies told to the re-check: honest findings are changed and signed again, and none may pass."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from policytext import recheck as module
from policytext.claims import load_claims, verify_claims
from policytext.claims.formats import render_findings
from policytext.documents.load import load_corpus
from tests.claims.recheck_texts import CLAIMS, sign, write_texts

IDS = re.findall(r"\bid: ([\w-]+)", CLAIMS)
Data = dict[str, Any]
Lie = Callable[[Data], None]


@cache
def folder() -> Path:
    return write_texts(Path(mkdtemp(prefix="policytext-lies-")) / "texts")


@cache
def honest_text() -> str:
    claims = load_claims(folder() / "claims")
    return render_findings(verify_claims(load_corpus(folder()), claims), "json", evidence=True)


def honest() -> Data:
    data: Data = json.loads(honest_text())
    return data


def recheck(data: Data, tmp_path: Path) -> list[str]:
    path = tmp_path / "findings.json"
    path.write_text(sign(data), "utf-8")
    try:
        return list(module.recheck(path).faults)
    except Exception as error:
        return [repr(error)]


def finding(data: Data, name: str) -> Data:
    found: Data = next(f for f in data["findings"] if f["id"] == name)
    return found


def add_up(data: Data) -> None:
    """Let the summary and the terms' numbers fit what the findings say by now."""
    verdicts = Counter(f["verdict"] for f in data["findings"])
    for name in ("confirmed", "refuted", "unverifiable"):
        data["summary"][name] = verdicts[name]
    data["summary"]["claims"] = len(data["findings"])
    right = sum(f["verdict"] == f["expected"] for f in data["findings"])
    data["summary"]["as_expected"] = right
    for one in data["findings"]:
        found = Counter(hit["term"] for hit in one["matches"] if not hit.get("role"))
        one["by_term"] = {term: found[term] for term in {**one["by_term"], **found}}


def test_honest_findings_of_every_kind_and_format_pass(tmp_path: Path) -> None:
    data = honest()

    assert data["summary"]["as_expected"] == len(IDS) >= 30
    assert {f["kind"] for f in data["findings"]} == {
        "count", "items", "length", "first-mention", "share", "comparison", "rank"
    }  # fmt: skip
    assert {d["format"] for d in data["documents"].values()} == {"plain", "html", "docx", "pdf"}
    assert recheck(data, tmp_path) == []


# --- a lie about every claim ---------------------------------------------------------------------


@pytest.mark.parametrize("name", [n for n in IDS if n not in ("partial", "edition", "gone")])
def test_another_verdict_is_refused(name: str, tmp_path: Path) -> None:
    data = honest()
    one = finding(data, name)
    one["verdict"] = {"confirmed": "refuted", "refuted": "confirmed"}[one["verdict"]]
    add_up(data)

    assert any(f.startswith(f"claim {name}: ") for f in recheck(data, tmp_path))


@pytest.mark.parametrize("verdict", ["confirmed", "refuted"])
@pytest.mark.parametrize("name", ["partial", "edition", "gone"])
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

    assert f"the claims are not those of their files: {name}" in recheck(data, tmp_path)


@pytest.mark.parametrize("name", [n for n in IDS if n not in ("none", "gone", "length", "han", "words", "token")])  # fmt: skip  # noqa: E501
def test_a_hit_left_out_is_refused(name: str, tmp_path: Path) -> None:
    data = honest()
    one = finding(data, name)
    one["matches"].pop(0)
    add_up(data)

    assert any(
        "0 hits are listed that do not count, and 1 that" in f for f in recheck(data, tmp_path)
    )


@pytest.mark.parametrize("name", [n for n in IDS if n not in ("none", "gone", "length", "han", "words")])  # fmt: skip  # noqa: E501
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

    assert f"the claims are not those of their files: {name}" in recheck(data, tmp_path)


# --- lies about the texts ------------------------------------------------------------------------

LIES: dict[str, Lie] = {}


def lie(tell: Lie) -> Lie:
    LIES[tell.__name__.replace("_", " ")] = tell
    return tell


def parts(data: Data, name: str = "plan") -> list[Data]:
    found: list[Data] = data["documents"][name]["paragraphs"]
    return found


def fewer(data: Data, start: int, end: int, name: str = "plan") -> None:
    """Take the hits of some bytes out of all findings, so that these agree with themselves."""
    for one in data["findings"]:
        one["matches"] = [
            hit
            for hit in one["matches"]
            if hit["document"] != name or not start <= (hit["byte_start"] or 0) < end
        ]
    add_up(data)


@lie
def the_last_paragraph_is_left_out(data: Data) -> None:
    gone = parts(data).pop()
    fewer(data, gone["cuts"][0][0], gone["cuts"][-1][1])


@lie
def a_paragraph_in_the_middle_is_left_out(data: Data) -> None:
    gone = parts(data).pop(2)
    fewer(data, gone["cuts"][0][0], gone["cuts"][-1][1])


@lie
def the_title_is_left_out(data: Data) -> None:
    gone = parts(data).pop(0)
    fewer(data, gone["cuts"][0][0], gone["cuts"][-1][1])


@lie
def a_paragraph_of_utf_16_is_left_out(data: Data) -> None:
    gone = parts(data, "digest").pop()
    fewer(data, gone["cuts"][0][0], gone["cuts"][-1][1], "digest")


@lie
def a_paragraph_is_there_twice(data: Data) -> None:
    parts(data).append({**parts(data)[1], "start": 900})


@lie
def a_paragraph_is_cut_short(data: Data) -> None:
    parts(data)[1]["cuts"][-1][1] -= 6


@lie
def a_paragraph_overlaps_the_next(data: Data) -> None:
    parts(data)[1]["cuts"].append(list(parts(data)[2]["cuts"][0]))


@lie
def a_paragraph_is_made_of_the_menu(data: Data) -> None:
    data_bytes = (folder() / "raw" / "plan.txt").read_bytes()
    at = data_bytes.index("全球要闻".encode("gb18030"))
    parts(data).append({"region": "body", "start": 900, "cuts": [[at, at + 8]]})


@lie
def a_paragraph_is_made_of_what_follows_the_clip(data: Data) -> None:
    data_bytes = (folder() / "raw" / "plan.txt").read_bytes()
    at = data_bytes.index("全球版权".encode("gb18030"))
    parts(data).append({"region": "body", "start": 900, "cuts": [[at, at + 8]]})


@lie
def a_paragraph_has_words_and_no_bytes(data: Data) -> None:
    parts(data).append({"region": "body", "start": 900, "text": "全球全球"})


@lie
def the_title_has_words_of_its_own(data: Data) -> None:
    parts(data)[0] = {"region": "title", "start": 0, "text": "全球全球全球全球"}


@lie
def a_title_that_is_in_no_capture_is_longer(data: Data) -> None:
    assert "text" in parts(data, "page")[0]
    parts(data, "page")[0]["text"] += "全球"


@lie
def a_subtitle_is_made_up(data: Data) -> None:
    parts(data).insert(1, {"region": "subtitle", "start": 8, "text": "全球"})


@lie
def the_body_is_an_annex(data: Data) -> None:
    parts(data)[-1]["region"] = "annex"
    for one in data["findings"]:
        for hit in one["matches"]:
            if hit["document"] == "plan" and hit["start"] >= parts(data)[-1]["start"]:
                hit["region"] = "annex"


@lie
def a_paragraph_is_split_within_a_word(data: Data) -> None:
    piece = parts(data)[2]
    a, b = piece["cuts"][0]
    middle = a + (b - a) // 4 * 2
    parts(data).insert(3, {**piece, "start": piece["start"] + 9, "cuts": [[middle, b]]})
    piece["cuts"] = [[a, middle]]


@lie
def two_paragraphs_are_one(data: Data) -> None:
    parts(data)[2]["cuts"] += parts(data).pop(3)["cuts"]


@lie
def paragraphs_change_places(data: Data) -> None:
    parts(data)[1], parts(data)[2] = parts(data)[2], parts(data)[1]


@lie
def a_paragraph_begins_elsewhere(data: Data) -> None:
    parts(data)[2]["start"] -= 20


@lie
def a_text_is_another_capture(data: Data) -> None:
    documents = data["documents"]
    documents["plan"], documents["earlier"] = documents["earlier"], documents["plan"]


@lie
def the_capture_has_another_digest(data: Data) -> None:
    data["documents"]["plan"]["sha256"] = "0" * 64


@lie
def a_plain_text_is_a_page(data: Data) -> None:
    data["documents"]["plan"]["format"] = "html"


@lie
def a_plain_text_cannot_be_cut(data: Data) -> None:
    data["documents"]["plan"]["cuttable"] = False


@lie
def a_word_file_cannot_be_cut(data: Data) -> None:
    data["documents"]["word"]["cuttable"] = False


@lie
def another_encoding(data: Data) -> None:
    data["documents"]["plan"]["encoding"] = "utf-16-le"


@lie
def a_text_is_damaged_in_an_unheard_of_way(data: Data) -> None:
    data["documents"]["plan"]["damage"] = [{"kind": "mould", "start": 0, "end": 9}]
    finding(data, "wide")["verdict"] = "unverifiable"
    add_up(data)


@lie
def a_text_for_a_first_mention_is_not_given(data: Data) -> None:
    del data["documents"]["earlier"]


# --- lies about what is read as what -------------------------------------------------------------


@lie
def one_character_is_read_as_another(data: Data) -> None:
    data["folds"]["合"] = "共"


@lie
def a_pair_that_is_none(data: Data) -> None:
    data["folds"]["国"] = "際"


@lie
def a_full_width_letter_is_not_read(data: Data) -> None:
    del data["folds"]["Ａ"]


@lie
def a_radical_is_not_read(data: Data) -> None:
    del data["folds"]["⼈"]


@lie
def a_radical_is_read_as_another_character(data: Data) -> None:
    data["folds"]["⼈"] = "入"


@lie
def a_ligature_is_read_as_other_letters(data: Data) -> None:
    data["folds"]["\ufb01"] = "ff"


@lie
def a_simplified_character_is_simplified(data: Data) -> None:
    data["simplified"]["合"] = "共"


@lie
def simplified_forms_are_gone(data: Data) -> None:
    data["simplified"] = {}


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


@pytest.mark.parametrize("name", list(LIES))
def test_a_lie_is_refused(name: str, tmp_path: Path) -> None:
    data = honest()
    LIES[name](data)

    assert recheck(data, tmp_path) != []


def test_there_are_enough_lies() -> None:
    assert len(LIES) >= 60


def test_what_is_taken_on_trust_is_named(tmp_path: Path) -> None:
    path = tmp_path / "findings.json"
    path.write_text(sign(honest()), "utf-8")
    trusted = "\n".join(module.recheck(path).unchecked)

    for words in ("wording of reasons", "pdf: that its words", "letters in no paragraph"):
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
    assert "that the claims are those of a file, for none was read" in done.unchecked
