"""The held texts, with everything by which the press can name them.

Tested in tests/articles/test_identify.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from policytext.articles import names
from policytext.articles.references import (
    Reference,
    as_congress_report,
    fold,
    is_kind_of,
    kind_of,
    plain,
    read_title,
    refer,
    tokenise,
    with_wholes,
)
from policytext.documents.document import Document
from policytext.language.han import HAN_PATTERN

_COVER = 0.6  # the share of a title's own words that a short name must have
_LEAST = 5  # characters of a title that is recognised without title marks
_PARTIAL = re.compile("digest|摘|truncat|partial|excerpt", re.IGNORECASE)
_SPOKEN = re.compile("spoken|宣读|口头", re.IGNORECASE)


@dataclass(frozen=True)
class Work:
    """A text, of which several copies, editions or translations may be held."""

    documents: tuple[Document, ...]
    reference: Reference
    core: str

    @property
    def id(self) -> str:
        """The id of the first document."""
        return self.documents[0].id

    @property
    def kind(self) -> str:
        """The kind of the text."""
        return self.reference.kind

    @cached_property
    def years(self) -> frozenset[int]:
        """The years in which the documents were issued, and the one in the title."""
        issued = {d.metadata.issued[:4] for d in self.documents}
        years = {int(year) for year in issued if year.isdigit()}
        return frozenset(years | ({self.reference.year} if self.reference.year else set()))

    @property
    def own_issuers(self) -> frozenset[str]:
        """The issuers that the title or manifest names."""
        return self.reference.issuers

    def says(self, wanted: Reference) -> bool:
        """Return whether everything that a name says is true of this text, and says enough."""
        own = self.reference
        return (
            bool(wanted.kind)
            and is_kind_of(self.kind, wanted.kind)
            and (wanted.year is None or wanted.year in self.years)
            and wanted.shift is None
            and wanted.sessions <= own.sessions
            and self.is_of(wanted)
            and self._covers(wanted)
            and self._is_enough(wanted)
        )

    def _covers(self, wanted: Reference) -> bool:
        """Return whether the words that were not understood are most of the title's own words."""
        if not wanted.rest:
            return True
        said = "".join(wanted.rest)
        return (
            bool(self.core)
            and all(word in self.core for word in wanted.rest)
            and len(said) >= _COVER * len(self.core)
        )

    def _is_enough(self, wanted: Reference) -> bool:
        if wanted.rest or wanted.sessions:
            return True
        series = kind_of(self.kind).annual or self.kind == "congress report"
        if not (series and wanted.year):
            return False
        if wanted.kind == self.kind:
            return True
        if wanted.kind == "work report":
            return bool(wanted.speakers or wanted.issuers)
        return wanted.kind == "report" and bool(wanted.speakers)

    @cached_property
    def _speakers(self) -> frozenset[str]:
        """The persons under whose names the press speaks of this text."""
        issuers = with_wholes(self.reference.issuers)
        office = {
            speaker.id
            for speaker in names.SPEAKERS
            if speaker.office in issuers
            and any(speaker.first <= year <= speaker.last for year in self.years)
            and not (speaker.office == "communist party" and "state council" in issuers)
        }
        return self.reference.speakers | office

    def is_of(self, wanted: Reference) -> bool:
        """Return whether the text is of the issuers and speakers that a name gives."""
        own = with_wholes(self.reference.issuers)
        issuers = wanted.issuers
        if self.kind == "government work report":
            issuers -= {"people’s congress"}  # to which the report is given
        return issuers <= own and wanted.speakers <= self._speakers

    def in_language(self, words: str, edition: str = "") -> list[str]:
        """Return the ids of the copies in the language of *words*; the first is the best."""
        chinese = bool(HAN_PATTERN.search(words))

        def rank(document: Document) -> tuple[bool, bool, bool, str]:
            meta = document.metadata
            spoken = bool(_SPOKEN.search(meta.edition + meta.title))
            partial = meta.completeness != "complete" or bool(_PARTIAL.search(meta.edition))
            return (
                document.is_english is chinese,
                spoken is not (edition == "spoken"),
                partial,
                document.id,
            )

        ordered = sorted(self.documents, key=rank)
        language = ordered[0].is_english
        same = [d for d in ordered if d.is_english is language]
        return [d.id for d in same if d is same[0] or not rank(d)[2]]

    def has_edition(self, edition: str) -> bool:
        """Return whether the edition that a name gives is held."""
        spoken = [bool(_SPOKEN.search(d.metadata.edition + d.metadata.title))
                  for d in self.documents]  # fmt: skip
        return any(spoken) if edition == "spoken" else not all(spoken)


@dataclass(frozen=True)
class Holdings:
    """The works of a corpus."""

    works: tuple[Work, ...]
    _titles: dict[str, list[Work]] = field(default_factory=dict)
    _aliases: dict[str, list[Work]] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Sequence[Document]) -> Holdings:
        """Return the works of *documents*; commentary is not what the press counts."""
        policies = [document for document in documents if document.metadata.role == "policy"]
        works = tuple(_gather(policies))
        holdings = cls(works)
        for work in works:
            aliases = {alias for d in work.documents for alias in d.metadata.aliases}
            for name in sorted(aliases.union(*(_forms(document) for document in work.documents))):
                table = holdings._aliases if read_title(name).bare else holdings._titles
                if work not in table.setdefault(plain(name), []):
                    table[plain(name)].append(work)
        return holdings

    @cached_property
    def long_titles(self) -> tuple[str, ...]:
        """Titles and aliases that are recognised without title marks, longest first."""
        found = {
            form
            for work in self.works
            for d in work.documents
            for title in (d.metadata.title, *d.metadata.aliases, *_forms(d))
            for form in (fold(_shorten(title)),)
            if len(form) >= _LEAST and not read_title(title).bare
        }
        return tuple(sorted(found, key=lambda form: (-len(form), form)))

    def by_title(self, title: str) -> list[Work]:
        """Return the works with the plain *title*."""
        return list(self._titles.get(title, ()))

    def by_alias(self, *aliases: str) -> list[Work]:
        """Return the works for which the manifest lists a bare name as an alias."""
        for alias in aliases:
            if found := self._aliases.get(re.sub("^the", "", alias)):
                return list(found)
        return []

    def matching(self, wanted: Reference) -> list[Work]:
        """Return the works of which everything that a name says is true."""
        return [w for w in self.works if w.says(wanted) and w.has_edition(wanted.edition)]

    def work_of(self, document: str) -> Work | None:
        """Return the work that *document* is a copy of."""
        return next((w for w in self.works if any(d.id == document for d in w.documents)), None)


def _shorten(title: str) -> str:
    """Return a title without the remark in brackets at its end."""
    return re.sub(r"\s*[（(][^（）()]*[）)]\s*$", "", title)


_STATE = re.compile("^(?:中华人民共和国|中共中央国务院|中共中央|国务院)(?:关于)?")


def _forms(document: Document) -> set[str]:
    """Return the full title and the forms in which it is printed, plain."""
    title = plain(_shorten(document.metadata.title))
    forms = {title, plain(document.metadata.title)}
    if document.metadata.subtitle:
        forms.add(title + plain(document.metadata.subtitle))
    # A title may have its subtitle after a dash: either is used alone.
    parts = [plain(part) for part in re.split("——|—", document.metadata.title) if part.strip()]
    forms |= {part for part in parts if len(part) >= _LEAST and len(parts) > 1}
    forms.add(_STATE.sub("", title))
    return {form for form in forms if form and not read_title(form).bare} | {title}


def _home(document: Document) -> frozenset[str]:
    """Return whose text it is taken to be if the manifest does not say."""
    return frozenset({"china"} if document.metadata.language == "zh" else ())


def _describe(document: Document) -> Reference:
    """Return what title, subtitle, issuer and date of a document say."""
    meta = document.metadata
    reference = read_title(_shorten(meta.title))
    if not reference.kind and meta.subtitle:
        below = read_title(meta.subtitle)
        reference = replace(below, rest=(), title=reference.title)
    issuer = fold(meta.issuer)
    said = refer(tokenise(issuer, chinese=bool(HAN_PATTERN.search(issuer))), "")
    issuers = reference.issuers | said.issuers
    if own := kind_of(reference.kind).issuer:
        issuers |= {own}
    speakers = reference.speakers | said.speakers
    offices = {s.office for s in names.SPEAKERS if s.id in speakers and s.office}
    issuers |= offices
    issuers = issuers or _home(document)
    year = int(meta.issued[:4]) if meta.issued[:4].isdigit() else reference.year
    reference = replace(
        reference,
        issuers=issuers,
        speakers=speakers,
        sessions=frozenset(reference.sessions | said.sessions) | _by_date(meta.issued, reference),
        year=year if meta.issued else reference.year,
    )
    return as_congress_report(reference)


def _by_date(issued: str, reference: Reference) -> frozenset[tuple[str, int, int]]:
    """Return the plenum on whose last day a decision or communiqué was issued."""
    kinds = ("decision", "resolution", "communiqué", "suggestions")
    if reference.kind not in kinds or "communist party" not in with_wholes(reference.issuers):
        return frozenset()
    return frozenset(
        ("plenum", session.congress, session.plenum)
        for session in names.SESSIONS
        if session.plenum and session.closed == issued
    )


def _gather(documents: Iterable[Document]) -> list[Work]:
    """Return the documents gathered into works: copies, editions, translations of one text."""
    groups: list[tuple[set[object], list[Document]]] = []
    for document in sorted(documents, key=lambda d: d.id):
        keys = _keys(document)
        same = [group for group in groups if group[0] & keys]
        merged = (keys.union(*(g[0] for g in same)), [d for g in same for d in g[1]] + [document])
        groups = [group for group in groups if group not in same] + [merged]
    return [_work(found) for _, found in groups]


def _keys(document: Document) -> set[object]:
    """Return what a document shares with other copies of its text."""
    meta, reference = document.metadata, _describe(document)
    year = reference.year
    keys: set[object] = {(plain(_shorten(meta.title)), year)}
    congress = frozenset(s for s in reference.sessions if s[0] in ("congress", "plenum"))
    if reference.kind == "congress report" or (congress and reference.kind == "communiqué"):
        keys.add((reference.kind, congress))
    elif kind_of(reference.kind).annual and year and not _own_words(reference):
        keys.add((reference.kind, year, reference.issuers & {kind_of(reference.kind).issuer}))
    return keys


def _own_words(reference: Reference) -> list[str]:
    """Return the words of a title that are no names, years or fillers."""
    words = fold("".join(reference.rest))
    return [str(t.value) for t in tokenise(words, chinese=True) if t.kind == "rest"]


def _work(documents: list[Document]) -> Work:
    described = [_describe(document) for document in documents]
    best = max(described, key=lambda r: (bool(r.kind), len(r.sessions), -len(r.rest)))
    merged = replace(
        best,
        issuers=frozenset().union(*(r.issuers for r in described)),
        speakers=frozenset().union(*(r.speakers for r in described)),
        sessions=frozenset().union(*(r.sessions for r in described)),
    )
    core = re.sub("^关于", "", "".join(best.rest))
    return Work(tuple(documents), merged, core)
