"""Every published figure, to the last digit its source prints."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML

from policytext.statistics import Contingency, Cooccurrence
from policytext.statistics.exact import odds_ratio_conditional
from policytext.statistics.significance import (
    chi_squared,
    chi_squared_yates,
    log_likelihood_dunning,
    p_from_chi_squared,
)
from policytext.statistics.weighting import TermCounts

ENTRIES = YAML(typ="safe").load(Path(__file__).with_name("reference_values.yaml"))


def frequency(inputs: dict[str, Any]) -> float:
    return float(sum(inputs["counts"]))


def carroll_um(score: float, inputs: dict[str, Any]) -> float:
    f = frequency(inputs)
    return f * score + (1 - score) * f / len(inputs["counts"])


def egbert(score: float, inputs: dict[str, Any]) -> float:
    occupied = [size for v, size in zip(inputs["counts"], inputs["sizes"], strict=True) if v]
    return score / (1 - min(occupied) / sum(inputs["sizes"]))


# What a source prints in place of the score, from the score.
DERIVED: dict[str, Callable[[Any, dict[str, Any]], Any]] = {
    "p_value": lambda score, inputs: p_from_chi_squared(score),
    "natural_logarithm": lambda score, inputs: score * np.log(2),
    "times_frequency": lambda score, inputs: score * frequency(inputs),
    "carroll_um": carroll_um,
    "egbert": egbert,
    "frequency_of_ald": lambda score, inputs: inputs["size"] * 10**-score,
    "frequency_of_awt": lambda score, inputs: inputs["size"] / (2 * score - 1),
    "repeat_rate": lambda score, inputs: score / 1e4 + 1 / len(arguments(inputs)["tokens"]),
    "per_case": lambda score, inputs: score / inputs["total"],
}


def arguments(inputs: dict[str, Any]) -> dict[str, Any]:
    """Make of the inputs what the formula takes."""
    if "target" in inputs:
        return {"table": Contingency(**inputs)}
    if "together" in inputs:
        return {"table": Cooccurrence(**inputs)}
    if "matrix" in inputs:
        return {"counts": TermCounts.from_matrix(**inputs)}
    if "spectrum" in inputs:
        counts = [count for count, types in inputs["spectrum"].items() for _ in range(types)]
        return {"tokens": [place for place, count in enumerate(counts) for _ in range(count)]}
    if "tokens" in inputs:
        return {"tokens": inputs["tokens"].split()}
    return inputs


def score_of(entry: dict[str, Any]) -> float:
    given = arguments(entry["inputs"])
    if entry["measure"] == "expected":
        result = np.array(given["table"].expected)
    else:
        module, function = entry["measure"].split(".")
        formula = getattr(import_module(f"policytext.statistics.{module}"), function)
        result = formula(**given, **entry.get("options", {}))
    if "pick" in entry:
        result = result[tuple(np.atleast_1d(entry["pick"]))]
    if "derive" in entry:
        result = DERIVED[entry["derive"]](result, entry["inputs"])
    return float(abs(result) if entry.get("absolute") else result)


def name_of(entry: dict[str, Any]) -> str:
    return f"{entry['measure']}={entry['published']}"


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_a_score_is_the_published_figure_to_its_last_digit(entry: dict[str, Any]) -> None:
    published = Decimal(entry["published"])
    half_a_unit = 0.5 * 10.0 ** int(published.as_tuple().exponent)
    # Sixteen printed digits ask more than a float can hold.
    allowed = max(half_a_unit * (1 + 1e-9), 1e-14)

    assert abs(score_of(entry) - float(published)) <= allowed, score_of(entry)


def test_every_figure_names_its_source_and_is_text_as_printed() -> None:
    for entry in ENTRIES:
        assert entry["source"], entry
        assert isinstance(entry["published"], str), entry


# d1 = a3 b2 c6 d1 e1 f1 g1 h2 and d2 = a2 b1 c2 d4 e1 f1 h1, of quanteda's tests of keyness.
D1 = Contingency([3, 2, 6, 1, 1, 1, 1, 2], [2, 1, 2, 4, 1, 1, 0, 1], 17, 12)
D2 = Contingency(D1.reference, D1.target, 12, 17)


def order(scores: np.ndarray) -> str:
    """The features from the highest score down, those of equal score by name."""
    return " ".join("abcdefgh"[place] for place in np.argsort(-scores.round(9), kind="stable"))


def test_the_order_by_log_likelihood_is_that_of_quanteda() -> None:
    assert order(log_likelihood_dunning(D1)) == "c g b h a e f d"
    assert order(log_likelihood_dunning(D2)) == "d e f a b h g c"


def test_the_order_by_the_odds_ratio_of_fishers_test_is_that_of_quanteda() -> None:
    assert order(odds_ratio_conditional(D1)) == "g c b h a e f d"
    assert order(odds_ratio_conditional(D2)) == "d e f a b h c g"


def test_the_default_order_of_quanteda_by_chi_squared_comes_of_correcting_some_words_only() -> None:
    """It corrects a word only if |ad - bc| >= N/2 and an expected count is below 5."""
    corrected = (np.abs(D1.surplus) >= 0.5) & (np.min(D1.expected, axis=0) < 5)
    by_quanteda = np.where(corrected, chi_squared_yates(D1), chi_squared(D1))

    assert order(by_quanteda) == "g c b h a e f d"
    assert order(chi_squared(D1)) == "c g b h a e f d"
