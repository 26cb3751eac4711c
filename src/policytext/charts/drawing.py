"""Marks and settings of charts; importing them does not load matplotlib.

Tested in tests/charts/test_contract.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

PAPER, HEADING = "paper", "heading"  # shapes that a page leaves out, because it has its own


class Mark(NamedTuple):
    """The row of the table that a mark shows, and its exact value as a tooltip."""

    row: int
    tip: str


@contextmanager
def own_settings() -> Iterator[None]:
    """Draw with matplotlib's defaults, and restore the user's settings afterwards."""
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update({"svg.hashsalt": "policytext", "hatch.linewidth": 0.8})
        yield
