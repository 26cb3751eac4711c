"""Fixtures of the tests of the words of messages."""

from __future__ import annotations

import pytest

from policytext.language.messages import LANGUAGES


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each language in turn."""
    return str(request.param)
