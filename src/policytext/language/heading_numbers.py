"""The numbers of headings: 十三, 一〇三, 12, ⑤ or IV.

Tested in tests/documents/structure/test_outline.py.
"""

from __future__ import annotations

import unicodedata

_DIGITS = {**{c: i for i, c in enumerate("零一二三四五六七八九")}, "〇": 0, "○": 0, "两": 2}


_FIGURES = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")


_PLACES = {"十": 10, "百": 100, "千": 1000}


_ROMAN = {"I": 1, "V": 5, "X": 10}


def read_number(mark: str) -> int | None:
    """Return the number of a heading's mark: 十三, 一〇三, 12, ⑤ or IV; None if it has none."""
    if mark.isascii() and mark.isdigit():
        return int(mark)
    if len(mark) == 1 and unicodedata.numeric(mark, 0) >= 1 and mark not in _DIGITS | _PLACES:
        return int(unicodedata.numeric(mark))
    if mark and set(mark) <= set(_ROMAN):
        values = [_ROMAN[letter] for letter in mark]
        following = [*values[1:], 0]
        return sum(-v if v < n else v for v, n in zip(values, following, strict=True))
    if not mark or not set(mark) <= set(_DIGITS | _PLACES):
        return None
    return _read_chinese(mark)


def _read_chinese(mark: str) -> int:
    if not set(mark) & set(_PLACES):
        return int("".join(str(_DIGITS[c]) for c in mark))
    total, digit = 0, None
    for character in mark:
        if character in _PLACES:
            total += (1 if digit is None else digit) * _PLACES[character]
            digit = None
        else:
            digit = _DIGITS[character] or None
    return total + (digit or 0)


def write_number(number: int) -> str:
    """Write *number* as a heading does: 十三, 一百零三, 一千二百六十; from 10,000 on in digits."""
    if number >= 10_000:
        return str(number)
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        behind = write_number(rest if rest >= 100 else 100 + rest)
        behind = behind if rest >= 100 else "零" * (rest > 9) + behind.removeprefix("一百")
        return f"{_FIGURES[thousands]}千{behind}"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    written = _FIGURES[ones]
    if tens:
        written = (_FIGURES[tens] if tens > 1 or hundreds else "") + "十" + written
    elif hundreds and ones:
        written = "零" + written
    return (_FIGURES[hundreds] + "百" if hundreds else "") + written
