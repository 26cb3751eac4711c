"""Compare two editions of a text and list every difference."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from policytext.base.table import Cell, Table, make_table
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document, Span
from policytext.documents.fold import simplify_text
from policytext.language.messages import Message
from policytext.language.whole_numbers import keep_numbers_whole

_COLUMNS = ("kind", "first", "second", "first_start", "first_end", "second_start", "second_end")
_PASSAGE = 12  # characters of a passage by which the two texts are aligned
_OFTEN = 2  # the most times such a passage may occur: a text may be printed twice
_FINE = 4_000_000  # pairs of characters up to which a stretch is compared character by character
_AS_WIDE = str.maketrans("，：；！？（）“”‘’「」『』", ",:;!?()\"\"''\"\"''")


@dataclass(frozen=True)
class Difference:
    """A difference between two editions; a span is empty where an edition has nothing."""

    kind: str
    first: Span
    second: Span


def compare_editions(first: Document, second: Document) -> Table:
    """List every difference between two editions of a text, white space aside.

    Traditional characters are compared by their simplified forms, and full-width punctuation marks
    by their half-width forms. A number is never split.

    Parameters
    ----------
    first : Document
        One edition; the differences are listed in its order.
    second : Document
        The other edition.

    Returns
    -------
    Table
        A row for each difference, in the order of the first edition. If there is none, the note
        says that both are the same text.

        - ``kind``: ``text`` if letters, digits or Chinese characters differ, else ``punctuation``
        - ``first``, ``second``: what each edition contains at this place; empty where it has
          nothing
        - ``first_start``, ``first_end``: the place in the first edition, in characters of its text
        - ``second_start``, ``second_end``: the place in the second edition

    Examples
    --------
    >>> from policytext.documents.document import Document, Metadata, Region
    >>> def make(name, text):
    ...     return Document(name, Metadata(), text, (Region("body", 0, len(text)),))
    >>> first, second = make("a", "开放，合作，发展。"), make("b", "開放、合作，共赢。")
    >>> table = compare_editions(first, second)
    >>> [(row["kind"], row["first"], row["second"], row["first_start"]) for row in table.records()]
    [('punctuation', '，', '、', 2), ('text', '发展', '共赢', 6)]
    """
    found = find_differences(first, second)
    records: list[dict[str, Cell]] = [
        {
            "kind": difference.kind,
            "first": first.text[difference.first.start : difference.first.end],
            "second": second.text[difference.second.start : difference.second.end],
            "first_start": difference.first.start,
            "first_end": difference.first.end,
            "second_start": difference.second.start,
            "second_end": difference.second.end,
        }
        for difference in found
    ]
    title = f"{first.id} and {second.id}"
    return make_table(title, records, _COLUMNS, notes=(_sum_up(found, first, second),))


def _sum_up(found: Sequence[Difference], first: Document, second: Document) -> Message:
    if not found:
        return Message("table_notes.same_text", first=first.id, second=second.id)
    worded = sum(difference.kind == "text" for difference in found)
    if not worded:
        return Message("table_notes.same_words", n=len(found))
    gone = sum(d.first.end - d.first.start for d in found)
    come = sum(d.second.end - d.second.start for d in found)
    return Message(
        "table_notes.other_text",
        worded=worded,
        marks=len(found) - worded,
        gone=gone,
        come=come,
        first=first.id,
        second=second.id,
    )


def find_differences(first: Document, second: Document) -> list[Difference]:
    """Return the places where two documents differ, in order of the first."""
    left, right = _Text(first), _Text(second)
    found = []
    unlike = ((*a, *b) for a, b in _unlike(left.read, right.read))
    for i, j, k, m in keep_numbers_whole(left.read, right.read, unlike):
        a, b = Span(i, j), Span(k, m)
        words = left.read[a.start : a.end] + right.read[b.start : b.end]
        kind = "text" if any(map(str.isalnum, words)) else "punctuation"
        found.append(Difference(kind, left.place(a), right.place(b)))
    return found


class _Text:
    """A text prepared for comparison: no white space, simplified characters, half-width marks.

    A title that occurs only in the manifest is not part of the edition.
    """

    def __init__(self, document: Document) -> None:
        text = document.text
        found = [range(region.start, region.end) for region in document.regions if region.found]
        self.index = [i for stretch in found for i in stretch if not text[i].isspace()]
        bare = "".join(text[i] for i in self.index)
        self.read = simplify_text(bare).translate(_AS_WIDE)
        self.length = len(text)

    def place(self, span: Span) -> Span:
        """Return the place of *span* in the document's text."""
        start = self.index[span.start] if span.start < len(self.index) else self.length
        end = self.index[span.end - 1] + 1 if span.start < span.end else start
        return Span(start, end)


def _unlike(old: str, new: str) -> Iterator[tuple[Span, Span]]:
    """Yield the stretches that differ, which are between the passages that both texts contain."""
    a = b = 0
    for start, other in [*_shared(old, new), (len(old), len(new))]:
        if start < a or other < b:
            continue  # inside the previous passage
        yield from _unlike_characters(old, Span(a, start), new, Span(b, other))
        a, b = start, other
        while a < len(old) and b < len(new) and old[a] == new[b]:
            a, b = a + 1, b + 1


def _shared(old: str, new: str) -> list[tuple[int, int]]:
    """Return the places of passages that occur in both texts, in the order of both."""
    places = _first(new)
    pairs = [(at, places[gram]) for gram, at in _first(old).items() if gram in places]
    # The longest increasing subsequence (patience sorting): each pair extends the longest series
    # that ends below it.
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for index, (_, other) in enumerate(pairs):
        rank = bisect_left(ends, other)
        before.append(tails[rank - 1] if rank else -1)
        ends[rank : rank + 1] = [other]
        tails[rank : rank + 1] = [index]
    chain, index = [], tails[-1] if tails else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _first(text: str) -> dict[str, int]:
    """Return the first place of each passage of fixed length; frequent passages are left out."""
    grams = [text[i : i + _PASSAGE] for i in range(len(text) - _PASSAGE + 1)]
    counts = Counter(grams)
    places: dict[str, int] = {}
    for at, gram in enumerate(grams):
        if counts[gram] <= _OFTEN:
            places.setdefault(gram, at)
    return places


def _unlike_characters(old: str, a: Span, new: str, b: Span) -> Iterator[tuple[Span, Span]]:
    left, right = old[a.start : a.end], new[b.start : b.end]
    if left == right:
        return
    if not left or not right or len(left) * len(right) > _FINE:
        yield a, b
        return
    for tag, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Span(a.start + i, a.start + j), Span(b.start + k, b.start + m)


def find_editions(corpus: Corpus, document: Document) -> tuple[Document, ...]:
    """Return the other documents of *corpus* that are editions of the same text.

    Two documents of one language are editions of the same text if they have the same title and
    year, or if their titles differ and more than half of the passages of the shorter one occur in
    the other. A passage is 12 characters that occur at most twice.

    Parameters
    ----------
    corpus : Corpus
        The documents to search.
    document : Document
        The document whose editions are wanted.

    Returns
    -------
    tuple of Document
        The editions in the order of the corpus, without *document* itself.

    Examples
    --------
    >>> from policytext.documents.corpus import Corpus
    >>> from policytext.documents.document import Document, Metadata, Region
    >>> def make(name, title):
    ...     known = Metadata(title=title, issued="2025")
    ...     return Document(name, known, "合作", (Region("body", 0, 2),))
    >>> corpus = Corpus((make("a", "行动计划"), make("b", "行动计划"), make("c", "倡议")))
    >>> [document.id for document in find_editions(corpus, corpus["a"])]
    ['b']
    """
    own = set(_first(_Text(document).read))
    return tuple(
        other for other in corpus if other.id != document.id and _is_edition(document, own, other)
    )


def _is_edition(document: Document, own: set[str], other: Document) -> bool:
    if other.metadata.language[:2] != document.metadata.language[:2]:
        return False
    if other.metadata.title == document.metadata.title:
        return other.metadata.issued[:4] == document.metadata.issued[:4]
    theirs = set(_first(_Text(other).read))
    return 2 * len(own & theirs) > min(len(own), len(theirs)) > 0
