"""A second process gives what this one would have made, whatever becomes of it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import active_children
from pathlib import Path

import pytest

from policytext.executors import Run, load_modules, run_here, second_process


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


def _fail(number: int) -> None:
    raise LookupError("no such thing")


def _end_process(own: int) -> str:
    if os.getpid() != own:
        os._exit(1)
    return "done here"


@contextmanager
def _nobody() -> Iterator[Run]:
    yield run_here


@pytest.mark.parametrize("opened", [second_process, _nobody])
def test_results_are_the_same_and_in_order_from_either(opened: Callable[[], object]) -> None:
    with opened() as run:  # type: ignore[attr-defined]
        assert [letter for letter, _ in run(_pair_with_process, "abcdefgh")] == list("abcdefgh")


def test_a_job_that_has_begun_runs_there_and_jobs_that_wait_run_here(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with second_process() as run:
        first = run(_say_begun_and_wait, [tmp_path / "begun"], [tmp_path / "go"])
        rest = run(_pair_with_process, map(str, range(50)))
        _wait_for(tmp_path / "begun")
        (tmp_path / "go").touch()
        here = [process for _, process in rest].count(os.getpid())
        assert next(first) != os.getpid()
    assert here > 0


def test_jobs_begin_before_their_results_are_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with second_process() as run:
        first = run(_say_begun_and_wait, [tmp_path / "begun"], [tmp_path / "go"])
        _wait_for(tmp_path / "begun")
        assert (tmp_path / "begun").exists()
        (tmp_path / "go").touch()
        assert next(first) != os.getpid()


def test_with_one_processor_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    before = active_children()
    with second_process() as run:
        assert list(run(_pair_with_process, "a")) == [("a", os.getpid())]
        assert active_children() == before


def test_an_error_comes_out_as_itself_and_no_process_stays() -> None:
    before = active_children()
    with pytest.raises(LookupError, match="no such thing"), second_process() as run:
        list(run(_fail, [1]))
    assert active_children() == before


def test_jobs_of_a_lost_process_run_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with second_process() as run:
        assert list(run(_end_process, [os.getpid()] * 3)) == ["done here"] * 3
        assert list(run(_pair_with_process, "a")) == [("a", os.getpid())]


def test_a_result_that_nobody_takes_ends_with_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    before = active_children()
    with second_process() as run:
        run(load_modules, [["json", "no_such_module"]])
    assert active_children() == before
