"""Errors keep their parts, and come back whole from other processes."""

from __future__ import annotations

import errno
import pickle

import pytest

from policytext.base.errors import (
    Fault,
    FaultyInputError,
    NothingCheckedError,
    PolicytextError,
    UnknownNameError,
    UnreadableError,
    UnwritableError,
)
from policytext.claims.published import UnreadableNumberError

ERRORS = [
    PolicytextError("what"),
    UnknownNameError("kind", "cuont", ("count", "share")),
    FaultyInputError([Fault("b", 1, 1, "", "late"), Fault("a", 2, 3, "x[0]", "early")]),
    UnreadableError("Byte 3"),
    UnwritableError("out.csv", OSError(errno.ENOSPC, "No space left on device")),
    NothingCheckedError("Nothing was checked."),
    UnreadableNumberError("viele"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_comes_back_whole_from_another_process(error: PolicytextError) -> None:
    back = pickle.loads(pickle.dumps(error))

    assert type(back) is type(error)
    assert str(back) == str(error) != ""
    assert (back.exit_code, back.__dict__) == (error.exit_code, error.__dict__)


def test_faults_are_sorted_by_file_and_line() -> None:
    assert str(ERRORS[2]) == "a:2:3: x[0]: early\nb:1:1: late"


def test_an_unknown_name_is_listed_with_at_most_two_dozen_known_ones() -> None:
    error = UnknownNameError("document", "x", [f"d{n}" for n in range(30)])

    assert str(error).endswith(", d22, d23 and 6 more.")


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOENT, "create the folder first"),
        (errno.EISDIR, "that is a folder; name a file"),
        (errno.EACCES, "choose a place you may write to"),
        (errno.ENOSPC, "free some space and run again"),
        (errno.EIO, "nothing was changed"),
    ],
)
def test_what_cannot_be_written_is_named_with_a_way_out(number: int, remedy: str) -> None:
    error = UnwritableError("out.csv", OSError(number, "why"))

    assert str(error) == f"out.csv: cannot be written (why); {remedy}."
