"""Put a report's files in their folder as a whole; or say what would differ there."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from policytext.base.errors import PolicytextError, UnwritableError
from policytext.base.folders import replace_folder

_OWNED = re.compile(r"charts/[^/]+\.(svg|png)|tables/[^/]+\.csv")
_FONT = re.compile(rb"url\(data:font/woff2?;base64,[A-Za-z0-9+/=]*\)")
_POLICY = re.compile(rb"style-src 'sha256-[A-Za-z0-9+/=]*'")
_DIGEST = re.compile(rb'(?:data-digest="|policytext-data\0)([0-9a-f]{64})')
_SIGNATURES = {".svg": b"<svg ", ".png": b"\x89PNG\r\n\x1a\n"}


def publish(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make *files* the report in *folder*, in one step; what is no part of a report stays."""
    check_folder(folder)
    try:
        replace_folder(folder, files, owned=is_owned)
    except UnwritableError:
        raise
    except OSError as error:
        raise UnwritableError(error.filename or folder, error) from error


def check_folder(folder: Path) -> None:
    """Refuse a name that is no folder's, before the work is done."""
    if folder.exists() and not folder.is_dir():
        raise PolicytextError(f"{folder} is no folder; name another with --out.")


def is_owned(name: str) -> bool:
    """Tell whether a file is a chart or table of a report, so that an old one is in the way."""
    return bool(_OWNED.fullmatch(name))


def list_differences(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Return a line for every file that is missing, differs, or is no longer part of the report."""
    return list(_differences(folder, files))


def _differences(folder: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    for name, content in sorted(files.items()):
        path = folder / name
        if not path.is_file():
            yield f"missing: {path.as_posix()}"
        elif not is_same(name, path.read_bytes(), content):
            yield f"differs: {path.as_posix()}"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if is_owned(name) and name not in files:
            yield f"left over: {path.as_posix()}"


def is_same(name: str, old: bytes, new: bytes) -> bool:
    """Tell whether two versions of a file say the same.

    Charts are compared by the data they were drawn from, the page but for its font, findings but
    for the versions of the tools, the workbook unpacked: another release of a library is no drift.
    """
    if old == new:
        return True
    try:
        return essence(name, old) == essence(name, new)
    except (ValueError, zipfile.BadZipFile):
        return False


def essence(name: str, content: bytes) -> bytes:
    """Return what of a file says something; ValueError where it is no such file."""
    suffix = Path(name).suffix
    if suffix in _SIGNATURES:
        found = _DIGEST.search(content)
        if not (content.startswith(_SIGNATURES[suffix]) and found):
            raise ValueError(f"{name} is no chart of a report")
        return found[1]
    if name == "findings.json":
        data = json.loads(content)
        if isinstance(data, dict):
            data.pop("tool", None)
            data.pop("sha256", None)  # which covers the versions too; the rest is compared as it is
        return json.dumps(data, sort_keys=True).encode()
    if suffix == ".xlsx":  # packed by the machine's own zlib
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return b"\0".join(name.encode() + b"\0" + book.read(name) for name in book.namelist())
    if suffix == ".html":
        return _POLICY.sub(b"", _FONT.sub(b"", content))
    return content
