"""Steps on characters: delete invisible ones, and replace others by their unified form.

Tested in tests/documents/cleaning/test_steps.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from policytext.base.lazy_pattern import compile_lazily
from policytext.documents.cleaning.edits import Edit
from policytext.documents.fold import (
    FOLDABLE,
    IGNORED,
    find_compositions,
    find_spacing,
    find_zeros,
    fold_character,
)


def drop_ignorable(text: str) -> Iterator[Edit]:
    """Delete invisible characters: zero-width, soft hyphens, variation selectors."""
    for match in IGNORED.finditer(text):
        yield Edit(match.start(), match.end(), "ignorable")


def fold_characters(text: str) -> Iterator[Edit]:
    """Replace each character in the table of `policytext.documents.fold` by its unified form."""
    for match in FOLDABLE.finditer(text):
        folded = fold_character(match[0])
        if folded != match[0]:
            yield Edit(match.start(), match.end(), "fold", folded)


def compose(text: str) -> Iterator[Edit]:
    """Replace a letter and its combining marks by the composed letter."""
    for start, end, composed in find_compositions(text):
        yield Edit(start, end, "fold", composed)


def join_spaced(text: str) -> Iterator[Edit]:
    """Delete the white space in words and numbers that are spaced out: A R T I C L E."""
    for start, end in find_spacing(text):
        yield Edit(start, end, "space")


def fold_zero(text: str) -> Iterator[Edit]:
    """Replace a circle used as a zero among Chinese digits: 二○二五 becomes 二〇二五."""
    for place in find_zeros(text):
        yield Edit(place, place + 1, "zero", "〇")


_PRIVATE = compile_lazily("[\ue000-\uf8ff\U000f0000-\U0010ffff]+")


def drop_private(text: str) -> Iterator[Edit]:
    """Delete private-use characters: icons of a web font, without meaning elsewhere."""
    for match in _PRIVATE.finditer(text):
        yield Edit(match.start(), match.end(), "private use")
