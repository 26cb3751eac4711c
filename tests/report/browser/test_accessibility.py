"""axe-core finds no serious fault, in either theme and language, whatever is open."""

from __future__ import annotations

import base64
import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.report.browser.conftest import Open
from tests.support.make_reports import render_page, small_report

VERSION = "4.10.3"
SHA512 = "Xm7bpRXnDSX2YE2YFfBk2FnF0ep6tmG7xPh8iHee8MIcrgq762Nkce856dYtJYLkuIoYZvGfTs/PbZhideTcEg=="
CACHE = Path(tempfile.gettempdir()) / f"policytext-axe-core-{VERSION}.tgz"
OPEN_ALL = "document.querySelectorAll('details').forEach((d) => { d.open = true; })"
# Charts are judged by their text and labels; axe cannot see colours behind transparent overlays.
RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.filter((v) => ["serious", "critical"].includes(v.impact))
    .map((v) => `${v.id}: ${v.nodes.length} × ${v.nodes[0].html.slice(0, 160)} `
      + v.nodes[0].failureSummary.slice(0, 300));
}"""


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, fetched once; or a skip that says so."""
    npm = shutil.which("npm")
    if not CACHE.exists():
        if npm is None:
            pytest.skip("no npm on this machine: axe-core did not look at the page")
        with tempfile.TemporaryDirectory() as folder:
            command = [npm, "pack", f"axe-core@{VERSION}", "--pack-destination", folder]
            try:
                done = subprocess.run(command, capture_output=True, timeout=120, check=False)
            except subprocess.TimeoutExpired:
                pytest.skip("npm does not answer: axe-core did not look at the page")
            packed = Path(folder) / f"axe-core-{VERSION}.tgz"
            if done.returncode or not packed.exists():
                pytest.skip("npm is not reachable: axe-core did not look at the page")
            packed.replace(CACHE)
    content = CACHE.read_bytes()
    digest = base64.b64encode(hashlib.sha512(content).digest()).decode()
    assert digest == SHA512, f"{CACHE} is not the axe-core that is meant; remove it"
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        member = archive.extractfile("package/axe.min.js")
        assert member is not None
        return member.read().decode("utf-8")


def faults(page: Any, axe: str) -> list[str]:
    page.evaluate(axe)
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The Chinese page of two tiny texts, which has one of everything."""
    path = tmp_path / "index.html"
    path.write_text(render_page(small_report(), "zh"), encoding="utf-8")
    return path


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault(
    open_page: Open, tmp_path: Path, axe: str, language: str, theme: str
) -> None:
    path = tmp_path / "index.html"
    path.write_text(render_page(small_report(), language), encoding="utf-8")
    page = open_page(path, color_scheme=theme, bypass_csp=True).page
    page.evaluate(OPEN_ALL)
    page.wait_for_timeout(200)

    assert faults(page, axe) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault_on_the_shipped_page(
    open_page: Open, pages: dict[str, Path], axe: str, language: str, *, theme: str, audit: bool
) -> None:
    if not audit:
        pytest.skip("the long audit; run with --audit")
    page = open_page(pages[language], color_scheme=theme, bypass_csp=True).page
    page.evaluate(OPEN_ALL)
    page.wait_for_timeout(200)

    assert faults(page, axe) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault_in_the_passages(
    open_page: Open, small: Path, axe: str, theme: str
) -> None:
    address = "#passages/global/plan"
    page = open_page(small, color_scheme=theme, bypass_csp=True, hash_=address).page

    assert page.locator("#drawer").is_visible()
    assert faults(page, axe) == []


def test_axe_finds_no_serious_fault_on_a_phone(open_page: Open, small: Path, axe: str) -> None:
    page = open_page(small, width=375, bypass_csp=True).page

    assert faults(page, axe) == []


def test_a_fault_would_be_found(open_page: Open, small: Path, axe: str) -> None:
    page = open_page(small, bypass_csp=True).page
    page.evaluate("document.querySelector('#theme').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('#theme').textContent = ''")

    assert [fault.split(":")[0] for fault in faults(page, axe)] == ["button-name"]
