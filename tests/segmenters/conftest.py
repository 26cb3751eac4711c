"""An ordinary jieba, set up without the code under test: the oracle."""

import importlib
import logging
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

Oracle = Callable[..., Any]


@pytest.fixture(scope="session")
def jieba() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module = importlib.import_module("jieba")
    module.setLogLevel(logging.ERROR)
    return module


@pytest.fixture(scope="session")
def base(jieba: Any) -> tuple[dict[str, int], int]:
    """The frequencies of jieba's dictionary as jieba reads them, and its total."""
    dictionary = Path(jieba.__file__).parent / "dict.txt"
    with dictionary.open("rb") as file:
        frequencies, total = jieba.Tokenizer.gen_pfdict(file)
    return frequencies, total


@pytest.fixture(scope="session")
def dictionary_words(base: tuple[dict[str, int], int]) -> list[str]:
    return [word for word, frequency in base[0].items() if frequency]


@pytest.fixture(scope="session")
def oracle(jieba: Any, base: tuple[dict[str, int], int]) -> Oracle:
    """Make a Tokenizer with user words whose frequency jieba itself suggests.

    Of a word that is one piece it does not know, jieba suggests 1 or 2, as the rounding of
    1 / total * total and the beginnings of other words have it: there we hold to 1.
    """

    def make(words: Iterable[str] = ()) -> Any:
        tokenizer = jieba.Tokenizer()
        tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(base[0]), base[1], True
        for word in words:
            unknown = tokenizer.lcut(word, HMM=False) == [word] and not tokenizer.FREQ.get(word)
            tokenizer.add_word(word, 1 if unknown else None)
        return tokenizer

    return make
