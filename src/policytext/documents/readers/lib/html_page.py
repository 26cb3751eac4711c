"""The text of a web page: every character with its bytes, and which text is the article.

Tested in tests/documents/readers/test_html.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policytext.base.errors import UnreadableError
from policytext.documents.capture import CaptureText, Dropped, ReadOptions
from policytext.documents.readers.lib.article_extractors import EXTRACTORS, Piece, run_extractors
from policytext.documents.readers.lib.byte_text import Collector, byte_offsets
from policytext.documents.readers.lib.encodings import (
    choose_encoding,
    decode_exactly,
    refuse_damage,
)
from policytext.documents.readers.lib.hidden import StyleSheet, find_why_hidden
from policytext.documents.readers.lib.html_tokens import (
    BLOCKS,
    RAW,
    RUBY,
    VOID,
    BrokenPageError,
    Token,
    cut_tokens,
    read_characters,
)

_MAX_BYTES = 32 * 1024 * 1024


def read_page(data: bytes, options: ReadOptions, label: str | None) -> CaptureText:
    """Read a page that is declared to be in the encoding *label*."""
    if len(data) > _MAX_BYTES:
        raise UnreadableError("The page is larger than 32 MiB; save its text alone.")
    choice = choose_encoding(data, options.encoding, label)
    page, places = decode_exactly(data, choice.codec, choice.mark)
    offsets = byte_offsets(page, places)
    try:
        visible = read_visible(page)
        mains = find_mains(page, visible, options)
    except BrokenPageError as error:
        raise UnreadableError(f"Byte {offsets[error.place]}: {error.what}") from None
    dropped = visible.dropped_bytes(offsets)
    if choice.mark:
        dropped.insert(0, Dropped(0, choice.mark, "byte-order mark"))
    text = "".join(visible.text)
    explicit = visible.places(offsets)
    refuse_damage(text, explicit)
    return CaptureText(
        text,
        explicit,
        len(data),
        "html",
        choice.codec,
        dropped=tuple(dropped),
        notes=(choice.to_note(),),
        title=visible.title,
        mains=mains,
    )


def find_mains(
    page: str, visible: Visible, options: ReadOptions
) -> dict[str, tuple[tuple[int, int], ...]]:
    """Return the stretches of the visible text that each extractor keeps as the article."""
    if options.extractor == "all":
        return {}
    names = [options.extractor] if options.extractor else list(EXTRACTORS)
    kept = run_extractors(page, visible.pieces, names, options.selector)
    return {
        name: tuple(visible.spans[number] for number in sorted(numbers))
        for name, numbers in kept.items()
    }


@dataclass
class Visible(Collector):
    """The text a page shows; places are characters of the page.

    ``pieces`` are its stretches with words, ``spans`` their places in the text.
    """

    pieces: list[Piece] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    title: str = ""


def read_visible(page: str) -> Visible:
    """Return the text that *page* shows."""
    visible = Visible()
    tokens = list(cut_tokens(page))
    sheets = [page[t.start : t.end] for t in tokens if (t.kind, t.name) == ("none", RAW["style"])]
    hidden = dict(_hidden_stretches(tokens, StyleSheet(sheets)))
    skip_to, why, preformatted = -1, "", 0
    for index, token in enumerate(tokens):
        if index in hidden and index >= skip_to:
            skip_to, why = hidden[index]
        if index < skip_to:
            visible.drop(token.start, token.end, why if token.kind == "text" else "markup")
        elif token.kind == "text":
            _read_text(page, token, visible, preformatted=preformatted > 0)
        elif token.kind == "none":
            visible.drop(token.start, token.end, token.name)
            if token.name == RAW["title"] and not visible.title:
                read = read_characters(page, token.start, token.end)
                visible.title = " ".join("".join(text for text, _, _ in read).split())
        else:
            preformatted += (token.name == "pre") * (1 if token.kind == "start" else -1)
            _read_tag(token, visible)
    return visible


def _read_tag(token: Token, visible: Visible) -> None:
    if token.name == "br":
        visible.break_line(token.start, token.end, min(visible.breaks + 1, 2))
    elif token.name in BLOCKS:
        visible.break_line(token.start, token.end)
    else:
        visible.drop(token.start, token.end, "markup")


def _read_text(page: str, token: Token, visible: Visible, *, preformatted: bool) -> None:
    begun = len(visible)
    words = []
    for text, start, end in read_characters(page, token.start, token.end):
        if not preformatted:
            # A line end in the source of a page is a space.
            text = text.translate(_SPACES)
        visible.add(text, start, end)
        words.append(text)
    joined = "".join(words)
    if joined.strip():
        visible.pieces.append(Piece(token.start, token.end, joined))
        visible.spans.append((begun, len(visible)))


_SPACES = {ord(c): " " for c in "\t\n\r\f"}


def _hidden_stretches(
    tokens: Sequence[Token], sheet: StyleSheet
) -> Iterator[tuple[int, tuple[int, str]]]:
    """Yield the elements that are not shown: first token, end, and the reason."""
    for index, token in enumerate(tokens):
        if token.kind != "start" or token.name in VOID or token.name in RAW:
            continue
        hidden = find_why_hidden(token.name, token.attributes, sheet)
        why = "ruby" if token.name in RUBY else hidden
        end = _find_end(tokens, index) if why else None
        if end is not None:
            yield index, (end, why)


def _find_end(tokens: Sequence[Token], index: int) -> int | None:
    """Return the token after the end of the element at *index*, None if it is never closed."""
    depth = 0
    for later in range(index, len(tokens)):
        if tokens[later].name == tokens[index].name and tokens[later].kind in ("start", "end"):
            depth += 1 if tokens[later].kind == "start" else -1
            if depth == 0:
                return later + 1
    return None
