"""Put a report's files in their folder as a whole; or say what would differ there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from policytext.files import write_atomically

_DIGEST = re.compile(rb'(?:data-digest="|policytext-data\0)([0-9a-f]{64})')
_FONT = re.compile(rb"url\(data:font/woff2;base64,[A-Za-z0-9+/=]*\)")


def publish(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write *files* into *folder*."""
    for name, content in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)


def list_differences(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Return a line for every file that is missing or differs."""
    return list(_differences(folder, files))


def _differences(folder: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    for name, content in sorted(files.items()):
        path = folder / name
        if not path.is_file():
            yield f"missing: {path}"
        elif essence(name, path.read_bytes()) != essence(name, content):
            yield f"differs: {path}"


def essence(name: str, content: bytes) -> bytes:
    """Return what of a file says something: of a chart its data, of a page all but its font."""
    if name == "findings.json":
        data = json.loads(content)
        data.pop("tool", None)
        return json.dumps(data, sort_keys=True).encode()
    if name.endswith((".svg", ".png")):
        found = _DIGEST.search(content)
        return found[1] if found else content
    return _FONT.sub(b"", content) if name.endswith(".html") else content
