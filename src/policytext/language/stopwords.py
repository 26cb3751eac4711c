"""Stop words: punctuation, numbers and function words, which keyword lists omit by default."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from policytext.language.numerals import parse_number

STOPWORD_LISTS = {"zh": "stopwords-zh.txt", "en": "stopwords-en.txt"}


@lru_cache(maxsize=4)
def load_stopwords(language: str) -> frozenset[str]:
    """Return the function words of *language*; the file names the grammar they come from."""
    name = STOPWORD_LISTS.get(language.partition("-")[0])
    if name is None:
        return frozenset()
    text = files("policytext.language").joinpath("data", name).read_text(encoding="utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(word for line in lines for word in line.split())


@lru_cache(maxsize=1 << 16)
def is_punctuation(token: str) -> bool:
    """Return whether *token* has neither a letter nor a digit."""
    return not any(character.isalnum() for character in token)


@lru_cache(maxsize=1 << 16)
def is_number(token: str) -> bool:
    """Return whether *token* is a numeral, such as ``2025``, ``66.7%``, ``四十五`` or ``第三``."""
    return parse_number(token.removeprefix("第")) is not None


def is_content(tokens: Iterable[str], stopwords: frozenset[str]) -> bool:
    """Return whether a feature of these *tokens* belongs in a keyword list.

    None of its tokens is punctuation, not all of them are numbers, and neither the first nor the
    last is a function word. Inside, function words are part of the phrase.
    """
    parts = tuple(tokens)
    if not parts or any(map(is_punctuation, parts)) or all(map(is_number, parts)):
        return False
    return parts[0] not in stopwords and parts[-1] not in stopwords
