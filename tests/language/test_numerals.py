"""Numerals are read exactly, with the precision they were printed in."""

from __future__ import annotations

import random
from fractions import Fraction

import cn2an
import pytest

from policytext.language.numerals import CHINESE_NUMBER, ENGLISH_NUMBER, parse_number, read_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("45", 45),
        ("４５", 45),
        ("1,260", 1260),
        ("１，２６０", 1260),
        ("四十五", 45),
        ("一百零三", 103),
        ("一百〇三", 103),
        ("一百二", 120),
        ("三千五", 3500),
        ("两百", 200),
        ("兩百", 200),
        ("廿", 20),
        ("廿五", 25),
        ("卅", 30),
        ("卌八", 48),
        ("〇", 0),
        ("十", 10),
        ("一百一十", 110),
        ("壹佰贰拾叁", 123),
        ("二〇二五", 2025),
        ("一万九千", 19_000),
        ("一亿三千万", 130_000_000),
        ("1.9万", 19_000),
        ("1.9萬", 19_000),
        ("一点九万", 19_000),
        ("3亿", 300_000_000),
        ("1亿2000万", 120_000_000),
        ("2万亿", 2 * 10**12),
        ("forty-five", 45),
        ("one hundred and three", 103),
        ("two thousand and five", 2005),
        ("1.9 million", 1_900_000),
        ("twice", 2),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("a hundred", 100),
    ],
)
def test_a_numeral_is_read_as_its_value(text: str, value: int) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("66.7%", Fraction(667, 1000)),
        ("66.7％", Fraction(667, 1000)),
        ("百分之十三点四", Fraction(134, 1000)),
        ("百分之13.4", Fraction(134, 1000)),
        ("千分之三", Fraction(3, 1000)),
        ("三分之二", Fraction(2, 3)),
        ("六成", Fraction(6, 10)),
        ("六成五", Fraction(65, 100)),
        ("一半", Fraction(1, 2)),
        ("twelve percent", Fraction(12, 100)),
        ("12.5 per cent", Fraction(125, 1000)),
        ("two-thirds", Fraction(2, 3)),
        ("a quarter", Fraction(1, 4)),
    ],
)
def test_a_share_is_read_as_an_exact_fraction(text: str, value: Fraction) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "多",
        "百",
        "万",
        "十十",
        "百五",
        "七八",
        "二十七八",
        "12,60",
        "1万2亿",
        "4 5",
        "1.2.3",
        "一百零",
        "and",
        "five six",
        "twenty-eleven",
        "hundred and",
        "1,2345",
        "% ",
        "分之三",
    ],
)
def test_what_is_no_single_numeral_is_none(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "place", "decimals"),
    [
        ("45", 1, 0),
        ("2.0", Fraction(1, 10), 1),
        ("1.9万", 1000, 1),
        ("3亿", 10**8, 0),
        ("三万", 10**4, 0),
        ("一百二十万", 10**4, 0),
        ("三万五千", 1, 0),
        ("19000", 1, 0),
        ("66.7%", Fraction(1, 1000), 1),
        ("1.9 million", 100_000, 1),
        ("三分之二", 0, 0),
    ],
)
def test_a_numeral_keeps_the_worth_of_its_last_printed_digit(
    text: str, place: Fraction, decimals: int
) -> None:
    numeral = read_numeral(text)

    assert numeral is not None
    assert (numeral.place, numeral.decimals) == (place, decimals)


def test_chinese_numbers_agree_with_an_independent_reader(audit: bool) -> None:
    generator = random.Random(8)
    values = [*range(1, 2000), *(generator.randrange(2000, 10**8) for _ in range(1000))]
    if audit:
        values += range(2000, 100_000)

    for value in values:
        assert parse_number(cn2an.an2cn(value, "low")) == value


def test_arabic_numbers_are_read_to_the_last_decimal() -> None:
    generator = random.Random(8)

    for _ in range(500):
        cents = generator.randrange(10**9)
        assert parse_number(f"{cents // 100:,}.{cents % 100:02}") == Fraction(cents, 100)


def test_the_patterns_find_a_numeral_as_a_whole() -> None:
    import re

    chinese = "共1,260条、1.9万字、四十五次、66.7%和百分之十三点四"
    english = "It says jobs forty-five times, growth 1,260 times and once 1.9 million."

    assert re.findall(CHINESE_NUMBER, chinese) == [
        "1,260",
        "1.9万",
        "四十五",
        "66.7%",
        "百分之十三点四",
    ]
    assert re.findall(ENGLISH_NUMBER, english) == ["forty-five", "1,260", "once", "1.9 million"]
