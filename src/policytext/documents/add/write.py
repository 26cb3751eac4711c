"""Write accepted proposals: captures into the texts folder, entries into its manifest.

Tested in tests/cli/test_add.py.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from policytext.base.errors import (
    FaultyInputError,
    PolicytextError,
    UnknownNameError,
    UnreadableError,
)
from policytext.base.files import write_all, write_atomically
from policytext.base.yaml import write_scalar
from policytext.documents.add.propose import Proposal
from policytext.documents.load import read_inside
from policytext.documents.manifest import CaptureEntry, Manifest, parse_manifest

_NO_MANIFEST = "documents:\n"


def format_entry(entry: Mapping[str, Any], indent: int = 2) -> str:
    """Return *entry* as an item of the manifest's list of documents."""
    lines = list(_format_mapping(entry, ""))
    lead = " " * indent
    return "".join(f"{lead}{'- ' if n == 0 else '  '}{line}\n" for n, line in enumerate(lines))


def _format_mapping(entry: Mapping[str, Any], lead: str) -> Iterator[str]:
    for key, value in entry.items():
        if isinstance(value, Mapping):
            yield f"{lead}{write_scalar(key)}:"
            yield from _format_mapping(value, lead + "  ")
        else:
            yield f"{lead}{write_scalar(key)}: {write_scalar(value)}"


def write_proposals(folder: Path, proposals: Sequence[Proposal]) -> None:
    """Copy the captures of *proposals* into *folder* and add the entries to its manifest.

    The manifest is written once, last and in one step, so nothing refers to a missing capture. The
    caller holds the lock of *folder*.
    """
    path = folder / "manifest.yaml"
    text = _read(path)
    added = _append(text, [proposal.entry for proposal in proposals])
    _check(added, path)
    captures: dict[Path, bytes] = {}
    for proposal in proposals:
        captures |= _find_new(folder, str(proposal.entry["capture"]["path"]), proposal.data)
    write_all(captures)
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


def is_free(folder: Path, name: str, data: bytes) -> bool:
    """Return whether no other capture is called *name*, a path inside *folder*."""
    path = folder / name
    return not path.exists() or (path.is_file() and path.read_bytes() == data)


def _find_new(folder: Path, name: str, data: bytes) -> dict[Path, bytes]:
    """Return the capture *name* if it is not in *folder* yet; make its folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.resolve().is_relative_to(folder.resolve()):
        raise UnreadableError(f"{name}: is a link that leads out of {folder}; name another id.")
    if not is_free(folder, name, data):
        raise PolicytextError(f"{path} contains another capture; name another id.")
    return {} if path.exists() else {path: data}


def record_anew(folder: Path, name: str, data: bytes | None) -> tuple[dict[str, bytes], str]:
    """Return the files that re-record the capture of document *name*, and its previous sha256.

    *data* is the new capture, which gets a new name: the old one stays, so that every manifest that
    was written has its captures. *data* is None if the file in the folder has changed already.
    Entries that share the capture are updated together. Nothing is written here.
    """
    path = folder / "manifest.yaml"
    if not path.exists():
        what = f"{path}: does not exist, so no capture is recorded. Add the folder first."
        raise PolicytextError(what)
    text = _read(path)
    manifest, source = parse_manifest(text, path.as_posix())
    entries = {entry.id: entry for entry in manifest.documents}
    if name not in entries:
        raise UnknownNameError("document", name, sorted(entries))
    capture = entries[name].capture
    current = read_inside(folder, capture.path) if data is None else data
    digest = hashlib.sha256(current).hexdigest()
    named = capture.path if data is None else _rename(capture, digest)
    new = {"sha256": digest, "path": named}
    lines = text.split("\n")
    for index, entry in enumerate(manifest.documents):
        if entry.capture.path == capture.path:
            places = ((source.places[("documents", index, "capture", key)], key) for key in new)
            for (line, column), key in sorted(places, reverse=True):  # the end of a line first
                _write_value(lines, line - 1, column - 1, key, new[key])
    written = "\n".join(lines)
    _check_renewed(manifest, parse_manifest(written, path.as_posix())[0], capture.path, new)
    files = {"manifest.yaml": written.encode("utf-8")}
    if data is not None:
        files[named] = data
    return files, capture.sha256


def _rename(capture: CaptureEntry, digest: str) -> str:
    """Return the path of a capture with the beginning of its new *digest* in the name."""
    if digest == capture.sha256:
        return capture.path
    path = PurePosixPath(capture.path)
    stem = path.stem.removesuffix(f"-{capture.sha256[:8]}")
    return str(path.with_name(f"{stem}-{digest[:8]}{path.suffix}"))


def _write_value(lines: list[str], row: int, column: int, key: str, value: str) -> None:
    """Replace the value of *key*, which begins in that column of a line."""
    pattern = rf"({key}:\s*)(?:\"[^\"]*\"|'[^']*'|[^\s,}}]+)"
    line = lines[row]
    scalar = write_scalar(value)
    lines[row] = line[:column] + re.sub(
        pattern, lambda match: match[1] + scalar, line[column:], count=1
    )


def _check_renewed(old: Manifest, new: Manifest, path: str, changes: Mapping[str, str]) -> None:
    """Refuse a manifest in which anything but the captures called *path* changed."""
    expected = [
        entry.model_copy(update={"capture": entry.capture.model_copy(update=changes)})
        if entry.capture.path == path
        else entry
        for entry in old.documents
    ]
    if list(new.documents) != expected:
        raise PolicytextError(
            f"The capture {path} cannot be recorded automatically; do it by hand."
        )


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write *files* into *folder*, the manifest last."""
    for name in sorted(files, key=lambda name: name == "manifest.yaml"):
        write_atomically(folder / name, files[name])
