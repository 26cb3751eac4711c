"""From a capture to a verdict: ``add --yes``, then ``verify``, for every format."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from policytext.cli import run
from tests.support.make_captures import (
    PLAN_COUNTS,
    PLAN_FAMILIES,
    PLAN_TITLE,
    make_mhtml,
    plan_docx,
    plan_html,
    plan_page,
    plan_paragraphs,
)
from tests.support.make_pdf import Words, make_pdf, print_page

_SIZE, _LEAD, _LEFT, _TOP, _BOTTOM = 10.5, 15, 50, 745, 60


def drawn(columns: int, *, spacing: float = 0) -> bytes:
    """Return the plan as a PDF not made by a browser; *spacing* is the gap between letters."""
    pitch = _SIZE * (1 + spacing)
    width = (495 - 20 * (columns - 1)) / columns
    rows = (_TOP - _BOTTOM) // _LEAD
    lines = list(_set_in_lines(int(width // pitch)))
    pages = []
    for start in range(0, len(lines), columns * rows):
        words = [Words(120, 790, PLAN_TITLE, 20)] if start == 0 else []
        for place, line in enumerate(lines[start : start + columns * rows]):
            left = _LEFT + (width + 20) * (place // rows)
            words += _set(line, left, _TOP - _LEAD * (place % rows), pitch)
        pages.append([*words, Words(290, 30, f"— {len(pages) + 1} —", 9)])
    return make_pdf(pages)


def _set_in_lines(length: int) -> Iterator[str]:
    for paragraph in plan_paragraphs():
        indented = "\u3000\u3000" + paragraph
        yield from (indented[i : i + length] for i in range(0, len(indented), length))


def _set(line: str, left: float, baseline: float, pitch: float) -> Iterator[Words]:
    """Yield a line in one piece, or letter by letter if there are gaps."""
    if pitch == _SIZE:
        text = line.lstrip("\u3000")
        yield Words(left + pitch * (len(line) - len(text)), baseline, text, _SIZE)
        return
    for place, character in enumerate(line):
        if character != "\u3000":
            yield Words(left + pitch * place, baseline, character, _SIZE)


CAPTURES: dict[str, Callable[[], bytes]] = {
    "gbk-page-with-57-links.html": lambda: plan_page().encode("gbk"),
    "word.docx": plan_docx,
    "quoted-printable.mhtml": lambda: make_mhtml(plan_page(charset="utf-8"), "quoted-printable"),
    "base64.mhtml": lambda: make_mhtml(plan_page(charset="utf-8"), "base64"),
    "one-column.pdf": lambda: drawn(1),
    "three-columns.pdf": lambda: drawn(3),
    "letter-spaced.pdf": lambda: drawn(1, spacing=0.6),
}
PRINTED = {
    "plain": "",
    "three-columns": "body {column-count: 3; font-size: 11px; column-gap: 14px}",
    "letter-spaced": "p {letter-spacing: 0.5em}",
}


@pytest.mark.parametrize("name", CAPTURES)
def test_a_capture_that_is_added_verifies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    matches = verify_added(tmp_path, name, CAPTURES[name](), capsys)

    if name.endswith(".pdf"):
        assert_boxes(matches)


@pytest.mark.browser
@pytest.mark.parametrize("name", PRINTED)
def test_a_page_printed_by_chromium_that_is_added_verifies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    data = print_page(tmp_path, plan_html(), title=PLAN_TITLE, css=PRINTED[name])

    assert_boxes(verify_added(tmp_path, f"{name}.pdf", data, capsys))


def verify_added(
    folder: Path, name: str, data: bytes, capsys: pytest.CaptureFixture[str]
) -> list[dict[str, object]]:
    """Add the capture to a new folder, verify the three published counts; return the evidence."""
    source, texts = folder / name, folder / "texts"
    source.write_bytes(data)
    typed = ["--texts", str(texts)]
    assert run([*typed, "add", str(source), "--issued", "2025-07-26", "--yes"]) == 0
    lines = ["claims:"]
    for number, (family, count) in enumerate(zip(PLAN_FAMILIES, PLAN_COUNTS, strict=True)):
        told = f"document: {source.stem}, terms: [{', '.join(family)}], published: '{count}'"
        lines.append(f"  - {{id: claim-{number}, kind: count, {told}}}")
    (texts / "claims").mkdir()
    (texts / "claims/plan.yaml").write_text("\n".join(lines), "utf-8")
    capsys.readouterr()
    assert run([*typed, "verify", "--format", "json", "--evidence"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["summary"]["confirmed"] == len(PLAN_COUNTS)
    return [match for finding in printed["findings"] for match in finding["matches"]]


def assert_boxes(matches: list[dict[str, object]]) -> None:
    """Check that every match has a page and a box, or two boxes across a line end."""
    assert len(matches) == sum(PLAN_COUNTS)
    for match in matches:
        boxes = match["boxes"]
        assert isinstance(boxes, list)
        assert 1 <= len(boxes) <= len(str(match["term"]))
        assert all(box["page"] >= 1 and box["left"] < box["right"] for box in boxes)
