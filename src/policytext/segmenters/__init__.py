"""Segmenters: a text cut into tokens; a segmenter is one file."""

from __future__ import annotations

from collections.abc import Sequence

from policytext.tokens import Segmenter


def build_segmenter(name: str, *, user_words: Sequence[str] = (), hmm: bool = True) -> Segmenter:
    """Return the segmenter called *name*."""
    raise NotImplementedError(name)
