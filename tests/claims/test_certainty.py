"""Reasons for doubt prevent a refutation: every kind of claim with every reason.

Every text is small enough to count by eye, and every case has a twin without the reason for doubt,
which is refuted: what is tested is the reason, not that nothing is ever refuted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from policytext.base.errors import FaultyInputError
from policytext.claims import verify_claims
from policytext.claims.certainty import find_doubt, find_younger_text, is_open
from policytext.claims.model import TermClaim
from policytext.claims.recount import Desk
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from tests.support.make_claims import make_claims, verify
from tests.support.make_documents import make_document

# 合作 3, 发展 2, 全球 1; three sections; 36 characters in the body.
BODY = "一、推动合作，共谋发展。\n\n二、扩大合作，促进发展。\n\n三、全球合作，造福各国。"


def make(text: str = BODY, **entry: object) -> Document:
    return make_document(text, **{"title": "计划", "issued": "2025-07-26", **entry})  # type: ignore[arg-type]


EARLIER = make("共谋开放。", name="before", title="旧文", issued="2024-01-01")
PEER = make("推动合作。", name="peer", title="他文")

# A false claim of each kind about BODY, and the words by which it is published.
FALSE: dict[str, str] = {
    "count": "kind: count, terms: [合作], published: '4'",
    "items": "kind: items, marker: 一、, published: 四项",
    "length": "kind: length, scope: [body], published: 40字",
    "share": "kind: share, terms: [全球], of: [全球, 合作], published: 50%",
    "comparison": "kind: comparison, terms: [合作], than: {document: peer}, published: '3'",
    "rank": "kind: rank, terms: [发展], among: [合作, 发展, 全球], published: 首位",
    "first-mention": "kind: first-mention, terms: [安全], published: 首次",
}
OLDER = "source: {date: 2025-07-20}"


def judge(kind: str, *documents: Document, more: str = "") -> tuple[str, str]:
    """Return the verdict and reason of a false claim of *kind* with *more* keys."""
    held = documents or (make(),)
    claim = f"{FALSE[kind]}, {more}" if more else FALSE[kind]
    finding = verify(claim, *held, EARLIER, PEER)
    return finding.verdict.value, str(finding.reason)


@pytest.mark.parametrize("kind", FALSE)
def test_a_false_number_is_refuted_where_all_is_certain(kind: str) -> None:
    assert judge(kind)[0] == "refuted"
    dated = judge(kind, more="source: {date: 2025-07-27}")
    assert dated[0] == "refuted"


@dataclass(frozen=True)
class Reason:
    """A reason for doubt: its text, keys of the claim, and the expected message."""

    says: str
    document: Callable[[], Document] = make
    more: str = ""


REASONS: dict[str, Reason] = {
    "a digest": Reason("only part of", lambda: make(edition="摘要")),
    "a partial text": Reason("only part of", lambda: make(completeness="partial")),
    "another edition": Reason(
        "the stored edition", lambda: make(edition="spoken"), "edition: printed"
    ),
    "a younger text": Reason("after the claim was published", more=OLDER),
    "a younger text, by month": Reason(
        "after the claim was published", more="source: {date: 2025年6月}"
    ),
    "a younger text than its source": Reason(
        "after the claim was published", more="source: {document: before}"
    ),
    "a hole in the numbering": Reason(
        "is damaged", lambda: make(BODY.replace("三、", "四、") + "\n\n五、共同发展，造福各国。")
    ),
    "a cut end": Reason("is damaged", lambda: make(f"{BODY}\n\n共同")),
}


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("kind", FALSE)
def test_no_kind_accuses_where_one_thing_is_not_certain(kind: str, reason: str) -> None:
    doubt = REASONS[reason]
    verdict, said = judge(kind, doubt.document(), more=doubt.more)

    assert verdict == "unverifiable"
    assert doubt.says in said


@pytest.mark.parametrize("date", ["2025-07-26", "2025-07", "2025", "2026-01-01", "", "last summer"])
def test_a_text_that_is_not_surely_younger_is_no_reason(date: str) -> None:
    assert judge("count", more=f"source: {{date: '{date}'}}")[0] == "refuted"


def test_a_text_without_a_date_is_no_younger() -> None:
    dated = make()
    undated = replace(dated, metadata=replace(dated.metadata, issued=""))

    assert judge("count", dated, more="source: {date: '2020'}")[0] == "unverifiable"
    assert judge("count", undated, more="source: {date: '2020'}")[0] == "refuted"


# What would make the false number of each kind come out, once: in another edition of the text.
MENDED: dict[str, str] = {
    "count": f"{BODY}合作。",
    "items": f"{BODY}\n\n四、共同安全，造福各国。",
    "length": f"{BODY}一二三四",
    "share": "全球合作，全球合作。",
    "comparison": f"{BODY}合作。",
    "rank": "发展。",
    "first-mention": "安全。",
}


@pytest.mark.parametrize("kind", FALSE)
def test_another_edition_that_gives_the_number_is_a_reason(kind: str) -> None:
    other = make(MENDED[kind], name="printed")
    verdict, said = judge(kind, make(), other)

    assert verdict == "unverifiable"
    assert "it comes out in printed, another edition of doc" in said
    for stranger in (
        make(MENDED[kind], name="printed", title="别的计划"),
        make(MENDED[kind], name="printed", issued="2024-07-26"),
        make(name="printed"),  # the same text
    ):
        assert judge(kind, make(), stranger)[0] == "refuted", stranger.metadata


def test_an_edition_that_is_claimed_by_name_is_the_one_that_is_judged() -> None:
    held = make(edition="spoken")
    other = make(MENDED["count"], name="printed", edition="printed")

    assert judge("count", held, other, more="edition: spoken")[0] == "refuted"


def test_another_edition_without_the_anchors_of_a_list_gives_no_number() -> None:
    text = f"{BODY}\n\n各方遵循公平、开放、普惠的原则。"
    claim = "kind: items, marker: 、, between: {from: 遵循, to: 的原则}, published: 四项"

    assert verify(claim, make(text), make(name="printed")).verdict == "refuted"


# A paragraph that is printed twice: without the copy the number comes out.
COPY = "弘扬全球伙伴精神，坚持以人为本、智能向善，携手推动合作与安全，造福各国人民，建设世界。"
TWICE = f"{COPY}\n\n{BODY}\n\n{COPY}"
TURNED: dict[str, str] = {
    "count": "kind: count, terms: [合作], published: '4'",  # 5 with the copy
    "length": f"kind: length, scope: [body], published: '{len(COPY) + len(BODY) - 4}'",
    "share": "kind: share, terms: [全球], of: [全球, 合作], published: 三分之一",  # 2 of 6, 3 of 8
    "comparison": "kind: comparison, terms: [合作], than: {document: peer}, published: '3'",
}


@pytest.mark.parametrize("kind", ["count", "length", "share", "comparison"])
def test_a_paragraph_printed_twice_is_a_reason_where_it_turns_the_verdict(kind: str) -> None:
    finding = verify(TURNED[kind], make(TWICE), PEER)

    assert finding.verdict.value == "unverifiable"
    assert "leaving out a doubtful stretch of doc" in str(finding.reason)
    far = TURNED[kind].rpartition("published: ")[0] + "published: '5000'"
    assert verify(far, make(TWICE), PEER).verdict.value == "refuted"


def test_a_paragraph_printed_twice_is_a_reason_for_ranks_and_for_items() -> None:
    copy = f"1.{COPY}"
    text = f"1.发展谋发展，谋合作。\n\n2.发展。\n\n{copy}\n\n{copy}"
    rank = "kind: rank, terms: [发展], among: [发展, 各国人民], published: 首位"

    assert verify(rank, make(text)).verdict == "confirmed"  # 3 against 2, or 1
    for kind, claim in (
        ("rank", "kind: rank, terms: [安全], among: [安全, 谋], published: 第二"),  # 2 against 1
        ("items", "kind: items, marker: '1.', published: 三项"),  # 4 with the copy
    ):
        finding = verify(claim, make(text))
        assert finding.verdict == "unverifiable", kind
        assert "leaving out" in str(finding.reason) or "numbering" in str(finding.reason)


# A traditional text, its simplified terms as they would be counted if it were read as simplified.
TRADITIONAL = "推動發展，促進發展，擴大國際合作，全球關注安全。"
IN_SCRIPT: dict[str, str] = {
    "count": "kind: count, terms: [发展], published: '2'",
    "share": "kind: share, terms: [国际], of: [国际, 发展], published: 三分之一",
    "comparison": "kind: comparison, terms: [发展], than: {terms: [国际]}, published: '1'",
    "rank": "kind: rank, terms: [发展], among: [全球, 发展], published: 首位",
    "first-mention": "kind: first-mention, terms: [发展], published: 首次",
}


@pytest.mark.parametrize("kind", IN_SCRIPT)
def test_a_number_that_comes_out_in_the_other_script_is_not_refuted(kind: str) -> None:
    for language in ("zh", "zh-Hant"):
        finding = verify(IN_SCRIPT[kind], make(TRADITIONAL, language=language), EARLIER)
        assert finding.verdict.value != "refuted", (language, finding.reason)
    far = IN_SCRIPT[kind].rpartition("published: ")[0] + "published: '9'"
    if kind != "first-mention":
        assert verify(far, make(TRADITIONAL)).verdict.value == "refuted"


def test_a_traditional_term_of_a_simplified_text_is_not_refuted_either() -> None:
    claim = "kind: count, terms: [發展], published: '{}'"

    assert verify(claim.format(2), make()).verdict.value == "unverifiable"
    assert verify(claim.format(3), make()).verdict.value == "refuted"


OPEN = "source: {quote: 提到“合作”等词}"
# The number is mended by more words, and it is not: published, with 3, 1/4, 2, second, absent.
BY_WORDS: dict[str, tuple[str, str]] = {
    "count": ("kind: count, terms: [合作], published: '4'", "'2'"),
    "share": ("kind: share, terms: [全球], of: [全球, 合作], published: 50%", "20%"),
    "rank": ("kind: rank, terms: [发展], among: [合作, 发展, 全球], published: 首位", "第三"),
    "first-mention": ("kind: first-mention, terms: [安全], published: 首次", ""),
}


@pytest.mark.parametrize("kind", BY_WORDS)
def test_words_the_source_leaves_open_are_a_reason_where_they_could_give_the_number(
    kind: str,
) -> None:
    claim, far = BY_WORDS[kind]
    finding = verify(f"{claim}, open_family: true", make(), EARLIER)

    assert finding.verdict.value == "unverifiable"
    assert "the source leaves the family open" in str(finding.reason)
    assert verify(f"{claim}, open_family: false", make(), EARLIER).verdict.value == "refuted"
    if far:
        mended = f"{claim.rpartition('published: ')[0]}published: {far}, open_family: true"
        assert verify(mended, make(), EARLIER).verdict.value == "refuted"


def test_more_words_can_only_take_a_first_mention_away_from_a_text_that_has_one() -> None:
    before = make("合作。", name="before", title="旧文", issued="2024-01-01")
    claim = "kind: first-mention, terms: [合作], published: 首次, open_family: true"

    assert verify(claim, make(), before).verdict.value == "refuted"


@pytest.mark.parametrize("published", ["'3'", "'1'"])
def test_a_difference_may_go_both_ways_with_more_words(published: str) -> None:
    claim = f"kind: comparison, terms: [合作], than: {{document: peer}}, published: {published}"

    assert verify(claim, make(), PEER).verdict.value == "refuted"
    assert verify(f"{claim}, open_family: true", make(), PEER).verdict.value == "unverifiable"


def test_an_undefined_share_could_be_defined_by_more_words() -> None:
    claim = "kind: share, terms: [安全], of: [安全], published: 50%"

    assert verify(claim, make()).verdict.value == "refuted"
    assert verify(f"{claim}, open_family: true", make()).verdict.value == "unverifiable"


@pytest.mark.parametrize(
    ("quote", "opened"),
    [
        ("合作等3次", True),
        ("“合作”等词3次", True),
        ("「合作」等", True),
        ("合作，等", True),
        ("合作 等", True),
        ("合作etc.", True),
        ("合作3次", False),
        ("等3次", False),
        ("等合作", False),
    ],
)
def test_a_quote_leaves_a_family_open_where_it_says_so_behind_a_term(
    quote: str, opened: bool
) -> None:
    (claim,) = make_claims(
        f"- {{id: x, kind: count, document: doc, terms: [合作], published: '1', "
        f"source: {{quote: '{quote}'}}}}"
    )

    assert isinstance(claim, TermClaim)
    assert is_open(claim) is opened


PLAN = "推动互联网+行动，发展互联网+产业。到二〇三五年，open cooperation in parts."


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (
            "kind: count, terms: [互联网+], match: token",
            "'互联网+' occurs 2 times in doc, but never as one token of",
        ),
        ("kind: count, terms: [联网], match: token", "'联网' occurs 2 times"),
        ("kind: rank, terms: [推动], among: [互联网+, 推动], match: token", "'互联网+' occurs 2"),
        ("kind: share, terms: [推动], of: [互联网+], match: token", "'互联网+' occurs 2 times"),
        ("kind: comparison, terms: [推动], than: {terms: [互联网+]}, match: token", "'互联网+'"),
        ("kind: first-mention, terms: [互联网+], match: token", "'互联网+' occurs 2 times"),
    ],
)
def test_a_word_that_occurs_but_never_as_what_is_counted_accuses_nobody(
    claim: str, said: str
) -> None:
    finding = verify(f"{claim}, published: '9'", make(PLAN), EARLIER)

    assert finding.verdict.value == "unverifiable"
    assert said in str(finding.reason)
    assert not any("does not occur" in str(note) for note in finding.notes)


def test_another_way_of_matching_that_gives_the_number_is_no_reason() -> None:
    """推动 occurs twice and is a token both times; 互联网+ occurs twice and is never one."""
    plan = make("推动“互联网+”行动，推动“互联网+”监管。")
    claim = "kind: count, terms: [推动, 互联网+], match: token, published: '%s'"

    assert verify(claim % 2, plan).verdict.value == "confirmed"
    assert verify(claim % 4, plan).verdict.value == "refuted"
    assert verify(claim % 9, plan).verdict.value == "refuted"


@pytest.mark.parametrize(
    "claim",
    [
        "kind: count, terms: [南极], match: token",  # not there at all
        "kind: count, terms: [推动], match: token",
        "kind: count, terms: [发展], match: word",
        "kind: count, terms: [part], match: word",  # part of parts is no word
        "kind: count, terms: [互联网+]",
    ],
)
def test_a_word_that_is_counted_as_it_occurs_or_is_not_there_is_refuted(claim: str) -> None:
    assert verify(f"{claim}, published: '9'", make(PLAN)).verdict.value == "refuted"


def test_a_number_that_reproduces_is_confirmed_whatever_could_be_doubted() -> None:
    other = make(f"{BODY}合作。", name="printed")
    claim = "kind: count, terms: [合作], published: '3', open_family: true"

    assert verify(claim, make(), other).verdict.value == "confirmed"


def test_a_source_that_is_not_held_says_no_date() -> None:
    claims = make_claims(
        f"- {{id: x, document: doc, {FALSE['count']}, source: {{document: gone}}}}"
    )
    with pytest.raises(FaultyInputError, match="no document 'gone'"):
        verify_claims(Corpus((make(),)), claims)
    (finding,) = verify_claims(Corpus((make(),)), claims, known=["gone"])
    assert finding.verdict.value == "refuted"


@pytest.mark.parametrize("kind", FALSE)
def test_without_a_reason_none_is_given(kind: str) -> None:
    (claim,) = make_claims(f"- {{id: x, document: doc, {FALSE[kind]}}}")
    desk = Desk(Corpus((make(), EARLIER, PEER)))

    assert find_doubt(claim, claim.measure(desk), desk) is None
    assert find_younger_text(claim, desk.corpus) is None


def test_the_reason_reads_as_a_sentence() -> None:
    finding = verify(f"{FALSE['count']}, open_family: true", make())

    assert str(finding.reason) == (
        "cannot be verified: the source leaves the family open (等), and more words could give its "
        "number; the stored text gives 3"
    )


def test_scripts_are_no_reason_for_english_texts() -> None:
    """In the text, 乾 is part of a name; English texts are not simplified."""
    text = make("乾 and 干 are two characters.", language="en")
    claim = "kind: count, terms: [干], match: text, published: '2'"

    assert verify(claim, text).verdict.value == "refuted"
    assert verify(claim, make("乾净、干净。")).verdict.value == "unverifiable"
