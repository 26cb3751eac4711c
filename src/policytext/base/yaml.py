"""Read YAML 1.2 strictly: duplicate keys, anchors and tags are faults, each with its position."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from policytext.base.errors import Fault, FaultyInputError, UnreadableError, did_you_mean

Place = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 32

_NULL = re.compile(r"(?:~|null|Null|NULL|)\Z")
_BOOLEAN = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")


@dataclass
class YamlSource:
    """A parsed YAML file: plain data, and the line and column of every key and item (from 1)."""

    file: str
    data: Any = None
    places: dict[Place, tuple[int, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: Place, what: str) -> Fault:
        """Return a fault at the nearest known place of *path*."""
        known = path
        while known and known not in self.places:
            known = known[:-1]
        line, column = self.places.get(known, (1, 1))
        return Fault(self.file, line, column, format_path(path), what)

    def refuse(self, path: Place, what: str) -> None:
        """Add a fault."""
        self.faults.append(self.fault(path, what))

    def raise_faults(self) -> None:
        """Raise FaultyInputError when there is any fault."""
        if self.faults:
            raise FaultyInputError(self.faults)

    def validate(self, model: type[Model]) -> Model:
        """Return the data as *model*, or raise every fault of the file at once."""
        value = self.check(model, self.data)
        self.raise_faults()
        assert value is not None
        return value

    def check(self, model: type[Model], data: Any, path: Place = ()) -> Model | None:
        """Return *data*, found at *path*, as *model*; its faults are collected."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                if detail["type"] == "too_short" and detail["input"]:
                    continue  # its items were refused, which is already reported
                inner, what = _explain(detail, model)
                self.refuse((*path, *inner), what)
            return None


def format_path(path: Place) -> str:
    """Write a path as ``claims[3].published``."""
    out = ""
    for step in path:
        out += f"[{step}]" if isinstance(step, int) else f".{step}" if out else str(step)
    return out


def list_yaml(folder: Path, name: str) -> list[Path]:
    """Return the YAML files in the folder *name* of *folder*, sorted by name."""
    paths = sorted((folder / name).glob("*.yaml"))
    for path in paths:
        refuse_outside(folder, path)
    return paths


def refuse_outside(folder: Path, path: Path) -> None:
    """Raise if *path*, which is in *folder*, is a link that leads out of it."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise UnreadableError(f"{path}: is a link that leads out of {folder}; copy the file in.")


def read_yaml(path: Path, *, shown: str | None = None) -> YamlSource:
    """Parse the file at *path*; *shown* is its name in messages."""
    name = shown or path.as_posix()
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise FaultyInputError(
            [Fault(name, 1, 1, "", f"cannot be read ({error.strerror}); check the path")]
        ) from None
    if len(raw) > MAX_BYTES:
        raise FaultyInputError([Fault(name, 1, 1, "", "is larger than 32 MiB; split the file")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        what = f"is not UTF-8 at byte {error.start}; save the file as UTF-8"
        raise FaultyInputError([Fault(name, line, column, "", what)]) from None
    return parse_yaml(text, name)


def parse_yaml(text: str, file: str) -> YamlSource:
    """Parse *text* into plain data with places; syntax errors raise, other faults are collected."""
    source = YamlSource(file)
    try:
        events = YAML(typ="safe", pure=False).parse(text)
        source.data = _Composer(source, events).compose()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = f"is not YAML: {error.problem or error.context}; fix the line"
        raise FaultyInputError([Fault(file, line, column, "", what)]) from None
    except ReaderError as error:
        # The position counts bytes.
        before = text.encode()[: error.position].decode("utf-8", "ignore").split("\n")
        what = f"contains a character YAML does not allow (U+{error.character:04X}); remove it"
        fault = Fault(file, len(before), len(before[-1]) + 1, "", what)
        raise FaultyInputError([fault]) from None
    return source


class _Composer:
    """Builds plain data from events; the library's own composer discards what must be reported."""

    def __init__(self, source: YamlSource, events: Iterator[Any]) -> None:
        self.source, self.events = source, events

    def compose(self) -> Any:
        data, documents = None, 0
        for event in self.events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                documents += 1
                if documents == 2:
                    self._note(event, (), "a second YAML document; keep one document per file")
                value = self._node(next(self.events), ())
                data = value if documents == 1 else data
        return data

    def _note(self, event: Any, path: Place, what: str) -> None:
        mark = event.start_mark
        self.source.faults.append(
            Fault(self.source.file, mark.line + 1, mark.column + 1, format_path(path), what)
        )

    def _node(self, event: Any, path: Place) -> Any:
        self.source.places.setdefault(
            path, (event.start_mark.line + 1, event.start_mark.column + 1)
        )
        kind = type(event).__name__
        if kind == "AliasEvent":
            self._note(event, path, f"alias *{event.anchor}; write the value out")
            return None
        if event.anchor:
            self._note(event, path, f"anchor &{event.anchor}; write the value out")
        if event.tag and event.tag != "!":
            self._note(event, path, f"tag {event.tag}; remove it")
        if len(path) > MAX_DEPTH:
            self._skip(event)
            self._note(event, path, f"nested deeper than {MAX_DEPTH} levels; use fewer")
            return None
        if kind == "ScalarEvent":
            return _resolve(event.value) if event.implicit[0] and not event.tag else event.value
        return self._mapping(path) if kind == "MappingStartEvent" else self._sequence(path)

    def _skip(self, event: Any) -> None:
        depth = int(type(event).__name__.endswith("StartEvent"))
        while depth:
            name = type(next(self.events)).__name__
            depth += name.endswith("StartEvent") - name.endswith("EndEvent")

    def _sequence(self, path: Place) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            items.append(self._node(event, (*path, len(items))))
        return items

    def _mapping(self, path: Place) -> dict[str, Any]:
        items: dict[str, Any] = {}
        for event in self.events:
            if type(event).__name__ == "MappingEndEvent":
                break
            key = self._key(event, path)
            place = (*path, key)
            if key in items:
                line = self.source.places[place][0]
                self._note(event, place, f"duplicate key (first in line {line}); keep one")
                self._node(next(self.events), (*place, "(again)"))
                continue
            self.source.places[place] = (event.start_mark.line + 1, event.start_mark.column + 1)
            items[key] = self._node(next(self.events), place)
        return items

    def _key(self, event: Any, path: Place) -> str:
        if type(event).__name__ != "ScalarEvent":
            if type(event).__name__ != "AliasEvent":
                self._skip(event)
            self._note(event, path, "a key that is not plain text; use a word")
            return f"(key in line {event.start_mark.line + 1})"
        if event.anchor:
            self._note(event, path, f"anchor &{event.anchor}; write the value out")
        if event.tag and event.tag != "!":
            self._note(event, path, f"tag {event.tag}; remove it")
        return str(event.value)


def _resolve(value: str) -> Any:
    """Resolve a plain scalar by the YAML 1.2 core schema: 010 is ten, no is a word."""
    if _NULL.match(value):
        return None
    if value in _BOOLEAN:
        return _BOOLEAN[value]
    if _INTEGER.match(value) and len(value) < 400:
        return int(value)
    return float(value) if _FLOAT.match(value) else value


_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
# The message and its advice for text that does not match the pattern.
_PATTERNS = {
    r"^[a-z0-9][a-z0-9._-]{0,63}$": (
        "is not a valid id; use up to 64 lower-case letters, digits and . _ -"
    ),
    _DATE: 'is not a date; write "2025" or "2025-07-26"',
    r"^[0-9a-f]{64}$": "is not a sha256; write its 64 digits and letters a to f",
}


def _explain(detail: Any, model: type[BaseModel]) -> tuple[Place, str]:
    """Turn one pydantic error into a path and a sentence that says what to do."""
    path = tuple(step for step in detail["loc"] if not _is_union_tag(step))
    kind, message = detail["type"], str(detail["msg"])
    if kind == "extra_forbidden":
        if _is_union_tag(detail["loc"][-1]):  # not a tag but a key that looks like one
            path = (*path, detail["loc"][-1])
        known = _known_keys(model, path[:-1])
        hint = did_you_mean(str(path[-1]), known)
        return path, f"unknown key {str(path[-1])!r}.{hint} Known keys: {', '.join(known)}"
    if kind == "missing":
        return path, "is missing; add it"
    if kind == "string_type" and detail["input"] is None:
        return path, "is empty; write text in quotes, or delete the line"
    if kind == "string_type":
        return path, f"must be text, not {detail['input']!r}; put it in quotes"
    if kind in {"literal_error", "enum"}:
        allowed = str(detail["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
        hint = did_you_mean(str(detail["input"]), allowed.split(", "))
        return path, f"unknown value {detail['input']!r}.{hint} Known: {allowed}"
    if kind == "string_pattern_mismatch":
        if not detail["input"] and detail["ctx"]["pattern"] == _DATE:
            return path, 'is empty; write "2025" or "2025-07-26", or delete the line'
        return path, f"{detail['input']!r} {_PATTERNS.get(detail['ctx']['pattern'], message)}"
    if kind in {"model_type", "dict_type"}:
        return path, "must be a mapping of keys to values"
    if kind in {"list_type", "tuple_type"}:
        return path, "must be a list: [a, b] or one item per line after '- '"
    if kind == "too_short":
        return path, "must have at least 1 item; add one"
    if kind == "bool_type":
        return path, f"must be true or false, not {detail['input']!r}"
    return path, message.removeprefix("Value error, ")


def _is_union_tag(step: str | int) -> bool:
    return isinstance(step, str) and ("[" in step or step.endswith("Entry"))


def _known_keys(model: type[BaseModel], path: Place) -> list[str]:
    """Return the keys the model at *path* knows."""
    current: Any = model
    for step in path:
        if isinstance(step, int):
            continue
        fields = getattr(current, "model_fields", {})
        named = {(info.alias or name): info.annotation for name, info in fields.items()}
        current = _inner_model(named.get(step))
    fields = getattr(current, "model_fields", {})
    return sorted((info.alias or name) for name, info in fields.items())


def _inner_model(annotation: Any) -> Any:
    """Return the model inside ``list[M]``, ``M | None`` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _inner_model(argument)
        if found is not None:
            return found
    return None


# Text that YAML reads as a string without quotation marks, in a block and in a flow list.
_PLAIN = re.compile(r"[\w《（“][^\x00-\x1f\x7f-\xa0:#\[\]{},&*!?|>'\"%@`]*", re.UNICODE)
_NOT_TEXT = re.compile(r"[-+]?[\d.]|(?:true|false|null|yes|no|on|off|~)$", re.IGNORECASE)


def write_scalar(value: object) -> str:
    """Return *value* as YAML that is read as the same value; a list as a flow list.

    >>> write_scalar("全球"), write_scalar("45"), write_scalar(["a: b", 3, True])
    ('全球', '"45"', '["a: b", 3, true]')
    """
    if isinstance(value, bool | int):
        return json.dumps(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(write_scalar, value))}]"
    if isinstance(value, Mapping):
        pairs = (f"{write_scalar(key)}: {write_scalar(each)}" for key, each in value.items())
        return f"{{{', '.join(pairs)}}}"
    text = str(value)
    plain = _PLAIN.fullmatch(text) and not _NOT_TEXT.match(text)
    if plain and text.isprintable() and text.strip() == text:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted)
