"""Words broken at a line end: ``inter-⏎national`` is joined, ``cross-⏎border`` keeps its hyphen."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from policytext.base.lazy_pattern import compile_lazily
from policytext.documents.cleaning.edits import Edit
from policytext.documents.structure.marks import LINE_BREAK
from policytext.language.han import HAN

_BLANK = r"[^\S\n\r\x0b\x0c\x85\u2028\u2029]"
_ALNUM = rf"[^\W_{HAN}]"
_MARKED = rf"(?:{_ALNUM}|[\u0300-\u036f\ufb00-\ufb06])"
# Visible hyphens, and the soft one, which is printed only at a line end.
_BROKEN = compile_lazily(
    rf"[-\u00ad\u2010\u2011](?<![-\u2010\u2011].){_BLANK}*{LINE_BREAK}{_BLANK}*(?={_ALNUM})"
)
_BEFORE = rf"{_MARKED}+(?:[-\u00ad\u2010\u2011]{_MARKED}+)*\Z"
_AFTER = rf"{_MARKED}+"
_LONGEST = 60  # maximum characters of a word
_SUSPENDED = frozenset({"and", "or", "to", "und", "oder"})
# First parts of compounds with a hyphen, used if nothing else decides.
_COMPOUNDING = frozenset(
    """
    all cross ex far first five forward four free full half hard high ill large left long low mid
    multi near new non off old one open own part policy quasi real right second self semi short
    single six small so state ten third three top twenty thirty forty fifty sixty seventy eighty
    ninety two vice well wide world year
    """.split()  # noqa: SIM905
)
# First parts of compounds without a hyphen: overall, within, however.
_FUSING = frozenset(
    """
    after any can down else ever every for fore her here him how in it may mean my not on other our
    out over some them there through to under up what when where who with your
    """.split()  # noqa: SIM905
)
_LETTERS = 4  # minimum letters of a half that is a word


def join_broken_words(text: str) -> Iterator[Edit]:
    """Delete the line break in a word, and its hyphen unless that is part of the word.

    A soft hyphen is never part of the word. A visible one is, if

    1. the text contains the word with the hyphen elsewhere, more often than without it;
    2. or it contains neither, and a digit is next to the hyphen, or upper and lower case differ on
       its two sides (``AI-⏎powered``, ``Anglo-⏎American``), or the first half forms compounds
       (cross, self, long, …), or both halves are words of the text with four letters or more, and
       the first is not a prefix of closed compounds (over, under, …).

    Otherwise the two halves are one word. Before ``and``, ``or``, ``to``, a hyphen replaces the
    end of a later word (short-⏎and long-term), and nothing is joined.
    """
    breaks = list(_find_breaks(text))
    words = _count_words(text, breaks) if breaks else Counter()
    for start, end, before, after in breaks:
        if text[start] == "\u00ad" or not _keeps_hyphen(before, after, words):
            yield Edit(start, end, "hyphen at a line's end")
        elif after.lower() not in _SUSPENDED:
            yield Edit(start + 1, end, "wrap")


def _find_breaks(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield hyphens before a line break, with the two halves of the word."""
    for match in _BROKEN.finditer(text):
        before = re.search(_BEFORE, text[max(0, match.start() - _LONGEST) : match.start()])
        after = re.match(_AFTER, text[match.end() : match.end() + _LONGEST])
        if before and after:
            yield *match.span(), before[0], after[0]


def _count_words(text: str, breaks: Iterable[tuple[int, int, str, str]]) -> Counter[str]:
    """Count the words of *text*, and the parts of hyphenated words; ignore halves at breaks."""
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
    """Return *word* in lower case, without soft hyphens and ligatures."""
    plain = re.sub("[\u2010\u2011]", "-", word.replace("\u00ad", ""))
    return unicodedata.normalize("NFKC", plain).lower()


def _keeps_hyphen(before: str, after: str, words: Counter[str]) -> bool:
    """Return whether the hyphen between the halves *before* and *after* is part of the word."""
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
