"""Texts as arrays: every character is one element, and every text comes back."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policytext.store._text_arrays import encode_texts, encode_units

LONE = "\ud840\udc00"  # two lone surrogates; beside each other in UTF-16 they read as one character


@given(st.lists(st.text(st.characters(codec=None), max_size=8)))
@example([LONE, "共"])
@example(["𠀀共", ""])
@example(["\n", "\n\n"])
def test_texts_come_back_as_they_were(texts: list[str]) -> None:
    encoded = encode_texts(texts)

    assert list(encoded) == texts
    assert len(encoded.units) == sum(len(text) + 1 for text in texts)


@pytest.mark.parametrize(
    ("text", "size"), [("共a", 2), ("", 2), ("共𠀀", 4), ("\ud840", 4), (LONE, 4)]
)
def test_a_character_is_one_element_of_as_few_bytes_as_will_do(text: str, size: int) -> None:
    units = encode_units(text)

    assert units.itemsize == size
    assert units.tolist() == list(map(ord, text))
