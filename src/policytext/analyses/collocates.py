"""Collocates: the words that occur near a node more often than expected by chance."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from policytext.analyses.notes import describe_score
from policytext.analyses.thresholds import SMALL, SMALL_COUNT
from policytext.base.deprecated import accept_old_keyword
from policytext.base.errors import PolicytextError
from policytext.base.lookup import look_up
from policytext.base.table import Cell, Table, make_table, rank_records
from policytext.counting.convention import DEFAULT, Convention
from policytext.counting.find import compact_text
from policytext.counting.matches import Matches, list_met, match_families, refuse_wildcards
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document, Span
from policytext.documents.languages import keep_language
from policytext.language.messages import Message
from policytext.language.stopwords import is_content, is_punctuation, load_stopwords
from policytext.segmenters import build_segmenter
from policytext.segmenters.protocol import Segmenter
from policytext.statistics import Cooccurrence, Measure
from policytext.statistics.association import MEASURES
from policytext.statistics.corrections import benjamini_hochberg

_TEST = "log_likelihood"  # the source of p for a measure that is not a test
_COLUMNS = (
    "rank", "collocate", "together", "left", "right", "expected", "count", "score", "p",
    "p_corrected", "documents", "caution", "convention",
)  # fmt: skip


@dataclass
class _Counts:
    """The counts over all documents; each position counts once."""

    near: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    everywhere: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)
    found: list[Matches] = field(default_factory=list)

    @property
    def nodes(self) -> int:
        return sum(map(len, self.found))


@accept_old_keyword("content", "drop_stopwords")
def rank_collocates(
    corpus: Corpus,
    node: str,
    convention: Convention = DEFAULT,
    *,
    window: int = 5,
    measure: str = "log_dice",
    drop_stopwords: bool = True,
) -> Table:
    r"""Rank the words near *node* by the strength of their association with it.

    A word is near if it is within *window* words of a match, in the same paragraph. A position in
    two overlapping windows counts once. Words that overlap the node are part of it.

    Parameters
    ----------
    corpus : Corpus
        The documents to search; those in the other language than *node* are left out.
    node : str
        One term, matched as *convention* says.
    convention : Convention, default Convention()
        How to match the node; its segmenter and scope apply to the words around it too.
    window : int, default 5
        The number of words on each side, 1 or more.
    measure : str, default "log_dice"
        The association measure; ``policytext.statistics.association.MEASURES`` has all of them with
        their sources.
    drop_stopwords : bool, default True
        Whether numbers and function words are left out of the list. The windows contain them in
        either case.

    Returns
    -------
    Table
        A row for each word near the node, the strongest association first.

        - ``rank``: the rank by ``score``
        - ``collocate``: the word
        - ``together``: the number of times it is near the node
        - ``left``, ``right``: the number of times it is on each side; overlapping windows add to
          both
        - ``expected``: the number of times expected by chance
        - ``count``: the number of times it occurs in the texts, outside the node
        - ``score``: the association; a note gives the measure, its source and its unit
        - ``p``: the p-value of the measure, or of the log-likelihood test if it has none
        - ``p_corrected``: ``p`` after the correction of Benjamini and Hochberg over the words
          listed
        - ``documents``: the number of documents in which it is near the node
        - ``caution``: ``fewer than 5`` if ``together`` is too small to rely on
        - ``convention``: the ids of the conventions the node was matched under

    Raises
    ------
    PolicytextError
        *node* is not a string, *window* is below 1, or a node with ``*`` or ``?`` does not occur.
    UnknownNameError
        *measure* is unknown.

    References
    ----------
    Evert (2008), Corpora and collocations: surface co-occurrence.
    Rychlý (2008), A lexicographer-friendly association score.

    Examples
    --------
    >>> from policytext.documents.corpus import Corpus
    >>> from policytext.documents.document import Document, Metadata, Region
    >>> text = "国际合作\n国际合作\n科技合作"
    >>> corpus = Corpus((Document("a", Metadata(), text, (Region("body", 0, len(text)),)),))
    >>> table = rank_collocates(corpus, "合作")
    >>> [(row["collocate"], row["together"], row["left"]) for row in table.records()]
    [('国际', 2, 2), ('科技', 1, 1)]
    """
    if not isinstance(node, str):
        raise PolicytextError(f"node is one term and not {node!r}; write one string.")
    chosen = look_up(MEASURES, measure, "association measure")
    if window < 1:
        raise PolicytextError(f"A window of {window} words is empty; give 1 or more.")
    corpus, notes = keep_language(corpus, [node])
    counts = _Counts()
    for document in corpus:
        _count(counts, document, node, convention, window)
    refuse_wildcards(counts.found)
    met = list_met(counts.found)
    words = sorted(counts.near)
    if drop_stopwords:
        stopwords = frozenset().union(*(load_stopwords(d.metadata.language) for d in corpus))
        words = [word for word in words if is_content([word], stopwords)]
        notes.append(Message("table_notes.stopwords_of_windows"))
    scored = [{**record, "convention": met} for record in _score(counts, words, chosen)]
    records = rank_records(scored, "collocate", "together")
    if not counts.nodes:
        notes.append(Message("table_notes.absent_node", node=node))
    return make_table(
        f"Collocates of {node} by {measure}",
        records,
        _COLUMNS,
        convention=met,
        notes=[*_explain(chosen, counts, node, window), *notes],
    )


def _count(
    counts: _Counts, document: Document, node: str, convention: Convention, window: int
) -> None:
    """Add the counts of one document; a position in two windows counts once."""
    matches = match_families(document, {"": [node]}, convention)[""]
    counts.found.append(matches)
    segmenter = build_segmenter("words" if document.is_english else convention.segmenter)
    here: Counter[str] = Counter()
    for paragraph in document.paragraphs:
        region = document.region_at(paragraph.start)
        if region is None or region.name not in convention.scope:
            continue
        inside = slice(
            bisect_left(matches.starts, paragraph.start), bisect_left(matches.starts, paragraph.end)
        )
        spans = list(zip(matches.starts[inside], matches.ends[inside], strict=True))
        words = _cut(document, paragraph, segmenter)
        nodes, lefts, rights = _look_around(words, spans, window)
        counts.left.update(words.texts[at] for at in lefts - nodes)
        counts.right.update(words.texts[at] for at in rights - nodes)
        here.update(words.texts[at] for at in (lefts | rights) - nodes)
        counts.everywhere.update(words.texts)
        counts.everywhere.subtract(words.texts[at] for at in nodes)
    counts.near.update(here)
    counts.documents.update(here.keys())


class _Words(NamedTuple):
    """The words of a paragraph with their places; punctuation is left out."""

    texts: list[str]
    starts: list[int]
    ends: list[int]


def _cut(document: Document, paragraph: Span, segmenter: Segmenter) -> _Words:
    compact = compact_text(document.text[paragraph.start : paragraph.end])
    text, index = compact.text, compact.index
    places: Sequence[int] = range(paragraph.start, paragraph.end)
    if index is not None:
        places = [paragraph.start + at for at in index]
    texts, starts, ends, at = [], [], [], 0
    for token in segmenter.cut(text):
        end = at + len(token)
        if not is_punctuation(token):
            texts.append(token.lower() if document.is_english else token)
            starts.append(places[at])
            ends.append(places[end - 1] + 1)
        at = end
    return _Words(texts, starts, ends)


def _look_around(
    words: _Words, spans: Iterable[tuple[int, int]], window: int
) -> tuple[set[int], set[int], set[int]]:
    """Return the positions of the nodes, and of the words in their left and right windows."""
    nodes: set[int] = set()
    lefts: set[int] = set()
    rights: set[int] = set()
    for start, end in spans:
        first, last = bisect_right(words.ends, start), bisect_left(words.starts, end)
        nodes.update(range(first, last))
        lefts.update(range(max(0, first - window), first))
        rights.update(range(last, min(len(words.texts), last + window)))
    return nodes, lefts, rights


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


def _explain(measure: Measure, counts: _Counts, node: str, window: int) -> list[Message]:
    tested = measure.name if measure.p_value else _TEST
    return [
        describe_score(measure),
        Message(
            "table_notes.surface",
            nodes=counts.nodes,
            near=counts.near.total(),
            everywhere=counts.everywhere.total(),
            node=node,
            window=window,
        ),
        Message("table_notes.collocate_tests", tested=tested),
    ]
