"""Fixtures of the tests of renderers."""

from __future__ import annotations

import pytest

from policytext.language.messages import LANGUAGES
from policytext.report.formats import RENDERERS


@pytest.fixture(params=list(RENDERERS))
def form(request: pytest.FixtureRequest) -> str:
    """The name of each format in turn."""
    return str(request.param)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each language in turn."""
    return str(request.param)
