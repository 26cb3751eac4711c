"""Read rich text files (RTF): the text as it is after every tracked change is accepted.

Footnotes, comments and automatic numbers are dropped with that reason, and said so.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from policytext.base.errors import UnreadableError
from policytext.documents.capture import CaptureText, Dropped, ReadOptions
from policytext.documents.readers.lib.byte_text import Collector
from policytext.documents.readers.lib.encodings import refuse_damage
from policytext.language.messages import Message

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<hex>[0-9A-Fa-f]{2})"
    rb"|\\(?P<symbol>[\s\S])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<end>[\r\n\0]+)"
    rb"|(?P<plain>[^\\{}\r\n\0]+)"
)
_DEEPEST = 500
# Groups that are not text, and why.
_LEFT_OUT = {
    **dict.fromkeys(
        ("fonttbl", "colortbl", "stylesheet", "listtable", "revtbl", "rsidtbl", "filetbl"), "markup"
    ),
    **dict.fromkeys(("info", "generator", "userprops", "xmlnstbl"), "metadata"),
    **dict.fromkeys(("pict", "objdata", "nonshppict", "bin", "sp", "shprslt"), "picture"),
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
    **dict.fromkeys(("footnote", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc"), "footnotes"),
    **dict.fromkeys(("annotation", "atnid", "atnauthor"), "comments"),
    **dict.fromkeys(("fldinst", "xe", "tc", "bkmkstart", "bkmkend"), "field code"),
    **dict.fromkeys(("listtext", "pntext", "pntxta", "pntxtb"), "automatic number"),
    "upr": "alternate content",
}
_NOTED = ("footnotes", "comments", "header", "footer")
# Groups marked as optional that contain text.
_KEPT = frozenset({"shpinst", "shptxt", "shpgrp", "do", "dptxbxtext", "ud"})
_BREAKS = {"par": 2, "sect": 2, "page": 2, "row": 2, "cell": 2, "nestcell": 2, "nestrow": 2}
_CHARACTERS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
}
_SYMBOLS = {"~": "\xa0", "_": "-"}
# Character sets of fonts, by their number in the file.
_CHARSETS = {
    77: "mac-roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "big5hkscs",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
_PAGES = {936: "gb18030", 950: "big5hkscs", 65001: "utf-8", 10000: "mac-roman"}


def read_rtf(data: bytes, options: ReadOptions) -> CaptureText:
    """Read the text of a rich text file."""
    story = _Story(len(data))
    for match in _tokens(data):
        story.read(match)
    story.finish()
    text, places = "".join(story.text.text), story.text.places()
    refuse_damage(text, places)
    return CaptureText(
        text,
        places,
        len(data),
        "rtf",
        story.page,
        dropped=tuple(sorted(Dropped(*run) for run in story.text.dropped)),
        notes=tuple(story.notes()),
        cuttable=False,  # most letters are written as numbers
    )


def _tokens(data: bytes) -> Iterator[re.Match[bytes]]:
    at = 0
    while at < len(data):
        match = _TOKEN.match(data, at)
        if match is None:
            raise UnreadableError(f"Byte {at}: a backslash at the end; save the file again.")
        yield match
        at = match.end()
        if match["word"] == b"bin":
            # Raw bytes follow, which may look like text.
            at += max(0, int(match["number"] or 0))


@dataclass(frozen=True)
class _State:
    """What is set in a group: why it is not text, its font, how many characters a code skips."""

    why: str = ""
    font: int = -1
    skipped: int = 1
    hidden: bool = False
    deleted: bool = False
    fonts: bool = False
    optional: bool = False
    word: str = ""


@dataclass
class _Story:
    """The text of a file, being read. ``held`` are bytes that wait to be decoded together."""

    size: int
    text: Collector = field(default_factory=Collector)
    state: _State = field(default_factory=_State)
    outer: list[_State] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    page: str = "cp1252"
    held: bytearray = field(default_factory=bytearray)
    places: list[tuple[int, int]] = field(default_factory=list)
    passing: int = 0  # characters still to pass over after a \u
    high: tuple[int, int] | None = None  # the first half of a pair of surrogates
    done: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    numbered: int = 0

    def notes(self) -> Iterator[Message]:
        """Yield what a reader of the text must know."""
        for name in sorted(self.left_out):
            yield Message("capture_notes.element", name=name, n=self.left_out[name])
        if self.numbered:
            yield Message("capture_notes.automatic_numbers", n=self.numbered)

    def read(self, match: re.Match[bytes]) -> None:
        """Take in one token."""
        start, end = match.span()
        if start > self.done:
            self._flush()
            self.text.drop(self.done, start, "picture")
        self.done = end
        if match["brace"]:
            self._flush()
            self._read_brace(match["brace"], start, end)
        elif match["word"]:
            self._flush()
            number = None if match["number"] is None else int(match["number"])
            self._read_word(match["word"].decode("ascii"), number, start, end)
        elif match["hex"]:
            self._hold(bytes([int(match["hex"], 16)]), start, end)
        elif match["symbol"]:
            self._read_symbol(match["symbol"], start, end)
        elif match["plain"] and self.state.why and not self.passing:
            self._flush()
            self._leave_out(match["plain"], start, end)
        elif match["plain"]:
            for at in range(start, end):
                self._hold(match["plain"][at - start : at - start + 1], at, at + 1)
        else:
            self.text.drop(start, end, "markup")

    def finish(self) -> None:
        """Check that every group is closed."""
        self._flush()
        if self.done < self.size:
            self.text.drop(self.done, self.size, "picture")
        if self.outer or self.high:
            raise UnreadableError(f"Byte {self.size}: the file is cut off; save it again.")

    def _read_brace(self, brace: bytes, start: int, end: int) -> None:
        self.passing = 0
        if brace == b"{":
            if len(self.outer) >= _DEEPEST:
                raise UnreadableError(f"Byte {start}: groups are nested too deeply.")
            self.outer.append(self.state)
            self.state = replace(self.state, optional=False, word="")
        elif self.outer:
            self.state = self.outer.pop()
        self.text.drop(start, end, self.state.why or "markup")

    def _read_word(self, word: str, number: int | None, start: int, end: int) -> None:
        if self.passing and word != "u":
            self.passing -= 1
            self.text.drop(start, end, "alternate content")
            return
        self._set(word, number)
        state = self.state
        if state.why or state.hidden or state.deleted:
            self.text.drop(start, end, self._reason())
        elif word == "u" and number is not None:
            self._add_code(number & 0xFFFF, start, end)
        elif word in _BREAKS:
            self.text.break_line(start, end, _BREAKS[word])
        elif word == "line":
            self.text.break_line(start, end, min(self.text.breaks + 1, 2))
        elif word in _CHARACTERS:
            self.text.add(_CHARACTERS[word], start, end)
        elif word in ("shptxt", "dptxbxtext"):
            self.text.break_line(start, end)
        else:
            self.text.drop(start, end, "markup")
        if word == "u":
            self.passing = state.skipped

    def _reason(self) -> str:
        state = self.state
        return state.why or ("tracked deletion" if state.deleted else "hidden")

    def _set(self, word: str, number: int | None) -> None:
        """Change the state by a control word."""
        state, on = self.state, number != 0
        if word in _LEFT_OUT and not state.why:
            self.numbered += word in ("listtext", "pntext")
            self.state = replace(state, why=_LEFT_OUT[word], fonts=word == "fonttbl")
        elif word == "ud":
            self.state = replace(state, why="", optional=False)
        elif state.optional and not state.word:
            why = state.why or ("" if word in _KEPT else "markup")
            self.state = replace(state, why=why, word=word)
        elif word == "f":
            self.state = replace(state, font=number or 0)
        elif word == "fcharset" and state.fonts:
            self.fonts[state.font] = _CHARSETS.get(number or 0, "")
        elif word == "ansicpg":
            self.page = _codec(number or 1252)
        elif word == "uc":
            self.state = replace(state, skipped=max(0, number or 0))
        elif word == "v":
            self.state = replace(state, hidden=on)
        elif word == "deleted":
            self.state = replace(state, deleted=on)
        elif word == "plain":
            self.state = replace(state, hidden=False, deleted=False, font=-1)

    def _read_symbol(self, symbol: bytes, start: int, end: int) -> None:
        letter = symbol.decode("latin-1")
        if letter in "\\{}":
            self._hold(symbol, start, end)
            return
        self._flush()
        if letter == "*":
            self.state = replace(self.state, optional=True)
        if self.state.why or self.state.hidden or self.state.deleted:
            self.text.drop(start, end, self._reason())
        elif letter in "\r\n":
            self.text.break_line(start, end)
        elif letter in _SYMBOLS:
            self.text.add(_SYMBOLS[letter], start, end)
        else:
            self.text.drop(start, end, "markup")

    def _hold(self, byte: bytes, start: int, end: int) -> None:
        """Keep a byte until the next control word: several bytes may be one character."""
        if self.passing:
            self.passing -= 1
            self.text.drop(start, end, "alternate content")
            return
        self.held += byte
        self.places.append((start, end))

    def _flush(self) -> None:
        """Decode the bytes that were held, in the character set of the font."""
        held, places = bytes(self.held), self.places
        if not held:
            return
        self.held, self.places = bytearray(), []
        state = self.state
        if state.why or state.hidden or state.deleted:
            self._leave_out(held, places[0][0], places[-1][1])
            return
        for letters, first, last in self._decode(held, places[0][0]):
            self._add(letters, places[first][0], places[last][1])

    def _leave_out(self, held: bytes, start: int, end: int) -> None:
        self.text.drop(start, end, self._reason())
        if self.state.why in _NOTED:
            self.left_out[self.state.why] += sum(byte > 64 for byte in held)

    def _decode(self, held: bytes, at: int) -> list[tuple[str, int, int]]:
        """Return the characters of *held*, each with the place of its first and last byte."""
        for codec in filter(None, (self.fonts.get(self.state.font), self.page, "cp1252")):
            try:
                return list(_decode(held, codec))
            except UnicodeDecodeError:
                continue  # fonts for Latin letters are named for Chinese ones, and the reverse
        raise UnreadableError(
            f"Byte {at}: is not valid in the character set of its font; save it again."
        )

    def _add_code(self, code: int, start: int, end: int) -> None:
        """Add a character by its number, of which large ones are written in two halves."""
        if 0xD800 <= code < 0xDC00 and self.high is None:
            self.high = code, start
            return
        if self.high is not None:
            first, start = self.high
            if not 0xDC00 <= code < 0xE000:
                raise UnreadableError(f"Byte {start}: half of a surrogate pair; save it again.")
            code = 0x10000 + ((first - 0xD800) << 10) + code - 0xDC00
            self.high = None
        self._add(chr(code), start, end)

    def _add(self, letters: str, start: int, end: int) -> None:
        self.text.text.append(letters)
        self.text.starts.extend([start] * len(letters))
        self.text.ends.extend([end] * len(letters))
        if not letters.isspace():
            self.text.breaks = 0


def _decode(held: bytes, codec: str) -> Iterator[tuple[str, int, int]]:
    decode = codecs.getincrementaldecoder(codec)()
    begun = 0
    for index in range(len(held)):
        letters = decode.decode(held[index : index + 1], final=index + 1 == len(held))
        if letters:
            yield letters, begun, index
            begun = index + 1


def _codec(page: int) -> str:
    name = _PAGES.get(page, f"cp{page}")
    try:
        codecs.lookup(name)
    except LookupError:
        raise UnreadableError(
            f"The code page {page} is not known; save the file as .docx or plain text."
        ) from None
    return name
