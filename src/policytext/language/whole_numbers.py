"""Widen the differences between two texts so that they split no number: 72 became 24."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

Change = Sequence[int]  # its start and end in the old text, and in the new

_ROW = "[0-9０-９]"
_HAN_ROW = "[零〇○一二三四五六七八九十百千万亿两兩萬億廿卅壹贰叁肆伍陆柒捌玖拾佰仟]"
_FIGURES = (
    rf"(?<!{_ROW}){_ROW}{{1,3}}(?:[,，]{_ROW}{{3}})+(?!{_ROW})(?:[.．]{_ROW}+)?"
    rf"|{_ROW}+(?:[.．]{_ROW}+)?"
)
_NUMBER = re.compile(
    rf"(?:[百千]分之)(?:{_FIGURES}|{_HAN_ROW}+(?:[点點]{_HAN_ROW}+)?)"
    rf"|(?:{_FIGURES})(?:\s?(?:[%％‰]|[十百千]?[万亿萬億]+|[百千]))?"
    rf"|{_HAN_ROW}+(?:分之{_HAN_ROW}+|[点點]{_HAN_ROW}+)?"
)


def keep_numbers_whole(old: str, new: str, changes: Iterable[Change]) -> list[Change]:
    """Return *changes*, in order, widened so that none begins or ends within a number.

    Between two changes the texts are the same; changes that meet become one.

    >>> keep_numbers_whole("72小时", "24小时", [(0, 1, 0, 0), (2, 2, 1, 2)])
    [(0, 2, 0, 2)]
    """
    inside_old, inside_new = _list_insides(old), _list_insides(new)
    kept: list[Change] = []
    for change in changes:
        a, b, c, d = change
        while a in inside_old or c in inside_new:
            if kept and kept[-1][1] == a:
                a, _, c, _ = kept.pop()
            else:
                a, c = a - 1, c - 1
        kept.append((a, b, c, d))
    # Go backwards, so that a change reached by widening has itself been widened.
    ahead: list[Change] = []
    for a, end, c, other in reversed(kept):
        b, d = end, other
        while b in inside_old or d in inside_new:
            if ahead and ahead[-1][0] == b:
                _, b, _, d = ahead.pop()
            else:
                b, d = b + 1, d + 1
        if ahead and (ahead[-1][0], ahead[-1][2]) == (b, d):
            _, b, _, d = ahead.pop()
        ahead.append((a, b, c, d))
    return ahead[::-1]


def _list_insides(text: str) -> set[int]:
    """Return the offsets inside numbers, where no change may begin or end."""
    found = _NUMBER.finditer(text)
    return {place for match in found for place in range(match.start() + 1, match.end())}
