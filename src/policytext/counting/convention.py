"""Conventions: what a count is. No number stands without the id of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, get_args

from policytext.base.errors import PolicytextError
from policytext.base.lookup import look_up, require_list
from policytext.documents.regions import REGIONS, RegionName

if TYPE_CHECKING:
    from policytext.documents.document import Document

Match = Literal["text", "token", "word", "prefix"]
Overlap = Literal["each", "longest"]
NestedScope = Literal["family", "lexicon"]

MATCHES: tuple[Match, ...] = get_args(Match)
OVERLAPS: tuple[Overlap, ...] = get_args(Overlap)
NESTED_SCOPES: tuple[NestedScope, ...] = get_args(NestedScope)

DEFAULT_SCOPE: tuple[RegionName, ...] = ("title", "subtitle", "body")


@dataclass(frozen=True)
class Convention:
    """How a count is made; equal conventions give equal counts of equal texts.

    scope
        The regions that are counted in.
    match
        None, the default, leaves it to the document: ``text`` in Chinese, read in simplified
        characters where the document is in traditional ones; ``word`` in English.
        ``text``: a term matches wherever its characters stand in a row in one paragraph of one
        region. White space is text between two Latin words or numbers alone, where it is one
        space; ignorable characters are not.
        ``token``: a term matches a token of the named segmenter that equals it, in English
        whatever its case.
        ``word``: a term matches where no letter of an alphabetic script stands before or after it,
        case aside, any white space standing for the white space between its words.
        ``prefix``: as ``word``, but letters may follow.
    overlap
        ``each``: every term's own matches, left to right, none overlapping another of the same
        term; the family's count is the sum.
        ``longest``: of all terms of the family the leftmost, and of those the longest; then on
        from its end, so that every character is used once.
    nested_scope
        With ``longest``: whether terms compete within their ``family`` or within the ``lexicon``.
    simplify
        Whether traditional characters are read as their simplified form. None leaves it to the
        document if the match is left to it too, and is no otherwise.
    segmenter
        The segmenter whose tokens ``token`` matches.
    """

    scope: tuple[RegionName, ...] = DEFAULT_SCOPE
    match: Match | None = None
    overlap: Overlap = "each"
    nested_scope: NestedScope = "family"
    simplify: bool | None = None
    segmenter: str = "jieba"

    def __post_init__(self) -> None:
        """Check every name, and put the scope in document order."""
        for value, known, what in (
            ("text" if self.match is None else self.match, MATCHES, "match"),
            (self.overlap, OVERLAPS, "overlap"),
            (self.nested_scope, NESTED_SCOPES, "nested scope"),
        ):
            look_up(dict.fromkeys(known), value, what)
        for region in require_list(self.scope, "scope"):
            look_up(dict.fromkeys(REGIONS), region, "region")
        if not self.scope:
            raise PolicytextError("The scope is empty: name at least one region.")
        ordered = tuple(region for region in REGIONS if region in self.scope)
        object.__setattr__(self, "scope", ordered)
        if self.match is not None:
            object.__setattr__(self, "simplify", bool(self.simplify))

    def __hash__(self) -> int:
        # Searches are looked up by their convention, thousands of times in a row.
        return hash(self._name)

    def for_document(self, document: Document) -> Convention:
        """Return the convention *document* is counted under: what was left open is settled."""
        return self if self.match is not None else _settle(self, document.metadata.language)

    @property
    def id(self) -> str:
        """The id printed beside every number, such as ``text/each/title+subtitle+body``.

        A convention that leaves the match to the document has none: no count is made under it.
        """
        if self.match is None:
            raise PolicytextError(
                "This convention leaves the match to the document, so it has no id; take that of "
                "convention.for_document(document)."
            )
        return self._name

    @cached_property
    def _name(self) -> str:
        match = f"token:{self.segmenter}" if self.match == "token" else self.match or "by-document"
        folded = "+simplified" if self.simplify else ""
        nested = (
            "-in-lexicon" if self.nested_scope == "lexicon" and self.overlap == "longest" else ""
        )
        return f"{match}{folded}/{self.overlap}{nested}/{'+'.join(self.scope)}"

    def __str__(self) -> str:
        return self._name


DEFAULT = Convention()


@lru_cache(maxsize=256)
def _settle(convention: Convention, language: str) -> Convention:
    if language == "en":
        return replace(convention, match="word", simplify=False)
    simplify = convention.simplify
    return replace(
        convention, match="text", simplify=language == "zh-Hant" if simplify is None else simplify
    )


def join_ids(conventions: Iterable[Convention]) -> str:
    """Return the ids of the *conventions* that were met, each once, in alphabetical order."""
    return ", ".join(sorted({convention.id for convention in conventions}))
