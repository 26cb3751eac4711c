"""Verdicts on texts that are incomplete, another edition, or doubtful."""

from __future__ import annotations

from pathlib import Path

import pytest

from policytext.base.errors import FaultyInputError
from policytext.claims import (
    CLAIM_KINDS,
    ClaimSet,
    Finding,
    load_claims,
    verify_claims,
    would_stop_holding,
)
from policytext.claims.judge import judge_on_copy
from policytext.claims.recount import Desk
from policytext.documents.corpus import Corpus
from policytext.documents.load import load_corpus
from policytext.language.messages import Message
from policytext.segmenters import build_segmenter
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

    def test_what_is_said_names_every_stretch_that_is_left_out(self) -> None:
        other = "弘扬全球伙伴精神，坚持以人为本、智能向善，携手构建人类命运共同体，造福各国人民。"
        document = make_document(f"{self.text}\n\n{other}\n\n坚持创新。\n\n{other}")
        finding = verify(f"{COUNT} '4'", document)  # 7, less 2 and 1

        assert str(finding.reason).count("is duplicated") == 2
        assert "…; a passage of" in str(finding.reason)

    def test_each_may_be_left_out_alone_where_both_together_change_nothing(self) -> None:
        """A difference within one text: each repeated passage adds to another side."""
        ours = "推动合作，坚持以人为本、智能向善，携手构建人类命运共同体，造福各国人民，建设世界。"
        theirs = "促进发展，弘扬伙伴精神，共享文明成果，实现共同繁荣，建设开放包容的美好家园。"
        text = f"{ours}\n\n合作。\n\n{theirs}\n\n开放。\n\n{ours}\n\n创新。\n\n{theirs}"
        claim = "kind: comparison, terms: [合作], than: {terms: [发展]}, published: '%s'"

        # 3 against 2; 2 against 2 and 3 against 1 with one copy left out; 2 against 1 with both.
        for published, expected in (("1", "unverifiable"), ("0", "unverifiable"),
                                    ("2", "unverifiable"), ("3", "refuted")):  # fmt: skip
            assert verdict(claim % published, make_document(text)) == expected, published


PLACED = "kind: first-mention, terms: [全球], published:"


def test_what_is_noted_of_a_recount_is_noted_with_every_verdict() -> None:
    held = make_document(TEXT, issued="2025-07-26")
    before = make_document("合作。", name="before", issued="2024-01-01")
    coarse = make_document("全球。", name="coarse", issued="2025")
    noted = (Message("finding_notes.earlier_texts", n=1),)

    assert verify(f"{PLACED} 首次", held, before).notes == noted
    assert verify(f"{PLACED} 第三", held, before).notes == noted
    assert verify(f"{PLACED} 第三", held, before).verdict.value == "refuted"
    assert verify(f"{PLACED} 首次", held, before, coarse).notes == noted
    assert verify(f"{PLACED} 首次", held, before, coarse).verdict.value == "unverifiable"


def test_what_is_noted_of_a_part_that_is_enough_is_noted() -> None:
    held = make_document("全球全球。", completeness="partial")
    other = make_document("合作。", name="other")
    claim = "kind: comparison, terms: [全球], than: {document: other}, published: 至少1次"
    finding = verify(claim, held, other)

    assert (finding.verdict.value, finding.notes) == ("confirmed", ())


def test_a_lost_heading_is_noted_of_a_number_that_is_refuted_too() -> None:
    sections = [f"（{n}）发展\n\n第{n}，全球合作。{LONG}。" for n in "一二三四五"]
    sections[2] = sections[2].split("\n\n")[1] + LONG
    finding = verify(f"{COUNT} '9'", make_document("\n\n".join(sections)))

    assert finding.verdict.value == "refuted"
    assert "numbering （一）: 4 follows 2" in str(finding.notes[0])


def test_where_headings_are_counted_the_reason_is_the_lost_one() -> None:
    sections = [f"（{n}）发展\n\n第{n}，全球合作。{LONG}。" for n in "一二三四五"]
    sections[2] = sections[2].split("\n\n")[1] + LONG
    finding = verify(
        "kind: items, marker: （一）, published: '5'", make_document("\n\n".join(sections))
    )

    assert finding.verdict.value == "unverifiable"
    assert "doc is damaged: " in str(finding.reason)
    assert "leaving out" not in str(finding.reason)


def test_two_texts_that_are_held_in_part_are_both_named() -> None:
    parts = (make_document(TEXT, name=n, completeness="partial") for n in ("doc", "other"))
    claim = "kind: comparison, terms: [全球], than: {document: other}, published: '7'"

    assert "only part of doc is stored; only part of other is stored" in str(
        verify(claim, *parts).reason
    )


class TestCopy:
    """A claim that was written for another copy of its document."""

    text = "各方遵循公平、开放、普惠的原则。"
    claim = "kind: items, marker: 、, between: {from: 遵循, to: 的原则}, published: 三"

    def judge(self, text: str) -> Finding:
        (claim,) = make_claims(f"- {{id: x, document: doc, {self.claim}}}")
        return judge_on_copy(claim, Desk(Corpus((make_document(text),))))

    def test_it_is_judged_as_any_other_where_its_anchors_are(self) -> None:
        assert self.judge(self.text).verdict.value == "confirmed"
        assert self.judge(self.text.replace("、普惠", "")).verdict.value == "refuted"

    def test_it_is_unverifiable_where_they_are_not(self) -> None:
        finding = self.judge("各方合作。")

        assert (finding.claim.id, finding.verdict.value) == ("x", "unverifiable")
        assert finding.measurement is None
        assert "'遵循' … '的原则' occurs not at all" in str(finding.reason)


class TestSegmenterPin:
    def test_another_segmenter_than_the_one_pinned_proves_nothing(self) -> None:
        claim = f"{COUNT} '1', match: token, segmenter: {{name: characters, fingerprint: old}}"
        finding = verify(claim, make_document(TEXT))

        assert finding.verdict.value == "unverifiable"
        here = build_segmenter("characters").fingerprint
        assert (
            f"the segmenter characters has another fingerprint ({here}) than the one pinned (old)"
            in (str(finding.reason))
        )

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


def test_a_document_that_is_new_is_known_in_the_old_corpus_too() -> None:
    claims = make_claims("- {id: x, kind: length, document: new, published: 约9字}")
    new = Corpus((make_document(TEXT, name="new"),))

    assert would_stop_holding(Corpus(), new, claims) == []
    assert would_stop_holding(Corpus(), Corpus(), claims, known=["new"]) == []
    with pytest.raises(FaultyInputError, match="no document 'new'"):
        would_stop_holding(Corpus(), Corpus(), claims)


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
