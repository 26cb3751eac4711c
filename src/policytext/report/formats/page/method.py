"""The method: how the numbers were made, and what is needed to reproduce them.

Tested in tests/report/formats/test_page.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from policytext import __version__
from policytext.analyses.thresholds import SMALL
from policytext.language.messages import Wording, say
from policytext.report.cautions import Caution
from policytext.report.formats.page.views import link_text
from policytext.report.model import Report


@dataclass(frozen=True)
class MethodPart:
    """A heading of the method and its text."""

    title: str
    says: str


def describe_method(report: Report, t: Wording) -> list[MethodPart]:
    """Return the method in the reader's language."""
    conventions = sorted({row.convention for row in report.rates.values()})
    values = {
        "conventions": t("separator").join(conventions),
        "tokens": report.tables["tfidf"].convention,
    }
    parts = ("convention", "rates", "tokens", "tfidf", "keyness", "robustness", "verdicts")
    return [MethodPart(t(f"method.{name}"), t(f"method.{name}_says", **values)) for name in parts]


def list_reproduction(report: Report) -> str:
    """Return the commands and the inputs, each with its sha256, as one block."""
    dfm = report.tables["tfidf"].convention
    lines = [
        f"policytext {__version__}",
        f"counts   {report.convention}",
        f"tokens   {dfm}",
        "",
        "policytext report",
        "policytext verify --evidence --format json",
        "",
        *(f"{digest}  {path}" for path, digest in report.inputs),
    ]
    return "\n".join(lines)


@dataclass(frozen=True)
class CautionView:
    """A warning as the page prints it."""

    key: str
    document: str
    kind: str
    says: str
    href: str


def view_cautions(report: Report, t: Wording, keys: dict[str, str]) -> list[CautionView]:
    """Return the warnings in the reader's language, with one for all small counts."""
    small = [caution for caution in report.cautions if caution.kind == "small"]
    views = [
        CautionView(
            keys.get(caution.document, ""),
            caution.document,
            t.get(f"warnings.{caution.kind}", caution.kind),
            _say(caution, t),
            "" if caution.start is None else link_text(caution.document, caution.start),
        )
        for caution in report.cautions
        if caution not in small
    ]
    return [*views, _view_small(small, t, keys)] if small else views


def _view_small(small: list[Caution], t: Wording, keys: dict[str, str]) -> CautionView:
    """Return one warning for the small counts of all documents."""
    counts = [
        t("warnings.small_of", key=keys.get(c.document, c.document), n=c.count) for c in small
    ]
    says = t("warnings.small_says", below=SMALL, listed=t("separator").join(counts))
    return CautionView("", "", t("warnings.small"), says, "")


def _say(caution: Caution, t: Wording) -> str:
    key, what = f"warnings.{caution.kind}_says", say(caution.what, t.language)
    return t(key, what=what) if t.get(key, "") else what
