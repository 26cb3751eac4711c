"""Weigh evidence: named features, a table of named weights, and plain addition.

The table is data (``weights.json``), fitted by ``tests/articles/fit.py`` on labelled passages.

Tested in tests/articles/test_labelled.py.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from math import exp
from pathlib import Path

Features = dict[str, float]


@cache
def load_weights() -> Mapping[str, Mapping[str, float]]:
    """Return the tables of weights, by the name of the decision."""
    text = Path(__file__).with_name("weights.json").read_text("utf-8")
    tables: dict[str, dict[str, float]] = json.loads(text)
    return tables


def weigh(decision: str, evidence: Mapping[str, float]) -> float:
    """Return the sum of the weights of *evidence*; what has no weight decides nothing."""
    table = load_weights().get(decision, {})
    return sum(table.get(name, 0.0) * value for name, value in evidence.items())


def likelihood(score: float) -> float:
    """Return a score as a number between 0 and 1."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def explain(decision: str, evidence: Mapping[str, float], most: int = 6) -> tuple[str, ...]:
    """Return the weightiest evidence, each with its weight."""
    table = load_weights().get(decision, {})
    parts = [(table.get(name, 0.0) * value, name) for name, value in evidence.items()]
    parts = sorted((p for p in parts if p[0]), key=lambda p: -abs(p[0]))[:most]
    return tuple(f"{weight:+.1f} {name}" for weight, name in parts)
