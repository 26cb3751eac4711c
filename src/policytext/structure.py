"""Structure: the outline of a document, and what in it looks damaged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policytext.corpus import Damage, OutlineItem, Region, Span
from policytext.markers import ends_sentence, find_marker, read_number

_TITLE_LENGTH = 60
_REPEATED = 30


def build_outline(text: str, regions: Sequence[Region]) -> tuple[OutlineItem, ...]:
    """Return the numbered headings and list items of body and annex, in order.

    An item reaches to the next item of its own or a higher level, or to its region's end.
    """
    found = []
    for region in regions:
        if region.name in ("body", "annex"):
            found += [(*head, region.end) for head in _heads(text, region)]
    items = []
    for index, (start, marker, level, number, title, region_end) in enumerate(found):
        later = (h[0] for h in found[index + 1 :] if h[2] <= level and h[5] == region_end)
        items.append(OutlineItem(marker, level, number, title, start, next(later, region_end)))
    return tuple(items)


def _heads(text: str, region: Region) -> Iterator[tuple[int, str, int, int | None, str]]:
    for span in paragraph_spans(text, region.start, region.end):
        paragraph = text[span.start : span.end]
        hit = find_marker(paragraph)
        if hit is None:
            continue
        marker, match = hit
        number = read_number(match["n"]) if "n" in match.re.groupindex else None
        title = _title(paragraph[match.end() :])
        yield span.start, marker.name, marker.level, number, title


def paragraph_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the paragraphs of ``text[start:end]``."""
    for line in text[start:end].split("\n"):
        if line:
            yield Span(start, start + len(line))
        start += len(line) + 1


def _title(rest: str) -> str:
    head = rest.strip().split("。")[0].split("\n")[0]
    return head if len(head) <= _TITLE_LENGTH else head[:_TITLE_LENGTH] + "…"


def find_damage(
    text: str, regions: Sequence[Region], outline: Sequence[OutlineItem]
) -> tuple[Damage, ...]:
    """Return what makes the text doubtful: repeats, holes in the numbering, a cut end."""
    damage = [*_repeated_paragraphs(text, regions), *_holes(outline), *_cut_end(text, regions)]
    return tuple(sorted(damage, key=lambda d: (d.start, d.kind)))


def _repeated_paragraphs(text: str, regions: Sequence[Region]) -> Iterator[Damage]:
    seen: dict[str, Span] = {}
    for region in regions:
        for span in paragraph_spans(text, region.start, region.end):
            paragraph = text[span.start : span.end]
            if len(paragraph) < _REPEATED:
                continue
            if paragraph in seen:
                what = f"a paragraph stands twice: {paragraph[:20]}…"
                yield Damage("repeated paragraph", what, span.start, span.end)
            seen.setdefault(paragraph, span)


def _holes(outline: Sequence[OutlineItem]) -> Iterator[Damage]:
    expected: dict[str, int] = {}
    for item in outline:
        for name in [n for n, _ in expected.items() if _level(outline, n) > item.level]:
            del expected[name]
        if item.number is None:
            continue
        wanted = expected.get(item.marker)
        if wanted is not None and item.number > wanted:
            what = f"numbering {item.marker}: {item.number} follows {wanted - 1}"
            yield Damage("hole in numbering", what, item.start, item.start + 1)
        expected[item.marker] = item.number + 1


def _level(outline: Sequence[OutlineItem], name: str) -> int:
    return next(item.level for item in outline if item.marker == name)


def _cut_end(text: str, regions: Sequence[Region]) -> Iterator[Damage]:
    body = next((region for region in regions if region.name == "body"), None)
    if body is None:
        return
    last = text[body.start : body.end].rsplit("\n", 1)[-1]
    if last and not ends_sentence(last):
        yield Damage(
            "cut end", f"the text ends without a full stop: …{last[-20:]}", body.end, body.end
        )
