"""Words of alphabetic scripts.

Tested in tests/segmenters/test_contract.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policytext.language.han import HAN
from policytext.segmenters.pattern import ACCENTS, PatternSegmenter

_PATTERN = rf"[^\W_{HAN}](?:[^\W_{HAN}]|[{ACCENTS}])*|[{HAN}](?:[{HAN}]|[{ACCENTS}])*|."


def build_words(*, user_words: Sequence[str] = (), hmm: bool = True) -> PatternSegmenter:
    """Segment into runs of letters and digits; any other character is a token.

    Apostrophes and hyphens end a word, as they do when words are matched: ``China's`` contains
    the word ``China``. A script without spaces between words is not cut: 全球治理 is one word. A
    Latin word next to it is a separate word, because white space between them is not text.
    """
    del user_words, hmm  # there is no dictionary to add to, and nothing to guess
    return PatternSegmenter("words", re.compile(_PATTERN, re.DOTALL))
