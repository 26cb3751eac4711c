"""Outlines of a font without subroutines, many times faster than fontTools makes them.

fontTools runs an outline (a charstring, see Adobe's technical note 5177) token by token, and does
so several times. To put subroutines in the place of their calls it is enough to find the calls.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from fontTools.misc.psCharStrings import T2CharString, calcSubrBias

_NUMBER = rb"[\x20-\xf6]|[\xf7-\xfe].|\x1c..|\xff...."
_NUMBERS = re.compile(_NUMBER, re.DOTALL)
# Numbers and what draws with them, up to a call with its number, a hint, or an end.
_STRETCH = re.compile(
    rb"((?:" + _NUMBER + rb"|[\x00\x02\x04-\x09\x0d\x0f-\x11\x15\x16\x18-\x1b\x1e\x1f]|\x0c.)*?)"
    rb"(?:(" + _NUMBER + rb")([\x0a\x1d])|([\x01\x03\x0b\x0e\x12-\x14\x17])|\Z)",
    re.DOTALL,
)
_CALL_LOCAL, _RETURN, _END = b"\x0a", b"\x0b", b"\x0e"
_MASKS = (b"\x13", b"\x14")


def use_plain_outlines(font: Any) -> None:
    """Make the outlines of *font*, opened by fontTools, come without calls of subroutines.

    They are for writing as they are: nothing looks into them any more.
    """
    table = font["CFF "].cff
    outlines = table[table.fontNames[0]].CharStrings
    outlines[".notdef"].decompile()  # made before the rest, since it is emptied
    outlines.charStringsIndex.subrClass = PlainOutline


class PlainOutline(T2CharString):  # type: ignore[misc]
    """An outline that holds no calls, and shows fontTools nothing to run."""

    def __init__(self, bytecode: bytes, private: Any, globalSubrs: Any) -> None:  # noqa: N803
        plain = _Flattening(getattr(private, "Subrs", []), globalSubrs).flatten(bytecode)
        super().__init__(plain, private=private, globalSubrs=globalSubrs)
        self.program: list[Any] = []

    def needsDecompilation(self) -> bool:  # noqa: N802
        """Say that the program is there already."""
        return False

    def getToken(self, index: int, **_: Any) -> tuple[None, int, int]:  # noqa: N802
        """Return that there are no tokens left: it refers to no other outline."""
        return None, 0, 0


class _Subroutines(NamedTuple):
    items: Any
    bias: int


class _Flattening:
    """Puts subroutines in the place of their calls.

    ``hints`` decides the size of a mask; ``pending`` are numbers not used yet, two of which make a
    hint. All hints stand before what draws.
    """

    def __init__(self, local: Any, shared: Any) -> None:
        self.local = _Subroutines(local, calcSubrBias(local))
        self.shared = _Subroutines(shared, calcSubrBias(shared))
        self.hints = self.pending = 0
        self.draws = self.ended = False

    def flatten(self, code: bytes) -> bytes:
        """Return *code* without calls; it ends where the outline ends."""
        pieces: list[bytes] = []
        at = 0
        while at < len(code) and not self.ended:
            found = _STRETCH.match(code, at)
            if found is None:
                raise ValueError("an outline of the font cannot be read")
            at = found.end()
            before, called, call, operator = found.groups()
            pieces.append(before)
            self._note(before)
            if call:
                pieces.append(self._call(called, call))
            elif operator == _RETURN:
                break
            elif operator:
                end = at + self._size_mask(operator)
                pieces.append(operator + code[at:end])
                at = end
        return b"".join(pieces)

    def _note(self, stretch: bytes) -> None:
        """Note the numbers of *stretch*, unless something draws with them."""
        if not self.draws:
            numbers = _NUMBERS.findall(stretch)
            self.draws = sum(map(len, numbers)) < len(stretch)
            self.pending += len(numbers)

    def _call(self, called: bytes, call: bytes) -> bytes:
        subroutines = self.local if call == _CALL_LOCAL else self.shared
        code = subroutines.items[_read_number(called) + subroutines.bias].bytecode
        return self.flatten(code)

    def _size_mask(self, operator: bytes) -> int:
        """Return how many bytes of a mask follow *operator*, which may declare hints."""
        self.ended = operator == _END
        if not self.draws:
            self.hints += self.pending // 2
        self.pending = 0
        return (self.hints + 7) // 8 if operator in _MASKS else 0


def _read_number(code: bytes) -> int:
    first = code[0]
    if first == 28:
        return int.from_bytes(code[1:], "big", signed=True)
    if first < 247:
        return first - 139
    if first < 251:
        return (first - 247) * 256 + code[1] + 108
    return (251 - first) * 256 - code[1] - 108
