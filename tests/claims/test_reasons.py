"""The reason of a verdict: the recount, its convention, and why it may be unverifiable."""

from __future__ import annotations

from policytext.claims import verify_claims
from policytext.documents.corpus import Corpus
from tests.support.make_claims import make_claims, verify
from tests.support.make_documents import make_document

WHOLE = "推动全球合作，共建全球家园。"  # 全球 twice
COUNT = "kind: count, terms: [全球], published:"
CONVENTION = "text/each/title+subtitle+body"


def reason(claim: str, text: str = WHOLE, **metadata: str) -> str:
    return str(verify(claim, make_document(text, **metadata)).reason)


def test_a_count_that_holds_says_so_with_its_convention_and_both_numbers() -> None:
    assert reason(f"{COUNT} 两次") == f"reproduces under {CONVENTION}: 2 recounted, 两次 published"


def test_a_count_that_does_not_hold_says_so_in_the_same_words() -> None:
    expected = f"does not reproduce under {CONVENTION}: 2 recounted, 3 published"
    assert reason(f"{COUNT} '3'") == expected


def test_a_share_of_nothing_is_undefined_and_refuted() -> None:
    claim = "kind: share, terms: [全球], of: [安全], published: 50%"
    finding = verify(claim, make_document(WHOLE))

    assert finding.verdict.value == "refuted"
    assert finding.recounted is None
    assert str(finding.reason).endswith(": the recount is undefined")


def test_a_part_that_is_enough_says_why_the_rest_does_not_matter() -> None:
    said = reason(f"{COUNT} 至少2次", completeness="partial")

    assert said.startswith(f"reproduces under {CONVENTION}: 2 recounted, 至少2次 published; ")
    assert said.endswith(", and the rest could only add to it")


def test_a_part_that_is_not_enough_says_what_it_gives() -> None:
    said = reason(f"{COUNT} '3'", completeness="partial")

    assert said.startswith("cannot be verified: ")
    assert said.endswith("; the stored text gives 2")


def test_a_text_not_held_gives_no_number() -> None:
    claims = make_claims(
        "- {id: x, kind: length, document: gone, published: 9字, expect: unverifiable}"
    )
    (finding,) = verify_claims(Corpus(), claims)

    assert str(finding.reason) == "cannot be verified: the text is not stored: gone"
    assert finding.recounted is None


def test_the_edition_and_the_segmenter_that_are_held_are_named() -> None:
    assert (
        reason(f"{COUNT} '2', edition: printed", edition="spoken")
        == "cannot be verified: the stored edition (spoken) is not the one claimed (printed)"
        "; the stored text gives 2"
    )
    assert "the stored edition (unnamed) is not" in reason(f"{COUNT} '2', edition: printed")
    pinned = "match: token, segmenter: {name: characters, fingerprint: old}"
    assert reason(f"kind: count, terms: [全], published: '2', {pinned}").startswith(
        "cannot be verified: the segmenter characters has another fingerprint ("
    )


TWICE = "推动全球合作，促进全球发展，共享发展成果，实现共同繁荣，建设美好世界。"


def test_the_stretch_that_would_turn_the_verdict_is_named() -> None:
    said = reason(f"{COUNT} '5'", f"全球治理。\n\n{TWICE}\n\n坚持开放。\n\n{TWICE}")

    assert said.startswith(
        "cannot be verified: leaving out a doubtful stretch of doc would change the verdict ("
    )
    assert said.endswith("; the stored text gives 5")


def test_a_stretch_that_turns_nothing_hides_none_that_does() -> None:
    """The first of two compared documents has a doubtful passage without a match."""
    claims = make_claims("""
        - id: x
          kind: comparison
          document: one
          terms: [合作]
          than: {document: two, terms: [合作]}
          published: "1"
    """)
    harmless = "弘扬伙伴精神，坚持以人为本、智能向善，携手构建命运共同体，造福各国人民。"
    one = make_document(f"合作共赢，合作发展，再谈合作。\n\n{harmless}\n\n{harmless}", id="one")
    two = make_document(f"序言。\n\n{TWICE}\n\n坚持开放。\n\n{TWICE}", id="two")
    (finding,) = verify_claims(Corpus((one, two)), claims)

    assert finding.recounted == 1
    assert finding.verdict.value == "unverifiable"
    assert "a doubtful stretch of two" in str(finding.reason)


def test_the_hits_behind_a_verdict_stay_with_it_whatever_it_is() -> None:
    for claim, metadata in (
        (f"{COUNT} '2'", {}),
        (f"{COUNT} '3'", {}),
        (f"{COUNT} '3'", {"completeness": "partial"}),
        (f"{COUNT} 至少2次", {"completeness": "partial"}),
    ):
        finding = verify(claim, make_document(WHOLE, **metadata))
        assert finding.by_term == {"全球": 2}
        assert finding.claim.id == "x"
