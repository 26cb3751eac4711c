"""Differences never cut a number; what each must show is written down by hand."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.language.whole_numbers import keep_numbers_whole


def mark(old: str, new: str) -> str:
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changes = [tuple(places) for kind, *places in opcodes if kind != "equal"]
    out, done = "", 0
    for i, j, k, m in keep_numbers_whole(old, new, changes):
        out += old[done:i] + f"[{old[i:j]}>{new[k:m]}]"
        done = j
    return out + old[done:]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("72小时内", "24小时内", "[72>24]小时内"),
        ("共250项", "共240项", "共[250>240]项"),
        ("到2025年", "到2035年", "到[2025>2035]年"),
        ("增长3.5%左右", "增长4.5%左右", "增长[3.5%>4.5%]左右"),
        ("增长3.5%", "增长3.5‰", "增长[3.5%>3.5‰]"),
        ("增长5%", "增长5.5%", "增长[5%>5.5%]"),
        ("投入1,300元", "投入1,400元", "投入[1,300>1,400]元"),
        ("投入１，３００元", "投入１，４００元", "投入[１，３００>１，４００]元"),
        ("投入1.9万元", "投入2.9万元", "投入[1.9万>2.9万]元"),
        ("投入19亿元", "投入19万元", "投入[19亿>19万]元"),
        ("二〇二五年", "二〇三五年", "[二〇二五>二〇三五]年"),
        ("二十五项", "三十五项", "[二十五>三十五]项"),
        ("百分之六十五", "百分之六十", "[百分之六十五>百分之六十]"),
        ("百分之六点五", "百分之六点八", "[百分之六点五>百分之六点八]"),
        ("三分之二", "四分之三", "[三分之二>四分之三]"),
        ("1项和3项", "2项和4项", "[1>2]项和[3>4]项"),
        ("12年", "12年3月", "12年[>3月]"),
        ("第12条", "第123条", "第[12>123]条"),
        ("It took 72 hours.", "It took 24 hours.", "It took [72>24] hours."),
        ("by 3.5 percent", "by 13.5 percent", "by [3.5>13.5] percent"),
        ("推动合作", "推动国际合作", "推动[>国际]合作"),
        ("在2024，2025年", "在2024，2026年", "在2024，[2025>2026]年"),
        ("同上", "同上", "同上"),
    ],
)
def test_a_number_goes_and_comes_as_a_whole(old: str, new: str, shown: str) -> None:
    assert mark(old, new) == shown


TEXTS = st.text(alphabet="17.,，%年项二十百分之ab ", max_size=14)


@given(TEXTS, TEXTS)
def test_putting_the_changes_in_makes_one_text_of_the_other(old: str, new: str) -> None:
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    text, ends = old, None
    kept = keep_numbers_whole(old, new, [p for kind, *p in opcodes if kind != "equal"])
    for i, j, k, m in kept:
        assert ends is None or old[ends[0] : i] == new[ends[1] : k] != ""
        ends = (j, m)
        for whole, start, end in ((old, i, j), (new, k, m)):
            for place in (start, end):
                assert not re.fullmatch("[0-9]{2}", whole[max(place - 1, 0) : place + 1])
    for i, j, k, m in reversed(kept):
        text = text[:i] + new[k:m] + text[j:]

    assert text == new
