"""A published number admits exactly the recounts that agree with it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from policytext.base.errors import FaultyInputError, PolicytextError
from policytext.claims import published
from policytext.claims.published import parse_published
from tests.support.make_claims import make_claims


@pytest.mark.parametrize(
    ("text", "kind", "admitted", "refused"),
    [
        ("45", "exact", [45], [44, 46]),
        ("四十五次", "exact", [45], [44, 46]),
        ("４５次", "exact", [45], [44, 46]),
        ("（45次）", "exact", [45], [44, 46]),
        ("多达45次", "exact", [45], [44, 46]),
        ("共计两百处", "exact", [200], [199, 201]),
        ("13项", "exact", [13], [12]),
        ("1,260条", "exact", [1260], [1261]),
        ("19000", "exact", [19000], [18999]),
        ("1.9万字", "exact", [18_500, 19_499], [18_499, 19_500]),
        ("第三", "exact", [3], [2]),
        ("首位", "exact", [1], [2]),
        ("never", "exact", [0], [1]),
        ("a dozen", "exact", [12], [11, 13]),
        ("forty-five times", "exact", [45], [44]),
        ("至少45次", "at_least", [45, 90], [44]),
        ("不少于50", "at_least", [50], [49]),
        ("不低于三成", "at_least", [Fraction(3, 10)], [Fraction(29, 100)]),
        ("50次以上", "at_least", [50, 51], [49]),
        ("上百次", "at_least", [100], [99]),
        ("50+", "at_least", [50], [49]),
        ("at least 12", "at_least", [12], [11]),
        ("逾50", "more_than", [51, 500], [50]),
        (">50", "more_than", [51], [50]),
        ("超过30", "more_than", [31], [30]),
        ("过半", "more_than", [Fraction(51, 100)], [Fraction(1, 2)]),
        ("more than 50", "more_than", [51], [50]),
        ("over 100 times", "more_than", [101], [100]),
        ("50余", "more_than", [51, 59], [50, 60]),
        ("50余次", "more_than", [51, 59], [50, 60]),
        ("五十多次", "more_than", [51, 59], [50, 60]),
        ("百余次", "more_than", [101, 199], [100, 200]),
        ("120余次", "more_than", [121, 129], [120, 130]),
        ("45余次", "more_than", [46, 49], [45, 50]),
        ("十几次", "more_than", [11, 19], [10, 20]),
        ("1.9万余字", "more_than", [19_001, 19_999], [19_000, 20_000]),
        ("10多万字", "more_than", [100_001, 199_999], [100_000, 200_000]),
        ("约50多次", "more_than", [51, 59], [48, 50]),
        ("不足100次", "fewer_than", [99, 0], [100]),
        ("不到一半", "fewer_than", [Fraction(49, 100)], [Fraction(1, 2)]),
        ("fewer than 30", "fewer_than", [29], [30]),
        ("不超过3次", "at_most", [3, 0], [4]),
        ("no more than 12", "at_most", [12], [13]),
        ("约1.9万", "about", [18_050, 18_500, 19_950], [18_049, 19_951]),
        ("约50次", "about", [48, 50, 52], [47, 53]),
        ("10次左右", "about", [9, 10, 11], [8, 12]),
        ("some 40", "about", [38, 42], [37, 43]),
        ("about 40 times", "about", [38, 42], [37, 43]),
        ("近百", "about", [95, 99], [94, 100]),
        ("nearly 100", "about", [95, 99], [94, 100, 101]),
        ("近八成", "about", [Fraction(76, 100)], [Fraction(8, 10), Fraction(7, 10)]),
        ("2/3", "exact", [Fraction(2, 3)], [Fraction(66, 100), 1]),
        ("近2/3", "about", [Fraction(65, 100)], [Fraction(2, 3)]),
        ("half", "exact", [Fraction(1, 2)], [0, Fraction(51, 100), 1]),
        ("nearly half", "about", [Fraction(48, 100)], [Fraction(1, 2), 0]),
        ("百分之百", "exact", [1], [Fraction(99, 100)]),
        ("两倍多", "more_than", [Fraction(5, 2)], [2, 3]),
        ("50多", "more_than", [51, 59], [50, 60]),
        ("50次出头", "more_than", [51, 59], [50, 60]),
        ("六十有余", "more_than", [61, 69], [60, 70]),
        ("fifty-odd", "more_than", [51, 59], [50, 60]),
        ("50+次", "at_least", [50, 51], [49]),
        ("大于等于50", "at_least", [50], [49]),
        ("50次不到", "fewer_than", [49], [50]),
        ("未达50", "fewer_than", [49], [50]),
        ("约2倍", "about", [Fraction(19, 10)], [1, 3]),
        ("，45次。", "exact", [45], [44]),
        (";:45:", "exact", [45], [44]),
        ("（ 45次 ）", "exact", [45], [44]),
        ("[四十五]", "exact", [45], [44]),
        ("（45）", "exact", [45], [4, 44]),
        ("共计只有45次", "exact", [45], [44]),
        ("只有45余次", "more_than", [46, 49], [45, 50]),
        ("共至少45次", "at_least", [45, 46], [44]),
        ("约1次", "about", [0, 1, 2], [3]),
        ("about 1", "about", [0, 2], [3]),
        ("约1.5", "about", [Fraction(29, 20)], [1, 2]),
        ("十余次", "more_than", [11, 19], [10, 20]),
        ("11余次", "more_than", [12, 19], [11, 20]),
        ("12余次", "more_than", [13, 19], [12, 20]),
        ("1余", "more_than", [], [1, 2]),
        ("2余倍", "more_than", [Fraction(5, 2)], [2, 3]),
        ("三分之二多", "more_than", [], [Fraction(2, 3), Fraction(3, 4)]),
        ("0余", "more_than", [], [0, 2]),
        ("12余倍", "more_than", [Fraction(25, 2)], [12, 13]),
        ("没有", "exact", [0], [1, -1]),
        ("首次", "exact", [1], [0, 2]),
    ],
)
def test_a_published_number_admits_what_it_says(
    text: str, kind: str, admitted: list[Fraction], refused: list[Fraction]
) -> None:
    predicate = parse_published(text)

    assert predicate.kind == kind
    assert predicate.text == text
    assert [number for number in admitted if not predicate.admits(number)] == []
    assert [number for number in refused if predicate.admits(number)] == []


def test_words_that_are_a_number_have_no_decimals_and_no_unit() -> None:
    never, first = parse_published("never"), parse_published("首次")

    assert (never.value, never.decimals, never.unit, never.ordinal) == (0, 0, "", False)
    assert (first.value, first.decimals, first.unit, first.ordinal) == (1, 0, "", True)
    assert (first.low, first.high) == (1, 1)


def test_a_fraction_below_one_that_is_plus_ends_at_its_place() -> None:
    predicate = parse_published("半余")

    assert (predicate.low, predicate.high) == (Fraction(1, 2), Fraction(1, 2))


def test_the_longest_hedge_is_taken_first() -> None:
    assert published._longest_first({"exact": "共 共计|a|in all", "plus": "有余"}) == [
        ("in all", "exact"),
        ("共计", "exact"),
        ("有余", "plus"),
        ("共", "exact"),
        ("a", "exact"),
    ]


def test_a_printed_share_admits_exactly_what_rounds_to_it() -> None:
    assert parse_published("66.7%").admits(Fraction(2, 3))
    assert not parse_published("66.6%").admits(Fraction(2, 3))


def test_printed_decimals_decide_what_a_multiple_stands_for() -> None:
    printed = parse_published("2.0倍")

    assert printed.decimals == 1
    assert printed.admits(Fraction(195, 100))
    assert not printed.admits(Fraction(205, 100))
    assert not printed.admits(Fraction(1949, 1000))
    assert parse_published("2倍").admits(Fraction(205, 100))


@pytest.mark.parametrize(
    ("text", "unit"),
    [("45", ""), ("45次", "次"), ("七编", "编"), ("三倍", "倍"), ("45 times", "times")],
)
def test_the_unit_is_recorded(text: str, unit: str) -> None:
    assert parse_published(text).unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "",
        "次",
        "多次",
        "数十次",
        "几次",
        "两三次",
        "近50余次",
        "超过50次以下",
        "45次60次",
        "4□次",
        "4 5",
        ".5",
        "-5",
        "1,2345",
        "3/0",
        "四五十次",
        "45-50次",
        "几百",
        "约",
        "over",
        "overall 50",
        "dozens",
        "45 tmies",
    ],
)
def test_what_cannot_be_read_is_an_error_that_names_it(text: str) -> None:
    with pytest.raises(PolicytextError, match="Cannot read the published number") as caught:
        parse_published(text)

    assert isinstance(caught.value, ValueError)
    assert repr(text) in str(caught.value)
    assert getattr(caught.value, "text", None) == text
    assert "Write it as printed, for example 45, 四十五次" in str(caught.value)


# What a reader takes each form for, written down by hand: the number, and whether it is a place.
READ = {
    "45": (45, False),
    "45次": (45, False),
    "４５次": (45, False),
    "00045": (45, False),
    "00045次": (45, False),
    "０００４５": (45, False),
    "045.0%": (Fraction(45, 100), False),
    "0": (0, False),
    "000": (0, False),
    "1,300": (1300, False),
    "1，300": (1300, False),
    "１，３００": (1300, False),
    "１,３００次": (1300, False),
    "1，300次": (1300, False),
    "12，300，000字": (12_300_000, False),
    "1,234,567": (1_234_567, False),
    "1,300.5": (Fraction(26_010, 20), False),
    "１３００": (1300, False),
    "1.300": (Fraction(13, 10), False),
    "四十五次": (45, False),
    "一千三百": (1300, False),
    "一千三": (1300, False),
    "千余": (1000, False),
    "两千": (2000, False),
    "二〇二五": (2025, False),
    "1.3万": (13_000, False),
    "１．３万字": (13_000, False),
    "１３．５％": (Fraction(135, 1000), False),
    "three": (3, False),
    "forty-five times": (45, False),
    "one thousand three hundred": (1300, False),
    "1.3 thousand": (1300, False),
    "1st": (1, True),
    "2nd": (2, True),
    "3rd": (3, True),
    "11th": (11, True),
    "12th": (12, True),
    "13th": (13, True),
    "21st": (21, True),
    "45th": (45, True),
    "45TH": (45, True),
    "４５th": (45, True),
    "the 45th": (45, True),
    "the 45th time": (45, True),
    "045th": (45, True),
    "1,300th": (1300, True),
    "111th": (111, True),
    "first": (1, True),
    "tenth": (10, True),
    "第45": (45, True),
    "第045": (45, True),
    "第四十五": (45, True),
    "第1，300": (1300, True),
    "第３位": (3, True),
    "首位": (1, True),
    "首次": (1, True),
}


@pytest.mark.parametrize("text", READ)
def test_a_form_is_what_a_reader_takes_it_for(text: str) -> None:
    predicate = parse_published(text)

    assert (predicate.value, predicate.ordinal) == READ[text]


@pytest.mark.parametrize(
    "text",
    ["45st", "11st", "12nd", "13rd", "1th", "2th", "45ths", "4 5th", "1，30", "1，3000", "th"],
)
def test_a_form_no_reader_can_take_for_a_number_is_an_error(text: str) -> None:
    with pytest.raises(PolicytextError, match="Cannot read the published number"):
        parse_published(text)


@pytest.mark.parametrize("published", ["45th", "第45", "首次", "第三位"])
@pytest.mark.parametrize(
    "keys",
    [
        "kind: count, terms: [合作]",
        "kind: length",
        "kind: items, marker: 一、",
        "kind: share, terms: [合作], of: [合作, 发展]",
        "kind: comparison, terms: [合作], than: {terms: [发展]}",
    ],
)
def test_a_place_in_an_order_is_no_count(published: str, keys: str) -> None:
    with pytest.raises(FaultyInputError) as caught:
        make_claims(f"- id: x\n  document: doc\n  published: {published}\n  " + keys.replace(
            ", ", "\n  ", 1).replace(", of", "\n  of").replace(", than", "\n  than"))  # fmt: skip

    (fault,) = caught.value.faults
    assert (fault.line, fault.column, fault.path) == (4, 3, "claims[0].published")
    assert "is an ordinal, not a count" in fault.what


@pytest.mark.parametrize("published", ["45th", "第45", "45"])
@pytest.mark.parametrize("kind", ["first-mention", "rank"])
def test_a_rank_and_a_first_mention_take_places(kind: str, published: str) -> None:
    among = ", among: [合作, 发展]" if kind == "rank" else ""
    (claim,) = make_claims(
        f"- {{id: x, kind: {kind}, document: doc, terms: [合作]{among}, published: '{published}'}}"
    )

    assert claim.predicate.admits(45)
    assert not claim.predicate.admits(44)


@pytest.mark.parametrize("text", ["X45", "XX", "45X", "45XX", "x45次", "45/", ""])
def test_what_is_no_number_is_refused_with_examples(text: str) -> None:
    with pytest.raises(published.UnreadableNumberError) as raised:
        parse_published(text)

    assert raised.value.text == text
    assert str(raised.value) == (
        f"Cannot read the published number {text!r}. Write it as printed, for example "
        "45, 四十五次, 50余, 逾50, 近百, >50, 约1.9万, 66.7% or 'more than 50'."
    )
