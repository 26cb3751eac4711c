"""Assemble a document out of its capture: clip, headlines, cleaning, the account of bytes."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policytext.capture import CaptureText, Dropped
from policytext.cleaning import Draft, choose_steps, clean, fold_text
from policytext.conventions import RegionName
from policytext.corpus import ABSENT, Document, Metadata, Region
from policytext.errors import PolicytextError
from policytext.manifest import Clip, DocumentEntry
from policytext.structure import build_outline, find_damage

OUTSIDE = "outside the clip"


class _Part(NamedTuple):
    """A stretch of the capture's text that becomes (part of) a region."""

    name: RegionName
    start: int
    end: int


class ClipError(PolicytextError):
    """An anchor that does not occur, or not clearly."""

    def __init__(self, path: tuple[str | int, ...], message: str) -> None:
        self.path = path
        super().__init__(message)


def build_document(entry: DocumentEntry, capture: CaptureText) -> Document:
    """Return the cleaned document that *entry* describes, out of the text of its capture."""
    search = _Anchors(capture.text)
    parts = list(_body_parts(entry, search))
    parts = _split_annex(entry, parts, search)
    steps = choose_steps(entry.cleaning)
    drafts = [(part.name, clean(capture.text[part.start : part.end], steps, start=part.start))
              for part in parts]  # fmt: skip
    assembly = _Assembly(entry, capture, search, parts, drafts)
    return assembly.build(steps)


def _body_parts(entry: DocumentEntry, search: _Anchors) -> Iterator[_Part]:
    if entry.order:
        spans = [search.clip(c, ("order", i)) for i, c in enumerate(entry.order)]
        for (_, before), (after, _) in zip(sorted(spans), sorted(spans)[1:], strict=False):
            if after < before:
                raise ClipError(("order",), "two passages overlap; each character is read once")
    else:
        spans = [search.clip(entry.clip, ("clip",))]
    for start, end in spans:
        yield _Part("body", start, end)


def _split_annex(entry: DocumentEntry, parts: list[_Part], search: _Anchors) -> list[_Part]:
    if entry.annex_from is None:
        return parts
    last = parts[-1]
    place = search.find_one(entry.annex_from, ("annex_from",), last.start, last.end)[0]
    return [*parts[:-1], _Part("body", last.start, place), _Part("annex", place, last.end)]


class _Anchors:
    """Finds anchors in a text without regard to white space, ignorable or folded characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._kept: str | None = None
        self._index: list[int] = []

    def _prepare(self) -> str:
        if self._kept is None:
            pieces = [(i, fold_text(c)) for i, c in enumerate(self.text) if not c.isspace()]
            pieces = [(i, c) for i, c in pieces if c]
            self._index = [i for i, _ in pieces]
            self._kept = "".join(c for _, c in pieces)
        return self._kept

    def find_all(self, anchor: str, start: int, end: int) -> list[tuple[int, int]]:
        """Return the places of *anchor* inside ``text[start:end]``."""
        kept, wanted = self._prepare(), "".join(fold_text(anchor).split())
        found, at = [], kept.find(wanted) if wanted else -1
        while at >= 0:
            place = self._index[at], self._index[at + len(wanted) - 1] + 1
            if start <= place[0] and place[1] <= end:
                found.append(place)
            at = kept.find(wanted, at + 1)
        return found

    def find_one(
        self, anchor: str, path: tuple[str | int, ...], start: int, end: int
    ) -> tuple[int, int]:
        """Return the one place of *anchor*: the only one, or the only one that begins a line."""
        found = self.find_all(anchor, start, end)
        if not found:
            raise ClipError(path, f"{anchor!r} does not occur there; copy it from the capture")
        if len(found) > 1:
            found = [place for place in found if self._begins_line(place[0])] or found
        if len(found) > 1:
            lines = ", ".join(str(self.text.count("\n", 0, a) + 1) for a, _ in found[:5])
            raise ClipError(path, f"{anchor!r} occurs {len(found)} times (lines {lines}); say more")
        return found[0]

    def _begins_line(self, place: int) -> bool:
        line = self.text[self.text.rfind("\n", 0, place) + 1 : place]
        return not line.strip()

    def clip(self, clip: Clip | None, path: tuple[str | int, ...]) -> tuple[int, int]:
        """Return the stretch that *clip* names: from its start, included, to its end, excluded."""
        start, end = 0, len(self.text)
        if clip and clip.start:
            start = self.find_one(clip.start, (*path, "from"), 0, len(self.text))[0]
        if clip and clip.end:
            after = start + len(clip.start or "") if clip.start else 0
            end = self.find_one(clip.end, (*path, "to"), after, len(self.text))[0]
        return start, end


@dataclass(frozen=True)
class _Headline:
    """A title or subtitle: its text, and its source characters where it was found."""

    name: RegionName
    text: str
    sources: array[int]
    found: bool


class _Assembly:
    """Puts title, subtitle, body and annex together, and accounts for every byte."""

    def __init__(
        self,
        entry: DocumentEntry,
        capture: CaptureText,
        search: _Anchors,
        parts: Sequence[_Part],
        drafts: Sequence[tuple[RegionName, Draft]],
    ) -> None:
        self.entry, self.capture, self.search = entry, capture, search
        self.parts = parts
        self.drafts = list(drafts)
        self.pieces: list[str] = []
        self.offsets = array("i")
        self.regions: list[Region] = []

    def build(self, steps: tuple[str, ...]) -> Document:
        """Return the finished document."""
        for headline in self._headlines():
            self._add(headline.name, headline.text, headline.sources, found=headline.found)
        for name, draft in self.drafts:
            self._add(name, draft.text, draft.sources)
        text = "".join(self.pieces)
        outline = build_outline(text, self.regions)
        return Document(
            id=self.entry.id,
            metadata=make_metadata(self.entry),
            text=text,
            regions=tuple(self.regions),
            outline=outline,
            damage=find_damage(text, self.regions, outline),
            offsets=self.offsets,
            capture=self.capture,
            dropped=self._account(),
            steps=steps,
        )

    def _add(self, name: RegionName, text: str, sources: array[int], *, found: bool = True) -> None:
        if self.pieces:
            self.pieces.append("\n")
            self.offsets.append(ABSENT)
        start = len(self.offsets)
        self.pieces.append(text)
        self.offsets.extend(sources)
        end = len(self.offsets)
        if self.regions and self.regions[-1].name == name:
            start = self.regions.pop().start
        self.regions.append(Region(name, start, end, found))

    def _headlines(self) -> Iterator[_Headline]:
        wanted: list[tuple[RegionName, str]] = [("title", self.entry.title)]
        if self.entry.subtitle:
            wanted.append(("subtitle", self.entry.subtitle))
        for name, printed in wanted:
            yield (
                self._opening_headline(name, printed)
                or self._headline_outside(name, printed)
                or _absent_headline(name, printed)
            )

    def _opening_headline(self, name: RegionName, printed: str) -> _Headline | None:
        """Take the title off the beginning of the body, where it opens it."""
        region, draft = self.drafts[0]
        wanted = [re.escape(c) for c in "".join(fold_text(printed).split())]
        dashes = "" if printed.startswith(("—", "-")) else "[—─-]*"
        match = re.match(rf"(?:#+ *)?{dashes}《?(" + r"\s*".join(wanted) + r")》?\s*", draft.text)
        if match is None or not self._is_whole_line(match):
            return None
        rest = Draft(draft.text[match.end() :], draft.sources[match.end() :], draft.dropped)
        self.drafts[0] = (region, rest)
        span = slice(*match.span(1))
        return _Headline(name, draft.text[span], draft.sources[span], True)

    def _is_whole_line(self, match: re.Match[str]) -> bool:
        """Tell whether a line of the capture, or the text, ends behind the matched title."""
        draft = self.drafts[0][1]
        if match.end() == len(draft.text) or "\n" in match[0]:
            return True
        last, following = draft.sources[match.end(1) - 1], draft.sources[match.end()]
        return bool(re.search(r"[\n\r]|\s{2}|\t|\u3000", self.capture.text[last + 1 : following]))

    def _headline_outside(self, name: RegionName, printed: str) -> _Headline | None:
        """Find the title before the body, or anywhere outside it where the order is declared."""
        before = min(part.start for part in self.parts)
        limit = len(self.capture.text) if self.entry.order else before
        places = [
            place
            for place in self.search.find_all(printed, 0, limit)
            if not any(part.start < place[1] and place[0] < part.end for part in self.parts)
        ]
        alone = [place for place in places if self._stands_alone(*place)]
        # The last before the body is the headline; earlier ones are tabs and breadcrumbs.
        chosen = alone or places
        if not chosen:
            return None
        start, end = chosen[-1]
        draft = clean(self.capture.text[start:end], start=start)
        return _Headline(name, draft.text, draft.sources, True)

    def _stands_alone(self, start: int, end: int) -> bool:
        text = self.capture.text
        line_start = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", end)
        rest = text[line_start:start] + text[end : line_end if line_end >= 0 else len(text)]
        return not rest.strip()

    def _account(self) -> tuple[Dropped, ...]:
        """Return every byte that is not text here, with its reason; nothing may be left over."""
        reasons = [OUTSIDE, "kept"]
        codes = bytearray(len(self.capture.text))
        for part in self.parts:
            codes[part.start : part.end] = bytes([_code(reasons, "layout")]) * (
                part.end - part.start
            )
        for _, draft in self.drafts:
            for start, end, reason in draft.dropped:
                codes[start:end] = bytes([_code(reasons, reason)]) * (end - start)
        for source in self.offsets:
            if source != ABSENT:
                codes[source] = 1
        dropped = list(self.capture.dropped)
        for run in re.finditer(rb"([^\x01])\1*", bytes(codes), re.DOTALL):
            start, end = self.capture.places.span(*run.span())
            dropped.append(Dropped(start, end, reasons[run[1][0]]))
        return tuple(sorted(dropped))


def _code(reasons: list[str], reason: str) -> int:
    if reason not in reasons:
        reasons.append(reason)
    return reasons.index(reason)


def _absent_headline(name: RegionName, printed: str) -> _Headline:
    text = "".join(fold_text(printed).splitlines()).strip()
    return _Headline(name, text, array("i", [ABSENT] * len(text)), False)


def make_metadata(entry: DocumentEntry) -> Metadata:
    """Return the metadata of a manifest entry."""
    return Metadata(
        title=entry.title,
        subtitle=entry.subtitle,
        issuer=entry.issuer,
        issued=entry.issued,
        edition=entry.edition,
        language=entry.language,
        role=entry.role,
        completeness=entry.completeness,
        source=entry.capture.source,
        url=entry.capture.url,
        captured=entry.capture.captured,
        capture_path=entry.capture.path,
        capture_sha256=entry.capture.sha256,
    )
