"""Errors say what went wrong, where, and what to do next; each has an exit code."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DONE = 0
DIFFERS = 1
USAGE = 2
UNREADABLE = 3
NOTHING_CHECKED = 4

_LISTED = 24  # known names that an error lists; the rest are only counted


@dataclass(frozen=True, order=True)
class Fault:
    """One fault in an input: file, line, column, path inside the file, what, and what to do."""

    file: str
    line: int
    column: int
    path: str
    what: str

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        return f"{self.file}:{self.line}:{self.column}: {where}{self.what}"


class InputWarning(UserWarning):
    """An input that is left out; the command line prints it as one line."""


class PolicytextError(Exception):
    """Base class of errors a user can cause; the command line prints each as one message."""

    exit_code = USAGE

    def __reduce__(self) -> tuple[Any, ...]:
        """Support pickling between processes, whatever arguments ``__init__`` takes."""
        return _restore, (type(self), self.args, self.__dict__)


def _restore(
    kind: type[PolicytextError], args: tuple[Any, ...], state: dict[str, Any]
) -> PolicytextError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class UnknownNameError(PolicytextError):
    """A name that is not one of the known names."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        self.what, self.name, self.known = what, name, tuple(known)
        listed = ", ".join(self.known[:_LISTED]) if self.known else "none"
        if len(self.known) > _LISTED:
            listed += f" and {len(self.known) - _LISTED} more"
        super().__init__(
            f"Unknown {what} {name!r}.{did_you_mean(name, self.known)} Known: {listed}."
        )


class FaultyInputError(PolicytextError):
    """A manifest, lexicon, claims or report file with faults, all reported together."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UnreadableError(PolicytextError):
    """An input that is unreadable or unsafe, or that would lose text."""

    exit_code = UNREADABLE


_REMEDIES = {
    errno.ENOENT: "create the folder first",
    errno.ENOTDIR: "name a path inside a folder",
    errno.EISDIR: "that is a folder; name a file",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.EACCES: "choose a place you may write to",
    errno.EPERM: "choose a place you may write to",
    errno.EROFS: "choose a place you may write to",
    errno.ENOSPC: "free some space and run again",
    errno.EFBIG: "free some space and run again",
    errno.EDQUOT: "free some space and run again",
}


class UnwritableError(PolicytextError, OSError):
    """An output that could not be written; an existing file is left unchanged."""

    exit_code = UNREADABLE

    def __init__(self, path: Path | str, error: OSError) -> None:
        remedy = _REMEDIES.get(error.errno or 0, "nothing was changed")
        super().__init__(f"{path}: cannot be written ({error.strerror or error}); {remedy}.")


class NothingCheckedError(PolicytextError):
    """Raised when there is nothing to check, so that this does not look like a success."""

    exit_code = NOTHING_CHECKED


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `` Did you mean 'x'?`` for the nearest known name, or nothing."""
    near = find_nearest(name, known)
    return f" Did you mean {near!r}?" if near else ""


def find_nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most similar to *name*; None if none is similar."""
    import difflib  # takes two milliseconds to load, and is used in messages only

    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)), None)
