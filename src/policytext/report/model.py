"""The report as a value: the texts chosen, the counts, the comparisons and the findings.

Tested in tests/report/test_publish.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from policytext.analyses.families import FamilyComparison
from policytext.articles.checking import CheckedArticle
from policytext.base.table import Table
from policytext.claims import Findings
from policytext.claims.explain import Explanation
from policytext.counting.concordance import ConcordanceLine, make_lines
from policytext.counting.lexicon import Lexicon
from policytext.counting.matches import Matches
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.report.cautions import Caution
from policytext.report.spec import ReportSpec

WINDOW = 24  # characters on each side of a hit, in every format
# All documents have charts of their own, or, of more than MOST_DRAWN, the first FEW_DRAWN.
MOST_DRAWN = 12
FEW_DRAWN = 6
DERIVED = "derived"  # the name of a lexicon that is made from the texts themselves
Progress = Callable[[str], None]


@dataclass(frozen=True)
class FamilyRate:
    """The rate of one family in one document; None where it is undefined."""

    count: int | None
    per_1000: float | None
    low: float | None
    high: float | None
    rank: int | None
    best_rank: int | None
    worst_rank: int | None
    convention: str


@dataclass(frozen=True)
class Report:
    """Everything that the renderers show, computed once.

    ``corpus`` has every text that was read; ``documents`` are the texts compared, in the chosen
    order; ``words`` has the matches of the characteristic words by document and word.
    """

    spec: ReportSpec
    corpus: Corpus
    documents: tuple[Document, ...]
    lexicon: Lexicon
    counts: FamilyComparison
    words: Mapping[tuple[str, str], Matches]
    findings: Findings
    explanations: Mapping[str, Explanation]
    articles: Mapping[str, CheckedArticle]
    tables: Mapping[str, Table]
    cautions: tuple[Caution, ...] = ()
    inputs: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def convention(self) -> str:
        """The ids of the conventions the families were counted under."""
        return self.counts.convention

    @cached_property
    def drawn(self) -> tuple[Document, ...]:
        """The documents that have charts of their own."""
        return choose_drawn(self.documents)

    @cached_property
    def others(self) -> tuple[Document, ...]:
        """The documents that a claim is about but that are not compared."""
        claims = [finding.claim for finding in self.findings]
        checked = [claim for article in self.articles.values() for claim in article.claims]
        claims += [claim.finding.claim for claim in checked if claim.finding]
        named = {name for claim in claims for name in claim.documents}
        named -= {document.id for document in self.documents}
        return tuple(document for document in self.corpus if document.id in named)

    @cached_property
    def matches(self) -> dict[tuple[str, str], Matches]:
        """The matches by document and family."""
        return {(found.document, found.family): found for found in self.counts.matches}

    @cached_property
    def rates(self) -> dict[tuple[str, str], FamilyRate]:
        """Count and rate by document and family."""
        names = FamilyRate.__dataclass_fields__
        return {
            (str(row["document"]), str(row["family"])): FamilyRate(**{n: row[n] for n in names})  # type: ignore[arg-type]
            for row in self.counts.records()
        }

    @property
    def hits(self) -> int:
        """The number of matches of all families in the documents compared."""
        return sum(len(found) for found in self.counts.matches)

    @cached_property
    def concordance(self) -> Table:
        """Every hit of every family with its context, as one table."""
        return self.list_hits()

    def list_hits(self, most: int | None = None) -> Table:
        """Return the first *most* lines of the concordance, or all lines."""
        rows = tuple(islice(self.lines(), most))
        return Table("Concordance", ConcordanceLine._fields, rows, self.convention)

    def lines(self) -> Iterator[ConcordanceLine]:
        """Yield every hit of every family with its context."""
        for document in self.documents:
            for family in self.lexicon.families:
                matches = self.matches[document.id, family.id]
                yield from make_lines(document, matches, window=WINDOW)


def choose_drawn(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    """Return the documents that have charts of their own: all, or the first few of many."""
    return documents if len(documents) <= MOST_DRAWN else documents[:FEW_DRAWN]
