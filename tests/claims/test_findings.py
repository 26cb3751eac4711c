"""Findings keep their claims, recounts and inputs."""

from __future__ import annotations

from policytext.claims import (
    verify_claims,
)
from policytext.documents.corpus import Corpus
from tests.claims import test_judge
from tests.claims.test_judge import COUNT, TEXT
from tests.support.make_claims import make_claims, verify
from tests.support.make_documents import make_document


class OneByOne:
    """A segmenter for tests: every character is a token of its own."""

    name, fingerprint = "characters", "for-tests"

    def cut(self, text: str) -> list[str]:
        return list(text)


def test_findings_keep_what_they_rest_on() -> None:
    corpus = Corpus((make_document(TEXT),), (("manifest.yaml", "1" * 64),), "texts")
    token = "match: token, segmenter: {name: characters}"
    claims = make_claims(f"""
        - {{id: one, kind: count, document: doc, terms: [全], published: "1", {token}}}
        - {{id: two, kind: count, document: doc, terms: [全球], published: "9"}}
        - {{id: length, kind: length, document: doc, published: "9"}}
    """)
    findings = verify_claims(corpus, claims, segmenters={"characters": OneByOne()})

    assert dict(findings.inputs) == {"texts/manifest.yaml": "1" * 64, "claims.yaml": "0" * 64}
    assert findings.segmenters == (("characters", "for-tests"),)
    assert findings.corpus is corpus
    places = [finding.place for finding in findings]
    assert [(place.file, place.line) for place in places if place] == [
        ("claims.yaml", 2), ("claims.yaml", 3), ("claims.yaml", 4),
    ]  # fmt: skip


def test_an_unverifiable_finding_is_of_its_claim() -> None:
    part = make_document(TEXT, completeness="partial")
    twice = make_document(test_judge.TestRepeatedParagraph.text)
    spoken = make_document(TEXT, edition="spoken")

    for held, more in ((part, ""), (twice, ""), (spoken, ", edition: printed")):
        finding = verify(f"{COUNT} '3'{more}", held)
        assert (finding.verdict.value, finding.claim.id) == ("unverifiable", "x")


def test_all_texts_that_are_not_held_are_named() -> None:
    (claim,) = make_claims(
        "- {id: x, kind: comparison, document: gone, terms: [合作], than: {document: lost}, "
        "published: '1', expect: unverifiable}"
    )
    (finding,) = verify_claims(Corpus(), [claim])

    assert str(finding.reason).endswith(": gone, lost")


def test_terms_are_compared_with_those_of_claims_that_have_some() -> None:
    claims = make_claims("""
        - {id: slip, kind: count, document: doc, terms: [人工智慧], published: "1"}
        - {id: length, kind: length, document: doc, published: 约8字}
    """)
    slip, _ = verify_claims(Corpus((make_document("发展人工智能。"),)), claims)

    assert [str(note) for note in slip.notes] == ["'人工智慧' does not occur in doc."]
