"""Claims: what was published about a text, and whether it reproduces.

Tested in tests/claims/test_kinds.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from policytext.base.errors import NothingCheckedError
from policytext.claims.explain import Explanation, explain_claim
from policytext.claims.findings import Finding, Findings
from policytext.claims.judge import judge_claims, verify_claims, would_stop_holding
from policytext.claims.kinds.comparison import ComparisonClaim
from policytext.claims.kinds.count import CountClaim
from policytext.claims.kinds.first_mention import FirstMentionClaim
from policytext.claims.kinds.items import ItemsClaim
from policytext.claims.kinds.length import LengthClaim
from policytext.claims.kinds.rank import RankClaim
from policytext.claims.kinds.share import ShareClaim
from policytext.claims.load import read_claims
from policytext.claims.model import Claim, ClaimSet, Place, Source, Verdict

__all__ = [
    "CLAIM_KINDS",
    "Claim",
    "ClaimSet",
    "Explanation",
    "Finding",
    "Findings",
    "Place",
    "Source",
    "Verdict",
    "explain_claim",
    "judge_claims",
    "load_claims",
    "verify_claims",
    "would_stop_holding",
]

CLAIM_KINDS: dict[str, type[Claim]] = {
    "count": CountClaim,
    "items": ItemsClaim,
    "length": LengthClaim,
    "first-mention": FirstMentionClaim,
    "share": ShareClaim,
    "comparison": ComparisonClaim,
    "rank": RankClaim,
}


def load_claims(where: str | Path | Iterable[str | Path]) -> ClaimSet:
    """Read a claims file, all ``*.yaml`` of a folder, or several files; all faults at once.

    Files without a claim, or a folder without files, are an error: nothing would be checked.
    """
    if isinstance(where, str | Path):
        path = Path(where)
        files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
        named = str(path)
    else:
        files = [Path(name) for name in where]
        named = ", ".join(map(str, files)) or "no file"
    claims = read_claims(files, CLAIM_KINDS)
    if not claims:
        raise NothingCheckedError(
            f"Nothing was checked: no claims in {named}; name a claims file or a folder of *.yaml."
        )
    return claims
