"""The method: how the numbers were made, and all one needs to make them again."""

from __future__ import annotations

from dataclasses import dataclass

from policytext import __version__
from policytext.renderers.wording import Wording
from policytext.report import Report


@dataclass(frozen=True)
class MethodPart:
    """A heading of the method and its sentences."""

    title: str
    sentences: list[str]


def describe_method(report: Report, t: Wording) -> list[MethodPart]:
    """Return the method in the reader's language."""
    conventions = sorted({row.convention for row in report.rates.values()})
    return [
        MethodPart(
            t(f"method.{name}"), [t(f"method.{name}_says", conventions=", ".join(conventions))]
        )
        for name in (
            "convention",
            "rates",
            "tokens",
            "tfidf",
            "similarity",
            "robustness",
            "verdicts",
        )
    ]


def list_reproduction(report: Report) -> str:
    """Return the commands and the inputs, each with its sha256, as one block."""
    dfm = report.tables["tfidf"].convention
    lines = [
        f"policytext {__version__}",
        f"counts   {report.convention.id}",
        f"tokens   {dfm}",
        "",
        "policytext report",
        "policytext verify --evidence --format json",
        "",
        *(f"{digest}  {path}" for path, digest in report.inputs),
    ]
    return "\n".join(lines)
