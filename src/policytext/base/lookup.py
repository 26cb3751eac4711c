"""Look up names in tables, with one message for every unknown name.

Tested in tests/base/test_errors.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from policytext.base.errors import PolicytextError, UnknownNameError

Entry = TypeVar("Entry")


def look_up(table: Mapping[str, Entry], name: str, what: str) -> Entry:
    """Return ``table[name]``; raise UnknownNameError, which says *what* the name should be."""
    try:
        return table[name]
    except KeyError:
        raise UnknownNameError(what, name, table) from None


def require_list(values: Iterable[Entry], what: str) -> tuple[Entry, ...]:
    """Return *values* as a tuple; raise for a string, which would be read letter by letter."""
    if isinstance(values, str | bytes):
        raise PolicytextError(
            f"{what} is the string {values!r}, which would be read letter by letter; "
            f"write [{_quote(values)}]."
        )
    return tuple(values)


def _quote(value: str | bytes) -> str:
    return repr(value) if isinstance(value, bytes) or '"' in value else f'"{value}"'
