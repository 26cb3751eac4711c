"""Assemble a document from its capture: clip, headlines, cleaning, account of bytes.

Tested in tests/documents/readers/test_conservation.py.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from policytext.base.errors import UnreadableError
from policytext.documents.account import (
    Run,
    leave_out_runs,
    list_once,
    list_rest,
    merge_runs,
)
from policytext.documents.capture import CaptureText, Dropped, list_sources
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
from policytext.documents.document import ABSENT, Document, Region, Span
from policytext.documents.fold import fold_text
from policytext.documents.manifest import DocumentEntry
from policytext.documents.regions import RegionName
from policytext.documents.structure import build_outline, find_damage
from policytext.documents.structure.recognised import find_recognised
from policytext.documents.titles import (
    find_printed_titles,
    keep_apart,
    keep_letters,
    leave_out_spans,
    read_title,
)

AGAIN = "title printed again"
_WORDS = re.compile(r"[^\n]+")


class _Part(NamedTuple):
    """A passage of the capture's text that becomes (part of) a region."""

    name: RegionName
    start: int
    end: int


class ExtractorsDisagreeError(UnreadableError):
    """Raised if two extractors take different passages of a page as its text.

    ``letters`` is the number of letters and digits of body and annex that each of them keeps;
    ``texts`` contains them.
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
            "(capture.extractor), or the element with the text (capture.selector)."
        )


def build_document(entry: DocumentEntry, capture: CaptureText, *, named: bool = False) -> Document:
    """Return the cleaned document that *entry* describes, from the text of its capture.

    If it is only *named*, a title that is not in the capture is not text either.
    """
    search = Anchors(capture.text)
    parts = list(_body_parts(entry, search))
    parts = _split_annex(entry, parts, search)
    steps = choose_steps(entry.cleaning)
    mains: Mapping[str, Sequence[tuple[int, int]] | None] = capture.mains or {"": None}
    found = {
        name: _Assembly(
            entry, capture, search, parts, _clean_parts(capture, parts, steps, main), named=named
        )
        for name, main in mains.items()
    }
    texts = {name: assembly.take_headlines() for name, assembly in found.items()}
    # Compare the letters, not their number; white space and punctuation may differ.
    if len(texts) > 1 and len(set(map(keep_letters, texts.values()))) > 1:
        raise ExtractorsDisagreeError(entry.id, texts)
    return next(iter(found.values())).build(steps)


def _clean_parts(
    capture: CaptureText,
    parts: Sequence[_Part],
    steps: Sequence[str],
    main: Sequence[tuple[int, int]] | None,
) -> Iterator[tuple[RegionName, Draft]]:
    """Yield the cleaned parts; for a page, only its *main* text."""
    for part in parts:
        draft = begin_draft(capture.text[part.start : part.end], part.start)
        if main is not None:
            draft = apply_step(draft, partial(_drop_furniture, start=part.start, main=main))
        yield part.name, clean_draft(draft, steps)


def _drop_furniture(text: str, *, start: int, main: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    """Delete what is not main text, but keep its line ends, which separate paragraphs."""
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
    """A title or subtitle: its text, with source characters if it was found in the capture."""

    name: RegionName
    draft: Draft
    found: bool


class _Assembly:
    """Assembles title, subtitle, body and annex, and accounts for every byte."""

    def __init__(
        self,
        entry: DocumentEntry,
        capture: CaptureText,
        search: Anchors,
        parts: Sequence[_Part],
        drafts: Iterable[tuple[RegionName, Draft]],
        *,
        named: bool = False,
    ) -> None:
        self.entry, self.capture, self.search = entry, capture, search
        self.named = named
        self.parts = parts
        self.drafts = list(drafts)
        self.pieces: list[str] = []
        self.offsets = array("i")
        self.joined: dict[int, tuple[int, ...]] = {}
        self.uneven = False
        self.regions: list[Region] = []
        self.kept = 0
        self.taken: list[tuple[int, int]] = [(part.start, part.end) for part in parts]
        self.removed: list[Run] = [run for _, draft in self.drafts for run in draft.dropped]
        self.headlines: list[_Headline] = []

    def take_headlines(self) -> str:
        """Find title and subtitle, remove them from the body, and return the rest of the text."""
        self.headlines = list(self._headlines())
        self._drop_printed_again()
        return "\n".join(draft.text for _, draft in self.drafts)

    def build(self, steps: tuple[str, ...]) -> Document:
        """Return the finished document."""
        for headline in self.headlines:
            self._add(headline.name, headline.draft, found=headline.found)
        for name, draft in self.drafts:
            self._add(name, draft)
        text = "".join(self.pieces)
        outline = build_outline(text, self.regions)
        return Document(
            id=self.entry.id,
            metadata=self.entry.to_metadata(),
            text=text,
            regions=tuple(self.regions),
            outline=outline,
            damage=(
                *find_recognised(self.entry.capture, self.capture, len(text)),
                *find_damage(text, self.regions, outline),
            ),
            offsets=self.offsets,
            capture=self.capture,
            dropped=self._account(),
            steps=steps,
            joined=self.joined,
        )

    def _add(self, name: RegionName, draft: Draft, *, found: bool = True) -> None:
        if self.pieces:
            self.pieces.append("\n")
            self.offsets.append(ABSENT)
        start = len(self.offsets)
        self.pieces.append(draft.text)
        self.offsets.extend(draft.sources)
        self.joined |= draft.joined
        self.uneven |= draft.uneven
        self.kept += len(draft.sources) if found else 0
        end = len(self.offsets)
        if self.regions and self.regions[-1].name == name:
            start = self.regions.pop().start
        self.regions.append(Region(name, start, end, found))

    def _headlines(self) -> Iterator[_Headline]:
        wanted: list[tuple[RegionName, str]] = [("title", self.entry.title)]
        if self.entry.subtitle:
            wanted.append(("subtitle", self.entry.subtitle))
        for name, printed in wanted:
            found = (
                self._opening_headline(name, printed)
                or self._headline_outside(name, printed)
                or self._headline_inside(name, printed)
            )
            if found or not self.named:
                yield found or _absent_headline(name, printed)

    def _opening_headline(self, name: RegionName, printed: str) -> _Headline | None:
        """Remove the title from the beginning of the body, if it is there."""
        region, draft = self.drafts[0]
        title = "".join(fold_text(printed).split())
        first = next(filter(str.isalnum, title), "")
        # Cheap pre-filter: most rows of a table do not begin with their title.
        if first and first != next(filter(str.isalnum, draft.text), ""):
            return None
        wanted = map(re.escape, title)
        dashes = "" if printed.startswith(("—", "-")) else "[—─-]*"
        match = re.match(rf"(?:#+ *)?{dashes}《?(" + r"\s*".join(wanted) + r")》?\s*", draft.text)
        if match is None or not self._is_whole_line(match):
            return None
        self.drafts[0] = (region, draft.cut(match.end()))
        start, end = match.span(1)
        beside = [*draft.sources[:start], *draft.sources[end : match.end()]]
        dropped = list_sources(beside, draft.joined)
        self.removed += [(source, source + 1, "layout") for source in dropped]
        return _Headline(name, draft.cut(start, end), True)

    def _is_whole_line(self, match: re.Match[str]) -> bool:
        """Return whether the matched title ends a line of the capture, or the text."""
        draft = self.drafts[0][1]
        if match.end() == len(draft.text) or "\n" in match[0]:
            return True
        last, following = draft.sources[match.end(1) - 1], draft.sources[match.end()]
        return bool(re.search(r"[\n\r]|\s{2}|\t|\u3000", self.capture.text[last + 1 : following]))

    def _headline_outside(self, name: RegionName, printed: str) -> _Headline | None:
        """Find the title before the body or, if the order is declared, anywhere outside it."""
        body = self.drafts[0][1].sources
        limit = len(self.capture.text) if self.entry.order or not body else body[0]
        places = [
            place for place in self.search.find_all(printed, 0, limit) if not self._is_kept(*place)
        ]
        alone = [place for place in places if self.search.stands_alone(*place)]
        # The last one before the body is the headline; earlier ones are tabs and breadcrumbs.
        chosen = alone or places
        if not chosen:
            return None
        start, end = chosen[-1]
        draft = apply_step(clean(self.capture.text[start:end], start=start), _join_lines)
        # It may be in a passage that an extractor took for page furniture.
        self.removed = [*leave_out_runs(self.removed, start, end), *draft.dropped]
        if not any(part.start <= start < part.end for part in self.parts):
            self.taken.append((start, end))
        return _Headline(name, draft, True)

    def _headline_inside(self, name: RegionName, printed: str) -> _Headline | None:
        """Find the title in the body, as a paragraph that is not the first."""
        number, span = next(self._list_printed([read_title(printed)]), (0, None))
        if span is None:
            return None
        region, draft = self.drafts[number]
        left = apply_step(draft, partial(leave_out_spans, spans=[span], reason="layout"))
        if left.replaced != draft.replaced:
            return None  # cleaning has joined it with its neighbours
        self.drafts[number] = (region, left)
        letters = [at for at in range(*span) if draft.text[at].isalnum()]
        title = apply_step(draft.cut(letters[0], letters[-1] + 1), _join_lines)
        own = set(list_sources(title.sources, title.joined))
        self.removed += [
            (source, source + 1, why)
            for start, end, why in left.dropped[len(draft.dropped) :]
            for source in range(start, end)
            if source not in own
        ]
        return _Headline(name, title, True)

    def _list_printed(self, titles: Sequence[str]) -> Iterator[tuple[int, Span]]:
        """Yield the paragraphs of the body that equal one of *titles*, with the draft's number.

        They may be lines that cleaning joined with others, or paragraphs that became separate only
        when the page around them was removed.
        """
        titles = [title for title in titles if title]
        lines = self.search.find_titles(titles)
        for number, (name, draft) in enumerate(self.drafts):
            if name != "body":
                continue
            spans = {
                Span(bisect_left(draft.sources, start), bisect_left(draft.sources, end))
                for start, end in lines
            }
            spans.update(find_printed_titles(draft.text, titles))
            yield from (
                (number, span)
                for span in keep_apart(spans)
                if keep_letters(draft.text[slice(*span)]).casefold() in titles
            )

    def _drop_printed_again(self) -> None:
        """Drop the paragraphs of the body that repeat the title, the subtitle or both."""
        titles = [read_title(self.entry.title), read_title(self.entry.subtitle)]
        found: dict[int, list[Span]] = defaultdict(list)
        for number, span in self._list_printed([*titles, "".join(titles)]):
            found[number].append(span)
        for number, spans in found.items():
            name, draft = self.drafts[number]
            left = apply_step(draft, partial(leave_out_spans, spans=spans, reason=AGAIN))
            self.removed += left.dropped[len(draft.dropped) :]
            self.drafts[number] = (name, left)

    def _is_kept(self, start: int, end: int) -> bool:
        """Return whether any character of ``[start, end)`` is in a region already."""
        return any(
            bisect_left(draft.sources, start) < bisect_left(draft.sources, end)
            for _, draft in self.drafts
        )

    def _account(self) -> tuple[Dropped, ...]:
        """Return every byte that is not text, with its reason; every byte must have one."""
        runs = [*self.removed, *list_rest(self.taken, len(self.capture.text))]
        kept = self.kept
        if self.uneven:
            found = [source for source in self.offsets if source != ABSENT]
            held = set(list_sources(found, self.joined))
            kept, runs = len(held), list(list_once(runs, held))
        missing = sum(end - start for start, end, _ in runs)
        if kept + missing != len(self.capture.text):
            raise UnreadableError(f"{self.entry.id}: cleaning lost or doubled text; report this.")
        dropped = list(self.capture.dropped)
        for start, end, reason in merge_runs(sorted(runs)):
            places = self.capture.places.runs(start, end)
            dropped += [Dropped(a, b, reason) for a, b in places if a < b]
        return tuple(sorted(dropped))


def _join_lines(text: str) -> Iterator[Edit]:
    """Delete the line ends in a title that is printed on several lines."""
    for match in re.finditer("\n", text):
        yield Edit(*match.span(), "wrap")


def _absent_headline(name: RegionName, printed: str) -> _Headline:
    text = "".join(fold_text(printed).splitlines()).strip()
    return _Headline(name, Draft(text, array("i", [ABSENT] * len(text))), False)
