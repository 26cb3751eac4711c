"""Verdicts: what a text that is not whole, not the one meant, or doubtful can say."""

from __future__ import annotations

from pathlib import Path

import pytest

from policytext.base.errors import FaultyInputError
from policytext.claims import CLAIM_KINDS, ClaimSet, load_claims, verify_claims, would_stop_holding
from policytext.documents.corpus import Corpus
from policytext.documents.load import load_corpus
from tests.support.make_claims import make_claims, verdict, verify
from tests.support.make_documents import make_document

TEXT = "推动全球合作。"
COUNT = "kind: count, terms: [全球], published:"


def test_a_text_that_is_not_held_makes_a_claim_unverifiable_where_that_is_expected() -> None:
    claims = make_claims(
        "- {id: x, kind: length, document: gone, published: 9字, expect: unverifiable}"
    )
    (finding,) = verify_claims(Corpus(), claims)

    assert finding.verdict.value == "unverifiable"
    assert "the text is not stored: gone" in str(finding.reason)


def test_a_text_that_is_not_held_is_else_a_fault_of_the_claims_file() -> None:
    claims = make_claims("""
        - id: x
          kind: count
          document: dog
          terms: [全球]
          published: "1"
          source: {document: cod}
    """)
    with pytest.raises(FaultyInputError) as caught:
        verify_claims(Corpus((make_document(TEXT),)), claims)

    first, second = caught.value.faults
    assert (first.line, first.path) == (4, "claims[0].document")
    assert (second.line, second.path) == (7, "claims[0].source.document")
    assert "Did you mean 'doc'?" in first.what


@pytest.mark.parametrize(
    "entry",
    [
        {"completeness": "partial"},
        {"edition": "TRUNCATED"},
        {"edition": "DIGEST (摘登)"},
        {"edition": "摘要"},
        {"edition": "转载节选（第二部分）"},
        {"edition": "PARTIAL (lines dropped by the alignment filter)"},
        {"edition": "near-complete"},
    ],
)
def test_a_part_of_a_text_confirms_a_lower_bound_and_nothing_else(entry: dict[str, str]) -> None:
    part = make_document(TEXT, **entry)

    assert verdict(f"{COUNT} 至少1次", part) == "confirmed"
    assert verdict(f"{COUNT} 超过0次", part) == "confirmed"
    for published in ("'1'", "'2'", "至少2次", "不足5次", "约1次", "1次以下"):
        assert verdict(f"{COUNT} {published}", part) == "unverifiable", published


@pytest.mark.parametrize(
    "edition", ["complete", "complete (SPOKEN edition, about half of the printed report)", "全文"]
)
def test_a_whole_edition_confirms_and_refutes(edition: str) -> None:
    assert verdict(f"{COUNT} '1'", make_document(TEXT, edition=edition)) == "confirmed"
    assert verdict(f"{COUNT} '2'", make_document(TEXT, edition=edition)) == "refuted"


def test_another_edition_than_the_one_claimed_proves_nothing() -> None:
    spoken = make_document(TEXT, edition="spoken")

    assert verdict(f"{COUNT} 至少1次, edition: printed", spoken) == "unverifiable"
    assert verdict(f"{COUNT} 至少1次, edition: spoken", spoken) == "confirmed"


SECTIONS = "\n\n".join(
    f"{number}、{name}。推动全球合作，共享发展成果，促进共同繁荣。"
    for number, name in zip("一二三四", ("机遇", "创新", "安全", "治理"), strict=True)
)


def test_a_hole_in_the_numbering_makes_an_exact_count_unverifiable() -> None:
    whole = make_document(SECTIONS)
    holed = make_document(SECTIONS.replace(SECTIONS.split("\n\n")[2], ""))

    assert verdict(f"{COUNT} '4'", whole) == "confirmed"
    assert verdict(f"{COUNT} '3'", holed) == "unverifiable"
    assert verdict(f"{COUNT} 至少3次", holed) == "confirmed"
    assert verdict(f"{COUNT} '3', scope: [title]", holed) == "refuted"


def test_a_cut_end_makes_an_exact_count_unverifiable() -> None:
    assert verdict(f"{COUNT} '1'", make_document("推动全球合作。\n\n促进共同")) == "unverifiable"


LONG = "大力推动节能降耗和环境保护工作，" * 8


def test_a_heading_line_that_alone_was_lost_is_noted_and_hides_no_verdict() -> None:
    sections = [f"（{n}）发展\n\n第{n}，全球合作。{LONG}。" for n in "一二三四五"]
    sections[2] = sections[2].split("\n\n")[1] + LONG  # （三） lost its heading, not its text
    finding = verify(f"{COUNT} '5'", make_document("\n\n".join(sections)))

    assert finding.verdict.value == "confirmed"
    assert "numbering （一）: 4 follows 2" in str(finding.notes[0])


def test_where_headings_are_counted_a_lost_one_is_a_gap() -> None:
    sections = [f"（{n}）发展\n\n第{n}，全球合作。{LONG}。" for n in "一二三四五"]
    sections[2] = sections[2].split("\n\n")[1]
    document = make_document("\n\n".join(sections))

    assert verdict("kind: items, marker: （一）, published: '5'", document) == "unverifiable"


class TestRepeatedParagraph:
    twice = "推动全球合作，促进全球发展，共享发展成果，实现共同繁荣，建设美好世界。"
    text = f"全球治理。\n\n{twice}\n\n坚持开放。\n\n{twice}"  # 5 全球, 3 with one copy left out

    def test_it_matters_where_leaving_one_out_would_turn_the_verdict(self) -> None:
        document = make_document(self.text)

        assert verdict(f"{COUNT} '5'", document) == "unverifiable"
        assert verdict(f"{COUNT} '3'", document) == "unverifiable"

    def test_it_does_not_matter_where_both_ways_say_the_same(self) -> None:
        document = make_document(self.text)

        assert verdict(f"{COUNT} '4'", document) == "refuted"
        assert verdict(f"{COUNT} 至少3次", document) == "confirmed"
        assert verdict("kind: count, terms: [开放], published: '1'", document) == "confirmed"

    def test_a_length_is_as_doubtful(self) -> None:
        document = make_document(self.text)
        length = len("".join(self.text.split()))

        claim = "kind: length, scope: [body], published:"
        assert verdict(f"{claim} '{length}'", document) == "unverifiable"
        assert verdict(f"{claim} '{length - len(self.twice)}'", document) == "unverifiable"
        assert verdict(f"{claim} '{length - 1}'", document) == "refuted"

    def test_of_two_that_stand_twice_each_or_both_may_be_left_out(self) -> None:
        other = "弘扬全球伙伴精神，坚持以人为本、智能向善，携手构建人类命运共同体，造福各国人民。"
        document = make_document(f"{self.text}\n\n{other}\n\n坚持创新。\n\n{other}")  # 7 全球

        expected = {7: "unverifiable", 6: "unverifiable", 5: "unverifiable", 4: "unverifiable",
                    8: "refuted", 3: "refuted"}  # fmt: skip
        assert {n: verdict(f"{COUNT} '{n}'", document) for n in expected} == expected


class TestSegmenterPin:
    def test_another_segmenter_than_the_one_pinned_proves_nothing(self) -> None:
        claim = f"{COUNT} '1', match: token, segmenter: {{name: characters, fingerprint: old}}"
        finding = verify(claim, make_document(TEXT))

        assert finding.verdict.value == "unverifiable"
        assert "than the one pinned (old)" in str(finding.reason)

    def test_the_one_pinned_judges(self) -> None:
        claim = "kind: count, terms: [全], published: '1', match: token, segmenter: {name: %s}"
        unpinned = verify(claim % "characters", make_document(TEXT))
        assert unpinned.verdict.value == "confirmed"


def test_an_explained_or_expected_refutation_is_as_expected() -> None:
    finding = verify(f"{COUNT} '2', expect: refuted", make_document(TEXT))

    assert finding.verdict.value == "refuted"
    assert finding.as_expected


def test_a_term_that_does_not_occur_is_noted_with_the_one_that_may_be_meant() -> None:
    claims = make_claims("""
        - {id: right, kind: count, document: doc, terms: [人工智能], published: "1"}
        - {id: slip, kind: count, document: doc, terms: [人工智慧], published: "1"}
    """)
    right, slip = verify_claims(Corpus((make_document("发展人工智能。"),)), claims)

    assert right.notes == ()
    assert list(map(str, slip.notes)) == [
        "'人工智慧' does not occur in doc. Did you mean '人工智能'?"
    ]


def test_claims_that_would_stop_holding_are_listed_with_both_findings() -> None:
    claims = make_claims("""
        - {id: holds, kind: count, document: doc, terms: [全球], published: "1"}
        - {id: falls, kind: count, document: doc, terms: [合作], published: "1"}
        - {id: wrong, kind: count, document: doc, terms: [治理], published: "9"}
    """)
    before, after = Corpus((make_document(TEXT),)), Corpus((make_document("推动全球发展。"),))

    ((was, now),) = would_stop_holding(before, after, claims)
    assert (was.claim.id, was.verdict.value, now.verdict.value) == ("falls", "confirmed", "refuted")


def test_a_document_that_is_taken_away_stops_what_held() -> None:
    claims = make_claims("- {id: x, kind: length, document: doc, published: 约9字}")
    before = Corpus((make_document(TEXT),))

    ((_, now),) = would_stop_holding(before, Corpus(), claims)
    assert now.verdict.value == "unverifiable"


def test_a_failing_assertion_names_the_claims_that_are_not_as_expected() -> None:
    findings = verify_claims(
        Corpus((make_document(TEXT),)),
        make_claims("""
            - {id: right, kind: count, document: doc, terms: [全球], published: "1"}
            - {id: off, kind: count, document: doc, terms: [全球], published: "2"}
        """),
    )
    assert repr(findings).startswith("<2 findings, not as expected: off (does not reproduce under")
    assert "right" not in repr(findings)


def test_claims_can_be_made_without_a_file() -> None:
    claim = CLAIM_KINDS["count"].model_validate(
        {"id": "x", "kind": "count", "document": "doc", "terms": ["全球"], "published": "1"}
    )
    corpus = Corpus((make_document(TEXT),))

    assert verify_claims(corpus, [claim]).as_expected
    assert verify_claims(corpus, ClaimSet((claim,))).findings[0].place is None


@pytest.mark.corpora
def test_the_press_claims_come_out_as_recounted_by_hand(corpora: Path) -> None:
    claims = load_claims(corpora / "claims" / "press.yaml")
    findings = verify_claims(load_corpus(corpora, ids=claims.documents), claims)

    assert findings.summary == {
        "claims": 106, "confirmed": 92, "refuted": 12, "unverifiable": 2, "as_expected": 106,
    }  # fmt: skip
