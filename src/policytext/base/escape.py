"""Escape text for an output, so that it shows invisible characters and contains no markup.

An invisible character is written ``[U+202E]`` in every output. The one function is `escape`;
`TARGETS` has a row for every kind of output.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from typing import Literal

from policytext.base.lookup import look_up

Target = Literal["line", "markdown", "code", "github", "property", "json", "script", "html"]

# Patterns are compiled when first used: most commands need few of them.
# Controls, formats (bidi, zero width, soft hyphen), surrogates, private use, unassigned and
# noncharacters, line and paragraph separators; and variation selectors, which are invisible.
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SUSPECT = r"[^\n -~\u00a1-\u00ac\u00ae-\u02ff\u3001-\u303f\u3041-\u3096\u3400-\u9fff\uff01-\uff5e]"
# Characters that Markdown or HTML treats as markup, and text that becomes a link by itself.
_SPECIAL = r"[\\`*{}\[\]<>#|~$]|(?<![^\W_])_|_(?![^\W_])"
# The start of a list or the underline of a heading.
_LEADING = r"^(\d{0,9})([.)](?=\s|\Z)|[-+](?=[-+\s]|\Z)|=)"
_LINKING = r"(?i)&(?=#|\w+;)|@|(?<=http):|(?<=https):|(?<=ftp):|(?<=www)\.|(?<=mailto):|(?<=xmpp):"


def escape(text: str, target: Target) -> str:
    """Return *text* escaped so that *target* shows it as plain text.

    ``line``: a line of a terminal, a log, an XML attribute or element. ``markdown``: prose on one
    line. ``code``: a Markdown code span. ``github``: the message of a workflow command;
    ``property``: a property of one. ``json`` and ``script`` take JSON and return JSON of the same
    value without invisible characters; ``script`` is safe inside an HTML script element. ``html``:
    text or an attribute's value of a page; line ends stay.
    """
    return look_up(TARGETS, target, "target of an escape")(text)


def show_hidden(text: str) -> str:
    """Return *text* with every invisible character written as ``[U+202E]``; line ends stay."""
    return re.sub(_SUSPECT, lambda match: _shown(match[0]), text)


def _shown(character: str) -> str:
    hidden = (
        unicodedata.category(character) in _HIDDEN_CATEGORIES
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )
    return f"[U+{ord(character):04X}]" if hidden else character


def _escape_line(text: str) -> str:
    # ``##[`` starts a workflow command wherever it occurs in a line of output.
    return show_hidden(text).replace("\n", "[U+000A]").replace("##[", "##\\[")


def _escape_markdown(text: str) -> str:
    line = " ".join(show_hidden(text).split())
    line = re.sub(_SPECIAL, lambda found: f"\\{found[0]}", line)
    line = re.sub(_LEADING, lambda found: f"{found[1]}\\{found[2]}", line)
    return re.sub(_LINKING, lambda found: f"&#{ord(found[0])};", line)


def _escape_code(text: str) -> str:
    # A bar ends a table cell, even inside code.
    line = " ".join(show_hidden(text).split()).replace("##[", "##\\[").replace("|", "\\|") or " "
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    pad = " " if line[0] == "`" or line[-1] == "`" else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def _escape_github(text: str) -> str:
    return _escape_line(text).replace("%", "%25")


def _escape_property(text: str) -> str:
    return _escape_github(text).replace(":", "%3A").replace(",", "%2C")


def _escape_html(text: str) -> str:
    return html.escape(show_hidden(text))


class _Escapes(dict[int, str]):
    """The escape of each character of JSON, computed when the character first occurs."""

    def __init__(self, also: str) -> None:
        self.also = also

    def __call__(self, json: str) -> str:
        """Return the same JSON without invisible characters or workflow commands."""
        suspect = f"{_SUSPECT}|[{self.also}]" if self.also else _SUSPECT
        shown = re.sub(suspect, lambda match: self[ord(match[0])], json)
        return shown.replace("##[", "\\u0023#[")

    def __missing__(self, code: int) -> str:
        character = chr(code)
        hidden = character != "\n" and _shown(character) != character
        if hidden or character in self.also:
            pair = character.encode("utf-16-be", "surrogatepass")
            units = (pair[at : at + 2].hex() for at in range(0, len(pair), 2))
            self[code] = "".join(f"\\u{unit}" for unit in units)
        else:
            self[code] = character
        return self[code]


TARGETS: dict[str, Callable[[str], str]] = {
    "line": _escape_line,
    "markdown": _escape_markdown,
    "code": _escape_code,
    "github": _escape_github,
    "property": _escape_property,
    "json": _Escapes(""),
    "script": _Escapes("<>&"),
    "html": _escape_html,
}
