"""A headless Chromium, and the pages of the shipped texts in both languages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from policytext.language.messages import LANGUAGES

ROOT = Path(__file__).resolve().parents[3]
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A running Chromium, or a skip that says so."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no Chromium on this machine: the page was not looked at in a browser")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Seen:
    """A page that was opened, and what it did that it should not."""

    page: Any
    faults: list[str] = field(default_factory=list)


Open = Callable[..., Seen]


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Open]:
    """Opens a page and waits until its script is done; every fault of it fails the test."""
    opened: list[Seen] = []
    contexts: list[Any] = []

    def open_it(path: Path, *, width: int = 1280, hash_: str = "", **options: Any) -> Seen:
        options = {
            "viewport": {"width": width, "height": 900},
            "reduced_motion": "reduce",
            **options,
        }
        context = chromium.new_context(offline=True, **options)
        context.set_default_timeout(120_000)  # a busy machine is no fault of the page
        contexts.append(context)
        seen = Seen(context.new_page())
        opened.append(seen)
        page = seen.page
        page.on("console", lambda m: seen.faults.append(f"console {m.type}: {m.text}"))
        page.on("pageerror", lambda error: seen.faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: seen.faults.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: _note_request(seen, request.url))
        page.goto(path.as_uri() + hash_)
        page.wait_for_selector("html[data-ready]", state="attached")
        page.evaluate("document.fonts.ready")
        return seen

    yield open_it
    faults = [fault for seen in opened for fault in seen.faults]
    for context in contexts:
        context.close()
    assert faults == []


def _note_request(seen: Seen, url: str) -> None:
    if not url.startswith(("file:", "data:")):
        seen.faults.append(f"request: {url}")


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of the shipped texts, by language."""
    from policytext.claims import load_claims
    from policytext.counting.lexicon import load_lexicon
    from policytext.documents.load import load_corpus
    from policytext.report.build import build_report
    from policytext.report.formats import render_report
    from policytext.report.spec import load_spec

    texts = ROOT / "texts"
    spec = load_spec(texts)
    lexicon = load_lexicon(spec.lexicon) if spec.lexicon else None
    report = build_report(load_corpus(texts), spec, lexicon, load_claims(spec.claims))
    folder = tmp_path_factory.mktemp("pages")
    for language in LANGUAGES:
        content = render_report(report, language, "html")["index.html"]
        (folder / f"{language}.html").write_bytes(content)
    return {language: folder / f"{language}.html" for language in LANGUAGES}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each language in turn."""
    return str(request.param)
