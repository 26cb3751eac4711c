"""Words broken at a line's end: ``inter-⏎national`` is one, ``cross-⏎border`` has its hyphen."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from policytext.documents.cleaning.edits import Edit
from policytext.documents.structure.marks import LINE_BREAK
from policytext.language.han import HAN

_BLANK = r"[^\S\n\r\x0b\x0c\x85\u2028\u2029]"
_ALNUM = rf"[^\W_{HAN}]"
_MARKED = rf"(?:{_ALNUM}|[\u0300-\u036f\ufb00-\ufb06])"
# Pictures of a hyphen, and the soft one, which is printed only where a line ends.
_BROKEN = re.compile(
    rf"[-\u00ad\u2010\u2011](?<![-\u2010\u2011].){_BLANK}*{LINE_BREAK}{_BLANK}*(?={_ALNUM})"
)
_BEFORE = rf"{_MARKED}+(?:[-\u00ad\u2010\u2011]{_MARKED}+)*\Z"
_AFTER = rf"{_MARKED}+"
_LONGEST = 60  # characters of a word that are looked at
_SUSPENDED = frozenset({"and", "or", "to", "und", "oder"})
# What is first in compounds that are written with a hyphen, where nothing else decides.
_COMPOUNDING = frozenset(
    """
    all cross ex far first five forward four free full half hard high ill large left long low mid
    multi near new non off old one open own part policy quasi real right second self semi short
    single six small so state ten third three top twenty thirty forty fifty sixty seventy eighty
    ninety two vice well wide world year
    """.split()  # noqa: SIM905
)
# Words that, with another behind them, mostly are one word: overall, within, however.
_FUSING = frozenset(
    """
    after any can down else ever every for fore her here him how in it may mean my not on other our
    out over some them there through to under up what when where who with your
    """.split()  # noqa: SIM905
)
_LETTERS = 4  # of a half that is a word of its own


def join_broken_words(text: str) -> Iterator[Edit]:
    """Delete the break in a word that goes on in the next line, and its hyphen if it is no part.

    A soft hyphen never is. A visible one is part of the word where

    1. the text has the word elsewhere with the hyphen, more often than without it;
    2. or has neither, and a digit is beside the hyphen, or capital and small letters are unlike on
       its two sides (``AI-⏎powered``, ``Anglo-⏎American``), or the first half is one that makes
       compounds (cross, self, long, …), or both halves are words of the text by themselves, of
       four letters or more, the first none that merges with others (over, under, …).

    Otherwise the two halves are one word. Before ``and``, ``or``, ``to`` a hyphen stands for the
    rest of a word that follows (short-⏎and long-term): nothing is joined there.
    """
    breaks = list(_find_breaks(text))
    words = _count_words(text, breaks) if breaks else Counter()
    for start, end, before, after in breaks:
        if text[start] == "\u00ad" or not _keeps_hyphen(before, after, words):
            yield Edit(start, end, "hyphen at a line's end")
        elif after.lower() not in _SUSPENDED:
            yield Edit(start + 1, end, "wrap")


def _find_breaks(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield hyphens with the line break behind them, and the halves of the word around them."""
    for match in _BROKEN.finditer(text):
        before = re.search(_BEFORE, text[max(0, match.start() - _LONGEST) : match.start()])
        after = re.match(_AFTER, text[match.end() : match.end() + _LONGEST])
        if before and after:
            yield *match.span(), before[0], after[0]


def _count_words(text: str, breaks: Iterable[tuple[int, int, str, str]]) -> Counter[str]:
    """Count the words of *text*, those with hyphens also in parts, without halves at breaks."""
    words: Counter[str] = Counter()
    for word in re.findall(rf"{_MARKED}+(?:[-\u00ad\u2010\u2011]{_MARKED}+)*", text):
        plain = _plain(word)
        words[plain] += 1
        if "-" in plain:
            words.update(plain.split("-"))
    for _, _, before, after in breaks:
        halves = {_plain(before), _plain(before).rsplit("-", 1)[-1]}
        words.subtract([*halves, _plain(after)])
    return words


def _plain(word: str) -> str:
    """Return *word* without case, soft hyphens and ligatures."""
    plain = re.sub("[\u2010\u2011]", "-", word.replace("\u00ad", ""))
    return unicodedata.normalize("NFKC", plain).lower()


def _keeps_hyphen(before: str, after: str, words: Counter[str]) -> bool:
    """Tell whether the hyphen between the halves *before* and *after* is part of the word."""
    first, second = _plain(before), _plain(after)
    last = first.rsplit("-", 1)[-1]
    halves = {first, last}
    hyphenated = sum(words[f"{half}-{second}"] for half in halves)
    joined = sum(words[f"{half}{second}"] for half in halves)
    if hyphenated or joined:
        return hyphenated > joined
    if second in _SUSPENDED or before[-1].isdigit() or after[0].isdigit():
        return True
    if after[0].isupper() is not before[-1].isupper() or last in _COMPOUNDING:
        return True
    return (
        min(len(last), len(second)) >= _LETTERS
        and last not in _FUSING
        and min(words[last], words[second]) > 0
    )
