"""Showing strings from documents: what cannot be seen, or would act, is shown as an escape."""

from __future__ import annotations

import re
import unicodedata

# Controls, formats (bidi, zero width, soft hyphen), surrogates, private use, unassigned,
# line and paragraph separators; and variation selectors, which are marks but have no look.
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SUSPECT = re.compile(
    r"[^\n -~\u00a1-\u00ac\u00ae-\u02ff\u3001-\u303f\u3041-\u3096\u3400-\u9fff\uff01-\uff5e]"
)


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


def escape_hidden(json: str, *, also: str = "") -> str:
    r"""Return the same JSON with what has no look, and the characters of *also*, as ``\\u202e``."""
    suspect = re.compile(f"{_SUSPECT.pattern}|[{re.escape(also)}]") if also else _SUSPECT
    escapes = _Escapes(also)
    return suspect.sub(lambda match: escapes[ord(match[0])], json)


class _Escapes(dict[int, str]):
    """What each character is written as, worked out when it is first met."""

    def __init__(self, also: str) -> None:
        self.also = also

    def __missing__(self, code: int) -> str:
        character = chr(code)
        hidden = character != "\n" and _shown(character) != character
        if hidden or character in self.also:
            pair = character.encode("utf-16-be", "surrogatepass")
            units = (pair[at : at + 2].hex() for at in range(0, len(pair), 2))
            self[code] = "".join(f"\\u{unit}" for unit in units)
        else:
            self[code] = character
        return self[code]
