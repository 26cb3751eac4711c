"""Escapes: a text from a capture or a claims file must not act where it is shown."""

from __future__ import annotations

import re
import unicodedata

# Controls, format characters (bidirectional overrides, zero width), line and paragraph separators,
# surrogates: what a reader cannot see, or a terminal acts on.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def show(text: str) -> str:
    r"""Return *text* on one line, hidden characters as ``\u{…}``.

    ``##[`` begins a workflow command wherever it stands in a line of output, so it is broken up.
    """
    if not text.isprintable():
        text = "".join(
            f"\\u{{{ord(c):x}}}" if unicodedata.category(c) in _HIDDEN else c for c in text
        )
    return text.replace("##[", "##\\[")


def escape_json(text: str) -> str:
    """Return JSON that is the same to a parser, and holds no workflow command."""
    return re.sub(r"##\[", r"\\u0023#[", text)
