"""Segmenters cut a text into tokens whose join is the text; each segmenter is one file.

User words are words that a segmenter adds to its dictionary, such as the terms of a lexicon.
Each gets the lowest frequency at which it wins over the pieces it would be cut into, shorter
words first (see ``jieba_dictionary.suggest_frequency``). So both jieba engines give it the same
frequency, whatever the order of the words.
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
    """Builds a segmenter, which ignores the options it does not need."""

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
