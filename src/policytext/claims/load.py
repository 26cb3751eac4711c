"""Load claims files: YAML in, claims out; the faults of all files are reported together.

Tested in tests/claims/test_kinds.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from policytext.base.errors import Fault, FaultyInputError, UnknownNameError
from policytext.base.lookup import look_up
from policytext.base.yaml import YamlSource, read_yaml
from policytext.claims.model import Claim, ClaimSet, Origin

Kinds = Mapping[str, type[Claim]]


def read_claims(paths: Iterable[Path], kinds: Kinds) -> ClaimSet:
    """Read the claims files at *paths*; an id must be unique among all of them."""
    reading = _Reading(kinds)
    for path in paths:
        reading.read(path)
    if reading.faults:
        raise FaultyInputError(reading.faults)
    return ClaimSet(tuple(reading.claims), reading.origins, tuple(reading.inputs))


@dataclass
class _Reading:
    """The claims, faults and inputs read so far."""

    kinds: Kinds
    claims: list[Claim] = field(default_factory=list)
    origins: dict[str, Origin] = field(default_factory=dict)
    inputs: list[tuple[str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def read(self, path: Path) -> None:
        """Read one file and collect its faults."""
        try:
            source = read_yaml(path)
        except FaultyInputError as error:
            self.faults.extend(error.faults)
            return
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        self.inputs.append((path.as_posix(), digest))
        for index, claim in enumerate(read_source(source, self.kinds)):
            origin = Origin(source, index)
            item = source.data["claims"][index]
            if self._is_new(item.get("id") if isinstance(item, dict) else None, origin) and claim:
                self.claims.append(claim)
        self.faults.extend(source.faults)

    def _is_new(self, name: object, origin: Origin) -> bool:
        """Return whether the id *name* is new; collect a fault if it is a duplicate."""
        if not isinstance(name, str):
            return False
        first = self.origins.setdefault(name, origin)
        if first is origin:
            return True
        where = f"{first.place.file}:{first.place.line}"
        what = f"id {name!r} is also at {where}; rename one"
        origin.source.refuse(("claims", origin.number, "id"), what)
        return False


def read_source(source: YamlSource, kinds: Kinds) -> list[Claim | None]:
    """Return the claims of a parsed file, None for each faulty one; collect the faults."""
    items = enumerate(_items(source))
    return [make_claim(item, kinds, source, ("claims", index)) for index, item in items]


def _items(source: YamlSource) -> list[Any]:
    """Return the items of the list ``claims``, the only key of a claims file."""
    data = source.data
    if not isinstance(data, dict):
        source.refuse((), "must be a mapping with the key 'claims'; begin with 'claims:'")
        return []
    for key in data:
        if key != "claims":
            source.refuse((key,), f"unknown key {key!r}; a claims file has only 'claims'")
    claims = data.get("claims", ())
    if not isinstance(claims, list):
        what = "must be a list of claims" if "claims" in data else "is missing; add it"
        source.refuse(("claims",), what)
        return []
    return claims


def make_claim(
    item: Any, kinds: Kinds, source: YamlSource, path: tuple[str | int, ...]
) -> Claim | None:
    """Return the claim that *item* describes, or None; collect its faults in *source*."""
    if not isinstance(item, dict):
        source.refuse(path, "must be a mapping of keys to values")
        return None
    if "kind" not in item:
        source.refuse((*path, "kind"), f"is missing; add one of {', '.join(kinds)}")
        return None
    try:
        kind = look_up(kinds, str(item["kind"]), "kind of claim")
    except UnknownNameError as error:
        source.refuse((*path, "kind"), str(error))
        for near in get_close_matches(
            str(item["kind"]), kinds, n=1
        ):  # also report its other faults
            source.check(kinds[near], {**item, "kind": near}, path)
        return None
    return source.check(kind, item, path)
