"""Claims: numbers published about a text, and whether they reproduce.

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
    """Read the claims of a file, of every ``*.yaml`` in a folder, or of several files.

    Parameters
    ----------
    where : str or Path, or iterable of str or Path
        A claims file, a folder, or several files.

    Returns
    -------
    ClaimSet
        The claims in the order of their files, with the file and line of each.

    Raises
    ------
    FaultyInputError
        A file has faults, or two claims have the same id; all are reported, each with its line.
    NothingCheckedError
        There is no claim in the files, or no file in the folder. Verifying nothing must not look
        like a success.

    Examples
    --------
    >>> import policytext as pt
    >>> claims = pt.load_claims("texts/claims")
    >>> [(claim.id, claim.published) for claim in claims][:2]
    [('plan-global', '45'), ('plan-cooperation', '21')]
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
