"""Whoever counts, and what each printed: a number under document, terms and convention id."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import policytext as pt
from policytext.base.errors import PolicytextError
from policytext.base.table import Table
from policytext.claims.kinds.count import CountClaim
from policytext.claims.model import ClaimSet
from policytext.counting.convention import MATCHES, OVERLAPS, Convention
from policytext.counting.count import count_families
from policytext.counting.lexicon import Lexicon
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.report.build import build_report
from policytext.report.spec import ReportSpec
from policytext.store.scan import count_in_store, scan_store

Terms = tuple[str, ...]
SCOPES = ("title+subtitle+body", "body", "title", "body+annex")
ALL = tuple(product(SCOPES, (None, *MATCHES), OVERLAPS))
# For the commands, which take longer: the default, and every match once.
SOME = ((SCOPES[0], None, "longest"), *((SCOPES[0], match, "each") for match in (None, *MATCHES)))


class Key(NamedTuple):
    document: str
    terms: Terms
    convention: str


class Ledger:
    """The numbers that were printed, with who printed each."""

    def __init__(self) -> None:
        self.numbers: dict[Key, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))

    def enter(self, who: str, document: str, terms: Terms, convention: str, count: Any) -> None:
        assert convention, f"{who} prints {count} without an id"
        assert "by-document" not in convention
        self.numbers[Key(document, terms, convention)][int(count)].add(who)

    def sources(self, key: Key) -> set[str]:
        return set().union(*self.numbers[key].values())


class Case(NamedTuple):
    """What is asked for: a scope, a match or the document's, an overlap."""

    scope: str
    match: str | None
    overlap: str

    @property
    def convention(self) -> Convention:
        chosen: Any = (tuple(self.scope.split("+")), self.match, self.overlap)
        return Convention(*chosen)

    @property
    def options(self) -> list[str]:
        match = ["--match", self.match] if self.match else []
        return ["--scope", self.scope, "--overlap", self.overlap, *match, "--format", "json"]


def terms_of(document: Document, lexicon: Lexicon) -> list[tuple[str, Terms]]:
    """Return the families of *document* that have terms in its language, each with them."""
    pairs = lexicon.terms_in(document.metadata.language).items()
    return [(family, terms) for family, terms in pairs if terms]


def pairs_of(corpus: Corpus) -> Iterator[tuple[Document, Document]]:
    for name in ("hans", "hant", "speech"):
        yield corpus[name], corpus[f"{name}-new"]


def enter_by_term(ledger: Ledger, who: str, table: Any, terms: Terms, document: str = "") -> None:
    """Enter the sum of a table with a row a document and term."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for row in table["rows"] if isinstance(table, dict) else table.records():
        sums[row.get("document", document), row["convention"]] += row["count"]
    for (name, convention), count in sums.items():
        ledger.enter(who, name, terms, convention, count)


def enter_families(
    ledger: Ledger, who: str, table: Any, words: dict[str, dict[str, Terms]]
) -> None:
    """Enter a table with a row a document and family."""
    for row in table["rows"] if isinstance(table, dict) else table.records():
        terms = words[row["document"]].get(row["family"], ())
        if terms:
            ledger.enter(who, row["document"], terms, row["convention"], row["count"])


def enter_pair(
    ledger: Ledger, who: str, table: Any, words: dict[str, dict[str, Terms]], pair: Any
) -> None:
    """Enter a table with a column for each of two documents."""
    for row in table["rows"] if isinstance(table, dict) else table.records():
        for name, column in pair:
            ledger.enter(who, name, words[name][row["family"]], row["convention"], row[column])


def walk_functions(ledger: Ledger, corpus: Corpus, lexicon: Lexicon, case: Case) -> None:
    """Ask the functions that take one document, or terms."""
    convention = case.convention
    for document in corpus:
        alone = Corpus((document,))
        for _, terms in terms_of(document, lexicon):
            found = pt.find_matches(document, terms, convention)
            ledger.enter("find_matches", document.id, terms, found.convention.id, len(found))
            own = found.convention.id
            assert own == convention.for_document(document).id
            enter_by_term(ledger, "count_terms", pt.count_terms(alone, terms, convention), terms)
            lines = pt.build_concordance(alone, terms, convention)
            ledger.enter("build_concordance", document.id, terms, lines.convention, len(lines))
            assert {line.convention for line in lines.lines} <= {lines.convention}
            spread = pt.rank_dispersion(alone, terms, convention, parts="documents")
            enter_by_term(ledger, "rank_dispersion", spread, terms, document.id)
            places = pt.list_positions(alone, [found])
            count = sum(place is not None for place in places.column("position"))
            ledger.enter("list_positions", document.id, terms, places.convention, count)
            if len(terms) == 1:
                near = pt.rank_collocates(alone, terms[0], convention)
                ledger.enter("rank_collocates", document.id, terms, near.convention, nodes(near))


def nodes(table: Table | dict[str, Any]) -> int:
    notes = table["notes"] if isinstance(table, dict) else table.notes
    (number,) = (m[1] for note in notes if (m := re.search(r"([\d,]+) nodes", str(note))))
    return int(number.replace(",", ""))


def walk_tables(ledger: Ledger, corpus: Corpus, lexicon: Lexicon, case: Case) -> None:
    """Ask the functions that take a lexicon."""
    convention = case.convention
    words = {document.id: dict(terms_of(document, lexicon)) for document in corpus}
    enter_families(ledger, "count_families", count_families(corpus, lexicon, convention), words)
    compared = pt.compare_families(corpus, lexicon, convention)
    enter_families(ledger, "compare_families", compared, words)
    for found in compared.matches:
        if found.terms:
            ledger.enter("matches", found.document, found.terms, found.convention.id, len(found))
    for row in pt.measure_trends(corpus, lexicon, convention).records():
        name = next(d.id for d in corpus if d.metadata.issued == row["group"])
        terms = words[name][str(row["family"])]
        ledger.enter("measure_trends", name, terms, str(row["convention"]), row["count"])
    for first, second in pairs_of(corpus):
        spread = pt.rank_dispersion(Corpus((first,)), lexicon, convention)
        for row in spread.records():
            if terms := words[first.id].get(str(row["term"]), ()):
                ledger.enter(
                    "rank_dispersion of families", first.id, terms, str(row["convention"]),
                    row["count"],
                )  # fmt: skip
        with suppress(PolicytextError):  # a scope without text has nothing to compare
            pair = pt.compare_documents(first, second, lexicon, convention, permutations=9)
            columns = ((first.id, "first"), (second.id, "second"))
            enter_pair(ledger, "compare_documents", pair, words, columns)
        changes = pt.compare_family_counts(first, second, lexicon, convention)
        columns = ((first.id, "old"), (second.id, "new"))
        enter_pair(ledger, "compare_family_counts", changes, words, columns)


def make_claims(corpus: Corpus, lexicon: Lexicon, case: Case) -> ClaimSet:
    keys: Any = {"scope": tuple(case.scope.split("+")), "overlap": case.overlap}
    keys |= {"match": case.match} if case.match else {}
    return ClaimSet(
        tuple(
            CountClaim(id=f"{d.id}.{family}", document=d.id, terms=terms, published="1", **keys)
            for d in corpus
            for family, terms in terms_of(d, lexicon)
        )
    )


def walk_claims(ledger: Ledger, corpus: Corpus, lexicon: Lexicon, case: Case) -> None:
    """Ask for verdicts, and for explanations of them."""
    claims = make_claims(corpus, lexicon, case)
    for finding in pt.verify_claims(corpus, claims):
        terms = finding.claim.terms  # type: ignore[attr-defined]
        name = finding.claim.document
        ledger.enter("verify_claims", name, terms, finding.convention, finding.recounted)
        ledger.enter("by_term", name, terms, finding.convention, sum(finding.by_term.values()))
    if case.match is None and case.scope == SCOPES[0]:
        for claim in claims:
            for attempt in pt.explain_claim(corpus, claims, claim.id).attempts:
                ledger.enter(
                    "explain_claim", claim.document, attempt.terms, attempt.convention,
                    attempt.value,
                )  # fmt: skip


def walk_store(ledger: Ledger, folder: Path, corpus: Corpus, lexicon: Lexicon, at: Path) -> None:
    """Ask a store, one of each document."""
    for document in corpus:
        (at / document.id / "in").mkdir(parents=True)
        name = f"{document.id}.txt"
        (at / document.id / "in" / name).write_bytes((folder / "raw" / name).read_bytes())
        store, _ = pt.index_folder(at / document.id / "in", at / document.id / "store")
        for _, terms in terms_of(document, lexicon):
            table = count_in_store(store, terms)
            enter_by_term(ledger, "count_in_store", table, terms, document.id)
            hits = sum(len(part.hits) for part in scan_store(store, terms))
            ledger.enter("scan_store", document.id, terms, table.convention, hits)


def walk_report(ledger: Ledger, corpus: Corpus, lexicon: Lexicon) -> None:
    """Ask the report, and an article that is checked."""
    claims = make_claims(corpus, lexicon, Case(SCOPES[0], None, "each"))
    report = build_report(corpus, ReportSpec(), lexicon, claims)
    words = {document.id: dict(terms_of(document, lexicon)) for document in corpus}
    enter_families(ledger, "report", report.tables["families"], words)
    assert report.convention == "text+simplified/each/title+subtitle+body, " + ", ".join(
        f"{match}/each/title+subtitle+body" for match in ("text", "word")
    )
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in report.tables["terms"].records():
        sums[str(row["document"]), str(row["family"]), str(row["convention"])] += int(
            row["count"] or 0
        )
    lines: dict[tuple[str, str, str], int] = defaultdict(int)
    for line in report.lines():
        lines[line.document, line.family, line.convention] += 1
    for who, counted in (("report's terms", sums), ("report's concordance", lines)):
        for (name, family, convention), count in counted.items():
            ledger.enter(who, name, words[name][family], convention, count)
    for row, finding in zip(report.tables["findings"].records(), report.findings, strict=True):
        terms = finding.claim.terms  # type: ignore[attr-defined]
        ledger.enter(
            "report's findings", str(row["document"]), terms, str(row["convention"]),
            row["recounted"],
        )  # fmt: skip
    for name, word in (("hans", "合作"), ("hant", "国际")):
        article = f"《{corpus[name].metadata.title}》中，“{word}”出现1次。"
        for claim in pt.check_article(article, Corpus((corpus[name],))).claims:
            assert claim.finding is not None
            assert claim.finding.claim.document == name
            ledger.enter(
                "check_article", claim.finding.claim.document, (word,), claim.finding.convention,
                claim.finding.recounted,
            )  # fmt: skip


Type = Callable[..., dict[str, Any]]


def walk_commands(
    ledger: Ledger, typed: Type, corpus: Corpus, lexicon: Lexicon, case: Case
) -> None:
    """Type every command that counts."""
    words = {document.id: dict(terms_of(document, lexicon)) for document in corpus}
    for document in corpus:
        only = ["--document", document.id, *case.options]
        for terms in words[document.id].values():
            enter_by_term(ledger, "count", typed("count", *terms, *only), terms)
            table = typed("kwic", *terms, *only)
            ledger.enter("kwic", document.id, terms, table["convention"], len(table["rows"]))
            table = typed("dispersion", *terms, "--parts", "documents", *only)
            enter_by_term(ledger, "dispersion", table, terms, document.id)
            if len(terms) == 1:
                table = typed("collocates", *terms, *only)
                ledger.enter("collocates", document.id, terms, table["convention"], nodes(table))
    enter_families(ledger, "families", typed("families", *case.options), words)
    for row in typed("trends", *case.options)["rows"]:
        name = next(d.id for d in corpus if d.metadata.issued == row["group"])
        ledger.enter("trends", name, words[name][row["family"]], row["convention"], row["count"])
    for first, second in pairs_of(corpus):
        table = typed("compare", first.id, second.id, *case.options)
        columns = ((first.id, "first"), (second.id, "second"))
        enter_pair(ledger, "compare", table, words, columns)
        table = typed("revision", first.id, second.id, "--counts", *case.options)
        columns = ((first.id, "old"), (second.id, "new"))
        enter_pair(ledger, "revision", table, words, columns)


def walk_verify(ledger: Ledger, typed: Type, corpus: Corpus, lexicon: Lexicon, at: Path) -> None:
    """Type ``verify`` and ``explain`` on claims that leave the match to the document."""
    entries = [
        {"id": f"{d.id}.{family}", "kind": "count", "document": d.id, "terms": terms,
         "published": "1"}
        for d in corpus
        for family, terms in terms_of(d, lexicon)
    ]  # fmt: skip
    claims = at / "claims.yaml"
    claims.write_text(json.dumps({"claims": entries}, ensure_ascii=False), "utf-8")
    for finding in typed("verify", str(claims), "--format", "json", ends=(0, 1))["findings"]:
        ledger.enter(
            "verify", finding["document"], tuple(finding["terms"]), finding["convention"],
            finding["recounted"],
        )  # fmt: skip
    for entry in entries[::5]:
        explained = typed("explain", entry["id"], str(claims), "--format", "json")
        for attempt in explained["attempts"]:
            ledger.enter(
                "explain", explained["document"], tuple(attempt["terms"]), attempt["convention"],
                attempt["value"],
            )  # fmt: skip
