"""Completeness: whether a text is complete, and which passages may not belong to it.

If text is missing (a digest, a gap in the numbering, a cut end), only lower bounds can be verified.
Text that is repeated or appended matters only if leaving it out changes a verdict.

Tested in tests/claims/test_judge.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations

from policytext.documents.document import UNCHECKED, Damage, Document, OutlineItem, Span
from policytext.documents.regions import RegionName
from policytext.language.messages import Message

# Names of editions with less than the whole text, whatever ``completeness`` says.
_INCOMPLETE = re.compile(
    r"digest|truncat|\bpartial|excerpt|abridge|incomplete|summary|near-complete"
    r"|摘|节选|節選|节录|節錄|选登|選登|不全|残缺|殘缺|缺页|删节|刪節",
    re.IGNORECASE,
)
_MISSING = ("hole in numbering", "cut end")
_MANY = 6  # with more doubtful passages, not every combination is tried


@dataclass(frozen=True)
class Soundness:
    """The completeness of a document in a scope, independent of what is counted.

    ``gap`` says why the text is incomplete, ``heading_gap`` why its headings are. ``lost`` lists
    heading lines that are missing although their text exists. ``doubtful`` lists passages that may
    not belong to the text: repeats, appended notes, page furniture. ``unchecked`` says that a
    program recognised the text, so that its letters are not certain.
    """

    gap: Message | None
    heading_gap: Message | None
    lost: tuple[Message, ...]
    doubtful: tuple[Damage, ...]
    unchecked: Message | None = None


def examine(document: Document, scope: tuple[RegionName, ...]) -> Soundness:
    """Return the completeness of *document* in *scope*, cached with the document."""
    return document.derive(("soundness", scope), lambda: _examine(document, scope))


def _examine(document: Document, scope: tuple[RegionName, ...]) -> Soundness:
    unchecked = [damage for damage in document.damage if damage.kind == UNCHECKED]
    rest = (damage for damage in document.damage if damage.kind != UNCHECKED)
    inside = [damage for damage in rest if _lies_in(document, damage, scope)]
    missing = [damage for damage in inside if damage.kind in _MISSING]
    lost = [damage for damage in missing if lost_heading_only(document, damage)]
    return Soundness(
        _find_gap(document, [damage for damage in missing if damage not in lost]),
        _find_gap(document, missing),
        tuple(
            Message("finding_notes.lost_heading", document=document.id, damage=damage.what)
            for damage in lost
        ),
        tuple(d for d in inside if d.kind not in _MISSING and d.end > d.start),
        Message("doubts.recognised", document=document.id) if unchecked else None,
    )


def _find_gap(document: Document, missing: list[Damage]) -> Message | None:
    edition = document.metadata.edition
    if _INCOMPLETE.search(edition):
        return Message("doubts.partial_edition", document=document.id, edition=edition)
    if document.metadata.completeness == "partial":
        return Message("doubts.partial", document=document.id)
    if missing:
        return Message("doubts.damaged", document=document.id, damage=missing[0].what)
    return None


def _lies_in(document: Document, damage: Damage, scope: tuple[RegionName, ...]) -> bool:
    # A cut end is located after the last character of its region.
    at = damage.start - 1 if damage.kind == "cut end" else damage.start
    region = document.region_at(at)
    return (region.name if region else "body") in scope


def lost_heading_only(document: Document, damage: Damage) -> bool:
    """Return whether a gap in the numbering is only a lost heading line.

    This is assumed if such headings are on lines of their own, one number is missing, and the
    section before the gap is as long as two sections usually are.
    """
    if damage.kind != "hole in numbering":
        return False
    after = next((item for item in document.outline if item.start == damage.start), None)
    if after is None or after.number is None:
        return False
    siblings = _siblings(document, after)
    before = next((item for item in siblings if item.end == after.start), None)
    if before is None or before.number != after.number - 2:
        return False
    others = sorted(item.end - item.start for item in siblings if item is not before)
    if len(others) < 2 or not all(_stands_alone(document, item) for item in (before, after)):
        return False
    return before.end - before.start >= 2 * others[len(others) // 2]


def _siblings(document: Document, item: OutlineItem) -> list[OutlineItem]:
    """Return the items with the same mark below the same heading."""
    above = [i for i in document.outline if i.level < item.level and i.start < item.start]
    parent = next((i for i in reversed(above) if i.end >= item.end), None)
    start, end = (parent.start, parent.end) if parent else (0, len(document.text))
    return [
        i for i in document.outline if i.marker == item.marker and start <= i.start and i.end <= end
    ]


def _stands_alone(document: Document, item: OutlineItem) -> bool:
    """Return whether the heading is a line of its own, not the first words of a paragraph."""
    paragraph = document.paragraph_at(item.start)
    line = document.text[paragraph.start : paragraph.end]
    return "。" not in line.rstrip("。") and paragraph.end < item.end


def leave_out(stretches: list[Damage]) -> Iterator[tuple[list[Damage], list[Span]]]:
    """Yield the passages to leave out together: all combinations, or of many each one and all."""
    sets: Iterable[tuple[Damage, ...]] = ()
    if len(stretches) > _MANY:
        sets = [*((stretch,) for stretch in stretches), tuple(stretches)]
    elif stretches:
        sizes = range(1, len(stretches) + 1)
        sets = chain.from_iterable(combinations(stretches, size) for size in sizes)
    for chosen in sets:
        yield list(chosen), [Span(stretch.start, stretch.end) for stretch in chosen]
