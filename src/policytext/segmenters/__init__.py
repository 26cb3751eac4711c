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
    """Build a segmenter, which cuts a text into tokens.

    Parameters
    ----------
    name : str
        ``jieba``, ``jieba-nohmm``, ``jieba-reference``, ``characters`` or ``words``.
    user_words : sequence of str, default ()
        Words added to the dictionary of jieba. The other segmenters ignore them.
    hmm : bool, default True
        Whether jieba may guess words that are not in its dictionary. The others ignore it.

    Returns
    -------
    Segmenter
        Its method ``cut`` returns the tokens of a text; joined, they are the text.

    Raises
    ------
    UnknownNameError
        There is no segmenter of this name.
    PolicytextError
        *user_words* is a string.

    Examples
    --------
    >>> build_segmenter("characters").cut("共商")
    ['共', '商']
    >>> build_segmenter("jieba", user_words=["智能体"]).cut("智能体标准")
    ['智能体', '标准']
    """
    words = require_list(user_words, "user_words")
    return look_up(SEGMENTERS, name, "segmenter")(user_words=words, hmm=hmm)
