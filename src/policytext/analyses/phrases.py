"""Shared phrases: long runs of words that occur in two texts, such as quotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policytext.analyses.notes import name_units
from policytext.base.errors import PolicytextError
from policytext.base.table import Cell, Table, make_table
from policytext.documents.document import Document
from policytext.documents.languages import require_one_language
from policytext.language.messages import Message, Values
from policytext.language.stopwords import is_punctuation
from policytext.segmenters import build_segmenter
from policytext.segmenters.protocol import iterate_tokens

CHARACTERS = 10  # the shortest Chinese phrase that is unlikely to be shared by chance
WORDS = 6  # the same for English
_COLUMNS = (
    "length", "phrase", "source_start", "source_end", "start", "end", "in_source",
)  # fmt: skip


@dataclass(frozen=True)
class _Units:
    """A text as a string with one character for each unit, and the place of each unit.

    A unit is a Chinese character or a word; white space and punctuation are not units. A paragraph
    end is a character that the string of the other text does not contain.
    """

    string: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    size: int


def list_shared_phrases(
    source: Document, document: Document, *, min_length: int | None = None
) -> Table:
    """List the phrases that *document* shares with *source*, the longest first.

    *document* is read from left to right, and each phrase is the longest match that begins at its
    place. Punctuation, white space and case are ignored; a phrase does not cross a paragraph end.

    Parameters
    ----------
    source : Document
        The text that may have been quoted.
    document : Document
        The text that may quote it, in the same language.
    min_length : int, optional
        The shortest phrase listed, in Chinese characters or English words; 2 or more. The default
        is 10 characters or 6 words.

    Returns
    -------
    Table
        A row for each shared phrase. A note gives the share of *document* that they cover.

        - ``length``: the length in characters, in English in words
        - ``phrase``: the phrase as *document* writes it
        - ``source_start``, ``source_end``: its first place in *source*, in characters of the text
        - ``start``, ``end``: its place in *document*
        - ``in_source``: the number of times it occurs in *source*

    Raises
    ------
    PolicytextError
        One text is Chinese and the other English, or *min_length* is below 2.

    Examples
    --------
    >>> from policytext.documents.document import Document, Metadata, Region
    >>> def make(name, text):
    ...     return Document(name, Metadata(), text, (Region("body", 0, len(text)),))
    >>> source = make("plan", "坚持开放合作，共享发展成果。")
    >>> table = list_shared_phrases(source, make("speech", "应坚持开放、合作。"), min_length=4)
    >>> [(row["length"], row["phrase"], row["start"]) for row in table.records()]
    [(6, '坚持开放、合作', 1)]
    """
    require_one_language((d.metadata.language for d in (source, document)), "two texts")
    english = document.is_english
    shortest = min_length if min_length is not None else WORDS if english else CHARACTERS
    if shortest < 2:
        raise PolicytextError(f"A phrase of {shortest}: the shortest must be 2 or more.")
    numbers: dict[str, str] = {}
    ours, theirs = _read(source, numbers, "\x00"), _read(document, numbers, "\x01")
    shared = list(_match(ours.string, theirs.string, shortest))
    records = [_record(ours, theirs, document, at, length) for at, length in shared]
    records.sort(key=lambda record: (-int(record["length"] or 0), int(record["start"] or 0)))
    unit, total = "words" if english else "characters", theirs.size
    covered = sum(length for _, length in shared)
    notes = (
        Message("table_notes.phrases", n=shortest, unit=name_units([unit])),
        _note_covered(document, covered, total, unit),
    )
    title = f"Phrases that {document.id} shares with {source.id}"
    return make_table(title, records, _COLUMNS, notes=notes)


def _note_covered(document: Document, covered: int, total: int, unit: str) -> Message:
    values: Values = {"document": document.id, "unit": name_units([unit])}
    if not total:
        return Message("table_notes.nothing_to_cover", **values)
    share = covered / total
    return Message("table_notes.covered", covered=covered, n=total, share=share, **values)


def _read(document: Document, numbers: dict[str, str], end: str) -> _Units:
    """Return the units of *document*; *numbers* has their characters, *end* ends a paragraph."""
    segmenter = build_segmenter("words" if document.is_english else "characters")
    letters, starts, ends = [], [], []
    for paragraph in document.paragraphs:
        text = document.text[paragraph.start : paragraph.end]
        for token in iterate_tokens(segmenter, text):
            if not is_punctuation(token.text):
                # Unassigned planes of Unicode: no text contains these characters.
                letter = chr(0x40000 + len(numbers))
                letters.append(numbers.setdefault(token.text.lower(), letter))
                starts.append(paragraph.start + token.start)
                ends.append(paragraph.start + token.end)
        letters.append(end)
        starts.append(paragraph.end)
        ends.append(paragraph.end)
    return _Units("".join(letters), tuple(starts), tuple(ends), len(letters) - letters.count(end))


def _match(source: str, text: str, shortest: int) -> Iterator[tuple[int, int]]:
    """Yield place and length of each phrase of *text* that occurs in *source*, left to right."""
    grams = {source[at : at + shortest] for at in range(len(source) - shortest + 1)}
    at = 0
    while at + shortest <= len(text):
        if text[at : at + shortest] not in grams:
            at += 1
            continue
        length = _longest(source, text, at, shortest)
        yield at, length
        at += length


def _longest(source: str, text: str, at: int, length: int) -> int:
    """Return the length of the longest phrase at *at*, which is at least *length*."""
    above = length * 2
    while at + above <= len(text) and text[at : at + above] in source:
        length, above = above, above * 2
    above = min(above, len(text) - at + 1)
    # A binary search: every prefix of a shared phrase is shared.
    while above - length > 1:
        middle = (length + above) // 2
        if text[at : at + middle] in source:
            length = middle
        else:
            above = middle
    return length


def _record(
    source: _Units, units: _Units, document: Document, at: int, length: int
) -> dict[str, Cell]:
    phrase = units.string[at : at + length]
    found = source.string.index(phrase)
    start, end = units.starts[at], units.ends[at + length - 1]
    return {
        "length": length,
        "phrase": document.text[start:end],
        "source_start": source.starts[found],
        "source_end": source.ends[found + length - 1],
        "start": start,
        "end": end,
        "in_source": source.string.count(phrase),
    }
