"""The regions of a document, in their order.

Tested in tests/documents/test_document.py.
"""

from __future__ import annotations

from typing import Literal, get_args

RegionName = Literal["title", "subtitle", "body", "annex"]
REGIONS: tuple[RegionName, ...] = get_args(RegionName)
