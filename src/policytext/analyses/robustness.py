"""Robustness: how much of the order of documents stays the same under other conventions.

Whether a term must be a token, whether titles count, and whether a rate is per character or per
token are choices that a reader could accept either way. An order of documents that is the same
under all of them is a finding; an order that depends on them is not.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

import numpy as np
import numpy.typing as npt

from policytext.counting.convention import Convention, Match, join_ids
from policytext.counting.count import measure_size, name_unit
from policytext.counting.find import segment_document
from policytext.counting.lexicon import Lexicon
from policytext.counting.matches import Matches, match_families
from policytext.documents.document import Document
from policytext.documents.regions import RegionName
from policytext.language.stopwords import is_punctuation
from policytext.segmenters.protocol import Segmenter

Floats = npt.NDArray[np.float64]
_HEADLINES: tuple[RegionName, ...] = ("title", "subtitle")


@dataclass(frozen=True, eq=False)
class RateGrid:
    """Rates per 1,000: conventions × documents × families; the declared convention is first.

    nan where a document has no size or a family no terms in its language.
    """

    conventions: tuple[str, ...]
    rates: Floats

    @cached_property
    def ranks(self) -> Floats:
        """The rank of every document, 1 for the highest rate; equal rates share the best rank."""
        ranks = np.full(self.rates.shape, np.nan)
        for convention, family in np.ndindex(len(self.conventions), self.rates.shape[2]):
            rates = -self.rates[convention, :, family]
            known = ~np.isnan(rates)
            places = np.searchsorted(np.sort(rates[known]), rates[known])
            ranks[convention, known, family] = places + 1
        return ranks


@dataclass(frozen=True)
class Robustness:
    """How much of the order of documents by one family stays the same.

    pairs
        The number of pairs of documents whose rates differ.
    agreement
        The share of these pairs in the same order, over all conventions but the declared one.
    same_order
        The number of conventions under which every pair is in the same order.
    firsts
        The rows of the documents with the highest rate.
    first_kept
        The number of conventions under which one of them still has the highest rate.
    """

    pairs: int
    agreement: float
    same_order: int
    firsts: tuple[int, ...]
    first_kept: int


def measure_rates(
    documents: Sequence[Document], lexicon: Lexicon, convention: Convention, segmenter: Segmenter
) -> RateGrid:
    """Measure the rates under the declared and the other conventions, for documents of one unit."""
    unit = name_unit(documents[0])
    scopes = _list_scopes(convention)
    tried = [_list_tried(convention.for_document(document)) for document in documents]
    bases = (unit, "characters" if unit == "words" else "tokens")
    names = tuple(
        f"{join_ids(replace(own, scope=scope) for own in alike)} per 1,000 {base}"
        for alike, scope, base in product(zip(*tried, strict=True), scopes, bases)
    )
    rated = zip(documents, tried, strict=True)
    grid = [_rate(document, lexicon, own, scopes, segmenter) for document, own in rated]
    shape = (len(documents), len(names), len(lexicon))
    return RateGrid(names, np.reshape(grid, shape).transpose(1, 0, 2))


def _list_tried(convention: Convention) -> list[Convention]:
    """Return the conventions to try, the declared one first; whole words have no alternative."""
    others: tuple[Match, ...] = ("text", "token") if convention.match in ("text", "token") else ()
    return [convention, *(replace(convention, match=m) for m in others if m != convention.match)]


def _list_scopes(convention: Convention) -> list[tuple[RegionName, ...]]:
    """Return the declared scope, and the same scope with and without title and subtitle."""
    bare = tuple(region for region in convention.scope if region not in _HEADLINES)
    scopes = (convention.scope, Convention((*_HEADLINES, *bare)).scope, bare)
    return [scope for scope in dict.fromkeys(scopes) if scope]


def _rate(
    document: Document,
    lexicon: Lexicon,
    tried: Sequence[Convention],
    scopes: Sequence[tuple[RegionName, ...]],
    segmenter: Segmenter,
) -> list[Floats]:
    """Return the rates of one document: (match × scope × base) rows of families."""
    families = lexicon.terms_in(document.metadata.language)
    unknown = np.array([np.nan if not terms else 0.0 for terms in families.values()])
    widest = Convention(tuple(region for scope in scopes for region in scope)).scope
    sizes = _measure(document, scopes, segmenter)
    rows = []
    for convention in tried:
        wide = replace(convention, scope=widest)
        found = match_families(document, families, wide, segmenter=segmenter).values()
        for scope in scopes:
            counts = unknown + [_count_inside(document, matches, scope) for matches in found]
            rows += [1000 * counts / n if n else counts * np.nan for n in sizes[scope]]
    return rows


def _measure(
    document: Document, scopes: Sequence[tuple[RegionName, ...]], segmenter: Segmenter
) -> dict[tuple[RegionName, ...], tuple[int, int]]:
    """Return the two possible denominators of the rates for each of *scopes*."""
    characters = {scope: document.measure(scope) for scope in scopes}
    if document.is_english:
        return {s: (measure_size(document, Convention(s)), n) for s, n in characters.items()}
    tokens = _count_tokens(document, segmenter)
    return {s: (n, sum(tokens[region] for region in s)) for s, n in characters.items()}


def _count_inside(document: Document, matches: Matches, scope: tuple[RegionName, ...]) -> int:
    starts = matches.starts  # in order
    regions = (region for region in document.regions if region.name in scope)
    return sum(bisect_left(starts, r.end) - bisect_left(starts, r.start) for r in regions)


def _count_tokens(document: Document, segmenter: Segmenter) -> Counter[str]:
    """Return the number of tokens of each region, punctuation left out."""
    tokens = segment_document(document, segmenter)
    lines = [0, *(i + 1 for i in _find_line_ends(tokens)), len(tokens)]
    counts = Counter[str]()
    for region in document.regions:
        first, end = (_count_lines(document.text, at) for at in (region.start, region.end))
        types = Counter(tokens[lines[first] : lines[end]])  # far fewer than tokens
        others = [token for token in types if not token[0].isalnum()]  # hardly any are words
        left_out = sum(types[token] for token in others if is_punctuation(token))
        counts[region.name] += types.total() - left_out
    return counts


def _find_line_ends(tokens: Sequence[str]) -> Iterator[int]:
    at = -1
    with suppress(ValueError):  # there are no more
        while True:
            at = tokens.index("\n", at + 1)
            yield at


def _count_lines(text: str, end: int) -> int:
    """Return how many lines of *text* begin before *end*."""
    return text.count("\n", 0, end - 1) + 1 if end else 0


def measure_robustness(grid: RateGrid, family: int) -> Robustness:
    """Measure the robustness of the order of documents by family number *family* in *grid*."""
    rates = grid.rates[:, :, family]
    declared = np.triu(np.sign(rates[0][:, None] - rates[0][None, :]))
    ordered = np.nan_to_num(declared) != 0
    kept = [
        np.sign(other[:, None] - other[None, :])[ordered] == declared[ordered] for other in rates
    ]
    pairs = int(ordered.sum())
    shares = [float(same.mean()) for same in kept[1:]] if pairs else []
    highest = np.nanmax(rates[0]) if pairs else np.nan
    firsts = tuple(int(row) for row in np.flatnonzero(rates[0] == highest))
    ranks = grid.ranks[:, list(firsts), family]
    return Robustness(
        pairs,
        # fsum, because sum() rounds differently since Python 3.12.
        math.fsum(shares) / len(shares) if shares else float("nan"),
        sum(bool(same.all()) for same in kept) if pairs else 0,
        firsts,
        int((ranks == 1).any(axis=1).sum()) if firsts else 0,
    )
