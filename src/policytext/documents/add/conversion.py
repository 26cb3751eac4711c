"""Convert old Office files with LibreOffice or antiword, where one of them is installed.

Of the programs that read .doc files, catdoc is not used: it turns passages of files that Word saved
in pieces into other characters.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePath

from policytext.base.errors import UnreadableError
from policytext.documents.add.programs import run_program

# The stream of the file by which its kind is known, and the ending of the new format.
_KINDS = {
    "WordDocument": ".docx",
    "Workbook": ".xlsx",
    "Book": ".xlsx",
    "PowerPoint Document": ".pptx",
}


def convert_file(data: bytes, name: str) -> tuple[bytes, str]:
    """Return the old Office file *data* in a format that can be read, and its new name."""
    ending = next((end for stream, end in _KINDS.items() if _encode(stream) in data), None)
    if ending is None:
        raise UnreadableError("Its kind is not known; save it as .docx, .xlsx or .pptx.")
    for program, convert in _CONVERTERS.items():
        path = shutil.which(program)
        if path and (ending == ".docx" or convert is not _run_antiword):
            return convert(path, data, PurePath(name).stem, ending)
    programs = "LibreOffice or antiword" if ending == ".docx" else "LibreOffice"
    raise UnreadableError(
        f"To convert it, install {programs} and add the file again; or save it as {ending}."
    )


def _encode(stream: str) -> bytes:
    """Return the name of a stream as it is in the directory of the file."""
    return f"{stream}\0".encode("utf-16-le")


def _run_libreoffice(path: str, data: bytes, stem: str, ending: str) -> tuple[bytes, str]:
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "file.old"), Path(folder, f"file{ending}")
        source.write_bytes(data)
        # A profile of its own, so that it does not wait for, or change, that of the user.
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        told = ["--headless", "--norestore", "--convert-to", ending[1:], "--outdir", folder]
        said = run_program("LibreOffice", path, profile, *told, str(source))
        if not made.is_file():
            raise UnreadableError(f"LibreOffice wrote no file ({said.strip()[-80:]}).")
        return made.read_bytes(), stem + ending


def _run_antiword(path: str, data: bytes, stem: str, _: str) -> tuple[bytes, str]:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "file.doc")
        source.write_bytes(data)
        # UTF-8, and each paragraph on one line.
        text = run_program("antiword", path, "-m", "UTF-8.txt", "-w", "0", str(source))
    return text.encode("utf-8"), f"{stem}.txt"


# LibreOffice comes first: it keeps tables, lists and notes as they are.
_CONVERTERS: dict[str, Callable[[str, bytes, str, str], tuple[bytes, str]]] = {
    "soffice": _run_libreoffice,
    "libreoffice": _run_libreoffice,
    "antiword": _run_antiword,
}
