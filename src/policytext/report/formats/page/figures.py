"""The page's own charts, worked out in percentages of their width: they stretch, and stay sharp."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, isfinite, log10
from typing import NamedTuple

from policytext.base.table import Cell
from policytext.language.messages import Wording
from policytext.report.formats.page.sentences import describe_cell, describe_word
from policytext.report.formats.page.views import (
    CellView,
    DocumentView,
    FamilyView,
    Grid,
    link_concordance,
    link_passages,
    percent,
)
from policytext.report.model import Report

_PROFILE_ROWS = 10
_WORDS = 10
_MORE, _LESS = 9, 4
WIDEST = 2  # times the highest value: an interval that reaches further would dwarf all values


def place(value: float, top: float) -> str:
    """Return where *value* stands on an axis from 0 to *top*, as a percentage within it."""
    share = min(max(value / top, 0.0), 1.0) if top else 0.0
    return f"{100 * share:.2f}%"


def choose_ticks(top: float, most: int = 4) -> list[float]:
    """Return round numbers from 0 up to *top*, at most *most* beyond 0."""
    if top <= 0:
        return [0.0]
    raw = top / most
    unit = 10.0 ** floor(log10(raw))
    step = next(unit * n for n in (1, 2, 5, 10) if unit * n >= raw)
    return [step * n for n in range(int(top / step) + 1)]


@dataclass(frozen=True)
class AxisView:
    """The marks of an axis: where each stands and what it says."""

    ticks: list[tuple[str, str]]


@dataclass(frozen=True)
class DotView:
    """One family in one profile: its rate, its interval, the mean of the other texts."""

    cell: CellView
    at: str
    low: str
    high: str
    mean: str
    small: bool
    says: str


@dataclass(frozen=True)
class ProfileView:
    """What one document stresses, the densest first."""

    document: DocumentView
    dots: list[DotView]


def view_profiles(
    grid: Grid, documents: list[DocumentView], families: list[FamilyView], t: Wording
) -> tuple[list[ProfileView], AxisView]:
    """Return a profile of every document on one axis, and the axis."""
    top = _reach(grid, documents)
    profiles = []
    for document in documents:
        cells = [grid[document.id, family.id] for family in families]
        cells = [cell for cell in cells if cell.rate.count]
        cells.sort(key=lambda cell: (-(cell.rate.per_1000 or 0.0), cell.family.id))
        dots = [_dot(cell, grid, documents, top, t) for cell in cells[:_PROFILE_ROWS]]
        profiles.append(ProfileView(document, dots))
    ticks = [(place(tick, top), f"{tick:g}") for tick in choose_ticks(top)]
    return profiles, AxisView(ticks)


def _reach(grid: Grid, documents: Sequence[DocumentView]) -> float:
    """Return how far the axis goes: to the end of the longest interval, within bounds."""
    drawn = {document.id for document in documents}
    rates = [cell.rate for (name, _), cell in grid.items() if name in drawn and cell.rate.count]
    most = max((rate.per_1000 or 0.0 for rate in rates), default=0.0)
    return min(max((rate.high or 0.0 for rate in rates), default=0.0), most * WIDEST)


def _dot(
    cell: CellView, grid: Grid, documents: Sequence[DocumentView], top: float, t: Wording
) -> DotView:
    rate = cell.rate
    others = [
        grid[d.id, cell.family.id].rate.per_1000
        for d in documents
        if d.id != cell.document.id and d.document.is_english == cell.document.document.is_english
    ]
    known = [value for value in others if value is not None]
    mean = sum(known) / len(known) if known else None
    return DotView(
        cell=cell,
        at=place(rate.per_1000 or 0.0, top),
        low=place(rate.low or 0.0, top),
        high=place(rate.high or 0.0, top),
        mean=place(mean, top) if mean is not None else "",
        small=(rate.count or 0) < 5,
        says=describe_cell(cell, t, mean),
    )


@dataclass(frozen=True)
class WordView:
    """One word of a document: how long its bar is, and the passages behind its count."""

    word: str
    count: int
    value: str
    start: str
    width: str
    low: str
    high: str
    more: bool
    hollow: bool
    href: str
    says: str


@dataclass(frozen=True)
class WordsView:
    """The words of one document."""

    document: DocumentView
    words: list[WordView]


class _Bar(NamedTuple):
    """A bar from 0 to 1 of its axis, the interval around its end, and its value in words."""

    start: float
    stop: float
    value: str
    ends: tuple[float, float] | None = None


def view_tfidf(report: Report, documents: list[DocumentView], t: Wording) -> list[WordsView]:
    """Return the words that tell each document apart, by TF-IDF."""
    rows = report.tables["tfidf"].records()
    top = max((_number(row["tfidf"]) for row in rows), default=0.0) or 1.0
    views = []
    for document in documents:
        own = [row for row in rows if row["document"] == document.id][:_WORDS]
        scores = [_number(row["tfidf"]) for row in own]
        bars = [_Bar(0.0, score / top, f"{score:.2f}") for score in scores]
        words = [_word(report, document, r, b, t) for r, b in zip(own, bars, strict=True)]
        views.append(WordsView(document, words))
    return views


def view_keyness(report: Report, documents: list[DocumentView], t: Wording) -> list[WordsView]:
    """Return the words each document uses more, and less, than the others; 0 in the middle."""
    if "keyness" not in report.tables:
        return []
    rows = report.tables["keyness"].records()
    reach = _reach_of_ratios(rows)
    views = []
    for document in documents:
        own = [row for row in rows if row["document"] == document.id]
        more = [row for row in own if _number(row["log_ratio"]) > 0][:_MORE]
        less = [row for row in own if _number(row["log_ratio"]) < 0][-_LESS:]
        bars = [_ratio_bar(row, reach) for row in (*more, *less)]
        words = [
            _word(report, document, r, b, t) for r, b in zip((*more, *less), bars, strict=True)
        ]
        if words:
            views.append(WordsView(document, words))
    return views


def _reach_of_ratios(rows: Sequence[Mapping[str, Cell]]) -> float:
    """Return how far the axis goes to either side, as for rates."""
    most = max((abs(_number(row["log_ratio"])) for row in rows), default=0.0)
    ends = (abs(_number(row[end])) for row in rows for end in ("low", "high"))
    return min(max(most * 1.15, *ends), most * WIDEST) if most else 1.0


def _ratio_bar(row: Mapping[str, Cell], reach: float) -> _Bar:
    """Return the bar of a log ratio; an end of the interval that is infinite is the axis's end."""

    def place_ratio(cell: Cell, missing: float) -> float:
        ratio = _number(cell) if cell is not None else missing
        return min(max((ratio / reach + 1) / 2, 0.0), 1.0)

    ratio = _number(row["log_ratio"])
    ends = (place_ratio(row["low"], -reach), place_ratio(row["high"], reach))
    return _Bar(0.5, place_ratio(ratio, 0.0), f"{ratio:+.1f}".replace("-", "−"), ends)


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _word(
    report: Report, document: DocumentView, row: Mapping[str, Cell], bar: _Bar, t: Wording
) -> WordView:
    word, count = str(row["feature"]), int(_number(row.get("count", row.get("target"))))
    found = report.words.get((document.id, word))
    start, stop = sorted(bar[:2])
    ends = bar.ends
    return WordView(
        word=word,
        count=count,
        value=bar.value,
        start=percent(start, 2),
        width=percent(stop - start, 2),
        low=percent(ends[0], 2) if ends else "",
        high=percent(ends[1], 2) if ends else "",
        more=bar.stop >= bar.start,
        hollow=ends is not None and ends[0] <= bar.start <= ends[1],
        # A number leads to its passages only where they are as many as it says.
        href=link_passages("words", document.id, word) if found and len(found) == count else "",
        says=describe_word(word, document, count, bar.value, found, t),
    )


@dataclass(frozen=True)
class LineView:
    """One family's hits along one document."""

    cell: CellView
    path: str
    says: str


@dataclass(frozen=True)
class StripView:
    """Where in a document each family stands."""

    document: DocumentView
    sections: str
    lines: list[LineView]


def view_strip(
    report: Report, view: DocumentView, families: list[FamilyView], grid: Grid, t: Wording
) -> StripView:
    """Return the lines of every family that occurs in the document, and its sections."""
    length = len(view.document.text)
    top = min((item.level for item in view.document.outline), default=0)
    heads = [item.start for item in view.document.outline if item.level == top]
    lines = []
    for family in families:
        found = report.matches[view.id, family.id]
        if len(found):
            cell = grid[view.id, family.id]
            says = t("positions.label", family=family.label, key=view.key, n=len(found))
            lines.append(LineView(cell, draw_strokes(found.starts, length), says))
    return StripView(view, draw_strokes(heads, length), lines)


def draw_strokes(starts: Sequence[int], length: int) -> str:
    """Return an SVG path with a stroke for each hit, on a line of 1,000."""
    places = sorted({round(1000 * start / length) for start in starts}) if length else []
    return "".join(f"M{at} 0v1" for at in places)


@dataclass(frozen=True)
class AlikeView:
    """How alike two documents are."""

    text: str
    level: int
    says: str
    href: str = ""


@dataclass(frozen=True)
class SimilarityView:
    """Documents by documents, alike ones side by side."""

    documents: list[DocumentView]
    rows: list[tuple[DocumentView, list[AlikeView]]]


def view_similarity(report: Report, documents: list[DocumentView], t: Wording) -> SimilarityView:
    """Return the similarity of the drawn documents, in the order in which alike ones meet."""
    table = report.tables["similarity"]
    named = {document.id: document for document in documents}
    order = [named[str(name)] for name in table.column("document") if name in named]
    rows = []
    for record in table.records():
        if record["document"] in named:
            line = named[str(record["document"])]
            rows.append((line, [_alike(line, d, record[d.id], t) for d in order]))
    return SimilarityView(order, rows)


def _alike(one: DocumentView, other: DocumentView, value: object, t: Wording) -> AlikeView:
    if one.id == other.id:
        return AlikeView("", -1, "")
    if not isinstance(value, float) or not isfinite(value):
        return AlikeView("–", 0, "")
    says = t("similarity.says", one=one.key, other=other.key, value=f"{value:.3f}")
    href = link_passages("words", one.id)
    return AlikeView(f"{value:.2f}", min(9, int(value * 10)), says, href)


@dataclass(frozen=True)
class FirmView:
    """How far the order of the documents on one family can be relied on."""

    family: str
    href: str
    agreement: str
    width: str
    same_order: str
    first: list[str]
    first_kept: str


def view_robustness(
    report: Report, documents: list[DocumentView], families: list[FamilyView]
) -> list[FirmView]:
    """Return the robustness of every family that has an order."""
    keys = {document.id: document.key for document in documents}
    labels = {family.id: family.label for family in families}
    return [
        FirmView(
            family=labels[str(row["family"])],
            href=link_concordance(str(row["family"])),
            agreement=percent(row["agreement"], 0),  # type: ignore[arg-type]
            width=percent(row["agreement"], 2),  # type: ignore[arg-type]
            same_order=f"{row['same_order']}/{row['conventions']}",
            first=[keys[name] for name in str(row["first"] or "").split() if name in keys],
            first_kept=f"{row['first_kept']}/{row['conventions']}",
        )
        for row in report.tables["robustness"].records()
        if row["agreement"] is not None
    ]
