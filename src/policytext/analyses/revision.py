"""Revision: what a new version of a text adds, drops and rewords, and how its counts change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import numpy as np
import numpy.typing as npt

from policytext.analyses.thresholds import SMALL, SMALL_COUNT
from policytext.base.table import Cell, Table, make_table
from policytext.counting.convention import DEFAULT, Convention, join_ids
from policytext.counting.count import measure_size, name_unit
from policytext.counting.lexicon import Lexicon
from policytext.counting.matches import match_families
from policytext.documents.document import Document
from policytext.documents.languages import require_one_language
from policytext.language.messages import Message
from policytext.language.whole_numbers import keep_numbers_whole
from policytext.statistics import Contingency
from policytext.statistics.effect_size import log_ratio
from policytext.statistics.intervals import interval_log_ratio

REWORDED = 0.5  # the least similarity of two sentences that are versions of one another
_PASSAGES = (
    "change", "old", "new", "edits", "alike", "old_start", "old_end", "new_start", "new_end",
)  # fmt: skip
_COUNTS = (
    "family", "label", "unit", "old", "new", "difference", "old_per_1000", "new_per_1000",
    "log_ratio", "low", "high", "caution", "convention",
)  # fmt: skip
_SENTENCE = re.compile(r".+?(?:(?:[。！？；!?;]+|\.(?=\s|$))[”’」』）)\"]*|$)")


@dataclass(frozen=True)
class _Sentence:
    """A sentence with its place; ``key`` is its text without white space, which is compared."""

    text: str
    start: int

    @property
    def key(self) -> str:
        return "".join(self.text.split())

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def list_revisions(old: Document, new: Document) -> Table:
    """List the sentences that *new* adds, drops, rewords or moves.

    Sentences are compared without white space. Two sentences are versions of one another if their
    similarity is 0.5 or more; pairs are chosen so that the sum of their similarities is greatest
    and no two pairs cross.

    Parameters
    ----------
    old : Document
        The earlier version.
    new : Document
        The later version.

    Returns
    -------
    Table
        A row for each sentence that differs, in the order of the text.

        - ``change``: ``added``, ``dropped``, ``reworded``, ``moved away`` or ``moved here``
        - ``old``, ``new``: the sentence in each version; empty where it is absent
        - ``edits``: a reworded sentence with deletions as ``[-…-]`` and insertions as ``{+…+}``; a
          number is never split
        - ``alike``: the similarity of a reworded pair, from 0 to 1 (Dice coefficient of the pairs
          of neighbouring characters)
        - ``old_start``, ``old_end``: the place in the old version, in characters of its text
        - ``new_start``, ``new_end``: the place in the new version

    References
    ----------
    Dice (1945), Measures of the amount of ecologic association between species, Ecology 26(3).

    Examples
    --------
    The two sentences have 4 pairs of characters each and share 2 of them:

    >>> from policytext.documents.document import Document, Metadata, Region
    >>> def make(name, text):
    ...     return Document(name, Metadata(), text, (Region("body", 0, len(text)),))
    >>> old, new = make("2023", "坚持开放。加强合作。"), make("2025", "坚持开放。深化合作。")
    >>> table = list_revisions(old, new)
    >>> [(row["change"], row["edits"], row["alike"]) for row in table.records()]
    [('reworded', '[-加强-]{+深化+}合作。', 0.5)]
    """
    before, after = _cut_sentences(old), _cut_sentences(new)
    changes = list(_align(before, after))
    dropped = Counter(s.key for s, other in changes if s and not other)
    added = Counter(s.key for other, s in changes if s and not other)
    moved = dropped & added
    records = [_passage(first, second, moved) for first, second in changes]
    tally = Counter(str(record["change"]) for record in records)
    same = len(before) - sum(1 for first, _ in changes if first)
    note = Message(
        "table_notes.sentences",
        before=len(before),
        old=old.id,
        same=same,
        new=new.id,
        after=len(after),
        moved=tally["moved away"],
        **{kind: tally[kind] for kind in ("added", "dropped", "reworded")},
    )
    return make_table(f"From {old.id} to {new.id}", records, _PASSAGES, notes=(note,))


def _cut_sentences(document: Document) -> list[_Sentence]:
    return [
        _Sentence(match.group().strip(), span.start + match.start() + _indent(match.group()))
        for span in document.paragraphs
        for match in _SENTENCE.finditer(document.text[span.start : span.end])
        if match.group().strip()
    ]


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


_Pair = tuple[_Sentence | None, _Sentence | None]


def _align(before: Sequence[_Sentence], after: Sequence[_Sentence]) -> Iterator[_Pair]:
    """Yield the sentences that differ; the two versions of a reworded sentence are a pair."""
    keys = [s.key for s in before], [s.key for s in after]
    for kind, i, j, k, m in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from _pair(before[i:j], after[k:m])


def _pair(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> Iterator[_Pair]:
    """Pair similar sentences without crossings so that the sum of the similarities is greatest."""
    likeness = _measure_likeness([s.key for s in old], [s.key for s in new])
    weights = np.where(likeness >= REWORDED, likeness, 0.0)
    best = np.zeros((len(old) + 1, len(new) + 1))
    for row, own in enumerate(weights):
        best[row + 1, 1:] = np.maximum(best[row, 1:], best[row, :-1] + own)
        best[row + 1] = np.maximum.accumulate(best[row + 1])
    pairs: list[_Pair] = []
    i, j = len(old), len(new)
    while i or j:
        if i and j and weights[i - 1, j - 1] and best[i, j] > max(best[i - 1, j], best[i, j - 1]):
            i, j = i - 1, j - 1
            pairs.append((old[i], new[j]))
        elif j and best[i, j] == best[i, j - 1]:
            j -= 1
            pairs.append((None, new[j]))
        else:
            i -= 1
            pairs.append((old[i], None))
    yield from reversed(pairs)


def _measure_likeness(old: Sequence[str], new: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return the Dice coefficient of the character bigrams of every two sentences."""
    from scipy.sparse import csr_array

    grams = [{text[at : at + 2] for at in range(max(len(text) - 1, 1))} for text in (*old, *new)]
    columns = {gram: column for column, gram in enumerate(sorted(set().union(*grams)))}
    ends = np.cumsum([0, *map(len, grams)])
    indices = [columns[gram] for found in grams for gram in found]
    present = csr_array(
        (np.ones(len(indices)), indices, ends), shape=(len(grams), max(len(columns), 1))
    )
    sizes = np.diff(ends).astype(np.float64)
    shared = np.asarray((present[: len(old)] @ present[len(old) :].T).todense())
    return np.asarray(2 * shared / (sizes[: len(old), None] + sizes[None, len(old) :]))


def _passage(old: _Sentence | None, new: _Sentence | None, moved: Counter[str]) -> dict[str, Cell]:
    if old and new:
        change = "reworded"
    elif old:
        change = "moved away" if moved[old.key] else "dropped"
    else:
        change = "moved here" if new and moved[new.key] else "added"
    both = _measure_likeness([old.key], [new.key]).item() if old and new else None
    return {
        "change": change,
        "old": old.text if old else "",
        "new": new.text if new else "",
        "edits": _mark(old.text, new.text) if old and new else "",
        "alike": both,
        "old_start": old.start if old else None,
        "old_end": old.end if old else None,
        "new_start": new.start if new else None,
        "new_end": new.end if new else None,
    }


def _mark(old: str, new: str) -> str:
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changes = [places for kind, *places in opcodes if kind != "equal"]
    pieces, done = [], 0
    for i, j, k, m in keep_numbers_whole(old, new, changes):
        pieces.append(old[done:i])
        pieces += [f"[-{old[i:j]}-]"] * (i < j) + [f"{{+{new[k:m]}+}}"] * (k < m)
        done = j
    return "".join([*pieces, old[done:]])


def compare_family_counts(
    old: Document, new: Document, lexicon: Lexicon, convention: Convention = DEFAULT
) -> Table:
    """Compare the counts of every family of *lexicon* in two versions of a text.

    Parameters
    ----------
    old : Document
        The earlier version.
    new : Document
        The later version, in the same language.
    lexicon : Lexicon
        The families to count. A family without terms in the documents' language is left out.
    convention : Convention, default Convention()
        How to count; by default Chinese as text and English as whole words.

    Returns
    -------
    Table
        A row for each family, in the order of the lexicon.

        - ``family``, ``label``: the family's id and label
        - ``unit``: what the rates refer to, ``characters`` or ``words``
        - ``old``, ``new``: the number of matches in each version
        - ``difference``: ``new`` minus ``old``
        - ``old_per_1000``, ``new_per_1000``: the rates per 1,000 of the unit
        - ``log_ratio``: the number of doublings from the old rate to the new one; a count of 0 is
          taken as 0.5
        - ``low``, ``high``: the exact 95% interval of ``log_ratio``
        - ``caution``: ``fewer than 5`` if one of the counts is too small to rely on
        - ``convention``: the id of the convention; of versions in two scripts, both ids

    Raises
    ------
    PolicytextError
        One version is Chinese and the other English.

    References
    ----------
    Hardie (2014), Log Ratio: an informal introduction.

    Examples
    --------
    >>> from policytext.counting.lexicon import build_lexicon
    >>> from policytext.documents.document import Document, Metadata, Region
    >>> def make(name, text):
    ...     return Document(name, Metadata(), text, (Region("body", 0, len(text)),))
    >>> old, new = make("2023", "合作发展"), make("2025", "合作合作")
    >>> table = compare_family_counts(old, new, build_lexicon({"合作": ["合作"]}))
    >>> [(row["old"], row["new"], row["log_ratio"]) for row in table.records()]
    [(1, 2, 1.0)]
    """
    require_one_language((d.metadata.language for d in (old, new)), "two versions of a text")
    convention = replace(convention, nested_scope=lexicon.nested_scope)
    terms = [lexicon.terms_in(document.metadata.language) for document in (old, new)]
    found = [
        match_families(document, own, convention)
        for document, own in zip((old, new), terms, strict=True)
    ]
    met = join_ids(convention.for_document(document) for document in (old, new))
    sizes = [measure_size(document, convention) for document in (old, new)]
    records: list[dict[str, Cell]] = []
    for family in lexicon.families:
        if not all(own[family.id] for own in terms):
            continue
        before, after = (len(matches[family.id]) for matches in found)
        table = Contingency(after, before, sizes[1], sizes[0])
        low, high = interval_log_ratio(table)
        records.append(
            {
                "family": family.id,
                "label": family.label(),
                "unit": name_unit(old),
                "old": before,
                "new": after,
                "difference": after - before,
                "old_per_1000": 1000 * before / sizes[0] if sizes[0] else None,
                "new_per_1000": 1000 * after / sizes[1] if sizes[1] else None,
                "log_ratio": float(log_ratio(table)),
                "low": float(low),
                "high": float(high),
                "caution": SMALL_COUNT if min(before, after) < SMALL else "",
                "convention": met,
            }
        )
    notes = [Message("table_notes.ratio_new")]
    title = f"Families from {old.id} to {new.id}"
    return make_table(title, records, _COUNTS, convention=met, notes=notes)
