"""The data for the page's script: each text once, hits as distances, tables as rows.

Tested in tests/report/formats/test_page_data.py.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from policytext.base.escape import escape
from policytext.claims import Finding
from policytext.counting.matches import Matches
from policytext.documents.document import Document
from policytext.language.messages import Wording
from policytext.report.formats.page.articles import article_key
from policytext.report.formats.page.cards import claim_key, name_convention, parts_of
from policytext.report.formats.page.tables import TableView
from policytext.report.formats.page.views import DocumentView, FamilyView
from policytext.report.model import Report

PACK_OVER = 1_000_000  # larger data (in characters) are gzipped
LEVEL = 6


class Positions:
    """Positions in a document's text in UTF-16 code units, as a script counts them."""

    def __init__(self, text: str) -> None:
        wide = len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
        self._sums = [0, *accumulate(1 + (c > "\uffff") for c in text)] if wide else None

    def __call__(self, position: int) -> int:
        """Return *position* in UTF-16 code units."""
        return position if self._sums is None else self._sums[position]


class PageData:
    """Gathers the page's data; positions are computed once for each document."""

    def __init__(
        self,
        report: Report,
        documents: list[DocumentView],
        families: list[FamilyView],
        t: Wording,
    ) -> None:
        self.report, self.documents, self.families, self.t = report, documents, families, t
        self._index = {document.id: document.index for document in documents}
        self._positions: dict[str, Positions] = {}

    def gather(self, tables: Sequence[TableView]) -> dict[str, Any]:
        """Return all the data as plain values."""
        regions = {f"region.{name}": word for name, word in self.t.under("regions").items()}
        return {
            "ui": self.t.under("ui") | regions,
            "docs": [self._document(view) for view in self.documents],
            "sets": [*self._families(), *self._claims(), *self._articles(), *self._words()],
            "tables": {view.name: view.raw for view in tables},
        }

    def _at(self, document: Document) -> Positions:
        if document.id not in self._positions:
            self._positions[document.id] = Positions(document.text)
        return self._positions[document.id]

    def _document(self, view: DocumentView) -> dict[str, Any]:
        document, at = view.document, self._at(view.document)
        return {
            "id": document.id,
            "key": view.key,
            "title": view.title,
            "text": document.text,
            "regions": [[r.name, at(r.start), at(r.end)] for r in document.regions],
            "outline": [[i.level, i.title, at(i.start)] for i in document.outline],
        }

    def _families(self) -> Iterator[dict[str, Any]]:
        for family in self.families:
            found = [
                self.report.matches[view.id, family.id] for view in self.documents if view.compared
            ]
            yield self._set(family.id, family.label, "family", found)

    def _claims(self) -> Iterator[dict[str, Any]]:
        for finding in self.report.findings:
            yield from self._finding(claim_key(finding.claim.id), finding.claim.id, finding)

    def _articles(self) -> Iterator[dict[str, Any]]:
        for name, checked in self.report.articles.items():
            for number, claim in enumerate(checked.claims):
                if claim.finding and claim.claim.document:
                    label = self.t("separator").join(claim.claim.terms) or claim.claim.item or ""
                    yield from self._finding(article_key(name, number), label, claim.finding)

    def _finding(self, key: str, label: str, finding: Finding) -> Iterator[dict[str, Any]]:
        """Yield the matches of a finding, a set for each role."""
        by_role: dict[str, list[Matches]] = {}
        for part in parts_of(finding):
            by_role.setdefault(part.role, []).append(part.matches)
        for role, found in by_role.items():
            name, title = (f"{key}:{role}", f"{label} {self._name(role)}") if role else (key, label)
            entry = self._set(name, title, "claim" if key.startswith("claim") else "article", found)
            for hit in entry["hits"]:
                hit[1] = name_convention(finding)  # more specific than that of the search
            yield entry

    def _name(self, role: str) -> str:
        return self.t.get(f"roles.{role}", role)

    def _words(self) -> Iterator[dict[str, Any]]:
        by_document: dict[str, list[Matches]] = {}
        for (document, _), found in self.report.words.items():
            by_document.setdefault(document, []).append(found)
        merged = [merge_matches(found) for found in by_document.values()]
        if merged:
            yield self._set("words", self.t("words"), "words", merged)

    def _set(self, key: str, label: str, kind: str, found: list[Matches]) -> dict[str, Any]:
        hits = [self._pack(matches) for matches in found if len(matches)]
        return {"key": key, "label": label, "kind": kind, "hits": hits}

    def _pack(self, found: Matches) -> list[Any]:
        """Return document, convention, terms, distances, then term indices and lengths.

        Term indices are 0 if there is one term; lengths are 0 if every hit is as long as its term.
        """
        at = self._at(self.report.corpus[found.document])
        starts = [at(start) for start in found.starts]
        ends = [at(end) for end in found.ends]
        distances = [b - a for a, b in zip([0, *starts], starts, strict=False)]
        lengths = [end - start for start, end in zip(starts, ends, strict=True)]
        sizes = [len(term.encode("utf-16-le", "surrogatepass")) // 2 for term in found.terms]
        plain = all(n == sizes[i] for n, i in zip(lengths, found.term_indices, strict=True))
        return [
            self._index[found.document],
            found.convention.id,
            list(found.terms),
            distances,
            list(found.term_indices) if len(found.terms) > 1 else 0,
            0 if plain else lengths,
        ]


def merge_matches(found: Sequence[Matches]) -> Matches:
    """Merge the matches of several families of one document into those of one family."""
    terms = tuple(term for matches in found for term in matches.terms)
    places = tuple(places for matches in found for places in matches.places)
    first = found[0]
    return Matches(first.document, first.family, terms, first.convention, places)


def write_data(data: dict[str, Any]) -> str:
    """Return the data as JSON; large data as a JSON string of gzipped UTF-16 in base64.

    Every browser can decompress it. Chinese has two bytes per character in UTF-16 and three in
    UTF-8, which is a tenth larger after compression.
    """
    text = to_json(data)
    if len(text) <= PACK_OVER:
        return text
    packed = gzip.compress(text.encode("utf-16-le"), LEVEL, mtime=0)
    return to_json(base64.b64encode(packed).decode("ascii"))


def to_json(value: Any) -> str:
    """Return JSON that is inert inside a script element: it cannot open or close markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return escape(text, "script")
