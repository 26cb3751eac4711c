"""What is read as the same character, one for one: radicals, compatibility forms, full width.

Tested in tests/documents/cleaning/test_steps.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

# Control, zero-width and format characters, soft hyphen, variation selectors, fillers.
IGNORABLE = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
# Full-width ASCII without the marks that are Chinese punctuation: ！（），：；？
_FULL_WIDTH = "".join(
    chr(code) for code in range(0xFF01, 0xFF5F) if chr(code) not in "！（），：；？"
)
# Private characters of GB 18030 that have a code point of their own by now.
_GB_PRIVATE = {
    0xE5E5: 0x3000, 0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7,
    0xE832: 0x9FB8, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE864: 0x9FBB, 0xE816: 0x20087,
    0xE817: 0x20089, 0xE818: 0x200CC, 0xE831: 0x215D7, 0xE83B: 0x2298F, 0xE855: 0x241FE,
    0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14,
    0xE792: 0xFE15, 0xE793: 0xFE16, 0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19,
}  # fmt: skip
_PRIVATE = "".join(map(chr, _GB_PRIVATE))
FOLDABLE = re.compile(
    f"[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f{_PRIVATE}{re.escape(_FULL_WIDTH)}]"
)
# The circle that stands for zero among Chinese figures: 二○二五.
_FIGURES = frozenset("一二三四五六七八九十百〇○◯")
_CIRCLE = re.compile("[○◯]")
IGNORED = re.compile(f"[{IGNORABLE}]+")


@cache
def fold_character(character: str) -> str:
    """Return what *character* is read as: itself, or one other character."""
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0) if character in _FULL_WIDTH else character
    if ord(character) in _GB_PRIVATE:
        return chr(_GB_PRIVATE[ord(character)])
    if "\u2e80" <= character <= "\u2fdf":
        import cjkfold

        folded = str(cjkfold.EQUIVALENT_IDEOGRAPH.get(character, character))
    else:
        # The canonical decomposition of a compatibility ideograph is its unified ideograph.
        folded = unicodedata.normalize("NFC", character)
    return folded if len(folded) == 1 else character


def fold_text(text: str) -> str:
    """Return *text* as a count reads it: ignorable characters gone, the rest folded."""
    return fold_in_place(IGNORED.sub("", text))


def fold_in_place(text: str) -> str:
    """Return *text* folded one character for one, so that every place in it stays."""
    folded = FOLDABLE.sub(lambda match: fold_character(match[0]), text)
    for place in find_zeros(folded):
        folded = folded[:place] + "〇" + folded[place + 1 :]
    return folded


def find_zeros(text: str) -> Iterator[int]:
    """Yield the places of circles that stand for zero: behind a figure, or before two."""
    for match in _CIRCLE.finditer(text):
        place = match.start()
        following = text[place + 1 : place + 3]
        if text[place - 1 : place] in _FIGURES or (
            len(following) == 2 and _FIGURES.issuperset(following)
        ):
            yield place


@lru_cache(maxsize=1)
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def simplify_text(text: str) -> str:
    """Return *text* in simplified characters, one for one."""
    simplified = str(_simplifier().convert(text))
    if len(simplified) == len(text):
        return simplified
    pieces = ((c, str(_simplifier().convert(c))) for c in text)
    return "".join(new if len(new) == 1 else old for old, new in pieces)
