"""Escapes: a text from a capture or a claims file must not act where it is shown."""

from __future__ import annotations

import unicodedata

from policytext.base.escape import escape_hidden

# Controls, format characters (bidirectional overrides, zero width), line and paragraph separators,
# surrogates: what a reader cannot see, or a terminal acts on.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def show(text: str) -> str:
    r"""Return *text* on one line, hidden characters as ``\u{…}``.

    ``##[`` begins a workflow command wherever it stands in a line of output, so it is broken up.
    """
    if not text.isprintable():
        text = "".join(f"\\u{{{ord(c):x}}}" if _is_hidden(c) else c for c in text)
    return text.replace("##[", "##\\[")


def _is_hidden(character: str) -> bool:
    code = ord(character)
    nobody = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # never a character; not in XML
    return nobody or unicodedata.category(character) in _HIDDEN


def escape_json(text: str) -> str:
    """Return JSON that is the same to a parser, hides nothing, and holds no workflow command."""
    return escape_hidden(text).replace("##[", "\\u0023#[")


def escape_markup(text: str) -> str:
    """Return JSON that is the same to a parser, and ends no script element it stands in."""
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
