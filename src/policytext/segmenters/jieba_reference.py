"""jieba itself: slow, and the reference for every faster engine."""

from __future__ import annotations

import importlib.util
import io
import sys
import warnings
from collections.abc import Sequence
from functools import lru_cache
from types import ModuleType
from typing import Any

from policytext.base.errors import UnreadableError
from policytext.segmenters.jieba_dictionary import (
    JIEBA_VERSION,
    locate_jieba,
    read_dictionary,
    select_words,
    suggest_frequency,
)
from policytext.segmenters.jieba_segmenter import JiebaSegmenter

_PRIVATE = "_policytext_jieba"


@lru_cache(maxsize=1)
def import_private_jieba() -> ModuleType:
    """Import a private copy of jieba.

    jieba keeps state in its modules: after a ``del_word`` anywhere, every Tokenizer cuts
    differently. A copy under another name neither sees nor changes that state.
    """
    folder = locate_jieba()
    spec = importlib.util.spec_from_file_location(
        _PRIVATE, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[_PRIVATE] = module  # its own submodules are imported through this entry
    with warnings.catch_warnings():  # its source has escapes that Python 3.12 warns about
        warnings.simplefilter("ignore")
        spec.loader.exec_module(module)
    return module


def build_tokenizer(words: tuple[str, ...]) -> Any:
    """Return a Tokenizer of the checked dictionary and *words*.

    The dictionary is passed in memory, so no cache file is read or written: jieba's own cache is
    in the shared temporary folder, where any user can plant a file. Nothing is logged.
    """
    jieba = import_private_jieba()
    if jieba.__version__ != JIEBA_VERSION:
        raise UnreadableError(
            f"{jieba.__file__}: this is jieba {jieba.__version__}, the supported version is "
            f"{JIEBA_VERSION}. Install jieba=={JIEBA_VERSION}."
        )
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(io.BytesIO(read_dictionary()))
    tokenizer.initialized = True
    for word in words:
        pieces = tokenizer.lcut(word, HMM=False)
        frequency = suggest_frequency(word, pieces, tokenizer.FREQ, tokenizer.total)
        tokenizer.add_word(word, frequency)
    return tokenizer


class ReferenceEngine:
    """An engine that uses jieba's Tokenizer."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._tokenizer = build_tokenizer(words)

    def cut(self, text: str, *, hmm: bool) -> list[str]:
        """Let jieba cut *text*."""
        return list(self._tokenizer.cut(text, HMM=hmm))

    def cut_for_search(self, text: str, *, hmm: bool) -> list[str]:
        """Let jieba cut *text* in its search mode."""
        return list(self._tokenizer.cut_for_search(text, HMM=hmm))


@lru_cache(maxsize=4)
def load_reference_engine(words: tuple[str, ...]) -> ReferenceEngine:
    """Return the shared reference engine for these user words."""
    return ReferenceEngine(words)


def build_jieba_reference(*, user_words: Sequence[str] = (), hmm: bool = True) -> JiebaSegmenter:
    """Segment with jieba itself."""
    return JiebaSegmenter("jieba-reference", select_words(user_words), hmm, load_reference_engine)
