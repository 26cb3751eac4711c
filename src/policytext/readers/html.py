"""Read a web page: every character of its text with its bytes, and what of it is the article."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from policytext.capture import (
    ByteMap,
    CaptureText,
    Dropped,
    EncodedBytes,
    ExplicitBytes,
    ReadOptions,
)
from policytext.errors import UnreadableError
from policytext.readers.encodings import choose_encoding, decode_exactly, refuse_damage
from policytext.readers.extractors import EXTRACTORS, Piece, run_extractors
from policytext.readers.markup import (
    RAW,
    BrokenPageError,
    Token,
    cut_tokens,
    find_declared_label,
    read_characters,
)

_WORD = re.compile(r"\w+")
_BLOCKS = frozenset(
    _WORD.findall(
        "address article aside blockquote body caption center dd details dialog dir div dl dt "
        "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li "
        "main menu nav ol optgroup option p pre section select summary table tbody td tfoot th "
        "thead tr ul"
    )
)
_VOID = frozenset(
    _WORD.findall("area base br col embed hr img input link meta param source track wbr")
)
_RUBY = {"rt", "rp"}
_HIDING = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MAX_BYTES = 32 * 1024 * 1024


def read_html(data: bytes, options: ReadOptions) -> CaptureText:
    """Read a saved page; which of its text is the article, two extractors say."""
    return read_page(data, options, find_declared_label(data))


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
    dropped = [Dropped(offsets[a], offsets[b], reason) for a, b, reason in visible.dropped]
    if choice.mark:
        dropped.insert(0, Dropped(0, choice.mark, "byte-order mark"))
    text = "".join(visible.text)
    explicit = ExplicitBytes(
        array("i", [offsets[i] for i in visible.starts]),
        array("i", [offsets[i] for i in visible.ends]),
    )
    refuse_damage(text, explicit)
    return CaptureText(
        text,
        explicit,
        len(data),
        "html",
        choice.codec,
        dropped=tuple(dropped),
        notes=(f"encoding {choice.codec} ({choice.how})",),
        mains=mains,
    )


def find_mains(
    page: str, visible: Visible, options: ReadOptions
) -> dict[str, tuple[tuple[int, int], ...]]:
    """Return which stretches of the visible text each extractor takes for the article."""
    if options.extractor == "all":
        return {}
    names = [options.extractor] if options.extractor else list(EXTRACTORS)
    kept = run_extractors(page, visible.pieces, names, options.selector)
    return {
        name: tuple(visible.spans[number] for number in sorted(numbers))
        for name, numbers in kept.items()
    }


@dataclass
class Visible:
    """The text a page shows, being collected: each character with its place in the page.

    ``pieces`` are its stretches that hold words, ``spans`` where they stand in the text.
    """

    text: list[str] = field(default_factory=list)
    starts: array[int] = field(default_factory=lambda: array("i"))
    ends: array[int] = field(default_factory=lambda: array("i"))
    dropped: list[tuple[int, int, str]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    breaks: int = 2  # line ends at the end of the text so far; a page begins a paragraph

    def add(self, text: str, start: int, end: int) -> None:
        """Add *text*, which is the page from *start* to *end*: one for one, or an entity."""
        self.text.append(text)
        if len(text) == end - start:
            self.starts.extend(range(start, end))
            self.ends.extend(range(start + 1, end + 1))
        else:
            self.starts.extend([start] * len(text))
            self.ends.extend([end] * len(text))

    def drop(self, start: int, end: int, reason: str) -> None:
        """Leave out the page from *start* to *end*, with the reason."""
        if start < end:
            self.dropped.append((start, end, reason))

    def break_line(self, token: Token, wanted: int) -> None:
        """Read a tag as line ends: *wanted* of them before the next text."""
        missing = wanted - self.breaks
        if missing <= 0:
            self.drop(token.start, token.end, "markup")
            return
        self.add("\n" * missing, token.start, token.start + missing)
        self.drop(token.start + missing, token.end, "markup")
        self.breaks = wanted


def read_visible(page: str) -> Visible:
    """Return the text that *page* shows."""
    visible = Visible()
    tokens = list(cut_tokens(page))
    hidden = dict(_hidden_stretches(tokens))
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
        else:
            preformatted += (token.name == "pre") * (1 if token.kind == "start" else -1)
            _read_tag(token, visible)
    return visible


def _read_tag(token: Token, visible: Visible) -> None:
    if token.name == "br":
        visible.break_line(token, min(visible.breaks + 1, 2))
    elif token.name in _BLOCKS:
        visible.break_line(token, 2)
    else:
        visible.drop(token.start, token.end, "markup")


def _read_text(page: str, token: Token, visible: Visible, *, preformatted: bool) -> None:
    begun = len(visible.starts)
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
        visible.spans.append((begun, len(visible.starts)))
        visible.breaks = 0


_SPACES = {ord(c): " " for c in "\t\n\r\f"}


def _hidden_stretches(tokens: Sequence[Token]) -> Iterator[tuple[int, tuple[int, str]]]:
    """Yield the elements that are not shown: their first token, the one after their last, why."""
    for index, token in enumerate(tokens):
        if token.kind != "start" or token.name in _VOID or token.name in RAW:
            continue
        why = "ruby" if token.name in _RUBY else "hidden" if _is_hidden(token) else ""
        end = _find_end(tokens, index) if why else None
        if end is not None:
            yield index, (end, why)


def _is_hidden(token: Token) -> bool:
    return any(
        name == "hidden" or (name == "style" and _HIDING.search(value))
        for name, value in token.attributes
    )


def _find_end(tokens: Sequence[Token], index: int) -> int | None:
    """Return the token after the end of the element at *index*, None where it is never closed."""
    depth = 0
    for later in range(index, len(tokens)):
        if tokens[later].name == tokens[index].name and tokens[later].kind in ("start", "end"):
            depth += 1 if tokens[later].kind == "start" else -1
            if depth == 0:
                return later + 1
    return None


def byte_offsets(page: str, places: ByteMap) -> Sequence[int]:
    """Return where each character of *page* begins in the capture, and where the last one ends."""
    if isinstance(places, ExplicitBytes):
        return [*places.starts, places.ends[-1] if places.ends else 0]
    assert isinstance(places, EncodedBytes)
    sizes = {c: len(c.encode(places.encoding)) for c in set(page)}
    return list(accumulate(map(sizes.__getitem__, page), initial=places.base))
