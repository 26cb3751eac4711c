"""One token a Han character: no dictionary, no doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policytext.segmenters.pattern import ACCENTS, PatternSegmenter

_HAN = "\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN += "\U00020000-\U0003ffff"
_PATTERN = re.compile(rf"[^\W_{_HAN}](?:[^\W_{_HAN}]|[{ACCENTS}])*|.", re.DOTALL)


def build_characters(*, user_words: Sequence[str] = (), hmm: bool = True) -> PatternSegmenter:
    """Segment into Han characters; letters and digits of other scripts stay together in runs."""
    del user_words, hmm  # there is no dictionary to add to, and nothing to guess
    return PatternSegmenter("characters", _PATTERN)
