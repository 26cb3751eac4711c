"""The report as a value: what was chosen, counted, compared and found, each thing once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from policytext.cautions import Caution, find_cautions, list_dropped
from policytext.claims import ClaimSet, Finding, Findings, Verdict, verify_claims
from policytext.claims.desk import Desk
from policytext.claims.explaining import Explanation, explain_at
from policytext.concordance import ConcordanceLine, make_lines
from policytext.conventions import DEFAULT, Convention
from policytext.corpus import Corpus, Document
from policytext.counting import Matches, convention_for, match_families
from policytext.dfm import Dfm, build_dfm, select_content, trim_dfm
from policytext.emphasis import FamilyComparison, compare_families
from policytext.errors import UnknownNameError
from policytext.extraction.checking import CheckedArticle, check_article
from policytext.lexicon import Family, Lexicon
from policytext.report_spec import ReportSpec
from policytext.scaling import Ask, do_later
from policytext.segmenters import build_segmenter
from policytext.table import Cell, Table, make_table
from policytext.telling import compare_words, prepare
from policytext.tokens import CutOnce

WINDOW = 24  # characters on each side of a hit, in every format
MOST_DRAWN = 12  # documents that get charts of their own; of more than these, the first few
FEW_DRAWN = 6
DERIVED = "derived"  # the name of a lexicon that was made of the texts themselves
_DERIVED_FAMILIES = 18

Progress = Callable[[str], None]


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

    ``corpus`` is all that was read; ``documents`` are those compared, in the order chosen;
    ``words`` are the matches of the words that tell documents apart, by document and word.
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
    convention: Convention = DEFAULT
    inputs: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @cached_property
    def drawn(self) -> tuple[Document, ...]:
        """The documents that get charts of their own."""
        return choose_drawn(self.documents)

    @cached_property
    def others(self) -> tuple[Document, ...]:
        """The documents that are not compared, but that a claim is about."""
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
        """Return the first hits of the concordance, at *most* so many; or all."""
        rows = tuple(islice(self.lines(), most))
        return Table("Concordance", ConcordanceLine._fields, rows, self.convention.id)

    def lines(self) -> Iterator[ConcordanceLine]:
        """Yield every hit of every family with its context."""
        for document in self.documents:
            for family in self.lexicon.families:
                matches = self.matches[document.id, family.id]
                yield from make_lines(document, matches, window=WINDOW)


def build_report(
    corpus: Corpus,
    spec: ReportSpec,
    lexicon: Lexicon | None = None,
    claims: ClaimSet | None = None,
    *,
    progress: Progress = lambda step: None,
    ask: Ask = do_later,
) -> Report:
    """Count, compare and collect all that the report of *spec* shows; each thing once.

    Without a *lexicon* the families are the words that most of the texts use most. What can be
    done beside the rest is asked of *ask*.
    """
    documents = choose_documents(corpus, spec)
    chosen = corpus.select(list_ids(documents))
    progress("findings")
    findings = _verify(corpus, claims or ClaimSet())
    ask(prepare)
    progress("terms")
    # The words of a lexicon make a segmenter of their own; without, all cut alike.
    cutting = None if lexicon else CutOnce(build_segmenter(DEFAULT.segmenter))
    dfm = build_dfm(chosen, lexicon=lexicon, segmenter=cutting)
    content = select_content(dfm)  # once for all, who would each select it again
    lexicon = lexicon or derive_lexicon(content)
    progress("families")
    compared = ask(compare_words, content, list_ids(choose_drawn(documents)))
    counts = compare_families(chosen, lexicon, segmenter=cutting)
    words = compared()
    progress("articles")
    articles = check_articles(corpus, findings, spec, lexicon)
    return Report(
        spec=spec,
        corpus=corpus,
        documents=documents,
        lexicon=lexicon,
        counts=counts,
        words=_match_words(choose_drawn(documents), words, lexicon),
        findings=findings,
        explanations=_explain(findings, lexicon),
        articles=articles,
        tables=_collect_tables(documents, counts, findings, words, articles),
        cautions=tuple(find_cautions(documents, counts.matches)),
        inputs=_list_inputs(corpus, spec, lexicon, findings),
    )


def choose_documents(corpus: Corpus, spec: ReportSpec) -> tuple[Document, ...]:
    """Return the documents to compare, in the order of the report file."""
    for name in (*(spec.documents or ()), *(spec.articles or ())):
        if name not in corpus:
            raise UnknownNameError("document in report.yaml", name, corpus.ids)
    return tuple(corpus[name] for name in spec.documents or corpus.ids)


def choose_drawn(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    """Return the documents to draw one by one: all, or of very many the first few."""
    return documents if len(documents) <= MOST_DRAWN else documents[:FEW_DRAWN]


def derive_lexicon(content: Dfm) -> Lexicon:
    """Return a lexicon of the words that most of the documents use most, a family each."""
    shared = trim_dfm(content, min_documents=(len(content.documents) + 1) // 2)
    counts = zip((-shared.frequencies()).tolist(), shared.features, strict=True)
    words = [word for _, word in sorted(counts) if len(word) > 1][:_DERIVED_FAMILIES]
    language = "en" if set(content.languages) == {"en"} else "zh"
    families = tuple(
        Family(f"word-{number:02d}", ((language, word),), ((language, (word,)),))
        for number, word in enumerate(words, start=1)
    )
    return Lexicon(DERIVED, families)


def list_ids(documents: tuple[Document, ...]) -> tuple[str, ...]:
    """Return the ids, in the order of *documents*."""
    return tuple(document.id for document in documents)


def _match_words(
    documents: tuple[Document, ...],
    tables: Mapping[str, Table],
    lexicon: Lexicon,
) -> dict[tuple[str, str], Matches]:
    """Return the matches of the telling words of each document, as tokens."""
    # Words derived of the tokens are such already; the segmenter learns those of a lexicon only.
    known = () if lexicon.name == DERIVED else lexicon.words()
    segmenter = build_segmenter(DEFAULT.segmenter, user_words=known)
    found: dict[tuple[str, str], Matches] = {}
    for document in documents:
        words = {
            str(row["feature"]): (str(row["feature"]),)
            for name in ("tfidf", "keyness")
            for row in (tables[name].records() if name in tables else ())
            if row["document"] == document.id
        }
        own = convention_for(document, DEFAULT)
        own = own if document.is_english else replace(own, match="token")
        matches = match_families(document, words, own, segmenter=segmenter)
        found |= {(document.id, word): hits for word, hits in matches.items()}
    return found


def _verify(corpus: Corpus, claims: ClaimSet) -> Findings:
    """Recount the claims as ``verify`` does: over the documents they need, and no others."""
    if any(claim.needs_whole_corpus for claim in claims):
        return verify_claims(corpus, claims)
    needed = corpus.subset(lambda document: document.id in claims.documents)
    every, own = (
        {document.metadata.capture_path for document in part} for part in (corpus, needed)
    )
    inputs = tuple(item for item in corpus.inputs if item[0] in own or item[0] not in every)
    return verify_claims(replace(needed, inputs=inputs), claims, known=corpus.ids)


def check_articles(
    corpus: Corpus, findings: Findings, spec: ReportSpec, lexicon: Lexicon
) -> dict[str, CheckedArticle]:
    """Return the articles of the report file, or those that claims are quoted from, checked."""
    quoted = (finding.claim.source.document for finding in findings)
    names = dict.fromkeys(name for name in quoted if name and name in corpus)
    return {
        name: check_article(
            corpus[name].text, corpus, lexicon=lexicon, issued=corpus[name].metadata.issued
        )
        for name in (names if spec.articles is None else spec.articles)
    }


def _list_checked(articles: Mapping[str, CheckedArticle]) -> Table:
    """Return the claims of all articles, a row a claim."""
    tables = {name: article.to_table() for name, article in articles.items()}
    columns = next(iter(tables.values())).columns
    rows = tuple((name, *row) for name, table in tables.items() for row in table.rows)
    notes = tuple(f"{name}: {note}" for name, table in tables.items() for note in table.notes)
    return Table("Articles", ("article", *columns), rows, notes=notes)


def _explain(findings: Findings, lexicon: Lexicon) -> dict[str, Explanation]:
    """Return an explanation of every claim that does not reproduce."""
    desk = Desk(findings.corpus)
    return {
        finding.claim.id: explain_at(desk, finding.claim, lexicons=[lexicon])
        for finding in findings
        if needs_explanation(finding)
    }


def needs_explanation(finding: Finding) -> bool:
    """Tell whether a published count differs from the recount, so that one asks why."""
    value = finding.recounted
    differs = value is not None and not finding.claim.predicate.admits(value)
    return finding.verdict is Verdict.refuted or differs


def _collect_tables(
    documents: tuple[Document, ...],
    counts: FamilyComparison,
    findings: Findings,
    words: Mapping[str, Table],
    articles: Mapping[str, CheckedArticle],
) -> dict[str, Table]:
    return {
        "findings": findings.to_table(),
        **({"articles": _list_checked(articles)} if articles else {}),
        "families": _in_order(counts, list_ids(documents)),
        "terms": _list_terms(counts, documents),
        "robustness": counts.robustness,
        **words,
        "tfidf": _in_order(words["tfidf"], list_ids(documents)),
        "documents": list_documents(documents),
        "dropped": list_dropped(documents),
    }


def _in_order(table: Table, names: tuple[str, ...]) -> Table:
    """Return the table with its rows in the order of the documents."""
    place = {name: index for index, name in enumerate(names)}
    column = table.columns.index("document")
    rows = tuple(sorted(table.rows, key=lambda row: place[str(row[column])]))
    return Table(table.title, table.columns, rows, table.convention, table.notes)


def _list_terms(counts: FamilyComparison, documents: tuple[Document, ...]) -> Table:
    records: list[dict[str, Cell]] = [
        {
            "document": found.document,
            "family": found.family,
            "term": term,
            "count": count,
            "convention": found.convention.id,
        }
        for found in counts.matches
        for term, count in found.by_term.items()
    ]
    columns = ("document", "family", "term", "count", "convention")
    table = make_table("Terms", records, columns, convention=counts.convention)
    return _in_order(table, list_ids(documents))


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


def _list_inputs(
    corpus: Corpus, spec: ReportSpec, lexicon: Lexicon, findings: Findings
) -> tuple[tuple[str, str], ...]:
    """Return every file read, once, sorted by path."""
    inputs = (*corpus.located_inputs, *spec.inputs, *lexicon.inputs, *findings.inputs)
    return tuple(sorted(set(inputs)))


def locate_inputs(folder: Path, report: Report) -> Report:
    """Return the report with its inputs named from the folder's own name, wherever it lies."""

    def named(inputs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((_shorten(path, folder), digest) for path, digest in inputs)

    findings: Any = replace(report.findings, inputs=named(report.findings.inputs))
    return replace(report, inputs=named(report.inputs), findings=findings)


def _shorten(path: str, folder: Path) -> str:
    try:
        inner = Path(path).resolve().relative_to(folder.resolve())
    except ValueError:
        return path
    return f"{folder.resolve().name}/{inner.as_posix()}"
