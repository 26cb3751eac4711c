"""Collocates: the words that stand near a node more often than chance would have them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from policytext.conventions import DEFAULT, Convention
from policytext.corpus import Corpus, Document
from policytext.counting import convention_for, find_matches
from policytext.errors import PolicytextError
from policytext.languages import keep_language
from policytext.registry import look_up
from policytext.segmenters import build_segmenter
from policytext.statistics import Cooccurrence, Measure
from policytext.statistics.association import MEASURES
from policytext.statistics.corrections import benjamini_hochberg
from policytext.stopwords import is_content, is_punctuation, load_stopwords
from policytext.table import Cell, Table, make_table, rank_records
from policytext.tokens import Token, iterate_tokens

SMALL = 5  # a joint count below this says little
SMALL_COUNT = f"fewer than {SMALL}"
_TEST = "log_likelihood"  # whose p-value stands beside a score that is no test itself
_COLUMNS = (
    "rank", "collocate", "together", "left", "right", "expected", "count", "score", "p",
    "p_corrected", "documents", "caution",
)  # fmt: skip


@dataclass
class _Counts:
    """What is counted over all documents: positions, each of them once."""

    near: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    everywhere: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)
    nodes: int = 0


def rank_collocates(
    corpus: Corpus,
    node: str,
    convention: Convention = DEFAULT,
    *,
    window: int = 5,
    measure: str = "log_dice",
    content: bool = True,
) -> Table:
    """Rank the words within *window* words of *node* by how strongly they go with it.

    The node is found as the convention says; the words around it are tokens, and those that overlap
    it are part of it.
    """
    chosen = look_up(MEASURES, measure, "association measure")
    if window < 1:
        raise PolicytextError(f"A window of {window} words holds nothing; it must be 1 or more.")
    corpus, notes = keep_language(corpus, [node])
    counts = _Counts()
    for document in corpus:
        _count(counts, document, node, convention_for(document, convention), window)
    words = sorted(counts.near)
    if content:
        stopwords = frozenset().union(*(load_stopwords(d.metadata.language) for d in corpus))
        words = [word for word in words if is_content([word], stopwords)]
        notes.append("Numbers and function words are left out of the list, not of the windows.")
    records = rank_records(_score(counts, words, chosen), "collocate", "together")
    if not counts.nodes:
        notes.append(f"{node} stands nowhere in these texts, so it has no collocates.")
    return make_table(
        f"Collocates of {node} by {measure}",
        records,
        _COLUMNS,
        convention=convention.id,
        notes=[*_explain(chosen, counts, node, window), *notes],
    )


def _count(
    counts: _Counts, document: Document, node: str, convention: Convention, window: int
) -> None:
    """Add what one document holds; a position in two windows is one position still."""
    matches = find_matches(document, [node], convention)
    here: Counter[str] = Counter()
    for words in _cut_paragraphs(document, convention):
        starts, ends = [word.start for word in words], [word.end for word in words]
        lefts: set[int] = set()
        rights: set[int] = set()
        nodes: set[int] = set()
        for start, end in zip(matches.starts, matches.ends, strict=True):
            first, last = bisect_right(ends, start), bisect_left(starts, end)
            if first < last:  # the node is in this paragraph
                nodes.update(range(first, last))
                lefts.update(range(max(0, first - window), first))
                rights.update(range(last, min(len(words), last + window)))
        counts.left.update(words[at].text for at in lefts - nodes)
        counts.right.update(words[at].text for at in rights - nodes)
        here.update(words[at].text for at in (lefts | rights) - nodes)
        counts.everywhere.update(w.text for at, w in enumerate(words) if at not in nodes)
    counts.near.update(here)
    counts.documents.update(here.keys())
    counts.nodes += len(matches)


def _cut_paragraphs(document: Document, convention: Convention) -> Iterator[list[Token]]:
    """Yield the words of each paragraph in scope with their places; punctuation is no word."""
    segmenter = build_segmenter("words" if document.is_english else convention.segmenter)
    for paragraph in document.paragraphs:
        region = document.region_at(paragraph.start)
        if region is None or region.name not in convention.scope:
            continue
        text = document.text[paragraph.start : paragraph.end]
        places: Sequence[int] = range(len(text))
        if not document.is_english:  # white space in Chinese is not text
            places = [at for at, character in enumerate(text) if not character.isspace()]
            text = "".join(text.split())
        yield [
            Token(
                token.text.lower() if document.is_english else token.text,
                paragraph.start + places[token.start],
                paragraph.start + places[token.end - 1] + 1,
            )
            for token in iterate_tokens(segmenter, text)
            if not is_punctuation(token.text)
        ]


def _score(counts: _Counts, words: list[str], measure: Measure) -> list[dict[str, Cell]]:
    together = [counts.near[word] for word in words]
    count = [counts.everywhere[word] for word in words]
    table = Cooccurrence(together, counts.near.total(), count, counts.everywhere.total())
    test = measure.p_value or MEASURES[_TEST].p_value
    p = test(table) if test else table.expected * np.nan
    numbers = zip(
        table.expected.tolist(), measure(table).tolist(), p.tolist(),
        benjamini_hochberg(p).tolist(), strict=True,
    )  # fmt: skip
    return [
        {
            "collocate": word,
            "together": counts.near[word],
            "left": counts.left[word],
            "right": counts.right[word],
            "expected": expected,
            "count": counts.everywhere[word],
            "score": score,
            "p": p_value,
            "p_corrected": corrected,
            "documents": counts.documents[word],
            "caution": SMALL_COUNT if counts.near[word] < SMALL else "",
        }
        for word, (expected, score, p_value, corrected) in zip(words, numbers, strict=True)
    ]


def _explain(measure: Measure, counts: _Counts, node: str, window: int) -> list[str]:
    unit = f", in {measure.unit}" if measure.unit else ""
    tested = measure.name if measure.p_value else _TEST
    return [
        f"score: {measure.name} ({measure.source}){unit}; higher means {measure.higher_means}.",
        f"Surface co-occurrence (Evert 2008): {counts.nodes:,} nodes; {counts.near.total():,} of "
        f"{counts.everywhere.total():,} words that are not {node} stand within {window} words of "
        "one, in its paragraph; punctuation is no word, overlapping windows are one.",
        f"p is of {tested}, p_corrected is it after benjamini_hochberg.",
    ]
