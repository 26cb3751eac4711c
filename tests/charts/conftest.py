"""Fixtures of the tests of charts."""

from __future__ import annotations

import pytest

from policytext.charts import CHARTS


@pytest.fixture(params=list(CHARTS))
def chart(request: pytest.FixtureRequest) -> str:
    """The name of each chart in turn."""
    return str(request.param)
