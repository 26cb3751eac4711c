"""Errors: what went wrong, where, and what to do next; each knows its exit code."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DONE = 0
DIFFERS = 1
USAGE = 2
UNREADABLE = 3
NOTHING_CHECKED = 4

_LISTED = 24  # names an error lists before it says how many more there are


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of an input: file, line, column, path inside the file, what, and what to do."""

    file: str
    line: int
    column: int
    path: str
    what: str

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        return f"{self.file}:{self.line}:{self.column}: {where}{self.what}"


class PolicytextError(Exception):
    """The base of every error a user can cause; the command line prints it as one message."""

    exit_code = USAGE


class UnknownNameError(PolicytextError):
    """A name that is in none of the known ones."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        self.what, self.name, self.known = what, name, tuple(known)
        listed = ", ".join(self.known[:_LISTED]) if self.known else "none"
        if len(self.known) > _LISTED:
            listed += f" and {len(self.known) - _LISTED} more"
        super().__init__(
            f"Unknown {what} {name!r}.{did_you_mean(name, self.known)} Known: {listed}."
        )


class FaultyInputError(PolicytextError):
    """A manifest, lexicon, claims or report file with faults, all of them together."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UnreadableError(PolicytextError):
    """An input that is unreadable, unsafe, or would lose text."""

    exit_code = UNREADABLE


class NothingCheckedError(PolicytextError):
    """A check that found nothing to check must not look like a success."""

    exit_code = NOTHING_CHECKED


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `` Did you mean 'x'?`` for the nearest known name, or nothing."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" Did you mean {near[0]!r}?" if near else ""
