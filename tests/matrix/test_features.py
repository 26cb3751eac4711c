"""The numbers of features: the distinct keys, also those whose hashes are the same."""

from __future__ import annotations

import numpy as np
import pytest

from policytext.matrix.features import _BITS, _FACTOR, Keys, _find_distinct


def check(keys: Keys) -> None:
    distinct, numbers = _find_distinct(keys)

    assert distinct.tolist() == sorted(set(keys.tolist()))
    assert distinct[numbers].tolist() == keys.tolist()


@pytest.mark.parametrize("size", [0, 1, 2, 1000, 50_000])
@pytest.mark.parametrize("top", [1, 3, 2**16, 2**64])
def test_the_distinct_keys_are_found_and_numbered(size: int, top: int) -> None:
    check(np.random.default_rng(size).integers(0, top - 1, size, np.uint64, endpoint=True))


def test_keys_with_one_hash_are_told_apart() -> None:
    inverse = pow(int(_FACTOR), -1, 2**64)
    hashes = [(7 << (64 - _BITS)) + low for low in range(300)]  # the same in the first bits
    keys = np.array([hash_ * inverse % 2**64 for hash_ in hashes], dtype=np.uint64)

    assert len(set(((keys * _FACTOR) >> np.uint64(64 - _BITS)).tolist())) == 1
    check(np.concatenate([keys, keys[::-1], keys[:9]]))


def test_more_keys_than_slots_are_told_apart() -> None:
    check(np.repeat(np.arange(2**_BITS + 99, dtype=np.uint64), 2))
