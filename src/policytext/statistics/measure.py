"""A measure: a formula, with what a reader needs to know about its score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from policytext.statistics.arithmetic import Floats


@dataclass(frozen=True)
class Measure:
    """A named formula; calling the measure calls the formula.

    Attributes
    ----------
    name
        Its key in the ``MEASURES`` of its module.
    function
        The formula; all formulas of one ``MEASURES`` take the same arguments.
    higher_means
        The meaning of a higher score, as the end of the sentence "higher means ...".
    source
        Who defined it.
    unit
        The unit of the score; empty for a plain number.
    neutral
        The score where there is nothing to report (equal rates, independence, perfect
        evenness); None if the score has no such point.
    lowest_first
        Whether a ranking begins with the lowest score.
    p_value
        The p-value, from the same arguments; None if the score is not a test.
    """

    name: str
    function: Callable[..., Floats]
    higher_means: str
    source: str
    unit: str = ""
    neutral: float | None = None
    lowest_first: bool = False
    p_value: Callable[..., Floats] | None = None

    def __call__(self, *arguments: Any, **options: Any) -> Floats:
        """Score *arguments*."""
        return self.function(*arguments, **options)


def by_name(*measures: Measure) -> dict[str, Measure]:
    """Return the table of *measures*, keyed by name."""
    return {measure.name: measure for measure in measures}
