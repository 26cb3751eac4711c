"""Odd inputs, a million a target in ``make audit``: no exception that is not ours."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random

import pytest

from policytext.base.errors import PolicytextError
from tests.contracts.fuzz.targets import TARGETS

SHORT, LONG = 1_500, 1_000_000
SLOW = 5.0  # seconds of processor time that no small input may take


@pytest.mark.parametrize("name", TARGETS)
def test_odd_input_is_answered_or_refused(
    name: str, audit: bool, record_property: Callable[[str, object], None]
) -> None:
    target, runs = TARGETS[name], LONG if audit else SHORT
    begun, refused, slowest = time.process_time(), 0, 0.0
    for seed in range(runs):
        made = target.make(Random(f"{name} {seed}"))
        before = time.process_time()
        try:
            target.check(made)
        except PolicytextError:
            refused += 1
        except BaseException as error:
            raise AssertionError(f"{name}, seed {seed}: {error!r} on {made!r}") from error
        slowest = max(slowest, time.process_time() - before)
    taken = time.process_time() - begun
    figure = f"{runs:,} runs, {refused:,} refused, {taken:.0f} s, slowest {slowest:.2f} s"
    record_property("figure", f"{name}: {figure}")
    assert slowest < SLOW
    assert refused < runs
