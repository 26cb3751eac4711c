"""Small claims for tests, written as in a claims file, and their verdicts."""

from __future__ import annotations

from textwrap import dedent

from policytext.base.yaml import parse_yaml
from policytext.claims import CLAIM_KINDS, ClaimSet, Finding, verify_claims
from policytext.claims.load import read_source
from policytext.claims.model import Origin
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document


def make_claims(text: str) -> ClaimSet:
    """Return the claims that *text*, the items of the list ``claims``, describes."""
    source = parse_yaml("claims:\n" + dedent(text).strip() + "\n", "claims.yaml")
    claims = read_source(source, CLAIM_KINDS)
    source.raise_faults()
    held = [claim for claim in claims if claim]
    origins = {claim.id: Origin(source, number) for number, claim in enumerate(held)}
    return ClaimSet(tuple(held), origins, (("claims.yaml", "0" * 64),))


def verify(text: str, *documents: Document) -> Finding:
    """Return the finding on the one claim that the flow mapping *text* describes."""
    claims = make_claims(f"- {{id: x, document: doc, {text}}}")
    (finding,) = verify_claims(Corpus(documents), claims)
    return finding


def verdict(text: str, *documents: Document) -> str:
    """Return the verdict on that claim."""
    return verify(text, *documents).verdict.value
