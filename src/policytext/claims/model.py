"""Claims: a number published about a text, and the convention under which it is recounted.

Tested in tests/claims/test_kinds.py.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import Annotated, Any, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from policytext.base.errors import Fault
from policytext.base.table import Result, Table, make_table
from policytext.base.yaml import YamlSource
from policytext.claims.published import Predicate, parse_published
from policytext.claims.recount import ClaimFaultError, Desk, Measurement, Request
from policytext.counting.convention import DEFAULT_SCOPE, Convention, Match, Overlap, join_ids
from policytext.counting.find import read_term
from policytext.counting.matches import Matches
from policytext.documents.document import Document
from policytext.documents.fold import fold_text
from policytext.documents.manifest import Identifier
from policytext.documents.regions import RegionName


class Verdict(StrEnum):
    """The result of a recount."""

    confirmed = "confirmed"
    refuted = "refuted"
    unverifiable = "unverifiable"


Path = tuple[str, ...]  # keys that lead into a claim


class Place(NamedTuple):
    """The place of a claim: file, line and column, from 1."""

    file: str
    line: int
    column: int


@lru_cache(maxsize=16384)
def _predicate(text: str) -> Predicate:
    return parse_published(text)


@lru_cache(maxsize=256)
def _convention(
    scope: tuple[RegionName, ...],
    match: Match | None,
    overlap: Overlap,
    simplify: bool | None,
    segmenter: str,
) -> Convention:
    return Convention(scope, match, overlap, simplify=simplify, segmenter=segmenter)


def _check_published(text: str) -> str:
    _predicate(text)
    return text


def _check_count(text: str) -> str:
    if _predicate(text).ordinal:
        raise ValueError(f"{text!r} is an ordinal, not a count; write the count")
    return text


def _check_url(url: str) -> str:
    if url and not url.startswith(("http://", "https://")):
        raise ValueError(f"{url!r} is not a web address; begin it with http:// or https://")
    return url


def _check_once(names: tuple[Any, ...]) -> tuple[Any, ...]:
    for index, name in enumerate(names):
        if name in names[:index]:
            raise ValueError(f"{name!r} is given twice; keep one")
    return names


def _check_term(term: str) -> str:
    if not read_term(term):
        raise ValueError("an empty term; give a word")
    return term


def refuse_doubles(
    terms: Iterable[str], match: Match | None, *, simplify: bool | None = False
) -> None:
    """Raise if the convention reads two terms as the same: their matches would count twice."""
    seen: dict[str, str] = {}
    for term in terms:
        key = read_as(term, match, simplify=simplify)
        if key in seen:
            raise ValueError(f"term {term!r} is counted as {seen[key]!r} already; keep one")
        seen[key] = term


def read_as(term: str, match: Match | None, *, simplify: bool | None = False) -> str:
    """Return *term* as the convention reads it."""
    if match in ("word", "prefix"):
        return " ".join(fold_text(term).split()).replace("’", "'").casefold()
    return read_term(term, simplify=bool(simplify))


# Written as printed. A number without quotes is refused, because YAML would change 010 and 1_0.
PublishedPlace = Annotated[
    str, Field(min_length=1, max_length=200), AfterValidator(_check_published)
]
Published = Annotated[PublishedPlace, AfterValidator(_check_count)]
Term = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_check_term)]
Terms = Annotated[tuple[Term, ...], Field(min_length=1, strict=False)]
NoTerms = Annotated[tuple[Term, ...], Field(strict=False)]
Scope = Annotated[
    tuple[RegionName, ...], Field(min_length=1, strict=False), AfterValidator(_check_once)
]
Ids = Annotated[
    tuple[Identifier, ...], Field(min_length=1, strict=False), AfterValidator(_check_once)
]
Expect = Annotated[Verdict, Field(strict=False)]
Text = Annotated[str, Field(max_length=10_000)]


class _Model(BaseModel):
    # Validators are built on first use: a file rarely has claims of every kind.
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class Source(_Model):
    """Where the claim was published (a document of the corpus or an outlet), with the quote."""

    document: Identifier | None = None
    outlet: Text = ""
    date: Text = ""
    title: Text = ""
    url: Annotated[Text, AfterValidator(_check_url)] = ""
    quote: Text = ""


class SegmenterPin(_Model):
    """The segmenter of a claim about tokens, with the fingerprint under which it was counted."""

    name: Text = "jieba"
    fingerprint: Text = ""


class Claim(_Model):
    """A published number about a document, and the verdict that is expected.

    Every kind of claim is a subclass in a file of its own, listed in ``CLAIM_KINDS``.
    """

    id: Identifier
    kind: str
    document: Identifier
    published: Published
    scope: Scope = DEFAULT_SCOPE
    edition: Text = ""
    expect: Expect = Verdict.confirmed
    source: Source = Source()
    note: Text = ""

    @property
    def predicate(self) -> Predicate:
        """The published number as a condition."""
        return _predicate(self.published)

    @property
    def named_documents(self) -> tuple[tuple[Path, str], ...]:
        """The documents that the claim names, each with the path of the key that names it."""
        return ((("document",), self.document),)

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents that the claim names."""
        named = self.named_documents
        return (self.document,) if len(named) == 1 else tuple({name: None for _, name in named})

    @property
    def needs_whole_corpus(self) -> bool:
        """Whether the recount needs documents that the claim does not name."""
        return False

    @property
    @abstractmethod
    def convention_id(self) -> str:
        """The id of the convention under which the claim is recounted."""

    @property
    def counted(self) -> str:
        """What is counted if it is not matches of terms, such as ``items:、``; else empty."""
        return ""

    @property
    def pin(self) -> SegmenterPin | None:
        """The segmenter on which the claim depends, or None."""
        return None

    def requests(self, desk: Desk) -> Iterable[Request]:
        """Yield the searches that `measure` makes, so that many claims can share one pass."""
        return ()

    @abstractmethod
    def measure(self, desk: Desk) -> Measurement:
        """Return the recount."""

    def for_document(self, document: Document) -> Self:
        """Return the claim with the settings that depend on *document* filled in."""
        return self

    @property
    def has_wildcards(self) -> bool:
        """Whether a term contains ``*`` or ``?``, perhaps meant as a wildcard."""
        return False

    def refuse_terms(self, desk: Desk) -> None:
        """Raise if the terms do not fit the documents."""

    def alternatives(self, document: Document) -> dict[str, tuple[Any, ...]]:
        """Return other plausible values of keys, for `explain_claim`."""
        return {}


class TermClaim(Claim):
    """A claim about the matches of terms.

    A match inside a match of a ``minus`` term does not count: 主义 minus 社会主义 counts 主义 only
    outside 社会主义. ``open_family`` says whether the source leaves the list of terms open (等); by
    default the quote decides. The default ``match`` depends on the document.
    """

    terms: Terms
    minus: NoTerms = ()
    match: Match | None = None
    overlap: Overlap = "each"
    simplify: bool | None = None
    segmenter: SegmenterPin = SegmenterPin()
    open_family: bool | None = None

    @model_validator(mode="after")
    def _check_terms(self) -> Self:
        refuse_doubles(self.terms, self.match, simplify=self.simplify)
        refuse_doubles(self.minus, self.match, simplify=self.simplify)
        if "segmenter" in self.model_fields_set and self.match != "token":
            raise ValueError("only a claim with match: token has a segmenter; remove one of them")
        return self

    @property
    def convention(self) -> Convention:
        """The declared convention; without ``match``, it still depends on the document."""
        return _convention(self.scope, self.match, self.overlap, self.simplify, self.segmenter.name)

    @property
    def counted_by(self) -> str:
        """The computation from the counts, such as ``share by``: a prefix of the id."""
        return ""

    @property
    def convention_id(self) -> str:
        """The id of the declared convention; empty if it depends on the document."""
        return f"{self.counted_by}{self.convention.id}" if self.match else ""

    def name_convention(self, found: Iterable[Matches]) -> str:
        """Return the id under which the claim was recounted, from its matches."""
        return f"{self.counted_by}{join_ids(matches.convention for matches in found)}"

    def for_document(self, document: Document) -> Self:
        """Return the claim with ``match`` and ``simplify`` filled in for *document*."""
        own = self.convention.for_document(document)
        return self.model_copy(update={"match": own.match, "simplify": own.simplify})

    @property
    def term_lists(self) -> dict[str, tuple[str, ...]]:
        """The lists of terms of the claim, by key."""
        return {"terms": self.terms, "minus": self.minus}

    @property
    def has_wildcards(self) -> bool:
        """Whether a term contains ``*`` or ``?``, perhaps meant as a wildcard."""
        together = "".join(chain.from_iterable(self.term_lists.values()))
        return "*" in together or "?" in together

    def refuse_terms(self, desk: Desk) -> None:
        """Raise if two terms are read as the same in a document: they would count twice."""
        if self.match:
            return
        for name in self.documents:
            document = desk.document(name)
            if document.metadata.language == "zh":
                continue  # this reading was checked when the claim was created
            own = self.convention.for_document(document)
            for key, terms in self.term_lists.items():
                try:
                    refuse_doubles(terms, own.match, simplify=own.simplify)
                except ValueError as error:
                    raise ClaimFaultError((key,), f"{error} ({name})") from None

    @property
    def pin(self) -> SegmenterPin | None:
        """The segmenter if tokens are matched, else None."""
        return self.segmenter if self.match == "token" else None

    def alternatives(self, document: Document) -> dict[str, tuple[Any, ...]]:
        """Return the values of match, overlap and simplify that could give another count."""
        english = document.is_english
        return {
            "match": ("word", "prefix", "text") if english else ("text", "token"),
            "overlap": ("each", "longest") if len(self.terms) > 1 else (self.overlap,),
            "simplify": (False, True) if document.metadata.language == "zh-Hant" else (),
        }

    def request(self, document: str, terms: tuple[str, ...]) -> Request:
        """Return the search for *terms* in *document* under the claim's convention."""
        return Request(document, terms, self.convention, self.minus)


class Origin(NamedTuple):
    """The file from which a claim was read, and its index there."""

    source: YamlSource
    number: int

    @property
    def place(self) -> Place:
        """The line and column of the claim."""
        return Place(self.source.file, *self.source.places[("claims", self.number)])

    @property
    def given(self) -> Mapping[str, Any]:
        """The claim as the file has it."""
        claim: Mapping[str, Any] = self.source.data["claims"][self.number]
        return claim


@dataclass(frozen=True)
class ClaimSet(Result):
    """Claims in the order of their files, with the origin of each and the files read."""

    claims: tuple[Claim, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict, repr=False, compare=False)
    inputs: tuple[tuple[str, str], ...] = ()

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)

    def to_table(self) -> Table:
        """Return the claims as a table, one row per claim."""
        columns = ("id", "kind", "document", "published", "expect", "convention")
        records = [
            {
                "id": claim.id,
                "kind": claim.kind,
                "document": claim.document,
                "published": claim.published,
                "expect": claim.expect.value,
                "convention": claim.convention_id,
            }
            for claim in self
        ]
        return make_table("Claims", records, columns)

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents that the claims name, sorted."""
        return tuple(sorted({name for claim in self for name in claim.documents}))

    def place(self, claim: Claim) -> Place | None:
        """Return the place of *claim*; None if it was not read from a file."""
        origin = self.origins.get(claim.id)
        return origin.place if origin else None

    def fault(self, claim: Claim, path: Path, what: str) -> Fault:
        """Return a fault of *claim* at the place of its key, if it was read from a file."""
        origin = self.origins.get(claim.id)
        if origin is None:
            return Fault("claims", 1, 1, ".".join((claim.id, *path)), what)
        return origin.source.fault(("claims", origin.number, *path), what)
