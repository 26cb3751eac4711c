"""The report as a value: what was chosen, counted, compared and found, each thing once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from policytext.claims import ClaimSet, Findings, verify_claims
from policytext.concordance import ConcordanceLine, make_line
from policytext.conventions import DEFAULT, Convention
from policytext.corpus import Corpus, Document
from policytext.counting import Matches
from policytext.dfm import build_dfm
from policytext.emphasis import SMALL, FamilyComparison, compare_families
from policytext.keywords import rank_tfidf
from policytext.lexicon import Lexicon
from policytext.manifest import Identifier
from policytext.segmenters import build_segmenter
from policytext.similarity import measure_similarity
from policytext.strict_yaml import YamlSource, read_yaml
from policytext.table import Cell, Table, make_table

Section = Literal[
    "findings", "emphasis", "documents", "tables", "concordance", "articles", "method", "warnings"
]
SECTIONS: tuple[Section, ...] = get_args(Section)
SPEC_NAME = "report.yaml"
WINDOW = 24  # characters on each side of a hit, in every format
TOP_TERMS = 20


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True, frozen=True)


class _Title(_Model):
    zh: str = ""
    en: str = ""


class ReportFile(_Model):
    """A report file."""

    title: _Title = Field(default_factory=_Title)
    documents: Annotated[list[Identifier] | None, Field(min_length=1)] = None
    lexicon: str | None = None
    claims: list[str] | None = None
    articles: list[Identifier] | None = None
    sections: Annotated[list[Section] | None, Field(min_length=1)] = None


@dataclass(frozen=True)
class ReportSpec:
    """What a report shows: documents in their order, lexicon, claims files, articles, sections.

    ``documents`` None means all of the corpus, ``articles`` None those that claims are quoted from.
    """

    titles: tuple[tuple[str, str], ...] = ()
    documents: tuple[str, ...] | None = None
    lexicon: Path | None = None
    claims: tuple[Path, ...] = ()
    articles: tuple[str, ...] | None = None
    sections: tuple[Section, ...] = SECTIONS
    inputs: tuple[tuple[str, str], ...] = ()

    def title(self, language: str) -> str:
        """Return the title in *language*, else in any there is, else nothing."""
        titles = dict(self.titles)
        return titles.get(language) or next(iter(titles.values()), "")


def load_spec(folder: Path) -> ReportSpec:
    """Read ``report.yaml`` of a texts folder; without one take everything the folder holds."""
    path = folder / SPEC_NAME
    if not path.exists():
        return ReportSpec(lexicon=_only_lexicon(folder), claims=_all_claims(folder))
    source = read_yaml(path)
    file = source.validate(ReportFile)
    spec = ReportSpec(
        titles=tuple((k, v) for k, v in (("zh", file.title.zh), ("en", file.title.en)) if v),
        documents=tuple(file.documents) if file.documents else None,
        lexicon=_inside(folder, source, ("lexicon",), file.lexicon) or _only_lexicon(folder),
        claims=_claims(folder, source, file),
        articles=None if file.articles is None else tuple(file.articles),
        sections=tuple(file.sections or SECTIONS),
        inputs=((SPEC_NAME, hashlib.sha256(path.read_bytes()).hexdigest()),),
    )
    source.raise_faults()
    return spec


def _only_lexicon(folder: Path) -> Path | None:
    return next(iter(sorted((folder / "lexicons").glob("*.yaml"))), None)


def _all_claims(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted((folder / "claims").glob("*.yaml")))


def _claims(folder: Path, source: YamlSource, file: ReportFile) -> tuple[Path, ...]:
    if file.claims is None:
        return _all_claims(folder)
    paths = (_inside(folder, source, ("claims", i), name) for i, name in enumerate(file.claims))
    return tuple(path for path in paths if path)


def _inside(
    folder: Path, source: YamlSource, place: tuple[str | int, ...], name: str | None
) -> Path | None:
    if name is None:
        return None
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        source.refuse(place, f"{name!r} leads out of the texts folder; name a path inside it")
    elif not path.is_file():
        source.refuse(place, f"{name!r} is no file of the texts folder; check the name")
    return path


@dataclass(frozen=True)
class Caution:
    """Something a reader must know before trusting a number: what kind, where, and what."""

    kind: str
    document: str
    what: str = ""
    numbers: tuple[tuple[str, Cell], ...] = ()


@dataclass(frozen=True)
class FamilyRate:
    """How much one document stresses one family; None where it is not defined."""

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
    """Everything the renderers show, computed once.

    ``corpus`` is all that was read, ``documents`` those compared, in the order chosen.
    """

    spec: ReportSpec
    corpus: Corpus
    documents: tuple[Document, ...]
    lexicon: Lexicon
    counts: FamilyComparison
    findings: Findings
    tables: Mapping[str, Table]
    cautions: tuple[Caution, ...] = ()
    convention: Convention = DEFAULT
    inputs: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @cached_property
    def matches(self) -> dict[tuple[str, str], Matches]:
        """The matches by document and family."""
        return {(found.document, found.family): found for found in self.counts.matches}

    @cached_property
    def rates(self) -> dict[tuple[str, str], FamilyRate]:
        """Count and rate by document and family."""
        names = FamilyRate.__dataclass_fields__
        return {
            (str(row["document"]), str(row["family"])): FamilyRate(*(row[n] for n in names))  # type: ignore[arg-type]
            for row in self.counts.records()
        }

    @property
    def hits(self) -> int:
        """The number of matches of all families in the documents compared."""
        return sum(len(found) for found in self.counts.matches)

    def lines(self) -> Iterator[ConcordanceLine]:
        """Yield every hit of every family with its context."""
        for document in self.documents:
            for family in self.lexicon.families:
                for match in self.matches[document.id, family.id]:
                    yield make_line(document, match, window=WINDOW)


Progress = Callable[[str], None]


def build_report(
    corpus: Corpus,
    spec: ReportSpec,
    lexicon: Lexicon,
    claims: ClaimSet | None = None,
    *,
    progress: Progress = lambda step: None,
) -> Report:
    """Count, compare and collect all that the report of *spec* shows; each thing once."""
    documents = tuple(corpus[name] for name in spec.documents or corpus.ids)
    chosen = corpus.select(tuple(document.id for document in documents))
    progress("findings")
    findings = verify_claims(corpus, claims or ClaimSet())
    progress("families")
    segmenter = build_segmenter(DEFAULT.segmenter, user_words=lexicon.words())
    counts = compare_families(chosen, lexicon, segmenter=segmenter)
    progress("terms")
    dfm = build_dfm(chosen, segmenter=segmenter)
    tables = {
        "findings": findings.to_table(),
        "families": _in_order(counts, documents),
        "robustness": counts.robustness,
        "terms": _list_terms(counts.matches, documents, counts.convention),
        "tfidf": _in_order(rank_tfidf(dfm, top=TOP_TERMS), documents),
        "similarity": measure_similarity(dfm),
        "documents": list_documents(documents),
        "dropped": list_dropped(documents),
    }
    return Report(
        spec=spec,
        corpus=corpus,
        documents=documents,
        lexicon=lexicon,
        counts=counts,
        findings=findings,
        tables=tables,
        cautions=tuple(find_cautions(documents, counts.matches)),
        inputs=_list_inputs(corpus, spec, lexicon, findings),
    )


def _list_inputs(
    corpus: Corpus, spec: ReportSpec, lexicon: Lexicon, findings: Findings
) -> tuple[tuple[str, str], ...]:
    """Return every file read, once; the same file may be named from two places."""
    inputs = (*corpus.located_inputs, *spec.inputs, *lexicon.inputs, *findings.inputs)
    return tuple(dict.fromkeys(inputs))


def _in_order(table: Table, documents: tuple[Document, ...]) -> Table:
    """Return the table with its rows in the order of the documents."""
    place = {document.id: index for index, document in enumerate(documents)}
    column = table.columns.index("document")
    rows = tuple(sorted(table.rows, key=lambda row: place[str(row[column])]))
    return Table(table.title, table.columns, rows, table.convention, table.notes)


def _list_terms(
    matches: tuple[Matches, ...], documents: tuple[Document, ...], convention: str
) -> Table:
    place = {document.id: index for index, document in enumerate(documents)}
    records: list[dict[str, Cell]] = [
        {
            "document": found.document,
            "family": found.family,
            "term": term,
            "count": count,
            "convention": found.convention.id,
        }
        for found in sorted(matches, key=lambda found: place[found.document])
        for term, count in found.by_term.items()
    ]
    columns = ("document", "family", "term", "count", "convention")
    return make_table("Terms", records, columns, convention=convention)


def list_documents(documents: tuple[Document, ...]) -> Table:
    """Return what the manifest says of each document, and its size."""
    fields = ("title", "issuer", "issued", "edition", "language", "role", "completeness")
    records: list[dict[str, Cell]] = [
        {
            "document": document.id,
            **{name: getattr(document.metadata, name) for name in fields},
            "characters": document.length,
            "paragraphs": len(document.paragraphs),
        }
        for document in documents
    ]
    return make_table("Documents", records, ("document", *fields, "characters", "paragraphs"))


def list_dropped(documents: tuple[Document, ...]) -> Table:
    """Return, by document and reason, the bytes of the capture that are not text here."""
    records: list[dict[str, Cell]] = []
    for document in documents:
        size = document.capture.size if document.capture else 0
        total: dict[str, list[int]] = {}
        for start, end, reason in document.dropped:
            total.setdefault(reason, []).append(end - start)
        kept = size - sum(sum(lengths) for lengths in total.values())
        rows = [("kept", kept, 1), *((r, sum(n), len(n)) for r, n in sorted(total.items()))]
        for reason, count, stretches in rows:
            share = count / size if size else None
            records.append(
                {
                    "document": document.id,
                    "reason": reason,
                    "bytes": count,
                    "share": share,
                    "stretches": stretches if reason != "kept" else None,
                }
            )
    columns = ("document", "reason", "bytes", "share", "stretches")
    return make_table("What became of the captures", records, columns)


def find_cautions(
    documents: tuple[Document, ...], matches: tuple[Matches, ...]
) -> Iterator[Caution]:
    """Yield what weakens the numbers: damage, partial texts, captured notes, small counts."""
    for document in documents:
        for damage in document.damage:
            yield Caution("damage", document.id, damage.what)
        if document.metadata.completeness == "partial":
            yield Caution("partial", document.id, document.metadata.edition)
        for region in document.regions:
            if not region.found:
                yield Caution("headline", document.id, document.text[region.start : region.end])
        own = [found for found in matches if found.document == document.id]
        small = sum(0 < len(found) < SMALL for found in own)
        if small:
            numbers = (("n", small), ("below", SMALL))
            yield Caution("small", document.id, numbers=numbers)
