"""Cut HTML into tokens by the rules of browsers, so that every character is in a token.

What a browser does not show (comments, scripts) is a token too, so there are no gaps.

Tested in tests/documents/readers/test_html.py.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

from policytext.base.errors import UnreadableError
from policytext.language.han import HAN_PATTERN

_OPENING = re.compile(
    r"<(?:(?P<end>/)?(?P<name>[a-zA-Z][^\s/>]*)|(?P<comment>!--)|(?P<bogus>[!?/]))"
)
_ATTRIBUTE = re.compile(
    r"[\s/]*(?P<name>[^\s/>][^\s/>=]*)"
    r"(?:\s*=\s*(?:\"(?P<double>[^\"]*)(?:\"|(?P<open>\Z))|'(?P<single>[^']*)(?:'|(?P<open2>\Z))"
    r"|(?P<bare>[^\s>]*)))?"
)
_TAG_END = re.compile(r"[\s/]*>")
_COMMENT_END = re.compile(r"--!?>")
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]*;?)")
_LONGEST_NAME = max(map(len, html5))

# Elements whose content is not markup, and why it is not text.
RAW = {
    "script": "script",
    "style": "style",
    "title": "page title",
    "textarea": "form field",
    "iframe": "embedded page",
    "noembed": "embedded page",
    "noframes": "embedded page",
    "template": "template",
}
_WORD = re.compile(r"\w+")
BLOCKS = frozenset(
    _WORD.findall(
        "address article aside blockquote body caption center dd details dialog dir div dl dt "
        "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li "
        "main menu nav ol optgroup option p pre section select summary table tbody td tfoot th "
        "thead tr ul"
    )
)
VOID = frozenset(
    _WORD.findall("area base br col embed hr img input link meta param source track wbr")
)
RUBY = {"rt", "rp"}
_UNREADABLE = {"plaintext", "xmp", "listing", "frameset"}


class BrokenPageError(UnreadableError):
    """A page that hides or loses text; ``place`` is the number of a character in it."""

    def __init__(self, place: int, what: str) -> None:
        self.place, self.what = place, what
        super().__init__(f"Character {place}: {what}")


class Token(NamedTuple):
    """A stretch of a page: ``text``, ``start`` or ``end`` tag, or ``none``, which shows nothing.

    ``name`` is the element of a tag, or the reason why nothing is shown.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


def cut_tokens(page: str) -> Iterator[Token]:
    """Yield the tokens of *page* in order, without gaps."""
    at, begun = 0, 0
    while True:
        opening = _OPENING.search(page, at)
        if opening is None:
            break
        token = _read_markup(page, opening)
        if begun < token.start:
            yield Token("text", begun, token.start)
        yield token
        at = begun = token.end
        if token.kind == "start" and token.name in RAW:
            content = _raw_content(page, token)
            yield content
            at = begun = content.end
    if begun < len(page):
        yield Token("text", begun, len(page))


def _read_markup(page: str, opening: re.Match[str]) -> Token:
    start = opening.start()
    if opening["comment"]:
        return _read_comment(page, start)
    if opening["bogus"]:
        return _read_declaration(page, start)
    name = opening["name"].lower()
    if name in _UNREADABLE and not opening["end"]:
        raise BrokenPageError(start, f"<{name}> cannot be read; save the page as text.")
    attributes, end = _read_attributes(page, opening.end(), start)
    return Token("end" if opening["end"] else "start", start, end, name, attributes)


def _read_comment(page: str, start: int) -> Token:
    for short in (">", "->"):
        if page.startswith(short, start + 4):
            return Token("none", start, start + 4 + len(short), "comment")
    found = _COMMENT_END.search(page, start + 4)
    return _shows_nothing(page, start, found.end() if found else None, "comment")


def _read_declaration(page: str, start: int) -> Token:
    end = page.find(">", start)
    token = _shows_nothing(page, start, end + 1 if end >= 0 else None, "declaration")
    declared = page[start : token.end].lower()
    if "<!entity" in declared or (declared.startswith("<!doctype") and "[" in declared):
        what = "the page declares its own entities, which can hide text; save its text instead."
        raise BrokenPageError(start, what)
    return token


def _read_attributes(page: str, at: int, start: int) -> tuple[tuple[tuple[str, str], ...], int]:
    attributes: list[tuple[str, str]] = []
    while True:
        closing = _TAG_END.match(page, at)
        if closing:
            return tuple(attributes), closing.end()
        match = _ATTRIBUTE.match(page, at)
        if match is None or match.end() == at:
            _shows_nothing(page, start, None, "tag")
            return tuple(attributes), len(page)
        if match["open"] is not None or match["open2"] is not None:
            _shows_nothing(page, start, None, "tag")
        value = match["double"] or match["single"] or match["bare"] or ""
        attributes.append((match["name"].lower(), value))
        at = match.end()


def _raw_content(page: str, tag: Token) -> Token:
    closing = re.compile(rf"</{tag.name}(?=[\s/>])", re.IGNORECASE).search(page, tag.end)
    return _shows_nothing(page, tag.end, closing.start() if closing else None, RAW[tag.name])


def _shows_nothing(page: str, start: int, end: int | None, why: str) -> Token:
    """Return a token that shows nothing; one that is never closed must not hide Chinese text."""
    if end is None:
        end = len(page)
        if HAN_PATTERN.search(page, start):
            what = f"a {why} that is not closed hides the rest of the page; save it again."
            raise BrokenPageError(start, what)
    return Token("none", start, end, why)


def read_characters(page: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield the text of a text token as ``(text, start, end)``: plain stretches and entities."""
    done = start
    for match in _ENTITY.finditer(page, start, end):
        found, length = _read_entity(match[0])
        if found:
            if done < match.start():
                yield page[done : match.start()], done, match.start()
            done = match.start() + length
            yield found, match.start(), done
    if done < end:
        yield page[done:end], done, end


def _read_entity(written: str) -> tuple[str, int]:
    """Return the text of a character reference, and how much of *written* it takes."""
    if written[1] == "#":
        return html.unescape(written), len(written)
    name = written[1:]
    if name in html5:
        return html5[name], len(written)
    # Some names need no semicolon; the longest match counts.
    for length in range(min(len(name), _LONGEST_NAME), 1, -1):
        if name[:length] in html5:
            return html5[name[:length]], length + 1
    return "", 0


def find_declared_label(data: bytes) -> str | None:
    """Return the encoding a page declares in its first bytes, as browsers look for it."""
    head = re.sub(rb"<!--.*?-->", b"", data[:4096], flags=re.DOTALL)
    for pattern in (
        rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._:-]+)",
        rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]+)",
    ):
        match = re.search(pattern, head, re.IGNORECASE)
        if match:
            label = match[1].decode("ascii")
            return "utf-8" if label.lower().startswith("utf-16") else label
    return None
