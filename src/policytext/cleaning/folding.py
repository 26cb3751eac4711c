"""Steps on single characters: those no reader sees go, others are read as their unified form."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.cleaning.edits import Edit
from policytext.folding import FOLDABLE, IGNORED, fold_character


def drop_ignorable(text: str) -> Iterator[Edit]:
    """Delete characters that no reader sees: zero-width, soft hyphens, variation selectors."""
    for match in IGNORED.finditer(text):
        yield Edit(match.start(), match.end(), "ignorable")


def fold_characters(text: str) -> Iterator[Edit]:
    """Replace radicals, compatibility ideographs and full-width ASCII by their unified form."""
    for match in FOLDABLE.finditer(text):
        folded = fold_character(match[0])
        if folded != match[0]:
            yield Edit(match.start(), match.end(), "fold", folded)
