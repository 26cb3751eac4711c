"""Outlines without subroutines: the bytes fontTools makes, in a fraction of the time."""

from __future__ import annotations

import pytest

from policytext import outlines
from policytext.fonts import Face, subset_font

LATIN = "".join(map(chr, range(0x20, 0x250)))
CHINESE = "".join(map(chr, range(0x4E00, 0xA000)))


@pytest.mark.parametrize("face", ["sans", "serif"])
def test_a_font_in_plain_outlines_is_the_one_fonttools_makes(
    face: Face, audit: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = LATIN + (CHINESE if audit else CHINESE[::40])
    ours = subset_font(text, face=face, tight=False)
    monkeypatch.setattr(outlines, "use_plain_outlines", lambda font: None)

    assert subset_font(text, face=face, tight=False) == ours


def test_an_outline_that_cannot_be_read_is_an_error() -> None:
    cut_short = b"\x8b\x8b\x1c"  # of a number in three bytes the first

    with pytest.raises(ValueError, match="cannot be read"):
        outlines.PlainOutline(cut_short, None, [])
