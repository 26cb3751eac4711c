"""Edits: deletions and one-for-one replacements, which is why offsets always hold.

Tested in tests/documents/cleaning/test_steps.py.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from policytext.documents.capture import count_up


class Edit(NamedTuple):
    """Delete ``[start, end)``, or replace it by as many characters, for a stated reason."""

    start: int
    end: int
    reason: str
    replacement: str = ""


@dataclass(frozen=True)
class Draft:
    """A text on its way: ``sources[i]`` is where character ``i`` stood before any cleaning.

    ``dropped`` holds ``(source start, source end, reason)`` of every deleted stretch.
    """

    text: str
    sources: array[int]
    dropped: tuple[tuple[int, int, str], ...] = ()
    replaced: dict[str, int] = field(default_factory=dict)


Step = Callable[[str], Iterable[Edit]]


def begin_draft(text: str, start: int = 0) -> Draft:
    """Return the draft of *text*, whose first character is source character *start*."""
    end = start + len(text)
    return Draft(text, count_up(end)[start:end])


def apply_step(draft: Draft, step: Step) -> Draft:
    """Return *draft* with the edits of *step* made; edits come in order and do not overlap."""
    pieces: list[str] = []
    sources = array("i")
    dropped: list[tuple[int, int, str]] = []
    replaced = dict(draft.replaced)
    done = 0
    for edit in step(draft.text):
        pieces.append(draft.text[done : edit.start])
        sources.extend(draft.sources[done : edit.start])
        if edit.replacement:
            pieces.append(edit.replacement)
            sources.extend(draft.sources[edit.start : edit.end])
            replaced[edit.reason] = replaced.get(edit.reason, 0) + edit.end - edit.start
        else:
            dropped.extend(_source_runs(draft.sources, edit))
        done = edit.end
    if not done:
        return draft
    pieces.append(draft.text[done:])
    sources.extend(draft.sources[done:])
    return Draft("".join(pieces), sources, draft.dropped + tuple(dropped), replaced)


def _source_runs(sources: array[int], edit: Edit) -> Iterable[tuple[int, int, str]]:
    """Yield the deleted characters as runs of neighbouring source characters."""
    start = previous = sources[edit.start]
    for source in sources[edit.start + 1 : edit.end]:
        if source != previous + 1:
            yield start, previous + 1, edit.reason
            start = source
        previous = source
    yield start, previous + 1, edit.reason
