"""Edits: deletions and replacements that record the source of every character.

If a replacement has the same length, each character comes from the one it replaces. If one
character becomes several (a ligature), all of them come from it. Otherwise each character comes
from all that were replaced (é from e and an accent).

Tested in tests/documents/cleaning/test_steps.py.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from policytext.documents.capture import count_up, list_sources


class Edit(NamedTuple):
    """Delete or replace ``[start, end)``, with a reason."""

    start: int
    end: int
    reason: str
    replacement: str = ""


@dataclass(frozen=True)
class Draft:
    """A text during cleaning: ``sources[i]`` is the original position of character ``i``.

    ``joined`` lists the source characters that were combined with the one at a position.
    ``uneven`` is true if any replacement changed the length. ``dropped`` contains ``(source start,
    source end, reason)`` of every deleted range.
    """

    text: str
    sources: array[int]
    dropped: tuple[tuple[int, int, str], ...] = ()
    replaced: dict[str, int] = field(default_factory=dict)
    joined: dict[int, tuple[int, ...]] = field(default_factory=dict)
    uneven: bool = False

    def cut(self, start: int, end: int | None = None) -> Draft:
        """Return only ``[start, end)`` of the draft, with everything that was dropped so far."""
        kept = slice(start, end)
        return replace(self, text=self.text[kept], sources=self.sources[kept])

    def source_end(self, index: int) -> int:
        """Return the position after the last source character of character *index*."""
        source = self.sources[index]
        return max((source, *self.joined.get(source, ()))) + 1


Step = Callable[[str], Iterable[Edit]]


def begin_draft(text: str, start: int = 0) -> Draft:
    """Return the draft of *text*, whose first character is source character *start*."""
    end = start + len(text)
    return Draft(text, count_up(end)[start:end])


def apply_step(draft: Draft, step: Step) -> Draft:
    """Return *draft* after the edits of *step*, which are in order and do not overlap."""
    pieces: list[str] = []
    sources = array("i")
    dropped: list[tuple[int, int, str]] = []
    replaced, joined, uneven = dict(draft.replaced), dict(draft.joined), draft.uneven
    done = 0
    for edit in step(draft.text):
        pieces.append(draft.text[done : edit.start])
        sources.extend(draft.sources[done : edit.start])
        own, size = draft.sources[edit.start : edit.end], len(edit.replacement)
        if size:
            pieces.append(edit.replacement)
            sources.extend(own if size == len(own) else own[:1] * size)
            replaced[edit.reason] = replaced.get(edit.reason, 0) + edit.end - edit.start
            uneven |= size != len(own)
            if size != len(own) > 1:
                joined[own[0]] = tuple(list_sources(own, joined)[1:])
        else:
            dropped += _source_runs(list_sources(own, joined), edit.reason)
        done = edit.end
    if not done:
        return draft
    pieces.append(draft.text[done:])
    sources.extend(draft.sources[done:])
    return Draft("".join(pieces), sources, draft.dropped + tuple(dropped), replaced, joined, uneven)


def _source_runs(sources: Sequence[int], reason: str) -> Iterable[tuple[int, int, str]]:
    """Yield deleted source characters as runs of neighbouring ones."""
    start = previous = sources[0]
    for source in sources[1:]:
        if source != previous + 1:
            yield start, previous + 1, reason
            start = source
        previous = source
    yield start, previous + 1, reason
