"""Regular expressions that are compiled at their first use.

A class of all Han characters takes one to four milliseconds to compile, as long as a hundred small
patterns, and a command uses few of those that its modules define.
"""

from __future__ import annotations

import re
from typing import Any, cast


def compile_lazily(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as ``re.compile(pattern, flags)``, and is compiled at its first use.

    It has the methods and attributes of a pattern. The functions of `re` do not take it.
    """
    return cast("re.Pattern[str]", _LazyPattern(pattern, flags))


class _LazyPattern:
    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked for by `copy` and `pickle`
            raise AttributeError(name)
        value = getattr(re.compile(*self._given), name)
        setattr(self, name, value)  # from now on it is found without this method
        return value
