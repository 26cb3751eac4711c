"""Candidates: every place where a term occurs, before overlaps are resolved.

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

from policytext.base.lazy_pattern import compile_lazily
from policytext.counting.convention import Convention
from policytext.documents.capture import count_up
from policytext.documents.document import Document, Region
from policytext.documents.fold import (
    drop_idle_space,
    find_idle_space,
    fold_compared,
    fold_text,
    has_compared,
)
from policytext.documents.simplify import (
    SimplifiedText,
    merge_readings,
    simplify_term,
    simplify_text,
)
from policytext.language.han import HAN
from policytext.segmenters.protocol import Segmenter

_MANY_TERMS = 8

# The starts and the ends of the matches of a term, in order.
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
    """Return the candidates of each term in the scope of *convention*, in order."""
    if convention.match in ("word", "prefix"):
        how = {"prefix": convention.match == "prefix", "simplify": bool(convention.simplify)}
        found = {term: make_places(find_words(document, term, **how)) for term in terms}
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
class CompactText:
    """A text without the white space that is not text.

    ``index[i]`` is the position of ``text[i]`` in the original; None if nothing was removed.
    """

    text: str
    index: array[int] | None

    def places(self, starts: Sequence[int], size: int) -> Places:
        """Return the spans in the original text of the strings of length *size* at *starts*."""
        index = self.index
        if index is None:
            return array("i", starts), array("i", [start + size for start in starts])
        ends = array("i", [index[start + size - 1] + 1 for start in starts])
        return array("i", map(index.__getitem__, starts)), ends


def compact_text(text: str) -> CompactText:
    """Return *text* as ``text`` and ``token`` read it; segmenters get the same text."""
    index, order, done = array("i"), count_up(len(text)), 0
    pieces: list[str] = []
    for start, end, blank in find_idle_space(text):
        pieces += (text[done:start], blank)
        index += order[done : start + len(blank)]
        done = end
    if not done:
        return CompactText(text, None)
    index += order[done : len(text)]
    return CompactText("".join([*pieces, text[done:]]), index)


def _compact(document: Document) -> CompactText:
    """Return the text of *document* without idle white space, cached with the document."""
    return document.derive("compact", lambda: compact_text(document.text))


def _simplified(document: Document) -> SimplifiedText:
    """Return the compact text in simplified characters, cached with the document."""
    return document.derive("simplified", lambda: SimplifiedText(_compact(document).text))


_UNIFIED = compile_lazily("[\u4e00-\u9fff]+")


@lru_cache(maxsize=16384)
def read_term(term: str, *, simplify: bool = False) -> str:
    """Return *term* as ``text`` and ``token`` read it."""
    if _UNIFIED.fullmatch(term):
        bare = term  # nothing in it is folded, and most terms are such
    else:
        bare = fold_compared(drop_idle_space(" ".join(fold_text(term).split())))
    return simplify_term(bare)[-1] if simplify else bare


def _find_text(document: Document, terms: Sequence[str], convention: Convention) -> Found:
    compact = _compact(document)
    wanted = {term: read_term(term) for term in terms}
    bares = tuple(dict.fromkeys(wanted.values()))
    text = fold_compared(compact.text) if has_compared(bares) else compact.text
    if convention.simplify:
        simplified = _simplified(document) if text is compact.text else SimplifiedText(text)
        starts = {bare: simplified.find(bare) for bare in bares}
    elif len(bares) > _MANY_TERMS:
        starts = _find_many(text, bares)
    else:
        step = 1 if convention.overlap == "longest" else None
        starts = {bare: list(_find_all(text, bare, step or len(bare))) for bare in bares}
    return {term: compact.places(starts[bare], len(bare)) for term, bare in wanted.items()}


def _find_all(text: str, term: str, step: int) -> Iterator[int]:
    at = text.find(term)
    while at >= 0:
        yield at
        at = text.find(term, at + step)


def _find_many(text: str, terms: tuple[str, ...]) -> dict[str, list[int]]:
    """Return the starts of every term, in one pass over the text."""
    starts: list[list[int]] = [[] for _ in terms]
    add = [each.append for each in starts]
    for number, start, _ in _automaton(terms).find_matches_as_indexes(text, overlapping=True):
        add[number](start)
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
    # In English, tokens are words of an alphabetic script, so their case is ignored.
    lower = str.lower if document.is_english else str
    wanted = {term: lower(read_term(term)) for term in terms}
    starts: dict[str, list[int]] = {bare: [] for bare in wanted.values()}
    segmenter = segmenter or _build(convention.segmenter)
    tokens = segment_document(document, segmenter, simplify=bool(convention.simplify))
    sizes = map(len, tokens)
    if document.is_english:
        tokens = list(map(str.lower, tokens))
    if has_compared(starts):
        tokens = list(map(fold_compared, tokens))
    placed = zip(tokens, accumulate(sizes, initial=0), strict=False)
    if convention.simplify:
        _find_simplified(placed, _simplified(document), starts)
    else:
        # Most of millions of tokens are not wanted; compress drops them without a Python loop.
        for token, start in compress(placed, map(starts.__contains__, tokens)):
            starts[token].append(start)
    compact = _compact(document)
    return {term: compact.places(starts[bare], len(bare)) for term, bare in wanted.items()}


def _find_simplified(
    placed: Iterable[tuple[str, int]], text: SimplifiedText, starts: dict[str, list[int]]
) -> None:
    """Add to *starts* the tokens that equal one of the terms in either script."""
    terms: dict[str, list[tuple[str, str]]] = {}
    for bare in starts:
        for writing in simplify_term(bare):
            terms.setdefault(merge_readings(writing), []).append((bare, writing))
    for token, start in placed:
        for bare, writing in terms.get(merge_readings(token), ()):
            found = starts[bare]
            if (not found or found[-1] < start) and (
                token == writing or text.reads_as(start, writing)
            ):
                found.append(start)


def _build(name: str) -> Segmenter:
    from policytext.segmenters import build_segmenter  # only tokens need it

    return build_segmenter(name)


def segment_document(
    document: Document, segmenter: Segmenter, *, simplify: bool = False
) -> Sequence[str]:
    """Return the tokens of all regions, line ends included; no token crosses a paragraph.

    Joined, the tokens are the document's text without the white space that is not text.
    """
    # Every segmenter returns a line end as a token of its own, and one call is fastest.
    return document.derive(
        ("tokens", segmenter.fingerprint, simplify),
        lambda: tuple(
            segmenter.cut(_simplified(document).text if simplify else _compact(document).text)
        ),
    )


def place_tokens(document: Document, segmenter: Segmenter) -> Iterator[tuple[str, int, int]]:
    """Yield the tokens of *document* with their spans in its text, white space included."""
    index, start = _compact(document).index, 0
    for token in segment_document(document, segmenter):
        end = start + len(token)
        yield (token, start, end) if index is None else (token, index[start], index[end - 1] + 1)
        start = end


# A letter of an alphabetic script: a word character that is neither a digit nor Chinese. Combining
# marks belong to the letter before them.
_BASE = rf"[^\W\d_{HAN}]"
_MARK = r"[\u0300-\u036f]"
_BEGINS = rf"(?<!{_BASE})(?<!{_MARK})"
_ENDS = rf"(?!{_BASE}|{_MARK})"


# Letters that IGNORECASE treats as i and s, but str.lower does not. İ is also the only character
# whose lower case is longer.
_ODD = compile_lazily("[ıſİ]")


def find_words(
    document: Document, term: str, *, prefix: bool = False, simplify: bool = False
) -> Iterator[tuple[int, int]]:
    """Yield the spans where *term* is a whole word or, with *prefix*, the beginning of one.

    Case is ignored, and any white space in a paragraph matches the white space of the term.
    """
    text, lowered = document.text, _lower(document)
    writings: tuple[str, ...] = (fold_text(term),)
    if simplify:
        text = document.derive("simplified words", lambda: simplify_text(document.text))
        lowered, writings = None, simplify_term(writings[0])
    if has_compared(map(fold_compared, writings)):
        text = fold_compared(text)
    pattern = _compile("|".join(map(_write_pattern, writings)))
    # Compiled on first use: the class of Chinese characters takes 3 ms.
    begins, ends = _compile(_BEGINS), _compile(_ENDS)
    # The spans may overlap: the convention decides later which of them count.
    for at in _possible_places(text, lowered, writings[0]):
        match = pattern.match(text, at)
        if match and begins.match(text, at) and (prefix or ends.match(text, match.end())):
            yield match.span()


def _write_pattern(term: str) -> str:
    """Return the pattern of the words of *term*; straight and curly apostrophes are equal."""
    words = [re.sub("['’]", "['’]", re.escape(fold_compared(word))) for word in term.split()]
    return r"[^\S\n]+".join(words)


def _possible_places(text: str, lowered: str | None, term: str) -> Iterator[int]:
    """Yield every position of *text* where *term* might occur."""
    anchor = re.sub(r"(?s)[^a-z0-9].*", "", term.strip().lower())
    if lowered is None or not anchor:
        yield from range(len(text))
        return
    # Searching for the first letters is many times faster than trying the pattern everywhere.
    at = lowered.find(anchor)
    while at >= 0:
        yield at
        at = lowered.find(anchor, at + 1)


@lru_cache(maxsize=4096)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _lower(document: Document) -> str | None:
    """Return the text in lower case, cached with the document; None if positions would shift."""
    return document.derive("lower", lambda: _make_lower(document.text))


def _make_lower(text: str) -> str | None:
    return None if _ODD.search(text) else text.lower()
