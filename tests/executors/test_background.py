"""A second process gives what this one would have made, whatever becomes of it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import active_children
from pathlib import Path

import pytest

from policytext.executors import Ask, do_later, work_beside


def _pair_with_process(value: str) -> tuple[str, int]:
    return value, os.getpid()


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + 30
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.01)


def _say_begun_and_wait(begun: Path, go: Path) -> int:
    begun.touch()
    _wait_for(go)
    return os.getpid()


def _fail() -> None:
    raise LookupError("no such thing")


def _end_process(own: int) -> str:
    if os.getpid() != own:
        os._exit(1)
    return "done here"


@contextmanager
def _nobody() -> Iterator[Ask]:
    yield do_later


@pytest.mark.parametrize("opened", [work_beside, _nobody])
def test_what_is_asked_for_is_the_same_from_either(opened: Callable[[], object]) -> None:
    with opened() as ask:  # type: ignore[attr-defined]
        later = [ask(_pair_with_process, letter) for letter in "abcdefgh"]
        assert [get()[0] for get in later] == list("abcdefgh")


def test_what_is_begun_is_done_beside_and_what_still_waits_is_done_here(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with work_beside() as ask:
        first = ask(_say_begun_and_wait, tmp_path / "begun", tmp_path / "go")
        *_, last = [ask(_pair_with_process, str(number)) for number in range(50)]
        _wait_for(tmp_path / "begun")
        assert last() == ("49", os.getpid())
        (tmp_path / "go").touch()
        assert first() != os.getpid()


def test_with_one_processor_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    before = active_children()
    with work_beside() as ask:
        assert ask(_pair_with_process, "a")() == ("a", os.getpid())
        assert active_children() == before


def test_an_error_comes_out_as_itself_and_no_process_stays() -> None:
    before = active_children()
    with pytest.raises(LookupError, match="no such thing"), work_beside() as ask:
        ask(_fail)()
    assert active_children() == before


def test_what_a_lost_process_was_asked_for_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with work_beside() as ask:
        later = [ask(_end_process, os.getpid()) for _ in range(3)]
        assert [get() for get in later] == ["done here"] * 3
        assert ask(_pair_with_process, "a")() == ("a", os.getpid())
