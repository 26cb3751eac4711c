"""Odd texts and bytes from a seed: what captures, files and users hold at their worst."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

HAN = (
    "全球国际各国跨国人工智能治理合作共享共同的、，。：；一二三四五六七八九十百千万亿两零〇"
    "余多近逾约次"
)
LATIN = "abcXYZ éßİıſﬁ'’-_09"
ODD = (
    "\0", "\x01", "\x1b[31m", "\x1c", "\x85", "\r", "\r\n", "\n", "\n\n", "\t", "\v", "\f", "\x7f",
    "\u00a0", "\u00ad", "\u0300", "\u034f", "\u061c", "\u115f", "\u180e", "\u200b", "\u200d",
    "\u200f", "\u2028", "\u2029", "\u202e", "\u2066", "\u3000", "\u3164", "\ufe0f", "\ufeff",
    "\ufffd", "\uffff", "\ufdd0", "\U0001f468\u200d\U0001f469", "\U00020000", "\U000e0001",
    "\U000e0100", "\U0010ffff", "\U000e1000", "\ue000", "\u0378", "\ud800", "\udc00", "\udfff",
    "⼈", "⺠", "臺", "幾", "ﬃ", "①", "²", "½", "٤", "৪", "〇", "Ⅷ", "㊿", "％", "‰", "．", "，",
    "《", "》", "“", "”", '"', "'", "`", "<b>", "</script>", "&amp;", "&#x0;", "]]>", "{{", "}}",
    "%s", "${x}", "\\", "|", "=1+1", "@x", "##[error]", "::error::", "../", "~", "!!str", "&a",
    "*a", "---", "- ", ": ", "? ", "# ", "[", "]", "{", "}", ",",
)  # fmt: skip


def odd_text(chance: Random, most: int = 24) -> str:
    """Return a text of up to *most* pieces, most of them common, some odd."""
    pieces = []
    for _ in range(chance.randrange(most + 1)):
        kind = chance.random()
        source: Sequence[str] = HAN if kind < 0.6 else LATIN if kind < 0.8 else ODD
        pieces.append(source[int(chance.random() * len(source))])
    return "".join(pieces)


def change_text(chance: Random, text: str) -> str:
    """Return *text* with one to four pieces cut out, doubled, moved or put in."""
    for _ in range(chance.randrange(1, 5)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.randrange(12))
        kind = chance.randrange(4)
        if kind == 0:
            text = text[:start] + text[end:]
        elif kind == 1:
            text = text[:end] + text[start:end] + text[end:]
        elif kind == 2:
            place = chance.randrange(len(text) + 1)
            text = text[:place] + text[start:end] + text[place:]
        else:
            text = text[:start] + odd_text(chance, 2) + text[end:]
    return text


def odd_bytes(chance: Random, text: str) -> bytes:
    """Return *text* in some encoding, at times with a mark before it or bytes changed in it."""
    codec = chance.choice(("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16", "cp1252"))
    data = bytearray(text.encode(codec, "ignore"))
    for _ in range(chance.choice((0, 0, 0, 1, 3)) if data else 0):
        place = chance.randrange(len(data) + 1)
        data[place : place + chance.randrange(2)] = chance.randbytes(chance.randrange(3))
    return bytes(data)
