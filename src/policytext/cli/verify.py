"""Commands about claims: ``verify``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policytext.cli.options import OutputOption, write_text
from policytext.errors import DIFFERS, NothingCheckedError

if TYPE_CHECKING:
    from policytext.claims import ClaimSet
    from policytext.corpus import Corpus

Files = Annotated[
    list[Path] | None,
    typer.Argument(help="Claims files; all of claims/ in the texts folder by default."),
]


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("verify")(verify)


def verify(
    context: typer.Context,
    files: Files = None,
    form: Annotated[str, typer.Option("--format", help="How to print the findings.")] = "text",
    evidence: Annotated[bool, typer.Option("--evidence", help="List every match.")] = False,
    output: OutputOption = None,
) -> None:
    """Recount published claims; exit 0 when every verdict is the one its claim expects."""
    from policytext.claims import verify_claims
    from policytext.claims.formats import FINDINGS_FORMATS, render_findings
    from policytext.registry import look_up

    look_up(FINDINGS_FORMATS, form, "format of findings")
    claims = load_claims_of(context.obj, files)
    corpus, known = load_corpus_for(claims, context.obj)
    findings = verify_claims(corpus, claims, known=known)
    write_text(render_findings(findings, form, evidence=evidence), output)
    if not findings.as_expected:
        raise typer.Exit(DIFFERS)


def load_claims_of(texts: Path, files: list[Path] | None) -> ClaimSet:
    """Return the claims in *files*, or in the folder ``claims`` of *texts*; none is an error."""
    from policytext.claims import load_claims

    claims = load_claims(files or texts / "claims")
    if not claims:
        where = ", ".join(map(str, files or [texts / "claims"]))
        raise NothingCheckedError(f"Nothing was checked: no claims in {where}.")
    return claims


def load_corpus_for(
    claims: ClaimSet, texts: Path, names: list[str] | None = None
) -> tuple[Corpus, tuple[str, ...]]:
    """Return the documents that *claims*, or those of them named, need; and all ids there are."""
    from policytext.loading import load_corpus
    from policytext.manifest import load_manifest

    known = tuple(entry.id for entry in load_manifest(texts)[0].documents)
    chosen = [claim for claim in claims if names is None or claim.id in names]
    if any(claim.needs_whole_corpus for claim in chosen):
        return load_corpus(texts), known
    needed = {document for claim in chosen for document in claim.documents}
    return load_corpus(texts, ids=[name for name in known if name in needed]), known
