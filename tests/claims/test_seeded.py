"""Seeded claims over real texts, half of them off by 1 to 20 %: no wrong verdict."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from policytext.claims import CLAIM_KINDS, verify_claims
from tests.claims.seeded_claims import IDS, load_texts
from tests.claims.seeded_kinds import seed_all_kinds


@pytest.mark.corpora
def test_no_seeded_claim_gets_a_wrong_verdict(
    corpora: Path, audit: bool, record_property: Callable[[str, object], None]
) -> None:
    assert len(IDS) >= 20
    corpus, rng = load_texts(corpora), random.Random(3)
    seeded = list(islice(seed_all_kinds(corpus, rng), 10_000 if audit else 600))
    findings = verify_claims(corpus, [claim for claim, _ in seeded])

    wrong = [
        finding
        for finding, (_, true) in zip(findings, seeded, strict=True)
        if finding.verdict.value != ("confirmed" if true else "refuted")
    ]
    kinds = Counter(claim.kind for claim, _ in seeded)
    listed = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    record_property(
        "figure", f"{len(seeded)} seeded claims, {len(wrong)} wrong verdicts ({listed})"
    )
    assert set(kinds) == set(CLAIM_KINDS)
    assert [(f.claim, f.reason, f.notes) for f in wrong] == []
