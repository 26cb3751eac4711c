"""Write accepted proposals: captures into the texts folder, entries into its manifest.

Tested in tests/cli/test_add.py.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from policytext.base.errors import (
    FaultyInputError,
    PolicytextError,
    UnknownNameError,
    UnreadableError,
)
from policytext.base.files import write_atomically
from policytext.base.yaml import write_scalar
from policytext.documents.add.propose import Proposal
from policytext.documents.manifest import parse_manifest

_NO_MANIFEST = "documents:\n"


def format_entry(entry: Mapping[str, Any], indent: int = 2) -> str:
    """Return *entry* as an item of the manifest's list of documents."""
    lines = list(_format_mapping(entry, ""))
    lead = " " * indent
    return "".join(f"{lead}{'- ' if n == 0 else '  '}{line}\n" for n, line in enumerate(lines))


def _format_mapping(entry: Mapping[str, Any], lead: str) -> Iterator[str]:
    for key, value in entry.items():
        if isinstance(value, Mapping):
            yield f"{lead}{key}:"
            yield from _format_mapping(value, lead + "  ")
        else:
            yield f"{lead}{key}: {write_scalar(value)}"


def write_proposals(folder: Path, proposals: Sequence[Proposal]) -> None:
    """Copy the captures of *proposals* into *folder* and add the entries to its manifest.

    The manifest is written last and in one step, so nothing refers to a missing capture.
    """
    path = folder / "manifest.yaml"
    text = _read(path)
    added = _append(text, [proposal.entry for proposal in proposals])
    _check(added, path)
    for proposal in proposals:
        _write_capture(folder, str(proposal.entry["capture"]["path"]), proposal.data)
    write_atomically(path, added)


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return _NO_MANIFEST
    except UnicodeDecodeError:
        raise UnreadableError(f"{path}: is not UTF-8; save it as UTF-8.") from None


def _append(text: str, entries: Sequence[Mapping[str, Any]]) -> str:
    """Return the manifest *text*, comments included, with *entries* after its last one."""
    first = re.search(r"^( *)- ", text, re.MULTILINE)
    indent = len(first[1]) if first else 2
    text = re.sub(r"^documents:\s*\[\s*\]\s*$", "documents:", text, flags=re.MULTILINE)
    line_end = "\r\n" if "\r\n" in text else "\n"
    body = "".join("\n" * bool(first) + format_entry(entry, indent) for entry in entries)
    return text.rstrip() + line_end + body.replace("\n", line_end)


def _check(text: str, path: Path) -> None:
    """Refuse to write a manifest that could not be read."""
    try:
        parse_manifest(text, path.as_posix())
    except FaultyInputError as error:
        what = f"The manifest would not be valid; add the entry by hand: {error}"
        raise PolicytextError(what) from None


def _write_capture(folder: Path, name: str, data: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.resolve().is_relative_to(folder.resolve()):
        raise UnreadableError(f"{name}: is a link that leads out of {folder}; name another id.")
    if path.exists() and path.read_bytes() != data:
        raise PolicytextError(f"{path} contains another capture; name another id.")
    if not path.exists():
        write_atomically(path, data)


def record_anew(folder: Path, name: str, data: bytes | None) -> tuple[dict[str, bytes], str]:
    """Return the files that re-record the capture of document *name*, and its previous sha256.

    *data* is the new capture; None if the file in the folder has changed already. Entries that
    share the capture are updated together. Nothing is written here.
    """
    path = folder / "manifest.yaml"
    text = _read(path)
    manifest, source = parse_manifest(text, path.as_posix())
    entries = {entry.id: entry for entry in manifest.documents}
    if name not in entries:
        raise UnknownNameError("document", name, sorted(entries))
    capture = entries[name].capture
    current = (folder / capture.path).read_bytes() if data is None else data
    digest = hashlib.sha256(current).hexdigest()
    lines = text.splitlines(keepends=True)
    for index, entry in enumerate(manifest.documents):
        if entry.capture.path == capture.path:
            line = source.places[("documents", index, "capture", "sha256")][0] - 1
            lines[line] = lines[line].replace(entry.capture.sha256, digest)
    files = {"manifest.yaml": "".join(lines).encode("utf-8")}
    if data is not None:
        files[capture.path] = data
    return files, capture.sha256


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write *files* into *folder*, the manifest last."""
    for name in sorted(files, key=lambda name: name == "manifest.yaml"):
        write_atomically(folder / name, files[name])
