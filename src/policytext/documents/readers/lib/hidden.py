"""Text that a page contains but does not show: by an attribute, a style sheet, or struck out.

Tested in tests/documents/readers/test_html.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

Attributes = Iterable[tuple[str, str]]

STRUCK = frozenset({"del", "s", "strike"})
_HIDING = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_UNSEEN = re.compile(r"visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_STRIKING = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_SHOWING = re.compile(r"display\s*:|visibility\s*:\s*visible", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_NAME = r"[\w-]+"
# A tag, classes or an id alone. Selectors that depend on other elements or the mouse are skipped.
_SELECTOR = re.compile(rf"(?:{_NAME})?(?:[.#]{_NAME})*")
_PART = re.compile(rf"[.#]?{_NAME}")


class StyleSheet:
    """The rules of a page's style sheets that hide elements or strike them out."""

    def __init__(self, sheets: Iterable[str] = ()) -> None:
        self._rules: dict[str, str] = {}
        for sheet in sheets:
            self._read(_drop_at_rules(_COMMENT.sub(" ", sheet)))

    def _read(self, sheet: str) -> None:
        for selectors, declarations in _RULE.findall(sheet):
            why = "hidden" if _UNSEEN.search(declarations) else _why(declarations)
            shows = _SHOWING.search(declarations)
            for selector in map(str.strip, selectors.split(",")):
                if not selector or not _SELECTOR.fullmatch(selector):
                    continue
                if why:
                    self._rules[selector] = why
                elif shows:
                    self._rules.pop(selector, None)  # the last rule decides

    def find(self, name: str, attributes: Mapping[str, str]) -> str:
        """Return why the style sheets hide the element; empty if they do not."""
        for selector, why in self._rules.items():
            if _fits(selector, name, attributes):
                return why
        return ""


def _drop_at_rules(sheet: str) -> str:
    """Return *sheet* without the rules that only apply to print or small screens."""
    kept, done, at = [], 0, sheet.find("@")
    while at >= 0:
        kept.append(sheet[done:at])
        done = _end_of_rule(sheet, at)
        at = sheet.find("@", done)
    return "".join([*kept, sheet[done:]])


def _end_of_rule(sheet: str, at: int) -> int:
    depth = 0
    for place in range(at, len(sheet)):
        character = sheet[place]
        depth += (character == "{") - (character == "}")
        if (character == "}" and depth <= 0) or (character == ";" and depth == 0):
            return place + 1
    return len(sheet)


def _fits(selector: str, name: str, attributes: Mapping[str, str]) -> bool:
    classes = attributes.get("class", "").split()
    return all(
        part[1:] in classes
        if part[0] == "."
        else part[1:] == attributes.get("id")
        if part[0] == "#"
        else part.lower() == name
        for part in _PART.findall(selector)
    )


def _why(declarations: str) -> str:
    if _HIDING.search(declarations):
        return "hidden"
    return "struck out" if _STRIKING.search(declarations) else ""


def find_why_hidden(name: str, attributes: Attributes, sheet: StyleSheet | None = None) -> str:
    """Return why an element is not read as text; empty if it is."""
    own = dict(attributes)
    if "hidden" in own:
        return "hidden"
    if name in STRUCK:
        return "struck out"
    # Pages use this attribute for elements that their scripts show after loading.
    style = own.get("style", "")
    why = _why(style)
    if why or sheet is None or _SHOWING.search(style):
        return why
    return sheet.find(name, own)
