"""Whole words: the fast search finds the same places as a plain pattern."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policytext.counting.find import find_words
from policytext.documents.document import Document, Metadata, Region
from policytext.language.words import count_words

TERMS = [
    "ai",
    "AI",
    "open source",
    "co-operate",
    "kiss",
    "China's",
    "China’s",
    "5g",
    "é",
    "的ai",
    "İ",
]


def find(text: str, term: str, *, prefix: bool = False) -> list[tuple[int, int]]:
    document = Document("d", Metadata(language="en"), text, (Region("body", 0, len(text)),))
    return list(find_words(document, term, prefix=prefix))


@given(
    st.text("aAiIıİkKK sSſ5gé\u0301的'’-\n ", max_size=25),
    st.sampled_from(TERMS),
    st.booleans(),
)
@example("AI ai xai ai-s", "ai", False)
@example("open\u3000 source", "open source", False)
@example("İ ai", "ai", False)
def test_the_shortcut_finds_what_the_pattern_finds(text: str, term: str, prefix: bool) -> None:
    letter = r"[^\W\d_\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff]"
    words = [re.sub("['’]", "['’]", re.escape(word)) for word in term.split()]
    plain = rf"(?<!{letter})(?<![\u0300-\u036f])" + r"[^\S\n]+".join(words)
    if not prefix:
        plain += rf"(?!{letter}|[\u0300-\u036f])"

    expected = [match.span() for match in re.finditer(plain, text, re.IGNORECASE)]
    assert find(text, term, prefix=prefix) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("one two", 2), ("job-training", 1), ("China’s 5G plan", 3), ("—", 0)],
)
def test_words_are_runs_of_letters_and_digits(text: str, count: int) -> None:
    assert count_words(text) == count
