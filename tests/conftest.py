"""Fixtures shared by all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--audit", action="store_true", help="run the long audits in full")
    parser.addoption("--wheel", action="store_true", help="install the wheel by the newest pip")


@pytest.fixture(scope="session")
def audit(request: pytest.FixtureRequest) -> bool:
    """Whether the long form of a test is wanted (``make audit``)."""
    return bool(request.config.getoption("--audit"))


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real policy texts beside the checkout, or a skip that says so."""
    if not CORPORA.is_dir():
        pytest.skip("no folder of real policy texts beside the checkout")
    return CORPORA


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that audits recorded with ``record_property("figure", …)``."""
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            if name == "figure":
                terminalreporter.write_line(f"{report.nodeid.split('::')[-1]}: {value}")
