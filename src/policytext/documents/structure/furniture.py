"""Page furniture: lines that belong to the page or the site, not to the text.

Tested in tests/documents/structure/test_damage.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policytext.documents.document import Damage, OutlineItem, Region
from policytext.documents.structure.marks import find_licence, is_furniture
from policytext.documents.structure.outline import paragraph_spans
from policytext.language.messages import Message


def find_furniture(
    text: str, regions: Sequence[Region], outline: Sequence[OutlineItem]
) -> Iterator[Damage]:
    """Yield lines of the body that are buttons, share links or editors' names."""
    for region in regions:
        if region.name in ("body", "annex"):
            for span in paragraph_spans(text, region.start, region.end):
                line = text[span.start : span.end]
                if is_furniture(line):
                    what = Message("damage.furniture", line=line[:30])
                    yield Damage("page furniture", what, *span)


def find_footer(
    text: str, regions: Sequence[Region], outline: Sequence[OutlineItem]
) -> Iterator[Damage]:
    """Yield a licence or copyright notice after the text."""
    for region in regions:
        if region.name not in ("body", "annex"):
            continue
        start = find_licence(text[region.start : region.end])
        if start is not None:
            at = region.start + start
            what = Message("damage.licence", opening=text[at : at + 30])
            yield Damage("licence footer", what, at, region.end)
