"""Conventions: what a count is. Every count is printed with the id of its convention."""

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

    Parameters
    ----------
    scope : tuple of str, default ("title", "subtitle", "body")
        The regions that are searched: ``title``, ``subtitle``, ``body``, ``annex``.
    match : str, optional
        What a match is. None, the default, depends on the document: ``word`` in English, ``text``
        in Chinese, with ``simplify`` if the document is in traditional characters.
        ``text``: the characters of the term, one after the other, in one paragraph of one region.
        White space counts only between two Latin words or numbers, as one space; invisible
        characters never count.
        ``token``: a token of the segmenter that equals the term; in English, case is ignored.
        ``word``: the term without a letter of an alphabetic script directly before or after it.
        Case is ignored, and any white space matches the white space between its words.
        ``prefix``: as ``word``, but letters may follow.
    overlap : str, default "each"
        Which of several overlapping matches count.
        ``each``: every term is counted on its own, from left to right, without overlaps between
        its own matches; the count of the family is the sum.
        ``longest``: the leftmost match of any term of the family, and the longest of those that
        start there; the search continues at its end, so that no character is counted twice.
    nested_scope : str, default "family"
        With ``longest``: whether terms compete within their ``family`` or within the ``lexicon``.
    simplify : bool, optional
        Whether traditional characters are read as simplified ones. None, the default, means: only
        if *match* is None too and the document is in traditional characters.
    segmenter : str, default "jieba"
        The segmenter whose tokens ``token`` compares.

    Raises
    ------
    PolicytextError
        A name is unknown, or the scope is empty or a string.

    Examples
    --------
    >>> Convention(("body",), "text").id
    'text/each/body'
    """

    scope: tuple[RegionName, ...] = DEFAULT_SCOPE
    match: Match | None = None
    overlap: Overlap = "each"
    nested_scope: NestedScope = "family"
    simplify: bool | None = None
    segmenter: str = "jieba"

    def __post_init__(self) -> None:
        """Check every name and sort the scope in document order."""
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
        # The convention is part of the key of every search, which is looked up very often.
        return hash(self._name)

    def for_document(self, document: Document) -> Convention:
        """Return the convention for *document*, with ``match`` and ``simplify`` filled in."""
        return self if self.match is not None else _settle(self, document.metadata.language)

    @property
    def id(self) -> str:
        """The id printed beside every number, such as ``text/each/title+subtitle+body``.

        A convention whose ``match`` is None has no id: it only becomes one for a given document.
        """
        if self.match is None:
            raise PolicytextError(
                "The match of this convention depends on the document, so it has no id; take that "
                "of convention.for_document(document)."
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
    """Return the ids of *conventions*, each once, in alphabetical order."""
    return ", ".join(sorted({convention.id for convention in conventions}))
