"""Look up names in tables, with one message for every unknown name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from policytext.base.errors import UnknownNameError

Entry = TypeVar("Entry")


def look_up(table: Mapping[str, Entry], name: str, what: str) -> Entry:
    """Return ``table[name]``; raise UnknownNameError, which says *what* the name should be."""
    try:
        return table[name]
    except KeyError:
        raise UnknownNameError(what, name, table) from None
