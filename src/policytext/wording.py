"""Whole words of alphabetic scripts: where a term stands between letters that are none of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from policytext.cleaning import fold_text
from policytext.corpus import Document
from policytext.markers import HAN

# A letter of an alphabetic script: a word character that is no digit, no Chinese character; marks
# that combine with letters belong to them.
_BASE = rf"[^\W\d_{HAN}]"
_MARK = r"[\u0300-\u036f]"
_BEGINS = rf"(?<!{_BASE})(?<!{_MARK})"
_ENDS = rf"(?!{_BASE}|{_MARK})"
# Letters that re takes for i and s where case does not matter, and str.lower does not.
_ODD = re.compile("[ıſİ]")


def find_words(document: Document, term: str, *, prefix: bool = False) -> Iterator[tuple[int, int]]:
    """Yield where *term* stands as a whole word, or with *prefix* where one begins with it.

    Case does not matter, and any white space in a paragraph stands for that between its words.
    """
    words = [re.sub("['’]", "['’]", re.escape(word)) for word in fold_text(term).split()]
    pattern, text = _compile(r"[^\S\n]+".join(words)), document.text
    # Compiled by themselves, and when first needed: the class of Chinese characters takes 3 ms.
    begins, ends = _compile(_BEGINS), _compile(_ENDS)
    # Places may overlap: which of them count is for the convention to say.
    for at in _possible_places(document, term):
        match = pattern.match(text, at)
        if match and begins.match(text, at) and (prefix or ends.match(text, match.end())):
            yield match.span()


def _possible_places(document: Document, term: str) -> Iterator[int]:
    """Yield every place where *term* might stand."""
    lowered = _lower(document)
    anchor = re.match(r"[a-z0-9]*", fold_text(term).strip().lower())
    if lowered is None or anchor is None or not anchor.group():
        yield from range(len(document.text))
        return
    # Looking for the first letters is many times faster than trying the pattern everywhere.
    at = lowered.find(anchor.group())
    while at >= 0:
        yield at
        at = lowered.find(anchor.group(), at + 1)


@lru_cache(maxsize=4096)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _lower(document: Document) -> str | None:
    """Return the text in lower case, kept with the document; None where places would shift."""
    cache: dict[str, str | None] = document.__dict__
    if "_lowered" not in cache:
        lowered = document.text.lower()
        same = len(lowered) == len(document.text) and not _ODD.search(document.text)
        cache["_lowered"] = lowered if same else None
    return cache["_lowered"]


def count_words(text: str) -> int:
    """Return the number of words: runs of letters and digits, apostrophes and hyphens inside."""
    return len(re.findall(r"\w+(?:['’\-]\w+)*", text))
