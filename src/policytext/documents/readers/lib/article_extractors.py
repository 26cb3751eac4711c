"""Separate a page's article from the rest of the page, with two independent extractors.

A rare character marks the start of each piece of text. These marks show which pieces an extractor
kept, however it changed their order or their markup.

Tested in tests/documents/readers/test_html.py.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from policytext.base.errors import PolicytextError, UnreadableError
from policytext.documents.readers.lib.html_tokens import BrokenPageError
from policytext.language.han import HAN_PATTERN

# Assigned, printable, and almost never used: ideographs of the extensions B to F.
_RARE = (*range(0x20000, 0x2A6DE), *range(0x2A700, 0x2B735), *range(0x2B820, 0x2CEA2))
# Control characters, which a tree cannot contain.
_NO_XML = dict.fromkeys([*range(9), 11, *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF], " ")
_FATAL = ("ERR_RESOURCE_LIMIT", "ERR_INVALID_ENCODING", "ERR_NO_MEMORY", "ERR_INTERNAL_ERROR")

_WITHOUT = "set capture.extractor: all to read the whole page, and mark the text with a clip."


class Piece(NamedTuple):
    """A stretch of visible text on a page: its place there, and its words."""

    start: int
    end: int
    words: str


def run_extractors(
    page: str, pieces: Sequence[Piece], names: Sequence[str], selector: str | None
) -> dict[str, set[int]]:
    """Return, for each extractor of *names*, the numbers of the pieces it keeps."""
    marked = _mark(page, pieces)
    tree = _parse(marked)
    _refuse_loss(tree, marked, pieces)
    if selector is not None:
        return {"selector": set(_select(tree, selector, marked))}
    return {name: set(marked.find(_run(name, copy.deepcopy(tree)))) for name in names}


def _run(name: str, tree: Any) -> str:
    try:
        return EXTRACTORS[name](tree)
    except Exception as error:
        # No failure of an extractor may look like a page without text.
        what = f"{name} fails on this page ({type(error).__name__}); {_WITHOUT}"
        raise UnreadableError(what) from None


class _MarkedPage(NamedTuple):
    """A page with a mark before each piece, and the piece that each mark represents."""

    page: str
    marks: dict[str, int]

    def find(self, text: str) -> Iterator[int]:
        """Yield the numbers of the pieces whose marks occur in *text*."""
        return (self.marks[c] for c in text if c in self.marks)


def _mark(page: str, pieces: Sequence[Piece]) -> _MarkedPage:
    used = set(page)
    free = (chr(code) for code in _RARE if chr(code) not in used)
    marks: dict[str, int] = {}
    out, done = [], 0
    for number, piece in enumerate(pieces):
        mark = next(free, None)
        if mark is None:
            raise BrokenPageError(piece.start, f"more than {number} pieces of text; {_WITHOUT}")
        marks[mark] = number
        out += [page[done : piece.start], mark]
        done = piece.start
    return _MarkedPage("".join([*out, page[done:]]).translate(_NO_XML), marks)


def _parse(marked: _MarkedPage) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree = html.document_fromstring(marked.page.encode("utf-8"), parser=parser)
    except etree.LxmlError as error:
        raise UnreadableError(f"The page cannot be parsed ({error}).") from None
    for entry in parser.error_log:
        if entry.type_name in _FATAL:
            what = f"the parser lost text ({entry.type_name}: {entry.message.rstrip('.')})"
            raise UnreadableError(f"Line {entry.line}: {what}; {_WITHOUT}")
    # Hidden text is not a piece. A style that hides text until a script runs must be ignored.
    for element in tree.iter():
        for name in ("style", "hidden"):
            element.attrib.pop(name, None)
    return tree


def _refuse_loss(tree: Any, marked: _MarkedPage, pieces: Sequence[Piece]) -> None:
    """Compare the parser's text with the page's text, piece by piece."""
    seen = dict.fromkeys(range(len(pieces)), -1)
    for text in tree.xpath("//text()"):
        starts = [i for i, c in enumerate(text) if c in marked.marks]
        for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
            seen[marked.marks[text[start]]] = len(HAN_PATTERN.findall(text, start + 1, end))
    for number, piece in enumerate(pieces):
        if seen[number] != len(HAN_PATTERN.findall(piece.words)):
            what = f"the parser lost text ({piece.words[:20].strip()}…); {_WITHOUT}"
            raise BrokenPageError(piece.start, what)


def _select(tree: Any, selector: str, marked: _MarkedPage) -> Iterator[int]:
    import cssselect
    from lxml.cssselect import CSSSelector

    try:
        elements = CSSSelector(selector, translator="html")(tree)
    except cssselect.SelectorError as error:
        raise PolicytextError(f"capture.selector {selector!r}: {error}.") from None
    if not elements:
        raise UnreadableError(f"capture.selector {selector!r} selects nothing on this page.")
    for element in elements:
        yield from marked.find("".join(element.itertext()))


def _run_trafilatura(tree: Any) -> str:
    from trafilatura import bare_extraction

    found = bare_extraction(
        tree,
        fast=True,
        include_comments=False,
        include_tables=True,
        deduplicate=False,
        output_format="python",
    )
    return "" if found is None or isinstance(found, dict) else "".join(found.body.itertext())


def _run_readability(tree: Any) -> str:
    import readability

    return str(readability.Document(tree).summary())


EXTRACTORS: dict[str, Callable[[Any], str]] = {
    "trafilatura": _run_trafilatura,
    "readability": _run_readability,
}
