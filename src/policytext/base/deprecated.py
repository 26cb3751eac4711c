"""Keep old names working for one release, with a warning that gives the new name."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Returned = TypeVar("Returned")


def warn_of_old_name(old: str, new: str, *, stacklevel: int = 3) -> None:
    """Warn that *old* is now called *new*."""
    warnings.warn(f"{old} is now called {new}", DeprecationWarning, stacklevel=stacklevel)


def accept_old_keyword(
    old: str, new: str
) -> Callable[[Callable[Parameters, Returned]], Callable[Parameters, Returned]]:
    """Return a decorator that accepts the keyword *old* in place of *new*, with a warning."""

    def decorate(function: Callable[Parameters, Returned]) -> Callable[Parameters, Returned]:
        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Returned:
            if old in kwargs:
                warn_of_old_name(f"{function.__name__}({old}=)", f"{new}=")
                kwargs[new] = kwargs.pop(old)
            return function(*args, **kwargs)

        return call

    return decorate
