"""Pin claims about tokens: record in their file with which segmenter they were counted.

Tested in tests/cli/test_verify.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from policytext.base.errors import PolicytextError
from policytext.base.yaml import YamlSource, parse_yaml
from policytext.claims.findings import Finding
from policytext.claims.judge import judge_claims
from policytext.claims.load import Kinds, read_source
from policytext.claims.model import Claim, ClaimSet, SegmenterPin, TermClaim
from policytext.documents.corpus import Corpus
from policytext.segmenters import build_segmenter

_SCALAR = r"(?:\"[^\"]*\"|'[^']*'|[^\s,}]+)"


def stale_claims(claims: ClaimSet) -> list[TermClaim]:
    """Return the claims about tokens whose pin is missing or is not the installed segmenter."""
    about_tokens = [claim for claim in claims if isinstance(claim, TermClaim) and claim.pin]
    return [claim for claim in about_tokens if _renew(claim) != claim]


def stops_holding(corpus: Corpus, claims: ClaimSet, stale: list[TermClaim]) -> list[Finding]:
    """Return the findings on pinned claims whose verdict is no longer as expected.

    The expected verdict is taken as the old one, because the old segmenter is not available.
    """
    pinned = [claim for claim in stale if claim.segmenter.fingerprint]
    renewed = ClaimSet(tuple(_renew(claim) for claim in pinned), claims.origins, claims.inputs)
    known = {name for claim in claims for name in (*claim.documents, claim.source.document) if name}
    return [f for f in judge_claims(corpus, renewed, known=known) if not f.as_expected]


def _renew(claim: TermClaim) -> TermClaim:
    name = claim.segmenter.name
    pin = SegmenterPin(name=name, fingerprint=build_segmenter(name).fingerprint)
    return claim.model_copy(update={"segmenter": pin})


def write_pins(text: str, source: YamlSource, stale: Mapping[int, TermClaim], kinds: Kinds) -> str:
    """Return the claims file *text* with new pins for *stale*, its claims by their index.

    Comments and layout stay. The new text is read again to check that only the pins changed.
    """
    lines = text.splitlines(keepends=True)
    for number, claim in sorted(stale.items(), reverse=True):
        _write_pin(lines, source, number, _renew(claim).segmenter)
    written = "".join(lines)
    again = read_source(parse_yaml(written, source.file), kinds)
    before = read_source(parse_yaml(text, source.file), kinds)
    if [_renewed(claim, stale, n) for n, claim in enumerate(before)] != again:
        raise PolicytextError(
            f"{source.file}: a pin cannot be written automatically; write it by hand."
        )
    return written


def _renewed(claim: Claim | None, stale: Mapping[int, TermClaim], number: int) -> Claim | None:
    return _renew(stale[number]) if number in stale else claim


def _write_pin(lines: list[str], source: YamlSource, number: int, pin: SegmenterPin) -> None:
    path = ("claims", number)
    recorded = f'fingerprint: "{pin.fingerprint}"'
    if place := source.places.get((*path, "segmenter", "fingerprint")):
        _replace(lines, place, rf"fingerprint:\s*{_SCALAR}", recorded)
    elif place := source.places.get((*path, "segmenter", "name")):
        _replace(lines, place, rf"name:\s*{_SCALAR}", f"name: {pin.name}, {recorded}", place[1])
    else:
        place = source.places[(*path, "match")]
        whole = f"segmenter: {{name: {pin.name}, {recorded}}}"
        _replace(lines, place, rf"match:\s*{_SCALAR}", f"match: token, {whole}", place[1])


def _replace(
    lines: list[str], place: tuple[int, int], pattern: str, new: str, indent: int = 0
) -> None:
    """Replace the match of *pattern* at *place*; in a block, the comma becomes a new line."""
    row, column = place[0] - 1, place[1] - 1
    line = lines[row]
    block = not line[:column].replace("- ", "").strip()
    if indent and block:
        new = new.replace(", ", "\n" + " " * column, 1)
    lines[row] = line[:column] + re.sub(pattern, lambda _: new, line[column:], count=1)
