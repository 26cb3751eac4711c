"""Words of alphabetic scripts.

Tested in tests/counting/test_find.py.
"""

from __future__ import annotations

import re

# The code points of white space, as `str.isspace` defines it.
SPACES = tuple(code for code in range(0x3001) if chr(code).isspace())


def count_words(text: str) -> int:
    """Return the number of words: runs of letters and digits, apostrophes and hyphens inside."""
    return len(re.findall(r"\w+(?:['’\-]\w+)*", text))
