"""Build a report: choose, count, compare and recount, each once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from policytext.analyses.families import FamilyComparison, compare_families
from policytext.articles.checking import CheckedArticle, check_article
from policytext.base.errors import UnknownNameError
from policytext.base.table import Cell, Table, make_table
from policytext.claims import ClaimSet, Finding, Findings, Verdict, judge_claims
from policytext.claims.explain import Explanation, explain_at
from policytext.claims.recount import Desk
from policytext.counting.convention import DEFAULT, Convention
from policytext.counting.lexicon import Family, Lexicon
from policytext.counting.matches import Matches, match_families
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.executors import Run, run_here
from policytext.matrix.dfm import Dfm, build_dfm, remove_stopwords, trim_dfm
from policytext.report.cautions import find_cautions, list_dropped
from policytext.report.in_language import list_checked
from policytext.report.model import DERIVED, Progress, Report, choose_drawn
from policytext.report.spec import ReportSpec
from policytext.report.word_tables import compare_words
from policytext.segmenters import build_segmenter
from policytext.segmenters.protocol import CutOnce

_DERIVED_FAMILIES = 18


def build_report(
    corpus: Corpus,
    spec: ReportSpec,
    lexicon: Lexicon | None = None,
    claims: ClaimSet | None = None,
    *,
    progress: Progress = lambda step: None,
    run: Run = run_here,
) -> Report:
    """Count, compare and collect everything that the report of *spec* shows.

    Without a *lexicon*, the families are the most frequent words that at least half of the texts
    contain. *run* compares the words and may use a second process.
    """
    documents = choose_documents(corpus, spec)
    chosen = corpus.select(list_ids(documents))
    progress("findings")
    findings = _verify(corpus, claims or ClaimSet())
    progress("terms")
    # A lexicon adds words to the segmenter; without one, all analyses share its tokens.
    cutting = None if lexicon else CutOnce(build_segmenter(DEFAULT.segmenter))
    dfm = build_dfm(chosen, lexicon=lexicon, segmenter=cutting)
    content = remove_stopwords(dfm)  # select once; three analyses use it
    lexicon = lexicon or derive_lexicon(content)
    progress("families")
    compared = run(compare_words, [content], [list_ids(choose_drawn(documents))])
    counts = compare_families(chosen, lexicon, segmenter=cutting)
    words = next(compared)
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


def derive_lexicon(content: Dfm) -> Lexicon:
    """Return the most frequent words that at least half of the documents contain, as families."""
    shared = trim_dfm(content, min_documents=(len(content.documents) + 1) // 2)
    counts = zip((-shared.feature_frequencies()).tolist(), shared.features, strict=True)
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
    """Return the matches, as tokens, of the characteristic words of each document."""
    # Derived words are tokens already; only the words of a lexicon are added to the segmenter.
    known = () if lexicon.name == DERIVED else lexicon.words()
    segmenter = build_segmenter(DEFAULT.segmenter, user_words=known)
    named = f"{segmenter.name}({lexicon.name})" if known else segmenter.name
    tokens = Convention(match="token", segmenter=named)
    found: dict[tuple[str, str], Matches] = {}
    for document in documents:
        words = {
            str(row["feature"]): (str(row["feature"]),)
            for name in ("tfidf", "keyness")
            for row in (tables[name].records() if name in tables else ())
            if row["document"] == document.id
        }
        own = DEFAULT if document.is_english else tokens
        matches = match_families(document, words, own, segmenter=segmenter)
        found |= {(document.id, word): hits for word, hits in matches.items()}
    return found


def _verify(corpus: Corpus, claims: ClaimSet) -> Findings:
    """Recount the claims as ``verify`` does, with only the documents that they need."""
    if any(claim.needs_whole_corpus for claim in claims):
        return judge_claims(corpus, claims)
    needed = corpus.subset(lambda document: document.id in claims.documents)
    every, own = (
        {document.metadata.capture_path for document in part} for part in (corpus, needed)
    )
    inputs = tuple(item for item in corpus.inputs if item[0] in own or item[0] not in every)
    return judge_claims(replace(needed, inputs=inputs), claims, known=corpus.ids)


def check_articles(
    corpus: Corpus, findings: Findings, spec: ReportSpec, lexicon: Lexicon
) -> dict[str, CheckedArticle]:
    """Check the articles of the report file, or those that claims are quoted from."""
    quoted = (finding.claim.source.document for finding in findings)
    names = dict.fromkeys(name for name in quoted if name and name in corpus)
    return {
        name: check_article(
            corpus[name].text, corpus, lexicon=lexicon, issued=corpus[name].metadata.issued
        )
        for name in (names if spec.articles is None else spec.articles)
    }


def _explain(findings: Findings, lexicon: Lexicon) -> dict[str, Explanation]:
    """Return an explanation of every claim that does not reproduce."""
    desk = Desk(findings.corpus)
    return {
        finding.claim.id: explain_at(desk, finding.claim, lexicons=[lexicon])
        for finding in findings
        if needs_explanation(finding)
    }


def needs_explanation(finding: Finding) -> bool:
    """Return whether a published count differs from the recount and needs an explanation."""
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
        **({"articles": list_checked(articles)} if articles else {}),
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
    """Return the report with the paths of its inputs relative to the parent of *folder*."""

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
