"""Findings: the verdict on a claim with its recount, and all findings together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from policytext.base.table import Result, Table, make_table
from policytext.claims.evidence import list_evidence
from policytext.claims.model import Claim, Origin, Place, Verdict
from policytext.claims.recount import Measurement, Number, without_collecting
from policytext.documents.corpus import Corpus
from policytext.language.messages import Message


@dataclass(frozen=True)
class Finding:
    """A claim with its verdict, the reason in one line, and the recount with all its matches.

    The reason and the notes are messages: ``str()`` gives English, ``in_language`` other languages.
    ``given`` is the claim as it is in its file, None if it was not read from a file.
    """

    claim: Claim
    verdict: Verdict
    reason: Message
    measurement: Measurement | None = None
    notes: tuple[Message, ...] = ()
    place: Place | None = None
    given: Mapping[str, Any] | None = field(default=None, repr=False, compare=False)

    @property
    def as_expected(self) -> bool:
        """Whether the verdict is the one the claim expects."""
        return self.verdict is self.claim.expect

    @property
    def recounted(self) -> Number | None:
        """The recounted number; None if there is none or it is undefined."""
        return self.measurement.value if self.measurement else None

    @property
    def doubts(self) -> tuple[str, ...]:
        """The codes of the reasons for which the claim is unverifiable; none where it is not."""
        why = self.reason.value("why") if self.verdict is Verdict.unverifiable else None
        said = why if isinstance(why, tuple) else (why,)
        codes = [each.code.partition(".")[2] for each in said if isinstance(each, Message)]
        return tuple(dict.fromkeys(codes))

    @property
    def convention(self) -> str:
        """The id of the convention of the recount, or of the claim if nothing was recounted."""
        if self.measurement is None or self.claim.counted:
            return self.claim.convention_id
        return self.measurement.convention

    @property
    def by_term(self) -> dict[str, int]:
        """The number of matches of each term."""
        return self.measurement.by_term if self.measurement else {}

    def at(self, origin: Origin | None) -> Finding:
        """Return the finding with the place of its claim, and the claim as it is there."""
        return replace(self, place=origin.place, given=origin.given) if origin else self


@dataclass(frozen=True, repr=False)
class Findings(Result):
    """All findings in the order of their claims.

    ``inputs`` are the files read, each with its sha256; ``segmenters`` are the fingerprints of the
    segmenters used; ``corpus`` maps every match back to the bytes of a capture.
    """

    findings: tuple[Finding, ...]
    inputs: tuple[tuple[str, str], ...] = ()
    segmenters: tuple[tuple[str, str], ...] = ()
    corpus: Corpus = field(default_factory=Corpus, repr=False, compare=False)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __repr__(self) -> str:
        unexpected = [f"{f.claim.id} ({f.reason})" for f in self.findings if not f.as_expected]
        if not self.findings:
            return "<no findings: nothing was checked>"
        said = f"not as expected: {'; '.join(unexpected)}" if unexpected else "all as expected"
        return f"<{len(self.findings)} findings, {said}>"

    @property
    def as_expected(self) -> bool:
        """Whether every verdict is the one its claim expects; False without any finding."""
        return bool(self.findings) and all(finding.as_expected for finding in self.findings)

    @property
    def summary(self) -> dict[str, int]:
        """The number of claims, of each verdict, and of verdicts that are as expected."""
        counts = Counter(finding.verdict for finding in self.findings)
        return {
            "claims": len(self.findings),
            **{verdict.value: counts[verdict] for verdict in Verdict},
            "as_expected": sum(finding.as_expected for finding in self.findings),
        }

    def list_evidence(self) -> list[list[dict[str, Any]]]:
        """Return, for each finding, a record of every match behind its number.

        A record contains the start and end of the match, in characters of the text and in bytes of
        the capture, and the text before and after it.
        """
        with without_collecting():
            return [
                list_evidence(finding.measurement, self.corpus) if finding.measurement else []
                for finding in self.findings
            ]

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``verify --format json`` prints without ``--evidence``."""
        from policytext.claims.formats.json_object import describe

        return describe(self)

    def to_table(self, language: str = "en") -> Table:
        """Return the findings as a table, one row per claim; the reasons are in *language*."""
        columns = ("id", "document", "kind", "verdict", "expected", "published", "recounted",
                   "convention", "reason")  # fmt: skip
        records = [
            {
                "id": finding.claim.id,
                "document": finding.claim.document,
                "kind": finding.claim.kind,
                "verdict": finding.verdict.value,
                "expected": finding.claim.expect.value,
                "published": finding.claim.published,
                "recounted": plain_number(finding.recounted),
                "convention": finding.convention,
                "reason": finding.reason.in_language(language),
            }
            for finding in self.findings
        ]
        return make_table("Findings", records, columns)


def plain_number(value: Number | None) -> int | float | None:
    """Return *value* as a JSON number: an int if it is whole, else a float."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value.denominator == 1 else float(value)


def format_number(value: Number) -> str:
    """Format a recount: whole numbers in full, others to four significant digits."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.4g}"
