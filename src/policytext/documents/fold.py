"""Characters that are read as the same: one table, in which each row has a reason.

Most rows (``FOLDS``) replace characters of a text during cleaning, which keeps the offsets to its
bytes. Others (brackets) only change how terms are compared with a text. Rules that depend on the
neighbours of a character are functions below: canonical equivalence, the zero of years, and spaced
characters. NFKC is never applied to a whole text, because it would change ，：①…….
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import pairwise
from typing import NamedTuple

from policytext.base.lazy_pattern import compile_lazily
from policytext.documents.simplify import simplify_text as simplify_text
from policytext.language.han import HAN

# Control, zero-width and format characters, soft hyphen, variation selectors, fillers.
IGNORABLE = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
# Full-width ASCII, except Chinese punctuation: ！（），：；？
_FULL_WIDTH = "".join(
    chr(code) for code in range(0xFF01, 0xFF5F) if chr(code) not in "！（），：；？"
)
# Private-use characters of GB 18030 that have a standard code point now.
_GB_PRIVATE = {
    0xE5E5: 0x3000, 0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7,
    0xE832: 0x9FB8, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE864: 0x9FBB, 0xE816: 0x20087,
    0xE817: 0x20089, 0xE818: 0x200CC, 0xE831: 0x215D7, 0xE83B: 0x2298F, 0xE855: 0x241FE,
    0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14,
    0xE792: 0xFE15, 0xE793: 0xFE16, 0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19,
}  # fmt: skip


class Fold(NamedTuple):
    """A row of the table: the characters (a class of `re`), their replacement, and the reason."""

    name: str
    characters: str
    read: Callable[[str], str]
    why: str


def _read_radical(character: str) -> str:
    import cjkfold

    return str(cjkfold.EQUIVALENT_IDEOGRAPH.get(character, character))


def _read_katakana(character: str) -> str:
    # U+FF65 is the half-width form of ・, which is a middle dot.
    return unicodedata.normalize("NFKC", character).replace("・", "·")


FOLDS: tuple[Fold, ...] = (
    Fold(
        "radicals", "\u2e80-\u2fdf", _read_radical,
        "The fonts of many PDF files give an ideograph the code of the radical that looks like it.",
    ),
    Fold(
        "compatibility ideographs", "\uf900-\ufaff\U0002f800-\U0002fa1f",
        partial(unicodedata.normalize, "NFC"),
        "A second code point of the same ideograph, kept for conversion from older standards.",
    ),
    Fold(
        "private GB 18030", "".join(map(chr, _GB_PRIVATE)), lambda c: chr(_GB_PRIVATE[ord(c)]),
        "Older tables of GB 18030 gave these characters private codes; they have their own now.",
    ),
    Fold(
        "full-width ASCII", re.escape(_FULL_WIDTH), lambda c: chr(ord(c) - 0xFEE0),
        "Chinese input methods type letters and digits in either width. ！（），：；？ are Chinese "
        "punctuation and remain.",
    ),
    Fold(
        "half-width katakana", "\uff61-\uff9f", _read_katakana,
        "The same letters and marks in the narrow form of old terminals.",
    ),
    Fold(
        "ligatures", "\ufb00-\ufb06", partial(unicodedata.normalize, "NFKC"),
        "Typesetting draws ﬁ as one sign for two letters; both letters lead to the ligature's "
        "bytes.",
    ),
    Fold(
        "hyphens", "\u2010\u2011", lambda c: "-",
        "A hyphen that is typed as U+2010, or that no line may end with, looks the same.",
    ),
    Fold(
        "middle dots", "\u2022\u30fb\u2027", lambda c: "·",
        "Foreign names are written with any of · • ・ ‧ between their parts.",
    ),
)  # fmt: skip
# Only for comparison: full-width brackets are Chinese punctuation, next to which white space is not
# text, and a 0 among Chinese digits must stay visible as a 0.
BRACKETS = {"（": "(", "）": ")"}
COMPARED = frozenset("()〇0")  # a 0 too: what it counts must not depend on the other terms

FOLDABLE = compile_lazily(f"[{''.join(row.characters for row in FOLDS)}]")
IGNORED = compile_lazily(f"[{IGNORABLE}]+")


@cache
def fold_character(character: str) -> str:
    """Return the replacement of *character*: itself, another one, or the letters of a ligature."""
    for row in FOLDS:
        if re.fullmatch(f"[{row.characters}]", character):
            return row.read(character)
    return character


def fold_text(text: str) -> str:
    """Return *text* without ignorable characters, and with the others folded."""
    folded = FOLDABLE.sub(lambda match: fold_character(match[0]), IGNORED.sub("", text))
    folded = _replace(folded, find_compositions(folded))
    folded = _replace(folded, ((at, at + 1, "〇") for at in find_zeros(folded)))
    return _replace(folded, ((start, end, "") for start, end in find_spacing(folded)))


def fold_compared(text: str) -> str:
    """Return *text* for comparison with a term that has a bracket or a zero; the length stays."""
    for full, half in BRACKETS.items():
        text = text.replace(full, half)
    return _MIXED.sub(_read_zeros, text) if _BESIDE.search(text) else text


def has_compared(terms: Iterable[str]) -> bool:
    """Return whether any of *terms* has a character that matches several forms."""
    return not all(map(COMPARED.isdisjoint, terms))


def _replace(text: str, edits: Iterator[tuple[int, int, str]]) -> str:
    done = 0
    pieces: list[str] = []
    for start, end, new in edits:
        pieces += (text[done:start], new)
        done = end
    return "".join([*pieces, text[done:]])


# Canonical equivalence: e and a combining acute accent are é.

# Characters that NFC does not change and that never combine with the previous one.
_COMPOSED = (
    r"\x00-\u02ff\u0400-\u0482\u048a-\u0590\u2002-\u20cf\u2100-\u2125\u212c-\u2328\u232b-\u2adb"
    r"\u2add-\u2cee\u2d00-\u2d6f\u2e00-\u3029\u3030-\u3098\u309b-\ua66e\uac00-\ud7a3\ue000-\uf8ff"
    r"\ufb00-\ufb1c\ufe30-\uffff\U0001f000-\U0001faff\U00020000-\U0002f7ff"
)
_COMPOSING = compile_lazily(f"[^{_COMPOSED}]+")


def find_compositions(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the ranges that NFC changes, each with its replacement."""
    for match in _COMPOSING.finditer(text):
        start, stop = max(match.start() - 1, 0), match.end()
        for end in range(start + 1, stop + 1):
            if end < stop and _are_one(text[start:end], text[end]):
                continue
            composed = unicodedata.normalize("NFC", text[start:end])
            if composed != text[start:end]:
                yield start, end, composed
            start = end


def _are_one(before: str, following: str) -> bool:
    """Return whether *following* combines with the previous characters, or may be reordered."""
    if unicodedata.combining(following):
        return True
    apart = unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", following)
    return unicodedata.normalize("NFC", before + following) != apart


# The zero of years: 二○二五 and, for comparison, 二0二五 are 二〇二五.

_FIGURES = frozenset("一二三四五六七八九十百千〇○◯")
_CIRCLE = compile_lazily("[○◯]")
_DIGIT = "一二三四五六七八九〇○◯"
# A plain 0 needs Chinese digits on both sides: 一0五, 二00八年.
_BESIDE = compile_lazily(f"[{_DIGIT}]0")
_MIXED = compile_lazily(
    rf"(?<![{_DIGIT}\d])(?=[{_DIGIT}])[{_DIGIT}0]{{3,}}(?!\d)(?:(?<=[{_DIGIT}])|(?=年))"
)


def find_zeros(text: str) -> Iterator[int]:
    """Yield the positions of circles that mean zero: after a digit, or before two."""
    for match in _CIRCLE.finditer(text):
        place = match.start()
        following = text[place + 1 : place + 3]
        if text[place - 1 : place] in _FIGURES or (
            len(following) == 2 and _FIGURES.issuperset(following)
        ):
            yield place


def has_figure(characters: Iterable[str]) -> bool:
    """Return whether any of *characters* is a Chinese digit."""
    return any(character in _DIGIT for character in characters)


def _read_zeros(row: re.Match[str]) -> str:
    """Replace the zeros in a number of three or more digits.

    The number begins with a Chinese digit and ends with one, or before 年.
    """
    return re.sub("[0○◯]", "〇", row[0])


# White space.

_SPACE = r"[^\S\n]"
# The last and the first characters of Latin words and numbers; of punctuation, only the marks that
# belong to them: No. 5, 50% of, C++ 11, C# code.
_WORD_ENDS = (
    rf"[^\s{HAN}!-\"$&-*,\-/:-@\[-`{{-~\xa1-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\xd7\xf7\u2010-\u2e7f"
    r"\u3000-\u3004\u3008-\u3020\u3030\u303d\u30fb\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff0f"
    r"\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]"
)
_WORD_BEGINS = rf"[^\W_{HAN}]"
_IDLE = compile_lazily(
    rf"{_SPACE}(?:(?<!{_WORD_ENDS}{_SPACE}){_SPACE}*|{_SPACE}*(?!{_SPACE}|{_WORD_BEGINS})"
    rf"|(?P<one>{_SPACE}+|(?<!\x20)))"
)


def find_idle_space(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the white space of a paragraph that is not text, each with the blank that remains.

    Between two Latin words or numbers, white space is one space: ``Open AI`` is not ``OpenAI``.
    Elsewhere, such as next to a Chinese character, it is not text.
    """
    for match in _IDLE.finditer(text):
        yield match.start(), match.end(), " " if match["one"] is not None else ""


def drop_idle_space(text: str) -> str:
    """Return *text* without the white space that is not text; segmenters get this text."""
    return _IDLE.sub(lambda match: " " if match["one"] is not None else "", text)


def ends_word(character: str) -> bool:
    """Return whether a Latin word or a number may end with *character*."""
    return re.match(_WORD_ENDS, character) is not None


def begins_word(character: str) -> bool:
    """Return whether a Latin word or a number may begin with *character*."""
    return re.match(_WORD_BEGINS, character) is not None


# Characters with a gap after each: A R T I C L E, 1 9 9 7 年. Next to Chinese ones, white space is
# not text anyway.

_BLANK = r"[^\S\n\r\x0b\x0c\x85\u2028\u2029]"
_ALNUM, _LETTER = rf"[^\W_{HAN}]", rf"[^\W\d_{HAN}]"
_LETTERS = (
    rf"(?<!{_ALNUM})(?<!['’]){_LETTER}(?P<gap>{_BLANK}+){_LETTER}(?:(?P=gap){_LETTER}){{2,}}"
    rf"(?!{_ALNUM}|['’]|(?P=gap){_LETTER}(?!{_ALNUM}|['’]))"
)
_DIGITS = rf"(?<!{_ALNUM})(?<!\.)\d(?P<gap>{_BLANK}+)\d(?:(?P=gap)\d)+(?!{_ALNUM}|(?P=gap)\d)"
_FEW_DIGITS = (
    rf"(?<!{_ALNUM})(?<!\.)\d(?:{_BLANK}+\d|{_BLANK}*\.{_BLANK}*\d)+(?!{_ALNUM}|{_BLANK}+\d)"
)
# Cheap pre-filter; the patterns above are compiled only for texts that pass it.
_SPACED = compile_lazily(
    rf"{_BLANK}(?<=(?:[^\W_]|{_BLANK}){_BLANK}){_ALNUM}{_BLANK}+{_ALNUM}(?!{_ALNUM})"
)
_UNIT = rf"{_BLANK}*[{HAN}%％‰、。，；：！？）》】〉」』]"
_WORD = rf"{_BLANK}*[^\s\d]"
_BLANKS = compile_lazily(f"{_BLANK}+")


def find_spacing(text: str) -> Iterator[tuple[int, int]]:
    """Yield the white space inside words and numbers with a gap after every character.

    A word has four or more letters with equal gaps that are not a series (A B C D). They are
    capitals or a word that occurs elsewhere in the text. A number has three or more digits before
    a Chinese character, a mark or %, or four before another word. If a text has such numbers,
    shorter ones are joined too: 6 6 个, 1 7 .5 万.
    """
    if not _SPACED.search(text):
        return
    spans = [m.span() for m in re.finditer(_LETTERS, text) if _is_word(m) and not _is_series(m)]
    numbers = [m.span() for m in re.finditer(_DIGITS, text) if _is_number(m) and not _is_series(m)]
    if numbers:
        few = (m.span() for m in re.finditer(_FEW_DIGITS, text) if _is_before(_UNIT, m))
        spans += [*numbers, *few]
    yield from sorted({m.span() for span in spans for m in _BLANKS.finditer(text, *span)})


def _is_before(pattern: str, match: re.Match[str]) -> bool:
    return re.compile(pattern).match(match.string, match.end()) is not None


def _is_number(match: re.Match[str]) -> bool:
    digits = len(match[0].split())
    return (digits >= 3 and _is_before(_UNIT, match)) or (digits >= 4 and _is_before(_WORD, match))


def _is_word(match: re.Match[str]) -> bool:
    word = "".join(match[0].split())
    if word.isupper():
        return True
    rest = match.string[: match.start()] + match.string[match.end() :]
    whole = rf"(?<!{_ALNUM}){re.escape(word)}(?!{_ALNUM})"
    return re.search(whole, rest, re.IGNORECASE) is not None


def _is_series(match: re.Match[str]) -> bool:
    """Return whether the characters are a series, such as the letters of answers."""
    codes = [ord(character) for character in match[0].split()]
    return all(after == before + 1 for before, after in pairwise(codes))
