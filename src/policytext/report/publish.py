"""Write the files of a report in one step, or list what would change."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from policytext.base.errors import PolicytextError, UnwritableError
from policytext.base.folders import replace_folder

_OWNED = re.compile(r"charts/[^/]+\.(svg|png)|tables/[^/]+\.csv|articles/[^/]+\.html")
_FONT = re.compile(rb"url\(data:font/woff2?;base64,[A-Za-z0-9+/=]*\)")
_POLICY = re.compile(rb"style-src 'sha256-[A-Za-z0-9+/=]*'")
_DIGEST = re.compile(rb'(?:data-digest="|policytext-data\0)([0-9a-f]{64})')
_SIGNATURES = {".svg": b"<svg ", ".png": b"\x89PNG\r\n\x1a\n"}


def publish(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace the report in *folder* by *files* in one step; files of other origin stay."""
    check_folder(folder)
    try:
        replace_folder(folder, files, owned=is_owned)
    except UnwritableError:
        raise
    except OSError as error:
        raise UnwritableError(error.filename or folder, error) from error


def check_folder(folder: Path) -> None:
    """Refuse a path that is not a folder before the work begins."""
    if folder.exists() and not folder.is_dir():
        raise PolicytextError(f"{folder} is not a folder; name another with --out.")


def is_owned(name: str) -> bool:
    """Return whether a file is a chart, a table or an article; old ones are removed."""
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
    """Return whether two versions of a file have the same content.

    A new release of a library is not a difference: charts are compared by their data, the page
    without its font, findings without the versions of the tools, and the workbook unpacked.
    """
    if old == new:
        return True
    try:
        return essence(name, old) == essence(name, new)
    except (ValueError, zipfile.BadZipFile):
        return False


def essence(name: str, content: bytes) -> bytes:
    """Return the content that is compared; raise ValueError for a file of another kind."""
    suffix = Path(name).suffix
    if suffix in _SIGNATURES:
        found = _DIGEST.search(content)
        if not (content.startswith(_SIGNATURES[suffix]) and found):
            raise ValueError(f"{name} is not a chart of a report")
        return found[1]
    if name == "findings.json":
        data = json.loads(content)
        if isinstance(data, dict):
            data.pop("tool", None)
            data.pop("sha256", None)  # it covers the versions too; the rest is compared
        return json.dumps(data, sort_keys=True).encode()
    if suffix == ".xlsx":  # compressed by the machine's own zlib
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return b"\0".join(name.encode() + b"\0" + book.read(name) for name in book.namelist())
    if suffix == ".html":
        return _POLICY.sub(b"", _FONT.sub(b"", content))
    return content
