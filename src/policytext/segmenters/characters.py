"""One token per Han character, without a dictionary.

Tested in tests/segmenters/test_contract.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policytext.base.lazy_pattern import compile_lazily
from policytext.language.han import HAN
from policytext.segmenters.pattern import ACCENTS, PatternSegmenter

_PATTERN = compile_lazily(rf"[^\W_{HAN}](?:[^\W_{HAN}]|[{ACCENTS}])*|.", re.DOTALL)


def build_characters(*, user_words: Sequence[str] = (), hmm: bool = True) -> PatternSegmenter:
    """Segment into Han characters; letters and digits of other scripts stay together in runs."""
    del user_words, hmm  # there is no dictionary to add to, and nothing to guess
    return PatternSegmenter("characters", _PATTERN)
