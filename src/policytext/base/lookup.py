"""Look names up in the tables of the open sets, with one wording for every unknown name.

Tested in tests/base/test_errors.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from policytext.base.errors import UnknownNameError

Entry = TypeVar("Entry")


def look_up(table: Mapping[str, Entry], name: str, what: str) -> Entry:
    """Return ``table[name]``; raise UnknownNameError, naming *what* it should have been."""
    try:
        return table[name]
    except KeyError:
        raise UnknownNameError(what, name, table) from None
