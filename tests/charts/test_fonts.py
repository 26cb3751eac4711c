"""The fonts: what they measure, what they cannot draw, and the part of them a page carries."""

from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from policytext.charts.fonts import Face, escape_undrawable, measure_text, sans_path, subset_font


@pytest.mark.parametrize("text", ["人工智能全球治理", "per 1,000", "《计划》——解读", "2025-07-26"])
def test_the_measured_width_is_the_drawn_one(text: str) -> None:
    # A closing stroke tells the advance of what stands before it; kerning only tightens.
    font = FontProperties(fname=str(sans_path()))
    ends = (
        TextPath((0, 0), piece, size=100, prop=font).get_extents() for piece in (text + "|", "|")
    )
    long, short = (end.x1 for end in ends)
    assert 0.97 * measure_text(text, 100) <= long - short <= measure_text(text, 100) + 1


def test_what_the_font_lacks_or_hides_is_written_out() -> None:
    assert escape_undrawable("全球😀") == "全球[U+1F600]"
    assert escape_undrawable("a\u202eb\u200bc\x00") == "a[U+202E]b[U+200B]c[U+0000]"
    assert escape_undrawable("甲\n乙\u3000丙") == "甲 乙 丙"


@pytest.mark.parametrize("face", ["sans", "serif"])
def test_the_subset_holds_the_characters_asked_for_and_no_others(face: Face) -> None:
    data = subset_font("全球 abc\n全", face=face)
    with TTFont(io.BytesIO(data)) as font:
        assert font.flavor == "woff2"
        assert set(font.getBestCmap()) == {ord(character) for character in "全球 abc"}


def test_the_same_characters_in_any_order_give_the_same_bytes() -> None:
    assert subset_font("全球治理") == subset_font("理治球全全")
