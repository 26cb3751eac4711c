"""Each kind of claim, on texts one can count by eye."""

from __future__ import annotations

from fractions import Fraction

import pytest

from policytext.base.errors import FaultyInputError
from policytext.claims import CLAIM_KINDS
from tests.support.make_claims import make_claims, verdict, verify
from tests.support.make_documents import make_document

PLAN = """为此，各方在遵循向善为民、尊重主权、公平普惠的目标和原则基础上，采取行动。

一、共同发展。推动全球合作，鼓励国际合作。

二、共同治理。社会主义市场与社会主义道路，反对霸权主义。

三、共同安全。全球南方与全球治理。
"""


@pytest.mark.parametrize(
    ("claim", "recounted"),
    [
        ("kind: count, terms: [合作], published: '2'", 2),
        ("kind: count, terms: [全球, 国际], published: '4'", 4),
        ("kind: count, terms: [全球, 全球治理], published: '4'", 4),
        ("kind: count, terms: [全球, 全球治理], overlap: longest, published: '3'", 3),
        ("kind: count, terms: [主义], minus: [社会主义], published: '1'", 1),
        ("kind: count, terms: [无题], published: '1'", 1),
        ("kind: count, terms: [无题], scope: [body], published: '0'", 0),
        ("kind: items, marker: 一、, published: 三项", 3),
        ("kind: items, marker: 第X条, published: '0'", 0),
        ("kind: items, marker: 一、, between: {from: 全球合作, to: 全球南方}, published: '2'", 2),
        ("kind: items, marker: 、, between: {from: 遵循, to: 的目标和原则}, published: 三大", 3),
        (
            "kind: items, marker: 、, separators: [、, 和], between: {from: 遵循, to: 基础上}, "
            "published: 四",
            4,
        ),
        ("kind: share, terms: [主义], minus: [社会主义], of: [主义], published: 三分之一", "1/3"),
        ("kind: share, terms: [国际], of: [国际, 全球], published: 25%", "1/4"),
        ("kind: comparison, terms: [共同], than: {terms: [合作]}, published: '1'", 1),
        (
            "kind: comparison, terms: [全球], than: {terms: [合作]}, by: ratio, published: 1.5倍",
            "3/2",
        ),
        ("kind: rank, terms: [全球], among: [合作, 国际, 霸权], published: 首位", 1),
        ("kind: rank, terms: [国际], among: [合作, 国际, 全球, 霸权], published: 第三", 3),
    ],
)
def test_a_claim_that_holds_is_confirmed_with_its_number(claim: str, recounted: int | str) -> None:
    finding = verify(claim, make_document(PLAN))

    assert finding.recounted == Fraction(recounted)
    assert finding.verdict.value == "confirmed", finding.reason


@pytest.mark.parametrize(
    "claim",
    [
        "kind: count, terms: [合作], published: '3'",
        "kind: count, terms: [主义], published: '1'",
        "kind: items, marker: 一、, published: 四项",
        "kind: length, published: 约200字",
        "kind: share, terms: [国际], of: [国际, 全球], published: 26%",
        "kind: share, terms: [国际], of: [南极], published: 26%",
        "kind: comparison, terms: [共同], than: {terms: [合作]}, published: '2'",
        "kind: rank, terms: [国际], among: [合作, 国际, 全球, 霸权], published: 首位",
    ],
)
def test_a_claim_that_does_not_hold_is_refuted_under_its_convention(claim: str) -> None:
    finding = verify(claim, make_document(PLAN))

    assert finding.verdict.value == "refuted"
    assert str(finding.reason).startswith(f"does not reproduce under {finding.convention}")


def test_every_match_is_kept_and_they_are_the_count() -> None:
    finding = verify("kind: count, terms: [全球, 国际], published: '4'", make_document(PLAN))

    assert finding.measurement is not None
    assert [len(part.matches) for part in finding.measurement.parts] == [4]
    assert finding.by_term == {"全球": 3, "国际": 1}


@pytest.mark.parametrize(
    ("unit", "length"), [("unit: characters, ", 13), ("", 13), ("unit: han, ", 6)]
)
def test_a_length_is_in_the_unit_of_its_convention(unit: str, length: int) -> None:
    document = make_document("发展AI 技术，提高 GDP。")
    finding = verify(f"kind: length, {unit}scope: [body], published: '{length}'", document)

    assert finding.verdict.value == "confirmed"
    assert finding.convention == f"length:{'han' if 'han' in unit else 'characters'}/body"


def test_an_english_length_may_be_in_words() -> None:
    document = make_document("We the people don't count twenty-one twice.", language="en")

    claim = "kind: length, unit: words, scope: [body], published: seven words"
    assert verdict(claim, document) == "confirmed"


def test_two_documents_are_compared() -> None:
    ours, theirs = make_document("合作，合作，合作。"), make_document("合作。", name="other")
    claim = "kind: comparison, terms: [合作], than: {document: other}, published: {}"

    assert verdict(claim.replace("{}", "'2'"), ours, theirs) == "confirmed"
    assert verdict(claim.replace("{}", "3倍, by: ratio"), ours, theirs) == "confirmed"


def test_a_tie_for_the_first_place_is_said() -> None:
    finding = verify("kind: rank, terms: [全球], among: [合作]", make_document("全球合作。"))

    assert finding.verdict.value == "confirmed"
    assert list(map(str, finding.notes)) == ["As many hits as 合作."]


class TestFirstMention:
    claim = "kind: first-mention, terms: [新质生产力]"

    def test_a_term_no_earlier_text_has_is_a_first_mention(self) -> None:
        documents = (
            make_document("发展新质生产力。", issued="2024-03-05"),
            make_document("发展生产力。", name="before", issued="2023-03-05"),
            make_document("发展新质生产力。", name="after", issued="2025-03-05"),
        )
        assert verdict(self.claim, *documents) == "confirmed"
        assert verdict(f"{self.claim}, published: 第二次", *documents) == "refuted"

    def test_an_earlier_text_with_the_term_refutes_it(self) -> None:
        documents = (
            make_document("发展新质生产力。", issued="2024-03-05"),
            make_document("发展新质生产力。", name="before", issued="2023"),
            make_document("发展。", name="partial", issued="2022", completeness="partial"),
        )
        assert verdict(self.claim, *documents) == "refuted"

    def test_an_earlier_text_held_in_part_leaves_it_open(self) -> None:
        documents = (
            make_document("发展新质生产力。", issued="2024-03-05"),
            make_document("发展生产力。", name="before", issued="2023", completeness="partial"),
            make_document("发展生产力。", name="whole", issued="2022"),
        )
        assert verdict(self.claim, *documents) == "unverifiable"
        assert verdict(f"{self.claim}, among: [whole]", *documents) == "confirmed"

    def test_a_date_too_coarse_to_say_leaves_it_open(self) -> None:
        documents = (
            make_document("发展新质生产力。", issued="2024-03-05"),
            make_document("发展新质生产力。", name="same-year", issued="2024"),
            make_document("发展。", name="before", issued="2022"),
        )
        assert verdict(self.claim, *documents) == "unverifiable"

    def test_without_an_earlier_text_there_is_nothing_to_be_first_of(self) -> None:
        assert verdict(self.claim, make_document("发展新质生产力。")) == "unverifiable"

    def test_a_text_without_the_term_mentions_it_neither_first_nor_later(self) -> None:
        assert verdict(self.claim, make_document("发展生产力。")) == "refuted"


@pytest.mark.parametrize(
    ("between", "said"),
    [
        ("{from: 遵循, to: 的宗旨}", "occurs not at all in one paragraph"),
        ("{from: 共同, to: 全球}", "occurs 2 times in one paragraph"),
    ],
)
def test_anchors_that_name_no_one_stretch_are_a_fault_with_its_place(
    between: str, said: str
) -> None:
    claim = f"kind: items, marker: 、, between: {between}, published: '3'"
    with pytest.raises(FaultyInputError) as caught:
        verify(claim, make_document(PLAN))

    (fault,) = caught.value.faults
    assert (fault.file, fault.line, fault.path) == ("claims.yaml", 2, "claims[0].between")
    assert said in fault.what


def test_every_kind_is_an_entry_of_the_table_and_says_its_name() -> None:
    for name, kind in CLAIM_KINDS.items():
        assert kind.model_fields["kind"].default == name
        assert kind.__doc__


def test_a_claim_is_a_frozen_value() -> None:
    (claim,) = make_claims("- {id: x, kind: length, document: doc, published: '3'}")
    with pytest.raises(ValueError, match="frozen"):
        claim.published = "4"  # type: ignore[misc]


# Three sections of two paragraphs each, five list items: one can count them by eye.
MARKED = """（一）发展。1.推动合作。

2.扩大合作。

（二）治理。

1.共同治理。

2.完善治理。

（三）安全。

1.维护安全。

各方遵循公平；开放；普惠的原则。
"""


@pytest.mark.parametrize("published", ["三", "'5'", "至少2项", "约10项", "13项"])
@pytest.mark.parametrize("marker", ["一、", "第X条", "①", "——"])
def test_a_mark_that_does_not_occur_refutes_nothing(marker: str, published: str) -> None:
    finding = verify(
        f"kind: items, marker: {marker}, published: {published}", make_document(MARKED)
    )

    assert finding.verdict.value == "unverifiable"
    assert finding.recounted == 0
    assert f"the mark {marker} does not occur there" in str(finding.reason)
    assert "（一） 3, 1. 4" in str(finding.reason)


def test_a_mark_that_does_not_occur_confirms_that_there_are_none() -> None:
    for published in ("'0'", "没有", "不足3条", "3条以下"):
        claim = f"kind: items, marker: 第X条, published: {published}"
        assert verdict(claim, make_document(MARKED)) == "confirmed", published


def test_a_mark_that_occurs_confirms_and_refutes() -> None:
    for published, expected in (("三", "confirmed"), ("四", "refuted"), ("'0'", "refuted")):
        claim = f"kind: items, marker: （一）, published: {published}"
        assert verdict(claim, make_document(MARKED)) == expected, published


def test_a_mark_that_occurs_outside_the_stretch_alone_refutes_nothing() -> None:
    claim = "kind: items, marker: （一）, between: {from: 推动合作, to: 共同治理}, published: 三"
    inside = "kind: items, marker: '1.', between: {from: 维护安全, to: 普惠}, published: 三"

    assert verdict(claim, make_document(MARKED)) == "refuted"  # （二） alone stands there
    finding = verify(inside, make_document(MARKED))
    assert (finding.verdict.value, finding.recounted) == ("unverifiable", 0)
    assert "nor any other" in str(finding.reason)


def test_a_separator_that_does_not_occur_refutes_nothing() -> None:
    between = "between: {from: 遵循, to: 的原则}"
    finding = verify(f"kind: items, marker: 、, {between}, published: 三", make_document(MARKED))

    assert (finding.verdict.value, finding.recounted) == ("unverifiable", 1)
    assert "the mark 、 does not occur there" in str(finding.reason)
    assert "； 3" in str(finding.reason)
    fitting = f"kind: items, marker: 、, separators: [；], {between}, published: "
    assert verdict(fitting + "三", make_document(MARKED)) == "confirmed"
    assert verdict(fitting + "四", make_document(MARKED)) == "refuted"
