"""Verdicts in detail: every fault, note and reason in full."""

from __future__ import annotations

import pytest

from policytext.base.errors import NothingCheckedError
from policytext.claims import ClaimSet, verify_claims
from policytext.claims.judge import judge_claims
from policytext.documents.corpus import Corpus


def test_no_claims_are_an_error_to_verify_and_none_to_judge() -> None:
    for claims in (ClaimSet(()), ()):
        with pytest.raises(NothingCheckedError) as raised:
            verify_claims(Corpus(), claims)
        assert str(raised.value) == "Nothing was checked: there are no claims."
        assert judge_claims(Corpus(), claims).findings == ()
