"""Traditional characters read as simplified ones, one for one, by words where two ways exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

# Characters that are simplified ones already in one word, and in another the traditional writing
# of these: 乾隆 and 乾燥 (干燥), 著名 and 著力 (着力). The phrase tables of opencc know many words
# and few names, so both readings of a text are tried: 乾安 is found in 乾安縣, 干了 in 乾了.
TWO_READINGS = {
    "乾": "干", "著": "着", "夥": "伙", "徵": "征", "於": "于", "摺": "折", "拚": "拼", "捱": "挨",
    "藉": "借", "瞭": "了", "覆": "复", "沈": "沉",
}  # fmt: skip
_DOUBTFUL = re.compile(f"[{''.join(TWO_READINGS)}{''.join(TWO_READINGS.values())}]")
# Words that are left by the tables and in which 著 is a work or to be known, never 着.
_WORKS = re.compile("[编編专專论論原土卓译譯拙显]著|著(?=[录称书]|有?《)")


@cache
def _converter(name: str) -> Any:
    import opencc

    return opencc.OpenCC(name)


def _convert(name: str, text: str) -> str:
    """Return *text* converted one character for one."""
    converted = str(_converter(name).convert(text))
    if len(converted) == len(text):
        return converted
    pieces = ((c, str(_converter(name).convert(c))) for c in text)
    return "".join(new if len(new) == 1 else old for old, new in pieces)


def simplify_text(text: str) -> str:
    """Return *text* in simplified characters, one for one.

    The tables of opencc for t2s decide, and for 著, which they leave, those for Taiwan (tw2s):
    著名 stays, 沿著 is 沿着.
    """
    if "著" in text:
        taiwanese = _convert("tw2s", text)
        works = {place for match in _WORKS.finditer(text) for place in range(*match.span())}
        text = re.sub("著", lambda m: m[0] if m.start() in works else taiwanese[m.start()], text)
    return _convert("t2s", text)


@cache
def _readings() -> dict[str, set[str]]:
    """Return the simplified characters that each other one is read as, with that one itself."""
    characters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    # Each on a line of its own, so that no two of them are a word.
    simplified = _convert("t2s", "\n".join(characters)).split("\n")
    readings: dict[str, set[str]] = {}
    for old, new in (*zip(characters, simplified, strict=True), *TWO_READINGS.items()):
        if old != new:
            readings.setdefault(old, {old}).add(new)
    return readings


@cache
def _traditional() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the characters that are no simplified ones, and what finds them ten times as fast."""
    characters = _readings().keys()
    return frozenset(characters), re.compile(f"[{''.join(sorted(characters))}]")


def find_ambiguous(text: str) -> frozenset[str]:
    """Return the characters with which a term may count otherwise in *text* when it is simplified.

    Those are all that are no simplified ones, and those that such a one in *text* is read as.
    """
    traditional, pattern = _traditional()
    held = set(pattern.findall(text))
    return traditional.union(*(_readings()[character] for character in held))


def merge_readings(text: str) -> str:
    """Return *text* with one character for both readings: equal where two texts may read alike."""
    for old, new in TWO_READINGS.items():  # several times as fast as translate()
        text = text.replace(old, new)
    return text


@lru_cache(maxsize=4096)
def simplify_term(term: str) -> tuple[str, ...]:
    """Return what a term is looked for as: in simplified characters, one writing or two.

    Each character that is no simplified one is replaced. One that is may be the traditional writing
    of another (乾燥): so it is where the tables lead from the one word to the other and back; the
    second writing is the simplified one then. 乾安 is left as it is.
    """
    simplified = simplify_text(term)
    kept = "".join(
        old if old in TWO_READINGS else new for old, new in zip(term, simplified, strict=True)
    )
    if kept == simplified:
        return (simplified,)
    # A single character has no word to go by.
    if kept != term or (
        len(term) > 1 and term in (_convert("s2t", simplified), _convert("s2tw", simplified))
    ):
        return kept, simplified
    return (kept,)


def list_scripts(term: str) -> tuple[str, ...]:
    """Return how *term* is written in the other script; nothing of one character with two ways."""
    if len(term) == 1 and _DOUBTFUL.match(term):
        return ()
    traditional = [_convert(name, term) for name in ("s2t", "s2tw", "s2hk")]
    return tuple(dict.fromkeys(t for t in (*simplify_term(term), *traditional) if t != term))


class SimplifiedText:
    """A text as it is read in simplified characters, with both readings where there are two."""

    def __init__(self, text: str) -> None:
        self.original, self.text = text, simplify_text(text)
        self._read = merge_readings(self.text)

    def find(self, term: str) -> list[int]:
        """Return where one of the writings of *term* is; places may overlap."""
        return sorted({at for writing in simplify_term(term) for at in self._find(writing)})

    def _find(self, writing: str) -> Iterator[int]:
        doubtful = _DOUBTFUL.search(writing)
        text = self._read if doubtful else self.text
        wanted = merge_readings(writing) if doubtful else writing
        at = text.find(wanted)
        while at >= 0:
            if not doubtful or self.reads_as(at, writing):
                yield at
            at = text.find(wanted, at + 1)

    def reads_as(self, at: int, writing: str) -> bool:
        """Tell whether *writing* is one of the readings of the text at *at*."""
        size = len(writing)
        original, text = self.original[at : at + size], self.text[at : at + size]
        return all(
            new == wanted or (old == wanted and old in TWO_READINGS)
            for old, new, wanted in zip(original, text, writing, strict=True)
        )
