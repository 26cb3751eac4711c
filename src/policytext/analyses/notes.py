"""Notes shared by the tables of several analyses.

Tested in tests/analyses/test_collocates.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from policytext.language.messages import Message, Values
from policytext.statistics.measure import Measure


def describe_score(measure: Measure, *, unit: str | None = None, variant: str = "") -> Message:
    """Return the note on the column ``score``: the measure, its source, unit and variant."""
    unit = measure.unit if unit is None else unit
    details = []
    if unit:
        details.append(Message("score_details.unit", unit=Message(f"score_units.{unit}")))
    if variant:
        details.append(Message(f"score_details.{variant}"))
    values: Values = {
        "measure": measure.name,
        "source": measure.source,
        "higher": Message(f"higher_means.{measure.higher_means}"),
    }
    if not details:
        return Message("table_notes.score", **values)
    return Message("table_notes.score_with", details=details, **values)


def name_units(units: Sequence[str]) -> Message:
    """Return the unit of a table's rates: ``characters``, ``words`` or both."""
    return Message(f"table_notes.unit_{units[0] if len(units) == 1 else 'both'}")
