"""Assemble a document out of its capture: clip, headlines, cleaning, the account of bytes.

Tested in tests/documents/readers/test_conservation.py.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from policytext.base.errors import UnreadableError
from policytext.documents.capture import CaptureText, Dropped
from policytext.documents.cleaning import (
    Draft,
    Edit,
    apply_step,
    begin_draft,
    choose_steps,
    clean,
    clean_draft,
)
from policytext.documents.clip import Anchors, ClipError
from policytext.documents.document import ABSENT, Document, Metadata, Region, RegionName
from policytext.documents.fold import fold_text
from policytext.documents.manifest import DocumentEntry
from policytext.documents.structure import build_outline, find_damage

OUTSIDE = "outside the clip"
_WORDS = re.compile(r"[^\n]+")
Run = tuple[int, int, str]  # characters of the capture's text, and why they are dropped


class _Part(NamedTuple):
    """A stretch of the capture's text that becomes (part of) a region."""

    name: RegionName
    start: int
    end: int


class ExtractorsDisagreeError(UnreadableError):
    """Two extractors that take different stretches of a page for its text.

    ``letters`` is how many letters and digits of body and annex each of them keeps, ``texts``
    which.
    """

    def __init__(self, document: str, texts: Mapping[str, str]) -> None:
        self.texts = dict(texts)
        self.letters = {name: len(keep_letters(text)) for name, text in texts.items()}
        counts = ", ".join(
            f"{name} keeps {n:,} letters and digits" for name, n in self.letters.items()
        )
        (first, second), where = texts.values(), 0
        while first[where : where + 1] == second[where : where + 1]:
            where += 1
        super().__init__(
            f"{document}: the extractors disagree: {counts}; they part at "
            f"{first[where : where + 20]!r} and {second[where : where + 20]!r}. Name one of them "
            "(capture.extractor), or the element that holds the text (capture.selector)."
        )


def keep_letters(text: str) -> str:
    """Return the letters of *text*, Chinese characters among them, and its digits."""
    return "".join(filter(str.isalnum, text))


def build_document(entry: DocumentEntry, capture: CaptureText) -> Document:
    """Return the cleaned document that *entry* describes, out of the text of its capture."""
    search = Anchors(capture.text)
    parts = list(_body_parts(entry, search))
    parts = _split_annex(entry, parts, search)
    steps = choose_steps(entry.cleaning)
    mains: Mapping[str, Sequence[tuple[int, int]] | None] = capture.mains or {"": None}
    found = {
        name: _Assembly(entry, capture, search, parts, _clean_parts(capture, parts, steps, main))
        for name, main in mains.items()
    }
    texts = {name: assembly.take_headlines() for name, assembly in found.items()}
    # As many letters need not be the same ones; white space and marks may differ as they like.
    if len(texts) > 1 and len(set(map(keep_letters, texts.values()))) > 1:
        raise ExtractorsDisagreeError(entry.id, texts)
    return next(iter(found.values())).build(steps)


def _clean_parts(
    capture: CaptureText,
    parts: Sequence[_Part],
    steps: Sequence[str],
    main: Sequence[tuple[int, int]] | None,
) -> Iterator[tuple[RegionName, Draft]]:
    """Yield the cleaned parts; of a page, only what is its *main* text."""
    for part in parts:
        draft = begin_draft(capture.text[part.start : part.end], part.start)
        if main is not None:
            draft = apply_step(draft, partial(_drop_furniture, start=part.start, main=main))
        yield part.name, clean_draft(draft, steps)


def _drop_furniture(text: str, *, start: int, main: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    """Delete what is not main text; its line ends stay, since they part paragraphs."""
    inside = [(max(a - start, 0), min(b - start, len(text))) for a, b in main]
    for before, after in pairwise([(0, 0), *(i for i in inside if i[0] < i[1]), (len(text), 0)]):
        for run in _WORDS.finditer(text, before[1], after[0]):
            yield Edit(*run.span(), "navigation")


def _body_parts(entry: DocumentEntry, search: Anchors) -> Iterator[_Part]:
    if entry.order:
        spans = [search.clip(c, ("order", i)) for i, c in enumerate(entry.order)]
        for (_, before), (after, _) in zip(sorted(spans), sorted(spans)[1:], strict=False):
            if after < before:
                raise ClipError(("order",), "two passages overlap; each character is read once")
    else:
        spans = [search.clip(entry.clip, ("clip",))]
    for start, end in spans:
        yield _Part("body", start, end)


def _split_annex(entry: DocumentEntry, parts: list[_Part], search: Anchors) -> list[_Part]:
    if entry.annex_from is None:
        return parts
    last = parts[-1]
    place = search.find_one(entry.annex_from, ("annex_from",), last.start, last.end)[0]
    return [*parts[:-1], _Part("body", last.start, place), _Part("annex", place, last.end)]


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
        search: Anchors,
        parts: Sequence[_Part],
        drafts: Iterable[tuple[RegionName, Draft]],
    ) -> None:
        self.entry, self.capture, self.search = entry, capture, search
        self.parts = parts
        self.drafts = list(drafts)
        self.pieces: list[str] = []
        self.offsets = array("i")
        self.regions: list[Region] = []
        self.kept = 0
        self.taken: list[tuple[int, int]] = [(part.start, part.end) for part in parts]
        self.removed: list[Run] = [run for _, draft in self.drafts for run in draft.dropped]
        self.headlines: list[_Headline] = []

    def take_headlines(self) -> str:
        """Find title and subtitle, take them off the body they open, and return what is left."""
        self.headlines = list(self._headlines())
        return "\n".join(draft.text for _, draft in self.drafts)

    def build(self, steps: tuple[str, ...]) -> Document:
        """Return the finished document."""
        for headline in self.headlines:
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
        self.kept += len(sources) if found else 0
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
        self.drafts[0] = (region, Draft(draft.text[match.end() :], draft.sources[match.end() :]))
        span = slice(*match.span(1))
        beside = [*draft.sources[: span.start], *draft.sources[span.stop : match.end()]]
        self.removed += [(source, source + 1, "layout") for source in beside]
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
        body = self.drafts[0][1].sources
        limit = len(self.capture.text) if self.entry.order or not body else body[0]
        places = [
            place for place in self.search.find_all(printed, 0, limit) if not self._is_kept(*place)
        ]
        alone = [place for place in places if self.search.stands_alone(*place)]
        # The last before the body is the headline; earlier ones are tabs and breadcrumbs.
        chosen = alone or places
        if not chosen:
            return None
        start, end = chosen[-1]
        draft = apply_step(clean(self.capture.text[start:end], start=start), _join_lines)
        # It may stand in what an extractor took for furniture.
        self.removed = [*_without(self.removed, start, end), *draft.dropped]
        if not any(part.start <= start < part.end for part in self.parts):
            self.taken.append((start, end))
        return _Headline(name, draft.text, draft.sources, True)

    def _is_kept(self, start: int, end: int) -> bool:
        """Tell whether any character of ``[start, end)`` is in a region already."""
        return any(
            bisect_left(draft.sources, start) < bisect_left(draft.sources, end)
            for _, draft in self.drafts
        )

    def _account(self) -> tuple[Dropped, ...]:
        """Return every byte that is not text here, with its reason; nothing may be left over."""
        runs = [*self.removed, *_complement(self.taken, len(self.capture.text))]
        missing = sum(end - start for start, end, _ in runs)
        if self.kept + missing != len(self.capture.text):
            raise UnreadableError(f"{self.entry.id}: cleaning lost or doubled text; report this.")
        dropped = list(self.capture.dropped)
        for start, end, reason in _merge(sorted(runs)):
            places = self.capture.places.runs(start, end)
            dropped += [Dropped(a, b, reason) for a, b in places if a < b]
        return tuple(sorted(dropped))


def _without(runs: Iterable[Run], start: int, end: int) -> Iterator[Run]:
    """Yield *runs* without what of them lies in ``[start, end)``."""
    for first, last, reason in runs:
        if first < min(last, start):
            yield first, min(last, start), reason
        if max(first, end) < last:
            yield max(first, end), last, reason


def _join_lines(text: str) -> Iterator[Edit]:
    """Delete the line ends of a title that is printed on several lines."""
    for match in re.finditer("\n", text):
        yield Edit(*match.span(), "wrap")


def _complement(taken: Sequence[tuple[int, int]], size: int) -> Iterator[Run]:
    """Yield what of the capture's text is neither headline nor part of a region."""
    done = 0
    for start, end in [*sorted(taken), (size, size)]:
        if done < start:
            yield done, start, OUTSIDE
        done = end


def _merge(runs: Sequence[Run]) -> Iterator[Run]:
    """Join neighbouring runs of one reason."""
    held: Run | None = None
    for run in runs:
        if held and held[1] == run[0] and held[2] == run[2]:
            held = (held[0], run[1], run[2])
            continue
        if held:
            yield held
        held = run
    if held:
        yield held


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
