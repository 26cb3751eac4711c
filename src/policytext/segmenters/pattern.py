"""A segmenter that is one regular expression.

Tested in tests/segmenters/test_contract.py.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

# Combining accents belong to the letter before them.
ACCENTS = "\u0300-\u036f"


@dataclass(frozen=True)
class PatternSegmenter:
    """Cuts a text into the matches of *pattern*, which must match at every character."""

    name: str
    pattern: re.Pattern[str]

    @property
    def fingerprint(self) -> str:
        """Name, pattern, and the Unicode version: which characters are letters depends on it."""
        hashed = hashlib.sha256(self.pattern.pattern.encode()).hexdigest()[:16]
        return f"{self.name}:pattern-{hashed}:unicode-{unicodedata.unidata_version}"

    def cut(self, text: str) -> list[str]:
        """Return the tokens of *text* in order; their join is the text."""
        return self.pattern.findall(text)
