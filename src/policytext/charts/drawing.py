"""What a drawing is made of and made under: marks, and settings of its own; no matplotlib yet.

Tested in tests/charts/test_contract.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

PAPER, HEADING = "paper", "heading"  # what a page leaves out of a chart: it has its own


class Mark(NamedTuple):
    """What a mark shows: a row of the table, and its exact value in words."""

    row: int
    tip: str


@contextmanager
def own_settings() -> Iterator[None]:
    """Draw with matplotlib's defaults, whatever the user has set, and leave the user's as found."""
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update({"svg.hashsalt": "policytext", "hatch.linewidth": 0.8})
        yield
