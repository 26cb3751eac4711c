"""A trie of many terms, walked at all places of a text at once, with arrays instead of objects.

A text is an array of code units. Two neighbouring units are hashed to a 16-bit number, which rules
out most places: there, no term begins with a pair of that number. At all the other places together,
the trie is walked one unit per step. Per core, this is several times as fast as an automaton that
goes from character to character and creates an object for each match.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from policytext.store._text_arrays import Units

Places = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]

_BLOCK = 1 << 16  # units examined at once: what they need fits into the processor's cache
_TABLE_LIMIT = 1 << 23  # cells; a larger trie looks steps up in a sorted list
_MIX = np.uint16(0x9E37)


class TermTrie:
    """Finds every place where one of *terms* occurs: distinct, not empty, without NUL."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._longest = max(map(len, terms), default=0)
        self._shortest = min(map(len, terms), default=0)
        characters = sorted(set().union(*terms))
        # A character above all those of the terms is looked up as the next one, without class.
        self._size = ord(characters[-1]) + 2 if characters else 1
        self._classes = np.zeros(self._size, dtype=np.int32)
        self._classes[[ord(c) for c in characters]] = np.arange(1, len(characters) + 1)
        self._width = len(characters) + 1
        self._plant(terms)
        pairs = np.array([[ord(t[0]), ord(t[1])] for t in terms if len(t) > 1], dtype=np.uint32)
        self._begins = np.zeros(1 << 16, dtype=bool)
        self._begins[_mix(pairs.reshape(-1, 2).T)] = True
        self._alone: npt.NDArray[np.bool_] | None = None
        if self._shortest == 1:
            self._alone = np.zeros(self._size, dtype=bool)
            self._alone[[ord(term) for term in terms if len(term) == 1]] = True

    def _plant(self, terms: Sequence[str]) -> None:
        """Build the trie.

        State 0 leads nowhere; next come the states that lead on, then those that do not. The root
        has no number: a table gives the state of each first character.
        """
        nodes: list[dict[str, int]] = [{}]
        named = [-1]
        for number, term in enumerate(terms):
            state = 0
            for character in term:
                state = nodes[state].setdefault(character, len(nodes))
                if state == len(nodes):
                    nodes.append({})
                    named.append(-1)
            named[state] = number
        order = [0, *sorted(range(1, len(nodes)), key=lambda state: not nodes[state])]
        self._inner = 1 + sum(map(bool, nodes[1:]))
        self._named = np.array(named, dtype=np.int32)[order]
        renumbered = np.argsort(order)
        self._first = np.zeros(self._size, dtype=np.int32)
        self._first[[ord(c) for c in nodes[0]]] = renumbered[list(nodes[0].values())]
        steps = [(s, ord(c), to) for s, node in enumerate(nodes) if s for c, to in node.items()]
        states, units, targets = np.array(steps, dtype=np.int64).reshape(-1, 3).T
        keys = renumbered[states] * self._width + self._classes[units]
        if self._inner * self._width <= _TABLE_LIMIT:
            # If half the size suffices, twice as much of the table fits into the processor's cache.
            kind = np.uint16 if len(nodes) <= 1 << 16 else np.int32
            table = np.zeros(self._inner * self._width, dtype=kind)
            table[keys] = renumbered[targets]
            self._table: npt.NDArray[Any] | None = table
            return
        self._table = None
        order_of_keys = np.argsort(keys)
        self._keys = np.append(keys[order_of_keys], np.iinfo(np.int64).max)
        self._targets = np.append(renumbered[targets][order_of_keys], 0).astype(np.int32)

    def find(self, units: Units) -> tuple[Places, Numbers]:
        """Return where in *units* a term begins and which term, sorted by place and length.

        The last of *units* must not occur in any term.
        """
        begins = [np.zeros(0, np.int64)]
        begins += [self._begin(units, at) for at in range(0, len(units), _BLOCK)]
        return self._walk(units, np.concatenate(begins))

    def _begin(self, units: Units, start: int) -> Places:
        """Return the places of a block at which a term may begin."""
        block = units[start : start + _BLOCK + 1]
        possible = self._begins.take(_mix((block[:-1], block[1:])))
        if self._alone is not None:
            possible |= self._alone.take(block[:-1], mode="clip")
        return np.flatnonzero(possible) + start

    def _walk(self, units: Units, places: Places) -> tuple[Places, Numbers]:
        states = self._first.take(units.take(places), mode="clip")
        found, numbers = [], []
        for length in range(1, self._longest + 1):
            if length > 1:
                states = self._step(states, units.take(places + (length - 1)))
            if length < self._shortest:
                continue
            named = self._named.take(states)
            hits = np.flatnonzero(named >= 0)
            found.append(places[hits])
            numbers.append(named[hits])
            # Keep states 1 to inner - 1: as an unsigned number, 0 - 1 is the largest.
            on = np.flatnonzero((states - 1).view(np.uint32) < self._inner - 1)
            places, states = places[on], states[on]
            if not len(places):
                break
        if not found:
            return places, np.zeros(0, np.int32)
        joined = np.concatenate(found)
        order = np.argsort(joined, kind="stable")
        return joined[order], np.concatenate(numbers)[order]

    def _step(self, states: Numbers, units: Units) -> Numbers:
        """Return the states that *units* lead to; 0 if there is none."""
        classes = self._classes.take(units, mode="clip")
        if self._table is not None:
            return self._table.take(states * np.int32(self._width) + classes).astype(np.int32)
        keys = states.astype(np.int64) * self._width + classes
        at = np.searchsorted(self._keys, keys)
        return np.where(self._keys.take(at) == keys, self._targets.take(at), 0).astype(np.int32)


def _mix(pairs: Sequence[Units] | Units) -> npt.NDArray[np.uint16]:
    """Return a 16-bit number for each pair of a first and a second unit."""
    return (pairs[0].astype(np.uint16, copy=False) * _MIX) ^ pairs[1].astype(np.uint16, copy=False)


def find_overlapping(terms: Sequence[str]) -> Iterator[int]:
    """Yield the numbers of the terms that can overlap themselves: their start is also their end."""
    for number, term in enumerate(terms):
        if any(term.startswith(term[cut:]) for cut in range(1, len(term))):
            yield number
