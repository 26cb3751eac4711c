"""Seeded claims over real texts, half of them off by 1 to 20 %: no wrong verdict."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from policytext.claims import Verdict, verify_claims
from tests.claims.seeded_claims import IDS, load_texts, off_by_some, seed_claims


@pytest.mark.corpora
def test_no_seeded_claim_gets_a_wrong_verdict(
    corpora: Path, audit: bool, record_property: Callable[[str, object], None]
) -> None:
    assert len(IDS) >= 20
    corpus, rng = load_texts(corpora), random.Random(3)
    wanted = 10_000 if audit else 1_000
    claims, truths = [], []
    for claim, number, near in seed_claims(corpus, rng):
        true = len(claims) % 2 == 0
        published = number if true else off_by_some(number, near, rng)
        if published is None:
            continue
        name = f"claim-{len(claims)}"
        claims.append(claim.model_copy(update={"id": name, "published": str(published)}))
        truths.append(Verdict.confirmed if true else Verdict.refuted)
        if len(claims) == wanted:
            break
    findings = verify_claims(corpus, claims)
    wrong = sum(f.verdict is not truth for f, truth in zip(findings, truths, strict=True))
    record_property("figure", f"{wanted} seeded claims, {wrong} wrong verdicts")

    assert wrong == 0
