"""The texts of messages and reports: one catalogue per language, each in one file.

Tested in tests/language/test_messages.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from policytext.base.lookup import look_up
from policytext.language.messages.message import Message, Values, say

__all__ = ["LANGUAGES", "Message", "Values", "Wording", "load_section", "load_wording", "say"]

LANGUAGES = ("zh", "en")


class Wording:
    """The strings of one language: ``wording("cards.none")``, ``wording("n_texts", n=5)``.

    In a string with a bar, the singular is before it (used if ``n`` is 1), the plural after it.
    """

    def __init__(self, language: str, entries: dict[str, str]) -> None:
        self.language, self.entries = language, entries

    def __call__(self, key: str, /, **values: Any) -> str:
        """Return the string *key* with *values* filled in."""
        text = self._choose(key, values)
        return text.format(**{k: self.number(v) for k, v in values.items()}) if values else text

    def fill(self, key: str, values: Mapping[str, Any]) -> str:
        """Return the string *key* with *values* filled in, formatted only as the string says.

        A place such as ``{n:,}`` has a format of its own.
        """
        return self._choose(key, values).format_map(values)

    def _choose(self, key: str, values: Mapping[str, Any]) -> str:
        text = look_up(self.entries, key, "string")
        if "|" not in text:
            return text
        one, many = text.split("|", 1)
        return one if values.get("n") == 1 else many

    def get(self, key: str, default: str) -> str:
        """Return the string *key*, or *default* if there is none."""
        return self.entries.get(key, default)

    def number(self, value: Any, digits: int | None = None) -> str:
        """Write a number as the language does; an undefined one as a dash."""
        if value is None or value != value:
            return "–"
        if isinstance(value, bool) or not isinstance(value, int | float):
            return str(value)
        if not isinstance(value, float):
            return f"{value:,}"
        if digits is None and 0 < value < 0.05:
            return "<0.1"  # a value above 0 must not be shown as 0
        return f"{value:,.{1 if digits is None else digits}f}"

    def join(self, items: list[str]) -> str:
        """Join *items* as the language lists things."""
        if self.language == "zh":
            return "、".join(items)
        return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)

    def under(self, prefix: str) -> dict[str, str]:
        """Return the strings whose keys begin with *prefix* and a dot, without it."""
        start = prefix + "."
        return {k[len(start) :]: v for k, v in self.entries.items() if k.startswith(start)}


@lru_cache(maxsize=4)
def load_wording(language: str) -> Wording:
    """Return the catalogue of *language*."""
    return _parse(language, _read(language))


@lru_cache(maxsize=64)
def load_section(language: str, section: str) -> Wording:
    """Return one section of the catalogue of *language*: parsing all of it takes ten times longer.

    A section is a key at the margin with the lines indented below it.
    """
    found = re.search(rf"^{re.escape(section)}:\n(?: .*\n)+", _read(language), re.MULTILINE)
    return _parse(language, found[0] if found else "{}")


@lru_cache(maxsize=4)
def _read(language: str) -> str:
    look_up(dict.fromkeys(LANGUAGES), language, "language")
    return Path(__file__).with_name(f"{language}.yaml").read_text("utf-8")


def _parse(language: str, text: str) -> Wording:
    from policytext.base.yaml import parse_yaml  # not needed to make a message

    return Wording(language, dict(_flatten(parse_yaml(text, f"{language}.yaml").data)))


def _flatten(tree: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for key, value in tree.items():
        flat += (
            _flatten(value, f"{prefix}{key}.")
            if isinstance(value, dict)
            else [(prefix + key, str(value))]
        )
    return flat
