"""Texts to measure on: made of the policy texts beside the checkout, else the shipped ones."""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.measure import CORPORA, ROOT


def chinese_text() -> str:
    """Return all Chinese texts at hand, one after the other."""
    folder = CORPORA / "raw" if CORPORA.is_dir() else ROOT / "texts" / "raw"
    texts = (path.read_text("utf-8") for path in sorted(folder.glob("*.txt")))
    return "\n".join(t for t in texts if sum("\u4e00" <= c <= "\u9fff" for c in t) > len(t) // 2)


def write_files(folder: Path, count: int, *, characters: int) -> Path:
    """Write *count* files of *characters* of real text each, every one different."""
    text = chinese_text()
    draw = random.Random(count)
    for number in range(count):
        place = folder / f"{number // 1000:03d}"
        place.mkdir(parents=True, exist_ok=True)
        start = draw.randrange(max(1, len(text) - characters))
        body = text[start : start + characters]
        (place / f"{number:06d}.txt").write_text(f"{body}\n第{number}号。\n", "utf-8")
    return folder
