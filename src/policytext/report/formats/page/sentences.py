"""Sentences that describe a number or the results, made from the numbers.

Tested in tests/report/formats/test_page.py.
"""

from __future__ import annotations

from policytext.articles.checking import CheckedArticle
from policytext.claims import Findings, Verdict
from policytext.language.messages import Wording
from policytext.report.formats.page.views import CellView
from policytext.report.model import Report


def describe_cell(cell: CellView, t: Wording) -> str:
    """Return one count in words: family, document, count, rate, interval, rank, convention."""
    rate, unit = cell.rate, "words" if cell.document.document.is_english else "characters"
    said = t(
        "cell.count",
        family=cell.family.label,
        key=cell.document.key,
        title=cell.document.title,
        n=rate.count,
        rate=t.number(rate.per_1000, 2),
        unit=t(f"units.{unit}"),
    )
    if rate.low is not None and rate.high is not None:
        said += t("cell.interval", low=t.number(rate.low), high=t.number(rate.high))
    if rate.rank is not None:
        ranks = (rate.rank, rate.best_rank, rate.worst_rank)
        said += t("cell.rank", rank=ranks[0], best=ranks[1], worst=ranks[2])
    return f"{said}{t('cell.end')} {rate.convention}"


def write_deck(report: Report, t: Wording) -> str:
    """Return the sentence under the page's title: how much was read, and the verdicts."""
    said = t("deck.read", n=len(report.documents), families=len(report.lexicon), hits=report.hits)
    return said + (write_summary(report, t) if len(report.findings) else "")


def write_summary(report: Report, t: Wording) -> str:
    """Return how many published counts were checked, and their verdicts."""
    return t("cards.summary", n=len(report.findings), held=list_verdicts(report.findings, t))


def list_verdicts(judged: Findings | CheckedArticle, t: Wording) -> str:
    """Return the number of claims with each verdict; a verdict without claims is left out."""
    summary = dict(judged.summary)
    counts = [(verdict.value, summary[verdict.value]) for verdict in Verdict]
    return t("separator").join(t(f"cards.n_{name}", n=n) for name, n in counts if n)
