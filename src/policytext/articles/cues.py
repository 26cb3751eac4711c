"""The words of count claims, read from ``words.yaml``: a pattern for each class of words.

Tested in tests/articles/test_labelled.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

# Classes in the order in which a place is tried: the first that matches decides.
_ORDER = (
    "vague", "zero", "first", "rank", "average", "several", "part", "left_out", "respectively",
    "together", "each", "same", "often", "word", "open", "share", "compare", "shift", "change",
    "time", "says", "whole", "thing", "lead", "join", "filler",
)  # fmt: skip
_EARLY = frozenset({"vague", "zero", "first", "rank", "time"})
_SIGNS = (
    ("open_bracket", "[（(\\[]"),
    ("close_bracket", "[）)\\]]"),
    ("colon", "[:：=＝]|[-–—－]{1,2}(?=\\s|\\d)|[─—–]{1,3}"),
    ("semicolon", "[;；]"),
    ("stop", "[,，。！？!?…|│]|\\.(?=\\s|$)|(?<=[一-鿿])[ 　]+(?=[一-鿿“「《])|(?<=\\S) - (?=\\S)"),
    ("broken", '[“”「」『』"＂‘«»【】〈〉�□]'),
)


@dataclass(frozen=True)
class Cues:
    """The words of one language; ``fold`` maps a text to the form they are written in."""

    name: str
    fold: dict[int, int]
    classes: dict[str, str]
    early: re.Pattern[str]
    late: re.Pattern[str]
    gate: re.Pattern[str]

    def pattern(self, name: str) -> re.Pattern[str]:
        """Return the pattern of one class of words."""
        return _compile(self.classes[name])


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def load_words() -> dict[str, Any]:
    """Return the tables of words."""
    text = Path(__file__).with_name("words.yaml").read_text("utf-8")
    return dict(YAML(typ="safe", pure=True).load(text))


@cache
def load_cues(language: str) -> Cues:
    """Return the words of *language*, ``zh`` or ``en``, as patterns."""
    rows = load_words()[language]
    flat = {name: words for name, words in rows.items() if isinstance(words, list)}
    flat |= {f"unit_{name}": words for name, words in rows["units"].items()}
    classes = {name: _any_of(words, language) for name, words in flat.items()}
    named = [(name, classes[name]) for name in _ORDER if flat.get(name)]
    early = r"(?P<footnote>\[\d{1,3}(?:[,，-]\d{1,3})*\])|" + "|".join(
        f"(?P<{name}>{p})" for name, p in named if name in _EARLY
    )
    late = [f"(?P<{name}>{p})" for name, p in (*_SIGNS, *named) if name not in _EARLY]
    return Cues(
        language,
        _folding(language),
        classes,
        re.compile(early),
        re.compile("|".join(late)),
        _compile(_gate(classes)),
    )


_CONDITIONS = re.compile(r"\(\?[=!<][^()]*\)|[?*+\\()|^$]|\[[^\]]*\](?=[?*])")


def _any_of(words: list[str], language: str) -> str:
    # Of two words, the longer one first: 提及 before 提, whose conditions do not count.
    ordered = sorted(words, key=lambda word: len(_CONDITIONS.sub("", word)), reverse=True)
    if not ordered:
        return "(?!)"
    if language == "zh":
        return "(?:" + "|".join(ordered) + ")"
    return (
        r"(?:"
        + "|".join(w if w[0] in "'’&/%" else rf"(?<![\w-]){w}(?![\w])" for w in ordered)
        + ")"
    )


def _folding(language: str) -> dict[int, int]:
    if language == "en":
        upper = {c: c + 32 for c in range(ord("A"), ord("Z") + 1)}
        return upper | {ord("’"): ord("'")}
    return {
        ord(old): ord(new) for a, b in load_words()["fold"] for old, new in zip(a, b, strict=True)
    }


def _gate(classes: dict[str, str]) -> str:
    """Return a pattern without which a sentence has no claim."""
    names = ("says", "word", "often", "whole", "rank", "first", "zero", "lays_out", "strong")
    return "|".join(classes[name] for name in names)
