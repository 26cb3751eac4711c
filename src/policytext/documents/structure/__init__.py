"""Structure: the outline of a document and its possible damage, one kind of damage per file.

Tested in tests/documents/structure/test_damage.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from policytext.documents.document import Damage, OutlineItem, Region
from policytext.documents.structure.endings import find_cut_end
from policytext.documents.structure.furniture import find_footer, find_furniture
from policytext.documents.structure.notes import find_notes
from policytext.documents.structure.numbers import find_holes
from policytext.documents.structure.outline import build_outline
from policytext.documents.structure.repeats import find_repeats

__all__ = ["DAMAGE", "build_outline", "find_damage"]

Finder = Callable[[str, Sequence[Region], Sequence[OutlineItem]], Iterator[Damage]]

DAMAGE: dict[str, Finder] = {
    "hole in numbering": find_holes,
    "cut end": find_cut_end,
    "repeated paragraph": find_repeats,
    "appended notes": find_notes,
    "page furniture": find_furniture,
    "licence footer": find_footer,
}


def find_damage(
    text: str, regions: Sequence[Region], outline: Sequence[OutlineItem]
) -> tuple[Damage, ...]:
    """Return the possible damage of a text, in order of position."""
    found = (damage for find in DAMAGE.values() for damage in find(text, regions, outline))
    return tuple(sorted(found, key=lambda damage: (damage.start, damage.kind)))
