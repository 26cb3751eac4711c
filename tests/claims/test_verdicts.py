"""Verdicts in detail: every fault, note and reason in full."""

from __future__ import annotations

import re
from typing import Any

import pytest

from policytext.base.errors import FaultyInputError, NothingCheckedError, PolicytextError
from policytext.claims import CLAIM_KINDS, ClaimSet, certainty, judge, verify_claims
from policytext.claims.judge import judge_claims, refuse_unknown
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.segmenters import build_segmenter
from tests.support.make_claims import make_claims, verify
from tests.support.make_documents import make_document

DOC = make_document("推动全球合作，國際合作。")
COUNT = "kind: count, terms: [全球], published:"


def test_no_claims_are_an_error_to_verify_and_none_to_judge() -> None:
    for make in (lambda: ClaimSet(()), lambda: (), lambda: iter(())):
        with pytest.raises(NothingCheckedError) as raised:
            verify_claims(Corpus(), make())
        assert str(raised.value) == "Nothing was checked: there are no claims."
        assert judge_claims(Corpus(), make()).findings == ()


def test_claims_may_be_given_one_after_the_other() -> None:
    claims = make_claims(f"- {{id: x, document: doc, {COUNT} '1'}}")

    assert verify_claims(Corpus((DOC,)), iter(claims.claims)).as_expected
    assert judge_claims(Corpus((DOC,)), iter(claims.claims)).as_expected


class Halves:
    """Cuts every two characters, under the name of another segmenter."""

    name, fingerprint = "characters", "halves 1"

    def cut(self, text: str) -> list[str]:
        return re.findall("..?", text, re.DOTALL)


@pytest.mark.parametrize("call", [verify_claims, judge_claims])
def test_a_segmenter_that_is_given_cuts_in_place_of_the_one_of_its_name(call: Any) -> None:
    claims = make_claims("""
        - id: x
          kind: count
          document: doc
          terms: [动全]
          match: token
          segmenter: {name: characters}
          published: "1"
    """)
    corpus = Corpus((make_document("推动全球", title="题"),))  # 题, line end; 推动, 全球

    findings = call(corpus, claims, segmenters={"characters": Halves()})
    assert findings.segmenters == (("characters", "halves 1"),)
    assert findings.findings[0].recounted == 0
    corpus = Corpus((make_document("推动全球", title="无题"),))
    assert call(corpus, claims, segmenters={"characters": Halves()}).findings[0].recounted == 1
    expected = (("characters", build_segmenter("characters").fingerprint),)
    assert call(corpus, claims).segmenters == expected


def test_a_string_of_known_ids_is_named_in_the_message() -> None:
    claims = make_claims(f"- {{id: x, document: doc, {COUNT} '1'}}")
    with pytest.raises(PolicytextError) as raised:
        judge_claims(Corpus((DOC,)), claims, known="doc")
    assert str(raised.value).startswith("known is the string 'doc', which")


def test_findings_say_where_their_claims_are_and_what_was_read() -> None:
    claims = make_claims(f"""
        - {{id: one, document: doc, {COUNT} '1'}}

        - {{id: two, document: doc, {COUNT} '2'}}
    """)
    findings = verify_claims(Corpus((DOC,)), claims)

    places = [finding.place for finding in findings]
    assert [(place.file, place.line) for place in places if place] == [
        ("claims.yaml", 2),
        ("claims.yaml", 4),
    ]
    assert findings.inputs[-1] == ("claims.yaml", "0" * 64)
    assert len(findings.inputs) == len(set(findings.inputs))


UNKNOWN = "no document {!r} in the manifest.{} Name one that exists"


def test_every_document_that_there_is_not_is_a_fault_with_its_place() -> None:
    claims = make_claims("""
        - {id: a, kind: length, document: plam, published: 9字, source: {document: zzz}}
        - {id: b, kind: length, document: plam, published: 9字, expect: unverifiable}
        - {id: c, kind: length, document: plan, published: 9字, source: {document: plan}}
        - id: d
          kind: comparison
          document: plan
          terms: [全球]
          than: {document: gone}
          published: "1"
        - {id: e, kind: length, document: gone, published: 9字, expect: unverifiable,
           source: {document: yyy}}
    """)
    with pytest.raises(FaultyInputError) as raised:
        refuse_unknown(claims, ["plan", "other"])

    assert [(fault.path, fault.what) for fault in raised.value.faults] == [
        ("claims[0].document", UNKNOWN.format("plam", " Did you mean 'plan'?")),
        ("claims[0].source.document", UNKNOWN.format("zzz", "")),
        ("claims[3].than.document", UNKNOWN.format("gone", "")),
        ("claims[4].source.document", UNKNOWN.format("yyy", "")),
    ]
    refuse_unknown(claims, ["plan", "plam", "zzz", "yyy", "gone"])


def test_every_claim_that_does_not_fit_its_text_is_a_fault() -> None:
    claims = make_claims("""
        - {id: a, kind: items, document: doc, marker: 、,
           between: {from: 甲, to: 乙}, published: 三}
        - {id: b, kind: count, document: doc, terms: [全球], published: "1"}
        - {id: c, kind: items, document: doc, marker: 、,
           between: {from: 丙, to: 丁}, published: 三}
    """)
    with pytest.raises(FaultyInputError) as raised:
        verify_claims(Corpus((DOC,)), claims)

    assert [fault.line for fault in raised.value.faults] == [3, 6]
    assert [fault.path for fault in raised.value.faults] == [
        "claims[0].between",
        "claims[2].between",
    ]


def test_a_term_in_the_other_script_is_noted_of_a_number_that_is_refuted() -> None:
    finding = verify("kind: count, terms: [国际], published: '5'", DOC)

    assert finding.verdict.value == "refuted"
    assert list(map(str, finding.notes)) == [
        "'国际' does not occur in doc, but in the other script '國際' does once."
    ]


def test_a_term_that_does_not_occur_at_all_is_noted_with_the_document() -> None:
    finding = verify("kind: count, terms: [安全, 全球, 治理], published: '5'", DOC)

    assert list(map(str, finding.notes)) == [
        "'安全' does not occur in doc.",
        "'治理' does not occur in doc.",
    ]


@pytest.mark.parametrize("claim", [f"{COUNT} '1'", "kind: count, terms: [安全], published: 没有"])
def test_nothing_is_noted_of_a_number_that_is_confirmed(claim: str) -> None:
    finding = verify(claim, DOC)

    assert (finding.verdict.value, finding.notes) == ("confirmed", ())


@pytest.mark.parametrize(("most", "noted"), [(1, False), (2, True), (3, True)])
def test_the_terms_of_other_claims_are_compared_where_claims_are_few(
    most: int, noted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policytext.claims.judge._MANY", most)
    claims = make_claims("""
        - {id: right, kind: count, document: doc, terms: [人工智能, 合作], published: "1"}
        - {id: slip, kind: count, document: doc, terms: [人工智慧], published: "1"}
    """)
    _, slip = judge_claims(Corpus((make_document("发展人工智能。"),)), claims)

    said = ["'人工智慧' does not occur in doc. Did you mean '人工智能'?"]
    assert list(map(str, slip.notes)) == (said if noted else [])


@pytest.mark.parametrize(
    "claim",
    [
        "kind: count, terms: [全*], published: '1'",
        "kind: share, terms: [全球], of: [全*], published: 50%",
    ],
)
def test_a_wildcard_that_does_not_occur_is_a_fault_of_the_claim(claim: str) -> None:
    with pytest.raises(FaultyInputError) as raised:
        verify(claim, DOC)

    (fault,) = raised.value.faults
    assert fault.what.startswith("Term '全*' does not occur: * and ? are not wildcards here; ")
    assert (fault.path, fault.line) == ("claims[0].terms", 2)


def test_a_star_that_occurs_in_the_text_is_counted() -> None:
    finding = verify("kind: count, terms: [全*], published: '1'", make_document("全*球。"))

    assert finding.verdict.value == "confirmed"


def test_a_part_that_is_enough_says_what_is_stored() -> None:
    part = make_document("推动全球合作。", completeness="partial")

    assert str(verify(f"{COUNT} 至少1次", part).reason) == (
        "reproduces under text/each/title+subtitle+body: 1 recounted, 至少1次 published; "
        "only part of doc is stored, and the rest could only add to it"
    )


TWICE = "推动全球合作，促进全球发展，共享发展成果，实现共同繁荣，建设美好世界。"


@pytest.mark.parametrize(
    ("claim", "document"),
    [
        (f"{COUNT} '1', edition: printed", make_document("全球。", edition="spoken")),
        (f"{COUNT} '2'", make_document("全球。", completeness="partial")),
        (f"{COUNT} '4'", make_document(f"{TWICE}\n\n坚持开放。\n\n{TWICE}")),
        ("kind: count, terms: [国际], published: '1'", make_document("國際。")),
    ],
    ids=["edition", "part", "twice", "script"],
)
def test_what_cannot_be_verified_keeps_its_claim_and_its_recount(
    claim: str, document: Document
) -> None:
    finding = verify(claim, document)

    assert finding.verdict.value == "unverifiable"
    assert finding.claim.id == "x"
    assert finding.recounted is not None
    assert str(finding.reason).endswith(f"; the stored text gives {finding.recounted}")


def test_both_texts_that_are_not_stored_are_named() -> None:
    claims = make_claims("""
        - id: x
          kind: comparison
          document: one
          terms: [全球]
          than: {document: two}
          published: "1"
          expect: unverifiable
    """)
    (finding,) = verify_claims(Corpus((DOC,)), claims)

    assert finding.measurement is None
    assert str(finding.reason) in (
        "cannot be verified: the text is not stored: one, two",
        "cannot be verified: the text is not stored: one and two",
    )


TITLED = {"title": "计划", "issued": "2025-07-26"}
OF_DOUBTS: dict[str, tuple[str, tuple[Document, ...], str]] = {
    "younger": (
        "kind: count, terms: [合作], published: '9', source: {date: 2025-07-20}",
        (make_document("合作。", **TITLED),),  # type: ignore[arg-type]
        "doc was issued on 2025-07-26, after the claim was published (2025-07-20)",
    ),
    "younger than its source": (
        "kind: count, terms: [合作], published: '9', source: {document: old}",
        (
            make_document("合作。", **TITLED),  # type: ignore[arg-type]
            make_document("旧。", name="old", title="旧文", issued="2024-01-01"),
        ),
        "doc was issued on 2025-07-26, after the claim was published (2024-01-01)",
    ),
    "another text is younger": (
        "kind: comparison, terms: [合作], than: {document: new}, published: '9',"
        " source: {date: 2025-07-27}",
        (
            make_document("合作。", **TITLED),  # type: ignore[arg-type]
            make_document("新。", name="new", title="新文", issued="2026-01-01"),
        ),
        "new was issued on 2026-01-01, after the claim was published (2025-07-27)",
    ),
    "tokens": (
        "kind: count, terms: [动全], match: token, segmenter: {name: jieba}, published: '9'",
        (make_document("推动全球，推动全球。"),),
        "'动全' occurs 2 times in doc, but never as one token of jieba",
    ),
    "tokens in English": (
        "kind: count, terms: [art], match: token, segmenter: {name: jieba}, published: '9'",
        (make_document("We start.", language="en"),),
        "'art' occurs once in doc, but never as one token of jieba",
    ),
    "script": (
        "kind: count, terms: [国际], published: '1'",
        (make_document("國際。"),),
        "it comes out under text+simplified/each/title+subtitle+body, which reads traditional"
        " characters differently",
    ),
    "edition": (
        "kind: count, terms: [合作], published: '2'",
        (
            make_document("合作。", **TITLED),  # type: ignore[arg-type]
            make_document("合作，合作。", name="printed", **TITLED),  # type: ignore[arg-type]
        ),
        "it comes out in printed, another edition of doc",
    ),
}


@pytest.mark.parametrize(("claim", "held", "why"), OF_DOUBTS.values(), ids=OF_DOUBTS.keys())
def test_the_reason_for_a_doubt_is_said_in_full(
    claim: str, held: tuple[Document, ...], why: str
) -> None:
    finding = verify(claim, *held)

    assert str(finding.reason) == (
        f"cannot be verified: {why}; the stored text gives {finding.recounted}"
    )


def test_what_may_be_read_in_two_scripts_is_kept_with_the_text() -> None:
    document = make_document("國際。")
    verify("kind: count, terms: [国际], published: '1'", document)

    assert set("國际國際") & document.__dict__["_derived"]["ambiguous"]


def test_another_edition_is_a_reason_where_the_other_script_is_none() -> None:
    held = make_document("國際合作。", **TITLED)  # type: ignore[arg-type]
    other = make_document("国际，合作，合作。", name="printed", **TITLED)  # type: ignore[arg-type]
    claim = "kind: count, terms: [国际, 合作], published: '%s'"

    # 1 as it is written, 2 in the other script, 3 in the other edition.
    assert verify(claim % 1, held, other).verdict.value == "confirmed"
    assert "it comes out under text+simplified/" in str(verify(claim % 2, held, other).reason)
    assert "it comes out in printed, " in str(verify(claim % 3, held, other).reason)
    assert verify(claim % 4, held, other).verdict.value == "refuted"


@pytest.mark.parametrize(("published", "compared"), [("1", 0), ("9", 1)])
def test_a_claim_is_measured_and_compared_with_other_texts_once(
    published: str, compared: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def watch(home: Any, name: str) -> None:
        function = getattr(home, name)

        def call(*arguments: Any) -> Any:
            made.append(name)
            return function(*arguments)

        monkeypatch.setattr(home, name, call)

    watch(CLAIM_KINDS["count"], "measure")
    for module in (judge, certainty):
        watch(module, "list_others")
    finding = verify(f"{COUNT} '{published}'", make_document("全球。"))

    assert finding.verdict.value == ("refuted" if compared else "confirmed")
    assert made.count("measure") == 1
    assert made.count("list_others") == compared
