"""Recognise the text of scanned pages with tesseract, where it is installed.

The pages are drawn in the process with limits. Tesseract is started here, on the pictures only, and
its text becomes an invisible layer of the pages, so that every character has its place on them.
"""

from __future__ import annotations

import csv
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from policytext.base.errors import UnreadableError
from policytext.documents.add.programs import run_program
from policytext.documents.readers.lib.sandbox import call_apart

LANGUAGES = ("chi_sim", "chi_tra", "eng")
_PAGES = "policytext.documents.readers.lib.pdf_pages"
_SURE = 20  # characters of a page by which its language can be chosen
_HOW = (
    f"To recognise it (OCR), install tesseract with a language of {', '.join(LANGUAGES)}, and add "
    "the file again; or use another copy."
)


class _Layer(NamedTuple):
    """The text of a page as a PDF file of one page, and how certain it is."""

    file: bytes
    characters: int
    certainty: float


def recognise_text(data: bytes) -> bytes:
    """Return a scanned PDF file with the text of its pages as an invisible layer."""
    program = shutil.which("tesseract")
    languages = _list_languages(program) if program else []
    if program is None or not languages:
        raise UnreadableError(_HOW)
    pages = [int(page) for page in call_apart(f"{_PAGES}:list_scans", data).split()]
    layers = list(_read_pages(program, languages, data, pages))
    files = [layer.file for layer in layers]
    sizes = list(map(len, (data, *files)))
    return call_apart(f"{_PAGES}:add_layers", data + b"".join(files), sizes=sizes, pages=pages)


def _list_languages(program: str) -> list[str]:
    """Return the languages that tesseract has, of those that can be counted."""
    installed = set(run_program("tesseract", program, "--list-langs").split())
    return [language for language in LANGUAGES if language in installed]


def _read_pages(
    program: str, languages: list[str], data: bytes, pages: list[int]
) -> Iterator[_Layer]:
    """Yield the text of each page, in the language that fits the first page with text best."""
    for page in pages:
        picture = call_apart(f"{_PAGES}:draw_page", data, page=page)
        layers = {name: _read_picture(program, name, picture) for name in languages}
        best = max(languages, key=lambda name: layers[name].certainty)
        if layers[best].characters >= _SURE:
            languages = [best]
        yield layers[best]


def _read_picture(program: str, language: str, picture: bytes) -> _Layer:
    dots = re.match(rb"P5\n# (\d+)\n", picture)
    assert dots is not None
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "page.pgm"), Path(folder, "text")
        source.write_bytes(picture)
        told = ["-l", language, "--dpi", dots[1].decode(), "-c", "textonly_pdf=1", "pdf", "tsv"]
        run_program("tesseract", program, str(source), str(out), *told)
        try:
            found = out.with_suffix(".tsv").read_text("utf-8")
            return _Layer(out.with_suffix(".pdf").read_bytes(), *_measure(found))
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableError(f"tesseract wrote no text ({error}).") from None


def _measure(table: str) -> tuple[int, float]:
    """Return the number of characters in tesseract's *table* of words, and their certainty."""
    total, weighted = 0, 0.0
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        size = len((row["text"] or "").strip())
        total += size
        weighted += size * max(0.0, float(row["conf"]))
    return total, weighted / total if total else 0.0
