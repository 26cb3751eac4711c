"""What is read as the same character, one for one: radicals, compatibility forms, full width."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Zero-width and format characters, soft hyphen, variation selectors, fillers, byte-order mark.
IGNORABLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
# Full-width ASCII without the marks that are Chinese punctuation: ！（），：；？
_FULL_WIDTH = "".join(
    chr(code) for code in range(0xFF01, 0xFF5F) if chr(code) not in "！（），：；？"
)
FOLDABLE = re.compile(f"[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f{re.escape(_FULL_WIDTH)}]")
IGNORED = re.compile(f"[{IGNORABLE}]+")


@cache
def fold_character(character: str) -> str:
    """Return what *character* is read as: itself, or one other character."""
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0) if character in _FULL_WIDTH else character
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
    return FOLDABLE.sub(lambda match: fold_character(match[0]), text)
