"""Found claims as a claims file, ready to be put under ``texts/claims/``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from policytext.extraction.found import FoundClaim

UNHELD = "text-not-held"


def claim_entry(claim: FoundClaim, name: str, source: Mapping[str, str]) -> dict[str, Any]:
    """Return the entry of *claim* in a claims file, under the id *name*."""
    raise NotImplementedError


def to_claims_yaml(claims: Iterable[FoundClaim], *, prefix: str, source: Mapping[str, str]) -> str:
    """Write *claims* as a claims file; their ids begin with *prefix*."""
    raise NotImplementedError
