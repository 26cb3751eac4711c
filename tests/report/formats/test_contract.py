"""What holds of every format: files inside the report's folder, the same bytes every time."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path, PurePosixPath

import pytest

from policytext.base.errors import UnknownNameError
from policytext.charts import fonts
from policytext.report.formats import render_report
from policytext.report.model import Report
from tests.support.make_documents import make_document
from tests.support.make_reports import make_report, small_files, small_report, tiny_font

ROOT = Path(__file__).resolve().parents[3]
# Prints a digest of every file of the small report.
PRINT_DIGESTS = """
import hashlib, sys
from tests.support.make_reports import small_files
for name, content in sorted(small_files("zh").items()):
    print(name, hashlib.sha256(content).hexdigest())
"""


def test_files_stand_inside_the_report_and_are_not_empty(language: str) -> None:
    files = small_files(language)

    assert {PurePosixPath(name).suffix for name in files} == {
        ".html", ".md", ".csv", ".xlsx", ".json", ".svg", ".png"
    }  # fmt: skip
    for name, content in files.items():
        path = PurePosixPath(name)
        assert not path.is_absolute()
        assert ".." not in path.parts
        assert isinstance(content, bytes)
        assert content


def test_an_unknown_format_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'xlsx'"):
        render_report(small_report(), "zh", "xslx")


@lru_cache(maxsize=1)
def odd_report() -> Report:
    """Return a report of an empty text, one without any family, and one in English; no claims."""
    return make_report(
        make_document(" \n", name="empty", title="空"),
        make_document("天地玄黄。\n", name="lonely", title="天"),
        make_document("Global development.", name="english", title="Global", language="en"),
    )


def test_empty_texts_absent_families_and_two_languages_are_rendered(form: str) -> None:
    assert odd_report().rates["english", "global"].convention == "word/each/title+subtitle+body"
    assert odd_report().rates["empty", "global"].per_1000 == 0  # its title is not empty
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "subset_font", tiny_font)
        files = render_report(odd_report(), "en", form)

    assert bool(files) == (form != "articles")  # no article was checked


def test_no_text_at_all_is_rendered(form: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "subset_font", tiny_font)
        files = render_report(make_report(), "en", form)

    assert bool(files) == (form not in ("charts", "articles"))  # nothing is drawn of nothing


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8"},
    ],
    ids=["plain", "elsewhere"],
)
def test_the_bytes_do_not_depend_on_seed_zone_locale_or_folder(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    path = os.pathsep.join((str(ROOT), str(ROOT / "src")))
    done = subprocess.run(
        [sys.executable, "-c", PRINT_DIGESTS],
        cwd=tmp_path,
        env={**os.environ, **surroundings, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    here = {n: hashlib.sha256(content).hexdigest() for n, content in small_files("zh").items()}
    assert dict(line.split() for line in done.stdout.splitlines()) == here
