"""What must hold of strings packed into numbers: nothing is lost, and equal stays equal."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from policytext.matrix.packing import Packing, Vocabulary

# Of four characters of 16 bits, of more, beyond 16 bits, with what stands for no character.
ODD = [
    "",
    "\0",
    "共",
    "共\0",
    "\0共",
    "共商共建",
    "共商共建共享",
    "𠀀",
    "𠀀共",
    "\ud840",
    "\ud840\udc00",
]
STRINGS = st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=6)))


@given(STRINGS, STRINGS)
@example(ODD, ODD[::-1])
@example(["共\0"], ["共", "\0"])
@example(["共商共建共享"], ["\0", "", "共商共建共享"])
def test_strings_come_back_as_they_were_whatever_was_packed_before(
    first: list[str], second: list[str]
) -> None:
    packing = Packing()
    keys = np.concatenate([packing.pack(first), packing.pack(second)])

    assert packing.seal(keys).unpack() == first + second


@given(STRINGS, STRINGS)
@example(ODD, ODD[::-1])
def test_equal_strings_have_equal_numbers_and_others_others(
    first: list[str], second: list[str]
) -> None:
    packing = Packing()
    keys = np.concatenate([packing.pack(first), packing.pack(second)]).tolist()

    assert len(set(zip(first + second, keys, strict=True))) == len(set(first + second))
    assert len(set(keys)) == len(set(first + second))


def test_up_to_four_characters_are_their_own_number() -> None:
    number = ord("共") + (ord("商") << 16) + (ord("a") << 32) + (ord("。") << 48)

    assert Packing().pack(["共商a。", "共"]).tolist() == [number, ord("共")]


@given(STRINGS)
@example(["", " ", "\u3000\n", "     ", "      ", "      a", "\0", " \0", "\u2003" * 4, "𠀀"])
def test_white_space_is_told_as_of_strings(strings: list[str]) -> None:
    packing = Packing()
    packed = packing.seal(packing.pack(strings))

    assert packed.are_space().tolist() == [string.isspace() for string in strings]


@given(st.lists(STRINGS))
@example([ODD, ODD[::-1], [], ["共", "新"], ODD[3:]])
def test_a_vocabulary_numbers_strings_in_the_order_of_coming(batches: list[list[str]]) -> None:
    vocabulary, expected = Vocabulary(), {}
    for batch in batches:
        distinct = list(dict.fromkeys(batch))
        packing = Packing()
        packing.pack(["something longer that was packed before"])
        numbers = vocabulary.number(packing.seal(packing.pack(distinct)))
        for string in distinct:
            expected.setdefault(string, len(expected))

        assert numbers.tolist() == [expected[string] for string in distinct]
    assert vocabulary.seal().unpack() == list(expected)
