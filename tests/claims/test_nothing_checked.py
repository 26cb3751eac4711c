"""Nothing checked is not success: in Python and on the command line, in every format."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

import policytext as pt
from policytext.base.errors import NothingCheckedError, PolicytextError
from policytext.claims import ClaimSet, Findings
from policytext.claims.formats import FINDINGS_FORMATS
from policytext.cli import run
from policytext.documents.corpus import Corpus
from tests.support.commands import ROOT
from tests.support.make_claims import make_claims
from tests.support.make_documents import make_document

PLAN = make_document("全球合作，国际合作。", name="plan")
HANT = make_document("全球合作，國際合作。", name="hant", language="zh-Hant")
SPEECH = make_document("Art and arts. Start.", name="speech", title="A", language="en")
CORPUS = Corpus((PLAN, HANT, SPEECH))


def test_a_folder_or_a_file_without_claims_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NothingCheckedError, match="no claims in"):
        pt.load_claims(tmp_path)
    (tmp_path / "none.yaml").write_text("claims: []\n")
    for where in (tmp_path, tmp_path / "none.yaml", [tmp_path / "none.yaml"]):
        with pytest.raises(NothingCheckedError, match=r"none\.yaml|no claims in"):
            pt.load_claims(where)
    with pytest.raises(NothingCheckedError, match="no file"):
        pt.load_claims([])


@pytest.mark.parametrize("claims", [ClaimSet(), ()], ids=["set", "list"])
def test_no_claims_are_an_error(claims: ClaimSet) -> None:
    with pytest.raises(NothingCheckedError, match="Nothing was checked"):
        pt.verify_claims(CORPUS, claims)


def test_no_findings_are_never_as_expected() -> None:
    assert not Findings(()).as_expected
    assert repr(Findings(())) == "<no findings: nothing was checked>"


def test_one_finding_may_be_as_expected() -> None:
    claims = make_claims("- {id: x, kind: count, document: plan, terms: [合作], published: '2'}")

    assert pt.verify_claims(CORPUS, claims).as_expected


@pytest.mark.parametrize("form", FINDINGS_FORMATS)
def test_the_command_exits_4_with_a_valid_empty_result(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    none = tmp_path / "none.yaml"
    none.write_text("claims: []\n")
    code = run(["--texts", str(ROOT / "texts"), "verify", str(none), "--format", form])
    printed = capsys.readouterr()

    assert code == 4
    assert printed.err.startswith("Nothing was checked")
    assert is_empty(form, printed.out)


def is_empty(form: str, out: str) -> bool:
    if form == "junit":
        (suite,) = ElementTree.fromstring(out)
        return suite.get("tests") == "0" and not len(suite)
    if form in ("github", "md"):
        return "0 claims" in out and "::error" not in out and "confirmed |" not in out
    if form in ("text", "html"):
        return form == "html" or out == ""
    record = json.loads(out)
    if form == "sarif":
        return record["version"] == "2.1.0" and record["runs"][0]["results"] == []
    return record["@graph"] == [] if form == "claimreview" else record["findings"] == []


def test_evidence_of_nothing_is_valid_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    none = tmp_path / "none.yaml"
    none.write_text("claims: []\n")
    texts = str(ROOT / "texts")
    assert run(["--texts", texts, "verify", str(none), "--format", "json", "--evidence"]) == 4
    record = json.loads(capsys.readouterr().out)

    assert (record["findings"], record["documents"]) == ([], {})


def test_a_claim_with_a_wildcard_is_a_fault_and_no_refutation() -> None:
    claims = make_claims(
        "- {id: x, kind: count, document: speech, terms: ['art*'], published: '2'}"
    )

    with pytest.raises(PolicytextError, match=r"claims\.yaml:2.*match prefix"):
        pt.verify_claims(CORPUS, claims)


@pytest.mark.parametrize(
    ("document", "terms"),
    [("hant", "[国际, 國際]"), ("speech", "[art, ART]")],
    ids=["zh-Hant", "en"],
)
def test_two_terms_that_the_document_reads_alike_are_a_fault(document: str, terms: str) -> None:
    claims = make_claims(
        f"- {{id: x, kind: count, document: {document}, terms: {terms}, published: '2'}}"
    )
    with pytest.raises(PolicytextError, match="keep one"):
        pt.verify_claims(CORPUS, claims)


@pytest.mark.parametrize(
    ("document", "term", "count"),
    [("plan", "国际", "1"), ("hant", "国际", "1"), ("hant", "國際", "1"), ("speech", "art", "1")],
)
def test_a_claim_is_counted_as_its_document_is_read(document: str, term: str, count: str) -> None:
    claims = make_claims(
        f"- {{id: x, kind: count, document: {document}, terms: [{term}], published: '{count}'}}"
    )
    (finding,) = pt.verify_claims(CORPUS, claims)

    assert finding.as_expected
    match = {"plan": "text", "hant": "text+simplified", "speech": "word"}[document]
    assert finding.convention == f"{match}/each/title+subtitle+body"


def test_a_text_that_is_not_held_settles_no_convention() -> None:
    claims = make_claims(
        "- {id: x, kind: share, document: lost, terms: [a], of: [b], published: '50%',"
        " expect: unverifiable}\n"
        "- {id: y, kind: share, document: lost, terms: [a], of: [b], published: '50%',"
        " expect: unverifiable, match: word}"
    )
    found = [finding.convention for finding in pt.verify_claims(CORPUS, claims)]

    assert found == ["", "share by word/each/title+subtitle+body"]
