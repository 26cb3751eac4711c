"""Showing strings from documents: what cannot be seen, or would act, is shown as an escape."""

from __future__ import annotations

import re
import unicodedata

# Controls, formats (bidi, zero width, soft hyphen), surrogates, private use, unassigned,
# line and paragraph separators; and variation selectors, which are marks but have no look.
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SUSPECT = re.compile(r"[^\n -~\u00a1-\u00ac\u00ae-\u02ff\u3001-\u312f\u3400-\u9fff\uff01-\uff5e]")


def show_hidden(text: str) -> str:
    """Return *text* with every character that has no look written as ``[U+202E]``."""
    return _SUSPECT.sub(lambda match: _shown(match[0]), text)


def _shown(character: str) -> str:
    hidden = (
        unicodedata.category(character) in _HIDDEN_CATEGORIES
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )
    return f"[U+{ord(character):04X}]" if hidden else character
