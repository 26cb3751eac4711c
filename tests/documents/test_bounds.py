"""What is done to a text takes time that grows with its length, whatever its lines are."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from policytext.documents.cleaning.insertions import drop_pulled_quotes
from policytext.documents.document import Region
from policytext.documents.structure import build_outline, find_damage

SENTENCE = "各国应当加强人工智能治理合作，应对风险挑战，共同发展。"
# The lines of a text, by their number.
SHAPES: dict[str, Callable[[int], str]] = {
    "the same line": lambda _: SENTENCE,
    "lines that differ": lambda n: f"各国应当加强第{n * 7919}项合作，应对{n}号风险挑战，共同发展。",
    "articles": lambda n: f"第{n + 1}条　{SENTENCE}",
    "gaps in the numbering": lambda n: f"第{3 * n + 1}条　{SENTENCE}",
    "items": lambda n: f"（一）{SENTENCE}" if n % 2 else f"一、{SENTENCE}",
}


def seconds(lines: list[str]) -> float:
    """Return the processor time for a text of *lines*, the least of three."""
    text = "\n".join(lines)
    regions = (Region("body", 0, len(text)),)
    found = []
    for _ in range(3):
        begun = time.process_time()
        find_damage(text, regions, build_outline(text, regions))
        list(drop_pulled_quotes(text))
        found.append(time.process_time() - begun)
    return min(found)


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_lines_take_about_four_times_as_long(shape: str) -> None:
    lines = list(map(SHAPES[shape], range(4000)))

    assert seconds(lines) < 8 * seconds(lines[:1000])  # 16 times, if it grew with the square


def test_a_jump_in_the_numbering_is_found_at_once() -> None:
    lines = ["第1条　各国合作。", *[SENTENCE] * 2000, "第99999条　各国合作。"]
    text = "\n".join(lines)
    regions = (Region("body", 0, len(text)),)

    begun = time.process_time()
    damage = find_damage(text, regions, build_outline(text, regions))
    assert time.process_time() - begun < 2
    assert "without 2, 3, 4, 5, …" in str(damage[-1].what)
