"""Read traditional characters as simplified ones; ambiguous ones by the word they are in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from policytext.base.lazy_pattern import compile_lazily

# Characters that stay in one word but are the traditional form of these in another: 乾隆 and 乾燥
# (干燥), 著名 and 著力 (着力). The phrase tables of opencc contain many words but few names, so
# both readings of a text are tried: 乾安 is found in 乾安縣, 干了 in 乾了.
TWO_READINGS = {
    "乾": "干", "著": "着", "夥": "伙", "徵": "征", "於": "于", "摺": "折", "拚": "拼", "捱": "挨",
    "藉": "借", "瞭": "了", "覆": "复", "沈": "沉",
}  # fmt: skip
_DOUBTFUL = compile_lazily(f"[{''.join(TWO_READINGS)}{''.join(TWO_READINGS.values())}]")
# Words that the tables do not convert, in which 著 means work or famous, never 着.
_WORKS = compile_lazily("[编編专專论論原土卓译譯拙显]著|著(?=[录称书]|有?《)")


@cache
def _converter(name: str) -> Any:
    import opencc

    return opencc.OpenCC(name)


def _convert(name: str, text: str) -> str:
    """Return *text* converted without a change of length."""
    converted = str(_converter(name).convert(text))
    if len(converted) == len(text):
        return converted
    pieces = ((c, str(_converter(name).convert(c))) for c in text)
    return "".join(new if len(new) == 1 else old for old, new in pieces)


def simplify_text(text: str) -> str:
    """Return *text* in simplified characters, without a change of length.

    This uses opencc's t2s tables and, for 著, which they do not convert, its tw2s tables: 著名
    stays, 沿著 becomes 沿着.
    """
    if "著" in text:
        taiwanese = _convert("tw2s", text)
        works = {place for match in _WORKS.finditer(text) for place in range(*match.span())}
        text = re.sub("著", lambda m: m[0] if m.start() in works else taiwanese[m.start()], text)
    return _convert("t2s", text)


@cache
def _readings() -> dict[str, set[str]]:
    """Return for each traditional character its simplified forms and the character itself."""
    characters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    # One per line, so that no two of them form a word.
    simplified = _convert("t2s", "\n".join(characters)).split("\n")
    readings: dict[str, set[str]] = {}
    for old, new in (*zip(characters, simplified, strict=True), *TWO_READINGS.items()):
        if old != new:
            readings.setdefault(old, {old}).add(new)
    return readings


@cache
def _traditional() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the traditional characters, and a pattern that finds them in a text."""
    characters = _readings().keys()
    return frozenset(characters), re.compile(f"[{''.join(sorted(characters))}]")


def find_ambiguous(text: str) -> frozenset[str]:
    """Return the characters with which a term may count otherwise in *text* when it is simplified.

    These are all traditional characters, and the simplified forms of those in *text*.
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
    """Return the one or two simplified spellings under which a term is searched.

    Each traditional character is replaced. A character that is simplified in one word may be the
    traditional form in another (乾燥). The tables decide: if they convert the word and back, the
    converted spelling is added. 乾安 stays unchanged.
    """
    simplified = simplify_text(term)
    kept = "".join(
        old if old in TWO_READINGS else new for old, new in zip(term, simplified, strict=True)
    )
    if kept == simplified:
        return (simplified,)
    # A single character has no word that decides.
    if kept != term or (
        len(term) > 1 and term in (_convert("s2t", simplified), _convert("s2tw", simplified))
    ):
        return kept, simplified
    return (kept,)


def list_scripts(term: str) -> tuple[str, ...]:
    """Return the spellings of *term* in the other script; none for an ambiguous character."""
    if len(term) == 1 and _DOUBTFUL.match(term):
        return ()
    traditional = [_convert(name, term) for name in ("s2t", "s2tw", "s2hk")]
    return tuple(dict.fromkeys(t for t in (*simplify_term(term), *traditional) if t != term))


class SimplifiedText:
    """A text in simplified characters, with both readings of ambiguous ones."""

    def __init__(self, text: str) -> None:
        self.original, self.text = text, simplify_text(text)
        self._read = merge_readings(self.text)

    def find(self, term: str) -> list[int]:
        """Return the positions of all spellings of *term*; matches may overlap."""
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
        """Return whether *writing* is one of the readings of the text at *at*."""
        size = len(writing)
        original, text = self.original[at : at + size], self.text[at : at + size]
        return all(
            new == wanted or (old == wanted and old in TWO_READINGS)
            for old, new, wanted in zip(original, text, writing, strict=True)
        )
