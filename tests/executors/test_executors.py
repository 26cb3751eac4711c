"""What holds of every executor: the results of the chunks, in their order."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from policytext.base.errors import PolicytextError, UnknownNameError
from policytext.executors import EXECUTORS, Execution, cut_into_chunks


@pytest.mark.parametrize("name", EXECUTORS)
def test_every_executor_gives_the_results_in_order(name: str) -> None:
    chunks = list(cut_into_chunks([5, 3, 1, 4, 1, 5, 9, 2, 6], 2))

    assert list(Execution(name, workers=2).run(sum, chunks)) == [8, 5, 6, 11, 6]


@pytest.mark.parametrize("name", EXECUTORS)
def test_no_chunk_gives_no_result(name: str) -> None:
    assert list(Execution(name, workers=1).run(sum, [])) == []


@pytest.mark.parametrize("name", EXECUTORS)
def test_an_error_of_a_chunk_is_the_callers(name: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(Execution(name, workers=1).run(int, ["1", "一"]))


def test_processes_are_as_many_as_asked_for_and_this_one_is_among_them() -> None:
    ask = "__import__('time').sleep(0.05) or __import__('os').getpid()"

    assert set(Execution("processes", workers=1).run(eval, [ask] * 3)) == {os.getpid()}
    asked = set(Execution("processes", workers=2).run(eval, [ask] * 99))
    assert os.getpid() in asked
    assert len(asked) == 2


def test_of_two_errors_the_one_of_the_earlier_chunk_is_raised() -> None:
    chunks = ["__import__('time').sleep(0.5) or 1 / 0", "2", "int('一')", "int('一')"]

    with pytest.raises(ZeroDivisionError):
        list(Execution("processes", workers=2).run(eval, chunks))


def test_chunks_end_where_they_weigh_enough() -> None:
    chunks = cut_into_chunks("abcdefg", 3, weigh="abcdefg".index, heaviest=4)

    assert ["".join(chunk) for chunk in chunks] == ["abc", "de", "f", "g"]


def test_processes_prepare_before_the_chunks_are_known(tmp_path: Path) -> None:
    ready = tmp_path / "ready"

    def wait_for_it() -> Iterator[str]:
        deadline = time.monotonic() + 30
        while not ready.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        yield str(ready.exists())

    prepare = partial(ready.touch)
    assert list(Execution("processes", 2).run(str, wait_for_it(), prepare=prepare)) == ["True"]


def test_a_single_chunk_is_done_here() -> None:
    ask = "__import__('os').getpid()"

    assert list(Execution("processes", workers=2).run(eval, [ask])) == [os.getpid()]


def test_the_numeric_libraries_of_other_processes_have_one_thread_and_ours_what_they_had(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    names = "'OPENBLAS_NUM_THREADS', 'OMP_NUM_THREADS'"
    ask = f"__import__('time').sleep(0.05) or tuple(map(__import__('os').environ.get, ({names})))"
    asked = set(Execution("processes", workers=2).run(eval, [ask] * 99))

    assert asked == {("1", "3"), (None, "3")}
    assert "OPENBLAS_NUM_THREADS" not in os.environ


def test_an_unknown_executor_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'processes'"):
        Execution("process").run(sum, [])


def test_a_scheduler_that_does_not_answer_is_one_clear_message() -> None:
    with pytest.raises(PolicytextError, match="No dask scheduler answers"):
        list(Execution("dask", scheduler="tcp://127.0.0.1:9").run(sum, [[1]]))
