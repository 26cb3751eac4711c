"""Candidates: every place where a term stands, before overlaps are settled.

See `policytext.counting.count` for the definitions.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, compress
from typing import Any

from policytext.counting.convention import Convention
from policytext.documents.capture import count_up
from policytext.documents.document import Document, Region
from policytext.documents.fold import fold_text, simplify_text
from policytext.language.han import HAN
from policytext.segmenters.protocol import Segmenter

_MANY_TERMS = 8

# The starts and the ends of a term's places, in order.
Places = tuple["array[int]", "array[int]"]
Found = dict[str, Places]


def make_places(spans: Iterable[tuple[int, int]]) -> Places:
    """Return the starts and the ends of *spans*."""
    spans = list(spans)
    return array("i", [start for start, _ in spans]), array("i", [end for _, end in spans])


def find_candidates(
    document: Document,
    terms: Sequence[str],
    convention: Convention,
    segmenter: Segmenter | None,
) -> Found:
    """Return the places of each term in the convention's scope, in order."""
    if convention.match in ("word", "prefix"):
        prefix = convention.match == "prefix"
        found = {term: make_places(find_words(document, term, prefix=prefix)) for term in terms}
    elif convention.match == "token":
        found = _find_tokens(document, terms, convention, segmenter)
    else:
        found = _find_text(document, terms, convention)
    scope = [r for r in document.regions if r.name in convention.scope]
    if len(scope) == len(document.regions):
        return found
    return {term: _keep_inside(places, scope) for term, places in found.items()}


def _keep_inside(places: Places, regions: Sequence[Region]) -> Places:
    spans = zip(*places, strict=True)
    return make_places(s for s in spans if any(r.start <= s[0] < r.end for r in regions))


@dataclass(frozen=True)
class _Compact:
    """A document's text without the white space that is not text; None for an index that is 1:1."""

    text: str
    index: array[int] | None

    def places(self, starts: Sequence[int], size: int) -> Places:
        """Return where what is *size* long here, at *starts*, stands in the document's text."""
        index = self.index
        if index is None:
            return array("i", starts), array("i", [start + size for start in starts])
        ends = array("i", [index[start + size - 1] + 1 for start in starts])
        return array("i", [index[start] for start in starts]), ends


_SPACE = re.compile(r"[^\S\n]+")


def _outside(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches between the places of *pattern*."""
    done = 0
    for match in pattern.finditer(text):
        yield done, match.start()
        done = match.end()
    yield done, len(text)


def _compact(document: Document, *, simplify: bool) -> _Compact:
    """Return the text as ``text`` and ``token`` read it, kept with the document once made."""
    return document.derive(("compact", simplify), lambda: _make_compact(document.text, simplify))


def _make_compact(text: str, simplify: bool) -> _Compact:
    index = None
    if _SPACE.search(text):
        index, order = array("i"), count_up(len(text))
        for start, end in _outside(_SPACE, text):
            index += order[start:end]
        text = _SPACE.sub("", text)
    return _Compact(simplify_text(text) if simplify else text, index)


@lru_cache(maxsize=16384)
def read_term(term: str, *, simplify: bool = False) -> str:
    """Return *term* as ``text`` and ``token`` read it."""
    bare = "".join(fold_text(term).split())
    return simplify_text(bare) if simplify else bare


def _find_text(document: Document, terms: Sequence[str], convention: Convention) -> Found:
    compact = _compact(document, simplify=bool(convention.simplify))
    wanted = {term: read_term(term, simplify=bool(convention.simplify)) for term in terms}
    bares = tuple(dict.fromkeys(wanted.values()))
    if len(bares) > _MANY_TERMS:
        starts = _find_many(compact.text, bares)
    else:
        step = 1 if convention.overlap == "longest" else None
        starts = {bare: list(_find_all(compact.text, bare, step or len(bare))) for bare in bares}
    return {term: compact.places(starts[bare], len(bare)) for term, bare in wanted.items()}


def _find_all(text: str, term: str, step: int) -> Iterator[int]:
    at = text.find(term)
    while at >= 0:
        yield at
        at = text.find(term, at + step)


def _find_many(text: str, terms: tuple[str, ...]) -> dict[str, list[int]]:
    """Return the starts of every term, in one pass over the text."""
    starts: list[list[int]] = [[] for _ in terms]
    for number, start, _ in _automaton(terms).find_matches_as_indexes(text, overlapping=True):
        starts[number].append(start)
    return dict(zip(terms, starts, strict=True))


@lru_cache(maxsize=32)
def _automaton(patterns: tuple[str, ...]) -> Any:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(patterns)


def _find_tokens(
    document: Document,
    terms: Sequence[str],
    convention: Convention,
    segmenter: Segmenter | None,
) -> Found:
    wanted = {term: read_term(term, simplify=bool(convention.simplify)) for term in terms}
    starts: dict[str, list[int]] = {bare: [] for bare in wanted.values()}
    segmenter = segmenter or _build(convention.segmenter)
    compact = _compact(document, simplify=bool(convention.simplify))
    tokens = segment_document(document, segmenter, simplify=bool(convention.simplify))
    placed = zip(tokens, accumulate(map(len, tokens), initial=0), strict=False)
    # Of millions of tokens most are not wanted, which is found out without a step of Python.
    for token, start in compress(placed, map(starts.__contains__, tokens)):
        starts[token].append(start)
    return {term: compact.places(starts[bare], len(bare)) for term, bare in wanted.items()}


def _build(name: str) -> Segmenter:
    from policytext.segmenters import build_segmenter  # only tokens need it

    return build_segmenter(name)


def segment_document(
    document: Document, segmenter: Segmenter, *, simplify: bool = False
) -> Sequence[str]:
    """Return the tokens of all regions, line ends among them; none runs across a paragraph.

    Joined, the tokens are the document's text without the white space that is not text.
    """
    # A line end is a token of its own to every segmenter, and one call is fastest.
    return document.derive(
        ("tokens", segmenter.fingerprint, simplify),
        lambda: tuple(segmenter.cut(_compact(document, simplify=simplify).text)),
    )


# A letter of an alphabetic script: a word character that is no digit, no Chinese character; marks
# that combine with letters belong to them.
_BASE = rf"[^\W\d_{HAN}]"


_MARK = r"[\u0300-\u036f]"


_BEGINS = rf"(?<!{_BASE})(?<!{_MARK})"


_ENDS = rf"(?!{_BASE}|{_MARK})"


# Letters that re takes for i and s where case does not matter, and str.lower does not.
_ODD = re.compile("[ıſİ]")


def find_words(document: Document, term: str, *, prefix: bool = False) -> Iterator[tuple[int, int]]:
    """Yield where *term* stands as a whole word, or with *prefix* where one begins with it.

    Case does not matter, and any white space in a paragraph stands for that between its words.
    """
    words = [re.sub("['’]", "['’]", re.escape(word)) for word in fold_text(term).split()]
    pattern, text = _compile(r"[^\S\n]+".join(words)), document.text
    # Compiled by themselves, and when first needed: the class of Chinese characters takes 3 ms.
    begins, ends = _compile(_BEGINS), _compile(_ENDS)
    # Places may overlap: which of them count is for the convention to say.
    for at in _possible_places(document, term):
        match = pattern.match(text, at)
        if match and begins.match(text, at) and (prefix or ends.match(text, match.end())):
            yield match.span()


def _possible_places(document: Document, term: str) -> Iterator[int]:
    """Yield every place where *term* might stand."""
    lowered = _lower(document)
    anchor = re.match(r"[a-z0-9]*", fold_text(term).strip().lower())
    if lowered is None or anchor is None or not anchor.group():
        yield from range(len(document.text))
        return
    # Looking for the first letters is many times faster than trying the pattern everywhere.
    at = lowered.find(anchor.group())
    while at >= 0:
        yield at
        at = lowered.find(anchor.group(), at + 1)


@lru_cache(maxsize=4096)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _lower(document: Document) -> str | None:
    """Return the text in lower case, kept with the document; None where places would shift."""
    return document.derive("lower", lambda: _make_lower(document.text))


def _make_lower(text: str) -> str | None:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) and not _ODD.search(text) else None
