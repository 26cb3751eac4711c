"""Items: how many numbered headings or list items a document has.

Tested in tests/claims/test_kinds.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from policytext.claims.model import Claim, Term
from policytext.claims.recount import ClaimFaultError, Desk, Measurement, Part, Request
from policytext.counting.convention import Convention
from policytext.counting.find import make_places
from policytext.counting.matches import Matches
from policytext.documents.document import Document, Span
from policytext.documents.structure.marks import find_marker
from policytext.language.messages import Message

Marker = Literal[
    "一、", "（一）", "1.", "（1）", "(a)", "①", "——", "I.", "bullet", "#",
    "第X编", "第X分编", "第X章", "第X节", "第X条", "、",
]  # fmt: skip
# The marks whose number is inside them, with their names in the outline.
_NAMES: dict[str, str] = {
    "第X编": "part",
    "第X分编": "sub-part",
    "第X章": "chapter",
    "第X节": "section",
    "第X条": "article",
}
_SEPARATORS = "、，；,;/"


class Between(BaseModel):
    """A passage of a document, after one anchor and before another."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)

    start: Annotated[Term, Field(alias="from")]
    end: Annotated[Term, Field(alias="to")]


class ItemsClaim(Claim):
    """The number of headings or list items with one kind of mark.

    With ``marker: 、`` the items are separated by ``separators``, between two anchors in one
    paragraph. With any other marker, ``between`` restricts the headings to one passage.
    """

    kind: Literal["items"] = "items"
    marker: Marker
    between: Between | None = None
    separators: Annotated[tuple[Term, ...], Field(min_length=1, strict=False)] = ("、",)

    @model_validator(mode="after")
    def _a_list_has_two_ends(self) -> ItemsClaim:
        if self.marker == "、" and self.between is None:
            raise ValueError("a list separated by 、 needs two anchors; add between")
        if self.marker != "、" and "separators" in self.model_fields_set:
            raise ValueError("only a list separated by 、 has separators; remove them")
        return self

    @property
    def convention(self) -> Convention:
        """The convention under which the anchors are searched."""
        return Convention(self.scope, "text")  # anchors are copied from the text

    @property
    def convention_id(self) -> str:
        """The id of the convention under which marks and anchors are searched."""
        return self.convention.id

    @property
    def counted(self) -> str:
        """The mark of the items, and the passage if there is one."""
        mark = "+".join(self.separators) if self.marker == "、" else self.marker
        stretch = f"[{self.between.start}…{self.between.end}]" if self.between else ""
        return f"items:{mark}{stretch}"

    def alternatives(self, document: Document) -> dict[str, tuple[Any, ...]]:
        """Return the other marks of the document or, for a list, other separators."""
        if self.marker == "、":
            return {"separators": (("、",), ("、", "和"), ("、", "和", "，"))}
        return {"marker": self._marks(document)}

    def requests(self, desk: Desk) -> Iterable[Request]:
        """Yield the searches for the anchors."""
        for anchor in (self.between.start, self.between.end) if self.between else ():
            yield Request(self.document, (anchor,), self.convention)

    def measure(self, desk: Desk) -> Measurement:
        """Return the number of items, with a doubt if the mark does not occur."""
        document = desk.document(self.document)
        spans = list(self._items(document, desk))
        fits = self.predicate.admits(len(spans)) or self._is_used(document, desk, spans)
        matches = _as_matches(document, self.marker, spans, self.convention)
        names = (self.document,)
        return Measurement(
            len(spans),
            f"{self.convention_id}, {self.counted}",
            (Part("", matches),),
            names,
            names,
            by_headings=True,
            doubt=None if fits else self._describe_marks(document, desk),
        )

    def _marks(self, document: Document) -> tuple[str, ...]:
        """Return the marks of the document's headings and list items, as written in claims."""
        names = {name: key for key, name in _NAMES.items()}
        found = dict.fromkeys(item.marker for item in document.outline if item.marker != "label")
        return tuple(names.get(marker, marker) for marker in found)

    def _is_used(self, document: Document, desk: Desk, spans: list[Span]) -> bool:
        """Return whether the mark or a separator occurs where the items are counted."""
        if self.marker != "、":
            return bool(spans)
        stretch = self._stretch(document, desk)
        listed = document.text[stretch.start : stretch.end]
        return any(separator in listed for separator in self.separators)

    def _describe_marks(self, document: Document, desk: Desk) -> Message:
        """Return a message that the mark does not occur, with the counts by other marks."""
        key, listed = ("separators", True) if self.marker == "、" else ("marker", False)
        marks = [(mark,) for mark in _SEPARATORS] if listed else self._marks(document)
        tried: dict[str, int] = {}
        for mark in marks:
            other = self.model_copy(update={key: mark})
            tried["".join(mark)] = sum(1 for _ in other._items(document, desk))
        least = 2 if listed else 1  # a list without the separator is one item
        used = [f"{mark} {count}" for mark, count in tried.items() if count >= least]
        own = " ".join(self.separators) if listed else self.marker
        if not used:
            return Message("doubts.no_mark", mark=own)
        return Message("doubts.other_marks", mark=own, used=used)

    def _items(self, document: Document, desk: Desk) -> Iterator[Span]:
        if self.marker == "、":
            found = split_list(document.text, self._stretch(document, desk), self.separators)
        else:
            found = find_headings(document, _NAMES.get(self.marker, self.marker))
        stretch = self._stretch(document, desk) if self.between else Span(0, len(document.text))
        left_out = desk.left_out.get(self.document, ())
        for item in found:
            region = document.region_at(item.start)
            inside = stretch.start <= item.start < stretch.end
            dropped = any(a <= item.start < b for a, b in left_out)
            if inside and not dropped and region and region.name in self.scope:
                yield item

    def _stretch(self, document: Document, desk: Desk) -> Span:
        """Return the passage between the anchors; raise unless there is exactly one."""
        assert self.between is not None
        starts, ends = (desk.find(request) for request in self.requests(desk))
        pairs = []
        for start in starts:
            limit = document.paragraph_at(start.start).end if self.marker == "、" else None
            end = next((e for e in ends if e.start >= start.end), None)
            if end and (limit is None or end.end <= limit):
                pairs.append(Span(start.end, end.start))
        if len({pair.end for pair in pairs}) != 1:
            many = f"{len(pairs)} times" if pairs else "not at all"
            where = " in one paragraph" if self.marker == "、" else ""
            what = (
                f"{self.between.start!r} … {self.between.end!r} occurs {many}{where} in "
                f"{document.id}; copy two anchors that occur once"
            )
            raise ClaimFaultError(("between",), what)
        return pairs[-1]


def find_headings(document: Document, marker: str) -> Iterator[Span]:
    """Yield the spans of the marks of one kind."""
    for item in document.outline:
        if item.marker == marker:
            paragraph = document.paragraph_at(item.start)
            hit = find_marker(document.text[item.start : paragraph.end])
            yield Span(item.start, item.start + (hit[1].end() if hit else 1))


def split_list(text: str, stretch: Span, separators: Iterable[str]) -> Iterator[Span]:
    """Yield the items of the list in *stretch*."""
    pattern = "|".join(re.escape(s) for s in sorted(separators, key=len, reverse=True))
    start = stretch.start
    for match in re.compile(pattern).finditer(text, stretch.start, stretch.end):
        if text[start : match.start()].strip():
            yield Span(start, match.start())
        start = match.end()
    if text[start : stretch.end].strip():
        yield Span(start, stretch.end)


def _as_matches(
    document: Document, marker: str, spans: list[Span], convention: Convention
) -> Matches:
    places: dict[str, list[Span]] = {}
    for span in spans:
        places.setdefault(document.text[span.start : span.end], []).append(span)
    kept = tuple(make_places(found) for found in places.values())
    return Matches(document.id, marker, tuple(places), convention, kept)
