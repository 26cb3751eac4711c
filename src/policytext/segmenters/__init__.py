"""Segmenters: a text into tokens that, joined, are the text again; a segmenter a file.

User words are words a segmenter with a dictionary should know besides, such as the terms of
a lexicon. Their frequency is never left to chance: each gets the least one at which it beats
what it would be cut into, shorter ones first (see ``dictionary.suggest_frequency``), so both
jieba engines give them the same, whatever their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from policytext.base.lookup import look_up, require_list
from policytext.segmenters.characters import build_characters
from policytext.segmenters.jieba_exact import build_jieba, build_jieba_nohmm
from policytext.segmenters.jieba_reference import build_jieba_reference
from policytext.segmenters.protocol import Segmenter
from policytext.segmenters.words import build_words


class Factory(Protocol):
    """Builds a segmenter; what it has no use for it ignores."""

    def __call__(self, *, user_words: Sequence[str] = (), hmm: bool = True) -> Segmenter:
        """Build it."""
        ...


SEGMENTERS: dict[str, Factory] = {
    "jieba": build_jieba,
    "jieba-nohmm": build_jieba_nohmm,
    "jieba-reference": build_jieba_reference,
    "characters": build_characters,
    "words": build_words,
}


def build_segmenter(name: str, *, user_words: Sequence[str] = (), hmm: bool = True) -> Segmenter:
    """Build the segmenter called *name*; *hmm* lets jieba guess words that are in no dictionary."""
    words = require_list(user_words, "user_words")
    return look_up(SEGMENTERS, name, "segmenter")(user_words=words, hmm=hmm)
