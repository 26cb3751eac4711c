"""Texts of charts from the message catalogues, and numbers as text.

Tested in tests/charts/test_parts.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from policytext.language.messages import load_wording

Language = Literal["zh", "en"]
Names = Mapping[str, str] | None

_HAN = re.compile(r"[\u3400-\u9fff]")
_SOME = 4  # names a sentence lists before it only counts the others


def say(language: Language, key: str, /, **values: Any) -> str:
    """Return the message *key* of charts in *language*, with *values* in their places."""
    return load_wording(language)(f"charts.{key}", **values)


def format_rate(value: float | None) -> str:
    """Write a rate to one decimal; a rate above 0 is never written as 0."""
    if not value:
        return "–" if value is None else "0"
    return "<0.1" if value < 0.05 else f"{value:.1f}"


def format_exact(value: float | None) -> str:
    """Write a number to two decimals."""
    return "–" if value is None else f"{value:.2f}"


def format_signed(value: float | None) -> str:
    """Write a number with its sign, to one decimal."""
    return "–" if value is None else f"{value:+.1f}".replace("-", "−")


def quote_document(name: str, language: Language) -> str:
    """Write a document's title as *language* does."""
    if not _HAN.search(name):
        return name
    if language == "en":
        return f"“{name}”"
    # A title inside a title has single marks.
    return f"《{name.replace('《', '〈').replace('》', '〉')}》"


def quote_term(name: str) -> str:
    """Write a term or family in quotation marks."""
    return f"“{name}”"


def join_names(names: Sequence[str], language: Language) -> str:
    """Join *names* into a list; a long list ends with a number."""
    if language == "zh":
        # Between quotation or title marks a Chinese enumeration has no comma.
        comma = "" if all(name.endswith(("”", "》")) for name in names) else "、"
        joined = comma.join(names[:_SOME])
        return say(language, "names_more", names=joined, n=len(names)) if names[_SOME:] else joined
    if len(names) > _SOME:
        return say(language, "names_more", names=", ".join(names[:_SOME]), n=len(names) - _SOME)
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def say_nothing(language: Language) -> str:
    """Return the message that no term occurs."""
    return say(language, "nothing")


def name_in_unit(name: str, unit: str | None, language: Language) -> str:
    """Return *name* with the language of the texts that are measured in *unit*."""
    return say(language, "in_english" if unit == "words" else "in_chinese", name=name)
